import type { Ms } from '../battery/units';
import type { SETTINGS } from '../protocols/tinybms/registers';
import type { Chemistry } from './chemistry';
import type { DialectName } from './slcan-dialects';

export type SettingKey = keyof typeof SETTINGS;

/** How the installation around the battery works. Source: Victron, what the GX does with the limits of a battery. */
export type Installation =
  /** No grid: CCL and CVL are obeyed, DCL only when it is 0. */
  | 'off-grid'
  /** Grid: all three are obeyed, nothing is exported. */
  | 'ess'
  /** Grid and export of DC solar: CCL is ignored, and a CVL below the pack voltage empties the battery into the grid. */
  | 'ess-feed-in';

export interface WorldOptions {
  /** Everything random follows from it. */
  readonly seed: number;
  /** Time at which the world begins, on the clock of the caller. */
  readonly startAt: Ms;
  /** Time of day at the beginning [h]. */
  readonly startHour: number;

  readonly chemistry: Chemistry;
  /** 4 to 16. */
  readonly cells: number;
  /** [Ah] */
  readonly capacity: number;
  /** Mean of the cells at the beginning [%]. */
  readonly stateOfCharge: number;
  /** Standard deviation between the cells [%]. */
  readonly stateOfChargeSpread: number;
  /** Standard deviation between the cells [% of the capacity]. */
  readonly capacitySpread: number;
  /** Around the battery [°C]. */
  readonly ambient: number;
  /** How many external temperature sensors are fitted. */
  readonly externalSensors: 0 | 1 | 2;

  /** Settings of the BMS in the units of their registers, where they differ from what suits the chemistry. */
  readonly settings: Readonly<Partial<Record<SettingKey, number>>>;
  /** Lifetime counter of the BMS at the beginning [s]. */
  readonly lifetime: number;
  /** What the BMS does with a setting out of range: the vendor does not say. */
  readonly outOfRange: 'refuse' | 'clamp';
  /** The device knows the two MODBUS functions only, and ignores the other commands. */
  readonly modbusOnly: boolean;
  /** Silence after a settings write, while the BMS saves [ms]. */
  readonly savingMs: Ms;
  /** The acknowledgement of a restart does not get out in time. */
  readonly restartAckLost: boolean;
  /** The BMS is asleep at the beginning. */
  readonly asleep: boolean;

  readonly adapter: DialectName;
  readonly installation: Installation;
  /** Speed of the GX [bit/s]. */
  readonly gxBitrate: 250_000 | 500_000;
  /** Best current of the solar chargers [A]. */
  readonly solarPeak: number;
  /** Mean current that the loads take from the battery side [A]. */
  readonly loadMean: number;
  /** Highest current that the grid takes [A], with feed-in. */
  readonly exportMost: number;

  /** Share of the bytes that the noise faults damage. */
  readonly noiseRate: number;
  /** Most bytes in a piece while answers are chopped. */
  readonly chopBytes: number;
}

export const DEFAULT_OPTIONS: WorldOptions = {
  seed: 1,
  startAt: 0,
  startHour: 10,
  chemistry: 'lfp',
  cells: 16,
  capacity: 280,
  stateOfCharge: 62,
  stateOfChargeSpread: 0.4,
  capacitySpread: 0.8,
  ambient: 19,
  externalSensors: 2,
  settings: {},
  lifetime: 5_184_000,
  outOfRange: 'refuse',
  modbusOnly: false,
  savingMs: 1000,
  restartAckLost: false,
  asleep: true,
  adapter: 'canusb',
  installation: 'off-grid',
  gxBitrate: 500_000,
  solarPeak: 90,
  loadMean: 18,
  exportMost: 60,
  noiseRate: 0.001,
  chopBytes: 5,
};

/** @throws RangeError for a battery that no TinyBMS could manage */
export function checkOptions({ cells, capacity, stateOfCharge }: WorldOptions): void {
  if (!Number.isInteger(cells) || cells < 4 || cells > 16) throw new RangeError(`${cells} cells are not 4 to 16`);
  if (!(capacity >= 0.1 && capacity <= 655)) throw new RangeError(`capacity ${capacity} is not 0.1 to 655 Ah`);
  if (!(stateOfCharge >= 0 && stateOfCharge <= 100)) throw new RangeError(`state of charge ${stateOfCharge} is not 0 to 100 %`);
}
