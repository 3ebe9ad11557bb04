import type { Amounts } from '../../battery/energy';
import type { SeriesName } from '../../bridge/history-contract';
import { AMOUNTS, SERIES, SERIES_NAMES, type Sample } from './series';

/** A number for each series, in the order of SERIES_NAMES. Plain arrays of numbers would do as well; these are filled faster. */
export type PerSeries = Float64Array;

/** One reading, or what is left of all readings in a stretch of time. Sums, lowest and highest are NaN where a series has no value. */
export interface Row {
  /** Of the reading, or start of the stretch [ms since 1970]. */
  readonly time: number;
  /** Readings in it. */
  readonly count: number;
  /** Readings that had a value; `undefined` where every series that has one had it in each reading. */
  readonly counts: PerSeries | undefined;
  readonly sums: PerSeries;
  /** Of an amount, only the sum counts. Both are `sums` itself in a row of a single reading. */
  readonly lowest: PerSeries;
  readonly highest: PerSeries;
}

const PLACES: ReadonlyMap<string, number> = new Map(SERIES_NAMES.map((name, place) => [name, place]));
const AMOUNT_PLACES = AMOUNTS.map((name) => SERIES_NAMES.indexOf(name));

/** The values of one reading and what has flowed since the one before; NaN where it has none. */
export function valuesOf(sample: Sample, amounts: Amounts): PerSeries {
  const values = new Float64Array(SERIES_NAMES.length).fill(NaN);
  // What a sample has is found faster than what it may have.
  for (const name in sample) {
    const place = PLACES.get(name);
    if (place !== undefined) values[place] = sample[name as SeriesName] ?? NaN;
  }
  AMOUNTS.forEach((name, amount) => {
    values[AMOUNT_PLACES[amount] as number] = amounts[name];
  });
  return values;
}

/** The row for both stretches together, with the time of `a`. Associative, so rows may be merged in any grouping. */
export function mergeRows(a: Row, b: Row): Row {
  const [counts, sums, lowest, highest] = [countsOf(a), a.sums.slice(), a.lowest.slice(), a.highest.slice()];
  const others = countsOf(b);
  for (let series = 0; series < sums.length; series++) {
    const other = others[series] as number;
    if (other === 0) continue;
    const isNew = counts[series] === 0;
    counts[series] = (counts[series] as number) + other;
    sums[series] = (isNew ? 0 : (sums[series] as number)) + (b.sums[series] as number);
    lowest[series] = isNew ? (b.lowest[series] as number) : Math.min(lowest[series] as number, b.lowest[series] as number);
    highest[series] = isNew ? (b.highest[series] as number) : Math.max(highest[series] as number, b.highest[series] as number);
  }
  return { time: a.time, count: a.count + b.count, counts, sums, lowest, highest };
}

function countsOf({ counts, count, sums }: Row): PerSeries {
  return counts?.slice() ?? sums.map((sum) => (Number.isNaN(sum) ? 0 : count));
}

/** Gathers the readings of one row after the other, in place: this runs for each tier at each reading. */
export class Bucket {
  private time = 0;
  private count = 0;
  private readonly counts = new Float64Array(SERIES_NAMES.length);
  private readonly sums = new Float64Array(SERIES_NAMES.length);
  private readonly lowest = new Float64Array(SERIES_NAMES.length);
  private readonly highest = new Float64Array(SERIES_NAMES.length);
  /** What rounding has left of each amount, for the next row: sums over many rows stay exact. */
  private readonly carried = new Float64Array(AMOUNT_PLACES.length);

  get isEmpty(): boolean {
    return this.count === 0;
  }

  get start(): number {
    return this.time;
  }

  add(start: number, values: PerSeries): void {
    const { counts, sums, lowest, highest } = this;
    if (this.count++ === 0) {
      this.time = start;
      for (let series = 0; series < values.length; series++) {
        const value = values[series] as number;
        counts[series] = value === value ? 1 : 0;
        sums[series] = lowest[series] = highest[series] = value;
      }
      return;
    }
    for (let series = 0; series < values.length; series++) {
      const value = values[series] as number;
      // NaN: this reading has none.
      if (value !== value) continue;
      if (counts[series] === 0) sums[series] = lowest[series] = highest[series] = value;
      else {
        sums[series] = (sums[series] as number) + value;
        if (value < (lowest[series] as number)) lowest[series] = value;
        if (value > (highest[series] as number)) highest[series] = value;
      }
      counts[series] = (counts[series] as number) + 1;
    }
  }

  /** The row as far as it has come. */
  peek(): Row {
    const { time, count } = this;
    const sums = this.sums.slice();
    AMOUNT_PLACES.forEach((series, amount) => {
      sums[series] = (sums[series] as number) + (this.carried[amount] as number);
    });
    const counts = this.isEven ? undefined : this.counts.slice();
    if (count === 1) return { time, count, counts, sums, lowest: sums, highest: sums };
    return { time, count, counts, sums, lowest: this.lowest.slice(), highest: this.highest.slice() };
  }

  /** Ends the row. */
  take(): Row {
    const row = this.peek();
    AMOUNT_PLACES.forEach((series, amount) => {
      const sum = row.sums[series] as number;
      if (Number.isNaN(sum)) return;
      const { perUnit } = SERIES[AMOUNTS[amount] as (typeof AMOUNTS)[number]];
      this.carried[amount] = sum - Math.round(sum * perUnit) / perUnit;
    });
    this.count = 0;
    return row;
  }

  private get isEven(): boolean {
    const { counts, count } = this;
    for (let series = 0; series < counts.length; series++) if (counts[series] !== 0 && counts[series] !== count) return false;
    return true;
  }
}
