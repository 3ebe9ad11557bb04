import type { CellParameters } from './chemistries';
import { endsOf, mapTable, plateauOf, type Table } from './tables';

/** What a BMS's settings leave of a chemistry: voltages per cell [V] and temperatures [°C]. */
export interface CellBounds {
  /** Charging ends here at the latest. */
  readonly stopAtMost?: number;
  /** The charge voltage per cell is never above this. */
  readonly absorbAtMost?: number;
  /** Discharging ends here at the latest. */
  readonly emptyAtLeast?: number;
  /** Charging ends here at the latest when it gets cold. */
  readonly coldAtLeast?: number;
  /** Charging and discharging end here at the latest when it gets hot. */
  readonly hotAtMost?: number;
}

/** The charge voltage keeps this distance from the stop, beyond the solar offset [V per cell]. */
export const HEADROOM = 0.05;
/** Discharging is allowed again at least this far below the voltage that ends float [V per cell]. */
const RELEASE_BELOW_REBULK = 0.02;

/** With feed-in of DC solar a GX lets the bus rise this far above CVL; it depends on the system voltage [V of the pack]. */
export function solarOffset(cells: number, vAbs: number): number {
  const full = cells * vAbs;
  if (full <= 17) return 0.1;
  return full <= 34 ? 0.2 : 0.4;
}

/** Where the owner wants the three voltages that all others of a chemistry hang on [V per cell]. */
export type CellAnchors = Partial<Pick<CellParameters, 'vAbs' | 'vStop' | 'vEmpty'>>;

/**
 * Moves a chemistry to the anchors and inside the bounds, and keeps its shape: what lies below the charge voltage moves with it,
 * what lies between it and the stop is compressed, and likewise around the empty voltage. Contradictory bounds give parameters
 * that fail `checkParameters`.
 */
export function fitCells(wished: CellParameters, cells: number, bounds: CellBounds, anchors: CellAnchors = {}): CellParameters {
  const vStop = down(Math.min(anchors.vStop ?? wished.vStop, bounds.stopAtMost ?? Infinity));
  const wanted = anchors.vAbs ?? wished.vAbs;
  const room = vStop - HEADROOM - solarOffset(cells, wanted) / cells;
  const vAbs = down(Math.min(wanted, bounds.absorbAtMost ?? Infinity, room));
  const squeeze = (vStop - vAbs) / (wished.vStop - wished.vAbs);
  const upper = (v: number) => down(v < wished.vAbs ? v + vAbs - wished.vAbs : vAbs + (v - wished.vAbs) * squeeze);

  const vRebulk = upper(wished.vRebulk);
  const vEmpty = up(Math.max(anchors.vEmpty ?? wished.vEmpty, bounds.emptyAtLeast ?? -Infinity));
  const span = Math.min(1, (vRebulk - RELEASE_BELOW_REBULK - vEmpty) / (wished.vEmptyRel - wished.vEmpty));
  const lower = (v: number) => up(vEmpty + (v - wished.vEmpty) * (v < wished.vEmpty ? 1 : span));

  const charge = { coldAtLeast: bounds.coldAtLeast ?? -Infinity, hotAtMost: bounds.hotAtMost ?? Infinity };
  return {
    ...wished,
    vAbs,
    vFloat: upper(wished.vFloat),
    vFloor: upper(wished.vFloor),
    vKnee: upper(wished.vKnee),
    vSoft: upper(wished.vSoft),
    vStop,
    vRebulk,
    vEmpty,
    vEmptyRel: lower(wished.vEmptyRel),
    chargeByVoltage: mapTable(wished.chargeByVoltage, upper),
    dischargeByVoltage: mapTable(wished.dischargeByVoltage, lower),
    chargeByTemperature: fitTemperatures(wished.chargeByTemperature, charge),
    // No setting of the BMS ends discharging in the cold.
    dischargeByTemperature: fitTemperatures(wished.dischargeByTemperature, { ...charge, coldAtLeast: -Infinity }),
  };
}

/** Compresses each side of a table towards the middle of its plateau until its end is inside. */
function fitTemperatures(table: Table, { coldAtLeast, hotAtMost }: { readonly coldAtLeast: number; readonly hotAtMost: number }): Table {
  const { first, last } = endsOf(table);
  const plateau = plateauOf(table);
  if (!plateau) return table;
  const middle = (plateau.from + plateau.to) / 2;
  const cold = (middle - Math.max(first[0], coldAtLeast)) / (middle - first[0]);
  const hot = (Math.min(last[0], hotAtMost) - middle) / (last[0] - middle);
  return mapTable(table, (at) => toNearest(middle + (at - middle) * (at < middle ? cold : hot)));
}

/** A tenth of a millivolt is finer than any BMS measures; rounding is always to the safe side. */
const PER_VOLT = 10_000;

function down(volts: number): number {
  return Math.floor(volts * PER_VOLT + 1e-6) / PER_VOLT;
}

function up(volts: number): number {
  return Math.ceil(volts * PER_VOLT - 1e-6) / PER_VOLT;
}

/** [0.01 °C] */
function toNearest(celsius: number): number {
  return Math.round(celsius * 100) / 100;
}
