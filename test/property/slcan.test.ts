import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CanFrame } from '../../src/protocols/can-frame';
import { BITRATE_CODES, type BitrateCode, decodeCommand, encodeCommand, type SlcanCommand } from '../../src/protocols/slcan/commands';
import { SlcanDecoder } from '../../src/protocols/slcan/decoder';
import { decodeFlags } from '../../src/protocols/slcan/flags';
import { encodeLine, type Expected, type SlcanLine } from '../../src/protocols/slcan/lines';
import { anyCanFrame, concat, split } from '../support/can-arbitraries';

type SpokenLine = Exclude<SlcanLine, { kind: 'overflow' }>;

const EXPECTED = ['version', 'firmware', 'serial-number', 'flags', undefined] as const satisfies (Expected | undefined)[];

const word = fc.string({
  minLength: 1,
  maxLength: 60,
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
});
const stamp = fc.oneof(
  fc.record({ value: fc.nat(0xffff), digits: fc.constant<4 | 8>(4) }),
  fc.record({ value: fc.integer({ min: 0, max: 0xffffffff }), digits: fc.constant<4 | 8>(8) }),
);

/** Any line an adapter may send; text begins with a character that begins no other line. */
const anyLine: fc.Arbitrary<SpokenLine> = fc.oneof(
  anyCanFrame.map((frame) => ({ kind: 'frame', frame }) as const),
  fc.constant({ kind: 'ok' } as const),
  fc.constantFrom(7 as const, 8 as const).map((byte) => ({ kind: 'refused', byte }) as const),
  fc.constantFrom('z' as const, 'Z' as const).map((letter) => ({ kind: 'transmitted', letter }) as const),
  fc.constantFrom('', '1', '7').map((code) => ({ kind: 'feedback', code }) as const),
  word.map((text) => ({ kind: 'version', text: `V${text}` }) as const),
  word.map((text) => ({ kind: 'firmware', text: `v${text}` }) as const),
  word.map((text) => ({ kind: 'serial-number', text: `N${text}` }) as const),
  fc.nat(255).map((byte) => ({ kind: 'flags', flags: decodeFlags(byte) }) as const),
  fc
    .record({ state: fc.constantFrom('ok', 'warning', 'passive', 'bus-off'), rxErrors: fc.nat(999), txErrors: fc.nat(999) })
    .map((report) => ({ kind: 'bus-state', ...report }) as const),
  fc.constantFrom('e1a', 'e3bBo', 'E0123ABCD').map((text) => ({ kind: 'error-report', text }) as const),
  fc.constant({ kind: 'poll-end' } as const),
  word.map((text) => ({ kind: 'text', text: `?${text}` }) as const),
);

function expectedFor(line: SlcanLine): Expected | undefined {
  return EXPECTED.find((name) => name === line.kind);
}

function readAll(decoder: SlcanDecoder, pieces: readonly Uint8Array[]): SlcanLine[] {
  return pieces.flatMap((piece) => decoder.push(piece));
}

describe('decoding inverts encoding', () => {
  test('frames as commands', () => {
    fc.assert(
      fc.property(anyCanFrame, (frame) => {
        const line = String.fromCharCode(...encodeCommand({ kind: 'frame', frame })).slice(0, -1);
        expect(decodeCommand(line)).toEqual({ kind: 'frame', frame });
      }),
    );
  });

  test('frames as lines, with and without stamp', () => {
    fc.assert(
      fc.property(anyCanFrame, fc.option(stamp, { nil: undefined }), (frame, mark) => {
        const line: SpokenLine = mark ? { kind: 'frame', frame, stamp: mark } : { kind: 'frame', frame };
        expect(new SlcanDecoder().push(encodeLine(line))).toEqual([line]);
      }),
    );
  });

  test('every other command', () => {
    const u32 = fc.integer({ min: 0, max: 0xffffffff });
    const other: fc.Arbitrary<SlcanCommand> = fc.oneof(
      fc
        .constantFrom('version', 'firmware', 'serialNumber', 'flags', 'open', 'listen', 'close', 'poll', 'pollAll')
        .map((kind) => ({ kind }) as const),
      fc.constantFrom(...(Object.keys(BITRATE_CODES) as BitrateCode[])).map((code) => ({ kind: 'bitrate', code }) as const),
      fc.record({ btr0: fc.nat(255), btr1: fc.nat(255) }).map((timing) => ({ kind: 'rawBitTiming', ...timing }) as const),
      fc.boolean().map((on) => ({ kind: 'timestamps', on }) as const),
      fc.boolean().map((on) => ({ kind: 'autoPoll', on }) as const),
      u32.map((value) => ({ kind: 'acceptanceCode', value }) as const),
      u32.map((value) => ({ kind: 'acceptanceMask', value }) as const),
      fc.constantFrom('dual', 'single').map((mode) => ({ kind: 'filterMode', mode }) as const),
      fc.constantFrom('off', 'normal', 'listen').map((mode) => ({ kind: 'autoStart', mode }) as const),
      fc.nat(6).map((code) => ({ kind: 'uartSpeed', code }) as const),
    );
    fc.assert(
      fc.property(other, (command) => {
        const bytes = encodeCommand(command);
        expect(bytes.at(-1)).toBe(0x0d);
        expect(decodeCommand(String.fromCharCode(...bytes.subarray(0, -1)))).toEqual(command);
      }),
    );
  });

  test('every kind of line, while its answer is expected', () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        const decoder = new SlcanDecoder();
        decoder.expect = expectedFor(line);
        expect(decoder.push(encodeLine(line))).toEqual([line]);
      }),
    );
  });
});

describe('any bytes', () => {
  /** Letters, digits and terminators of the protocol among any other bytes. */
  const noise = fc
    .array(
      fc.oneof(
        fc.uint8Array({ maxLength: 8 }),
        fc.constantFrom(0x0d, 0x0a, 0x07, 0x08, 0x74, 0x54, 0x72, 0x7a, 0x30, 0x31, 0x23).map((byte) => Uint8Array.of(byte)),
        anyLine.map(encodeLine),
        fc.integer({ min: 500, max: 530 }).map((length) => new Uint8Array(length).fill(0x41)),
      ),
      { maxLength: 40 },
    )
    .map((parts) => concat(...parts));

  test('are survived, and lines and counters do not depend on where the stream was cut', () => {
    fc.assert(
      fc.property(noise, fc.array(fc.nat(40)), fc.constantFrom(...EXPECTED), (stream, cuts, expected) => {
        const whole = new SlcanDecoder();
        const pieces = new SlcanDecoder();
        whole.expect = pieces.expect = expected;
        expect(readAll(pieces, split(stream, cuts))).toEqual(whole.push(stream));
        expect(pieces.counters).toEqual(whole.counters);
      }),
    );
  });

  test('counters add up', () => {
    fc.assert(
      fc.property(noise, (stream) => {
        const decoder = new SlcanDecoder();
        const count = new Map<string, number>();
        for (const { kind } of decoder.push(stream)) count.set(kind, (count.get(kind) ?? 0) + 1);
        const { frames, invalidLines, refusals } = decoder.counters;
        expect(frames).toBe(count.get('frame') ?? 0);
        expect(invalidLines).toBe((count.get('text') ?? 0) + (count.get('overflow') ?? 0));
        expect(refusals).toBe(count.get('refused') ?? 0);
      }),
    );
  });

  test('after any bytes, the next terminator starts afresh', () => {
    fc.assert(
      fc.property(noise, anyCanFrame, (stream, frame) => {
        const decoder = new SlcanDecoder();
        decoder.push(stream);
        decoder.push(Uint8Array.of(0x07));
        // The noise may have settled on a stamp of its own; ten frames in a row settle it anew.
        for (let round = 0; round < 9; round++) decoder.push(encodeCommand({ kind: 'frame', frame }));
        expect(decoder.push(encodeCommand({ kind: 'frame', frame }))).toEqual([{ kind: 'frame', frame }]);
      }),
    );
  });

  test('are no command, or one that encodes to the same line', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'tTrRSsZXMmWQU0128aF') })), (line) => {
        const command = decodeCommand(line);
        if (command) expect(String.fromCharCode(...encodeCommand(command)).toLowerCase()).toBe(`${line}\r`.toLowerCase());
      }),
    );
  });
});

/**
 * The protocol has no checksum; this is all that reading can promise when one byte of a frame's line is damaged.
 * - Lost: no frame is read that was not sent.
 * - Replaced, once the session's stamps are settled: at most a frame is read with as many bytes and the same kind of identifier,
 *   whose line is as long and differs in that one character. It passes unnoticed: doubting values is for the application.
 */
describe('one damaged byte', () => {
  const guard: CanFrame = { id: 0x7ff, extended: false, remote: false, length: 0, data: new Uint8Array() };
  const stampDigits = fc.constantFrom(undefined, 4 as const, 8 as const);
  const anyByte = fc.oneof(
    fc.nat(255),
    fc.constantFrom(...'tTrRzZ0123456789ABCDEF\r\n').map((character) => character.charCodeAt(0)),
  );

  function lineOf(frame: CanFrame, digits: 4 | 8 | undefined): Uint8Array {
    return encodeLine(digits ? { kind: 'frame', frame, stamp: { value: 0x1a2b, digits } } : { kind: 'frame', frame });
  }

  /** Frames read that are neither `frame` nor the one sent after it. */
  function wrongFrames(frame: CanFrame, digits: 4 | 8 | undefined, framesBefore: number, damaged: Uint8Array) {
    const decoder = new SlcanDecoder();
    for (let round = 0; round < framesBefore; round++) decoder.push(lineOf(guard, digits));
    const lines = decoder.push(concat(damaged, lineOf(guard, digits)));
    return lines.filter((line) => line.kind === 'frame').filter((line) => !isSame(line.frame, frame) && !isSame(line.frame, guard));
  }

  function isSame(a: CanFrame, b: CanFrame): boolean {
    return String(encodeCommand({ kind: 'frame', frame: a })) === String(encodeCommand({ kind: 'frame', frame: b }));
  }

  test('lost', () => {
    fc.assert(
      fc.property(anyCanFrame, stampDigits, fc.constantFrom(0, 10), (frame, digits, framesBefore) => {
        const line = lineOf(frame, digits);
        for (let at = 0; at < line.length; at++) {
          expect(wrongFrames(frame, digits, framesBefore, concat(line.subarray(0, at), line.subarray(at + 1)))).toEqual([]);
        }
      }),
    );
  });

  test('replaced', () => {
    fc.assert(
      fc.property(anyCanFrame, stampDigits, anyByte, (frame, digits, byte) => {
        const line = lineOf(frame, digits);
        for (let at = 0; at < line.length; at++) {
          for (const wrong of wrongFrames(frame, digits, 10, line.with(at, byte))) {
            expect(wrong.frame.extended).toBe(frame.extended);
            expect(wrong.frame.data).toHaveLength(frame.data.length);
            const again = encodeLine(wrong);
            expect(again).toHaveLength(line.length);
            expect([...again].filter((character, index) => character !== line[index])).toHaveLength(1);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
