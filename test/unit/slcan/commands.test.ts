import { describe, expect, test } from 'vitest';
import { fromHex } from '../../../src/protocols/bytes/hex';
import { standardFrame } from '../../../src/protocols/can-frame';
import { BITRATE_CODES, decodeCommand, encodeCommand, type SlcanCommand } from '../../../src/protocols/slcan/commands';
import { revive } from '../../support/can-arbitraries';
import vectors from '../../vectors/slcan-commands.json';

describe('commands, both ways', () => {
  test.each(vectors)('$name: $text ($source)', ({ text, hex, command }) => {
    const expected = revive<SlcanCommand>(command);
    expect(encodeCommand(expected)).toEqual(fromHex(hex));
    expect(decodeCommand(text)).toEqual(expected);
  });

  test('lower-case digits are understood', () => {
    expect(decodeCommand('t1232aabb')).toEqual({ kind: 'frame', frame: standardFrame(0x123, Uint8Array.of(0xaa, 0xbb)) });
    expect(decodeCommand('mffffffff')).toEqual({ kind: 'acceptanceMask', value: 0xffffffff });
  });

  test('speeds as in the manual', () => {
    expect(Object.values(BITRATE_CODES)).toEqual([10_000, 20_000, 50_000, 100_000, 125_000, 250_000, 500_000, 800_000, 1_000_000]);
  });
});

test.each(
  [
    [
      '',
      'V1',
      'v ',
      'O1',
      'CC',
      'S',
      'S9',
      'S66',
      's031',
      's031C00',
      's03G0',
      'Z',
      'Z2',
      'X',
      'X2',
      'M6000',
      'm00001FF0 ',
      'W2',
      'W',
      'Q3',
    ],
    [
      'U7',
      'U',
      'H1',
      '*',
      'h',
      'toString',
      'kind',
      't123',
      't12321',
      't8000',
      't1239',
      't12G0',
      'r',
      'r100',
      'T200000000',
      'd1230',
      ' t1230',
    ],
    ['t1002113\u0433', 't100211334D67', 'R0000010', 'e', '\u0000'],
  ].flat(),
)('%j is no command', (line) => {
  expect(decodeCommand(line)).toBeUndefined();
});

describe('what does not fit is refused', () => {
  const frame = standardFrame(0x351, new Uint8Array(8));
  test.each<[string, SlcanCommand]>([
    ['id above 11 bits', { kind: 'frame', frame: { ...frame, id: 0x800 } }],
    ['id above 29 bits', { kind: 'frame', frame: { ...frame, id: 0x20000000, extended: true } }],
    ['negative id', { kind: 'frame', frame: { ...frame, id: -1 } }],
    ['id not whole', { kind: 'frame', frame: { ...frame, id: 1.5 } }],
    ['id not a number', { kind: 'frame', frame: { ...frame, id: Number.NaN } }],
    ['length 9', { kind: 'frame', frame: { ...frame, length: 9, data: new Uint8Array(9) } }],
    ['length and bytes differ', { kind: 'frame', frame: { ...frame, length: 7 } }],
    ['remote frame with bytes', { kind: 'frame', frame: { ...frame, remote: true } }],
    ['mask above 32 bits', { kind: 'acceptanceMask', value: 2 ** 32 }],
    ['negative code', { kind: 'acceptanceCode', value: -1 }],
    ['timing above a byte', { kind: 'rawBitTiming', btr0: 0x100, btr1: 0 }],
    ['no such serial speed', { kind: 'uartSpeed', code: 7 }],
  ])('%s', (_, command) => {
    expect(() => encodeCommand(command)).toThrow(RangeError);
  });
});

test('a command fits one USB packet of 64 bytes', () => {
  const longest = encodeCommand({
    kind: 'frame',
    frame: { id: 0x1fffffff, extended: true, remote: false, length: 8, data: new Uint8Array(8) },
  });
  expect(longest).toHaveLength(27);
});
