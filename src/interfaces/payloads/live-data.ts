import { LIVE } from '../../protocols/tinybms/registers';
import { wordsOf, type Register } from '../../protocols/tinybms/registers';
import type { BridgeView, PackView } from '../../bridge/contract';
import type { PackReading } from '../../battery/pack';
import type { Ms } from '../../battery/units';
import type { BmsStatistics } from '../../workshop/device-facts';
import type { Moment } from '../host';
import { milli, round } from '../numbers';

/** From this age on a reading is no measurement any more; the bridge holds back charging at the same moment [ms]. */
export const LOST_AFTER_MS: Ms = 10_000;

/** What is known of the battery now: nothing of it is older than `LOST_AFTER_MS`. */
export interface Fresh {
  readonly battery: NonNullable<BridgeView['battery']>;
  readonly pack: PackView | undefined;
}

export function ageOf(now: Ms, at: Ms | undefined): number | null {
  return at === undefined ? null : Math.max(0, Math.round(now - at));
}

/** `undefined` while there is no reading that could be called live. */
export function freshOf({ view, now }: Moment): Fresh | undefined {
  const { battery, batteryAt, packs } = view;
  const age = ageOf(now, batteryAt);
  if (!battery || age === null || age >= LOST_AFTER_MS) return undefined;
  return { battery, pack: packs.find(({ readAt }) => readAt === batteryAt) ?? packs[0] };
}

/** One bit a cell, the lowest for the most negative one. */
export function balancingBits({ cells }: PackReading): number {
  return cells.reduce((bits, { number, balancing }) => (balancing ? bits | (1 << (number - 1)) : bits), 0);
}

type Plain = 'externalTemp1' | 'externalTemp2' | 'internalTemp' | 'lifetimeCounter' | 'maxCellVoltage' | 'minCellVoltage';
const PLAIN = ['lifetimeCounter', 'minCellVoltage', 'maxCellVoltage', 'externalTemp1', 'externalTemp2', 'internalTemp'] as const;

/** Values of the live block as the registers that they come from. The words themselves are not kept: `raw` is `null`. */
function registers(reading: PackReading): readonly object[] {
  const row = (key: string, register: Register, value: number | undefined): object => ({
    address: register.address,
    raw: null,
    word_count: wordsOf(register),
    value: round(value, 4),
    valid: value !== undefined,
    text: null,
    name: key,
    unit: register.unit ?? '',
    type: register.type,
    comment: null,
  });
  const plain = PLAIN.map((key: Plain) => row(key, LIVE[key], reading[key]));
  return [
    ...plain,
    row('packVoltage', LIVE.packVoltage, reading.packVoltage),
    row('packCurrent', LIVE.packCurrent, reading.packCurrent),
    row('stateOfHealth', LIVE.stateOfHealth, reading.stateOfHealth),
    row('stateOfCharge', LIVE.stateOfCharge, reading.stateOfCharge),
    row('onlineStatus', LIVE.onlineStatus, reading.statusCode),
    row('detectedCells', LIVE.detectedCells, reading.detectedCells),
  ];
}

/**
 * `live_data` of the status: the firmware bridge's names and roundings. All measurements are `null` once they are too old.
 * @param statistics - where they are known
 */
export function liveData(moment: Moment, statistics?: BmsStatistics): object {
  const fresh = freshOf(moment);
  const { battery } = fresh ?? {};
  const reading = fresh?.pack?.reading;
  const celsius = battery?.hottest.celsius;
  const [lowest, highest] = [battery?.lowestCell.voltage, battery?.highestCell.voltage];
  const spread = lowest === undefined || highest === undefined ? undefined : highest - lowest;
  return {
    ...flatData(moment),
    temperature_c: round(celsius, 1),
    cell_imbalance_mv: milli(spread),
    balancing_bits: reading ? balancingBits(reading) : null,
    status_name: reading?.status ?? null,
    cell_voltages_mv: reading ? reading.cells.map(({ voltage }) => milli(voltage)) : null,
    // Greatest currents that the BMS has ever seen.
    max_discharge_current: round(statistics?.maxDischargeCurrent, 1),
    max_charge_current: round(statistics?.maxChargeCurrent, 1),
    pack_temp_min: round(battery?.coldest.celsius, 1),
    pack_temp_max: round(celsius, 1),
    pack_power_w: power(battery),
    age_ms: ageOf(moment.now, moment.view.batteryAt),
    registers: reading ? registers(reading) : [],
  };
}

export function power(battery: Fresh['battery'] | undefined): number | null {
  return battery ? round(battery.voltage * battery.current, 0) : null;
}

/** The flat fields of the firmware bridge's WebSocket. */
export function flatData(moment: Moment) {
  const fresh = freshOf(moment);
  const { battery, pack } = fresh ?? {};
  const [lowest, highest] = [battery?.lowestCell.voltage, battery?.highestCell.voltage];
  return {
    voltage: round(battery?.voltage, 2),
    current: round(battery?.current, 1),
    soc_percent: round(battery?.stateOfCharge, 1),
    soh_percent: round(battery?.stateOfHealth, 1),
    temperature: round(battery === undefined ? undefined : battery.hottest.celsius * 10, 0),
    min_cell_mv: milli(lowest),
    max_cell_mv: milli(highest),
    cell_imbalance_mv: milli(lowest === undefined || highest === undefined ? undefined : highest - lowest),
    online_status: pack?.reading?.statusCode ?? null,
  };
}
