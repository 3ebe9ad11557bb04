import { describe, expect, test } from 'vitest';
import { decodeEventLog, EVENT_BLOCK } from '../../../src/protocols/tinybms/event-log';

/** Registers 200 to 297 by hand: time bits 0 to 15, then time bits 16 to 23 in the low byte and the code in the high byte. */
function registers(slots: Readonly<Record<number, readonly [time: number, code: number]>>): number[] {
  const words = new Array<number>(98).fill(0);
  for (const [slot, [time, code]] of Object.entries(slots)) {
    words[2 * Number(slot)] = time & 0xffff;
    words[2 * Number(slot) + 1] = ((time >>> 16) & 0xff) | (code << 8);
  }
  return words;
}

const entries = (words: readonly number[], now: number) => decodeEventLog(words, now).map(({ time, code }) => [time, code]);

describe('the event log', () => {
  test('is 49 slots of two registers from 200 on', () => {
    expect(EVENT_BLOCK).toEqual({ address: 200, count: 98 });
    expect(() => decodeEventLog(new Array<number>(97).fill(0), 0)).toThrow(RangeError);
  });

  test('an empty one has no entries', () => {
    expect(entries(registers({}), 1_000)).toEqual([]);
  });

  test('one that has not gone round yet is in the order of its slots', () => {
    const words = registers({ 0: [10, 0x61], 1: [500, 0x02], 2: [500, 0x7b] });
    expect(entries(words, 1_000)).toEqual([
      [10, 0x61],
      [500, 0x02],
      [500, 0x7b],
    ]);
  });

  test('one that has gone round begins behind its newest entry; the same second keeps the order of the ring', () => {
    const slots = Object.fromEntries(Array.from({ length: 49 }, (_, slot) => [slot, [1_000 + slot, 0x62] as const]));
    const words = registers({ ...slots, 48: [2_000, 0x03], 0: [2_000, 0x79], 1: [2_000, 0x04] });
    expect(entries(words, 2_005).slice(-3)).toEqual([
      [2_000, 0x03],
      [2_000, 0x79],
      [2_000, 0x04],
    ]);
    expect(entries(words, 2_005)).toHaveLength(49);
  });

  test('times of 24 bits are completed by the counter, also across a wrap', () => {
    const words = registers({ 0: [0xfffff0, 0x61], 1: [0x000010, 0x64] });
    expect(entries(words, 0x0200_0020)).toEqual([
      [0x01ff_fff0, 0x61],
      [0x0200_0010, 0x64],
    ]);
  });

  test('an event that happened just after the counter was read is not half a year old', () => {
    expect(entries(registers({ 0: [1_003, 0x05] }), 1_000)).toEqual([[1_000, 0x05]]);
  });

  test('each entry says what it is and what it ends', () => {
    expect(decodeEventLog(registers({ 0: [1, 0x02], 1: [2, 0x7b], 2: [3, 0x61], 3: [4, 0x2f] }), 10)).toEqual([
      { time: 1, code: 0x02, key: 'underVoltageCutoff', class: 'fault', ends: [] },
      { time: 2, code: 0x7b, key: 'underVoltageRecovered', class: 'information', ends: [0x02] },
      { time: 3, code: 0x61, key: 'systemStarted', class: 'information', ends: 'all' },
      { time: 4, code: 0x2f, key: undefined, class: 'fault', ends: [] },
    ]);
  });
});
