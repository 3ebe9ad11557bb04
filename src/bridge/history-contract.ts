/** What the page may ask of the history. Types only. Times are milliseconds since 1970, UTC. */
import type { Amounts } from '../battery/energy';
import type { Reason } from '../control/limits';
import type { Mode, Outcome } from './contract';

export type { Amounts } from '../battery/energy';

type CellNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16;

/** Values that a moment has: kept as lowest, highest and mean. */
export type GaugeName =
  | 'voltage'
  | 'current'
  | 'power'
  | 'stateOfCharge'
  | 'stateOfHealth'
  | 'lowestCell'
  | 'highestCell'
  /** Highest cell minus lowest cell [V]. */
  | 'spread'
  /** Cells whose bleed resistor is on. */
  | 'balancingCells'
  | 'internalTemp'
  | 'externalTemp1'
  | 'externalTemp2'
  /** As sent in 0x351; no value while nothing is sent. */
  | 'cvl'
  | 'ccl'
  | 'dcl'
  | `cell${CellNumber}`;

/** Amounts that a stretch of time has: kept as sums [Wh, Ah]. */
export type AmountName = 'energyIn' | 'energyOut' | 'chargeIn' | 'chargeOut';

export type SeriesName = GaugeName | AmountName;

/** `full`: every reading, about ten a second. The others keep lowest, highest and mean of a second, a minute, a quarter of an hour. */
export type TierName = 'full' | 'second' | 'minute' | 'quarter';

export interface TimeRange {
  /** First moment that belongs to it. */
  readonly from: number;
  /** First moment that does not. */
  readonly to: number;
}

export interface HistoryQuery extends TimeRange {
  /** Real and simulated history are two databases. */
  readonly mode: Mode;
  readonly series: readonly SeriesName[];
  /** Most columns that are wanted, one for each pixel; 1 to 100 000. */
  readonly points: number;
  /** Rows of this tier and no other, thinned only where there are more than `points`. Default: what fits the columns best. */
  readonly tier?: TierName | undefined;
}

/** One series in columns. All three arrays are one and the same where a column holds single readings or amounts. NaN: no value. */
export interface SeriesColumns {
  readonly min: Float64Array;
  readonly max: Float64Array;
  /** Mean of all readings in the column; for an amount its sum. */
  readonly mean: Float64Array;
}

export interface HistoryColumns extends TimeRange {
  readonly mode: Mode;
  /** Start of each column, ascending. A gap in the history is one column in which every series is NaN. */
  readonly time: Float64Array;
  /** Readings behind each column; 0 in a gap. */
  readonly readings: Float64Array;
  /** What one column covers [ms]; 0 where each is a single reading. The widest, where they differ. */
  readonly columnMs: number;
  /** What each column covers [ms]; only where they differ, because rows of several tiers stand beside each other. */
  readonly widths?: Float64Array;
  readonly series: { readonly [S in SeriesName]?: SeriesColumns };
  /** Tiers that were read, finest first. */
  readonly tiers: readonly TierName[];
  /** Stored blocks that could not be read and were left out. */
  readonly damaged: number;
}

/**
 * A line of its own on the time line; each mark holds until the next one of its track.
 * - `run`: `started`, `stopped`, `clock-set` (data: `byMs`).
 * - `pack`: serial number of the TinyBMS that answers.
 * - `phase`: phase of the bridge. `status`: what the BMS says of itself. `charge`: phase of the charge.
 * - `cvl`, `ccl`, `dcl`: the rule that sets the limit; data: `value`, and `because` as it was when it began to. Of rules that take turns each is told
 *   once a minute.
 * - `fault`: code of a fault; data: `raised`, `subject`. Faults overlap, so a mark ends only its own code and subject.
 * - `alarm`: code of an alarm of the battery; data: `level`, which is `ok` when it is over, and what was measured. They overlap as well.
 * - `bms`: an entry of the BMS's own log, by its name or `code-N`; data: `class`. Momentary.
 */
export type MarkTrack = 'run' | 'pack' | 'phase' | 'status' | 'charge' | 'cvl' | 'ccl' | 'dcl' | 'fault' | 'alarm' | 'bms';

export interface Mark {
  readonly at: number;
  readonly track: MarkTrack;
  readonly code: string;
  readonly data: { readonly because?: Reason; readonly [key: string]: string | number | boolean | Reason | undefined };
}

export interface DayTotals extends Amounts {
  /** Day on the calendar of this computer, for instance "2026-03-29". */
  readonly day: string;
  /** Of the TinyBMS. */
  readonly serialNumber: string;
  /** Time with readings on that day [s]. */
  readonly seconds: number;
}

export interface TierStorage {
  readonly tier: TierName;
  /** Wanted by the owner [days]. */
  readonly wantedDays: number;
  /** What the sizes buy [days], from what a day has cost so far, or from experience before there is a day. */
  readonly boughtDays: number;
  readonly bytesPerDay: number;
  readonly bytes: number;
  readonly blocks: number;
  /** Start of the oldest block; `undefined` while there is none. */
  readonly oldest: number | undefined;
}

/**
 * - `stored`: in the database.
 * - `opening`: the database has not answered yet.
 * - `memory`: the database cannot be written; what happens now is lost with the tab.
 */
export type HistoryState = 'stored' | 'opening' | 'memory';

export interface HistoryStorage {
  readonly mode: Mode;
  readonly state: HistoryState;
  readonly tiers: readonly TierStorage[];
  /** Blocks that could not be read since the start. */
  readonly damaged: number;
  /** Held in memory because the database did not take it [bytes]. */
  readonly unsavedBytes: number;
  /** What the browser says of this app's whole storage [bytes]; `undefined` where it does not tell. */
  readonly usage: number | undefined;
  readonly quota: number | undefined;
  /** The browser has promised not to evict it. */
  readonly persisted: boolean | undefined;
}

export interface HistoryApi {
  query(query: HistoryQuery): Promise<HistoryColumns>;
  /** Marks within the range, and before them the last one of each track that is older; in order of time. */
  marks(mode: Mode, range: TimeRange): Promise<readonly Mark[]>;
  /** From day to day, both included, in order; days without a reading are missing. */
  days(mode: Mode, from: string, to: string): Promise<readonly DayTotals[]>;
  storage(mode: Mode): Promise<HistoryStorage>;
  /** Forgets the readings, marks and daily totals of this mode. The meters that the GX is told go on: they never run backwards. */
  clear(mode: Mode): Promise<Outcome>;
}

/** Energy in the view of the bridge. */
export interface EnergyView {
  /** Since midnight here. `countedFrom`: without what was counted before that, because the database has not answered [ms since 1970]. */
  readonly today: Amounts & { readonly countedFrom: number | undefined };
  /** Since this TinyBMS was first seen; `undefined` before the database has answered. */
  readonly total: Amounts | undefined;
  /** Smoothed [s]; `undefined` while the battery idles or goes the other way. */
  readonly timeToFull: number | undefined;
  readonly timeToEmpty: number | undefined;
}
