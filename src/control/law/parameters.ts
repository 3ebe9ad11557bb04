import { CHEMISTRIES, type CellParameters, type Chemistry } from './chemistries';
import { fitCells, type CellBounds } from './fit';
import type { Table } from './tables';

/** What decided the end of a phase: the cells themselves, or the state of charge as the seed did it. */
export type LawMode = 'voltage' | 'soc';

/** Where the full current of a direction comes from. */
export type CurrentOrigin =
  | { readonly kind: 'given' }
  | { readonly kind: 'bms-over-current'; readonly setting: number; readonly factor: number }
  | { readonly kind: 'bms-peak-current'; readonly setting: number; readonly factor: number };

/** How the law behaves whatever the chemistry. Rates are per cell: a pack of N cells moves N times as fast. */
export interface CommonParameters {
  readonly mode: LawMode;
  /** Off: constant `vAbs` and full currents; latches, overshoot control, temperatures and faults still act. */
  readonly enabled: boolean;
  /** The GX feeds DC-coupled solar into the grid: it ignores CCL, and lets its chargers go above CVL. */
  readonly feedIn: boolean;
  /** The owner's maxima, which only ever lower a limit [V of the pack, A]. */
  readonly cvlUserMax: number | undefined;
  readonly cclUserMax: number | undefined;
  readonly dclUserMax: number | undefined;
  /** Float ends at this state of charge [%]. */
  readonly rebulkSoc: number;
  /** Float ends this long after the last absorption [days]. */
  readonly rebalanceDays: number;
  /** Absorption is complete after holding for `absHold` and given up after `absMax` [s]. */
  readonly absHold: number;
  readonly absMax: number;
  /** Spread at which the cells count as balanced [V]. */
  readonly balDone: number;
  /** Current below which the pack counts as full [A]. */
  readonly tail: number;
  /** Overshoot control: V/s of CVL per cell for each V of excess. */
  readonly ki: number;
  /** Excess counts from `vAbs + band`; recovery begins below `vAbs - recBand` [V]. */
  readonly band: number;
  readonly recBand: number;
  /** Recovery waits [s], then goes at this rate [V/s per cell]. */
  readonly recHold: number;
  readonly recRate: number;
  /** How fast the charge voltage follows its target down and up [V/s per cell]. */
  readonly rampDown: number;
  readonly rampUp: number;
  /** Least time between a change of the published CVL and the next raise [s]. */
  readonly cvlUpInterval: number;
  /** CVL reduction per cell for each V of spread above `imbHold`, and the most it may be [V]. */
  readonly imbDrop: number;
  readonly imbDropMax: number;
  /** Charge current while the cells are out of balance [A]. */
  readonly balanceCurrent: number;
  /** Smallest currents while a direction is allowed [A]; 0 means "off" to the GX, not "full" or "nearly empty". */
  readonly cclFloor: number;
  readonly dclFloor: number;
  /** Currents rise this long after their last fall [s], by this share of the maximum each second. */
  readonly incHold: number;
  readonly incRate: number;
  /** A current leaves 0 for at least this share of its maximum. */
  readonly reenable: number;
  /** Data older than this blocks charging; older than `stopAge` nothing is sent [s]. */
  readonly holdAge: number;
  readonly stopAge: number;
  /** Further share of the charge current over the state of charge [%]; usually none. */
  readonly chargeBySoc: Table | undefined;
  /** SOC mode: a state begins at its threshold [%]; float is left below `floatExitSoc`. */
  readonly bulkSoc: number;
  readonly transitionSoc: number;
  readonly floatSoc: number;
  readonly floatExitSoc: number;
}

/** What the law has to know of a pack. */
export interface PackFacts {
  /** In series. */
  readonly cells: number;
  /** [Ah] */
  readonly capacity: number;
  /** Full currents [A]. */
  readonly maxCharge: number;
  readonly maxDischarge: number;
}

/** Everything the law is told. Valid when `checkParameters` finds no violation. */
export interface LawParameters extends CellParameters, CommonParameters, PackFacts {
  readonly chemistry: Chemistry;
  readonly maxChargeFrom: CurrentOrigin;
  readonly maxDischargeFrom: CurrentOrigin;
}

/** Whatever the owner wants different. Absorption, stop and empty voltage take with them what is not named; all others hold as given. */
export type LawOverrides = Partial<CellParameters & CommonParameters>;

/** @see charging reference, 3.2; the state-of-charge thresholds are those of the seed's code. */
export function commonFor(capacity: number): CommonParameters {
  return {
    mode: 'voltage',
    enabled: true,
    feedIn: false,
    cvlUserMax: undefined,
    cclUserMax: undefined,
    dclUserMax: undefined,
    rebulkSoc: 90,
    rebalanceDays: 14,
    absHold: 900,
    absMax: 10_800,
    balDone: 0.015,
    tail: (4 * capacity) / 100,
    ki: 0.0125,
    band: 0.01,
    recBand: 0.03,
    recHold: 60,
    recRate: 0.000125,
    rampDown: 0.0003125,
    rampUp: 0.0005,
    cvlUpInterval: 20,
    imbDrop: 0.3125,
    imbDropMax: 0.125,
    balanceCurrent: (2 * capacity) / 100,
    cclFloor: 2,
    dclFloor: 1,
    incHold: 30,
    incRate: 0.05,
    reenable: 0.02,
    holdAge: 10,
    stopAge: 30,
    chargeBySoc: undefined,
    bulkSoc: 90,
    transitionSoc: 95,
    floatSoc: 98,
    floatExitSoc: 95,
  };
}

/** The preset of a chemistry for one pack, made to leave the room that the GX's solar offset needs. */
export function parametersFor(chemistry: Chemistry, facts: PackFacts, overrides: LawOverrides = {}): LawParameters {
  const given = { kind: 'given' } as const;
  return assemble(chemistry, { ...facts, maxChargeFrom: given, maxDischargeFrom: given }, overrides, {});
}

/** The preset, moved to where the bounds and the owner want it. No wish goes beyond the bounds. */
export function assemble(
  chemistry: Chemistry,
  facts: PackFacts & Pick<LawParameters, 'maxChargeFrom' | 'maxDischargeFrom'>,
  overrides: LawOverrides,
  bounds: CellBounds,
): LawParameters {
  const { vAbs, vStop, vEmpty, chargeByTemperature, dischargeByTemperature, ...others } = overrides;
  const preset = CHEMISTRIES[chemistry];
  const shape = {
    ...preset,
    chargeByTemperature: chargeByTemperature ?? preset.chargeByTemperature,
    dischargeByTemperature: dischargeByTemperature ?? preset.dischargeByTemperature,
  };
  const anchors = { ...(vAbs !== undefined && { vAbs }), ...(vStop !== undefined && { vStop }), ...(vEmpty !== undefined && { vEmpty }) };
  return { chemistry, ...facts, ...commonFor(facts.capacity), ...fitCells(shape, facts.cells, bounds, anchors), ...others };
}
