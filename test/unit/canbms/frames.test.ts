import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../../../src/protocols/bytes/hex';
import { standardFrame } from '../../../src/protocols/can-frame';
import { decodeFrame, encodeFrame, interpret, layoutOf, nameOf } from '../../../src/protocols/canbms/codec';
import { FRAMES, type FrameName, type SentFrameName } from '../../../src/protocols/canbms/frames';
import type { FrameLayout } from '../../../src/protocols/canbms/layout';
import alarms from '../../vectors/canbms-alarms.json';
import sent from '../../vectors/canbms-frames.json';
import heard from '../../vectors/canbms-heard.json';

interface AlarmVector {
  readonly name: string;
  readonly source: string;
  /** Items whose alarm, and whose warning, is active; all others are in order. */
  readonly alarms: readonly string[];
  readonly warnings: readonly string[];
  readonly systemStatus?: string;
  readonly hex: string;
}

/** Vectors name their frame, so the compiler cannot pair it with its values. */
function encodeNamed(name: string, values: object): ReturnType<typeof encodeFrame> {
  return encodeFrame(FRAMES[name as 'chargeLimits'], values as never);
}

describe('frames sent, both ways', () => {
  test.each(sent)('$name ($source)', ({ frame, values, hex }) => {
    const { id } = FRAMES[frame as SentFrameName];
    expect(encodeNamed(frame, values)).toEqual(standardFrame(id, fromHex(hex)));
    expect(decodeFrame(FRAMES[frame as FrameName] as FrameLayout, fromHex(hex))).toEqual(values);
  });
});

describe('alarms, both ways', () => {
  const vectors: readonly AlarmVector[] = alarms;
  const items = vectors.find((vector) => vector.name === 'all ten alarms, warnings OK')?.alarms ?? [];

  test.each(vectors)('$name ($source)', ({ alarms: active, warnings, systemStatus, hex }) => {
    const entries: [string, string][] = items.flatMap((item) => [
      [`${item}Alarm`, active.includes(item) ? 'active' : 'ok'],
      [`${item}Warning`, warnings.includes(item) ? 'active' : 'ok'],
    ]);
    if (systemStatus !== undefined) entries.push(['systemStatus', systemStatus]);
    const values = Object.fromEntries(entries);
    expect(items).toHaveLength(10);
    expect(encodeNamed('alarms', values)).toEqual(standardFrame(0x35a, fromHex(hex)));
    expect(decodeFrame(FRAMES.alarms, fromHex(hex))).toEqual(values);
  });

  test('00 and 11 both mean unsupported', () => {
    expect(Object.values(decodeFrame(FRAMES.alarms, new Uint8Array(8)))).toEqual(Array(27).fill(undefined));
    expect(Object.values(decodeFrame(FRAMES.alarms, new Uint8Array(8).fill(0xff)))).toEqual(Array(27).fill(undefined));
  });
});

describe('frames heard', () => {
  test.each(heard)('$name ($source)', ({ frame, id, values, hex }) => {
    expect(interpret(standardFrame(id, fromHex(hex)))).toEqual({ name: frame, layout: FRAMES[frame as FrameName], values });
  });

  test('longer frames are read as far as they are known', () => {
    expect(decodeFrame(FRAMES.installedCapacity, fromHex('18 01 FF FF FF FF FF FF'))).toEqual({ capacity: 280 });
  });

  test('bytes of a larger buffer', () => {
    expect(decodeFrame(FRAMES.installedCapacity, fromHex('FF FF 18 01 FF').subarray(2, 4))).toEqual({ capacity: 280 });
  });

  test('a frame too short for its signals is no reading', () => {
    expect(() => decodeFrame(FRAMES.chargeLimits, new Uint8Array(3))).toThrow(RangeError);
    expect(interpret(standardFrame(0x351, new Uint8Array(5)))).toBeUndefined();
    expect(interpret(standardFrame(0x351, fromHex('2C 02 39 03 78 05')))?.values).toEqual({ cvl: 55.6, ccl: 82.5, dcl: 140 });
  });

  test('29-bit, remote and foreign frames are none of ours', () => {
    const frame = standardFrame(0x351, fromHex('2C 02 39 03 78 05 C0 01'));
    expect(interpret({ ...frame, extended: true })).toBeUndefined();
    expect(interpret({ ...frame, remote: true, data: new Uint8Array() })).toBeUndefined();
    expect(interpret({ ...frame, id: 0x352 })).toBeUndefined();
  });

  test('text that is not printable shows question marks', () => {
    expect(decodeFrame(FRAMES.manufacturer, fromHex('41 07 C3 A9 42 00 43 44'))).toEqual({ text: 'A???B' });
  });
});

describe('the table', () => {
  const rows = Object.entries(FRAMES) as [FrameName, FrameLayout][];

  test('names every identifier once', () => {
    expect(new Set(rows.map(([, { id }]) => id)).size).toBe(rows.length);
    for (const [name, layout] of rows) {
      expect(nameOf(layout.id)).toBe(name);
      expect(layoutOf(layout.id)).toBe(layout);
    }
    expect(nameOf(0x352)).toBeUndefined();
    expect(layoutOf(0x352)).toBeUndefined();
  });

  test('sends exactly the frames that a battery sends to a GX', () => {
    const ids = rows.filter(([, { direction }]) => direction === 'send').map(([, { id }]) => id);
    expect(toHexIds(ids)).toBe('351 355 356 35A 35E 35F 370 371 372 373 374 375 376 377 378 379 380 381 382');
  });

  test('signals neither overlap nor leave their frame', () => {
    for (const [name, { length, signals }] of rows) {
      const bits = Object.values(signals).flatMap((signal) => {
        const [from, count] = {
          ascii: () => [0, 'length' in signal ? signal.length * 8 : 0] as const,
          pair: () => ['shift' in signal ? signal.shift : 0, 2] as const,
          flag: () => ['bit' in signal ? signal.bit : 0, 1] as const,
          u8: () => [0, 8] as const,
          u16: () => [0, 16] as const,
          u16be: () => [0, 16] as const,
          i16: () => [0, 16] as const,
          u32: () => [0, 32] as const,
        }[signal.type]();
        return Array.from({ length: count }, (_, index) => signal.byte * 8 + from + index);
      });
      expect(new Set(bits).size, name).toBe(bits.length);
      expect(Math.max(-1, ...bits), name).toBeLessThan(length * 8);
    }
  });

  function toHexIds(ids: readonly number[]): string {
    return ids.map((id) => toHex([id >> 8, id & 0xff], '').slice(1)).join(' ');
  }
});
