import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../../../src/protocols/bytes/hex';
import { COMMANDS } from '../../../src/protocols/tinybms/commands';
import { readDraft, type DraftRefusal, type Reading, type ReadDraft } from '../../../src/protocols/tinybms/hand-made';

const bytes = (text: string): ReadDraft => readDraft({ kind: 'bytes', text });
const frame = (read: ReadDraft): string | DraftRefusal => (read.ok ? toHex(read.frame) : read.refusal);

describe('bytes typed by hand', () => {
  // Source: TinyBMS reference, section 6, with the checksums as printed there.
  test.each([
    ['Modbus read', 'AA 03 00 24 00 04 1D D9', { command: 'modbusRead', address: 36, count: 4 }],
    ['block', 'AA 07 04 24 00 67 AD', { command: 'readBlock', address: 36, count: 4 }],
    ['single registers', 'AA 09 04 2D 00 32 00 FC 5F', { command: 'readRegisters', addresses: [45, 50] }],
    ['lifetime counter', 'AA 19 BE DA', { command: 'lifetimeCounter' }],
    ['all events', 'AA 12 FF 1D', { command: 'allEvents' }],
    ['defaults', 'AA 1D 03 00 2D 0A 69', { command: 'settings', bound: 'default', count: 45 }],
    ['extended version', 'AA 1F 3E D8', { command: 'extendedVersion' }],
  ] as const)('%s: with its checksum or without', (_, hex, reading) => {
    for (const text of [hex, hex.slice(0, -6), hex.toLowerCase().replaceAll(' ', ''), `0x${hex.replaceAll(' ', ', 0x')}`]) {
      const read = bytes(text);
      expect(frame(read)).toBe(hex);
      expect(read.ok && read.reading).toEqual(reading);
    }
  });

  // Source: the same section: what writes, clears and restarts; none of it may get out in any form.
  test.each([
    ['AA 0D 04 34 01 14 00 B1 27', 'writeRegisters', 'writes'],
    ['AA 10 01 34 00 01 02 00 14 39 DC', 'modbusWrite', 'writes'],
    ['AA 0B 04 34 01 14 00', 'writeBlock', 'writes'],
    ['AA 02 02 D1 41', 'resetOrClear', 'acts'],
    ['AA 02', 'resetOrClear', 'acts'],
  ] as const)('%s is refused: it %3$s', (text, command, effect) => {
    expect(bytes(text)).toEqual({ ok: false, refusal: { reason: 'not-reading', command, effect } });
  });

  test.each<[string, string, DraftRefusal]>([
    ['nothing', '  ', { reason: 'empty' }],
    ['half a byte', 'AA 1', { reason: 'not-hexadecimal' }],
    ['no digits', 'AA XY', { reason: 'not-hexadecimal' }],
    ['another header', '55 03 00 24 00 04', { reason: 'header', byte: 0x55 }],
    ['a MODBUS function that the vendor does not list', 'AA 04 00 24 00 04', { reason: 'unknown-command', code: 0x04 }],
    ['an answer', 'AA 01 0D 91 B5', { reason: 'unknown-command', code: 0x01 }],
    ['commands of the CAN module', 'AA 28', { reason: 'unknown-command', code: 0x28 }],
    ['the header alone', 'AA', { reason: 'length', is: 1, wanted: undefined }],
    ['one byte too few', 'AA 03 00 24 00', { reason: 'length', is: 5, wanted: 8 }],
    ['one byte too many', 'AA 19 BE DA 00', { reason: 'length', is: 5, wanted: 4 }],
    ['half an address', 'AA 09 03 2D 00 32', { reason: 'length', is: 6, wanted: undefined }],
    ['a wrong checksum', 'AA 19 BE DB', { reason: 'checksum', is: fromHex('BE DB'), wanted: fromHex('BE DA') }],
    ['no registers', 'AA 03 00 24 00 00', { reason: 'registers', most: 127 }],
    ['more registers than one answer has', 'AA 03 00 00 00 80', { reason: 'registers', most: 127 }],
    ['more than one packet of a block', 'AA 07 20 00 00', { reason: 'registers', most: 31 }],
    ['a bound that does not exist', 'AA 1D 05 00 2D', { reason: 'contradiction' }],
    ['a reserved byte that is used', 'AA 1D 03 01 2D', { reason: 'contradiction' }],
  ])('refuses %s', (_, text, refusal) => {
    expect(bytes(text)).toEqual({ ok: false, refusal });
  });
});

describe('a reading that was chosen', () => {
  test('becomes its frame', () => {
    expect(frame(readDraft({ kind: 'reading', reading: { command: 'modbusRead', address: 42, count: 2 } }))).toBe(
      'AA 03 00 2A 00 02 FC 18',
    );
  });

  test.each<Reading>([
    { command: 'modbusRead', address: 70_000, count: 1 },
    { command: 'modbusRead', address: NaN, count: 1 },
    { command: 'readRegisters', addresses: [] },
  ])('is refused where no register is meant: %o', (reading) => {
    expect(readDraft({ kind: 'reading', reading })).toMatchObject({ ok: false, refusal: { reason: 'registers' } });
  });

  test('is refused where it is none, whatever the page believes', () => {
    const write = { command: 'modbusWrite', address: 308, words: [20] } as unknown as Reading;
    expect(readDraft({ kind: 'reading', reading: write })).toMatchObject({ ok: false, refusal: { reason: 'not-reading' } });
  });
});

test('whatever is not known to read is refused: all 256 codes, at any length', () => {
  const reads = new Set<number>(Object.values(COMMANDS).flatMap(({ code, effect }) => (effect === 'reads' ? [code] : [])));
  // Source: TinyBMS Communication Protocols rev. D: 0x02 clears and restarts; 0x0B, 0x0D and 0x10 write.
  for (const code of [0x02, 0x0b, 0x0d, 0x10]) expect(reads.has(code)).toBe(false);
  for (let code = 0; code < 256; code++) {
    for (let length = 0; length < 12; length++) {
      const read = bytes(toHex([0xaa, code, ...Array<number>(length).fill(1)]));
      if (read.ok) expect(reads.has(code) && read.frame[1] === code).toBe(true);
    }
  }
});
