import type { Ms } from '../../battery/units';

/**
 * - `none`: never known.
 * - `fresh`: shown as it is.
 * - `old`: shown dimmed, with its age.
 * - `lost`: not shown any more; a dash and the age stand in its place.
 */
export type Freshness = 'none' | 'fresh' | 'old' | 'lost';

/** The worker publishes at least every second: two cycles. */
export const OLD_AFTER_MS: Ms = 2_000;
/** The same moment at which the bridge holds back charging. */
export const LOST_AFTER_MS: Ms = 10_000;
/** Three missed publications of the worker: nothing on the page can be trusted any more. */
export const ANSWER_WITHIN_MS: Ms = 3_000;

/** How a value of this age [ms] may be shown; `undefined` is a value that never came. */
export function freshnessOf(age: Ms | undefined): Freshness {
  if (age === undefined) return 'none';
  if (age >= LOST_AFTER_MS) return 'lost';
  return age > OLD_AFTER_MS ? 'old' : 'fresh';
}

/** Whether a number of this freshness may still be read as a measurement. */
export function isShown(freshness: Freshness): boolean {
  return freshness === 'fresh' || freshness === 'old';
}
