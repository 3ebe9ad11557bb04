import type { Ms } from '../../battery/units';
import type { SentFrameName } from './frames';

/** Frames that are sent equally often. */
export type Pace = 'fast' | 'cells' | 'names' | 'serial';

export interface FrameGroup {
  readonly pace: Pace;
  /** Unless the owner sets another time. */
  readonly everyMs: Ms;
  /** In the order in which they go out. */
  readonly frames: readonly SentFrameName[];
}

/**
 * How often each frame is sent: about 12 frames a second. At start one round of all groups goes out, most urgent first.
 * The second part of a text follows its first, and the limits, which count as the battery's presence, come before all else.
 */
export const SCHEDULE = [
  { pace: 'fast', everyMs: 1_000, frames: ['chargeLimits', 'stateOfCharge', 'measurements', 'alarms'] },
  { pace: 'cells', everyMs: 2_000, frames: ['modules', 'cellExtremes', 'lowestCellId', 'highestCellId', 'coldestId', 'hottestId'] },
  {
    pace: 'names',
    everyMs: 5_000,
    frames: ['manufacturer', 'productInfo', 'namePart1', 'namePart2', 'installedCapacity', 'family', 'energy'],
  },
  { pace: 'serial', everyMs: 10_000, frames: ['serialPart1', 'serialPart2'] },
] as const satisfies readonly FrameGroup[];

/** Least time between the starts of two frames. */
export const MIN_SPACING_MS: Ms = 5;

/** Two different 0x351 never follow each other closer than this: chargers would see a limit that flickers. */
export const LIMITS_SPACING_MS: Ms = 100;
