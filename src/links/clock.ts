import type { Ms } from '../battery/units';

export type Cancel = () => void;

/** The one source of time. Tests put a clock in its place that moves only when told to. */
export interface Clock {
  /** Monotonic. */
  now(): Ms;
  /** Milliseconds since 1970, for display and logs only. */
  wallTime(): number;
  /** Calls `callback` once, at `time` or as soon after it as possible. */
  at(time: Ms, callback: () => void): Cancel;
}
