import type { HistoryColumns, HistoryQuery, SeriesColumns, SeriesName, TierName } from '../../bridge/history-contract';
import { ABSENT, ColumnRoom, LARGEST, type Block, type BlockColumns } from './block';
import { SERIES } from './series';
import { TIERS } from './tiers';

/** What a query came to, before it says where it came from. */
export type Thinned = Pick<HistoryColumns, 'time' | 'readings' | 'columnMs' | 'widths' | 'series'>;

/** A block and the stretch of it that counts. */
export interface Slice {
  readonly block: Block;
  readonly from: number;
  readonly to: number;
}

/** Column width that spreads `range` over at most `points` columns; widths lie on a grid from 1970 on, so that panning does not shimmer. */
export function columnWidth({ from, to, points }: Pick<HistoryQuery, 'from' | 'to' | 'points'>): number {
  return Math.max(1, Math.ceil((to - from) / Math.max(1, points)));
}

class SeriesAccumulator {
  readonly weights: Float64Array;
  readonly sums: Float64Array;
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
  private readonly perUnit: number;
  private readonly isAmount: boolean;

  constructor(name: SeriesName, columns: number) {
    this.perUnit = SERIES[name].perUnit;
    this.isAmount = SERIES[name].kind === 'amount';
    this.weights = new Float64Array(columns);
    this.sums = new Float64Array(columns);
    this.lowest = new Float64Array(columns).fill(Infinity);
    this.highest = new Float64Array(columns).fill(-Infinity);
  }

  /** Takes rows of a block, run by run. These are the inner loops of every question: everything in them is a number. */
  add({ main, min, max, count, isPlain }: BlockColumns, { columns, starts, length }: Runs): void {
    const { weights, sums, lowest, highest, isAmount } = this;
    const isSingle = min === main && max === main;
    for (let run = 0; run < length; run++) {
      const column = columns[run] as number;
      const start = starts[run] as number;
      const end = starts[run + 1] as number;
      let weight = isPlain ? end - start : 0;
      let sum = 0;
      let low = LARGEST;
      let high = ABSENT;
      for (let row = start; isPlain && row < end; row++) {
        const value = main[row] as number;
        sum += value;
        if (value < low) low = value;
        if (value > high) high = value;
      }
      for (let row = start; !isPlain && row < end; row++) {
        const value = main[row] as number;
        if (value === ABSENT) continue;
        const readings = count[row] as number;
        weight += readings;
        sum += isAmount ? value : value * readings;
        const below = isSingle ? value : (min[row] as number);
        const above = isSingle ? value : (max[row] as number);
        if (below < low) low = below;
        if (above > high) high = above;
      }
      weights[column] = (weights[column] as number) + weight;
      sums[column] = (sums[column] as number) + sum;
      if (low < (lowest[column] as number)) lowest[column] = low;
      if (high > (highest[column] as number)) highest[column] = high;
    }
  }

  /** Values at `places`, NaN where a place is -1 or has none. `bands`: lowest and highest differ from the mean. */
  columns(places: Int32Array, bands: boolean): SeriesColumns {
    const { perUnit, isAmount } = this;
    const read = (value: (column: number) => number): Float64Array => {
      const values = new Float64Array(places.length).fill(NaN);
      for (let index = 0; index < places.length; index++) {
        const place = places[index] as number;
        if (place >= 0 && this.weights[place] !== 0) values[index] = value(place) / perUnit;
      }
      return values;
    };
    const mean = read((column) => (this.sums[column] as number) / (isAmount ? 1 : (this.weights[column] as number)));
    if (isAmount || !bands) return { mean, min: mean, max: mean };
    return { mean, min: read((column) => this.lowest[column] as number), max: read((column) => this.highest[column] as number) };
  }
}

/** What a chart needs of this file. */
export interface Thinning {
  readonly thin: typeof thin;
  readonly pickTiers: typeof pickTiers;
}

/**
 * Makes columns of rows. Where there are more rows than `points`, every column of pixels keeps lowest, highest and mean of its rows;
 * otherwise each row is a column. Rows may come in any order and overlap.
 */
export function thin(slices: readonly Slice[], query: Pick<HistoryQuery, 'from' | 'to' | 'points' | 'series'>): Thinned {
  const rows = slices.reduce((sum, { block, from, to }) => sum + countRows(block, from, to), 0);
  const width = rows > query.points ? columnWidth(query) : 0;
  const grid = width > 0 ? pixelGrid(query.from, query.to, width) : rowGrid(slices);
  const accumulators = query.series.map((name) => [name, new SeriesAccumulator(name, grid.size)] as const);
  const readings = new Float64Array(grid.size);
  const firstRow = new Float64Array(grid.size).fill(Infinity);
  const lastRow = new Float64Array(grid.size).fill(-Infinity);
  const gapAfter = new Float64Array(grid.size);
  const widths = new Float64Array(grid.size).fill(width);
  const room = new ColumnRoom();
  for (const { block, from, to } of slices) {
    const runs = runsOf(block, from, to, grid);
    const { gap, width: rowWidth } = TIERS[block.tier];
    for (let run = 0; run < runs.length; run++) {
      const column = runs.columns[run] as number;
      const [start, end] = [runs.starts[run] as number, runs.starts[run + 1] as number];
      let count = 0;
      for (let row = start; row < end; row++) count += block.counts[row] as number;
      readings[column] = (readings[column] as number) + count;
      firstRow[column] = Math.min(firstRow[column] as number, block.times[start] as number);
      lastRow[column] = Math.max(lastRow[column] as number, block.times[end - 1] as number);
      gapAfter[column] = Math.max(gapAfter[column] as number, gap);
      if (width === 0) widths[column] = Math.max(widths[column] as number, rowWidth);
    }
    for (const [name, accumulator] of accumulators) {
      const columns = block.series(name, room);
      if (columns) accumulator.add(columns, runs);
    }
  }
  const places = withGaps(readings, firstRow, lastRow, gapAfter);
  const bands = width > 0 || slices.some(({ block }) => block.tier !== 'full');
  const series = Object.fromEntries(accumulators.map(([name, accumulator]) => [name, accumulator.columns(places, bands)]));
  return {
    time: timesOf(places, grid.timeOf, lastRow),
    readings: Float64Array.from(places, (place) => (place < 0 ? 0 : (readings[place] as number))),
    ...widthsOf(widths, places),
    series,
  };
}

/** Rows of a block that stand in one column, one run after the other: from `starts[run]` up to `starts[run + 1]`. */
interface Runs {
  readonly length: number;
  readonly columns: Int32Array;
  readonly starts: Int32Array;
}

/** Rows of a block are in order of time, so those of a range are one stretch, and those of a column another. */
function runsOf({ times }: Block, from: number, to: number, grid: Grid): Runs {
  const columns = new Int32Array(times.length);
  const starts = new Int32Array(times.length + 1);
  let length = 0;
  let row = 0;
  while (row < times.length && (times[row] as number) < from) row++;
  for (let before = -1; row < times.length && (times[row] as number) < to; row++) {
    const column = grid.columnAt(times[row] as number);
    if (column === before) continue;
    columns[length] = before = column;
    starts[length++] = row;
  }
  starts[length] = row;
  return { length, columns, starts };
}

interface Grid {
  readonly size: number;
  columnAt(time: number): number;
  timeOf(column: number): number;
}

function pixelGrid(from: number, to: number, width: number): Grid {
  const first = Math.floor(from / width);
  return {
    size: Math.floor((to - 1) / width) - first + 1,
    columnAt: (time) => Math.floor(time / width) - first,
    // The first column may begin before the range: the stretch outside of it was not looked at.
    timeOf: (column) => Math.max(from, (first + column) * width),
  };
}

/** A column for each row; rows of the same time share one. */
function rowGrid(slices: readonly Slice[]): Grid {
  const all: number[] = [];
  for (const { block, from, to } of slices) for (const time of block.times) if (time >= from && time < to) all.push(time);
  const times = Float64Array.from(new Set(all)).sort();
  const columns = new Map<number, number>();
  times.forEach((time, column) => columns.set(time, column));
  return { size: times.length, columnAt: (time) => columns.get(time) ?? -1, timeOf: (column) => times[column] as number };
}

/** Columns that have rows, with -1 between two that lie further apart than their tier's rows do. */
function withGaps(readings: Float64Array, firstRow: Float64Array, lastRow: Float64Array, gapAfter: Float64Array): Int32Array {
  const places: number[] = [];
  let before = -1;
  for (let column = 0; column < readings.length; column++) {
    if (readings[column] === 0) continue;
    if (before >= 0) {
      const allowed = Math.max(gapAfter[before] as number, gapAfter[column] as number);
      if ((firstRow[column] as number) - (lastRow[before] as number) > allowed) places.push(-1);
    }
    places.push(column);
    before = column;
  }
  return Int32Array.from(places);
}

/** A gap begins right after the last row before it. */
function timesOf(places: Int32Array, timeOf: (column: number) => number, lastRow: Float64Array): Float64Array {
  return Float64Array.from(places, (place, index) => {
    if (place >= 0) return timeOf(place);
    const before = places[index - 1] as number;
    return Math.max(timeOf(before), lastRow[before] as number) + 0.5;
  });
}

function countRows({ times }: Block, from: number, to: number): number {
  let count = 0;
  for (let row = 0; row < times.length; row++) if ((times[row] as number) >= from && (times[row] as number) < to) count++;
  return count;
}

/** What the columns cover: one width for all of them, or one for each. */
function widthsOf(widths: Float64Array, places: Int32Array): Pick<Thinned, 'columnMs' | 'widths'> {
  const columnMs = widths.reduce((widest, width) => Math.max(widest, width), 0);
  if (widths.every((width) => width === columnMs)) return { columnMs };
  return { columnMs, widths: Float64Array.from(places, (place) => (place < 0 ? 0 : (widths[place] as number))) };
}

/** Which tiers to read for a query, and what stretch of each: the coarsest whose rows are no wider than a column, coarser ones where it does not reach back. */
export function pickTiers(
  query: HistoryQuery,
  tiers: readonly TierName[],
  oldest: (tier: TierName) => number | undefined,
): readonly { readonly tier: TierName; readonly from: number; readonly to: number }[] {
  const { from, to, tier: wanted } = query;
  if (wanted) return [{ tier: wanted, from, to }];
  const width = columnWidth(query);
  const fitting = Math.max(
    0,
    tiers.findLastIndex((tier) => TIERS[tier].width <= width),
  );
  const picked: { tier: TierName; from: number; to: number }[] = [];
  let end = to;
  for (const [index, tier] of tiers.entries()) {
    if (index < fitting || end <= from) continue;
    const next = tiers[index + 1];
    const start = oldest(tier);
    // A row of the coarser tier that straddles the border is left to it whole, so that no amount counts twice.
    const reach = next === undefined ? from : start === undefined ? Infinity : Math.ceil(start / TIERS[next].width) * TIERS[next].width;
    const begin = Math.max(from, reach);
    if (begin >= end) continue;
    picked.push({ tier, from: begin, to: end });
    end = begin;
  }
  return picked;
}
