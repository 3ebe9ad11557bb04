import type { PackId } from './units';

/** A cell voltage [V] and where it was measured. */
export interface CellAt {
  readonly voltage: number;
  readonly pack: PackId;
  /** 1 = most negative cell of that pack. */
  readonly cell: number;
}

export type TemperatureSensor = 'external1' | 'external2' | 'internal';

/** A temperature [°C] and where it was measured. */
export interface TemperatureAt {
  readonly celsius: number;
  readonly pack: PackId;
  readonly sensor: TemperatureSensor;
}

/** What the bridge presents to the GX as one battery, combined from every pack. */
export interface Battery {
  /** [V] */
  readonly voltage: number;
  /** [A], positive while charging. */
  readonly current: number;
  /** [%] */
  readonly stateOfCharge: number;
  /** [%] */
  readonly stateOfHealth: number | undefined;
  /** Installed capacity [Ah]. */
  readonly capacity: number;
  readonly seriesCells: number;
  readonly lowestCell: CellAt;
  readonly highestCell: CellAt;
  /** Extremes over the battery sensors; the board sensor counts only for a pack without any. */
  readonly coldest: TemperatureAt;
  readonly hottest: TemperatureAt;
  /** At least one pack says that it is in a fault state. */
  readonly fault: boolean;
  readonly packs: number;
}

/** Three levels of an alarm item, as the GX shows them. */
export type AlarmLevel = 'ok' | 'warning' | 'alarm';

/** The alarm items of frame 0x35A that a TinyBMS can know. */
export type AlarmItem =
  | 'highVoltage'
  | 'lowVoltage'
  | 'highTemperature'
  | 'lowTemperature'
  | 'highTemperatureCharge'
  | 'lowTemperatureCharge'
  | 'highDischargeCurrent'
  | 'highChargeCurrent'
  | 'internal'
  | 'imbalance';

export type Alarms = Readonly<Record<AlarmItem, AlarmLevel>>;
