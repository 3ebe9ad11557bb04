import { describe, expect, test } from 'vitest';
import { fromHex } from '../../../src/protocols/bytes/hex';
import { standardFrame } from '../../../src/protocols/can-frame';
import { SlcanDecoder } from '../../../src/protocols/slcan/decoder';
import { decodeFlags, encodeFlags } from '../../../src/protocols/slcan/flags';
import { encodeLine, type Expected, type SlcanLine } from '../../../src/protocols/slcan/lines';
import { revive } from '../../support/can-arbitraries';
import vectors from '../../vectors/slcan-lines.json';

describe('lines, both ways', () => {
  test.each(vectors)('$name ($source)', ({ hex, expect: expected, line }) => {
    const meaning = revive<Exclude<SlcanLine, { kind: 'overflow' }>>(line);
    const decoder = new SlcanDecoder();
    decoder.expect = expected as Expected | undefined;
    expect(decoder.push(fromHex(hex))).toEqual([meaning]);
    expect(encodeLine(meaning)).toEqual(fromHex(hex));
  });
});

test.each([
  [0x01, 'receiveQueueFull'],
  [0x02, 'transmitQueueFull'],
  [0x04, 'errorWarning'],
  [0x08, 'dataOverrun'],
  [0x20, 'errorPassive'],
  [0x40, 'arbitrationLost'],
  [0x80, 'busError'],
] as const)('flag 0x%s is %s (Lawicel CANUSB manual)', (mask, name) => {
  const flags = decodeFlags(mask);
  expect(Object.entries(flags).filter(([, set]) => set)).toEqual([[name, true]]);
  expect(encodeFlags(flags)).toBe(mask);
});

test('the unused flag is ignored', () => {
  expect(Object.values(decodeFlags(0x10))).toEqual(Array(7).fill(false));
});

describe('what no adapter could send is refused', () => {
  test.each<[string, Exclude<SlcanLine, { kind: 'overflow' }>]>([
    ['text with a CR', { kind: 'text', text: 'a\rb' }],
    ['text with a LF', { kind: 'text', text: 'a\n' }],
    ['text with a BEL', { kind: 'text', text: '\u0007' }],
    ['text with a backspace', { kind: 'text', text: '\b' }],
    ['text beyond one byte', { kind: 'version', text: 'V\u0101' }],
    ['error counter 1000', { kind: 'bus-state', state: 'ok', rxErrors: 1000, txErrors: 0 }],
    ['error counter -1', { kind: 'bus-state', state: 'ok', rxErrors: 0, txErrors: -1 }],
    ['stamp above 4 digits', { kind: 'frame', frame: standardFrame(1, new Uint8Array()), stamp: { value: 0x10000, digits: 4 } }],
    ['stamp above 8 digits', { kind: 'frame', frame: standardFrame(1, new Uint8Array()), stamp: { value: 2 ** 32, digits: 8 } }],
  ])('%s', (_, line) => {
    expect(() => encodeLine(line)).toThrow(RangeError);
  });
});
