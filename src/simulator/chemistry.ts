export type Chemistry = 'lfp' | 'nmc' | 'lto';

/** Voltage at rest [V] by state of charge [%]; both strictly increasing, reaching beyond empty and full. */
type Points = readonly (readonly [percent: number, volts: number])[];

/** Per-cell thresholds [V] with which the BMS of such a battery is usually set up. */
export interface CellThresholds {
  readonly fullyCharged: number;
  readonly fullyDischarged: number;
  readonly earlyBalancing: number;
  readonly overVoltage: number;
  readonly underVoltage: number;
}

interface ChemistryRow {
  readonly openCircuit: Points;
  readonly thresholds: CellThresholds;
}

/** Typical curves of published cell measurements at 25 °C, rounded; a model of the shape, not of one product. */
export const CHEMISTRIES = {
  lfp: {
    openCircuit: [
      [-4, 1.6],
      [-1, 2.3],
      [0, 2.6],
      [2, 2.95],
      [5, 3.1],
      [10, 3.2],
      [20, 3.25],
      [30, 3.28],
      [40, 3.295],
      [55, 3.305],
      [65, 3.32],
      [75, 3.333],
      [90, 3.34],
      [95, 3.347],
      [98, 3.365],
      [99, 3.39],
      [100, 3.45],
      [101, 3.6],
      [103, 4],
      [108, 5],
    ],
    thresholds: { fullyCharged: 3.45, fullyDischarged: 2.9, earlyBalancing: 3.4, overVoltage: 3.65, underVoltage: 2.8 },
  },
  nmc: {
    openCircuit: [
      [-5, 2],
      [-1, 2.85],
      [0, 3],
      [5, 3.35],
      [10, 3.47],
      [20, 3.57],
      [30, 3.62],
      [40, 3.66],
      [50, 3.72],
      [60, 3.81],
      [70, 3.91],
      [80, 4],
      [90, 4.08],
      [100, 4.18],
      [103, 4.27],
      [110, 4.9],
    ],
    thresholds: { fullyCharged: 4.1, fullyDischarged: 3.3, earlyBalancing: 3.9, overVoltage: 4.2, underVoltage: 3 },
  },
  lto: {
    openCircuit: [
      [-3, 1.3],
      [0, 1.9],
      [5, 2.07],
      [10, 2.13],
      [20, 2.18],
      [50, 2.27],
      [70, 2.33],
      [80, 2.38],
      [90, 2.46],
      [95, 2.53],
      [100, 2.66],
      [103, 2.9],
      [108, 3.6],
    ],
    thresholds: { fullyCharged: 2.6, fullyDischarged: 2.05, earlyBalancing: 2.4, overVoltage: 2.8, underVoltage: 1.9 },
  },
} as const satisfies Readonly<Record<Chemistry, ChemistryRow>>;

/** Steps of the table that a curve is read from; one tenth of a percent. */
const STEPS_PER_PERCENT = 10;

/** Voltage at rest as a function of the state of charge. Beyond the last point the curve goes on as it ended. */
export class OpenCircuitCurve {
  private readonly first: number;
  private readonly table: Float64Array;

  constructor(chemistry: Chemistry) {
    const points: Points = CHEMISTRIES[chemistry].openCircuit;
    const [lowest = 0] = points[0] ?? [];
    const [highest = 0] = points.at(-1) ?? [];
    this.first = lowest;
    this.table = Float64Array.from({ length: (highest - lowest) * STEPS_PER_PERCENT + 1 }, (_, index) =>
      interpolate(points, lowest + index / STEPS_PER_PERCENT),
    );
  }

  /** [V] @param percent state of charge; below 0 and above 100 is where cells are damaged, not an error */
  at(percent: number): number {
    const position = (percent - this.first) * STEPS_PER_PERCENT;
    const index = Math.min(Math.max(Math.floor(position), 0), this.table.length - 2);
    const below = this.table[index] ?? 0;
    const above = this.table[index + 1] ?? 0;
    return below + (above - below) * (position - index);
  }
}

function interpolate(points: Points, percent: number): number {
  const next = Math.max(
    points.findIndex(([at]) => at >= percent),
    1,
  );
  const [leftPercent, leftVolts] = points[next - 1] ?? [0, 0];
  const [rightPercent, rightVolts] = points[next] ?? [0, 0];
  return leftVolts + ((rightVolts - leftVolts) * (percent - leftPercent)) / (rightPercent - leftPercent);
}
