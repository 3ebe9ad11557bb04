import { DEFAULT_FRAMES } from '../control/frame-settings';
import { choice, flag, integer } from './key';

/** The frames for the GX. Whatever is set, limits go out often enough for a GX, which gives a battery up after about 3 s. */
export const FRAME_SECTION = {
  fastMs: integer(DEFAULT_FRAMES.fastMs, 500, 2_000),
  cellsMs: integer(DEFAULT_FRAMES.cellsMs, 1_000, 10_000),
  namesMs: integer(DEFAULT_FRAMES.namesMs, 2_000, 60_000),
  temperature: choice(DEFAULT_FRAMES.temperature, ['hottest', 'external1', 'external2', 'internal']),
  modules: flag(DEFAULT_FRAMES.modules),
  cells: flag(DEFAULT_FRAMES.cells),
  product: flag(DEFAULT_FRAMES.product),
  capacity: flag(DEFAULT_FRAMES.capacity),
  family: flag(DEFAULT_FRAMES.family),
  serial: flag(DEFAULT_FRAMES.serial),
  energy: flag(DEFAULT_FRAMES.energy),
} as const;
