import { describe, expect, test } from 'vitest';
import { asciiBytes, asciiText } from '../../../src/protocols/bytes/ascii';
import { fromHex, toHex } from '../../../src/protocols/bytes/hex';

describe('hexadecimal', () => {
  test('is written in upper case, two digits a byte', () => {
    expect(toHex(Uint8Array.of(0, 0xaa, 15))).toBe('00 AA 0F');
    expect(toHex(Uint8Array.of(1, 0xbc), '')).toBe('01BC');
    expect(toHex(new Uint8Array())).toBe('');
  });

  test('is read in any case, with and without spaces', () => {
    expect(fromHex('aa 0F\t1e')).toEqual(Uint8Array.of(0xaa, 15, 0x1e));
    expect(fromHex('AA0F')).toEqual(Uint8Array.of(0xaa, 15));
    expect(fromHex('')).toEqual(new Uint8Array());
  });

  test.each(['A', 'AA B', 'GG', '0x', '-1'])('"%s" is refused', (text) => {
    expect(() => fromHex(text)).toThrow(RangeError);
  });
});

describe('ASCII', () => {
  test('is one byte a character, both ways', () => {
    expect(asciiBytes('V10\r')).toEqual(Uint8Array.of(0x56, 0x31, 0x30, 0x0d));
    expect(asciiText(Uint8Array.of(0x56, 0x31, 0x30, 0x0d))).toBe('V10\r');
  });

  test('refuses other characters, and marks other bytes', () => {
    expect(() => asciiBytes('°C')).toThrow(RangeError);
    expect(asciiText(Uint8Array.of(0x41, 0x80, 0xff))).toBe('A\uFFFD\uFFFD');
  });
});
