import { number } from './key';

/** The GX on the other side of the bus. */
export const GX = {
  /** Unheard for this long it counts as lost, and as quiet from half of it on [s]. The seed's `keepalive_timeout_ms`. */
  lostS: number(10, 3, 600),
} as const;
