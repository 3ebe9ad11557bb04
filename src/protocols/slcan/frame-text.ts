import type { CanFrame } from '../can-frame';

/** Digits that an adapter appended to a received frame. Their meaning differs between adapters: time is taken by the host instead. */
export interface Stamp {
  readonly value: number;
  readonly digits: 4 | 8;
}

/** A received frame as it stood on its line. */
export interface FrameLine {
  readonly kind: 'frame';
  readonly frame: CanFrame;
  readonly stamp?: Stamp;
}

const CR = 0x0d;
const NOT_HEX = 0xff;
const LETTER_R = 0x52;
const LETTER_T = 0x54;
const LETTER_r = 0x72;
const LETTER_t = 0x74;
const HIGHEST_STANDARD = 0x7ff;
const HIGHEST_EXTENDED = 0x1fffffff;

const DIGITS = Uint8Array.from('0123456789ABCDEF', (digit) => digit.charCodeAt(0));

/** Both digits of every byte: the first one in the lower half. */
const PAIRS = Uint16Array.from({ length: 256 }, (_, byte) => (DIGITS[byte >> 4] ?? 0) | ((DIGITS[byte & 0xf] ?? 0) << 8));

/** Value of every byte read as a hexadecimal digit of either case. */
const NIBBLES = new Uint8Array(256).fill(NOT_HEX);
for (let value = 0; value < 16; value++) {
  const digit = value.toString(16);
  NIBBLES[digit.charCodeAt(0)] = value;
  NIBBLES[digit.toUpperCase().charCodeAt(0)] = value;
}

function nibble(bytes: Uint8Array, at: number): number {
  return NIBBLES[bytes[at] ?? 0] ?? NOT_HEX;
}

/** Where the text that starts at `start` ends, if it is a frame without stamp: its letter and its length digit tell. */
export function frameTextEnd(bytes: Uint8Array, start: number): number {
  const letter = bytes[start] ?? 0;
  const lengthAt = start + (letter === LETTER_T || letter === LETTER_R ? 9 : 4);
  const isData = letter === LETTER_t || letter === LETTER_T;
  return lengthAt + 1 + (isData ? 2 * nibble(bytes, lengthAt) : 0);
}

/** Whether a line that starts with this byte can be a classic frame: one of `t T r R`. */
export function isFrameLetter(byte: number): boolean {
  return byte === LETTER_t || byte === LETTER_T || byte === LETTER_r || byte === LETTER_R;
}

/**
 * Reads `bytes` from `start` up to `end` (terminator excluded) as one classic frame, `undefined` unless every character fits:
 * hexadecimal digits only, identifier in range, length 0 to 8, and exactly 0, 4 or 8 digits of stamp.
 * A line carries no checksum, so its exact length is the best test there is. Source: slcan, parser requirements.
 */
export function readFrameText(bytes: Uint8Array, start: number, end: number): FrameLine | undefined {
  const letter = bytes[start] ?? 0;
  if (!isFrameLetter(letter)) return undefined;
  const extended = letter === LETTER_T || letter === LETTER_R;
  const remote = letter === LETTER_r || letter === LETTER_R;
  const lengthAt = start + (extended ? 9 : 4);
  if (lengthAt >= end) return undefined;
  const length = nibble(bytes, lengthAt);
  if (length > 8) return undefined;
  const stampAt = lengthAt + 1 + (remote ? 0 : 2 * length);
  const stampDigits = end - stampAt;
  if (stampDigits !== 0 && stampDigits !== 4 && stampDigits !== 8) return undefined;

  let seen = 0;
  let id = 0;
  for (let at = start + 1; at < lengthAt; at++) {
    const digit = nibble(bytes, at);
    seen |= digit;
    id = (id << 4) | digit;
  }
  // A negative number is an eight-digit identifier with its top bit set.
  if (id < 0 || id > (extended ? HIGHEST_EXTENDED : HIGHEST_STANDARD)) return undefined;
  const data = new Uint8Array(remote ? 0 : length);
  for (let index = 0, at = lengthAt + 1; at < stampAt; index++, at += 2) {
    const high = nibble(bytes, at);
    const low = nibble(bytes, at + 1);
    seen |= high | low;
    data[index] = (high << 4) | low;
  }
  if (seen > 0xf) return undefined;
  const frame = { id, extended, remote, length, data };
  if (stampDigits === 0) return { kind: 'frame', frame };

  let value = 0;
  for (let at = stampAt; at < end; at++) {
    const digit = nibble(bytes, at);
    seen |= digit;
    value = (value << 4) | digit;
  }
  if (seen > 0xf) return undefined;
  return { kind: 'frame', frame, stamp: { value: value >>> 0, digits: stampDigits } };
}

/**
 * One frame as a line with its CR, hexadecimal digits in upper case. The host sends it to transmit, the adapter sends it on reception.
 * @throws RangeError when identifier, length or bytes do not make a classic CAN frame, or the stamp does not fit its digits
 */
export function writeFrameText(frame: CanFrame, stamp?: Stamp): Uint8Array {
  checkFrame(frame);
  const { id, extended, remote, length, data } = frame;
  const lengthAt = extended ? 9 : 4;
  const stampAt = lengthAt + 1 + (remote ? 0 : 2 * length);
  const end = stampAt + (stamp?.digits ?? 0);
  const line = new Uint8Array(end + 1);
  line[0] = extended ? (remote ? LETTER_R : LETTER_T) : remote ? LETTER_r : LETTER_t;
  writeHex(line, 1, lengthAt, id);
  line[lengthAt] = DIGITS[length] ?? 0;
  for (let index = 0, at = lengthAt + 1; at < stampAt; index++, at += 2) writePair(line, at, data[index] ?? 0);
  if (stamp) {
    checkStamp(stamp);
    writeHex(line, stampAt, end, stamp.value);
  }
  line[end] = CR;
  return line;
}

function writeHex(line: Uint8Array, start: number, end: number, value: number): void {
  let rest = value;
  let at = end - 2;
  for (; at >= start; at -= 2) {
    writePair(line, at, rest & 0xff);
    rest >>>= 8;
  }
  if (at + 1 === start) line[start] = DIGITS[rest & 0xf] ?? 0;
}

function writePair(line: Uint8Array, at: number, byte: number): void {
  const digits = PAIRS[byte] ?? 0;
  line[at] = digits;
  line[at + 1] = digits >> 8;
}

function checkFrame({ id, extended, remote, length, data }: CanFrame): void {
  const highest = extended ? HIGHEST_EXTENDED : HIGHEST_STANDARD;
  if (!Number.isInteger(id) || id < 0 || id > highest) throw new RangeError(`id ${id} is not an ${extended ? 29 : 11}-bit identifier`);
  if (!Number.isInteger(length) || length < 0 || length > 8) throw new RangeError(`length ${length} is not 0 to 8`);
  if (data.length !== (remote ? 0 : length)) throw new RangeError(`data of ${data.length} bytes in a frame of length ${length}`);
}

function checkStamp({ value, digits }: Stamp): void {
  if (!Number.isInteger(value) || value < 0 || value >= 16 ** digits) throw new RangeError(`stamp ${value} does not fit ${digits} digits`);
}
