/**
 * Everything about a TinyBMS that an owner can set, one row a setting: a register, or the part of one that has a meaning of its own.
 * Source: TinyBMS Communication Protocols rev. D, register map; TinyBMS User Manual rev. D for what belongs together.
 */
import { SETTINGS, type Field, type Register } from '../protocols/tinybms/registers';
import { SETTINGS_BLOCK } from '../protocols/tinybms/settings';

export type SettingGroup = 'cell' | 'safety' | 'peripherals' | 'maintenance';

export interface Setting {
  readonly register: Register;
  /** Only these bits of the register. */
  readonly field?: Field;
  readonly group: SettingGroup;
  /** A wrong value can damage the battery or leave it without protection. */
  readonly protection?: true;
  /** An order rather than a setting: the BMS takes the value once and then reads "nothing pending". Never part of a snapshot. */
  readonly once?: true;
  /** A change makes the BMS restart by itself. */
  readonly restarts?: true;
}

const { configurationBits: bits, chargerTypeAndDischargeTimeout: charger } = SETTINGS;

/** In the order in which they are shown. */
export const SETTING_ROWS = {
  seriesCells: { register: SETTINGS.seriesCells, group: 'cell', protection: true },
  batteryCapacity: { register: SETTINGS.batteryCapacity, group: 'cell', protection: true },
  fullyChargedVoltage: { register: SETTINGS.fullyChargedVoltage, group: 'cell', protection: true },
  fullyDischargedVoltage: { register: SETTINGS.fullyDischargedVoltage, group: 'cell', protection: true },
  earlyBalancingThreshold: { register: SETTINGS.earlyBalancingThreshold, group: 'cell' },
  allowedDisbalance: { register: SETTINGS.allowedDisbalance, group: 'cell' },
  chargeFinishedCurrent: { register: SETTINGS.chargeFinishedCurrent, group: 'cell' },
  chargeRestartLevel: { register: SETTINGS.chargeRestartLevel, group: 'cell' },
  enableChargerRestartLevel: { register: bits, field: bits.fields.enableChargerRestartLevel, group: 'cell' },

  overVoltageCutoff: { register: SETTINGS.overVoltageCutoff, group: 'safety', protection: true },
  underVoltageCutoff: { register: SETTINGS.underVoltageCutoff, group: 'safety', protection: true },
  dischargeOverCurrentCutoff: { register: SETTINGS.dischargeOverCurrentCutoff, group: 'safety', protection: true },
  dischargeOverCurrentTimeout: { register: charger, field: charger.fields.dischargeOverCurrentTimeout, group: 'safety', protection: true },
  peakDischargeCurrentCutoff: { register: SETTINGS.peakDischargeCurrentCutoff, group: 'safety', protection: true },
  chargeOverCurrentCutoff: { register: SETTINGS.chargeOverCurrentCutoff, group: 'safety', protection: true },
  overHeatCutoff: { register: SETTINGS.overHeatCutoff, group: 'safety', protection: true },
  lowTemperatureChargerCutoff: { register: SETTINGS.lowTemperatureChargerCutoff, group: 'safety', protection: true },
  automaticRecovery: { register: SETTINGS.automaticRecovery, group: 'safety', protection: true },
  disableSwitchDiagnostics: { register: bits, field: bits.fields.disableSwitchDiagnostics, group: 'safety', protection: true },

  operationMode: { register: SETTINGS.operationMode, group: 'peripherals', protection: true, restarts: true },
  loadSwitchType: { register: SETTINGS.loadSwitchType, group: 'peripherals', protection: true },
  chargerSwitchType: { register: SETTINGS.chargerSwitchType, group: 'peripherals', protection: true },
  singlePortSwitchType: { register: SETTINGS.singlePortSwitchType, group: 'peripherals', protection: true },
  chargerType: { register: charger, field: charger.fields.chargerType, group: 'peripherals' },
  chargerDetectionInput: { register: SETTINGS.chargerDetectionInput, group: 'peripherals' },
  chargerStartupDelay: { register: SETTINGS.chargerStartupDelay, group: 'peripherals' },
  chargerDisableDelay: { register: SETTINGS.chargerDisableDelay, group: 'peripherals' },
  ignitionInput: { register: SETTINGS.ignitionInput, group: 'peripherals' },
  prechargePin: { register: SETTINGS.prechargePin, group: 'peripherals' },
  prechargeDuration: { register: SETTINGS.prechargeDuration, group: 'peripherals' },
  temperatureSensorType: { register: SETTINGS.temperatureSensorType, group: 'peripherals', protection: true },
  invertExternalCurrentSensor: { register: bits, field: bits.fields.invertExternalCurrentSensor, group: 'peripherals', protection: true },
  speedSensorInput: { register: SETTINGS.speedSensorInput, group: 'peripherals' },
  distanceUnit: { register: SETTINGS.distanceUnit, group: 'peripherals' },
  pulsesPerUnit: { register: SETTINGS.pulsesPerUnit, group: 'peripherals' },

  setStateOfCharge: { register: SETTINGS.setStateOfCharge, group: 'maintenance', once: true },
  setStateOfHealth: { register: SETTINGS.setStateOfHealth, group: 'maintenance', once: true },
  batteryMaxCycles: { register: SETTINGS.batteryMaxCycles, group: 'maintenance' },
  broadcastTime: { register: SETTINGS.broadcastTime, group: 'maintenance' },
  broadcastProtocol: { register: SETTINGS.broadcastProtocol, group: 'maintenance' },
} as const satisfies Readonly<Record<string, Setting>>;

export type SettingId = keyof typeof SETTING_ROWS;

export const SETTING_IDS = Object.keys(SETTING_ROWS) as readonly SettingId[];

export function settingRow(id: SettingId): Setting {
  return SETTING_ROWS[id];
}

export function isSettingId(name: string): name is SettingId {
  return Object.hasOwn(SETTING_ROWS, name);
}

/** The words of registers 300 to 343, as one BMS holds them or as they are to become. */
export type SettingWords = readonly number[];

const { address: BASE } = SETTINGS_BLOCK;

/** The raw number of a setting. @throws RangeError when `words` are not the whole block */
export function rawOf(id: SettingId, words: SettingWords): number {
  const { register, field } = settingRow(id);
  const at = register.address - BASE;
  const [low, high = NaN] = words.slice(at, at + 2);
  if (low === undefined || (register.type === 'u32' && Number.isNaN(high))) {
    throw new RangeError(`register ${register.address} is not among ${words.length} words`);
  }
  if (field) return (low >>> field.lsb) & (2 ** field.width - 1);
  if (register.type === 'u32') return low + 0x1_0000 * high;
  if (register.type === 'i16') return (low << 16) >> 16;
  return register.lowByteOnly ? low & 0xff : low;
}

/** The words with one setting replaced; every bit that is not its own stays. @throws RangeError for a number that its bits cannot hold */
export function withRaw(id: SettingId, raw: number, words: SettingWords): SettingWords {
  const { register, field } = settingRow(id);
  const at = register.address - BASE;
  const present = words[at] ?? 0;
  const next = words.slice();
  if (field) {
    const mask = (2 ** field.width - 1) << field.lsb;
    next[at] = (present & ~mask & 0xffff) | ((raw << field.lsb) & mask);
  } else if (register.type === 'u32') {
    next[at] = raw % 0x1_0000;
    next[at + 1] = Math.floor(raw / 0x1_0000);
  } else {
    next[at] = register.lowByteOnly ? (present & 0xff00) | (raw & 0xff) : raw & 0xffff;
  }
  if (rawOf(id, next) !== raw) throw new RangeError(`${id}: ${raw} does not fit register ${register.address}`);
  return next;
}

/** Registers that a setting is written to, with their words. */
export function wordsToWrite(id: SettingId, words: SettingWords): readonly (readonly [address: number, word: number])[] {
  const { register } = settingRow(id);
  const at = register.address - BASE;
  const count = register.type === 'u32' ? 2 : 1;
  return Array.from({ length: count }, (_, index) => [register.address + index, words[at + index] ?? 0] as const);
}

/** New raw numbers of some settings. */
export type Changes = { readonly [S in SettingId]?: number };

/** The settings that `changes` names, in the order of the table. */
export function changedIds(changes: Changes): readonly SettingId[] {
  return SETTING_IDS.filter((id) => changes[id] !== undefined);
}

/** @throws RangeError for a number that the bits of its setting cannot hold */
export function withChanges(changes: Changes, words: SettingWords): SettingWords {
  return changedIds(changes).reduce((result, id) => withRaw(id, changes[id] ?? 0, result), words);
}
