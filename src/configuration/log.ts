import { choice, flag, integer } from './key';

/** What is written down while the bridge runs, and how much of it is kept. */
export const LOG = {
  /** What is less urgent than this is not written. The seed's `log_level`. */
  level: choice('INFO', ['ERROR', 'WARNING', 'INFO', 'DEBUG']),
  /** One segment; the oldest is dropped whole. */
  segmentKilobytes: integer(100, 20, 2_000),
  segmentCount: integer(200, 2, 5_000),
  /** Written down beyond the tab. The seed's `output_web`. */
  stored: flag(true),
  /** Also written to the console of the browser. The seed's `output_serial`. */
  console: flag(false),
  /** Every change of a limit with the rule that decided. The seed's `log_cvl_changes`. */
  limitChanges: flag(true),
  /** Incidents that are kept, each with every reading of some ten minutes; 0 keeps none. */
  incidents: integer(20, 0, 200),
} as const;
