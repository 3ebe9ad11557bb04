import type { AlarmItem, Battery } from '../../battery/battery';
import type { BmsEvent, BmsEventKey } from '../../battery/bms-events';
import type { PackSettings } from '../../battery/pack';
import { temperatureReason } from '../law/temperature-reason';
import type { Limits } from '../limits';
import type { LawParameters } from '../law/parameters';
import type { LawFlags } from '../law/state';
import { endsOf, plateauOf, type Table } from '../law/tables';
import { atLeast } from '../law/compare';
import type { AlarmPlace, RaisedLevel } from './alarm';

/** What thresholds follow from. */
export interface ThresholdContext {
  readonly settings: PackSettings;
  readonly parameters: LawParameters;
}

/** All that alarms look at. */
export interface AlarmContext extends ThresholdContext {
  readonly battery: Battery;
  readonly flags: LawFlags;
  /** `undefined` where none can be decided. */
  readonly limits: Limits | undefined;
  /** What of the log of the BMS holds now. */
  readonly events: readonly BmsEvent[];
}

export interface Bounds {
  readonly least?: number;
  readonly most?: number;
}

interface Thresholds {
  readonly warning: number | undefined;
  readonly alarm: number | undefined;
}

/** A value with thresholds, which the owner may set. */
export interface Watch {
  /** The side on which the trouble is. */
  readonly side: 'high' | 'low';
  /** What a threshold may be set to. */
  readonly least: number;
  readonly most: number;
  /** `undefined` where it does not count now. */
  readonly measure: (context: AlarmContext) => { readonly value: number; readonly place?: AlarmPlace } | undefined;
  /** Until the owner sets others; `undefined`: none. */
  readonly derived: (context: ThresholdContext) => Thresholds;
  /**
   * What a threshold of the owner must keep to with this battery: beyond the cutoff of the BMS it would never be told, or only when
   * it is too late. Another one is left aside.
   */
  readonly bounds?: (context: ThresholdContext) => Bounds;
  /** How far back the value must come, unless the owner wants it otherwise: at most `mostHysteresis`. */
  readonly hysteresis: (context: ThresholdContext) => number;
  readonly mostHysteresis: number;
  /** Changes so slowly, or is disturbed so much by loads, that it is given six times the time. */
  readonly slow?: boolean;
}

interface AlarmRow {
  /** The number that owners know from the firmware bridge; 23, 31 to 34 and 62 are new. */
  readonly number: number;
  /** Item of frame 0x35A; without one it is told in the app only. */
  readonly item?: AlarmItem;
  readonly unit: 'V' | 'A' | '°C' | '%' | '';
  readonly watch?: Watch;
  /** The law has found out. */
  readonly law?: (context: AlarmContext) => RaisedLevel | undefined;
  /** Entries of the log of the BMS that say the same. */
  readonly events?: readonly BmsEventKey[];
}

/** A current is worth a warning from this share of the cutoff on: the limit that is sent, 90 %, is overshot a little all the time. */
const CURRENT_WARNING = 0.95;
/** Warnings of cold begin this far above what stops the current: derating begins much earlier, all winter long [°C]. */
const COLD_WARNING = 3;
/** The voltage at which this share of the discharge current is left is worth a warning. */
const LOW_CELL_FACTOR = 0.5;

const highestCell = ({ battery }: AlarmContext) => ({
  value: battery.highestCell.voltage,
  place: { kind: 'cell', at: battery.highestCell } as const,
});
const lowestCell = ({ battery }: AlarmContext) => ({
  value: battery.lowestCell.voltage,
  place: { kind: 'cell', at: battery.lowestCell } as const,
});
const hottest = ({ battery }: AlarmContext) => ({
  value: battery.hottest.celsius,
  place: { kind: 'sensor', at: battery.hottest } as const,
});
const coldest = ({ battery }: AlarmContext) => ({
  value: battery.coldest.celsius,
  place: { kind: 'sensor', at: battery.coldest } as const,
});

/** Where a rising table first reaches this factor. */
function reaches(table: Table, factor: number): number {
  let before = table[0];
  for (const point of table) {
    if (before && point[1] >= factor) {
      const rise = point[1] - before[1];
      return rise > 0 ? before[0] + ((point[0] - before[0]) * (factor - before[1])) / rise : point[0];
    }
    before = point;
  }
  return endsOf(table).last[0];
}

type TemperatureTable = 'chargeByTemperature' | 'dischargeByTemperature';

/** Too hot for what the table allows: the warning where derating begins. */
function tooHot(key: TemperatureTable): Watch {
  const derived = ({ parameters }: ThresholdContext): Thresholds => {
    const alarm = endsOf(parameters[key]).last[0];
    return { warning: plateauOf(parameters[key])?.to ?? alarm, alarm };
  };
  const bounds = ({ settings }: ThresholdContext): Bounds => ({ most: settings.overHeatCutoff });
  return { side: 'high', least: 0, most: 90, measure: hottest, derived, bounds, hysteresis: () => 3, mostHysteresis: 20 };
}

/** Too cold for what the table allows. */
function tooCold(key: TemperatureTable): Watch {
  const derived = ({ parameters }: ThresholdContext): Thresholds => {
    const alarm = endsOf(parameters[key]).first[0];
    return { warning: alarm + COLD_WARNING, alarm };
  };
  // The BMS has no cutoff for a discharge in the cold; the law has.
  const bounds = ({ parameters }: ThresholdContext): Bounds => ({ least: endsOf(parameters[key]).first[0] });
  return { side: 'low', least: -40, most: 20, measure: coldest, derived, bounds, hysteresis: () => 2, mostHysteresis: 20 };
}

/** The law has latched a temperature of this side. */
function latched(flag: 'chargeTemperature' | 'dischargeTemperature', key: TemperatureTable, side: 'too-cold' | 'too-hot') {
  return ({ flags, battery, parameters }: AlarmContext): RaisedLevel | undefined =>
    flags[flag] && temperatureReason(battery, parameters[key]).rule === side ? 'alarm' : undefined;
}

const none = (): Thresholds => ({ warning: undefined, alarm: undefined });

/** Share by which a threshold of the pack may lie beyond what the BMS would let this battery have. */
const FIT = 0.1;
const packBounds = ({ settings: { seriesCells, underVoltageCutoff, overVoltageCutoff } }: ThresholdContext): Bounds => ({
  least: seriesCells * underVoltageCutoff * (1 - FIT),
  most: seriesCells * overVoltageCutoff * (1 + FIT),
});

/**
 * Every alarm of the battery. They inform; only limits protect. Thresholds follow from the settings of the BMS through the
 * parameters of the law, so that the warning comes before the law acts, and the law before the BMS.
 */
const ROWS = {
  packOverVoltage: {
    number: 1,
    item: 'highVoltage',
    unit: 'V',
    watch: {
      side: 'high',
      least: 8,
      most: 80,
      measure: ({ battery }) => ({ value: battery.voltage }),
      // A pack beyond the sum of the cell thresholds has a cell beyond its own: without a number of the owner the cells tell it.
      derived: none,
      bounds: packBounds,
      hysteresis: ({ settings }) => settings.seriesCells * 0.02,
      mostHysteresis: 5,
    },
  },
  packUnderVoltage: {
    number: 2,
    item: 'lowVoltage',
    unit: 'V',
    watch: {
      side: 'low',
      least: 4,
      most: 80,
      measure: ({ battery }) => ({ value: battery.voltage }),
      derived: none,
      bounds: packBounds,
      hysteresis: ({ settings }) => settings.seriesCells * 0.05,
      mostHysteresis: 5,
    },
  },
  cellOverVoltage: {
    number: 3,
    item: 'highVoltage',
    unit: 'V',
    watch: {
      side: 'high',
      least: 1,
      most: 4.5,
      measure: highestCell,
      derived: ({ parameters }) => ({ warning: parameters.vSoft, alarm: parameters.vStop }),
      bounds: ({ settings }) => ({ most: settings.overVoltageCutoff }),
      hysteresis: () => 0.02,
      mostHysteresis: 0.3,
    },
    law: ({ flags }) => (flags.overVoltage ? 'alarm' : undefined),
    events: ['overVoltageCutoff'],
  },
  cellUnderVoltage: {
    number: 4,
    item: 'lowVoltage',
    unit: 'V',
    watch: {
      side: 'low',
      least: 0.8,
      most: 4,
      measure: lowestCell,
      derived: ({ parameters }) => ({ warning: reaches(parameters.dischargeByVoltage, LOW_CELL_FACTOR), alarm: parameters.vEmpty }),
      bounds: ({ settings }) => ({ least: settings.underVoltageCutoff }),
      hysteresis: () => 0.05,
      mostHysteresis: 0.3,
    },
    law: ({ flags }) => (flags.underVoltage ? 'alarm' : undefined),
    events: ['underVoltageCutoff', 'fullyDischargedCutoff'],
  },
  chargeOverCurrent: {
    number: 10,
    item: 'highChargeCurrent',
    unit: 'A',
    watch: {
      side: 'high',
      least: 1,
      most: 1000,
      measure: ({ battery }) => ({ value: battery.current }),
      derived: ({ settings: { chargeOverCurrentCutoff: cutoff } }) => ({ warning: cutoff * CURRENT_WARNING, alarm: cutoff }),
      bounds: ({ settings }) => ({ most: settings.chargeOverCurrentCutoff }),
      hysteresis: ({ settings }) => settings.chargeOverCurrentCutoff * 0.03,
      mostHysteresis: 100,
    },
    events: ['chargeOverCurrentCutoff', 'regenerationOverCurrentCutoff'],
  },
  dischargeOverCurrent: {
    number: 11,
    item: 'highDischargeCurrent',
    unit: 'A',
    watch: {
      side: 'high',
      least: 1,
      most: 1000,
      measure: ({ battery }) => ({ value: -battery.current }),
      derived: ({ settings: { dischargeOverCurrentCutoff: cutoff } }) => ({ warning: cutoff * CURRENT_WARNING, alarm: cutoff }),
      bounds: ({ settings }) => ({ most: settings.dischargeOverCurrentCutoff }),
      hysteresis: ({ settings }) => settings.dischargeOverCurrentCutoff * 0.03,
      mostHysteresis: 100,
    },
    events: ['dischargeOverCurrentCutoff'],
  },
  overTemperature: {
    number: 20,
    item: 'highTemperature',
    unit: '°C',
    watch: tooHot('dischargeByTemperature'),
    law: latched('dischargeTemperature', 'dischargeByTemperature', 'too-hot'),
    events: ['overTemperatureCutoff'],
  },
  underTemperature: {
    number: 21,
    item: 'lowTemperature',
    unit: '°C',
    watch: tooCold('dischargeByTemperature'),
    law: latched('dischargeTemperature', 'dischargeByTemperature', 'too-cold'),
    events: ['lowTemperatureCutoff'],
  },
  chargeTooCold: {
    number: 22,
    item: 'lowTemperatureCharge',
    unit: '°C',
    watch: tooCold('chargeByTemperature'),
    law: latched('chargeTemperature', 'chargeByTemperature', 'too-cold'),
    events: ['lowTemperatureChargeCutoff'],
  },
  chargeTooHot: {
    number: 23,
    item: 'highTemperatureCharge',
    unit: '°C',
    watch: tooHot('chargeByTemperature'),
    law: latched('chargeTemperature', 'chargeByTemperature', 'too-hot'),
  },
  imbalance: {
    number: 30,
    item: 'imbalance',
    unit: 'V',
    watch: {
      side: 'high',
      least: 0.01,
      most: 1,
      // Below the knee cells differ by nature, and most of all under load.
      measure: ({ battery, parameters }) => {
        const { highestCell: highest, lowestCell: lowest } = battery;
        if (!atLeast(highest.voltage, parameters.vKnee)) return undefined;
        return { value: highest.voltage - lowest.voltage, place: { kind: 'cells', highest, lowest } };
      },
      derived: ({ parameters: { imbHold } }) => ({ warning: imbHold, alarm: 2 * imbHold }),
      hysteresis: ({ parameters: { imbHold, imbRelease } }) => (imbHold - imbRelease) / 2,
      mostHysteresis: 0.3,
      slow: true,
    },
    law: ({ flags }) => (flags.imbalance ? 'warning' : undefined),
  },
  chargeLow: {
    number: 31,
    unit: '%',
    watch: {
      side: 'low',
      least: 0,
      most: 99,
      measure: ({ battery }) => ({ value: battery.stateOfCharge }),
      derived: () => ({ warning: 20, alarm: 10 }),
      hysteresis: () => 2,
      mostHysteresis: 30,
      slow: true,
    },
  },
  healthLow: {
    number: 32,
    unit: '%',
    watch: {
      side: 'low',
      least: 0,
      most: 99,
      measure: ({ battery: { stateOfHealth: value } }) => (value === undefined ? undefined : { value }),
      derived: () => ({ warning: 85, alarm: 70 }),
      hysteresis: () => 1,
      mostHysteresis: 10,
      slow: true,
    },
  },
  chargeHigh: {
    number: 33,
    unit: '%',
    watch: {
      side: 'high',
      least: 1,
      most: 100,
      measure: ({ battery }) => ({ value: battery.stateOfCharge }),
      // A full battery is no trouble, unless the owner thinks so.
      derived: none,
      hysteresis: () => 2,
      mostHysteresis: 30,
      slow: true,
    },
  },
  limitLow: {
    number: 34,
    unit: 'A',
    watch: {
      side: 'low',
      least: 0,
      most: 1000,
      measure: ({ limits }) => limits && { value: Math.min(limits.ccl.value, limits.dcl.value) },
      // What has cut it is told by its own alarm, or is as it should be.
      derived: none,
      hysteresis: () => 1,
      mostHysteresis: 100,
      slow: true,
    },
  },
  /** The status of the BMS says fault; which one, where its log tells. */
  bmsFault: { number: 61, item: 'internal', unit: '' },
  /** Warnings in the log of the BMS that no other alarm stands for. */
  bmsWarning: { number: 62, unit: '' },
} as const satisfies Readonly<Record<string, AlarmRow>>;

export type AlarmCode = keyof typeof ROWS;
/** Alarms with thresholds. */
export type WatchedCode = { [C in AlarmCode]: (typeof ROWS)[C] extends { readonly watch: unknown } ? C : never }[AlarmCode];

export const ALARMS: Readonly<Record<AlarmCode, AlarmRow>> = ROWS;
export const ALARM_CODES = Object.keys(ROWS) as readonly AlarmCode[];
export const WATCHES = Object.fromEntries(
  Object.entries<AlarmRow>(ROWS).flatMap(([code, { watch }]) => (watch ? [[code, watch]] : [])),
) as Readonly<Record<WatchedCode, Watch>>;

const STANDS_FOR = new Map<BmsEventKey | undefined, AlarmCode>(
  ALARM_CODES.flatMap((code) => (ALARMS[code].events ?? []).map((key) => [key, code] as const)),
);

/** The alarm that stands for an entry of the log; faults without one of their own are the BMS's. */
export function alarmOfEvent(event: BmsEvent): AlarmCode {
  return STANDS_FOR.get(event.key) ?? (event.class === 'fault' ? 'bmsFault' : 'bmsWarning');
}
