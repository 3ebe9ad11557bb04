import { integer } from './key';

/** What the windows of this app, and other programs of this browser, are told without asking. */
export const INTERFACES = {
  /** Least time between two messages of the telemetry channel. The seed's `websocket_update_interval_ms`. */
  telemetryMs: integer(1_000, 200, 2_000),
  /** Least time between two pictures of the bridge that a window is told. The seed's `websocket_min_interval_ms`. */
  windowMs: integer(200, 200, 1_000),
} as const;
