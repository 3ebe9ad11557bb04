/** Columns of 32-bit integers in as few bytes as a plain typed array can hold: offsets from the lowest value, or steps from one to the next. */
export const CODINGS = {
  /** Every value is the base: no bytes. */
  constant: 0,
  /** Base, base + step, and so on: no bytes. */
  line: 1,
  offset8: 2,
  offset16: 3,
  step8: 4,
  step16: 5,
  /** The values themselves. */
  plain: 6,
} as const;

export interface EncodedColumn {
  readonly coding: number;
  readonly base: number;
  readonly step: number;
  readonly bytes: Uint8Array;
}

export function encodeColumn(values: Int32Array): EncodedColumn {
  const first = values[0] ?? 0;
  const step = values.length > 1 ? (values[1] ?? 0) - first : 0;
  let [lowest, highest, fall, rise, onLine] = [first, first, 0, 0, true];
  for (let row = 1, before = first; row < values.length; row++) {
    const value = values[row] as number;
    const change = value - before;
    if (value < lowest) lowest = value;
    else if (value > highest) highest = value;
    if (change < fall) fall = change;
    else if (change > rise) rise = change;
    if (change !== step) onLine = false;
    before = value;
  }
  const coded = (coding: number, base: number, bytes: Uint8Array): EncodedColumn => ({ coding, base, step: 0, bytes });
  if (lowest === highest) return coded(CODINGS.constant, first, NOTHING);
  if (onLine && Math.abs(step) < 2 ** 31) return { coding: CODINGS.line, base: first, step, bytes: NOTHING };
  const range = highest - lowest;
  const steps = Math.max(rise, -fall - 1);
  if (range < 2 ** 8) return coded(CODINGS.offset8, lowest, offsets(values, lowest, new Uint8Array(values.length)));
  if (steps < 2 ** 7) return coded(CODINGS.step8, first, changes(values, new Int8Array(values.length)));
  if (range < 2 ** 16) return coded(CODINGS.offset16, lowest, offsets(values, lowest, new Uint16Array(values.length)));
  if (steps < 2 ** 15) return coded(CODINGS.step16, first, changes(values, new Int16Array(values.length)));
  return coded(CODINGS.plain, 0, new Uint8Array(values.slice().buffer));
}

const NOTHING = new Uint8Array(0);

function offsets(values: Int32Array, base: number, into: Uint8Array | Uint16Array): Uint8Array {
  for (let row = 0; row < values.length; row++) into[row] = (values[row] as number) - base;
  return new Uint8Array(into.buffer);
}

function changes(values: Int32Array, into: Int8Array | Int16Array): Uint8Array {
  for (let row = 1; row < values.length; row++) into[row] = (values[row] as number) - (values[row - 1] as number);
  return new Uint8Array(into.buffer);
}

/**
 * Inverse of `encodeColumn`. `at` must be a multiple of 4.
 * @throws RangeError where the bytes end too soon or the coding is none
 */
export function decodeColumn(
  rows: number,
  { coding, base, step }: Omit<EncodedColumn, 'bytes'>,
  buffer: ArrayBuffer,
  at: number,
  values: Int32Array = new Int32Array(rows),
): Int32Array {
  switch (coding) {
    case CODINGS.constant:
      return values.fill(base);
    case CODINGS.line:
      for (let row = 0; row < rows; row++) values[row] = base + row * step;
      return values;
    case CODINGS.offset8:
      return fromOffsets(values, base, new Uint8Array(buffer, at, rows));
    case CODINGS.offset16:
      return fromOffsets(values, base, new Uint16Array(buffer, at, rows));
    case CODINGS.step8:
      return fromChanges(values, base, new Int8Array(buffer, at, rows));
    case CODINGS.step16:
      return fromChanges(values, base, new Int16Array(buffer, at, rows));
    case CODINGS.plain:
      values.set(new Int32Array(buffer, at, rows));
      return values;
    default:
      throw new RangeError(`coding ${coding} of a history column`);
  }
}

function fromOffsets(values: Int32Array, base: number, offset: Uint8Array | Uint16Array): Int32Array {
  for (let row = 0; row < values.length; row++) values[row] = base + (offset[row] as number);
  return values;
}

function fromChanges(values: Int32Array, base: number, change: Int8Array | Int16Array): Int32Array {
  for (let row = 0, value = base; row < values.length; row++) values[row] = value += change[row] as number;
  return values;
}
