/** Which registers of the BMS each value in a frame is made of: the way of a number through the bridge, as a table. */
import type { FrameName, SentFrameName } from '../protocols/canbms/frames';
import { FRAMES } from '../protocols/canbms/frames';
import { CELL_SLOTS, REGISTERS, type RegisterKey } from '../protocols/tinybms/registers';

/** `cells`: the registers of all cells together. */
export type SourceRegister = RegisterKey | 'cells';

/**
 * - `reading`: measured by the BMS, in other units.
 * - `law`: decided by the charge law; the tightest of its rules wins.
 * - `alarms`: a level with hysteresis, from readings and the cut-offs of the BMS.
 * - `settings`: set in the BMS. `identity`: who the BMS is. `names`: set in this app.
 * - `meters`: counted by the history of this app.
 * - `fixed`: always the same.
 */
export type Making = 'reading' | 'law' | 'alarms' | 'settings' | 'identity' | 'names' | 'meters' | 'fixed';

export interface Provenance {
  readonly making: Making;
  readonly registers: readonly SourceRegister[];
}

const reading = (...registers: readonly SourceRegister[]): Provenance => ({ making: 'reading', registers });
const law = (...registers: readonly SourceRegister[]): Provenance => ({ making: 'law', registers });
const alarms = (...registers: readonly SourceRegister[]): Provenance => ({ making: 'alarms', registers });
const settings = (...registers: readonly SourceRegister[]): Provenance => ({ making: 'settings', registers });
const identity = (...registers: readonly SourceRegister[]): Provenance => ({ making: 'identity', registers });
const NAMES: Provenance = { making: 'names', registers: [] };
const FIXED: Provenance = { making: 'fixed', registers: [] };
const METERS: Provenance = { making: 'meters', registers: ['packVoltage', 'packCurrent'] };

const SENSORS = ['externalTemp1', 'externalTemp2', 'internalTemp'] as const;
/** What the voltages of the law follow from: of its cells when charged, and when empty. */
const HIGH_CELL = ['fullyChargedVoltage', 'overVoltageCutoff'] as const;
const LOW_CELL = ['fullyDischargedVoltage', 'underVoltageCutoff'] as const;
const CHARGING = ['cells', ...SENSORS, 'stateOfCharge', 'onlineStatus'] as const;

/** Alarms and warnings are made of the same values. */
const ALARMS: Readonly<Record<string, Provenance>> = {
  highVoltage: alarms('cells', ...HIGH_CELL),
  lowVoltage: alarms('cells', ...LOW_CELL),
  highTemperature: alarms(...SENSORS, 'overHeatCutoff'),
  lowTemperature: alarms(...SENSORS),
  highTemperatureCharge: alarms(...SENSORS, 'overHeatCutoff'),
  lowTemperatureCharge: alarms(...SENSORS, 'lowTemperatureChargerCutoff'),
  highDischargeCurrent: alarms('packCurrent', 'dischargeOverCurrentCutoff'),
  highChargeCurrent: alarms('packCurrent', 'chargeOverCurrentCutoff'),
  internal: alarms('onlineStatus'),
  imbalance: alarms('cells', ...HIGH_CELL),
};

const SIGNALS: Readonly<Record<SentFrameName, Readonly<Record<string, Provenance>>>> = {
  chargeLimits: {
    cvl: law(...HIGH_CELL, 'seriesCells', 'batteryCapacity', 'allowedDisbalance', 'packVoltage', 'packCurrent', ...CHARGING),
    ccl: law('chargeOverCurrentCutoff', ...HIGH_CELL, 'batteryCapacity', 'lowTemperatureChargerCutoff', 'overHeatCutoff', ...CHARGING),
    dcl: law(
      'dischargeOverCurrentCutoff',
      'peakDischargeCurrentCutoff',
      ...LOW_CELL,
      'overHeatCutoff',
      'cells',
      ...SENSORS,
      'onlineStatus',
    ),
    dischargeVoltage: FIXED,
  },
  stateOfCharge: { soc: reading('stateOfCharge'), soh: reading('stateOfHealth'), preciseSoc: reading('stateOfCharge') },
  measurements: {
    voltage: reading('packVoltage'),
    current: reading('packCurrent'),
    temperature: reading('externalTemp1', 'externalTemp2', 'internalTemp'),
  },
  alarms: Object.fromEntries(
    Object.keys(FRAMES.alarms.signals).map((signal) => [signal, ALARMS[signal.replace(/(?:Alarm|Warning)$/, '')] ?? FIXED]),
  ),
  manufacturer: { text: NAMES },
  productInfo: {
    productType: FIXED,
    firmware: identity('publicFirmware'),
    usableCapacity: settings('batteryCapacity'),
    hardware: FIXED,
  },
  namePart1: { text: NAMES },
  namePart2: { text: NAMES },
  modules: {
    online: reading('onlineStatus'),
    blockingCharge: law(...CHARGING),
    blockingDischarge: law('cells', ...SENSORS, 'onlineStatus'),
    offline: reading('onlineStatus'),
  },
  cellExtremes: {
    lowestVoltage: reading('cells'),
    highestVoltage: reading('cells'),
    lowestTemperature: reading(...SENSORS),
    highestTemperature: reading(...SENSORS),
  },
  lowestCellId: { text: reading('cells') },
  highestCellId: { text: reading('cells') },
  coldestId: { text: reading(...SENSORS) },
  hottestId: { text: reading(...SENSORS) },
  energy: { energyInKwh: METERS, energyOutKwh: METERS },
  installedCapacity: { capacity: settings('batteryCapacity') },
  serialPart1: { text: identity('serialNumber') },
  serialPart2: { text: identity('serialNumber') },
  family: { text: settings('seriesCells') },
};

/** What a signal of a frame of ours is made of; `undefined` for frames of others. */
export function provenanceOf(frame: FrameName, signal: string): Provenance | undefined {
  return Object.hasOwn(SIGNALS, frame) ? SIGNALS[frame as SentFrameName][signal] : undefined;
}

export interface SignalOf {
  readonly frame: SentFrameName;
  /** Of the frame. */
  readonly id: number;
  readonly signal: string;
}

const USES = new Map<SourceRegister, SignalOf[]>();
for (const frame of Object.keys(SIGNALS) as SentFrameName[]) {
  for (const [signal, { registers }] of Object.entries(SIGNALS[frame])) {
    for (const register of registers) USES.set(register, [...(USES.get(register) ?? []), { frame, id: FRAMES[frame].id, signal }]);
  }
}

/** The signals into which a register goes, in the order of the frames. */
export function usesOf(register: RegisterKey): readonly SignalOf[] {
  return USES.get(REGISTERS[register].address < CELL_SLOTS ? 'cells' : register) ?? [];
}
