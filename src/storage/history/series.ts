import type { AmountName, GaugeName, SeriesName } from '../../bridge/history-contract';

/** How one series is stored. */
export interface Series {
  /** In every stored block, so never reused for another series. */
  readonly id: number;
  /** Stored integers in one unit; amounts fine enough for single readings. */
  readonly perUnit: number;
  /** A gauge keeps lowest, highest and mean, an amount its sum. */
  readonly kind: 'gauge' | 'amount';
}

const CELLS = Object.fromEntries(
  Array.from({ length: 16 }, (_, index) => [`cell${index + 1}`, { id: 101 + index, perUnit: 10_000, kind: 'gauge' }]),
) as Readonly<Record<Extract<GaugeName, `cell${number}`>, Series>>;

/** Resolutions are those of the registers, or finer than what is measured [V, A, W, %, °C, Wh, Ah]. */
export const SERIES: Readonly<Record<SeriesName, Series>> = {
  voltage: { id: 1, perUnit: 1000, kind: 'gauge' },
  current: { id: 2, perUnit: 1000, kind: 'gauge' },
  power: { id: 3, perUnit: 10, kind: 'gauge' },
  stateOfCharge: { id: 4, perUnit: 1000, kind: 'gauge' },
  stateOfHealth: { id: 5, perUnit: 500, kind: 'gauge' },
  lowestCell: { id: 10, perUnit: 10_000, kind: 'gauge' },
  highestCell: { id: 11, perUnit: 10_000, kind: 'gauge' },
  spread: { id: 12, perUnit: 10_000, kind: 'gauge' },
  balancingCells: { id: 13, perUnit: 1, kind: 'gauge' },
  internalTemp: { id: 20, perUnit: 10, kind: 'gauge' },
  externalTemp1: { id: 21, perUnit: 10, kind: 'gauge' },
  externalTemp2: { id: 22, perUnit: 10, kind: 'gauge' },
  cvl: { id: 30, perUnit: 10, kind: 'gauge' },
  ccl: { id: 31, perUnit: 10, kind: 'gauge' },
  dcl: { id: 32, perUnit: 10, kind: 'gauge' },
  energyIn: { id: 40, perUnit: 100_000, kind: 'amount' },
  energyOut: { id: 41, perUnit: 100_000, kind: 'amount' },
  chargeIn: { id: 42, perUnit: 1_000_000, kind: 'amount' },
  chargeOut: { id: 43, perUnit: 1_000_000, kind: 'amount' },
  ...CELLS,
};

export const SERIES_NAMES = Object.keys(SERIES) as readonly SeriesName[];

export function cellSeries(number: number): SeriesName {
  return `cell${number}` as SeriesName;
}

/** What one reading says: a value for each series that has one. */
export type Sample = { readonly [S in SeriesName]?: number | undefined };

export const AMOUNTS = SERIES_NAMES.filter((name): name is AmountName => SERIES[name].kind === 'amount');
