import type { Format } from '../format/format';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Distances between two labels that a clock or calendar makes readable [ms]. */
export const TIME_STEPS: readonly number[] = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 30, 61, 91, 182, 365].map((n) => n * DAY),
];

/** The text under each tick; `step` is their distance [ms]. Where a day begins, the day is said instead of midnight. */
export function timeLabels(format: Format, ticks: readonly number[], step: number): string[] {
  return ticks.map((tick) => {
    if (step >= 28 * DAY) return format.month(tick);
    if (step >= DAY || isMidnight(tick)) return format.day(tick);
    return step >= MINUTE ? format.clock(tick) : format.clockSeconds(tick);
  });
}

function isMidnight(time: number): boolean {
  const date = new Date(time);
  return date.getHours() === 0 && date.getMinutes() === 0 && date.getSeconds() === 0;
}
