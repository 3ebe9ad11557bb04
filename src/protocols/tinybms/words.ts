/** The interpreter of the register table: 16-bit words on one side, values in physical units on the other. */
import type { LoggedEvent } from './events';
import { EVENT_TIME_WRAP } from './events';
import { wordsOf } from './registers';
import type { Decoded, Field, Register, ValueOf } from './registers';

/** For the bits of a float; wide enough for one value. */
const scratch = new DataView(new ArrayBuffer(4));

const RAW_RANGE = { u16: [0, 0xffff], i16: [-0x8000, 0x7fff], u32: [0, 0xffff_ffff] } as const;

/** The word at an address. @throws RangeError when the block does not hold it. */
function wordAt(words: readonly number[], address: number, base: number): number {
  const word = words[address - base];
  if (word === undefined) throw new RangeError(`register ${address} is not among ${words.length} words from ${base}`);
  return word;
}

/** Two words as one unsigned number: the low word has the lower address. */
function doubleWordAt(words: readonly number[], address: number, base: number): number {
  return wordAt(words, address + 1, base) * 0x1_0000 + wordAt(words, address, base);
}

function floatOf(bits: number): number {
  scratch.setUint32(0, bits);
  return scratch.getFloat32(0);
}

function bitsOf(value: number): number {
  scratch.setFloat32(0, value);
  return scratch.getUint32(0);
}

/** Raw number on the wire; not for events and bytes. */
function readRaw(register: Register, words: readonly number[], base: number): number {
  const { address } = register;
  switch (register.type) {
    case 'i16':
      return (wordAt(words, address, base) << 16) >> 16;
    case 'u32':
      return doubleWordAt(words, address, base);
    case 'f32':
      return floatOf(doubleWordAt(words, address, base));
    default:
      return register.lowByteOnly ? wordAt(words, address, base) & 0xff : wordAt(words, address, base);
  }
}

function readEvent(register: Register, words: readonly number[], base: number): LoggedEvent | undefined {
  const raw = doubleWordAt(words, register.address, base);
  const code = raw >>> 24;
  return code === 0 ? undefined : { time: raw % EVENT_TIME_WRAP, code };
}

/** Low byte, then high byte of each word. */
function readBytes(register: Register, words: readonly number[], base: number): Uint8Array {
  const bytes = new Uint8Array(2 * wordsOf(register));
  for (let index = 0; index < bytes.length; index++) {
    bytes[index] = wordAt(words, register.address + (index >>> 1), base) >>> (index & 1 ? 8 : 0);
  }
  return bytes;
}

function readAny(register: Register, words: readonly number[], base: number): number | LoggedEvent | Uint8Array | undefined {
  switch (register.type) {
    case 'event':
      return readEvent(register, words, base);
    case 'bytes':
      return readBytes(register, words, base);
    default: {
      const raw = readRaw(register, words, base);
      return raw === register.absent ? undefined : raw / (register.perUnit ?? 1);
    }
  }
}

/**
 * Value of a register [its unit] out of a block of words that begins at address `base`. Ranges are not checked: this is
 * what the device says. An event has the 24 bits of its time.
 * @throws RangeError when the block does not hold the register
 */
export function readValue<R extends Register>(register: R, words: readonly number[], base: number): ValueOf<R> {
  // The row's type selects both the branch above and the branch of ValueOf; the compiler cannot follow that.
  return readAny(register, words, base) as ValueOf<R>;
}

/** Values of all rows of a table. @throws RangeError when the block does not hold one of them. */
export function readTable<T extends Readonly<Record<string, Register>>>(table: T, words: readonly number[], base: number): Decoded<T> {
  return Object.fromEntries(Object.entries(table).map(([key, register]) => [key, readAny(register, words, base)])) as Decoded<T>;
}

function refuse(register: Register, value: unknown): never {
  throw new RangeError(`register ${register.address}: ${String(value)} does not fit`);
}

function writeNumber(register: Register, value: number, reserved: number): number[] {
  const { type, perUnit = 1 } = register;
  if (type === 'f32') {
    const bits = bitsOf(value);
    // A finite number can still be too large for 32 bits.
    if (!Number.isFinite(floatOf(bits))) refuse(register, value);
    return [bits & 0xffff, bits >>> 16];
  }
  if (type === 'event' || type === 'bytes') refuse(register, value);
  const raw = Math.round(value * perUnit);
  const [lowest, highest] = RAW_RANGE[type];
  const min = register.min ?? lowest;
  const max = register.max ?? (register.lowByteOnly ? 0xff : highest);
  // Written so that NaN fails.
  if (!(raw >= min && raw <= max) || raw === register.absent) refuse(register, value);
  if (type === 'u32') return [raw % 0x1_0000, Math.floor(raw / 0x1_0000)];
  return [register.lowByteOnly ? (reserved & 0xff00) | raw : raw & 0xffff];
}

/**
 * Words of a register for a value [its unit], rounded to the nearest raw count. `undefined` is written as the mark that
 * the row has for it, an empty event slot as zeros.
 * @param present word that the register holds now: the reserved high byte of a single-byte register is taken from it
 * @throws RangeError naming register and value when the value is not finite or leaves the range of the row
 */
export function writeValue<R extends Register>(register: R, value: ValueOf<R>, present?: number): number[];
export function writeValue(register: Register, value: number | LoggedEvent | Uint8Array | undefined, present = 0): number[] {
  if (typeof value === 'number') return writeNumber(register, value, present);
  if (register.type === 'event') {
    if (value === undefined) return [0, 0];
    if (value instanceof Uint8Array || !(value.code >= 1 && value.code <= 0xff)) refuse(register, value);
    const { time, code } = value;
    return [time & 0xffff, (code << 8) | ((time >>> 16) & 0xff)];
  }
  if (register.type === 'bytes') {
    if (!(value instanceof Uint8Array) || value.length !== 2 * wordsOf(register)) refuse(register, value);
    return Array.from({ length: wordsOf(register) }, (_, index) => (value[2 * index] ?? 0) | ((value[2 * index + 1] ?? 0) << 8));
  }
  if (value !== undefined || register.absent === undefined) refuse(register, value);
  return [register.absent & 0xffff];
}

/** Value of one field within the word of its register. */
export function readField(field: Field, word: number): number {
  const raw = (word >>> field.lsb) & ((1 << field.width) - 1);
  return field.signed && raw >>> (field.width - 1) ? raw - (1 << field.width) : raw;
}

/** The word with one field replaced; all other bits stay. @throws RangeError naming bit and value when it leaves the field's range. */
export function writeField(field: Field, value: number, present: number): number {
  const span = 1 << field.width;
  const min = field.min ?? (field.signed ? -span / 2 : 0);
  const max = field.max ?? (field.signed ? span / 2 : span) - 1;
  if (!Number.isInteger(value) || value < min || value > max) throw new RangeError(`field at bit ${field.lsb}: ${value} does not fit`);
  const mask = (span - 1) << field.lsb;
  return (present & ~mask & 0xffff) | ((value << field.lsb) & mask);
}
