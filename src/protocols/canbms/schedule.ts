import type { Ms } from '../../battery/units';
import type { SentFrameName } from './frames';

export interface FrameGroup {
  readonly everyMs: Ms;
  /** In the order in which they go out. */
  readonly frames: readonly SentFrameName[];
}

/**
 * How often each frame is sent: about 12 frames a second. At start one round of all groups goes out, most urgent first.
 * The second part of a text follows its first, and the limits, which count as the battery's presence, come before all else.
 */
export const SCHEDULE = [
  { everyMs: 1_000, frames: ['chargeLimits', 'stateOfCharge', 'measurements', 'alarms'] },
  { everyMs: 2_000, frames: ['modules', 'cellExtremes', 'lowestCellId', 'highestCellId', 'coldestId', 'hottestId'] },
  { everyMs: 5_000, frames: ['manufacturer', 'productInfo', 'namePart1', 'namePart2', 'installedCapacity', 'family', 'energy'] },
  { everyMs: 10_000, frames: ['serialPart1', 'serialPart2'] },
] as const satisfies readonly FrameGroup[];

/** Least time between the starts of two frames. */
export const MIN_SPACING_MS: Ms = 5;
