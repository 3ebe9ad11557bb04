/** The outside of a frame: header, checksum, and the order of bytes within. */
import { crc16 } from '../bytes/crc16';
import { FRAME_HEADER, frameLength, lastLengthByte, layoutOf } from './commands';
import type { Direction } from './commands';

/** Low byte first: the proprietary commands. */
export function littleEndian(word: number): [number, number] {
  return [word & 0xff, (word >>> 8) & 0xff];
}

/** High byte first: the MODBUS-compatible commands. */
export function bigEndian(word: number): [number, number] {
  return [(word >>> 8) & 0xff, word & 0xff];
}

/** Words of bytes that come low byte first. */
export function littleEndianWords(bytes: Uint8Array): number[] {
  return Array.from({ length: bytes.length >>> 1 }, (_, index) => (bytes[2 * index] ?? 0) | ((bytes[2 * index + 1] ?? 0) << 8));
}

/** Words of bytes that come high byte first. */
export function bigEndianWords(bytes: Uint8Array): number[] {
  return Array.from({ length: bytes.length >>> 1 }, (_, index) => ((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0));
}

/** A whole frame: header, command code, the bytes given, and the checksum, low byte first. */
export function seal(code: number, bytes: readonly number[]): Uint8Array {
  const frame = Uint8Array.of(FRAME_HEADER, code, ...bytes, 0, 0);
  const end = frame.length - 2;
  frame.set(littleEndian(crc16(frame, 0, end)), end);
  return frame;
}

/** Command code of a frame. @throws RangeError when no deframer of this direction would yield the bytes. */
export function openFrame(direction: Direction, frame: Uint8Array): number {
  const code = frame[1] ?? -1;
  const layout = frame[0] === FRAME_HEADER ? layoutOf(direction, code) : undefined;
  const length = layout && frameLength(layout, frame[lastLengthByte(layout)] ?? -1);
  const uncounted = layout?.kind === 'counted' ? (layout.uncounted ?? 0) : 0;
  if (length === undefined || (frame.length !== length && frame.length !== length + uncounted) || crc16(frame) !== 0) {
    throw new RangeError(`not an intact frame of ${frame.length} bytes (${direction})`);
  }
  return code;
}

/** `value` if it is an integer within the range. @throws RangeError naming what it is. */
export function within(name: string, value: number, min: number, max: number): number {
  if (!Number.isInteger(value) || value < min || value > max) throw new RangeError(`${name} ${value} is not within ${min} to ${max}`);
  return value;
}

/** The words, each checked. @throws RangeError for anything but a 16-bit word, or more or fewer than allowed. */
export function checkedWords(name: string, words: readonly number[], min: number, max: number): readonly number[] {
  within(`number of words of ${name}`, words.length, min, max);
  for (const word of words) within(`word of ${name}`, word, 0, 0xffff);
  return words;
}
