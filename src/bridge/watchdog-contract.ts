/** What the page's watchdog asks of the worker. Types only. */
import type { Ms } from '../battery/units';

/** How punctual the control loop is, since the bridge was started. */
export interface LoopView {
  readonly steps: number;
  /** Ticks that ran more than 250 ms after they were due. */
  readonly late: number;
  /** The latest of them [ms]. */
  readonly longestLateMs: Ms;
  /** Longest time between two steps while a tick was due [ms]. */
  readonly longestGapMs: Ms;
  /** How long a tick has been due that has not run [ms]. */
  readonly overdueMs: Ms;
}

/** The worker's answer: its events are handled. */
export interface Beat {
  /** `undefined` while no bridge runs. */
  readonly loop: LoopView | undefined;
}

/**
 * Why a worker was ended or had to be started again.
 * - `no-answer`: it handled no event within the time-out.
 * - `loop-stuck`: it answered, but its control loop did not run.
 * - `crashed`: it failed before it could answer.
 * - `hidden-away`: the browser put the page into its back/forward cache.
 * - `frozen`: the browser froze the page.
 * - `owner`: the owner asked for it.
 */
export type RestartReason = 'no-answer' | 'loop-stuck' | 'crashed' | 'hidden-away' | 'frozen' | 'owner';

export interface Restart {
  readonly reason: RestartReason;
  /** When the worker was ended; milliseconds since 1970. */
  readonly at: number;
  /** How long it had not answered [ms]. */
  readonly silentMs: Ms;
  /** For people who report it; empty where there is nothing to add. */
  readonly detail: string;
}

export interface WatchdogApi {
  beat(): Promise<Beat>;
  /** Tells a new worker why the one before it was ended, so that the history and the log know. */
  restarted(restart: Restart): Promise<void>;
}
