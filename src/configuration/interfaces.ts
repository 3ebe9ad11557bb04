import { integer } from './key';

/** What other programs of this browser are told without asking. */
export const INTERFACES = {
  /** Least time between two messages of the telemetry channel. The seed's `websocket_update_interval_ms`. */
  telemetryMs: integer(1_000, 200, 2_000),
} as const;
