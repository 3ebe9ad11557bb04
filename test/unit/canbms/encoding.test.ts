import { describe, expect, test } from 'vitest';
import type { AlarmItem, AlarmLevel, Alarms } from '../../../src/battery/battery';
import { toHex } from '../../../src/protocols/bytes/hex';
import { alarmValues } from '../../../src/protocols/canbms/alarms';
import { decodeFrame, encodeFrame } from '../../../src/protocols/canbms/codec';
import { FRAMES, type FrameName } from '../../../src/protocols/canbms/frames';
import type { FrameLayout } from '../../../src/protocols/canbms/layout';
import { MIN_SPACING_MS, SCHEDULE } from '../../../src/protocols/canbms/schedule';
import { firmwareCode, joinText, splitText } from '../../../src/protocols/canbms/text';

const LIMITS = { cvl: 55.2, ccl: 100, dcl: 150 };

function limits(values: Partial<typeof LIMITS> & { dischargeVoltage?: number }): string {
  return toHex(encodeFrame(FRAMES.chargeLimits, { ...LIMITS, ...values }).data);
}

test('a battery that is not quite full is not shown as full', () => {
  const { data } = encodeFrame(FRAMES.stateOfCharge, { soc: 99.999999, soh: 100, preciseSoc: 99.999999 });
  expect([...data.subarray(0, 2), ...data.subarray(4)]).toEqual([99, 0, 0x0f, 0x27]);
});

describe('limits', () => {
  test('round down, and survive binary fractions', () => {
    expect(limits({ cvl: 55.29, ccl: 100.09, dcl: 0.09 })).toBe('28 02 E8 03 00 00 00 00');
    // In binary 0.7 + 0.1 is a little less than 0.8.
    expect(limits({ ccl: 0.7 + 0.1, dcl: 0.8 - 1e-6 })).toBe('28 02 08 00 07 00 00 00');
  });

  test('every raw value comes back as itself', () => {
    for (let raw = 1; raw <= 0xfffe; raw++) {
      const current = Math.min(raw - 1, 0x7fff);
      const data = Uint8Array.of(raw & 0xff, raw >> 8, current & 0xff, current >> 8, current & 0xff, current >> 8, raw & 0xff, raw >> 8);
      const again = encodeFrame(FRAMES.chargeLimits, decodeFrame(FRAMES.chargeLimits, data)).data;
      if (!data.every((byte, index) => byte === again[index])) expect(toHex(again)).toBe(toHex(data));
    }
  });

  test('stay within their range, and never reach a sentinel', () => {
    expect(limits({ cvl: 1e9, ccl: 1e9, dcl: 1e300, dischargeVoltage: 1e9 })).toBe('FE FF FF 7F FF 7F FE FF');
    expect(limits({ cvl: 0, ccl: -5, dcl: -1e9, dischargeVoltage: -1 })).toBe('01 00 00 00 00 00 00 00');
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%s is no limit', (value) => {
    expect(() => limits({ cvl: value })).toThrow(new RangeError(`frame 0x351, cvl: ${value} is not a finite number`));
    expect(() => limits({ ccl: value })).toThrow('ccl');
    expect(() => limits({ dcl: value })).toThrow('dcl');
    expect(() => limits({ dischargeVoltage: value })).toThrow('dischargeVoltage');
  });

  test('nothing stands in for a missing limit', () => {
    expect(() => encodeFrame(FRAMES.chargeLimits, { cvl: 55.2, ccl: 1 } as never)).toThrow(
      new RangeError('frame 0x351, dcl: the value is missing'),
    );
    expect(() => encodeFrame(FRAMES.chargeLimits, { ...LIMITS, ccl: '1' } as never)).toThrow('ccl');
    expect(() => encodeFrame(FRAMES.manufacturer, {} as never)).toThrow('text');
  });
});

describe('measurements', () => {
  const encode = (voltage: number, current: number, temperature: number) =>
    toHex(encodeFrame(FRAMES.measurements, { voltage, current, temperature }).data);

  test('round to the nearest count', () => {
    expect(encode(53.165, -37.46, -4.44)).toBe('C5 14 89 FE D4 FF');
    expect(encode(0.004, -0.04, 0.05)).toBe('00 00 00 00 01 00');
  });

  test('are clamped short of the sentinel', () => {
    expect(encode(1e6, -1e6, -1e6)).toBe('FF 7F 01 80 01 80');
  });

  test('state of charge shows 100 only when full', () => {
    const encodeSoc = (soc: number, soh: number) => toHex(encodeFrame(FRAMES.stateOfCharge, { soc, soh, preciseSoc: soc }).data);
    expect(encodeSoc(99.999, 99.5)).toBe('63 00 64 00 0F 27');
    expect(encodeSoc(100, 100)).toBe('64 00 64 00 10 27');
    expect(encodeSoc(104, 120)).toBe('64 00 64 00 10 27');
    expect(encodeSoc(-1, -1)).toBe('00 00 00 00 00 00');
  });

  test('state of charge without high resolution is the short frame', () => {
    expect(toHex(encodeFrame(FRAMES.stateOfCharge, { soc: 76, soh: 98 }).data)).toBe('4C 00 62 00');
  });
});

describe('what can be unknown', () => {
  test('module counts', () => {
    expect(toHex(encodeFrame(FRAMES.modules, { online: 1, offline: 0 }).data)).toBe('01 00 FF FF FF FF 00 00');
    expect(toHex(encodeFrame(FRAMES.modules, { online: 70_000, blockingCharge: -1 }).data)).toBe('FE FF 00 00 FF FF FF FF');
  });

  test('one temperature', () => {
    expect(toHex(encodeFrame(FRAMES.cellExtremes, { lowestVoltage: 3.312, highestVoltage: 3.347, lowestTemperature: 19 }).data)).toBe(
      'F0 0C 13 0D 24 01 FF FF',
    );
  });

  test('cell voltages', () => {
    expect(toHex(encodeFrame(FRAMES.cellExtremes, {}).data)).toBe('FF FF FF FF');
  });

  test('a cell at 0 V is known', () => {
    expect(toHex(encodeFrame(FRAMES.cellExtremes, { lowestVoltage: 0, highestVoltage: 3.347 }).data)).toBe('01 00 13 0D');
  });

  test.each([
    [25.5, 299],
    [-10, 263],
    [19, 292],
    [0, 273],
    [0.34, 273],
    [0.36, 274],
    [-300, 1],
  ])('%d °C are %d K', (celsius, kelvin) => {
    const { data } = encodeFrame(FRAMES.cellExtremes, { lowestTemperature: celsius, highestTemperature: celsius });
    expect(data[4]).toBe(kelvin & 0xff);
    expect(data[5]).toBe(kelvin >> 8);
  });
});

test('energy is truncated and rolls over', () => {
  expect(toHex(encodeFrame(FRAMES.energy, { energyInKwh: 1234.59, energyOutKwh: 2 ** 32 / 10 + 0.35 }).data)).toBe(
    '39 30 00 00 03 00 00 00',
  );
  expect(toHex(encodeFrame(FRAMES.energy, { energyInKwh: -1, energyOutKwh: (2 ** 32 - 1) / 10 }).data)).toBe('00 00 00 00 FF FF FF FF');
  expect(() => encodeFrame(FRAMES.energy, { energyInKwh: 1.7e308, energyOutKwh: 0 })).toThrow(RangeError);
});

test.each((Object.entries(FRAMES) as [FrameName, FrameLayout][]).filter(([, { direction }]) => direction !== 'send').map(([name]) => name))(
  '%s is never sent',
  (name) => {
    expect(() => encodeFrame(FRAMES[name] as never, {} as never)).toThrow(/must not be sent/);
  },
);

test.each([0x305, 0x306, 0x307])('identifier %i belongs to the GX', (id) => {
  const row = Object.values(FRAMES).find((layout) => layout.id === id);
  expect(row?.direction).toBe('receive');
});

describe('alarm levels', () => {
  const items = Object.keys({
    highVoltage: 0,
    lowVoltage: 0,
    highTemperature: 0,
    lowTemperature: 0,
    highTemperatureCharge: 0,
    lowTemperatureCharge: 0,
    highDischargeCurrent: 0,
    highChargeCurrent: 0,
    internal: 0,
    imbalance: 0,
  } satisfies Record<AlarmItem, 0>) as AlarmItem[];
  const all = (level: AlarmLevel) => Object.fromEntries(items.map((item) => [item, level])) as Alarms;
  const encode = (alarms: Alarms) => toHex(encodeFrame(FRAMES.alarms, alarmValues(alarms)).data);

  test('both halves are set for every supported item', () => {
    expect(encode(all('ok'))).toBe('A8 AA 82 02 A8 AA 82 02');
    expect(encode(all('warning'))).toBe('A8 AA 82 02 54 55 41 01');
  });

  test('a warning stays active beneath its alarm', () => {
    expect(encode(all('alarm'))).toBe('54 55 41 01 54 55 41 01');
    expect(encode({ ...all('ok'), highVoltage: 'alarm' })).toBe('A4 AA 82 02 A4 AA 82 02');
  });
});

describe('text', () => {
  test('is split over two frames', () => {
    expect(splitText('TinyBMS 16S-280', 2)).toEqual(['TinyBMS ', '16S-280']);
    expect(splitText('short', 2)).toEqual(['short', '']);
    expect(splitText('a text of more than sixteen', 2)).toEqual(['a text o', 'f more t']);
    expect(joinText(...splitText('TinyBMS 16S-280', 2))).toBe('TinyBMS 16S-280');
  });

  test('is cut, padded and made printable', () => {
    const encode = (text: string) => toHex(encodeFrame(FRAMES.manufacturer, { text }).data);
    expect(encode('')).toBe('00 00 00 00 00 00 00 00');
    expect(encode('123456789')).toBe('31 32 33 34 35 36 37 38');
    expect(encode('é\u{1F50B}\n\u007f~ ')).toBe('3F 3F 3F 3F 7E 20 00 00');
  });

  test('firmware as two pairs of decimal digits', () => {
    expect(firmwareCode(2, 1)).toBe(0x0201);
    expect(firmwareCode(12, 34)).toBe(0x1234);
    expect(firmwareCode(0, 243)).toBe(0x0099);
    expect(() => firmwareCode(-1, 0)).toThrow('major');
    expect(() => firmwareCode(1, 0.5)).toThrow('minor');
  });
});

test('the schedule: urgent first, second halves right after first halves, every frame once', () => {
  const names = SCHEDULE.flatMap(({ frames }) => [...frames]);
  expect(SCHEDULE.map(({ everyMs, frames }) => [everyMs, frames.map((name) => FRAMES[name].id)])).toEqual([
    [1000, [0x351, 0x355, 0x356, 0x35a]],
    [2000, [0x372, 0x373, 0x374, 0x375, 0x376, 0x377]],
    [5000, [0x35e, 0x35f, 0x370, 0x371, 0x379, 0x382, 0x378]],
    [10_000, [0x380, 0x381]],
  ]);
  expect(new Set(names).size).toBe(Object.values(FRAMES).filter(({ direction }) => direction === 'send').length);
  expect(MIN_SPACING_MS).toBe(5);
});
