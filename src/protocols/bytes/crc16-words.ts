/**
 * Whether bytes end with their own CRC-16/MODBUS, four bytes a step and without a table.
 *
 * They do when the polynomial divides them. It is (x + 1)(x^15 + x + 1), and both factors can be tried without dividing:
 * - x + 1 divides what has an even number of ones.
 * - Modulo the other, with y = 1/x for one bit later on the line, 1 = y^14 + y^15. Squared, 1 = y^28 + y^30 and 1 = y^56 + y^60:
 *   bits may be moved 56 and 60 places on at once. All bits are moved to the end like this, until 15 are left: then they have
 *   to be zero.
 */
import { CRC16_START } from './crc16';

/** So many bytes behind the last one are read too, whatever they are. */
export const BEHIND = 4;

/** Whether bytes `start` to `end` of `view`, two at least, end with their checksum, low byte first. */
export function isSealed(view: DataView, start: number, end: number): boolean {
  let ones = 0;
  /** What was moved to the next 32 bits, and to those after them. */
  let near = CRC16_START;
  let far = 0;
  for (let at = start; at < end; at += 4) {
    let word = view.getInt32(at, true);
    if (end - at < 4) word &= ~(-1 << (8 * (end - at)));
    ones ^= word;
    word ^= near;
    near = far ^ (word << 24) ^ (word << 28);
    far = (word >>> 8) ^ (word >>> 4);
  }
  const first = near & 0xfffffff;
  let left = (near >>> 28) ^ (far << 4) ^ first ^ (first << 2);
  for (let turn = 0; turn < 2; turn++) left = (left >>> 14) ^ (left & 0x3fff) ^ ((left & 0x3fff) << 1);
  return left === 0 && isEven(ones);
}

/** Whether an even number of bits is set. */
function isEven(bits: number): boolean {
  let folded = bits ^ (bits >>> 16);
  folded ^= folded >>> 8;
  folded ^= folded >>> 4;
  folded ^= folded >>> 2;
  return ((folded ^ (folded >>> 1)) & 1) === 0;
}
