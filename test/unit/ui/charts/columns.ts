import type { HistoryColumns, SeriesColumns, SeriesName } from '../../../../src/bridge/history-contract';

/** Columns of a minute each, one row for each array entry: [mean, min, max], or `undefined` where nothing was read. */
export function columnsOf(
  series: { readonly [S in SeriesName]?: readonly (readonly [number, number, number] | undefined)[] },
  readings: readonly number[],
): HistoryColumns {
  const part = (rows: readonly (readonly number[] | undefined)[], index: number): Float64Array =>
    Float64Array.from(rows, (row) => row?.[index] ?? NaN);
  return {
    from: 0,
    to: readings.length * 60_000,
    mode: 'serial',
    time: Float64Array.from(readings, (_, index) => index * 60_000),
    readings: Float64Array.from(readings),
    columnMs: 60_000,
    series: Object.fromEntries(
      Object.entries(series).map(([name, rows]): [string, SeriesColumns] => [
        name,
        { mean: part(rows, 0), min: part(rows, 1), max: part(rows, 2) },
      ]),
    ),
    tiers: ['minute'],
    damaged: 0,
  };
}
