import type { Battery, CellAt, TemperatureAt } from './battery';
import type { PackReading, PackSettings } from './pack';
import type { PackId } from './units';

export interface PackSample {
  readonly id: PackId;
  readonly reading: PackReading;
  readonly settings: PackSettings;
}

export interface CombinedBattery {
  readonly battery: Battery;
  /** Settings that hold for the battery as a whole. */
  readonly settings: PackSettings;
  /** Every pack says that it is fully charged. */
  readonly bmsFull: boolean;
}

/**
 * Makes one battery of every pack. The only place that knows how packs add up: today it accepts exactly one,
 * and `undefined` for any other number keeps the gate closed, because limits of a bank that nobody has thought through are not to be sent.
 */
export function combine(packs: readonly PackSample[]): CombinedBattery | undefined {
  const [pack, another] = packs;
  if (!pack || another) return undefined;
  const { id, reading, settings } = pack;
  const { cells } = reading;
  const temperatures = batteryTemperatures(pack);
  const [firstCell] = cells;
  const [firstTemperature] = temperatures;
  if (!firstCell || !firstTemperature) return undefined;
  return {
    settings,
    bmsFull: reading.status === 'fullyCharged',
    battery: {
      voltage: reading.packVoltage,
      current: reading.packCurrent,
      stateOfCharge: reading.stateOfCharge,
      stateOfHealth: reading.stateOfHealth,
      capacity: settings.batteryCapacity,
      seriesCells: settings.seriesCells,
      lowestCell: cellAt(
        id,
        cells.reduce((lowest, cell) => (cell.voltage < lowest.voltage ? cell : lowest), firstCell),
      ),
      highestCell: cellAt(
        id,
        cells.reduce((highest, cell) => (cell.voltage > highest.voltage ? cell : highest), firstCell),
      ),
      coldest: temperatures.reduce((coldest, at) => (at.celsius < coldest.celsius ? at : coldest), firstTemperature),
      hottest: temperatures.reduce((hottest, at) => (at.celsius > hottest.celsius ? at : hottest), firstTemperature),
      fault: reading.status === 'fault',
      packs: packs.length,
    },
  };
}

function cellAt(pack: PackId, { voltage, number }: PackReading['cells'][number]): CellAt {
  return { voltage, pack, cell: number };
}

function batteryTemperatures({ id, reading }: PackSample): readonly TemperatureAt[] {
  const external: TemperatureAt[] = [];
  if (reading.externalTemp1 !== undefined) external.push({ celsius: reading.externalTemp1, pack: id, sensor: 'external1' });
  if (reading.externalTemp2 !== undefined) external.push({ celsius: reading.externalTemp2, pack: id, sensor: 'external2' });
  return external.length > 0 ? external : [{ celsius: reading.internalTemp, pack: id, sensor: 'internal' }];
}
