/** What a BMS says of itself and has counted. */
import { CURRENT_SENSOR, nameOf, POWER_TYPE, RESET_CAUSE, WAKEUP_CAUSE } from '../protocols/tinybms/enumerations';
import { STATISTICS, VERSION } from '../protocols/tinybms/registers';
import { readField, readValue } from '../protocols/tinybms/words';

export const STATISTICS_BLOCK = { address: 100, count: 18 } as const;
export const LIFETIME_BLOCK = { address: 32, count: 2 } as const;

export interface BmsStatistics {
  /** [km] */
  readonly totalDistance: number;
  /** Highest ever seen, never limits [A]. */
  readonly maxDischargeCurrent: number;
  readonly maxChargeCurrent: number;
  /** [V] */
  readonly maxCellVoltageDifference: number;
  readonly underVoltageCount: number;
  readonly overVoltageCount: number;
  readonly dischargeOverCurrentCount: number;
  readonly chargeOverCurrentCount: number;
  readonly overHeatCount: number;
  readonly chargingCount: number;
  readonly fullChargeCount: number;
  /** [°C] */
  readonly minPackTemperature: number;
  readonly maxPackTemperature: number;
  /** `undefined` for a code that the vendor does not list. */
  readonly lastReset: keyof typeof RESET_CAUSE | undefined;
  readonly lastWakeup: keyof typeof WAKEUP_CAUSE | undefined;
  /** On the lifetime counter [s]. */
  readonly clearedAt: number;
}

export interface DeviceFacts {
  /** When it was read [ms since 1970]. */
  readonly at: number;
  /** Since the BMS was first switched on [s]. */
  readonly lifetime: number;
  readonly bootloader: number;
  readonly registerMap: number;
  readonly powerType: keyof typeof POWER_TYPE | undefined;
  readonly currentSensor: keyof typeof CURRENT_SENSOR | undefined;
  readonly statistics: BmsStatistics;
}

/** Words of `STATISTICS_BLOCK`. @throws RangeError when words are missing */
export function decodeStatistics(words: readonly number[]): BmsStatistics {
  const base = STATISTICS_BLOCK.address;
  const temperatures = readValue(STATISTICS.packTemperatureExtremes, words, base);
  const causes = readValue(STATISTICS.lastResetAndWakeup, words, base);
  const { minPackTemperature, maxPackTemperature } = STATISTICS.packTemperatureExtremes.fields;
  const { lastResetEvent, lastWakeupEvent } = STATISTICS.lastResetAndWakeup.fields;
  return {
    totalDistance: readValue(STATISTICS.totalDistance, words, base),
    maxDischargeCurrent: readValue(STATISTICS.maxDischargeCurrent, words, base),
    maxChargeCurrent: readValue(STATISTICS.maxChargeCurrent, words, base),
    maxCellVoltageDifference: readValue(STATISTICS.maxCellVoltageDifference, words, base),
    underVoltageCount: readValue(STATISTICS.underVoltageCount, words, base),
    overVoltageCount: readValue(STATISTICS.overVoltageCount, words, base),
    dischargeOverCurrentCount: readValue(STATISTICS.dischargeOverCurrentCount, words, base),
    chargeOverCurrentCount: readValue(STATISTICS.chargeOverCurrentCount, words, base),
    overHeatCount: readValue(STATISTICS.overHeatCount, words, base),
    chargingCount: readValue(STATISTICS.chargingCount, words, base),
    fullChargeCount: readValue(STATISTICS.fullChargeCount, words, base),
    minPackTemperature: readField(minPackTemperature, temperatures),
    maxPackTemperature: readField(maxPackTemperature, temperatures),
    lastReset: nameOf(RESET_CAUSE, readField(lastResetEvent, causes)),
    lastWakeup: nameOf(WAKEUP_CAUSE, readField(lastWakeupEvent, causes)),
    clearedAt: readValue(STATISTICS.statisticsClearedTimestamp, words, base),
  };
}

/** Words of the version block, from register 500 on. @throws RangeError when words are missing */
export function decodeVersion(words: readonly number[]): Pick<DeviceFacts, 'bootloader' | 'registerMap' | 'powerType' | 'currentSensor'> {
  const base = VERSION.hardwareVersion.address;
  const firmware = readValue(VERSION.publicFirmware, words, base);
  const loader = readValue(VERSION.bootloaderAndProfile, words, base);
  return {
    bootloader: readField(VERSION.bootloaderAndProfile.fields.bootloaderVersion, loader),
    registerMap: readField(VERSION.bootloaderAndProfile.fields.profileVersion, loader),
    powerType: nameOf(POWER_TYPE, readField(VERSION.publicFirmware.fields.powerType, firmware)),
    currentSensor: nameOf(CURRENT_SENSOR, readField(VERSION.publicFirmware.fields.currentSensor, firmware)),
  };
}
