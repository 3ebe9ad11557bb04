import type { TierName } from '../../bridge/history-contract';
import type { SectionValues } from '../../configuration/key';
import type { HISTORY } from '../../configuration/history';
import { TIER_NAMES, TIERS } from './tiers';

export type HistorySettings = SectionValues<typeof HISTORY>;

const DAY = 86_400_000;

/** Simulated history is for looking at, not for keeping. */
export const SIMULATED: HistorySettings = { fullHours: 2, secondDays: 2, minuteDays: 30, quarterYears: 1, totalMegabytes: 20 };

export function wantedDays({ fullHours, secondDays, minuteDays, quarterYears }: HistorySettings): Readonly<Record<TierName, number>> {
  return { full: fullHours / 24, second: secondDays, minute: minuteDays, quarter: quarterYears * 365.25 };
}

/** What the sizes buy [days]: coarse tiers first, because they cost least and reach furthest; the finest shares what is left. */
export function boughtDays(settings: HistorySettings, bytesPerDay: Readonly<Record<TierName, number>>): Readonly<Record<TierName, number>> {
  const wanted = wantedDays(settings);
  const bought: Record<TierName, number> = { full: 0, second: 0, minute: 0, quarter: 0 };
  let left = settings.totalMegabytes * 1_000_000;
  for (const tier of TIER_NAMES.toReversed()) {
    bought[tier] = Math.min(wanted[tier], left / bytesPerDay[tier]);
    left -= bought[tier] * bytesPerDay[tier];
  }
  return bought;
}

/** Where a stored block is, and how large it is; also its key in the database. */
export interface BlockKey {
  readonly tier: TierName;
  /** Time of its first row, and end of its last. */
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
  /** Tells apart blocks that would otherwise be the same. */
  readonly nonce: string;
}

/** Blocks of one tier, oldest first, with their size. */
export interface TierIndex {
  readonly keys: readonly BlockKey[];
  readonly bytes: number;
}

/** How many of the oldest blocks of each tier have to go at `now`: those past their days, then, finest tier first, what exceeds the total. */
export function expired(
  index: Readonly<Record<TierName, TierIndex>>,
  settings: HistorySettings,
  now: number,
): Readonly<Record<TierName, number>> {
  const days = wantedDays(settings);
  const counts: Record<TierName, number> = { full: 0, second: 0, minute: 0, quarter: 0 };
  let total = 0;
  for (const tier of TIER_NAMES) {
    const { keys, bytes } = index[tier];
    total += bytes;
    while (counts[tier] < keys.length && (keys[counts[tier]] as BlockKey).to < now - days[tier] * DAY) {
      total -= (keys[counts[tier]++] as BlockKey).bytes;
    }
  }
  const most = settings.totalMegabytes * 1_000_000;
  for (const tier of TIER_NAMES) {
    const { keys } = index[tier];
    while (total > most && counts[tier] < keys.length) total -= (keys[counts[tier]++] as BlockKey).bytes;
  }
  return counts;
}

/** Bytes of a day in each tier, as far as it can be told. */
export function bytesPerDay(tier: TierName, { keys, bytes }: TierIndex): number {
  const covered = keys.reduce((sum, { from, to }) => sum + (to - from), 0);
  // Less than an hour, or than a few rows, is no measure.
  if (covered < Math.max(DAY / 24, 20 * TIERS[tier].width)) return TIERS[tier].usualBytesPerDay;
  return (bytes / covered) * DAY;
}
