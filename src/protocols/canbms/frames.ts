import type { FrameLayout } from './layout';

const TEXT = { byte: 0, type: 'ascii', length: 8 } as const;

/** Cell voltage in 0x373: 0 and 0xFFFF mean unknown, so a real reading never becomes either. */
const CELL_VOLTAGE = { type: 'u16', perUnit: 1000, unit: 'V', rounding: 'nearest', min: 1, unknown: [0xffff, 0] } as const;
const CELL_TEMPERATURE = { type: 'u16', unit: '°C', rounding: 'nearest', kelvin: true, min: 1, unknown: [0xffff, 0] } as const;

const MODULES = { type: 'u16', unit: '', rounding: 'nearest', unknown: [0xffff] } as const;

/**
 * Every frame of the Victron CAN-bus BMS protocol: 11-bit identifiers, 500 kbit/s, pushed unasked.
 * Values are in the units of the rows; current is positive while charging.
 * Sources: Victron CAN-bus BMS protocol; 0x305 and 0x306 after SMA's description of its external battery interface.
 */
export const FRAMES = {
  /** The only frame that controls anything. Both currents are positive. Without it the GX stops charge and discharge within seconds. */
  chargeLimits: {
    id: 0x351,
    direction: 'send',
    length: 8,
    signals: {
      /** Never 0: that would make the GX empty the battery. */
      cvl: { byte: 0, type: 'u16', perUnit: 10, unit: 'V', rounding: 'floor', min: 1 },
      ccl: { byte: 2, type: 'i16', perUnit: 10, unit: 'A', rounding: 'floor', min: 0 },
      dcl: { byte: 4, type: 'i16', perUnit: 10, unit: 'A', rounding: 'floor', min: 0 },
      /** The GX copies it to the Multi as low-battery level: 0 or a sane value, never a sentinel. */
      dischargeVoltage: { byte: 6, type: 'u16', perUnit: 10, unit: 'V', rounding: 'nearest', unknown: [0] },
    },
  },
  /** Both SOC values round down, so that 100 % appears only when the BMS itself means full. Not to be sent without a known SOC. */
  stateOfCharge: {
    id: 0x355,
    direction: 'send',
    length: 6,
    shortest: 4,
    signals: {
      soc: { byte: 0, type: 'u16', unit: '%', rounding: 'floor', max: 100 },
      /** 100 where the battery does not know it. */
      soh: { byte: 2, type: 'u16', unit: '%', rounding: 'nearest', max: 100 },
      preciseSoc: { byte: 4, type: 'u16', perUnit: 100, unit: '%', rounding: 'floor', max: 10_000, unknown: [0xffff] },
    },
  },
  measurements: {
    id: 0x356,
    direction: 'send',
    length: 6,
    signals: {
      voltage: { byte: 0, type: 'i16', perUnit: 100, unit: 'V', rounding: 'nearest' },
      current: { byte: 2, type: 'i16', perUnit: 10, unit: 'A', rounding: 'nearest' },
      /** Of a cell or the pack, not of the switches. */
      temperature: { byte: 4, type: 'i16', perUnit: 10, unit: '°C', rounding: 'nearest' },
    },
  },
  /** Shown and logged by the GX, never acted on. Alarms in bytes 0 to 3, the same items as warnings in bytes 4 to 7. */
  alarms: {
    id: 0x35a,
    direction: 'send',
    length: 8,
    signals: {
      generalAlarm: { byte: 0, type: 'pair', shift: 0 },
      highVoltageAlarm: { byte: 0, type: 'pair', shift: 2 },
      lowVoltageAlarm: { byte: 0, type: 'pair', shift: 4 },
      highTemperatureAlarm: { byte: 0, type: 'pair', shift: 6 },
      lowTemperatureAlarm: { byte: 1, type: 'pair', shift: 0 },
      highTemperatureChargeAlarm: { byte: 1, type: 'pair', shift: 2 },
      lowTemperatureChargeAlarm: { byte: 1, type: 'pair', shift: 4 },
      highDischargeCurrentAlarm: { byte: 1, type: 'pair', shift: 6 },
      highChargeCurrentAlarm: { byte: 2, type: 'pair', shift: 0 },
      contactorAlarm: { byte: 2, type: 'pair', shift: 2 },
      shortCircuitAlarm: { byte: 2, type: 'pair', shift: 4 },
      internalAlarm: { byte: 2, type: 'pair', shift: 6 },
      imbalanceAlarm: { byte: 3, type: 'pair', shift: 0 },
      generalWarning: { byte: 4, type: 'pair', shift: 0 },
      highVoltageWarning: { byte: 4, type: 'pair', shift: 2 },
      lowVoltageWarning: { byte: 4, type: 'pair', shift: 4 },
      highTemperatureWarning: { byte: 4, type: 'pair', shift: 6 },
      lowTemperatureWarning: { byte: 5, type: 'pair', shift: 0 },
      highTemperatureChargeWarning: { byte: 5, type: 'pair', shift: 2 },
      lowTemperatureChargeWarning: { byte: 5, type: 'pair', shift: 4 },
      highDischargeCurrentWarning: { byte: 5, type: 'pair', shift: 6 },
      highChargeCurrentWarning: { byte: 6, type: 'pair', shift: 0 },
      contactorWarning: { byte: 6, type: 'pair', shift: 2 },
      shortCircuitWarning: { byte: 6, type: 'pair', shift: 4 },
      internalWarning: { byte: 6, type: 'pair', shift: 6 },
      imbalanceWarning: { byte: 7, type: 'pair', shift: 0 },
      /** Main switch on or off. Makers disagree on which value says which, so it is left unsupported. */
      systemStatus: { byte: 7, type: 'pair', shift: 2 },
    },
  },
  /** The GX chooses special treatment by this name; an unknown one gets none, which is what a bridge wants. */
  manufacturer: { id: 0x35e, direction: 'send', length: 8, signals: { text: TEXT } },
  productInfo: {
    id: 0x35f,
    direction: 'send',
    length: 8,
    signals: {
      productType: { byte: 0, type: 'u16', unit: '', rounding: 'nearest' },
      /** High byte first, both as two decimal digits; see `firmwareCode`. */
      firmware: { byte: 2, type: 'u16be', unit: '', rounding: 'nearest' },
      /** Full capacity of what is online, not what is left in it. */
      usableCapacity: { byte: 4, type: 'u16', unit: 'Ah', rounding: 'nearest', unknown: [0] },
      hardware: { byte: 6, type: 'u16', unit: '', rounding: 'nearest' },
    },
  },
  namePart1: { id: 0x370, direction: 'send', length: 8, signals: { text: TEXT } },
  /** Completes the name. Names of up to 8 characters stand in 0x35E alone. */
  namePart2: { id: 0x371, direction: 'send', length: 8, signals: { text: TEXT } },
  modules: {
    id: 0x372,
    direction: 'send',
    length: 8,
    signals: {
      online: { byte: 0, ...MODULES },
      blockingCharge: { byte: 2, ...MODULES },
      blockingDischarge: { byte: 4, ...MODULES },
      offline: { byte: 6, ...MODULES },
    },
  },
  cellExtremes: {
    id: 0x373,
    direction: 'send',
    length: 8,
    shortest: 4,
    signals: {
      lowestVoltage: { byte: 0, ...CELL_VOLTAGE },
      highestVoltage: { byte: 2, ...CELL_VOLTAGE },
      lowestTemperature: { byte: 4, ...CELL_TEMPERATURE },
      highestTemperature: { byte: 6, ...CELL_TEMPERATURE },
    },
  },
  /** Names, as text, of the cells and sensors of 0x373. */
  lowestCellId: { id: 0x374, direction: 'send', length: 8, signals: { text: TEXT } },
  highestCellId: { id: 0x375, direction: 'send', length: 8, signals: { text: TEXT } },
  coldestId: { id: 0x376, direction: 'send', length: 8, signals: { text: TEXT } },
  hottestId: { id: 0x377, direction: 'send', length: 8, signals: { text: TEXT } },
  /** Meters in steps of 100 Wh. */
  energy: {
    id: 0x378,
    direction: 'send',
    length: 8,
    signals: {
      energyInKwh: { byte: 0, type: 'u32', perUnit: 10, unit: 'kWh', rounding: 'floor', wraps: true },
      energyOutKwh: { byte: 4, type: 'u32', perUnit: 10, unit: 'kWh', rounding: 'floor', wraps: true },
    },
  },
  /** Nominal capacity, online or not. */
  installedCapacity: {
    id: 0x379,
    direction: 'send',
    length: 2,
    signals: { capacity: { byte: 0, type: 'u16', unit: 'Ah', rounding: 'nearest' } },
  },
  serialPart1: { id: 0x380, direction: 'send', length: 8, signals: { text: TEXT } },
  serialPart2: { id: 0x381, direction: 'send', length: 8, signals: { text: TEXT } },
  family: { id: 0x382, direction: 'send', length: 8, signals: { text: TEXT } },

  /** From the GX every second, of any length. All zeros, or after Venus OS 3.00 perhaps these values; the layout is not certain. */
  keepAlive: {
    id: 0x305,
    direction: 'receive',
    length: 8,
    signals: {
      voltage: { byte: 0, type: 'i16', perUnit: 10, unit: 'V', rounding: 'nearest', unknown: [-32768] },
      current: { byte: 2, type: 'i16', perUnit: 10, unit: 'A', rounding: 'nearest', unknown: [-32768] },
      temperature: { byte: 4, type: 'i16', perUnit: 10, unit: '°C', rounding: 'nearest', unknown: [-32768] },
      soc: { byte: 6, type: 'u16', perUnit: 10, unit: '%', rounding: 'nearest', unknown: [0xffff] },
    },
  },
  /** From some GX versions; of no use to a battery. */
  chargerStatus: { id: 0x306, direction: 'receive', length: 8, signals: {} },
  /** From the GX every second; only these three characters are reliable: "VIC". */
  inverterId: { id: 0x307, direction: 'receive', length: 8, signals: { maker: { byte: 4, type: 'ascii', length: 3 } } },

  /** Pylontech: protections, then the same as warnings. */
  pylontechAlarms: {
    id: 0x359,
    direction: 'never',
    length: 7,
    signals: {
      overVoltageProtection: { byte: 0, type: 'flag', bit: 1 },
      underVoltageProtection: { byte: 0, type: 'flag', bit: 2 },
      overTemperatureProtection: { byte: 0, type: 'flag', bit: 3 },
      underTemperatureProtection: { byte: 0, type: 'flag', bit: 4 },
      dischargeOverCurrentProtection: { byte: 0, type: 'flag', bit: 7 },
      chargeOverCurrentProtection: { byte: 1, type: 'flag', bit: 0 },
      systemErrorProtection: { byte: 1, type: 'flag', bit: 3 },
      overVoltageWarning: { byte: 2, type: 'flag', bit: 1 },
      underVoltageWarning: { byte: 2, type: 'flag', bit: 2 },
      overTemperatureWarning: { byte: 2, type: 'flag', bit: 3 },
      underTemperatureWarning: { byte: 2, type: 'flag', bit: 4 },
      dischargeOverCurrentWarning: { byte: 2, type: 'flag', bit: 7 },
      chargeOverCurrentWarning: { byte: 3, type: 'flag', bit: 0 },
      internalCommunicationWarning: { byte: 3, type: 'flag', bit: 3 },
      modules: { byte: 4, type: 'u8', unit: '', rounding: 'nearest' },
      maker: { byte: 5, type: 'ascii', length: 2 },
    },
  },
  /** SMA: events; real batteries send zeros. */
  smaEvents: {
    id: 0x35b,
    direction: 'never',
    length: 8,
    signals: {
      recalibrationStart: { byte: 0, type: 'flag', bit: 0 },
      recalibrationStop: { byte: 0, type: 'flag', bit: 1 },
      powerLimitStart: { byte: 0, type: 'flag', bit: 2 },
      powerLimitStop: { byte: 0, type: 'flag', bit: 3 },
      preventiveShutdown: { byte: 0, type: 'flag', bit: 4 },
    },
  },
  /** Pylontech: requests. Together with 0x35E it can make a GX take the sender for another make. */
  pylontechRequests: {
    id: 0x35c,
    direction: 'never',
    length: 2,
    signals: {
      fullCharge: { byte: 0, type: 'flag', bit: 3 },
      forceCharge2: { byte: 0, type: 'flag', bit: 4 },
      forceCharge1: { byte: 0, type: 'flag', bit: 5 },
      dischargeEnabled: { byte: 0, type: 'flag', bit: 6 },
      chargeEnabled: { byte: 0, type: 'flag', bit: 7 },
    },
  },
  /** SMA-type batteries: 0xFF = please charge. */
  chargeRequest: {
    id: 0x360,
    direction: 'never',
    length: 1,
    signals: { request: { byte: 0, type: 'u8', unit: '', rounding: 'nearest' } },
  },
} as const satisfies Record<string, FrameLayout>;

export type FrameName = keyof typeof FRAMES;

/** Frames that a battery sends. */
export type SentFrameName = { [K in FrameName]: (typeof FRAMES)[K]['direction'] extends 'send' ? K : never }[FrameName];
