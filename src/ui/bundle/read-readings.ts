import type { SeriesColumns, SeriesName, TierName } from '../../bridge/history-contract';
import type { TierReadings } from './bundle';

type Part = keyof SeriesColumns;

/** "voltage [V]", "voltage min [V]" */
const COLUMN = /^(\w+)(?: (min|max))? \[[^\]]*\]$/;

/** Reads what `csvHeader` and `csvRows` write. Rows that are not whole are left out; columns of no known form too. */
export function readReadings(text: string, tier: TierName): TierReadings {
  const [header = '', ...lines] = text.split('\r\n');
  const names = header.split(',');
  const rows = lines.map((line) => line.split(',')).filter((fields) => fields.length === names.length && !Number.isNaN(timeOf(fields)));
  const column = (index: number): Float64Array => Float64Array.from(rows, (fields) => (fields[index] === '' ? NaN : Number(fields[index])));
  const found = new Map<SeriesName, { [P in Part]?: Float64Array }>();
  names.forEach((name, index) => {
    const [, series, part = 'mean'] = COLUMN.exec(name) ?? [];
    if (series === undefined) return;
    const parts = found.get(series as SeriesName) ?? {};
    parts[part as Part] = column(index);
    found.set(series as SeriesName, parts);
  });
  const series = [...found].map(([name, { mean = new Float64Array(rows.length).fill(NaN), min = mean, max = mean }]) => [
    name,
    { mean, min, max },
  ]);
  return { tier, time: Float64Array.from(rows, timeOf), readings: column(1), series: Object.fromEntries(series) as TierReadings['series'] };
}

function timeOf([time = '']: readonly string[]): number {
  return Date.parse(time);
}
