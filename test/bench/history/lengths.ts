import type { TierName } from '../../../src/bridge/history-contract';
import { startOf, TIERS } from '../../../src/storage/history/tiers';

export const DAY = 86_400_000;
/** Where the filled history ends: whole windows of every tier before and after it. */
export const END = startOf(Date.UTC(2026, 5, 1), TIERS.quarter.window);
/** How much of each tier is filled. */
export const LENGTHS: Readonly<Record<TierName, number>> = { full: DAY, second: 10 * DAY, minute: 400 * DAY, quarter: 400 * DAY };
