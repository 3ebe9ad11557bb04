/** What became of each change: an account that is right wherever the writing ends. */
import type { Step } from './plan';
import { changedIds, rawOf, settingRow, type Changes, type SettingId, type SettingWords } from './settings';

/** How the BMS answered a write. - `silent`: it did not. - `lost`: the link ended while the answer was due. */
export type WriteAnswer = 'taken' | 'refused' | 'silent' | 'lost';

/** One write and what was read back afterwards; `found` is `undefined` when it could not be read. */
export interface WriteRecord {
  readonly step: Step;
  readonly answer: WriteAnswer;
  readonly found: number | undefined;
}

/**
 * - `written`: read back as it was written.
 * - `refused`: read back as it was before; `answer` says whether the BMS said so.
 * - `clamped`: read back as something else.
 * - `unverified`: sent, and not read back.
 * - `not-reached`: never sent.
 */
export type LineState = 'written' | 'refused' | 'clamped' | 'unverified' | 'not-reached';

export interface AccountLine {
  readonly setting: SettingId;
  readonly before: number;
  readonly wanted: number;
  /** What the BMS holds, as far as anybody knows. */
  readonly found: number | undefined;
  readonly state: LineState;
  readonly answer: WriteAnswer | undefined;
}

/** What the owner is told of one write. */
export function judge(before: number, { step, answer, found }: WriteRecord): LineState {
  if (found === undefined) return 'unverified';
  if (found === step.raw) return 'written';
  // A value that is taken at once is not there to be read back.
  const { once, register } = settingRow(step.setting);
  if (once && answer === 'taken' && found === register.absent) return 'written';
  return found === before ? 'refused' : 'clamped';
}

/** One line for each change, in the order in which they were tried; those that were not reached come last. */
export function accountOf(changes: Changes, start: SettingWords, records: readonly WriteRecord[]): readonly AccountLine[] {
  const tried = records.map(({ step }) => step.setting);
  const ids = [...new Set([...tried, ...changedIds(changes)])];
  return ids.map((setting): AccountLine => {
    const before = rawOf(setting, start);
    const wanted = changes[setting] ?? before;
    const own = records.filter(({ step }) => step.setting === setting);
    const last = own.at(-1);
    if (!last) return { setting, before, wanted, found: before, state: 'not-reached', answer: undefined };
    // Of a detour that was the last word, what the BMS holds is told, but the change itself was never sent.
    if (last.step.detour) {
      const state = last.found === undefined ? 'unverified' : 'not-reached';
      return { setting, before, wanted, found: last.found, state, answer: last.answer };
    }
    const held = own.at(-2)?.found ?? before;
    return { setting, before, wanted, found: last.found, state: judge(held, last), answer: last.answer };
  });
}

/**
 * - `writing`: under way.
 * - `done`: every change was tried.
 * - `stopped`: by the owner.
 * - `interrupted`: the BMS stopped answering, or the app ended.
 */
export type WritingState = 'writing' | 'done' | 'stopped' | 'interrupted';

/** A writing from its first moment on, as it is kept: whatever happens to the app, the account can be told from it. */
export interface Writing {
  /** Of the BMS. */
  readonly serialNumber: string;
  /** [ms since 1970] */
  readonly startedAt: number;
  readonly state: WritingState;
  readonly changes: Changes;
  /** What the BMS held before. */
  readonly start: SettingWords;
  readonly records: readonly WriteRecord[];
  /** Being sent, or about to be. */
  readonly underway: Step | undefined;
}

/** A writing that nobody has seen the end of: what was under way may have been sent. */
export function leftBehind(writing: Writing): Writing {
  const { state, records, underway } = writing;
  if (state !== 'writing') return writing;
  const last: readonly WriteRecord[] = underway ? [{ step: underway, answer: 'lost', found: undefined }] : [];
  return { ...writing, state: 'interrupted', records: [...records, ...last], underway: undefined };
}

/** Nothing of it is left to tell. */
export function isWhole({ state, changes, start, records }: Writing): boolean {
  return state === 'done' && accountOf(changes, start, records).every((line) => line.state === 'written');
}

/** What is left to do after the writing ended, and what brings everything back that was changed. */
export interface WaysOn {
  readonly goOn: Changes;
  readonly goBack: Changes;
}

/** @param now what the BMS holds, read anew */
export function waysOn(changes: Changes, start: SettingWords, now: SettingWords): WaysOn {
  const entries = (target: (id: SettingId) => number): Changes =>
    Object.fromEntries(
      changedIds(changes).flatMap((id) => (settingRow(id).once || rawOf(id, now) === target(id) ? [] : [[id, target(id)]])),
    );
  return { goOn: entries((id) => changes[id] ?? 0), goBack: entries((id) => rawOf(id, start)) };
}
