import { text } from './key';

/** What the battery is called on the GX, and what this bridge is called here. */
export const NAMES = {
  /** Frame 0x35E. */
  manufacturer: text('TinyBMS', 8),
  /** Frames 0x370 and 0x371; not sent while it is short enough for 0x35E. */
  battery: text('', 16),
  /** In the titles of windows: who has two of them knows which one it is. */
  device: text('', 32),
} as const;
