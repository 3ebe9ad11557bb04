import { describe, expect, test } from 'vitest';
import { activeEvents } from '../../../src/battery/bms-events';
import { describeEvent } from '../../../src/protocols/tinybms/events';

/** A log of these codes, a second apart. */
const log = (...codes: readonly number[]) => codes.map((code, index) => describeEvent({ code, time: 100 + index }));
const active = (codes: readonly number[], status: Parameters<typeof activeEvents>[1] = 'fault') =>
  activeEvents(log(...codes), status).map(({ code }) => code);

describe('what the log of the BMS says is wrong now', () => {
  test('a fault until its own recovery, whatever happens to others', () => {
    expect(active([0x03, 0x04, 0x73])).toEqual([0x03]);
    expect(active([0x03, 0x79])).toEqual([]);
    expect(active([0x79, 0x03])).toEqual([0x03]);
    expect(active([0x02, 0x7b, 0x02])).toEqual([0x02]);
  });

  // Source: TinyBMS Communication Protocols rev. D: each recovery and what it is the end of.
  test.each([
    [0x04, 0x73],
    [0x0a, 0x75],
    [0x06, 0x76],
    [0x05, 0x77],
    [0x07, 0x78],
    [0x03, 0x79],
    [0x02, 0x7b],
    [0x37, 0x74],
    [0x31, 0x7a],
  ])('0x%s ends with %s', (code, recovery) => {
    expect(active([code])).toEqual([code]);
    expect(active([code, recovery])).toEqual([]);
  });

  test('a restart ends everything; what is logged after it holds', () => {
    expect(active([0x0e, 0x0b, 0x61])).toEqual([]);
    expect(active([0x0e, 0x61, 0x0b])).toEqual([0x0b]);
  });

  test('a status without fault overrules faults whose end is missing, not warnings: those never show in it', () => {
    expect(active([0x05, 0x37], 'idle')).toEqual([0x37]);
    expect(active([0x05, 0x37], 'fault')).toEqual([0x05, 0x37]);
  });

  test('a remark about the charger holds until the next charge, or until the charger is gone', () => {
    expect(active([0x38], 'idle')).toEqual([0x38]);
    expect(active([0x38, 0x62], 'charging')).toEqual([]);
    expect(active([0x39, 0x65], 'idle')).toEqual([]);
  });

  test('codes that nobody lists count by their class, once, with their newest time', () => {
    expect(active([0x20, 0x50, 0x85])).toEqual([0x20, 0x50]);
    expect(activeEvents(log(0x20, 0x50, 0x20), 'fault')).toMatchObject([{ code: 0x50 }, { code: 0x20, time: 102, key: undefined }]);
  });

  test('information alone, and no log at all, say nothing', () => {
    expect(active([0x61, 0x62, 0x63, 0x7c, 0x7d])).toEqual([]);
    expect(activeEvents([], 'fault')).toEqual([]);
  });
});
