import type { SeriesName, TierName } from '../../bridge/history-contract';
import { decodeColumn, encodeColumn } from './column-codec';
import type { Row } from './rows';
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
export const LARGEST = 2 ** 31 - 1;

/** One series of a block, in stored integers; ABSENT in `main` where there is no value. */
export interface BlockColumns {
  readonly main: Int32Array;
  readonly min: Int32Array;
  readonly max: Int32Array;
  readonly count: Int32Array;
  /** One reading in each row, and none without a value. */
  readonly isPlain: boolean;
}

/** Where the columns of one series after the other are decoded: a day of seconds has thousands of them, and each is looked at once. */
export class ColumnRoom {
  private readonly parts = Object.values(PARTS).map(() => new Int32Array(0));

  column(part: number, rows: number): Int32Array {
    if ((this.parts[part]?.length ?? 0) < rows) this.parts[part] = new Int32Array(rows);
    return (this.parts[part] as Int32Array).subarray(0, rows);
  }
}

/** Tells a block that cannot be read from a bug. */
export class DamagedBlock extends Error {
  override readonly name = 'DamagedBlock';
}

/** Where a block is put together: one for all, because this runs for every tier every few seconds. */
class Assembly {
  private bytes = new Uint8Array(65_536);
  private end = 0;
  private readonly entries: number[] = [];
  private columns = 0;
  private values = new Int32Array(0);
  private spare = new Int32Array(0);

  begin(rows: number): void {
    this.end = 0;
    this.columns = 0;
    this.entries.length = 0;
    if (this.values.length < rows) {
      this.values = new Int32Array(2 * rows);
      this.spare = new Int32Array(2 * rows);
    }
  }

  /** Room for the values of a column; each for one at a time. */
  column(rows: number): Int32Array {
    return this.values.subarray(0, rows);
  }

  second(rows: number): Int32Array {
    return this.spare.subarray(0, rows);
  }

  put(series: number, part: number, values: Int32Array, bitmap?: Uint8Array): void {
    const { coding, base, step, bytes } = encodeColumn(values);
    this.entries.push(series, part, coding, bitmap ? HAS_BITMAP : 0, base, step, this.end);
    this.columns++;
    if (bitmap) this.append(bitmap);
    this.append(bytes);
  }

  finish(tier: TierName, base: number, rows: number): ArrayBuffer {
    const start = HEADER_BYTES + this.columns * ENTRY_BYTES;
    const buffer = new ArrayBuffer(start + this.end);
    const view = new DataView(buffer);
    view.setUint32(0, MAGIC, true);
    view.setUint8(4, TIERS[tier].id);
    view.setUint16(6, this.columns, true);
    view.setUint32(8, rows, true);
    view.setFloat64(16, base, true);
    for (let column = 0; column < this.columns; column++) {
      const at = HEADER_BYTES + column * ENTRY_BYTES;
      const field = (place: number): number => this.entries[FIELDS * column + place] as number;
      for (let place = 0; place < 4; place++) view.setUint8(at + place, field(place));
      view.setInt32(at + 4, field(4), true);
      view.setInt32(at + 8, field(5), true);
      view.setUint32(at + 12, start + field(6), true);
    }
    new Uint8Array(buffer).set(this.bytes.subarray(0, this.end), start);
    return buffer;
  }

  private append(bytes: Uint8Array): void {
    const end = this.end + aligned(bytes.length);
    if (end > this.bytes.length) {
      const larger = new Uint8Array(2 * end);
      larger.set(this.bytes.subarray(0, this.end));
      this.bytes = larger;
    }
    this.bytes.set(bytes, this.end);
    this.bytes.fill(0, this.end + bytes.length, end);
    this.end = end;
  }
}

/** Series, part, coding, flags, base, step, offset. */
const FIELDS = 7;
const ASSEMBLY = new Assembly();

/** Rows of one tier, in order of time, none empty. */
export function encodeBlock(tier: TierName, rows: readonly Row[]): ArrayBuffer {
  const base = rows[0]?.time ?? 0;
  ASSEMBLY.begin(rows.length);
  const values = ASSEMBLY.column(rows.length);
  let isSingle = true;
  for (let row = 0; row < rows.length; row++) {
    const { time, count } = rows[row] as Row;
    values[row] = time - base;
    isSingle &&= count === 1;
  }
  ASSEMBLY.put(ROW, PARTS.main, values);
  if (!isSingle) {
    for (let row = 0; row < rows.length; row++) values[row] = (rows[row] as Row).count;
    ASSEMBLY.put(ROW, PARTS.count, values);
  }
  for (let place = 0; place < SERIES_NAMES.length; place++) putSeries(place, rows);
  return ASSEMBLY.finish(tier, base, rows.length);
}

/** In plain loops: this runs for every series every few seconds. */
function putSeries(place: number, rows: readonly Row[]): void {
  const { id, perUnit, kind } = SERIES[SERIES_NAMES[place] as SeriesName];
  const isGauge = kind === 'gauge';
  const main = ASSEMBLY.column(rows.length);
  let present = 0;
  let isEven = true;
  let last = 0;
  for (let row = 0; row < rows.length; row++) {
    const { sums, count, counts } = rows[row] as Row;
    const sum = sums[place] as number;
    const own = counts ? (counts[place] as number) : count;
    if (sum === sum) {
      last = rounded(isGauge ? sum / own : sum, perUnit);
      // What comes before the first value costs least when it is the same.
      if (present++ === 0) main.fill(last, 0, row);
      isEven &&= own === count;
    }
    // A row without a value has the one before: it costs least.
    main[row] = last;
  }
  if (present === 0) return;
  ASSEMBLY.put(id, PARTS.main, main, present < rows.length ? bitmapOf(place, rows) : undefined);
  const other = ASSEMBLY.second(rows.length);
  if (!isEven) {
    for (let row = 0; row < rows.length; row++) {
      const { sums, count, counts } = rows[row] as Row;
      other[row] = counts && !Number.isNaN(sums[place]) ? (counts[place] as number) : count;
    }
    ASSEMBLY.put(id, PARTS.count, other);
  }
  if (!isGauge) return;
  if (fillDistances(other, place, rows, main, perUnit, -1)) ASSEMBLY.put(id, PARTS.below, other);
  if (fillDistances(other, place, rows, main, perUnit, 1)) ASSEMBLY.put(id, PARTS.above, other);
}

/** How far the lowest (`side` -1) or highest (1) of each row lies from `main`. @returns whether any does */
function fillDistances(into: Int32Array, place: number, rows: readonly Row[], main: Int32Array, perUnit: number, side: 1 | -1): boolean {
  let any = false;
  let last = 0;
  for (let row = 0; row < rows.length; row++) {
    const { sums, lowest, highest } = rows[row] as Row;
    const value = side < 0 ? lowest : highest;
    if (value === sums) last = 0;
    else if (!Number.isNaN(value[place])) last = side * (rounded(value[place] as number, perUnit) - (main[row] as number));
    into[row] = last;
    any ||= last !== 0;
  }
  return any;
}

function rounded(value: number, perUnit: number): number {
  return Math.max(ABSENT + 1, Math.min(LARGEST, Math.round(value * perUnit)));
}

function bitmapOf(place: number, rows: readonly Row[]): Uint8Array {
  const bitmap = new Uint8Array(Math.ceil(rows.length / 8));
  rows.forEach(({ sums }, row) => {
    if (!Number.isNaN(sums[place])) bitmap[row >> 3] = (bitmap[row >> 3] as number) | (1 << (row & 7));
  });
  return bitmap;
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
  /** Each row is one reading. */
  private readonly isSingle: boolean;

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
    const counts = this.part(ROW, PARTS.count);
    this.isSingle = counts === undefined;
    this.counts = counts ?? new Int32Array(this.rows).fill(1);
  }

  /** `room`: where the columns may stand, until it is given to another call. @throws DamagedBlock */
  series(name: SeriesName, room?: ColumnRoom): BlockColumns | undefined {
    const { id } = SERIES[name];
    const main = this.part(id, PARTS.main, room);
    if (!main) return undefined;
    const below = this.part(id, PARTS.below, room);
    const above = this.part(id, PARTS.above, room);
    const count = this.part(id, PARTS.count, room);
    return {
      main,
      min: below ? apart(main, below, -1) : main,
      max: above ? apart(main, above, 1) : main,
      count: count ?? this.counts,
      isPlain: this.isSingle && !below && !above && !count && !this.hasBitmap(this.entryOf(id, PARTS.main)),
    };
  }

  /** Every row with all that it holds. @throws DamagedBlock */
  toRows(): readonly Row[] {
    const { rows, times, counts } = this;
    const columns = SERIES_NAMES.map((name) => this.series(name));
    const isSingle = columns.every((column) => !column || (column.min === column.main && column.max === column.main));
    const isEven = columns.every((column) => !column || column.count === counts);
    const made = Array.from({ length: rows }, (_, row): Row => {
      const sums = new Float64Array(SERIES_NAMES.length).fill(NaN);
      const [lowest, highest] = isSingle && counts[row] === 1 ? [sums, sums] : [sums.slice(), sums.slice()];
      return {
        time: times[row] as number,
        count: counts[row] as number,
        counts: isEven ? undefined : new Float64Array(sums.length),
        sums,
        lowest,
        highest,
      };
    });
    columns.forEach((column, place) => {
      if (!column) return;
      const { perUnit, kind } = SERIES[SERIES_NAMES[place] as SeriesName];
      for (let row = 0; row < rows; row++) {
        const value = column.main[row] as number;
        if (value === ABSENT) continue;
        const of = made[row] as Row;
        const count = column.count[row] as number;
        of.sums[place] = kind === 'gauge' ? (value / perUnit) * count : value / perUnit;
        if (of.counts) of.counts[place] = count;
        if (of.lowest === of.sums) continue;
        of.lowest[place] = (column.min[row] as number) / perUnit;
        of.highest[place] = (column.max[row] as number) / perUnit;
      }
    });
    return made;
  }

  private get entries(): number {
    return this.view.getUint16(6, true);
  }

  /** Place of a column in the table, -1 where it has none. */
  private entryOf(series: number, part: number): number {
    const { view, entries } = this;
    for (let at = HEADER_BYTES; at < HEADER_BYTES + entries * ENTRY_BYTES; at += ENTRY_BYTES) {
      if (view.getUint8(at) === series && view.getUint8(at + 1) === part) return at;
    }
    return -1;
  }

  private hasBitmap(entry: number): boolean {
    return (this.view.getUint8(entry + 3) & HAS_BITMAP) !== 0;
  }

  private part(series: number, part: number, room?: ColumnRoom): Int32Array | undefined {
    const { view, rows } = this;
    const at = this.entryOf(series, part);
    if (at < 0) return undefined;
    const column = { coding: view.getUint8(at + 2), base: view.getInt32(at + 4, true), step: view.getInt32(at + 8, true) };
    const offset = view.getUint32(at + 12, true);
    const bitmapBytes = this.hasBitmap(at) ? Math.ceil(rows / 8) : 0;
    try {
      const values = decodeColumn(rows, column, this.buffer, offset + aligned(bitmapBytes), room?.column(part, rows));
      if (bitmapBytes > 0) this.clearAbsent(values, new Uint8Array(this.buffer, offset, bitmapBytes));
      return values;
    } catch (error) {
      if (error instanceof RangeError) throw new DamagedBlock(error.message);
      throw error;
    }
  }

  private clearAbsent(values: Int32Array, bitmap: Uint8Array): void {
    for (let row = 0; row < values.length; row++) {
      if (((bitmap[row >> 3] as number) & (1 << (row & 7))) === 0) values[row] = ABSENT;
    }
  }
}

/** Lowest or highest of each row, in place of how far they lie from the mean. */
function apart(main: Int32Array, distance: Int32Array, side: 1 | -1): Int32Array {
  for (let row = 0; row < distance.length; row++) {
    const value = main[row] as number;
    distance[row] = value === ABSENT ? value : value + side * (distance[row] as number);
  }
  return distance;
}
