import type { Ms } from './units';

export interface TimeLeftInput {
  readonly at: Ms;
  /** [A], positive while charging. */
  readonly current: number;
  /** [%] */
  readonly stateOfCharge: number;
  /** [Ah] */
  readonly capacity: number;
}

/** A current that has been smoothed. */
export interface SmoothedCurrent {
  readonly at: Ms;
  readonly current: number;
}

/** [s]; `undefined` while the battery idles or goes the other way. */
export interface TimeLeft {
  readonly timeToFull: number | undefined;
  readonly timeToEmpty: number | undefined;
}

/** Loads come and go; a time that jumps with each of them tells nothing. */
const SMOOTHING_MS: Ms = 60_000;
/** After a pause the past says nothing about the present. */
const FORGET_AFTER_MS: Ms = 60_000;
/** Less than this part of the capacity in an hour is idling: 0.5 A at 100 Ah. */
const IDLE = 0.005;
/** Longer than this is a guess that nobody can use [s]. */
const LONGEST = 30 * 86_400;

export function smoothCurrent(before: SmoothedCurrent | undefined, { at, current }: TimeLeftInput): SmoothedCurrent {
  const elapsed = before ? at - before.at : Infinity;
  if (!before || elapsed > FORGET_AFTER_MS || elapsed < 0) return { at, current };
  const weight = 1 - Math.exp(-elapsed / SMOOTHING_MS);
  return { at, current: before.current + (current - before.current) * weight };
}

/** How long the battery would take at the current of now, by its state of charge. */
export function timeLeft(smoothed: SmoothedCurrent, { current: now, stateOfCharge, capacity }: TimeLeftInput): TimeLeft {
  const { current } = smoothed;
  const stored = (Math.min(100, Math.max(0, stateOfCharge)) / 100) * capacity;
  const seconds = (ampereHours: number): number | undefined => {
    const needed = (ampereHours / Math.abs(current)) * 3600;
    return needed <= LONGEST ? needed : undefined;
  };
  const isMoving = Math.abs(current) >= IDLE * capacity && Math.sign(now) === Math.sign(current);
  return {
    timeToFull: isMoving && current > 0 ? seconds(capacity - stored) : undefined,
    timeToEmpty: isMoving && current < 0 ? seconds(stored) : undefined,
  };
}
