import { describe, expect, test } from 'vitest';
import { asciiBytes } from '../../../src/protocols/bytes/ascii';
import { fromHex } from '../../../src/protocols/bytes/hex';
import { SlcanDecoder } from '../../../src/protocols/slcan/decoder';
import type { SlcanLine } from '../../../src/protocols/slcan/lines';
import { revive, split } from '../../support/can-arbitraries';
import hostile from '../../vectors/slcan-hostile.json';

function push(decoder: SlcanDecoder, text: string, at?: number): SlcanLine[] {
  return decoder.push(asciiBytes(text), at);
}

function kinds(lines: readonly SlcanLine[]): string[] {
  return lines.map((line) => line.kind);
}

describe('hostile input', () => {
  test.each(hostile)('$name ($source)', ({ hex, lines }) => {
    expect(new SlcanDecoder().push(fromHex(hex))).toEqual(revive(lines));
  });

  test.each(hostile)('$name, byte by byte', ({ hex, lines }) => {
    const decoder = new SlcanDecoder();
    expect([...fromHex(hex)].flatMap((byte) => decoder.push(Uint8Array.of(byte)))).toEqual(revive(lines));
  });

  test('4 KiB without a terminator cost one line', () => {
    const decoder = new SlcanDecoder();
    expect(decoder.push(new Uint8Array(4096).fill(0x30))).toEqual([]);
    expect(decoder.counters.overflows).toBe(1);
    expect(kinds(push(decoder, '\rt1230\r'))).toEqual(['overflow', 'frame']);
    expect(decoder.counters).toMatchObject({ overflows: 1, invalidLines: 1, frames: 1 });
  });

  test('a line of 512 characters is kept, one of 513 is dropped', () => {
    const decoder = new SlcanDecoder();
    expect(push(decoder, `${'x'.repeat(512)}\r`)).toEqual([{ kind: 'text', text: 'x'.repeat(512) }]);
    expect(push(decoder, `${'x'.repeat(513)}\r`)).toEqual([{ kind: 'overflow', bytes: 513 }]);
    expect(push(decoder, `${'x'.repeat(600)}\x07`)).toEqual([
      { kind: 'overflow', bytes: 600 },
      { kind: 'refused', byte: 7 },
    ]);
  });

  test('line feeds do not count as characters', () => {
    expect(push(new SlcanDecoder(), `${'x\n'.repeat(512)}\r`)).toEqual([{ kind: 'text', text: 'x'.repeat(512) }]);
  });
});

test('every split of a line over two reads', () => {
  const line = asciiBytes('t35183002E803E803C801\r');
  for (let cut = 0; cut <= line.length; cut++) {
    const decoder = new SlcanDecoder();
    const lines = split(line, [cut]).flatMap((piece) => decoder.push(piece));
    expect(lines).toEqual([
      { kind: 'frame', frame: { id: 0x351, extended: false, remote: false, length: 8, data: fromHex('30 02 E8 03 E8 03 C8 01') } },
    ]);
  }
});

test.each(['t1231AA\r', 'T123456781AA\r', 'r1230\r'])(
  'what looks like a frame at the start of a chunk and ends a line is none: %j',
  (text) => {
    const decoder = new SlcanDecoder();
    expect(push(decoder, 'x')).toEqual([]);
    expect(push(decoder, text + text).map(({ kind }) => kind)).toEqual(['text', 'frame']);
  },
);

test('the bytes of a frame do not change with the chunk they came in', () => {
  const chunk = asciiBytes('t1231AA\r');
  const [line] = new SlcanDecoder().push(chunk);
  chunk.fill(0);
  expect(line).toMatchObject({ frame: { data: Uint8Array.of(0xaa) } });
});

describe('queries', () => {
  test.each([
    ['version', 'V1013'],
    ['firmware', 'v1014'],
    ['serial-number', 'NA123'],
    ['flags', 'F00'],
  ] as const)('%s: only the line that answers it', (expected, answer) => {
    const decoder = new SlcanDecoder();
    decoder.expect = expected;
    const lines = push(decoder, 'V1013\rv1014\rNA123\rF00\r');
    expect(kinds(lines).filter((kind) => kind !== 'text')).toEqual([expected]);
    expect(kinds(push(decoder, `${answer}\r`))).toEqual([expected]);
    decoder.expect = undefined;
    expect(push(decoder, `${answer}\r`)).toEqual([{ kind: 'text', text: answer }]);
  });

  test('an echo of the question is no answer', () => {
    const decoder = new SlcanDecoder();
    decoder.expect = 'version';
    expect(kinds(push(decoder, 'V\r'))).toEqual(['text']);
  });

  test('flags need two digits, and a version may not hold control characters', () => {
    const decoder = new SlcanDecoder();
    decoder.expect = 'flags';
    expect(kinds(push(decoder, 'F\rF0\rF000\rF0G\r'))).toEqual(['text', 'text', 'text', 'text']);
    decoder.expect = 'version';
    expect(kinds(push(decoder, 'V\u0001\u0002\rdigital input\r'))).toEqual(['text', 'text']);
  });

  test('frames are read while an answer is awaited', () => {
    const decoder = new SlcanDecoder();
    decoder.expect = 'version';
    expect(kinds(push(decoder, 't1230\rV1013\rt1230\r'))).toEqual(['frame', 'version', 'frame']);
  });
});

describe('stamps', () => {
  const plain = 't1230\r';
  const stamped = 't12300001\r';

  test('after ten frames without one, four more digits are damage', () => {
    const decoder = new SlcanDecoder();
    push(decoder, plain.repeat(10));
    expect(push(decoder, stamped)).toEqual([{ kind: 'text', text: 't12300001' }]);
    expect(decoder.counters).toMatchObject({ frames: 10, strayStamps: 1, invalidLines: 1, lastInvalid: 't12300001' });
    expect(kinds(push(decoder, plain))).toEqual(['frame']);
  });

  test('before that they may be a stamp', () => {
    const decoder = new SlcanDecoder();
    push(decoder, plain.repeat(9));
    expect(kinds(push(decoder, stamped))).toEqual(['frame']);
  });

  test('after ten frames with one, a frame without is damage too', () => {
    const decoder = new SlcanDecoder();
    push(decoder, stamped.repeat(10));
    expect(kinds(push(decoder, plain))).toEqual(['text']);
    expect(kinds(push(decoder, 't123000000001\r'))).toEqual(['text']);
    expect(kinds(push(decoder, stamped))).toEqual(['frame']);
  });

  test('damage in between does not unsettle', () => {
    const decoder = new SlcanDecoder();
    push(decoder, plain.repeat(10));
    for (let round = 0; round < 50; round++) expect(kinds(push(decoder, stamped + plain))).toEqual(['text', 'frame']);
  });

  test('an adapter that was set otherwise is believed after ten frames in a row', () => {
    const decoder = new SlcanDecoder();
    push(decoder, plain.repeat(30));
    expect(kinds(push(decoder, stamped.repeat(9)))).toEqual(Array(9).fill('text'));
    expect(kinds(push(decoder, stamped.repeat(2)))).toEqual(['frame', 'frame']);
  });

  test('a glued acknowledgement of a refused frame is refused with it', () => {
    const decoder = new SlcanDecoder();
    push(decoder, plain.repeat(10));
    expect(kinds(push(decoder, `z${stamped}`))).toEqual(['text']);
  });
});

describe('counters', () => {
  test('say what came', () => {
    const decoder = new SlcanDecoder();
    expect(decoder.counters).toEqual({
      frames: 0,
      invalidLines: 0,
      overflows: 0,
      refusals: 0,
      strayStamps: 0,
      lastInvalid: undefined,
      lastValidAt: undefined,
    });
    push(decoder, `t1230\rz\r\r\x07\x08${'y'.repeat(100)}\r`, 1000);
    push(decoder, 'rubbish\r', 2000);
    expect(decoder.counters).toEqual({
      frames: 1,
      invalidLines: 2,
      overflows: 0,
      refusals: 2,
      strayStamps: 0,
      lastInvalid: 'rubbish',
      lastValidAt: 1000,
    });
    push(decoder, `${'y'.repeat(100)}\r`);
    expect(decoder.counters.lastInvalid).toBe('y'.repeat(64));
  });

  test('reset forgets the session: counters, half a line, stamps, the question', () => {
    const decoder = new SlcanDecoder();
    decoder.expect = 'flags';
    push(decoder, `${'t1230\r'.repeat(10)}t12`);
    decoder.reset();
    expect(decoder.counters.frames).toBe(0);
    expect(decoder.expect).toBeUndefined();
    expect(kinds(push(decoder, 't12300001\rF00\r'))).toEqual(['frame', 'text']);
  });
});
