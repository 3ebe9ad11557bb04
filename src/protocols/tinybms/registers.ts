/**
 * Every register that the vendor describes, one row a logical value.
 * Source: TinyBMS Communication Protocols rev. D, register map; rows marked `since: 'D'` are reserved in rev. B.
 */
import * as codes from './enumerations';
import type { Enumeration } from './enumerations';
import type { LoggedEvent } from './events';

export type RegisterType = 'u16' | 'i16' | 'u32' | 'f32' | 'event' | 'bytes';

export type RegisterUnit = 'V' | 'A' | 'Ah' | '°C' | '%' | 's' | 'km' | 'km/h';

/** Several bits of a register that have a meaning of their own. */
export interface Field {
  /** Lowest bit, 0 to 15. */
  readonly lsb: number;
  readonly width: number;
  /** Two's complement. */
  readonly signed?: true;
  readonly unit?: RegisterUnit;
  /** Raw range. */
  readonly min?: number;
  readonly max?: number;
  readonly codes?: Enumeration;
}

export interface Register {
  /** First 16-bit word. */
  readonly address: number;
  /** u32 and f32 take two words, low word at the lower address; `event` is a u32 of 24 bits time and 8 bits code. */
  readonly type: RegisterType;
  /** Only for `bytes`: how many. */
  readonly words?: number;
  /** Raw counts in one unit: an integer, so that 3650 / 1000 is exactly 3.65. Default 1. */
  readonly perUnit?: number;
  /** Not given for counts, codes and bits. */
  readonly unit?: RegisterUnit;
  /** Raw range that the vendor prints; the device may allow less (command 0x1D tells). */
  readonly min?: number;
  readonly max?: number;
  /** Raw value by which the BMS says "none": no sensor fitted, nothing pending, register not there. */
  readonly absent?: number;
  /** Raw factory value, as two unrelated devices showed it; only command 0x1D knows the truth. */
  readonly likelyDefault?: number;
  /** The device shifts the range with its current sensor and switches. */
  readonly dynamicRange?: true;
  /** The high byte is reserved: ignored when read, kept when written. */
  readonly lowByteOnly?: true;
  readonly codes?: Enumeration;
  readonly fields?: Readonly<Record<string, Field>>;
  readonly since?: 'D';
}

type Rows = Readonly<Record<string, Register>>;

/** Two digits for each of the numbers 01 to 16. */
type Slot = '01' | '02' | '03' | '04' | '05' | '06' | '07' | '08' | '09' | '10' | '11' | '12' | '13' | '14' | '15' | '16';
type EventSlot = `${0 | 1 | 2 | 3}${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}` | `4${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}`;

export const CELL_SLOTS = 16;
export const EVENT_SLOTS = 49;

/** Rows `first` to `first + count - 1`, named with two digits. */
function repeat<K extends string, R>(
  count: number,
  first: number,
  name: (digits: string) => string,
  row: (index: number) => R,
): Record<K, R> {
  const rows = Array.from({ length: count }, (_, index) => [name(String(first + index).padStart(2, '0')), row(index)] as const);
  return Object.fromEntries(rows) as Record<K, R>;
}

/** Slot k+1 belongs to balance pin k+1. Fewer than 16 cells sit in the highest slots; the others read 0. */
const CELLS = repeat<
  `cellSlot${Slot}Voltage`,
  { readonly address: number; readonly type: 'u16'; readonly perUnit: 10_000; readonly unit: 'V' }
>(
  CELL_SLOTS,
  1,
  (digits) => `cellSlot${digits}Voltage`,
  (index) => ({ address: index, type: 'u16', perUnit: 10_000, unit: 'V' }),
);

/** Bit k belongs to register k. */
const BALANCING_FIELDS = repeat<`slot${Slot}`, Field>(
  CELL_SLOTS,
  1,
  (digits) => `slot${digits}`,
  (index) => ({ lsb: index, width: 1 }),
);

/** Live values, refreshed by the BMS every 100 ms. Read only. */
export const LIVE = {
  ...CELLS,
  lifetimeCounter: { address: 32, type: 'u32', unit: 's' },
  /** Tens of millions of seconds at rest: a large number, not a mark for "unknown". */
  estimatedTimeLeft: { address: 34, type: 'u32', unit: 's' },
  packVoltage: { address: 36, type: 'f32', unit: 'V' },
  /** Positive while charging. */
  packCurrent: { address: 38, type: 'f32', unit: 'A' },
  minCellVoltage: { address: 40, type: 'u16', perUnit: 1000, unit: 'V' },
  maxCellVoltage: { address: 41, type: 'u16', perUnit: 1000, unit: 'V' },
  externalTemp1: { address: 42, type: 'i16', perUnit: 10, unit: '°C', absent: -32768 },
  externalTemp2: { address: 43, type: 'i16', perUnit: 10, unit: '°C', absent: -32768 },
  distanceLeft: { address: 44, type: 'u16', unit: 'km' },
  /** Firmware of the older map reserves the register; no working pack has a health of 0 %. */
  stateOfHealth: { address: 45, type: 'u16', perUnit: 500, unit: '%', min: 0, max: 50_000, absent: 0, since: 'D' },
  stateOfCharge: { address: 46, type: 'u32', perUnit: 1_000_000, unit: '%', min: 0, max: 100_000_000 },
  internalTemp: { address: 48, type: 'i16', perUnit: 10, unit: '°C' },
  onlineStatus: { address: 50, type: 'u16', codes: codes.ONLINE_STATUS },
  balancingDecisionBits: { address: 51, type: 'u16', fields: BALANCING_FIELDS },
  realBalancingBits: { address: 52, type: 'u16', fields: BALANCING_FIELDS },
  detectedCells: { address: 53, type: 'u16' },
  speed: { address: 54, type: 'f32', unit: 'km/h' },
} as const satisfies Rows;

/** What the BMS has counted and seen; the maxima are history, never limits. Read only. */
export const STATISTICS = {
  totalDistance: { address: 100, type: 'u32', perUnit: 100, unit: 'km' },
  maxDischargeCurrent: { address: 102, type: 'u16', perUnit: 10, unit: 'A' },
  maxChargeCurrent: { address: 103, type: 'u16', perUnit: 10, unit: 'A' },
  maxCellVoltageDifference: { address: 104, type: 'u16', perUnit: 10_000, unit: 'V' },
  underVoltageCount: { address: 105, type: 'u16' },
  overVoltageCount: { address: 106, type: 'u16' },
  dischargeOverCurrentCount: { address: 107, type: 'u16' },
  chargeOverCurrentCount: { address: 108, type: 'u16' },
  overHeatCount: { address: 109, type: 'u16' },
  chargingCount: { address: 111, type: 'u16' },
  fullChargeCount: { address: 112, type: 'u16' },
  packTemperatureExtremes: {
    address: 113,
    type: 'u16',
    fields: {
      minPackTemperature: { lsb: 0, width: 8, signed: true, unit: '°C' },
      maxPackTemperature: { lsb: 8, width: 8, signed: true, unit: '°C' },
    },
  },
  lastResetAndWakeup: {
    address: 114,
    type: 'u16',
    fields: {
      lastResetEvent: { lsb: 0, width: 8, codes: codes.RESET_CAUSE },
      lastWakeupEvent: { lsb: 8, width: 8, codes: codes.WAKEUP_CAUSE },
    },
  },
  /** In terms of `lifetimeCounter`. */
  statisticsClearedTimestamp: { address: 116, type: 'u32', unit: 's' },
} as const satisfies Rows;

/** The event log: a ring, so that the order of the slots is not the order of time. Empty slots read 0. Read only. */
export const EVENT_LOG = repeat<`eventSlot${EventSlot}`, { readonly address: number; readonly type: 'event'; readonly unit: 's' }>(
  EVENT_SLOTS,
  0,
  (digits) => `eventSlot${digits}`,
  (index) => ({ address: 200 + 2 * index, type: 'event', unit: 's' }),
);

/** The settings, the only registers that can be written. */
export const SETTINGS = {
  fullyChargedVoltage: { address: 300, type: 'u16', perUnit: 1000, unit: 'V', min: 1200, max: 4500 },
  fullyDischargedVoltage: { address: 301, type: 'u16', perUnit: 1000, unit: 'V', min: 1000, max: 3500, likelyDefault: 3000 },
  earlyBalancingThreshold: { address: 303, type: 'u16', perUnit: 1000, unit: 'V', min: 1000, max: 4500, likelyDefault: 3200 },
  chargeFinishedCurrent: {
    address: 304,
    type: 'u16',
    perUnit: 1000,
    unit: 'A',
    min: 100,
    max: 5000,
    likelyDefault: 1000,
    dynamicRange: true,
  },
  /** Trips at once; must exceed register 317, so 0 says that the firmware of the older map reserves the register. */
  peakDischargeCurrentCutoff: { address: 305, type: 'u16', unit: 'A', absent: 0, dynamicRange: true, since: 'D' },
  batteryCapacity: { address: 306, type: 'u16', perUnit: 100, unit: 'Ah', min: 10, max: 65_500 },
  seriesCells: { address: 307, type: 'u16', min: 4, max: 16 },
  allowedDisbalance: { address: 308, type: 'u16', perUnit: 1000, unit: 'V', min: 15, max: 100, likelyDefault: 15 },
  chargerStartupDelay: { address: 310, type: 'u16', unit: 's', min: 5, max: 60, since: 'D' },
  chargerDisableDelay: { address: 311, type: 'u16', unit: 's', min: 0, max: 60, since: 'D' },
  pulsesPerUnit: { address: 312, type: 'u32', min: 1, max: 100_000 },
  distanceUnit: { address: 314, type: 'u16', min: 1, max: 5, codes: codes.DISTANCE_UNIT },
  overVoltageCutoff: { address: 315, type: 'u16', perUnit: 1000, unit: 'V', min: 1200, max: 4500, likelyDefault: 4200 },
  underVoltageCutoff: { address: 316, type: 'u16', perUnit: 1000, unit: 'V', min: 800, max: 3500, likelyDefault: 2900 },
  dischargeOverCurrentCutoff: { address: 317, type: 'u16', unit: 'A', min: 1, max: 750, likelyDefault: 60, dynamicRange: true },
  chargeOverCurrentCutoff: { address: 318, type: 'u16', unit: 'A', min: 1, max: 750, dynamicRange: true },
  overHeatCutoff: { address: 319, type: 'i16', unit: '°C', min: 20, max: 90, likelyDefault: 60 },
  lowTemperatureChargerCutoff: { address: 320, type: 'i16', unit: '°C', min: -40, max: 10, likelyDefault: 1 },
  /** In force only with `enableChargerRestartLevel` of register 329. */
  chargeRestartLevel: { address: 321, type: 'u16', unit: '%', min: 60, max: 95, since: 'D' },
  batteryMaxCycles: { address: 322, type: 'u16', min: 10, max: 65_000, since: 'D' },
  /** Taken once by the firmware; the live value is register 45. */
  setStateOfHealth: { address: 323, type: 'u16', perUnit: 500, unit: '%', min: 0, max: 50_000, absent: 0xffff, since: 'D' },
  /** Taken once by the firmware; the live value is register 46, in another scale. */
  setStateOfCharge: { address: 328, type: 'u16', perUnit: 500, unit: '%', min: 0, max: 50_000, absent: 0xffff },
  configurationBits: {
    address: 329,
    type: 'u16',
    since: 'D',
    fields: {
      invertExternalCurrentSensor: { lsb: 0, width: 1 },
      disableSwitchDiagnostics: { lsb: 1, width: 1 },
      enableChargerRestartLevel: { lsb: 2, width: 1 },
    },
  },
  chargerTypeAndDischargeTimeout: {
    address: 330,
    type: 'u16',
    fields: {
      chargerType: { lsb: 0, width: 8, codes: codes.CHARGER_TYPE },
      dischargeOverCurrentTimeout: { lsb: 8, width: 8, unit: 's', min: 0, max: 30 },
    },
  },
  loadSwitchType: { address: 331, type: 'u16', min: 0, max: 8, lowByteOnly: true, codes: codes.LOAD_SWITCH },
  /** 0 = recover by hand, from internal firmware 239 on. */
  automaticRecovery: { address: 332, type: 'u16', unit: 's', min: 0, max: 30, lowByteOnly: true },
  chargerSwitchType: { address: 333, type: 'u16', min: 1, max: 9, lowByteOnly: true, codes: codes.CHARGER_SWITCH },
  ignitionInput: { address: 334, type: 'u16', min: 0, max: 6, lowByteOnly: true, codes: codes.IGNITION_INPUT },
  chargerDetectionInput: { address: 335, type: 'u16', min: 1, max: 7, lowByteOnly: true, codes: codes.CHARGER_DETECTION },
  speedSensorInput: { address: 336, type: 'u16', min: 0, max: 2, lowByteOnly: true, codes: codes.SPEED_SENSOR },
  prechargePin: { address: 337, type: 'u16', min: 0, max: 0x10, lowByteOnly: true, codes: codes.PRECHARGE_PIN },
  prechargeDuration: { address: 338, type: 'u16', min: 0, max: 7, lowByteOnly: true, codes: codes.PRECHARGE_DURATION },
  temperatureSensorType: { address: 339, type: 'u16', min: 0, max: 1, lowByteOnly: true, codes: codes.TEMPERATURE_SENSOR },
  /** A change makes the device restart by itself. */
  operationMode: { address: 340, type: 'u16', min: 0, max: 1, lowByteOnly: true, codes: codes.OPERATION_MODE },
  singlePortSwitchType: { address: 341, type: 'u16', min: 0, max: 8, lowByteOnly: true, codes: codes.LOAD_SWITCH },
  broadcastTime: { address: 342, type: 'u16', min: 0, max: 7, lowByteOnly: true, codes: codes.BROADCAST_TIME },
  broadcastProtocol: { address: 343, type: 'u16', min: 0, max: 2, lowByteOnly: true, codes: codes.BROADCAST_PROTOCOL },
} as const satisfies Rows;

/** Who the device is. Read only. */
export const VERSION = {
  hardwareVersion: {
    address: 500,
    type: 'u16',
    fields: { hardwareVersionMajor: { lsb: 0, width: 8 }, hardwareChangesVersion: { lsb: 8, width: 8 } },
  },
  publicFirmware: {
    address: 501,
    type: 'u16',
    fields: {
      publicFirmwareVersion: { lsb: 0, width: 8 },
      powerType: { lsb: 8, width: 1, codes: codes.POWER_TYPE },
      currentSensor: { lsb: 9, width: 2, codes: codes.CURRENT_SENSOR },
    },
  },
  internalFirmwareVersion: { address: 502, type: 'u16' },
  bootloaderAndProfile: {
    address: 503,
    type: 'u16',
    fields: { bootloaderVersion: { lsb: 0, width: 8 }, profileVersion: { lsb: 8, width: 8 } },
  },
  /** 96 bits, not text; low byte, then high byte of each word. */
  serialNumber: { address: 504, type: 'bytes', words: 6 },
} as const satisfies Rows;

export const REGISTERS = { ...LIVE, ...STATISTICS, ...EVENT_LOG, ...SETTINGS, ...VERSION } as const satisfies Rows;

export type RegisterKey = keyof typeof REGISTERS;

/** What a row decodes to: `undefined` exactly where the row can be absent, or the event slot empty. */
export type ValueOf<R extends Register> = R['type'] extends 'bytes'
  ? Uint8Array
  : R['type'] extends 'event'
    ? LoggedEvent | undefined
    : R extends { readonly absent: number }
      ? number | undefined
      : number;

/** What decoding a table yields. */
export type Decoded<T extends Rows> = { readonly [K in keyof T]: ValueOf<T[K]> };

/** First and last address that the vendor allows to write. */
export const WRITABLE = { first: 300, last: 399 } as const;

/** Whether `count` registers from `address` on may all be written. */
export function isWritable(address: number, count = 1): boolean {
  return address >= WRITABLE.first && address + count - 1 <= WRITABLE.last;
}

/** How many 16-bit registers a row covers. */
export function wordsOf(register: Register): number {
  switch (register.type) {
    case 'u16':
    case 'i16':
      return 1;
    case 'u32':
    case 'f32':
    case 'event':
      return 2;
    case 'bytes':
      return register.words ?? 0;
  }
}
