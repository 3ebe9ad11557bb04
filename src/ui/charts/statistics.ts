import type { HistoryColumns, Mark, MarkTrack, SeriesName } from '../../bridge/history-contract';

/** What happened between two readings further apart than this is not known [ms]. */
const LONGEST_STEP_MS = 3_000;

export interface Extreme {
  readonly value: number;
  /** Start of the column that holds it [ms since 1970]. */
  readonly at: number;
  /** Of the column. */
  readonly index: number;
}

export interface Summary {
  readonly lowest: Extreme;
  readonly highest: Extreme;
  /** Of all readings, each counted once. */
  readonly mean: number;
}

/** Lowest, highest and average of a series; `undefined` without any reading of it. */
export function summaryOf(columns: HistoryColumns, series: SeriesName): Summary | undefined {
  const values = columns.series[series];
  if (!values) return undefined;
  let lowest: Extreme | undefined;
  let highest: Extreme | undefined;
  let sum = 0;
  let count = 0;
  columns.time.forEach((at, index) => {
    const [min, max, mean] = [values.min[index] ?? NaN, values.max[index] ?? NaN, values.mean[index] ?? NaN];
    if (Number.isNaN(mean)) return;
    if (!lowest || min < lowest.value) lowest = { value: min, at, index };
    if (!highest || max > highest.value) highest = { value: max, at, index };
    const readings = columns.readings[index] ?? 0;
    sum += mean * readings;
    count += readings;
  });
  return lowest && highest && count > 0 ? { lowest, highest, mean: sum / count } : undefined;
}

/** Sum of an amount over all columns. */
export function totalOf(columns: HistoryColumns, series: SeriesName): number {
  const sums = columns.series[series]?.mean ?? new Float64Array();
  return sums.reduce((total, value) => total + (Number.isNaN(value) ? 0 : value), 0);
}

function widthOf({ widths, columnMs }: HistoryColumns, index: number): number {
  return widths?.[index] ?? columnMs;
}

/** Time with readings that a column stands for [ms]. */
function covered(columns: HistoryColumns, index: number): number {
  const { time, readings, to } = columns;
  if (!readings[index]) return 0;
  const at = time[index] ?? to;
  const width = widthOf(columns, index);
  if (width > 0) {
    // What comes next was told by another column: the one after the gap where one follows, since a gap begins right after its last row.
    const next = readings[index + 1] === 0 ? time[index + 2] : time[index + 1];
    return Math.max(0, Math.min(width, (next ?? to) - at));
  }
  const next = time[index + 1];
  const step = next === undefined ? 0 : next - at;
  return step > LONGEST_STEP_MS ? 0 : step;
}

export function coveredOf(columns: HistoryColumns): number {
  return Array.from(columns.time, (_, index) => covered(columns, index)).reduce((sum, ms) => sum + ms, 0);
}

/**
 * How long each state of a track was in force while readings arrived [ms]; gaps belong to no state.
 * @param marks - in order of time, the last one before the columns included
 */
export function durations(columns: HistoryColumns, marks: readonly Mark[], track: MarkTrack): ReadonlyMap<string, number> {
  const states = marks.filter((mark) => mark.track === track);
  const sums = new Map<string, number>();
  let state = 0;
  columns.time.forEach((at, index) => {
    for (let next = states[state + 1]; next && next.at <= at; next = states[state + 1]) state += 1;
    const current = states[state];
    const ms = covered(columns, index);
    if (!current || current.at > at + widthOf(columns, index) || ms === 0) return;
    sums.set(current.code, (sums.get(current.code) ?? 0) + ms);
  });
  return sums;
}

export interface CellDeviation {
  readonly cell: number;
  /** Average distance from the average of all cells [V]. */
  readonly deviation: number;
}

/** Cells that have readings, the one that stands highest above the others first. */
export function cellDeviations(columns: HistoryColumns): readonly CellDeviation[] {
  const means = Array.from({ length: 16 }, (_, index) => ({
    cell: index + 1,
    mean: summaryOf(columns, `cell${index + 1}` as SeriesName)?.mean,
  })).filter((entry): entry is { cell: number; mean: number } => entry.mean !== undefined);
  const all = means.reduce((sum, { mean }) => sum + mean, 0) / means.length;
  return means.map(({ cell, mean }) => ({ cell, deviation: mean - all })).sort((a, b) => b.deviation - a.deviation);
}

/** The cell that was at this value in this column, where one is known. */
export function cellAtExtreme(columns: HistoryColumns, { value, index }: Extreme, side: 'min' | 'max'): number | undefined {
  for (let cell = 1; cell <= 16; cell += 1) if (columns.series[`cell${cell}` as SeriesName]?.[side][index] === value) return cell;
  return undefined;
}

/** A class of values and the time that was spent in it. */
export interface HistogramClass {
  readonly from: number;
  readonly to: number;
  /** [ms] */
  readonly covered: number;
}

/** How long a series stood in each class of `width`, from the lowest class with a reading to the highest. */
export function histogram(columns: HistoryColumns, series: SeriesName, width: number): readonly HistogramClass[] {
  const means = columns.series[series]?.mean;
  const sums = new Map<number, number>();
  means?.forEach((mean, index) => {
    const ms = covered(columns, index);
    if (Number.isNaN(mean) || ms === 0) return;
    const place = Math.floor(mean / width);
    sums.set(place, (sums.get(place) ?? 0) + ms);
  });
  if (sums.size === 0) return [];
  const [lowest, highest] = [Math.min(...sums.keys()), Math.max(...sums.keys())];
  return Array.from({ length: highest - lowest + 1 }, (_, index) => {
    const place = lowest + index;
    return { from: place * width, to: (place + 1) * width, covered: sums.get(place) ?? 0 };
  });
}

/** Something that happened, and how often. */
export interface EventCount {
  /** The newest of them. */
  readonly mark: Mark;
  readonly count: number;
}

/** What is counted: a fault that came up, an alarm of the battery that came or grew, an entry of the BMS's own log. */
const COUNTED: { readonly [T in MarkTrack]?: (mark: Mark) => boolean } = {
  fault: ({ data }) => data['raised'] === true,
  alarm: ({ data }) => data['level'] !== 'ok',
  bms: () => true,
};

/** How often each event came within the columns, the most frequent first. */
export function eventCounts({ from, to }: HistoryColumns, marks: readonly Mark[]): readonly EventCount[] {
  const counts = new Map<string, EventCount>();
  for (const mark of marks) {
    if (mark.at < from || mark.at >= to || COUNTED[mark.track]?.(mark) !== true) continue;
    const key = `${mark.track} ${mark.code}`;
    counts.set(key, { mark, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}
