/**
 * The checksum of any window of a stream, from the running state at its two ends.
 *
 * A step of the checksum is linear: state' = Z(state) xor T(byte), where Z is the step of a zero byte. Two runs over the
 * same n bytes therefore differ by Z^n of the difference of their starting states. A run through the whole stream that was
 * in state `before` ahead of the window and in state `after` behind it tells, in at most 16 steps, how a run that had
 * started afresh at the window would have ended. A false header costs the same little time whatever length it claims.
 */
import { CRC16_START, crc16Step } from './crc16';

/** Longest window that can be judged, in bytes. */
export const LONGEST_WINDOW = 320;

/** Z^n of each single bit, 16 entries for each n. */
const ZERO_BYTES = new Uint16Array((LONGEST_WINDOW + 1) * 16);
for (let bit = 0; bit < 16; bit++) {
  let state = 1 << bit;
  for (let length = 0; length <= LONGEST_WINDOW; length++) {
    ZERO_BYTES[length * 16 + bit] = state;
    state = crc16Step(state, 0);
  }
}

/**
 * Whether a window of `length` bytes ends with its own checksum, low byte first.
 * @param before running state ahead of the window, @param after running state behind it, both of one run over the stream
 * @throws RangeError when `length` exceeds `LONGEST_WINDOW`
 */
export function endsWithItsChecksum(before: number, after: number, length: number): boolean {
  if (length > LONGEST_WINDOW) throw new RangeError(`window of ${length} bytes, at most ${LONGEST_WINDOW} can be judged`);
  let difference = before ^ CRC16_START;
  let shifted = 0;
  for (let index = length * 16; difference !== 0; index++, difference >>>= 1) {
    if (difference & 1) shifted ^= ZERO_BYTES[index] ?? 0;
  }
  return shifted === after;
}
