import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AlarmItem, AlarmLevel, Alarms } from '../../src/battery/battery';
import { standardFrame } from '../../src/protocols/can-frame';
import { Conformance } from '../../src/protocols/canbms-mirror/conformance';
import { mirrorFrame, type MirrorAlarmName } from '../../src/protocols/canbms-mirror/decode';
import { alarmValues } from '../../src/protocols/canbms/alarms';
import { encodeFrame } from '../../src/protocols/canbms/codec';
import { FRAMES } from '../../src/protocols/canbms/frames';
import { firmwareCode } from '../../src/protocols/canbms/text';
import { anyCanFrame } from '../support/can-arbitraries';

const tenths = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min: min * 10, max: max * 10 }).map((raw) => raw / 10);
const text = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)), maxLength: 8 });
const count = fc.option(fc.integer({ min: 0, max: 0xfffe }), { nil: undefined });

/** Our names of the alarm items and the GX's own. */
const ALARMS: Readonly<Record<AlarmItem, MirrorAlarmName>> = {
  highVoltage: 'highVoltage',
  lowVoltage: 'lowVoltage',
  highTemperature: 'highTemperature',
  lowTemperature: 'lowTemperature',
  highTemperatureCharge: 'highChargeTemperature',
  lowTemperatureCharge: 'lowChargeTemperature',
  highDischargeCurrent: 'highDischargeCurrent',
  highChargeCurrent: 'highChargeCurrent',
  internal: 'internalFailure',
  imbalance: 'cellImbalance',
};
const LEVELS: Readonly<Record<AlarmLevel, number>> = { ok: 0, warning: 1, alarm: 2 };

describe('what the encoder writes, the mirror reads', () => {
  test('0x351', () => {
    fc.assert(
      fc.property(tenths(0.1, 6553), tenths(0, 3276), tenths(0, 3276), (cvl, ccl, dcl) => {
        const { data } = encodeFrame(FRAMES.chargeLimits, { cvl, ccl, dcl });
        expect(mirrorFrame(0x351, data)).toEqual({
          id: 0x351,
          maxChargeVoltage: cvl,
          maxChargeCurrent: ccl,
          maxDischargeCurrent: dcl,
          batteryLowVoltage: undefined,
        });
      }),
    );
  });

  test('0x355 and 0x356', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 100 }), (hundredths, soh) => {
        const soc = hundredths / 100;
        const { data } = encodeFrame(FRAMES.stateOfCharge, { soc, soh, preciseSoc: soc });
        expect(mirrorFrame(0x355, data)).toEqual({ id: 0x355, soc: Math.floor(hundredths / 100), soh, preciseSoc: soc });
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: -32_767, max: 32_767 }), tenths(-3276, 3276), tenths(-100, 100), (raw, current, temperature) => {
        const { data } = encodeFrame(FRAMES.measurements, { voltage: raw / 100, current, temperature });
        const read = mirrorFrame(0x356, data);
        expect(read).toMatchObject({ voltage: raw / 100 });
        expect(read && 'current' in read && read.current).toBeCloseTo(current, 9);
        expect(read && 'temperature' in read && read.temperature).toBeCloseTo(temperature, 9);
      }),
    );
  });

  test('0x35A: every item at every level', () => {
    const items = Object.keys(ALARMS) as AlarmItem[];
    const levels = fc.tuple(...items.map(() => fc.constantFrom<AlarmLevel>('ok', 'warning', 'alarm')));
    fc.assert(
      fc.property(levels, (chosen) => {
        const alarms = Object.fromEntries(items.map((item, index) => [item, chosen[index]])) as unknown as Alarms;
        const { data } = encodeFrame(FRAMES.alarms, alarmValues(alarms));
        const read = mirrorFrame(0x35a, data);
        for (const item of items) expect(read && 'alarms' in read && read.alarms[ALARMS[item]], item).toBe(LEVELS[alarms[item]]);
      }),
    );
  });

  test('texts', () => {
    const names = ['manufacturer', 'namePart1', 'namePart2', 'lowestCellId', 'highestCellId', 'coldestId', 'hottestId', 'serialPart1', 'serialPart2', 'family'] as const; // prettier-ignore
    fc.assert(
      fc.property(fc.constantFrom(...names), text, (name, value) => {
        const { id, data } = encodeFrame(FRAMES[name], { text: value });
        expect(mirrorFrame(id, data)).toEqual({ id, text: value });
      }),
    );
  });

  test('modules, cells, energy, capacity, firmware', () => {
    fc.assert(
      fc.property(count, count, count, count, (online, blockingCharge, blockingDischarge, offline) => {
        const { data } = encodeFrame(FRAMES.modules, { online, blockingCharge, blockingDischarge, offline });
        expect(mirrorFrame(0x372, data)).toEqual({ id: 0x372, online, blockingCharge, blockingDischarge, offline });
      }),
    );
    const millivolts = fc.integer({ min: 1, max: 0xfffe });
    const celsius = fc.integer({ min: -60, max: 120 });
    fc.assert(
      fc.property(millivolts, millivolts, celsius, celsius, (lowest, highest, coldest, hottest) => {
        const { data } = encodeFrame(FRAMES.cellExtremes, {
          lowestVoltage: lowest / 1000,
          highestVoltage: highest / 1000,
          lowestTemperature: coldest,
          highestTemperature: hottest,
        });
        expect(mirrorFrame(0x373, data)).toEqual({
          id: 0x373,
          minCellVoltage: lowest / 1000,
          maxCellVoltage: highest / 1000,
          minCellTemperature: coldest,
          maxCellTemperature: hottest,
        });
      }),
    );
    const kwh = fc.integer({ min: 0, max: 0xffff_fffe }).map((raw) => raw / 10);
    fc.assert(
      fc.property(
        kwh,
        kwh,
        fc.integer({ min: 1, max: 0xfffe }),
        fc.nat(99),
        fc.nat(99),
        (energyInKwh, energyOutKwh, capacity, major, minor) => {
          expect(mirrorFrame(0x378, encodeFrame(FRAMES.energy, { energyInKwh, energyOutKwh }).data)).toEqual({
            id: 0x378,
            chargedEnergy: energyInKwh,
            dischargedEnergy: energyOutKwh,
          });
          expect(mirrorFrame(0x379, encodeFrame(FRAMES.installedCapacity, { capacity }).data)).toEqual({ id: 0x379, installed: capacity });
          const info = encodeFrame(FRAMES.productInfo, {
            productType: 0,
            firmware: firmwareCode(major, minor),
            usableCapacity: capacity,
            hardware: 0,
          });
          const firmware = `${major}.${String(minor).padStart(2, '0')}`;
          expect(mirrorFrame(0x35f, info.data)).toEqual({ id: 0x35f, firmware, available: capacity });
        },
      ),
    );
  });
});

test('any frames in any order are survived, and every rule keeps its verdict once it is violated', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyCanFrame, fc.nat(4000)), { maxLength: 60 }), (frames) => {
      const conformance = new Conformance();
      let at = 0;
      let violated: readonly string[] = [];
      for (const [frame, gap] of frames) {
        conformance.see(frame, (at += gap));
        const now = conformance.report(at).filter(({ verdict }) => verdict === 'violated');
        expect(now.map(({ rule }) => rule)).toEqual(expect.arrayContaining([...violated]));
        violated = now.map(({ rule }) => rule);
      }
    }),
  );
});

test('a frame of the GX is a violation whatever it carries', () => {
  fc.assert(
    fc.property(fc.constantFrom(0x305, 0x306, 0x307), fc.uint8Array({ maxLength: 8 }), (id, data) => {
      const conformance = new Conformance();
      conformance.see(standardFrame(id, data), 0);
      expect(conformance.report(0).find(({ rule }) => rule === 'identifiers')?.verdict).toBe('violated');
    }),
  );
});
