import { choice, integer } from './key';

/** What is done about a bridge that hangs, or whose window is closed. */
export const WATCHDOG = {
  /** A worker that has not answered the page for this long is ended and started again [s]. */
  timeoutS: integer(30, 1, 30),
  /** Whether another open window starts sending by itself when the one that sends is gone. */
  takeOver: choice('by-hand', ['by-hand', 'automatic']),
} as const;
