import type { SeriesName } from '../../bridge/history-contract';
import { AMOUNTS, SERIES, SERIES_NAMES, type Sample } from './series';

/** One series within one row. Of an amount, only the sum counts. */
export interface Stat {
  /** Readings that had a value. */
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
}

/** One reading, or what is left of all readings in a stretch of time. */
export interface Row {
  /** Of the reading, or start of the stretch [ms since 1970]. */
  readonly time: number;
  readonly count: number;
  readonly stats: ReadonlyMap<SeriesName, Stat>;
}

export function rowOf(time: number, sample: Sample): Row {
  const stats = new Map<SeriesName, Stat>();
  for (const name of SERIES_NAMES) {
    const value = sample[name];
    if (value !== undefined) stats.set(name, { count: 1, sum: value, min: value, max: value });
  }
  return { time, count: 1, stats };
}

/** The row for both stretches together, with the time of `a`. Associative, so rows may be merged in any grouping. */
export function mergeRows(a: Row, b: Row): Row {
  const stats = new Map(a.stats);
  for (const [name, stat] of b.stats) {
    const other = stats.get(name);
    stats.set(name, other ? mergeStats(other, stat) : stat);
  }
  return { time: a.time, count: a.count + b.count, stats };
}

function mergeStats(a: Stat, b: Stat): Stat {
  return { count: a.count + b.count, sum: a.sum + b.sum, min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) };
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
  private readonly carried = new Map<SeriesName, number>();

  get isEmpty(): boolean {
    return this.count === 0;
  }

  get start(): number {
    return this.time;
  }

  add(start: number, sample: Sample): void {
    if (this.count === 0) this.time = start;
    this.count++;
    for (let index = 0; index < SERIES_NAMES.length; index++) {
      const value = sample[SERIES_NAMES[index] as SeriesName];
      if (value === undefined) continue;
      const first = this.counts[index] === 0;
      (this.counts[index] as number)++;
      this.sums[index] = (first ? 0 : (this.sums[index] as number)) + value;
      this.lowest[index] = first ? value : Math.min(this.lowest[index] as number, value);
      this.highest[index] = first ? value : Math.max(this.highest[index] as number, value);
    }
  }

  /** The row as far as it has come. */
  peek(): Row {
    const stats = new Map<SeriesName, Stat>();
    SERIES_NAMES.forEach((name, index) => {
      const count = this.counts[index] as number;
      if (count === 0) return;
      const [sum, min, max] = [this.sums[index] as number, this.lowest[index] as number, this.highest[index] as number];
      stats.set(name, { count, sum: sum + (this.carried.get(name) ?? 0), min, max });
    });
    return { time: this.time, count: this.count, stats };
  }

  /** Ends the row. */
  take(): Row {
    const row = this.peek();
    for (const name of AMOUNTS) {
      const sum = row.stats.get(name)?.sum;
      if (sum === undefined) continue;
      const { perUnit } = SERIES[name];
      this.carried.set(name, sum - Math.round(sum * perUnit) / perUnit);
    }
    this.count = 0;
    this.counts.fill(0);
    return row;
  }
}
