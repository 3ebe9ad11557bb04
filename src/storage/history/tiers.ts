import type { TierName } from '../../bridge/history-contract';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

export interface Tier {
  /** In every key, so never reused. */
  readonly id: number;
  /** What one row covers [ms]; 0: a row is one reading. */
  readonly width: number;
  /** What one finished block covers [ms]; a multiple of the width. */
  readonly window: number;
  /** Rows further apart than this have a gap between them [ms]. */
  readonly gap: number;
  /** Bytes of a day with 16 cells, before there is a day to measure: with sensors that never rest. */
  readonly usualBytesPerDay: number;
}

/** Finest first. Blocks are large enough that a day or a year is a few hundred records at the most. */
export const TIERS: Readonly<Record<TierName, Tier>> = {
  full: { id: 0, width: 0, window: 5 * MINUTE, gap: 5 * SECOND, usualBytesPerDay: 28_000_000 },
  second: { id: 1, width: SECOND, window: 30 * MINUTE, gap: 5 * SECOND, usualBytesPerDay: 7_000_000 },
  minute: { id: 2, width: MINUTE, window: DAY, gap: 1.5 * MINUTE, usualBytesPerDay: 130_000 },
  quarter: { id: 3, width: 15 * MINUTE, window: 16 * DAY, gap: 22.5 * MINUTE, usualBytesPerDay: 9_000 },
};

export const TIER_NAMES = Object.keys(TIERS) as readonly TierName[];

/** Start of the stretch of `width` that `time` lies in. */
export function startOf(time: number, width: number): number {
  return Math.floor(time / width) * width;
}
