import { describe, expect, test } from 'vitest';
import { crc16 } from '../../../src/protocols/bytes/crc16';
import { fromHex, toHex } from '../../../src/protocols/bytes/hex';
import { Deframer } from '../../../src/protocols/tinybms/deframer';
import {
  decodeReply,
  decodeRequest,
  encodePackets,
  encodeReply,
  encodeRequest,
  isReplyTo,
  reassemble,
} from '../../../src/protocols/tinybms/frames';
import type { Reply, Request } from '../../../src/protocols/tinybms/frames';
import { REGISTERS } from '../../../src/protocols/tinybms/registers';
import type { Register } from '../../../src/protocols/tinybms/registers';
import { readValue } from '../../../src/protocols/tinybms/words';
import vectors from '../../vectors/tinybms-frames.json';

interface Vector {
  readonly direction: string;
  readonly name: string;
  readonly source: string;
  readonly hex: string;
  readonly value: object;
  readonly registers?: { readonly base: number; readonly values: Readonly<Record<string, number | null | undefined>> };
}
const all: readonly Vector[] = vectors;
const requests = all.filter(({ direction }) => direction === 'request');
const replies = all.filter(({ direction }) => direction === 'reply');

/** A frame around these bytes, for what the encoder refuses to build. */
function sealed(hex: string): Uint8Array {
  const body = fromHex(hex);
  const sum = crc16(body);
  return Uint8Array.of(...body, sum & 0xff, sum >>> 8);
}

describe('published frames', () => {
  test.each(requests)('request: $name ($source)', ({ hex, value }) => {
    expect(toHex(encodeRequest(value as Request))).toBe(hex);
    expect(decodeRequest(fromHex(hex))).toEqual(value);
    expect(new Deframer('requests').push(fromHex(hex))).toEqual({ frames: [fromHex(hex)], skipped: 0 });
  });

  test.each(replies)('reply: $name ($source)', ({ hex, value }) => {
    expect(toHex(encodeReply(value as Reply))).toBe(hex);
    expect(decodeReply(fromHex(hex))).toEqual(value);
    expect(new Deframer('replies').push(fromHex(hex))).toEqual({ frames: [fromHex(hex)], skipped: 0 });
  });

  test.each(replies.filter(({ registers }) => registers))('registers in: $name', ({ value, registers }) => {
    const table: Readonly<Record<string, Register>> = REGISTERS;
    const { words } = value as { words: number[] };
    for (const [key, expected] of Object.entries(registers?.values ?? {})) {
      const register = table[key];
      if (!register) throw new Error(`no register ${key}`);
      const read = readValue(register, words, registers?.base ?? 0);
      if (typeof expected === 'number') expect(read).toBe(register.type === 'f32' ? Math.fround(expected) : expected);
      else expect(read).toBeUndefined();
    }
  });
});

describe('what the protocol does not allow', () => {
  const read = (count: number): Request => ({ command: 'modbusRead', address: 0, count });
  test.each<[string, Request]>([
    ['no registers', read(0)],
    ['128 registers', read(128)],
    ['a fraction of registers', read(1.5)],
    ['an address beyond 16 bits', { command: 'modbusRead', address: 0x10000, count: 1 }],
    ['more than one packet can answer', { command: 'readBlock', address: 0, count: 32 }],
    ['16 individual registers', { command: 'readRegisters', addresses: Array.from({ length: 16 }, (_, index) => index) }],
    ['a write below the settings', { command: 'modbusWrite', address: 299, words: [1, 2] }],
    ['a write that runs out of the settings', { command: 'modbusWrite', address: 399, words: [1, 2] }],
    ['a write of live values', { command: 'writeRegisters', pairs: [[36, 0]] }],
    ['a block write of statistics', { command: 'writeBlock', address: 100, words: [0] }],
    ['a word beyond 16 bits', { command: 'writeRegisters', pairs: [[300, 65536]] }],
    ['a negative word', { command: 'modbusWrite', address: 300, words: [-1] }],
    ['101 settings', { command: 'settings', bound: 'current', count: 101 }],
  ])('request for %s is refused', (_, request) => {
    expect(() => encodeRequest(request)).toThrow(RangeError);
  });

  test.each<[string, Reply]>([
    ['a block longer than a packet', { command: 'readBlock', words: new Array<number>(32).fill(0) }],
    ['50 events', { command: 'allEvents', now: 100, events: new Array(50).fill({ time: 1, code: 2 }) }],
    ['an event of the future', { command: 'allEvents', now: 100, events: [{ time: 101, code: 2 }] }],
    ['a short packet that is not the last', { command: 'packet', of: 'readBlock', id: 1, bytes: new Uint8Array(62) }],
    ['a voltage that is not finite', { command: 'packVoltage', value: Number.NaN }],
    ['17 cells', { command: 'cellVoltages', voltages: new Array<number>(17).fill(3) }],
    ['a temperature beyond 16 bits', { command: 'temperatures', internal: 4000, external1: undefined, external2: undefined }],
  ])('reply with %s is refused', (_, reply) => {
    expect(() => encodeReply(reply)).toThrow(RangeError);
  });

  test.each([
    ['a reset option without a meaning', 'AA 02 03'],
    ['settings of an unknown bound', 'AA 1D 05 00 2C'],
    ['a write whose counts contradict each other', 'AA 10 01 2C 00 02 02 00 01'],
  ])('%s reaches the device but is no request', (_, hex) => {
    const frame = sealed(hex);
    expect(new Deframer('requests').push(frame).frames).toEqual([frame]);
    expect(() => decodeRequest(frame)).toThrow(RangeError);
  });

  test.each(['', 'AA', 'AA 03', 'AA 19 BE DB', 'AB 19 BE DA', 'AA 19 BE DA 00', 'AA 83 01 00 00'])('"%s" is no frame', (hex) => {
    expect(() => decodeReply(fromHex(hex))).toThrow(RangeError);
    expect(() => decodeRequest(fromHex(hex))).toThrow(RangeError);
  });
});

describe('the longest frames', () => {
  const words = (count: number): number[] => Array.from({ length: count }, (_, index) => 0xaa00 + index);
  test.each<[Request, number]>([
    [{ command: 'modbusRead', address: 0xffff, count: 127 }, 8],
    [{ command: 'modbusWrite', address: 300, words: words(100) }, 209],
    [{ command: 'readBlock', address: 0xffff, count: 31 }, 7],
    [{ command: 'readRegisters', addresses: words(15) }, 35],
    [{ command: 'writeBlock', address: 370, words: words(30) }, 67],
    [{ command: 'writeRegisters', pairs: words(15).map((word, index) => [385 + index, word] as const) }, 65],
    [{ command: 'settings', bound: 'maximum', count: 100 }, 7],
  ])('request %#', (request, length) => {
    const frame = encodeRequest(request);
    expect(frame).toHaveLength(length);
    expect(new Deframer('requests').push(frame)).toEqual({ frames: [frame], skipped: 0 });
    expect(decodeRequest(frame)).toEqual(request);
  });

  test.each<[Reply, number]>([
    [{ command: 'modbusRead', words: words(127) }, 259],
    [{ command: 'readBlock', words: words(31) }, 67],
    [{ command: 'readRegisters', pairs: words(15).map((word) => [word, word] as const) }, 65],
    [{ command: 'packet', of: 'readBlock', id: 63, bytes: new Uint8Array(63).fill(0xaa) }, 68],
    [{ command: 'allEvents', now: 49, events: words(49).map((_, index) => ({ time: index, code: 0xaa })) }, 205],
    [{ command: 'cellVoltages', voltages: words(16).map((word) => word / 10_000) }, 37],
    [{ command: 'settings', words: words(100) }, 205],
  ])('reply %#', (reply, length) => {
    const frame = encodeReply(reply);
    expect(frame).toHaveLength(length);
    expect(new Deframer('replies').push(frame)).toEqual({ frames: [frame], skipped: 0 });
    expect(decodeReply(frame)).toEqual(reply);
  });
});

describe('events', () => {
  test('a time in 24 bits is put before the lifetime counter', () => {
    // Counter 0x02000010; one event 0x20 s before, the wrap between them, and one of the same second.
    const frame = sealed('AA 12 0C 10 00 00 02 F0 FF FF 02 10 00 00 61');
    expect(decodeReply(frame)).toEqual({
      command: 'allEvents',
      now: 0x02000010,
      events: [
        { time: 0x01fffff0, code: 0x02 },
        { time: 0x02000010, code: 0x61 },
      ],
    });
  });

  test('entries without a code are left out', () => {
    expect(decodeReply(sealed('AA 11 0C 64 00 00 00 00 00 00 00 05 00 00 61'))).toEqual({
      command: 'newestEvents',
      now: 100,
      events: [{ time: 5, code: 0x61 }],
    });
  });

  test('a count that leaves out the time of the BMS is understood: the checksum decides', () => {
    const frame = sealed('AA 12 08 40 42 0F 00 10 40 0F 64 11 40 0F 62');
    expect(new Deframer('replies').push(frame)).toEqual({ frames: [frame], skipped: 0 });
    expect(decodeReply(frame)).toMatchObject({ now: 1_000_000, events: [{ time: 999_440 }, { time: 999_441 }] });
  });
});

describe('answers in several packets', () => {
  const words = Array.from({ length: 45 }, (_, index) => index * 257);
  const frames = encodePackets({ command: 'readBlock', words });

  test('45 registers are 63 bytes and a rest of 27, cut in the middle of a register', () => {
    expect(frames.map((frame) => frame.length)).toEqual([68, 32]);
    expect(frames[0]?.[2]).toBe(0x80);
    expect(frames[1]?.[2]).toBe(27);
    expect(decodeReply(frames[1] ?? new Uint8Array())).toMatchObject({ command: 'packet', id: 'last' });
    expect(reassemble(frames)).toEqual({ command: 'readBlock', words });
  });

  test('the number of a packet is not looked at', () => {
    const [first = new Uint8Array(), last = new Uint8Array()] = frames;
    const renumbered = encodeReply({ command: 'packet', of: 'readBlock', id: 2, bytes: first.subarray(3, -2) });
    expect(renumbered[2]).toBe(0x82);
    expect(reassemble([renumbered, last])).toEqual({ command: 'readBlock', words });
  });

  test('what is not one complete answer is nothing', () => {
    const [first = new Uint8Array(), last = new Uint8Array()] = frames;
    expect(reassemble([])).toBeUndefined();
    expect(reassemble([first])).toBeUndefined();
    expect(reassemble([last, first])).toBeUndefined();
    expect(reassemble([last])).toBeUndefined();
    expect(reassemble([fromHex('AA 19 67 45 23 01 D3 82')])).toBeUndefined();
  });
});

describe('which reply belongs to which request', () => {
  const live: Request = { command: 'modbusRead', address: 0, count: 2 };
  const write: Request = { command: 'modbusWrite', address: 300, words: [3650] };
  const pairs: Request = { command: 'readRegisters', addresses: [45, 50] };
  const restart: Request = { command: 'resetOrClear', option: 'restart' };
  test.each<[string, Reply, Request, boolean]>([
    ['the words asked for', { command: 'modbusRead', words: [1, 2] }, live, true],
    ['another number of words', { command: 'modbusRead', words: [1] }, live, false],
    ['the same words by another command', { command: 'readBlock', words: [1, 2] }, live, false],
    ['a refusal', { command: 'nack', of: 0x03, error: 0 }, live, true],
    ['the refusal of another command', { command: 'nack', of: 0x10, error: 0 }, live, false],
    ['an acknowledgement of a read', { command: 'ack', of: 0x03 }, live, false],
    ['the echo', { command: 'modbusWrite', address: 300, count: 1 }, write, true],
    ['the echo of another address', { command: 'modbusWrite', address: 301, count: 1 }, write, false],
    ['the echo of another count', { command: 'modbusWrite', address: 300, count: 2 }, write, false],
    ['an acknowledgement instead of the echo', { command: 'ack', of: 0x10 }, write, false],
    [
      'the pairs asked for',
      {
        command: 'readRegisters',
        pairs: [
          [45, 1],
          [50, 2],
        ],
      },
      pairs,
      true,
    ],
    [
      'pairs in another order',
      {
        command: 'readRegisters',
        pairs: [
          [50, 1],
          [45, 2],
        ],
      },
      pairs,
      false,
    ],
    ['fewer pairs', { command: 'readRegisters', pairs: [[45, 1]] }, pairs, false],
    ['an acknowledgement', { command: 'ack', of: 0x02 }, restart, true],
    ['the acknowledgement of another command', { command: 'ack', of: 0x0d }, restart, false],
    [
      'one packet',
      { command: 'packet', of: 'readBlock', id: 0, bytes: new Uint8Array(63) },
      { command: 'readBlock', address: 0, count: 31 },
      false,
    ],
    ['the value asked for', { command: 'lifetimeCounter', value: 1 }, { command: 'lifetimeCounter' }, true],
    ['another value', { command: 'lifetimeCounter', value: 1 }, { command: 'stateOfCharge' }, false],
    ['as many settings', { command: 'settings', words: [1] }, { command: 'settings', bound: 'default', count: 1 }, true],
    ['more settings', { command: 'settings', words: [1, 2] }, { command: 'settings', bound: 'default', count: 1 }, false],
  ])('%s', (_, reply, request, expected) => {
    expect(isReplyTo(reply, request)).toBe(expected);
  });
});
