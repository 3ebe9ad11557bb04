import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc16 } from '../../src/protocols/bytes/crc16';
import { COMMANDS } from '../../src/protocols/tinybms/commands';
import {
  decodeReply,
  decodeRequest,
  encodePackets,
  encodeReply,
  encodeRequest,
  isReplyTo,
  reassemble,
} from '../../src/protocols/tinybms/frames';
import type { Reply } from '../../src/protocols/tinybms/frames';
import { decodeLive } from '../../src/protocols/tinybms/live';
import { REGISTERS, wordsOf } from '../../src/protocols/tinybms/registers';
import { readField, readTable, readValue, writeField, writeValue } from '../../src/protocols/tinybms/words';
import { reply, request, word } from '../support/tinybms-arbitraries';

describe('frames', () => {
  test('decoding inverts encoding for every request', () => {
    fc.assert(
      fc.property(request, (value) => {
        expect(decodeRequest(encodeRequest(value))).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  test('decoding inverts encoding for every reply', () => {
    fc.assert(
      fc.property(reply, (value) => {
        expect(decodeReply(encodeReply(value))).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  test('every frame begins with the header and ends with its checksum', () => {
    fc.assert(
      fc.property(fc.oneof(request.map(encodeRequest), reply.map(encodeReply)), (frame) => {
        expect(frame[0]).toBe(0xaa);
        expect((frame.at(-1) ?? 0) * 256 + (frame.at(-2) ?? 0)).toBe(crc16(frame, 0, frame.length - 2));
      }),
    );
  });

  test('no frame with one damaged byte is accepted', () => {
    fc.assert(
      fc.property(reply.map(encodeReply), fc.nat(), fc.integer({ min: 1, max: 255 }), (frame, where, flip) => {
        const position = where % frame.length;
        frame[position] = (frame[position] ?? 0) ^ flip;
        expect(() => decodeReply(frame)).toThrow(RangeError);
      }),
    );
  });

  test('an answer in several packets is put together again', () => {
    const block = fc.record({ command: fc.constant('readBlock' as const), words: fc.array(word, { maxLength: 200 }) });
    const registers = fc.record({
      command: fc.constant('readRegisters' as const),
      pairs: fc.array(fc.tuple(word, word), { maxLength: 100 }),
    });
    fc.assert(
      fc.property(fc.oneof(block, registers), (value) => {
        const frames = encodePackets(value);
        expect(reassemble(frames)).toEqual(value);
        if (frames.length > 1) expect(reassemble(frames.slice(0, -1))).toBeUndefined();
      }),
    );
  });

  test('a reply answers no request of another command', () => {
    fc.assert(
      fc.property(reply, request, (answer: Reply, asked) => {
        const { code } = COMMANDS[asked.command];
        const names = answer.command === 'ack' || answer.command === 'nack' ? answer.of : undefined;
        if (isReplyTo(answer, asked))
          expect(names ?? (answer.command in COMMANDS && COMMANDS[answer.command as keyof typeof COMMANDS].code)).toBe(code);
      }),
    );
  });
});

describe('words', () => {
  const keys = Object.keys(REGISTERS) as (keyof typeof REGISTERS)[];

  test('what a register holds within its range survives reading and writing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.array(word, { minLength: 6, maxLength: 6 }), (key, drawn) => {
        const register = REGISTERS[key];
        const words = drawn.slice(0, wordsOf(register));
        const value = readValue(register, words, register.address);
        let written: number[];
        try {
          written = writeValue(register, value, words[0]);
        } catch (error) {
          // Only a number can be out of range.
          expect(error).toBeInstanceOf(RangeError);
          expect(typeof value).toBe('number');
          return;
        }
        expect(readValue(register, written, register.address)).toEqual(value);
        if (register.type !== 'event') expect(written).toEqual(words);
      }),
      { numRuns: 2000 },
    );
  });

  test('writing a field changes no other bit', () => {
    const field = fc
      .integer({ min: 1, max: 15 })
      .chain((width) => fc.record({ lsb: fc.integer({ min: 0, max: 16 - width }), width: fc.constant(width) }));
    fc.assert(
      fc.property(field, word, word, (row, present, other) => {
        const value = readField(row, other);
        const written = writeField(row, value, present);
        const mask = ((1 << row.width) - 1) << row.lsb;
        expect(readField(row, written)).toBe(value);
        expect(written & ~mask).toBe(present & ~mask);
      }),
    );
  });

  test('any words of a whole map can be read', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 510, maxLength: 510 }), (words) => {
        expect(() => readTable(REGISTERS, words, 0)).not.toThrow();
      }),
      { numRuns: 20 },
    );
  });
});

describe('live values', () => {
  test('any 57 words decode, with cells only for a count that a TinyBMS can have', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 57, maxLength: 57 }), fc.oneof(fc.nat(20), word), (words, detected) => {
        const reading = decodeLive(words.with(53, detected));
        expect(reading.detectedCells).toBe(detected);
        expect(reading.cells).toHaveLength(detected >= 4 && detected <= 16 ? detected : 0);
        // The top cell is always in register 15, its balancing bit is bit 15.
        const top = reading.cells.at(-1);
        if (top)
          expect(top).toEqual({
            number: detected,
            voltage: (words[15] ?? 0) / 10_000,
            wantsBalancing: (words[51] ?? 0) >= 0x8000,
            balancing: (words[52] ?? 0) >= 0x8000,
          });
      }),
      { numRuns: 300 },
    );
  });
});
