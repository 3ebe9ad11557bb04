import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AlarmItem, AlarmLevel, Alarms } from '../../src/battery/battery';
import { alarmValues } from '../../src/protocols/canbms/alarms';
import { decodeFrame, encodeFrame, interpret } from '../../src/protocols/canbms/codec';
import { FRAMES, type SentFrameName } from '../../src/protocols/canbms/frames';
import type { FrameLayout, NumberSignal, Signal } from '../../src/protocols/canbms/layout';
import { joinText, splitText } from '../../src/protocols/canbms/text';
import { anyCanFrame } from '../support/can-arbitraries';

type Values = Readonly<Record<string, number | string | boolean | undefined>>;

const SENT = (Object.keys(FRAMES) as SentFrameName[]).filter((name) => FRAMES[name].direction === 'send');

const printableText = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)), maxLength: 20 });

/** Range of the values that a signal can carry without clamping, and the step between them. */
function rangeOf(signal: NumberSignal): { min: number; max: number; step: number } {
  const raw = { u8: [0, 0xff], u16: [0, 0xfffe], u16be: [0, 0xfffe], i16: [-0x7fff, 0x7fff], u32: [0, 0xfffffffe] }[signal.type];
  const step = 1 / (signal.perUnit ?? 1);
  const offset = signal.kelvin ? 273 : 0;
  return { min: ((signal.min ?? raw[0] ?? 0) - offset) * step, max: ((signal.max ?? raw[1] ?? 0) - offset) * step, step };
}

function valueIn(signal: Signal): fc.Arbitrary<Values[string]> {
  switch (signal.type) {
    case 'ascii':
      return printableText;
    case 'pair':
      return fc.constantFrom('active', 'ok', undefined);
    case 'flag':
      return fc.boolean();
    default: {
      const { min, max } = rangeOf(signal);
      const known = fc.double({ min, max, noNaN: true });
      return signal.unknown ? fc.option(known, { nil: undefined, freq: 10 }) : known;
    }
  }
}

function frameWith(value: (signal: Signal) => fc.Arbitrary<Values[string]>): fc.Arbitrary<{ name: SentFrameName; values: Values }> {
  return fc.constantFrom(...SENT).chain((name) => {
    const { signals }: FrameLayout = FRAMES[name];
    const record = Object.fromEntries(Object.entries(signals).map(([key, signal]) => [key, value(signal)]));
    return fc.record(record).map((values) => ({ name, values }));
  });
}

function encode(name: SentFrameName, values: Values) {
  return encodeFrame(FRAMES[name as 'chargeLimits'], values as never);
}

function decode(name: SentFrameName, data: Uint8Array): Values {
  return decodeFrame(FRAMES[name] as FrameLayout, data);
}

describe('any values in range', () => {
  test('decoding inverts encoding, to the step of each signal', () => {
    fc.assert(
      fc.property(frameWith(valueIn), ({ name, values }) => {
        const frame = encode(name, values);
        const layout: FrameLayout = FRAMES[name];
        expect(frame).toMatchObject({ id: layout.id, extended: false, remote: false, length: frame.data.length });
        expect([layout.length, layout.shortest]).toContain(frame.length);
        const read = decode(name, frame.data);
        for (const [key, signal] of Object.entries(layout.signals)) expectSame(key, signal, values[key], read[key]);
      }),
      { numRuns: 2000 },
    );
  });

  function expectSame(key: string, signal: Signal, sent: Values[string], read: Values[string]): void {
    if (signal.type === 'ascii') return expect(read, key).toBe(String(sent).slice(0, signal.length));
    if (typeof sent !== 'number' || signal.type === 'pair' || signal.type === 'flag') return expect(read, key).toBe(sent);
    const { step } = rangeOf(signal);
    // A value that rounds to a raw "unknown" reads as such; only frames whose 0 means "not stated" have one.
    const error = ((read as number | undefined) ?? 0) - sent;
    const [lowest, highest] = signal.kelvin ? [-0.35, 0.65] : signal.rounding === 'floor' ? [-step, 0] : [-step / 2, step / 2];
    expect(error, key).toBeGreaterThan(lowest - 2e-6 * step);
    expect(error, key).toBeLessThan(highest + 2e-6 * step);
  }

  test('encoding again what was read changes nothing', () => {
    fc.assert(
      fc.property(frameWith(valueIn), ({ name, values }) => {
        const { data } = encode(name, values);
        expect(encode(name, decode(name, data)).data).toEqual(data);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('any numbers at all', () => {
  const anyNumber = (signal: Signal): fc.Arbitrary<Values[string]> => (isNumber(signal) ? fc.double() : valueIn(signal));

  function isNumber(signal: Signal): signal is NumberSignal {
    return signal.type !== 'ascii' && signal.type !== 'pair' && signal.type !== 'flag';
  }

  test('a frame is encoded within its ranges, or refused when a value is not finite', () => {
    fc.assert(
      fc.property(frameWith(anyNumber), ({ name, values }) => {
        const layout: FrameLayout = FRAMES[name];
        let data: Uint8Array;
        try {
          ({ data } = encode(name, values));
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          const guilty = Object.entries(layout.signals).find(([key]) => (error as RangeError).message.includes(`, ${key}: `));
          expect(guilty).toBeDefined();
          const [key, signal] = guilty ?? ['', undefined];
          // Beyond 1e300 the product with perUnit may leave the range of numbers.
          expect(signal && isNumber(signal) && !(Math.abs(values[key] as number) < 1e300)).toBe(true);
          return;
        }
        const read = decode(name, data);
        for (const [key, signal] of Object.entries(layout.signals)) {
          if (!isNumber(signal) || signal.wraps) continue;
          expect(Number.isFinite(values[key])).toBe(true);
          const { min, max } = rangeOf(signal);
          if (read[key] === undefined)
            expect(signal.unknown?.includes(0) && (values[key] as number) < 1 / (signal.perUnit ?? 1)).toBe(true);
          else {
            expect(read[key]).toBeGreaterThanOrEqual(min);
            expect(read[key]).toBeLessThanOrEqual(max);
          }
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('limits never round up, and lose less than one step', () => {
    const limit = fc.double({ min: 0.1, max: 3276.7, noNaN: true });
    fc.assert(
      fc.property(limit, limit, limit, (cvl, ccl, dcl) => {
        const sent = decodeFrame(FRAMES.chargeLimits, encodeFrame(FRAMES.chargeLimits, { cvl, ccl, dcl }).data);
        for (const [given, read] of [
          [cvl, sent.cvl],
          [ccl, sent.ccl],
          [dcl, sent.dcl],
        ] as const) {
          expect(read).toBeLessThanOrEqual(given + 1.1e-7);
          expect(read).toBeGreaterThan(given - 0.1);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('no sentinel ever stands in 0x351', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 });
    fc.assert(
      fc.property(finite, finite, finite, finite, (cvl, ccl, dcl, dischargeVoltage) => {
        const { data } = encodeFrame(FRAMES.chargeLimits, { cvl, ccl, dcl, dischargeVoltage });
        const view = new DataView(data.buffer);
        expect([0, 0xffff]).not.toContain(view.getUint16(0, true));
        expect(view.getInt16(2, true)).toBeGreaterThanOrEqual(0);
        expect(view.getInt16(4, true)).toBeGreaterThanOrEqual(0);
        expect(view.getUint16(6, true)).not.toBe(0xffff);
      }),
    );
  });
});

test('any frame is survived', () => {
  const ids = Object.values(FRAMES).map(({ id }) => id);
  const framed = fc.record({ id: fc.constantFrom(...ids), data: fc.uint8Array({ maxLength: 8 }) });
  fc.assert(
    fc.property(
      fc.oneof(
        anyCanFrame,
        framed.map(({ id, data }) => ({ id, extended: false, remote: false, length: data.length, data })),
      ),
      (frame) => {
        for (const value of Object.values(interpret(frame)?.values ?? {})) expect(Number.isNaN(value)).toBe(false);
      },
    ),
    { numRuns: 1000 },
  );
});

test('every alarm level reads back in both halves', () => {
  const items = [
    'highVoltage',
    'lowVoltage',
    'highTemperature',
    'lowTemperature',
    'highTemperatureCharge',
    'lowTemperatureCharge',
  ] as const;
  const others = ['highDischargeCurrent', 'highChargeCurrent', 'internal', 'imbalance'] as const;
  const level = fc.constantFrom<AlarmLevel>('ok', 'warning', 'alarm');
  const anyAlarms: fc.Arbitrary<Alarms> = fc
    .tuple(...[...items, ...others].map((item) => level.map((value) => [item, value] as const)))
    .map((entries) => Object.fromEntries(entries) as Record<AlarmItem, AlarmLevel>);
  fc.assert(
    fc.property(anyAlarms, (alarms) => {
      const read = decodeFrame(FRAMES.alarms, encodeFrame(FRAMES.alarms, alarmValues(alarms)).data);
      for (const item of [...items, ...others]) {
        expect([read[`${item}Alarm`], read[`${item}Warning`]]).toEqual(
          { ok: ['ok', 'ok'], warning: ['ok', 'active'], alarm: ['active', 'active'] }[alarms[item]],
        );
      }
      expect([read.generalAlarm, read.contactorAlarm, read.shortCircuitAlarm, read.systemStatus]).toEqual(Array(4).fill(undefined));
    }),
  );
});

test('a text in two frames arrives whole, cut at 16 characters', () => {
  fc.assert(
    fc.property(printableText, (text) => {
      const parts = splitText(text, 2).map((part) => decode('namePart1', encode('namePart1', { text: part }).data)['text']);
      expect(joinText(...parts.map(String))).toBe(text.slice(0, 16).trimEnd());
    }),
  );
});
