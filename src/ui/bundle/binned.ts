import type { HistoryColumns, HistoryQuery, SeriesColumns, SeriesName, TierName } from '../../bridge/history-contract';
import type { TierReadings } from './bundle';

/** Length of a row, and the longest step between two rows that is no gap [ms]. */
const STEPS: Readonly<Record<TierName, { readonly width: number; readonly longest: number }>> = {
  full: { width: 0, longest: 3_000 },
  second: { width: 1_000, longest: 3_000 },
  minute: { width: 60_000, longest: 90_000 },
  quarter: { width: 900_000, longest: 1_350_000 },
};
const AMOUNTS: ReadonlySet<SeriesName> = new Set(['energyIn', 'energyOut', 'chargeIn', 'chargeOut']);

/** Rows that become one column; none stands for a gap. */
type Bin = readonly number[];

/** Rows of a range in at most about `points` columns, each with lowest, highest and mean. */
export function binned(
  readings: TierReadings | undefined,
  { from, to, points, series }: HistoryQuery,
): Pick<HistoryColumns, 'time' | 'readings' | 'columnMs' | 'series' | 'tiers'> {
  if (!readings) return { time: new Float64Array(), readings: new Float64Array(), columnMs: 0, series: {}, tiers: [] };
  const { tier, time } = readings;
  const { width, longest } = STEPS[tier];
  const rows = Array.from(time.keys()).filter((row) => (time[row] as number) >= from && (time[row] as number) < to);
  const step = rows.length <= points ? 0 : (to - from) / points;
  const bins = binsOf(rows, time, from, step, longest);
  const starts = bins.map((bin, index) => time[bin[0] ?? -1] ?? (time[bins[index - 1]?.at(-1) ?? -1] ?? from) + Math.max(1, width));
  const count = (bin: Bin): number => bin.reduce((sum, row) => sum + (readings.readings[row] ?? 0), 0);
  return {
    time: Float64Array.from(starts),
    readings: Float64Array.from(bins, count),
    columnMs: Math.max(step, width),
    series: Object.fromEntries(series.map((name) => [name, columnsOf(readings, name, bins)])),
    tiers: [tier],
  };
}

function binsOf(rows: readonly number[], time: Float64Array, from: number, step: number, longest: number): readonly Bin[] {
  const bins: number[][] = [];
  let place = NaN;
  let before = NaN;
  for (const row of rows) {
    const at = time[row] as number;
    const isGap = at - before > longest;
    if (isGap) bins.push([]);
    const own = step > 0 ? Math.floor((at - from) / step) : row;
    if (isGap || own !== place) bins.push([row]);
    else bins.at(-1)?.push(row);
    place = own;
    before = at;
  }
  return bins;
}

function columnsOf(readings: TierReadings, name: SeriesName, bins: readonly Bin[]): SeriesColumns {
  const of = readings.series[name];
  const gathered = (part: keyof SeriesColumns, join: (values: readonly number[]) => number): Float64Array =>
    Float64Array.from(bins, (bin) => {
      const values = bin.map((row) => of?.[part][row] ?? NaN).filter((value) => !Number.isNaN(value));
      return values.length > 0 ? join(values) : NaN;
    });
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  if (AMOUNTS.has(name)) {
    const sums = gathered('mean', sum);
    return { mean: sums, min: sums, max: sums };
  }
  return {
    min: gathered('min', (values) => Math.min(...values)),
    max: gathered('max', (values) => Math.max(...values)),
    mean: gathered('mean', (values) => sum(values) / values.length),
  };
}
