import type { Ms } from '../battery/units';
import type { BitrateCode, SlcanCommand } from '../protocols/slcan/commands';

/** What came back within the window: done in one of the three dialects, refused, or nothing. */
export type Answer = 'cr' | 'z' | 'hash' | 'refused' | 'none';

export interface Question {
  readonly command: SlcanCommand;
  readonly windowMs: Ms;
  /** Waits for the end of the window even if the answer comes sooner. */
  readonly whole?: boolean;
}

/** How the channel was opened; `refused` names the command that the adapter would not carry out. */
export type Opened =
  { readonly ok: true; readonly answers: boolean; readonly listening: boolean } | { readonly ok: false; readonly refused: string };

/** A conversation as a generator: it yields questions and is resumed with answers, so that it has no clock of its own. */
export type Script = Generator<Question, Opened, Answer>;

/** Time that an adapter takes to close its channel. Source of all figures: slcan reference, 5.2. */
export const CLOSE_MS: Ms = 150;
const CONFIG_MS: Ms = 500;
const SERIAL_MS: Ms = 150;
const BLIND_MS: Ms = 100;

const CLOSE: Question = { command: { kind: 'close' }, windowMs: CLOSE_MS };

/**
 * For an adapter that has just identified itself: closes the channel twice, whatever it was left in, and opens it. Answers are used
 * where they come and missed by nobody: half of all firmwares give none.
 */
export function* firstOpening(bitrate: BitrateCode, listenOnly: boolean): Script {
  const first = yield CLOSE;
  const second = yield CLOSE;
  const answers = first !== 'none' || second !== 'none';
  if (answers) yield { command: { kind: 'serialNumber' }, windowMs: SERIAL_MS };
  return yield* open(bitrate, listenOnly, answers);
}

/** For a channel that has gone wrong: some firmwares leave bus-off only through an explicit close. */
export function* reopening(bitrate: BitrateCode, listenOnly: boolean): Script {
  const closed = yield { ...CLOSE, whole: true };
  return yield* open(bitrate, listenOnly, closed !== 'none');
}

/** For an adapter that the owner vouches for although it does not identify itself. */
export function* blindOpening(bitrate: BitrateCode, listenOnly: boolean): Script {
  yield { command: { kind: 'close' }, windowMs: BLIND_MS, whole: true };
  const set = yield { command: { kind: 'bitrate', code: bitrate }, windowMs: BLIND_MS, whole: true };
  const opened = yield { command: { kind: listenOnly ? 'listen' : 'open' }, windowMs: BLIND_MS, whole: true };
  return { ok: true, answers: isDone(set) || isDone(opened), listening: listenOnly };
}

function* open(bitrate: BitrateCode, listenOnly: boolean, answersSoFar: boolean): Script {
  let answers = answersSoFar;
  let refused = '';
  for (let attempt = 0; attempt < 2; attempt++) {
    if (attempt > 0) yield CLOSE;
    const set = yield { command: { kind: 'bitrate', code: bitrate }, windowMs: CONFIG_MS };
    if (set === 'refused' || (set === 'none' && answers && attempt === 0)) {
      refused = bitrate;
      continue;
    }
    answers ||= set !== 'none';
    if (listenOnly) {
      const listening = yield { command: { kind: 'listen' }, windowMs: CONFIG_MS };
      if (isDone(listening) || (listening === 'none' && !answers)) return { ok: true, answers, listening: true };
    }
    const opened = yield { command: { kind: 'open' }, windowMs: CONFIG_MS };
    if (opened === 'refused' || (opened === 'none' && answers && attempt === 0)) {
      refused = 'O';
      continue;
    }
    return { ok: true, answers: answers || opened !== 'none', listening: false };
  }
  return { ok: false, refused };
}

function isDone(answer: Answer): boolean {
  return answer !== 'none' && answer !== 'refused';
}
