/** Bytes that one turn takes at once. */
const SLICE = 8;

/**
 * What is left of each value of a byte in the register: in the first 256 entries after its own step, in the next 256 after one
 * zero byte more, and so on. Polynomial 0x8005, reflected to 0xA001.
 */
const TABLE = new Uint16Array(SLICE * 256);
for (let byte = 0; byte < 256; byte++) {
  let state = byte;
  for (let bit = 0; bit < 8; bit++) state = state & 1 ? (state >>> 1) ^ 0xa001 : state >>> 1;
  TABLE[byte] = state;
}
for (let index = 256; index < TABLE.length; index++) TABLE[index] = crc16Step(TABLE[index - 256] ?? 0, 0);

/** State of the checksum before the first byte. */
export const CRC16_START = 0xffff;

/** State of the checksum after one more byte. */
export function crc16Step(state: number, byte: number): number {
  return (state >>> 8) ^ (TABLE[(state ^ byte) & 0xff] ?? 0);
}

/**
 * CRC-16/MODBUS of `bytes[start..end)`: reflected, starts with 0xFFFF, no final XOR. "123456789" gives 0x4B37.
 * Over a message followed by its own checksum, low byte first, the result is 0.
 */
export function crc16(bytes: Uint8Array, start = 0, end = bytes.length): number {
  let state = CRC16_START;
  let at = start;
  // A step is linear: what each of eight bytes leaves behind does not depend on the others.
  for (; at + SLICE <= end; at += SLICE) {
    state =
      left(7, (state ^ (bytes[at] ?? 0)) & 0xff) ^
      left(6, (state >>> 8) ^ (bytes[at + 1] ?? 0)) ^
      left(5, bytes[at + 2] ?? 0) ^
      left(4, bytes[at + 3] ?? 0) ^
      left(3, bytes[at + 4] ?? 0) ^
      left(2, bytes[at + 5] ?? 0) ^
      left(1, bytes[at + 6] ?? 0) ^
      left(0, bytes[at + 7] ?? 0);
  }
  for (; at < end; at++) state = crc16Step(state, bytes[at] ?? 0);
  return state;
}

/** What is left of a byte when so many others have followed it. */
function left(following: number, byte: number): number {
  return TABLE[following * 256 + byte] ?? 0;
}
