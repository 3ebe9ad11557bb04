import type { TimeWindow } from '../state/time-window';

/** Asks for another stretch of time; `undefined` for the one of the beginning. */
export class WindowEvent extends CustomEvent<TimeWindow | undefined> {
  constructor(window: TimeWindow | undefined) {
    super('tb-window', { detail: window, bubbles: true, composed: true });
  }
}
