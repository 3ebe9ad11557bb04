import { SETTINGS, WRITABLE, type Register, wordsOf } from '../protocols/tinybms/registers';
import type { SettingBound } from '../protocols/tinybms/frames';
import { readValue, writeValue } from '../protocols/tinybms/words';
import { CHEMISTRIES } from './chemistry';
import type { SettingKey, WorldOptions } from './options';

/** Settings known today; registers beyond are not in the map. */
const LAST = 343;
const BASE = WRITABLE.first;
/** Thresholds keep this distance from one another [mV]. */
const LEAST_DISTANCE = 10;
/** What a register reads whose value was taken. */
const TAKEN = 0xffff;

const ROWS = Object.entries(SETTINGS) as readonly (readonly [SettingKey, Register])[];

/** Raw range where the vendor prints none or the row has fields; the device knows its own. */
const RANGES: Readonly<Partial<Record<SettingKey, readonly [min: number, max: number]>>> = {
  peakDischargeCurrentCutoff: [1, 900],
  configurationBits: [0, 7],
  chargerTypeAndDischargeTimeout: [0, 0x1e02],
};

/** What the protections and the charge counter need, decoded once a change. Units as in the register map. */
export interface ActiveSettings {
  readonly fullyCharged: number;
  readonly fullyDischarged: number;
  readonly earlyBalancing: number;
  readonly overVoltage: number;
  readonly underVoltage: number;
  readonly allowedDisbalance: number;
  readonly chargeFinished: number;
  readonly capacity: number;
  readonly seriesCells: number;
  readonly dischargeOverCurrent: number;
  readonly peakDischarge: number;
  /** How long the discharge current may be too high [s]. */
  readonly dischargeTimeout: number;
  readonly chargeOverCurrent: number;
  readonly overHeat: number;
  readonly lowTemperature: number;
  /** [s]; 0 = only a restart recovers. */
  readonly automaticRecovery: number;
}

export type WriteOutcome = 'done' | 'refused';

/** The settings registers 300 to 399 of one BMS: what they hold, what they may hold. */
export class TinyBmsSettings {
  private words: number[];
  private readonly defaults: readonly number[];
  private decoded: ActiveSettings | undefined;

  constructor(private readonly options: WorldOptions) {
    const words = new Array<number>(WRITABLE.last - BASE + 1).fill(0);
    for (const [key, value] of Object.entries({ ...usual(options), ...options.settings })) {
      const row: Register = SETTINGS[key as SettingKey];
      put(words, row, value);
    }
    for (const row of [SETTINGS.setStateOfCharge, SETTINGS.setStateOfHealth]) words[row.address - BASE] = TAKEN;
    this.words = words;
    this.defaults = words.slice();
  }

  get active(): ActiveSettings {
    this.decoded ??= decode(this.words);
    return this.decoded;
  }

  read(address: number): number {
    return this.words[address - BASE] ?? 0;
  }

  /** Raw low byte of a register. */
  lowByte(key: SettingKey): number {
    return this.read(SETTINGS[key].address) & 0xff;
  }

  /** What command 0x1D tells, from register 300 on. */
  bound(bound: SettingBound, count: number): readonly number[] {
    if (bound === 'current') return this.words.slice(0, count);
    if (bound === 'default') return this.defaults.slice(0, count);
    const words = new Array<number>(this.words.length).fill(0);
    for (const [key, row] of ROWS) {
      const [min, max] = rangeOf(key, row);
      putRaw(words, row, bound === 'minimum' ? min : max);
    }
    return words.slice(0, count);
  }

  /** Takes all the words or none. Reserved registers between settings keep what they hold. */
  write(pairs: readonly (readonly [address: number, word: number])[]): WriteOutcome {
    if (pairs.length === 0 || pairs.some(([address]) => address < BASE || address > LAST)) return 'refused';
    const words = this.words.slice();
    const touched = new Set<SettingKey>();
    for (const [address, word] of pairs) {
      const entry = ROWS.find(([, row]) => address >= row.address && address < row.address + wordsOf(row));
      if (entry === undefined) continue;
      const [key, row] = entry;
      touched.add(key);
      words[address - BASE] = row.lowByteOnly ? (this.read(address) & 0xff00) | (word & 0xff) : word;
    }
    for (const key of touched) if (!this.accept(key, words)) return 'refused';
    if (!isConsistent(words)) return 'refused';
    this.words = words;
    this.decoded = undefined;
    return 'done';
  }

  /** Value that was written to a register which the firmware takes once; `undefined` if none waits. */
  takeOnce(key: 'setStateOfCharge' | 'setStateOfHealth'): number | undefined {
    const value = readValue(SETTINGS[key], this.words, BASE);
    this.words[SETTINGS[key].address - BASE] = TAKEN;
    return value;
  }

  private accept(key: SettingKey, words: number[]): boolean {
    const row: Register = SETTINGS[key];
    const [min, max] = rangeOf(key, row);
    const raw = rawOf(words, row);
    if (row.absent === TAKEN && raw === TAKEN) return true;
    if (key === 'chargerTypeAndDischargeTimeout') return (raw & 0xff) <= (max & 0xff) && raw >>> 8 <= max >>> 8;
    if (raw >= min && raw <= max) return true;
    if (this.options.outOfRange === 'refuse') return false;
    putRaw(words, row, Math.min(Math.max(raw, min), max));
    return true;
  }
}

function rangeOf(key: SettingKey, row: Register): readonly [number, number] {
  return RANGES[key] ?? [row.min ?? 0, row.max ?? 0xffff];
}

/** What such a battery is usually set to, in the units of the registers. */
function usual({ chemistry, cells, capacity }: WorldOptions): Readonly<Record<SettingKey, number>> {
  const { thresholds } = CHEMISTRIES[chemistry];
  return {
    fullyChargedVoltage: thresholds.fullyCharged,
    fullyDischargedVoltage: thresholds.fullyDischarged,
    earlyBalancingThreshold: thresholds.earlyBalancing,
    chargeFinishedCurrent: 5,
    peakDischargeCurrentCutoff: 250,
    batteryCapacity: capacity,
    seriesCells: cells,
    allowedDisbalance: 0.015,
    chargerStartupDelay: 20,
    chargerDisableDelay: 5,
    pulsesPerUnit: 1,
    distanceUnit: 2,
    overVoltageCutoff: thresholds.overVoltage,
    underVoltageCutoff: thresholds.underVoltage,
    dischargeOverCurrentCutoff: 150,
    chargeOverCurrentCutoff: 120,
    overHeatCutoff: 60,
    lowTemperatureChargerCutoff: 1,
    chargeRestartLevel: 80,
    batteryMaxCycles: 2000,
    setStateOfHealth: 0,
    setStateOfCharge: 0,
    configurationBits: 0,
    chargerTypeAndDischargeTimeout: 0x0501,
    loadSwitchType: 0,
    automaticRecovery: 5,
    chargerSwitchType: 1,
    ignitionInput: 0,
    chargerDetectionInput: 1,
    speedSensorInput: 0,
    prechargePin: 0,
    prechargeDuration: 7,
    temperatureSensorType: 0,
    operationMode: 0,
    singlePortSwitchType: 0,
    broadcastTime: 0,
    broadcastProtocol: 0,
  };
}

function decode(words: readonly number[]): ActiveSettings {
  return {
    fullyCharged: readValue(SETTINGS.fullyChargedVoltage, words, BASE),
    fullyDischarged: readValue(SETTINGS.fullyDischargedVoltage, words, BASE),
    earlyBalancing: readValue(SETTINGS.earlyBalancingThreshold, words, BASE),
    overVoltage: readValue(SETTINGS.overVoltageCutoff, words, BASE),
    underVoltage: readValue(SETTINGS.underVoltageCutoff, words, BASE),
    allowedDisbalance: readValue(SETTINGS.allowedDisbalance, words, BASE),
    chargeFinished: readValue(SETTINGS.chargeFinishedCurrent, words, BASE),
    capacity: readValue(SETTINGS.batteryCapacity, words, BASE),
    seriesCells: readValue(SETTINGS.seriesCells, words, BASE),
    dischargeOverCurrent: readValue(SETTINGS.dischargeOverCurrentCutoff, words, BASE),
    peakDischarge: readValue(SETTINGS.peakDischargeCurrentCutoff, words, BASE) ?? Infinity,
    dischargeTimeout: readValue(SETTINGS.chargerTypeAndDischargeTimeout, words, BASE) >>> 8,
    chargeOverCurrent: readValue(SETTINGS.chargeOverCurrentCutoff, words, BASE),
    overHeat: readValue(SETTINGS.overHeatCutoff, words, BASE),
    lowTemperature: readValue(SETTINGS.lowTemperatureChargerCutoff, words, BASE),
    automaticRecovery: readValue(SETTINGS.automaticRecovery, words, BASE),
  };
}

/** Raw codes by which the functions of either operation mode use a pin; list by list, since each counts differently. */
const PIN_CODES: Readonly<Partial<Record<SettingKey, readonly (readonly [code: number, pin: string])[]>>> = {
  ignitionInput: pinList(1, 1),
  chargerDetectionInput: pinList(2, 1),
  speedSensorInput: [
    [1, 'DIDO1'],
    [2, 'DIDO2'],
  ],
  prechargePin: [...pinList(3, 2).slice(0, -1), [0x10, 'AIHO2']],
};
const MODE_PIN_CODES: readonly (typeof PIN_CODES)[] = [
  { loadSwitchType: pinList(1, 2), chargerSwitchType: pinList(2, 2) },
  { singlePortSwitchType: pinList(1, 2) },
];

/** Four plain pins from `first` on, then two high-current ones, each `levels` times. */
function pinList(first: number, levels: number): readonly (readonly [number, string])[] {
  const names = ['AIDO1', 'AIDO2', 'DIDO1', 'DIDO2', ...['AIHO1', 'AIHO2'].flatMap((name) => new Array<string>(levels).fill(name))];
  return names.map((name, index) => [first + index, name] as const);
}

/** The order of the thresholds and of the two discharge cutoffs, one function a pin, and no SOC bar faster than it can be sent. */
function isConsistent(words: readonly number[]): boolean {
  const raw = (key: SettingKey): number => words[SETTINGS[key].address - BASE] ?? 0;
  const code = (key: SettingKey): number => raw(key) & 0xff;
  const rising = [raw('underVoltageCutoff'), raw('fullyDischargedVoltage'), raw('fullyChargedVoltage'), raw('overVoltageCutoff')];
  const used = Object.entries({ ...PIN_CODES, ...MODE_PIN_CODES[code('operationMode')] }).flatMap(([key, pins]) =>
    pins.filter(([at]) => at === code(key as SettingKey)).map(([, pin]) => pin),
  );
  return (
    rising.every((value, index) => index === 0 || value >= (rising[index - 1] ?? 0) + LEAST_DISTANCE) &&
    raw('peakDischargeCurrentCutoff') > raw('dischargeOverCurrentCutoff') &&
    new Set(used).size === used.length &&
    !(code('broadcastProtocol') === 2 && code('broadcastTime') >= 1 && code('broadcastTime') <= 3)
  );
}

function rawOf(words: readonly number[], row: Register): number {
  const low = words[row.address - BASE] ?? 0;
  if (row.type === 'u32') return low + 0x1_0000 * (words[row.address + 1 - BASE] ?? 0);
  if (row.type === 'i16') return (low << 16) >> 16;
  return row.lowByteOnly ? low & 0xff : low;
}

function putRaw(words: number[], row: Register, raw: number): void {
  const at = row.address - BASE;
  words[at] = row.lowByteOnly ? ((words[at] ?? 0) & 0xff00) | raw : raw & 0xffff;
  if (row.type === 'u32') words[at + 1] = Math.floor(raw / 0x1_0000);
}

function put(words: number[], row: Register, value: number): void {
  writeValue(row, value).forEach((word, index) => (words[row.address - BASE + index] = word));
}
