import { describe, expect, test } from 'vitest';
import { asciiBytes } from '../../../src/protocols/bytes/ascii';
import { crc16, CRC16_START, crc16Step } from '../../../src/protocols/bytes/crc16';
import { endsWithItsChecksum, LONGEST_WINDOW } from '../../../src/protocols/bytes/crc16-window';
import { BEHIND, isSealed } from '../../../src/protocols/bytes/crc16-words';
import { fromHex } from '../../../src/protocols/bytes/hex';
import { sealed } from '../../support/tinybms-oracle';

describe('crc16', () => {
  test('gives the published check value of CRC-16/MODBUS', () => {
    expect(crc16(asciiBytes('123456789'))).toBe(0x4b37);
  });

  test('of nothing is its start value', () => {
    expect(crc16(new Uint8Array())).toBe(0xffff);
  });

  test('takes a part of the bytes', () => {
    expect(crc16(asciiBytes('xx123456789yy'), 2, 11)).toBe(0x4b37);
  });

  test('is the same in one go as byte by byte, however many bytes there are', () => {
    const bytes = Uint8Array.from({ length: 40 }, (_, index) => (index * 37 + 11) % 256);
    for (let start = 0; start < 10; start++) {
      for (let end = start; end <= bytes.length; end++) {
        expect(crc16(bytes, start, end)).toBe(bytes.subarray(start, end).reduce(crc16Step, CRC16_START));
      }
    }
  });

  test('of a message with its checksum is 0 (worked example: AA 19 BE DA)', () => {
    expect(crc16(fromHex('AA 19 BE DA'))).toBe(0);
    expect(crc16(fromHex('AA 19 BE DB'))).not.toBe(0);
  });
});

describe('a window of a stream', () => {
  const frame = fromHex('AA 03 08 EB 85 42 4C 33 33 C0 F3 D8 20');
  const stream = Uint8Array.of(1, 2, 0xaa, 255, ...frame, 7, 0, 0);
  const states = [0x1234];
  for (const byte of stream) states.push(crc16Step(states.at(-1) ?? 0, byte));

  test('is intact exactly where a frame with its checksum lies', () => {
    for (let start = 0; start < stream.length; start++) {
      for (let end = start; end <= stream.length; end++) {
        const direct = crc16(stream, start, end) === 0;
        expect(endsWithItsChecksum(states[start] ?? 0, states[end] ?? 0, end - start)).toBe(direct);
      }
    }
    expect(endsWithItsChecksum(states[4] ?? 0, states[4 + frame.length] ?? 0, frame.length)).toBe(true);
  });

  test('of nothing is not intact, and a window that is too long is refused', () => {
    expect(endsWithItsChecksum(CRC16_START, CRC16_START, 0)).toBe(false);
    expect(() => endsWithItsChecksum(0, 0, LONGEST_WINDOW + 1)).toThrow(RangeError);
  });
});

describe('bytes that end with their checksum', () => {
  const body = (length: number): readonly number[] => Array.from({ length }, (_, index) => (index * index * 37 + length) % 256);

  /** Among other bytes, which must not matter, from `start` on. */
  function told(bytes: readonly number[], start = 0): boolean {
    const around = new Uint8Array(start + bytes.length + BEHIND).fill(0xa5);
    around.set(bytes, start);
    return isSealed(new DataView(around.buffer), start, start + bytes.length);
  }

  test('are told wherever they stand, however many they are, and not when a bit is wrong', () => {
    for (let length = 0; length <= 257; length++) {
      const bytes = sealed(body(length));
      for (let start = 0; start < 5; start++) expect(told(bytes, start)).toBe(true);
      const wrong = Array.from({ length: 8 * bytes.length }, (_, bit) => bytes.with(bit >> 3, (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))));
      expect(wrong.filter((damaged) => told(damaged))).toEqual([]);
    }
  });

  // Both ways to tell are linear. That the right one of all checksums is the only one taken, whatever the length, proves them the same.
  test.each([2, 3, 4, 5, 13, 119])('are taken with one checksum of all: %i bytes', (length) => {
    const frame = sealed(body(length - 2));
    const bytes = Uint8Array.from([...frame, 0, 0, 0, 0]);
    const view = new DataView(bytes.buffer);
    const taken: number[] = [];
    for (let checksum = 0; checksum <= 0xffff; checksum++) {
      view.setUint16(length - 2, checksum, true);
      if (isSealed(view, 0, length)) taken.push(checksum);
    }
    expect(taken).toEqual([(frame.at(-2) ?? 0) | ((frame.at(-1) ?? 0) << 8)]);
  });
});
