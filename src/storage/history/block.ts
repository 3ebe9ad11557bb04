import type { SeriesName, TierName } from '../../bridge/history-contract';
import { decodeColumn, encodeColumn, type EncodedColumn } from './column-codec';
import type { Row, Stat } from './rows';
import { SERIES, SERIES_NAMES } from './series';
import { TIER_NAMES, TIERS } from './tiers';

/*
 * A block is a header, a table of columns and the columns, each at a multiple of 4; little-endian, as every browser is.
 *
 *   u32 magic, u8 tier, u8 -, u16 columns, u32 rows, u32 -, f64 time of the first row [ms]
 *   for each column: u8 series, u8 part, u8 coding, u8 flags, i32 base, i32 step, u32 offset
 *
 * A missing value is a cleared bit in the bitmap in front of the series' main column.
 */
const MAGIC = 0x3142_4854;
const HEADER_BYTES = 24;
const ENTRY_BYTES = 16;
const HAS_BITMAP = 1;
/** More than a window holds at the fastest beat of a BMS; a damaged number must not fill the memory. */
const MOST_ROWS = 100_000;
/** Not a series: the columns of the row itself. */
const ROW = 0;

/** Of a series: mean or sum, how far the lowest lies below the mean and the highest above, how many readings had a value. Of the row: time, readings. */
const PARTS = { main: 0, below: 1, above: 2, count: 3 } as const;

/** A value that a row does not have. Beyond every value that is stored. */
export const ABSENT = -(2 ** 31);
const LARGEST = 2 ** 31 - 1;

/** One series of a block, in stored integers; ABSENT in `main` where there is no value. */
export interface BlockColumns {
  readonly main: Int32Array;
  readonly min: Int32Array;
  readonly max: Int32Array;
  readonly count: Int32Array;
}

/** Tells a block that cannot be read from a bug. */
export class DamagedBlock extends Error {
  override readonly name = 'DamagedBlock';
}

interface Entry {
  readonly series: number;
  readonly part: number;
  readonly column: EncodedColumn;
  readonly bitmap: Uint8Array | undefined;
}

/** Rows of one tier, in order of time, none empty. */
export function encodeBlock(tier: TierName, rows: readonly Row[]): ArrayBuffer {
  const base = rows[0]?.time ?? 0;
  const entries: Entry[] = [];
  const put = (series: number, part: number, values: Int32Array, bitmap?: Uint8Array): void =>
    void entries.push({ series, part, column: encodeColumn(values), bitmap });

  const counts = new Int32Array(rows.length);
  const times = new Int32Array(rows.length);
  rows.forEach(({ time, count }, row) => {
    times[row] = time - base;
    counts[row] = count;
  });
  put(ROW, PARTS.main, times);
  if (counts.some((count) => count !== 1)) put(ROW, PARTS.count, counts);
  for (const name of SERIES_NAMES) putSeries(name, rows, counts, put);
  return assemble(tier, base, rows.length, entries);
}

function putSeries(
  name: SeriesName,
  rows: readonly Row[],
  counts: Int32Array,
  put: (series: number, part: number, values: Int32Array, bitmap?: Uint8Array) => void,
): void {
  const { id, perUnit, kind } = SERIES[name];
  const stats = rows.map((row) => row.stats.get(name));
  const present = stats.reduce((sum, stat) => sum + (stat ? 1 : 0), 0);
  if (present === 0) return;
  const main = fill(stats, (stat) => rounded(kind === 'gauge' ? stat.sum / stat.count : stat.sum, perUnit));
  put(id, PARTS.main, main, present < rows.length ? bitmapOf(stats) : undefined);
  const gathered = stats.map((stat, row) => stat?.count ?? (counts[row] as number));
  if (gathered.some((count, row) => count !== counts[row])) put(id, PARTS.count, Int32Array.from(gathered));
  if (kind !== 'gauge') return;
  const below = fill(stats, ({ min }, row) => (main[row] as number) - rounded(min, perUnit));
  const above = fill(stats, ({ max }, row) => rounded(max, perUnit) - (main[row] as number));
  if (below.some((value) => value !== 0)) put(id, PARTS.below, below);
  if (above.some((value) => value !== 0)) put(id, PARTS.above, above);
}

/** A value where there is one, the one before where not: it costs least. In a plain loop: this runs for every series every few seconds. */
function fill(stats: readonly (Stat | undefined)[], value: (stat: Stat, row: number) => number): Int32Array {
  const filled = new Int32Array(stats.length);
  const first = stats.findIndex((stat) => stat !== undefined);
  let last = first < 0 ? 0 : value(stats[first] as Stat, first);
  for (let row = 0; row < stats.length; row++) {
    const stat = stats[row];
    if (stat) last = value(stat, row);
    filled[row] = last;
  }
  return filled;
}

function rounded(value: number, perUnit: number): number {
  return Math.max(ABSENT + 1, Math.min(LARGEST, Math.round(value * perUnit)));
}

function bitmapOf(stats: readonly (Stat | undefined)[]): Uint8Array {
  const bitmap = new Uint8Array(Math.ceil(stats.length / 8));
  stats.forEach((stat, row) => {
    if (stat) bitmap[row >> 3] = (bitmap[row >> 3] as number) | (1 << (row & 7));
  });
  return bitmap;
}

function assemble(tier: TierName, base: number, rows: number, entries: readonly Entry[]): ArrayBuffer {
  let end = HEADER_BYTES + entries.length * ENTRY_BYTES;
  const placed = entries.map((entry) => {
    const offset = end;
    end += aligned(entry.bitmap?.length ?? 0) + aligned(entry.column.bytes.length);
    return { ...entry, offset };
  });
  const buffer = new ArrayBuffer(end);
  const view = new DataView(buffer);
  const bytes = new Uint8Array(buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint8(4, TIERS[tier].id);
  view.setUint16(6, entries.length, true);
  view.setUint32(8, rows, true);
  view.setFloat64(16, base, true);
  placed.forEach(({ series, part, column, bitmap, offset }, index) => {
    const at = HEADER_BYTES + index * ENTRY_BYTES;
    view.setUint8(at, series);
    view.setUint8(at + 1, part);
    view.setUint8(at + 2, column.coding);
    view.setUint8(at + 3, bitmap ? HAS_BITMAP : 0);
    view.setInt32(at + 4, column.base, true);
    view.setInt32(at + 8, column.step, true);
    view.setUint32(at + 12, offset, true);
    if (bitmap) bytes.set(bitmap, offset);
    bytes.set(column.bytes, offset + aligned(bitmap?.length ?? 0));
  });
  return buffer;
}

function aligned(bytes: number): number {
  return (bytes + 3) & ~3;
}

/** A stored block, of which columns are decoded as they are asked for. */
export class Block {
  readonly tier: TierName;
  readonly rows: number;
  /** Of each row [ms since 1970]. */
  readonly times: Float64Array;
  /** Readings in each row. */
  readonly counts: Int32Array;
  private readonly view: DataView;
  private readonly base: number;

  /** @throws DamagedBlock */
  constructor(private readonly buffer: ArrayBuffer) {
    this.view = new DataView(buffer);
    const { view } = this;
    if (buffer.byteLength < HEADER_BYTES || view.getUint32(0, true) !== MAGIC) throw new DamagedBlock('no block');
    const tier = TIER_NAMES.find((name) => TIERS[name].id === view.getUint8(4));
    if (tier === undefined) throw new DamagedBlock(`tier ${view.getUint8(4)}`);
    this.tier = tier;
    this.rows = view.getUint32(8, true);
    if (this.rows === 0 || this.rows > MOST_ROWS) throw new DamagedBlock(`${this.rows} rows`);
    if (HEADER_BYTES + this.entries * ENTRY_BYTES > buffer.byteLength) throw new DamagedBlock(`${this.entries} columns`);
    this.base = view.getFloat64(16, true);
    const times = this.part(ROW, PARTS.main);
    if (!times || !Number.isFinite(this.base)) throw new DamagedBlock('no times');
    this.times = new Float64Array(this.rows);
    for (let row = 0; row < this.rows; row++) this.times[row] = this.base + (times[row] as number);
    this.counts = this.part(ROW, PARTS.count) ?? new Int32Array(this.rows).fill(1);
  }

  /** @throws DamagedBlock */
  series(name: SeriesName): BlockColumns | undefined {
    const { id } = SERIES[name];
    const main = this.part(id, PARTS.main);
    if (!main) return undefined;
    const below = this.part(id, PARTS.below);
    const above = this.part(id, PARTS.above);
    return {
      main,
      min: below ? main.map((value, row) => (value === ABSENT ? value : value - (below[row] as number))) : main,
      max: above ? main.map((value, row) => (value === ABSENT ? value : value + (above[row] as number))) : main,
      count: this.part(id, PARTS.count) ?? this.counts,
    };
  }

  /** Every row with all that it holds. @throws DamagedBlock */
  toRows(): readonly Row[] {
    const stats = Array.from({ length: this.rows }, () => new Map<SeriesName, Stat>());
    for (const name of SERIES_NAMES) {
      const columns = this.series(name);
      if (!columns) continue;
      const { perUnit, kind } = SERIES[name];
      stats.forEach((of, row) => {
        const main = columns.main[row] as number;
        if (main === ABSENT) return;
        const count = columns.count[row] as number;
        const mean = main / perUnit;
        of.set(name, {
          count,
          sum: kind === 'gauge' ? mean * count : mean,
          min: (columns.min[row] as number) / perUnit,
          max: (columns.max[row] as number) / perUnit,
        });
      });
    }
    return stats.map((of, row) => ({ time: this.times[row] as number, count: this.counts[row] as number, stats: of }));
  }

  private get entries(): number {
    return this.view.getUint16(6, true);
  }

  private part(series: number, part: number): Int32Array | undefined {
    const { view, rows } = this;
    for (let index = 0; index < this.entries; index++) {
      const at = HEADER_BYTES + index * ENTRY_BYTES;
      if (view.getUint8(at) !== series || view.getUint8(at + 1) !== part) continue;
      const column = { coding: view.getUint8(at + 2), base: view.getInt32(at + 4, true), step: view.getInt32(at + 8, true) };
      const offset = view.getUint32(at + 12, true);
      const hasBitmap = (view.getUint8(at + 3) & HAS_BITMAP) !== 0;
      const bitmapBytes = hasBitmap ? Math.ceil(rows / 8) : 0;
      try {
        const values = decodeColumn(rows, column, this.buffer, offset + aligned(bitmapBytes));
        if (hasBitmap) this.clearAbsent(values, new Uint8Array(this.buffer, offset, bitmapBytes));
        return values;
      } catch (error) {
        if (error instanceof RangeError) throw new DamagedBlock(error.message);
        throw error;
      }
    }
    return undefined;
  }

  private clearAbsent(values: Int32Array, bitmap: Uint8Array): void {
    for (let row = 0; row < values.length; row++) {
      if (((bitmap[row >> 3] as number) & (1 << (row & 7))) === 0) values[row] = ABSENT;
    }
  }
}
