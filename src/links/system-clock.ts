import type { Clock } from './clock';

/** `setTimeout` fires at once for a longer delay than this [ms]. */
const LONGEST_DELAY = 2_147_483_647;

/** The clock of the worker. Dedicated workers keep their timers in hidden tabs, so the absolute times of `at` hold there too. */
export function systemClock(): Clock {
  return {
    now: () => performance.now(),
    wallTime: () => Date.now(),
    at(time, callback) {
      const timer = setTimeout(callback, Math.min(LONGEST_DELAY, Math.max(0, time - performance.now())));
      return () => clearTimeout(timer);
    },
  };
}
