import type { LawOverrides } from './parameters';

/**
 * What a parameter is, and with that its unit: voltages and differences of cells, of the pack [V], currents [A], times [s] and
 * [days], states of charge [%], shares (1 = all), rates of the pack's voltage per cell [V/s], gains [1/s], ratios.
 */
export type ParameterKind =
  'cell-voltage' | 'cell-difference' | 'pack-voltage' | 'current' | 'time' | 'days' | 'percent' | 'share' | 'cell-rate' | 'gain' | 'ratio';

/** Parameters that an owner would look for together. */
export type ParameterGroup = 'maxima' | 'charge' | 'discharge' | 'absorption' | 'imbalance' | 'overshoot' | 'rates' | 'soc-mode';

export interface ParameterRow {
  readonly group: ParameterGroup;
  readonly kind: ParameterKind;
  /** Both included, in the unit of the kind. */
  readonly least: number;
  readonly most: number;
}

const cell = { kind: 'cell-voltage', least: 0.5, most: 5 } as const;
const percent = { kind: 'percent', least: 0, most: 100 } as const;
/** Any positive rate or gain works, an absurd one is a slip of the unit. */
const rate = { kind: 'cell-rate', least: 1e-6, most: 1 } as const;

/** Every number that the owner may want different from what follows from the BMS, with its range. The order is that of the page. */
export const PARAMETERS = {
  cvlUserMax: { group: 'maxima', kind: 'pack-voltage', least: 4, most: 80 },
  cclUserMax: { group: 'maxima', kind: 'current', least: 0, most: 10_000 },
  dclUserMax: { group: 'maxima', kind: 'current', least: 0, most: 10_000 },
  vAbs: { group: 'charge', ...cell },
  vFloat: { group: 'charge', ...cell },
  vRebulk: { group: 'charge', ...cell },
  vFloor: { group: 'charge', ...cell },
  vSoft: { group: 'charge', ...cell },
  vStop: { group: 'charge', ...cell },
  vEmpty: { group: 'discharge', ...cell },
  vEmptyRel: { group: 'discharge', ...cell },
  absHold: { group: 'absorption', kind: 'time', least: 0, most: 86_400 },
  absMax: { group: 'absorption', kind: 'time', least: 60, most: 172_800 },
  balDone: { group: 'absorption', kind: 'cell-difference', least: 0.001, most: 0.5 },
  tail: { group: 'absorption', kind: 'current', least: 0.01, most: 10_000 },
  rebulkSoc: { group: 'absorption', kind: 'percent', least: 10, most: 100 },
  rebalanceDays: { group: 'absorption', kind: 'days', least: 1, most: 366 },
  vKnee: { group: 'imbalance', ...cell },
  imbHold: { group: 'imbalance', kind: 'cell-difference', least: 0.005, most: 1 },
  imbRelease: { group: 'imbalance', kind: 'cell-difference', least: 0.001, most: 1 },
  imbDrop: { group: 'imbalance', kind: 'ratio', least: 0, most: 10 },
  imbDropMax: { group: 'imbalance', kind: 'cell-difference', least: 0, most: 0.5 },
  balanceCurrent: { group: 'imbalance', kind: 'current', least: 0, most: 1000 },
  band: { group: 'overshoot', kind: 'cell-difference', least: 0, most: 0.05 },
  ki: { group: 'overshoot', kind: 'gain', least: 1e-6, most: 1 },
  recBand: { group: 'overshoot', kind: 'cell-difference', least: 0, most: 0.2 },
  recHold: { group: 'overshoot', kind: 'time', least: 0, most: 3600 },
  recRate: { group: 'overshoot', ...rate },
  rampDown: { group: 'rates', ...rate },
  rampUp: { group: 'rates', ...rate },
  cvlUpInterval: { group: 'rates', kind: 'time', least: 1, most: 600 },
  incHold: { group: 'rates', kind: 'time', least: 0, most: 3600 },
  incRate: { group: 'rates', kind: 'share', least: 0.001, most: 1 },
  reenable: { group: 'rates', kind: 'share', least: 0, most: 0.5 },
  cclFloor: { group: 'rates', kind: 'current', least: 0.1, most: 100 },
  dclFloor: { group: 'rates', kind: 'current', least: 0.1, most: 100 },
  bulkSoc: { group: 'soc-mode', ...percent },
  transitionSoc: { group: 'soc-mode', ...percent },
  floatSoc: { group: 'soc-mode', ...percent },
  floatExitSoc: { group: 'soc-mode', ...percent },
  approachOff: { group: 'soc-mode', kind: 'cell-difference', least: 0, most: 0.5 },
  floatOff: { group: 'soc-mode', kind: 'cell-difference', least: 0, most: 0.5 },
} as const satisfies { readonly [K in keyof LawOverrides]?: ParameterRow };

export type ParameterKey = keyof typeof PARAMETERS;

/** Derating tables: what each runs over. */
export const PARAMETER_TABLES = {
  chargeByVoltage: { over: 'highest-cell' },
  dischargeByVoltage: { over: 'lowest-cell' },
  chargeByTemperature: { over: 'temperature' },
  dischargeByTemperature: { over: 'temperature' },
  chargeBySoc: { over: 'state-of-charge' },
} as const satisfies { readonly [K in keyof LawOverrides]?: { readonly over: string } };

export type ParameterTableKey = keyof typeof PARAMETER_TABLES;
