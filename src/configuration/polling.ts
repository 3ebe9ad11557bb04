import { integer } from './key';

/** The BMS renews its live values this often; asking faster returns repeats [ms]. */
const RENEWED_MS = 100;
/** Asked more rarely than this, a cell that rises would be seen too late [ms]. */
const RAREST_MS = 500;

/**
 * How the TinyBMS is asked. The pace of live values is fixed, unless it may become slower than `liveMs`: it then gives way in steps while
 * answers come late or not at all, and comes back in steps.
 */
export const POLLING = {
  /** Live values; settings and the log of the BMS are read in the gaps. The seed's `poll_interval_ms`, and its floor. */
  liveMs: integer(RENEWED_MS, RENEWED_MS, RAREST_MS),
  /** Longest wait for an answer: a question waits 250 ms, each repeat of it twice as long, up to this. The seed's `timeout_ms`. */
  timeoutMs: integer(250, 100, 1_000),
  /** How often a question without an answer is asked again. The seed's `uart_retry_count`. */
  repeats: integer(2, 0, 5),
  /** Pause before each of these. The seed's `uart_retry_delay_ms`. */
  repeatDelayMs: integer(60, 50, 500),
  /** The slowest pace; one that is not slower than `liveMs` leaves the pace fixed. The seed's `poll_interval_max_ms`. */
  slowestMs: integer(RENEWED_MS, RENEWED_MS, RAREST_MS),
  /** An answer within this is in time, */
  latencyTargetMs: integer(40, 1, 1_000),
  /** and late when it takes so much longer. */
  latencySlackMs: integer(15, 0, 1_000),
  /** Each late answer, and so many questions in a row without an answer, make the pace slower by one step. */
  failures: integer(3, 1, 100),
  slowerByMs: integer(25, 1, 400),
  /** So many answers in time make it faster by one step. */
  successes: integer(6, 1, 100),
  fasterByMs: integer(10, 1, 400),
} as const;
