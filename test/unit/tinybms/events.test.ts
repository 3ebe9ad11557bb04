import { describe, expect, test } from 'vitest';
import { eventClass, eventKey, EVENTS, rebuildEventTime } from '../../../src/protocols/tinybms/events';

describe('event codes', () => {
  // Source: TinyBMS Communication Protocols rev. D, event identifiers.
  test('every listed code is there, and in the range of its class', () => {
    const faults = [0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f];
    const warnings = [0x31, 0x37, 0x38, 0x39];
    const information = [0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a, 0x7b, 0x7c, 0x7d];
    expect(Object.values(EVENTS).map(({ code }) => code)).toEqual([...faults, ...warnings, ...information]);
    expect(faults.map(eventClass)).toEqual(faults.map(() => 'fault'));
    expect(warnings.map(eventClass)).toEqual(warnings.map(() => 'warning'));
    expect(information.map(eventClass)).toEqual(information.map(() => 'information'));
  });

  test('codes that are not listed belong to the class of their range', () => {
    expect([0x00, 0x01, 0x30, 0x31, 0x60, 0x61, 0x90, 0x91, 0xff].map(eventClass)).toEqual([
      'unknown',
      'fault',
      'fault',
      'warning',
      'warning',
      'information',
      'information',
      'unknown',
      'unknown',
    ]);
    expect(eventKey(0x01)).toBeUndefined();
    expect(eventKey(0x02)).toBe('underVoltageCutoff');
    expect(eventKey(0x7b)).toBe('underVoltageRecovered');
  });

  test('a recovery names the fault or warning of the same cause', () => {
    const pairs = Object.entries(EVENTS).flatMap(([key, row]) => ('recovers' in row ? [[key, eventKey(row.recovers)]] : []));
    expect(pairs).toEqual([
      ['overTemperatureRecovered', 'overTemperatureCutoff'],
      ['lowTemperatureChargeRecovered', 'lowTemperatureChargeCutoff'],
      ['lowTemperatureRecovered', 'lowTemperatureCutoff'],
      ['chargeOverCurrentRecovered', 'chargeOverCurrentCutoff'],
      ['dischargeOverCurrentRecovered', 'dischargeOverCurrentCutoff'],
      ['regenerationOverCurrentRecovered', 'regenerationOverCurrentCutoff'],
      ['overVoltageRecovered', 'overVoltageCutoff'],
      ['fullyDischargedRecovered', 'fullyDischargedCutoff'],
      ['underVoltageRecovered', 'underVoltageCutoff'],
    ]);
  });
});

describe('the time of an event', () => {
  test.each([
    ['in the same turn', 0x0f4010, 1_000_000, 999_440],
    ['of this very second', 0x000010, 0x02000010, 0x02000010],
    ['before the last wrap', 0xfffff0, 0x02000010, 0x01fffff0],
    ['at the end of the counter', 0xfffffe, 0xffff_ffff, 0xffff_fffe],
  ])('%s', (_, bits, now, expected) => {
    expect(rebuildEventTime(bits, now)).toBe(expected);
  });
});
