import type { Table } from './tables';

export type Chemistry = 'LFP' | 'NMC' | 'LTO';

/** What depends on the cells: voltages and offsets per cell [V], and the derating tables. */
export interface CellParameters {
  /** Charged to here (absorption, bulk target). */
  readonly vAbs: number;
  /** Kept here once full. */
  readonly vFloat: number;
  /** Protection never asks for a lower charge voltage: it would empty the battery into the grid. */
  readonly vFloor: number;
  /** Above, a spread between the cells matters. */
  readonly vKnee: number;
  /** Above, the charge voltage is reduced fast. */
  readonly vSoft: number;
  /** Charging is forbidden from here. */
  readonly vStop: number;
  /** From float back to bulk when the lowest cell is down here. */
  readonly vRebulk: number;
  /** Discharging is forbidden from here down. */
  readonly vEmpty: number;
  /** Discharging is allowed again from here up. */
  readonly vEmptyRel: number;
  /** Share of the charge current over the highest cell [V]. */
  readonly chargeByVoltage: Table;
  /** Share of the discharge current over the lowest cell [V]. */
  readonly dischargeByVoltage: Table;
  /** Shares over temperature [°C]: taken at the coldest and the hottest sensor, the smaller counts. Charging or discharging is forbidden at both ends. */
  readonly chargeByTemperature: Table;
  readonly dischargeByTemperature: Table;
  /** The imbalance overlay begins at a spread of `imbHold` and ends at `imbRelease`. */
  readonly imbHold: number;
  readonly imbRelease: number;
  /** SOC mode: how far FLOAT_APPROACH and FLOAT are below `vAbs`. */
  readonly approachOff: number;
  readonly floatOff: number;
}

type DeratingTables = Pick<CellParameters, 'chargeByVoltage' | 'dischargeByVoltage' | 'chargeByTemperature' | 'dischargeByTemperature'>;

// prettier-ignore
const LFP_TABLES: DeratingTables = {
  chargeByVoltage: [[3.4, 1], [3.45, 0.5], [3.5, 0.2], [3.55, 0.05], [3.6, 0]],
  dischargeByVoltage: [[2.8, 0], [2.85, 0.02], [2.9, 0.1], [3, 0.5], [3.1, 1]],
  chargeByTemperature: [[0, 0], [5, 0.2], [10, 0.5], [15, 1], [40, 1], [45, 0.5], [50, 0.25], [55, 0]],
  dischargeByTemperature: [[-15, 0], [-10, 0.2], [0, 0.5], [5, 1], [45, 1], [50, 0.5], [55, 0.25], [60, 0]],
};
// prettier-ignore
const NMC_TABLES: DeratingTables = {
  chargeByVoltage: [[4.05, 1], [4.1, 0.5], [4.14, 0.2], [4.16, 0.05], [4.18, 0]],
  dischargeByVoltage: [[3.25, 0], [3.3, 0.02], [3.35, 0.1], [3.4, 0.5], [3.5, 1]],
  chargeByTemperature: [[0, 0], [5, 0.2], [10, 0.5], [15, 1], [40, 1], [45, 0.25], [50, 0]],
  dischargeByTemperature: [[-20, 0], [-10, 0.3], [0, 0.6], [5, 1], [45, 1], [55, 0.5], [60, 0]],
};
// prettier-ignore
const LTO_TABLES: DeratingTables = {
  chargeByVoltage: [[2.5, 1], [2.6, 0.5], [2.65, 0.2], [2.7, 0.05], [2.75, 0]],
  dischargeByVoltage: [[1.9, 0], [1.95, 0.02], [2, 0.1], [2.05, 0.5], [2.1, 1]],
  chargeByTemperature: [[-30, 0], [-20, 0.3], [0, 1], [45, 1], [55, 0.3], [60, 0]],
  dischargeByTemperature: [[-30, 0], [-20, 0.5], [0, 1], [50, 1], [58, 0.3], [62, 0]],
};

/** Starting points by chemistry; the BMS's own settings and the owner narrow them. */
export const CHEMISTRIES: Readonly<Record<Chemistry, CellParameters>> = {
  LFP: {
    vAbs: 3.45,
    vFloat: 3.375,
    vFloor: 3.3,
    vKnee: 3.4,
    vSoft: 3.5,
    vStop: 3.6,
    vRebulk: 3.3,
    vEmpty: 2.85,
    vEmptyRel: 3.1,
    ...LFP_TABLES,
    imbHold: 0.1,
    imbRelease: 0.05,
    approachOff: 0.025,
    floatOff: 0.075,
  },
  NMC: {
    vAbs: 4.1,
    vFloat: 4.05,
    vFloor: 3.95,
    vKnee: 4.05,
    vSoft: 4.14,
    vStop: 4.18,
    vRebulk: 3.95,
    vEmpty: 3.3,
    vEmptyRel: 3.5,
    ...NMC_TABLES,
    imbHold: 0.06,
    imbRelease: 0.03,
    approachOff: 0.025,
    floatOff: 0.05,
  },
  LTO: {
    vAbs: 2.6,
    vFloat: 2.5,
    vFloor: 2.4,
    vKnee: 2.5,
    vSoft: 2.65,
    vStop: 2.75,
    vRebulk: 2.35,
    vEmpty: 1.95,
    vEmptyRel: 2.15,
    ...LTO_TABLES,
    imbHold: 0.08,
    imbRelease: 0.04,
    approachOff: 0.05,
    floatOff: 0.1,
  },
};

/** The chemistry that a BMS charging its cells to this voltage [V] is most likely set up for. */
export function guessChemistry(fullyChargedVoltage: number): Chemistry {
  if (fullyChargedVoltage < 3) return 'LTO';
  return fullyChargedVoltage < 3.8 ? 'LFP' : 'NMC';
}
