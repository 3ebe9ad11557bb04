import { integer } from './key';

/** What is done about a bridge that hangs. */
export const WATCHDOG = {
  /** A worker that has not answered the page for this long is ended and started again [s]. */
  timeoutS: integer(30, 1, 30),
} as const;
