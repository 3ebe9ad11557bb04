/** One step of the checksum for each value of the byte that leaves the register: polynomial 0x8005, reflected to 0xA001. */
const TABLE = new Int32Array(256);
for (let byte = 0; byte < 256; byte++) {
  let state = byte;
  for (let bit = 0; bit < 8; bit++) state = state & 1 ? (state >>> 1) ^ 0xa001 : state >>> 1;
  TABLE[byte] = state;
}

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
  for (let index = start; index < end; index++) state = crc16Step(state, bytes[index] ?? 0);
  return state;
}
