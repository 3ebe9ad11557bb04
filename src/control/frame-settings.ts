import type { Battery, TemperatureSensor } from '../battery/battery';
import type { PackReading } from '../battery/pack';
import type { SentFrameName } from '../protocols/canbms/frames';
import type { Pace } from '../protocols/canbms/schedule';

/** Groups of frames that a GX can do without. */
export type OptionalFrames = 'modules' | 'cells' | 'product' | 'capacity' | 'family' | 'serial' | 'energy';

/** What the owner may say about the frames. The limits, the measurements and the alarms themselves are no matter of choice. */
export type FrameSettings = {
  /** Time between two frames of a pace [ms]. */
  readonly fastMs: number;
  readonly cellsMs: number;
  readonly namesMs: number;
  /** Which temperature stands in 0x356. */
  readonly temperature: 'hottest' | TemperatureSensor;
} & { readonly [F in OptionalFrames]: boolean };

export const DEFAULT_FRAMES: FrameSettings = {
  fastMs: 1_000,
  cellsMs: 2_000,
  namesMs: 5_000,
  temperature: 'hottest',
  modules: true,
  cells: true,
  product: true,
  capacity: true,
  family: true,
  serial: true,
  energy: true,
};

/** The group of each frame that a GX can do without. */
export const OPTIONAL: { readonly [F in SentFrameName]?: OptionalFrames } = {
  modules: 'modules',
  cellExtremes: 'cells',
  lowestCellId: 'cells',
  highestCellId: 'cells',
  coldestId: 'cells',
  hottestId: 'cells',
  productInfo: 'product',
  installedCapacity: 'capacity',
  family: 'family',
  serialPart1: 'serial',
  serialPart2: 'serial',
  energy: 'energy',
};

export function isWanted(name: SentFrameName, frames: FrameSettings): boolean {
  const option = OPTIONAL[name];
  return option === undefined || frames[option];
}

/** [ms] Serial numbers are the least urgent. */
export function periodOf(pace: Pace, { fastMs, cellsMs, namesMs }: FrameSettings): number {
  switch (pace) {
    case 'fast':
      return fastMs;
    case 'cells':
      return cellsMs;
    case 'names':
      return namesMs;
    case 'serial':
      return 2 * namesMs;
  }
}

/** The temperature that is wanted [°C], or the hottest sensor where it is not fitted, or not of one pack. */
export function shownTemperature(
  { hottest, packs }: Battery,
  readings: readonly (PackReading | undefined)[],
  { temperature }: FrameSettings,
): number {
  const [reading] = packs === 1 ? readings : [];
  if (!reading || temperature === 'hottest') return hottest.celsius;
  const { externalTemp1: external1, externalTemp2: external2, internalTemp: internal } = reading;
  return { external1, external2, internal }[temperature] ?? hottest.celsius;
}
