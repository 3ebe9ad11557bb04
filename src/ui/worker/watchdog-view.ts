import type { Ms } from '../../battery/units';
import type { LoopView, Restart } from '../../bridge/watchdog-contract';
import type { BeatStatistics } from './heartbeat';

/**
 * - `starting`: has not answered yet.
 * - `answering`: answers in time.
 * - `late`: an answer is overdue, the time-out has not passed.
 * - `pausing`: was ended, the next one starts at `startsInMs`.
 * - `suspended`: the page is frozen or put away, and has given everything back.
 */
export type WorkerState = 'starting' | 'answering' | 'late' | 'pausing' | 'suspended';

/** How this page came to be. */
export type PageBegin = 'opened' | 'reloaded' | 'discarded';

/** What the page's watchdog has seen since the page was opened. */
export interface WatchdogView {
  readonly state: WorkerState;
  readonly timeoutMs: Ms;
  /** How long the newest question has waited for its answer [ms]. */
  readonly waitedMs: Ms;
  /** Since the worker last answered, as far as the page was there to see it [ms]. */
  readonly sinceBeatMs: Ms;
  readonly startsInMs: Ms | undefined;
  readonly statistics: BeatStatistics;
  /** As the worker last told. */
  readonly loop: LoopView | undefined;
  readonly restarts: number;
  /** Newest first, at most ten. */
  readonly newest: readonly Restart[];
  /** Several workers in a row have failed. */
  readonly failing: boolean;
  /** When the first worker was started; milliseconds since 1970. */
  readonly since: number;
  readonly begun: PageBegin;
}
