import type { HistoryColumns } from '../../bridge/history-contract';
import type { ChartLine } from './chart-line';

/** Values of one row of a chart, as they are told. `undefined`: no reading. */
export interface ChartValue {
  readonly mean: number | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
}

type Plotted = (number | null)[];

/** What a plot is fed: time first, then lowest, highest and mean of each line. Gaps are `null`. */
export function plotData(columns: HistoryColumns, lines: readonly ChartLine[]): [number[], ...Plotted[]] {
  const { length } = columns.time;
  const series = lines.flatMap(({ series, negated = false }): Plotted[] => {
    const { min, max, mean } = columns.series[series] ?? {};
    const middle = plotted(mean, length, negated);
    // Single readings and amounts have all three in one array.
    if (min === mean && max === mean) return [middle, middle, middle];
    // Below zero the lowest is the highest.
    return [plotted(negated ? max : min, length, negated), plotted(negated ? min : max, length, negated), middle];
  });
  return [[...columns.time], ...series];
}

/** A plain loop: a live chart does this for every value that it shows, with every update. */
function plotted(values: Float64Array | undefined, length: number, negated: boolean): Plotted {
  const column: Plotted = [];
  for (let index = 0; index < length; index++) {
    const value = values?.[index] ?? NaN;
    column.push(Number.isNaN(value) ? null : negated ? -value : value);
  }
  return column;
}

/** Where a value stands between two gaps: no line goes through it, so that it has to be drawn as a point. */
export function aloneIn(values: ArrayLike<number | null | undefined>, first = 0, last = values.length - 1): number[] | null {
  const alone: number[] = [];
  // As plain as above, and for the same reason.
  for (let index = first; index <= last; index++) {
    if (!isGap(values[index]) && isGap(values[index - 1]) && isGap(values[index + 1])) alone.push(index);
  }
  return alone.length > 0 ? alone : null;
}

function isGap(value: number | null | undefined): boolean {
  return value === null || value === undefined;
}

/** One line at one column, in its own direction. */
export function valueAt(columns: HistoryColumns, { series }: ChartLine, index: number): ChartValue {
  const values = columns.series[series];
  const known = (array: Float64Array | undefined): number | undefined => {
    const value = array?.[index];
    return value === undefined || Number.isNaN(value) ? undefined : value;
  };
  return { mean: known(values?.mean), min: known(values?.min), max: known(values?.max) };
}

/** Index of the newest column in which any of the lines has a value. */
export function newestIndex(columns: HistoryColumns, lines: readonly ChartLine[]): number | undefined {
  for (let index = columns.time.length - 1; index >= 0; index -= 1)
    if (lines.some((line) => valueAt(columns, line, index).mean !== undefined)) return index;
  return undefined;
}

/** Lines that have any value at all: a sensor that is not fitted is no line. */
export function presentLines(columns: HistoryColumns | undefined, lines: readonly ChartLine[]): readonly ChartLine[] {
  if (!columns) return [];
  return lines.filter(({ series }) => columns.series[series]?.mean.some((value) => !Number.isNaN(value)));
}

/** At most `most` rows for a table, evenly taken, gaps left out. */
export function tableRows(columns: HistoryColumns, most: number): readonly number[] {
  const filled: number[] = [];
  columns.readings.forEach((readings, index) => {
    if (readings > 0) filled.push(index);
  });
  if (filled.length <= most) return filled;
  return Array.from({ length: most }, (_, row) => filled[Math.floor((row * (filled.length - 1)) / (most - 1))] ?? 0);
}
