import type { Ms } from '../../battery/units';
import type { Restart, RestartReason } from '../../bridge/watchdog-contract';

/** Before the first, second and every further restart in a row. Even the first leaves the system a moment to free the ports. */
const PAUSES_MS: readonly Ms[] = [500, 2_000, 5_000, 10_000, 30_000, 60_000];
/** A worker that has run for this long has started well, whatever ends it later. */
export const SOUND_AFTER_MS: Ms = 300_000;
/** So many in a row are not chance any more. */
const FAILING = 3;
const KEPT = 10;

/** Nobody's failure. */
const INTENDED: ReadonlySet<RestartReason> = new Set(['hidden-away', 'frozen', 'owner']);

/** How often workers of this page had to be ended. */
export interface Restarts {
  readonly count: number;
  /** Failures one after the other, without a sound run between them. */
  readonly inARow: number;
  /** The newest, newest first. */
  readonly newest: readonly Restart[];
}

export const NO_RESTARTS: Restarts = { count: 0, inARow: 0, newest: [] };

/** @param ranMs - how long the worker that was ended had run [ms] */
export function ended({ count, inARow, newest }: Restarts, restart: Restart, ranMs: Ms): Restarts {
  const before = ranMs >= SOUND_AFTER_MS ? 0 : inARow;
  return {
    count: count + 1,
    inARow: INTENDED.has(restart.reason) ? before : before + 1,
    newest: [restart, ...newest].slice(0, KEPT),
  };
}

/** How long to wait before the next worker is started [ms]. */
export function pauseOf({ inARow }: Restarts): Ms {
  return PAUSES_MS[Math.min(Math.max(inARow - 1, 0), PAUSES_MS.length - 1)] ?? 0;
}

/** Whether the owner has to be told that restarts do not help. */
export function isFailing({ inARow }: Restarts): boolean {
  return inARow >= FAILING;
}
