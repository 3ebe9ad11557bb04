import type { PackReading, PackSettings } from '../../src/battery/pack';

/** Settings of an ordinary 16-cell LFP pack of 280 Ah. */
export const LFP_SETTINGS: PackSettings = {
  fullyChargedVoltage: 3.55,
  fullyDischargedVoltage: 2.9,
  earlyBalancingThreshold: 3.4,
  chargeFinishedCurrent: 1,
  peakDischargeCurrentCutoff: 200,
  batteryCapacity: 280,
  seriesCells: 16,
  allowedDisbalance: 0.015,
  overVoltageCutoff: 3.75,
  underVoltageCutoff: 2.8,
  dischargeOverCurrentCutoff: 120,
  chargeOverCurrentCutoff: 100,
  overHeatCutoff: 60,
  lowTemperatureChargerCutoff: 1,
  broadcastTime: 0,
};

export interface ReadingChange {
  /** Voltage of every cell [V]. */
  readonly cells?: number;
  /** Voltage of single cells by number [V]. */
  readonly cell?: Readonly<Record<number, number>>;
  readonly count?: number;
  readonly current?: number;
  readonly soc?: number;
  readonly temperatures?: readonly [number | undefined, number | undefined];
  readonly status?: PackReading['status'];
}

/** A consistent reading: the pack voltage is the sum of the cells and the extremes are theirs. */
export function reading(change: ReadingChange = {}): PackReading {
  const { cells: voltage = 3.33, cell = {}, count = 16, current = 0, soc = 60, temperatures = [20, 24], status = 'idle' } = change;
  const cells = Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    voltage: cell[index + 1] ?? voltage,
    wantsBalancing: false,
    balancing: false,
  }));
  const voltages = cells.map((each) => each.voltage);
  return {
    packVoltage: voltages.reduce((sum, each) => sum + each, 0),
    packCurrent: current,
    minCellVoltage: Math.min(...voltages),
    maxCellVoltage: Math.max(...voltages),
    cells,
    stateOfCharge: soc,
    stateOfHealth: 98,
    internalTemp: 25,
    externalTemp1: temperatures[0],
    externalTemp2: temperatures[1],
    status,
    statusCode: status === 'fault' ? 0x9b : 0x97,
    detectedCells: count,
    lifetimeCounter: 1000,
  };
}
