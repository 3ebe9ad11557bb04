import type { Moment } from '../host';

/** Which battery all of it is about, in every answer. */
export function origin({ view }: Moment) {
  return { mode: view.mode, phase: view.phase };
}

/** The clock of a recording is not that of the worker. */
export function uptimeMs({ view, now }: Moment): number | null {
  return view.mode === 'replay' ? null : Math.round(now);
}
