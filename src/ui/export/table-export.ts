/** History as files. Language-neutral: times as ISO 8601 in UTC, fixed column names, units in the header. */
import type { AmountName, HistoryColumns, SeriesName } from '../../bridge/history-contract';

/** `comma`: RFC 4180. `semicolon`: what a French spreadsheet opens by a double click: semicolons, decimal commas, byte order mark. */
export type CsvDialect = 'comma' | 'semicolon';

interface Column {
  readonly unit: string;
  readonly decimals: number;
}

const AMOUNTS: readonly SeriesName[] = ['energyIn', 'energyOut', 'chargeIn', 'chargeOut'] satisfies readonly AmountName[];

const COLUMNS: Readonly<Record<Exclude<SeriesName, `cell${number}`>, Column>> = {
  voltage: { unit: 'V', decimals: 3 },
  current: { unit: 'A', decimals: 3 },
  power: { unit: 'W', decimals: 1 },
  stateOfCharge: { unit: '%', decimals: 3 },
  stateOfHealth: { unit: '%', decimals: 3 },
  lowestCell: { unit: 'V', decimals: 4 },
  highestCell: { unit: 'V', decimals: 4 },
  spread: { unit: 'V', decimals: 4 },
  balancingCells: { unit: '1', decimals: 2 },
  internalTemp: { unit: '°C', decimals: 2 },
  externalTemp1: { unit: '°C', decimals: 2 },
  externalTemp2: { unit: '°C', decimals: 2 },
  cvl: { unit: 'V', decimals: 1 },
  ccl: { unit: 'A', decimals: 1 },
  dcl: { unit: 'A', decimals: 1 },
  energyIn: { unit: 'Wh', decimals: 4 },
  energyOut: { unit: 'Wh', decimals: 4 },
  chargeIn: { unit: 'Ah', decimals: 5 },
  chargeOut: { unit: 'Ah', decimals: 5 },
};
const CELL: Column = { unit: 'V', decimals: 4 };

function columnOf(series: SeriesName): Column {
  return series in COLUMNS ? COLUMNS[series as keyof typeof COLUMNS] : CELL;
}

/** Which of the three values of a series a file carries: all for what has been thinned, one for single readings and amounts. */
function partsOf(series: SeriesName, thinned: boolean): readonly ('mean' | 'min' | 'max')[] {
  return thinned && !AMOUNTS.includes(series) ? ['mean', 'min', 'max'] : ['mean'];
}

const END_OF_LINE = '\r\n';
const BYTE_ORDER_MARK = '\ufeff';

export function csvHeader(series: readonly SeriesName[], thinned: boolean, dialect: CsvDialect): string {
  const names = series.flatMap((name) =>
    partsOf(name, thinned).map((part) => `${name}${part === 'mean' ? '' : ` ${part}`} [${columnOf(name).unit}]`),
  );
  const separator = dialect === 'comma' ? ',' : ';';
  return `${dialect === 'semicolon' ? BYTE_ORDER_MARK : ''}${['time', 'readings', ...names].join(separator)}${END_OF_LINE}`;
}

/** Rows of everything but gaps; a value that is not known is an empty field. */
export function csvRows(columns: HistoryColumns, series: readonly SeriesName[], thinned: boolean, dialect: CsvDialect): string {
  const separator = dialect === 'comma' ? ',' : ';';
  let text = '';
  columns.time.forEach((time, index) => {
    if (!columns.readings[index]) return;
    const fields = [new Date(time).toISOString(), String(columns.readings[index])];
    for (const name of series)
      for (const part of partsOf(name, thinned)) {
        const value = columns.series[name]?.[part][index] ?? NaN;
        const digits = Number.isNaN(value) ? '' : value.toFixed(columnOf(name).decimals);
        fields.push(dialect === 'comma' ? digits : digits.replace('.', ','));
      }
    text += fields.join(separator) + END_OF_LINE;
  });
  return text;
}

/** Units of all series, and the rows as they follow: the head of a JSON file. */
export function jsonHead(series: readonly SeriesName[], about: Readonly<Record<string, string | number>>): string {
  const units = Object.fromEntries(series.map((name) => [name, columnOf(name).unit]));
  return `${JSON.stringify({ format: 'tinybms-bridge-history', version: 1, ...about, units }).slice(0, -1)},"rows":[`;
}

/** @param first - whether no row has been written before */
export function jsonRows(columns: HistoryColumns, series: readonly SeriesName[], thinned: boolean, first: boolean): string {
  const rows: string[] = [];
  columns.time.forEach((time, index) => {
    if (!columns.readings[index]) return;
    const row: Record<string, unknown> = { time: new Date(time).toISOString(), readings: columns.readings[index] };
    for (const name of series) {
      const { decimals } = columnOf(name);
      const rounded = (part: 'mean' | 'min' | 'max'): number | null => {
        const value = columns.series[name]?.[part][index] ?? NaN;
        return Number.isNaN(value) ? null : Number(value.toFixed(decimals));
      };
      const parts = partsOf(name, thinned);
      row[name] = parts.length === 1 ? rounded('mean') : Object.fromEntries(parts.map((part) => [part, rounded(part)]));
    }
    rows.push(JSON.stringify(row));
  });
  if (rows.length === 0) return '';
  return `${first ? '' : ','}\n${rows.join(',\n')}`;
}

export const JSON_END = '\n]}\n';
