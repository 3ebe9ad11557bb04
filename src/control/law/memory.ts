import * as v from 'valibot';
import { LATCH_NAMES, mapLatches, type LatchState } from './latches';
import type { LawMemory, LawState } from './state';

/** Changes when a record of before can no longer be understood. */
const VERSION = 2;
/** An older record says nothing of the battery of today: any pack has to be balanced anew by then [s]. */
const OLDEST = 30 * 86_400;
/** Wall clocks are put right now and then; a record that is further ahead has a date that nobody can trust [s]. */
const CLOCK_CORRECTION = 300;

/** The memory of a law as it is stored: for one battery, at one moment. */
export interface LawRecord {
  readonly version: number;
  /** Of the BMS, and how many cells it has in series: anything else is another battery. */
  readonly serialNumber: string;
  readonly cells: number;
  /** Wall clock [ms since 1970]. */
  readonly writtenAt: number;
  readonly memory: LawMemory;
}

/** Why a record is not used. Never a part of it is. */
export type Dropped = 'damaged' | 'other-version' | 'other-battery' | 'from-the-future' | 'too-old';

export type Recall =
  | { readonly ok: true; readonly law: LawState; readonly cells: number }
  /** `detail` is for people who report it. */
  | { readonly ok: false; readonly dropped: Dropped; readonly detail: string };

const amount = v.pipe(v.number(), v.finite());
const time = v.pipe(amount, v.minValue(0));
/** [V of the pack, A] */
const notNegative = v.pipe(amount, v.minValue(0));
const voltage = v.pipe(amount, v.minValue(0.1));

const CELL = v.strictObject({ voltage: amount, pack: v.string(), cell: v.pipe(v.number(), v.integer(), v.minValue(1)) });
const LATCH = v.strictObject({ set: v.boolean(), arming: time, clearing: time });
const HELD_CURRENT = v.strictObject({ value: notNegative, sinceFall: time });
const KIND = v.picklist(['bulk', 'absorption', 'transition', 'float-approach', 'float', 'fixed']);
const CAUSE = v.variant('cause', [
  v.strictObject({ cause: v.picklist(['start', 'mode-changed', 'switched-off']) }),
  v.strictObject({ cause: v.literal('voltage-reached'), highest: CELL, packVoltage: amount, held: time }),
  v.strictObject({ cause: v.literal('absorbed'), held: time, spread: amount, current: amount }),
  v.strictObject({ cause: v.literal('bms-full'), held: time }),
  v.strictObject({ cause: v.literal('absorption-timeout'), after: time, spread: amount, needs: amount }),
  v.strictObject({ cause: v.literal('voltage-fell'), highest: CELL, below: amount, held: time }),
  v.strictObject({ cause: v.literal('cell-low'), lowest: CELL, below: amount, held: time }),
  v.strictObject({ cause: v.literal('rebalance-due'), days: time }),
  v.strictObject({ cause: v.picklist(['soc-low', 'soc-rose', 'soc-fell']), soc: amount, threshold: amount }),
]);

const MEMORY = v.strictObject({
  latches: v.strictObject({ overVoltage: LATCH, underVoltage: LATCH, chargeTemperature: LATCH, dischargeTemperature: LATCH }),
  phase: v.strictObject({
    kind: KIND,
    previous: v.undefinedable(KIND),
    entered: CAUSE,
    since: time,
    unwatched: time,
    entrySoc: amount,
    reached: time,
    hold: time,
    sagged: time,
    cellLow: time,
  }),
  imbalance: v.boolean(),
  trim: v.strictObject({ volts: notNegative, recovery: time }),
  cvl: v.strictObject({ ramped: voltage, published: voltage, sinceChange: time, held: v.undefinedable(voltage), target: voltage }),
  ccl: HELD_CURRENT,
  dcl: HELD_CURRENT,
  sinceFull: time,
}) satisfies v.GenericSchema<unknown, LawMemory>;

/** No cell of any chemistry is higher [V]. */
const CELL_BELOW = 5;

const RECORD = v.pipe(
  v.strictObject({
    version: v.literal(VERSION),
    serialNumber: v.string(),
    cells: v.pipe(v.number(), v.integer(), v.minValue(1)),
    writtenAt: notNegative,
    memory: MEMORY,
  }),
  v.check(
    ({ cells, memory: { cvl, trim } }) => Math.max(cvl.ramped, cvl.published, cvl.target, cvl.held ?? 0, trim.volts) < cells * CELL_BELOW,
    'a voltage that no pack of so many cells has',
  ),
) satisfies v.GenericSchema<unknown, LawRecord>;

/** What is to be stored of a law that was last asked at `askedAt` [ms since 1970]: as old as the newest data that it rests on. */
export function recordOf(law: LawState, battery: Pick<LawRecord, 'serialNumber' | 'cells'>, askedAt: number): LawRecord {
  const writtenAt = askedAt - law.unwatched * 1000;
  const { latches, phase, imbalance, trim, cvl, ccl, dcl, sinceFull } = law;
  const { serialNumber, cells } = battery;
  return { version: VERSION, serialNumber, cells, writtenAt, memory: { latches, phase, imbalance, trim, cvl, ccl, dcl, sinceFull } };
}

/** What a record of any origin is worth at `now` [ms since 1970] for the BMS with this serial number. */
export function recall(record: unknown, serialNumber: string, now: number): Recall {
  const version = v.safeParse(v.object({ version: v.number() }), record);
  if (version.success && version.output.version !== VERSION) return dropped('other-version', `version ${version.output.version}`);
  const result = v.safeParse(RECORD, record);
  if (!result.success) {
    const [issue] = result.issues;
    return dropped('damaged', `${v.getDotPath(issue) ?? 'record'}: ${issue.message}`);
  }
  const { memory, cells, writtenAt } = result.output;
  if (result.output.serialNumber !== serialNumber) return dropped('other-battery', `of TinyBMS ${result.output.serialNumber}`);
  const gap = (now - writtenAt) / 1000;
  if (!(gap >= -CLOCK_CORRECTION)) return dropped('from-the-future', `written ${Math.round(-gap)} s from now`);
  if (gap > OLDEST) return dropped('too-old', `written ${Math.round(gap / 86_400)} days ago`);
  return { ok: true, law: { ...memory, newest: undefined, unwatched: Math.max(gap, 0) }, cells };
}

function dropped(why: Dropped, detail: string): Recall {
  return { ok: false, dropped: why, detail };
}

/** A charge that rests for longer is another one: what it has shown of the cells being full is no longer so [s]. */
const SAME_CHARGE = 300;

/**
 * A memory after `gap` seconds that nobody watched. What would loosen a limit has to wait anew, because the wait may have been
 * interrupted unseen; what would tighten one goes on. The longest absorption counts watched time: nothing was charged without the
 * bridge.
 */
export function aged(memory: LawMemory, gap: number): LawMemory {
  const { latches, phase, trim, cvl, ccl, dcl, sinceFull } = memory;
  return {
    ...memory,
    latches: mapLatches((name) => ({
      ...latches[name],
      arming: latches[name].arming > 0 ? latches[name].arming + gap : 0,
      clearing: 0,
    })),
    phase: {
      ...phase,
      since: phase.since + gap,
      unwatched: phase.unwatched + gap,
      hold: gap > SAME_CHARGE ? 0 : phase.hold,
      reached: 0,
      sagged: 0,
      cellLow: 0,
    },
    trim: { ...trim, recovery: 0 },
    cvl: { ...cvl, sinceChange: 0 },
    ccl: { ...ccl, sinceFall: 0 },
    dcl: { ...dcl, sinceFall: 0 },
    sinceFull: sinceFull + gap,
  };
}

/** What is stored may lag behind by so much [s]: nothing that has to hold, a moment of what moves, half a minute of what only waits. */
const LAG = { latch: 0, step: 2, timer: 30 } as const;

/** For how long after the last record the next one may wait, so that a crash in between loses nothing that matters [s]. */
export function mayLag(stored: LawMemory, now: LawMemory): number {
  let same =
    stored.phase.kind === now.phase.kind &&
    stored.imbalance === now.imbalance &&
    stored.cvl.held === now.cvl.held &&
    stored.cvl.published <= now.cvl.published;
  for (const name of LATCH_NAMES) {
    const [before, after] = [stored.latches[name], now.latches[name]];
    if (tightened(before, after)) return LAG.latch;
    same &&= before.set === after.set;
  }
  return same ? LAG.timer : LAG.step;
}

function tightened(stored: LatchState, now: LatchState): boolean {
  return (now.set && !stored.set) || (now.arming > 0 && stored.arming === 0);
}
