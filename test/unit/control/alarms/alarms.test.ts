import { describe, expect, test } from 'vitest';
import type { BmsEvent } from '../../../../src/battery/bms-events';
import { DEFAULT_CONFIGURATION } from '../../../../src/configuration/configuration';
import type { AlarmCode } from '../../../../src/control/alarms/table';
import type { Limits } from '../../../../src/control/limits';
import { DEFAULT_ALARM_SETTINGS, thresholdsOf, thresholdViolations, WATCHED_CODES } from '../../../../src/control/alarms/settings';
import { describeEvent } from '../../../../src/protocols/tinybms/events';
import { AlarmWatch, context } from '../../../support/alarm-watch';
import { LFP_SETTINGS, type ReadingChange } from '../../../support/pack-fixtures';

const log = (...codes: readonly number[]): readonly BmsEvent[] => codes.map((code, time) => describeEvent({ code, time }));
const told = (change: ReadingChange, seconds: number, more: Parameters<typeof context>[1] = {}) =>
  new AlarmWatch().see(context(change, more), seconds).map(({ code, level }) => [code, level]);

describe('what is raised', () => {
  test('nothing by a battery at rest', () => {
    expect(told({}, 600)).toEqual([]);
  });

  test.each<[string, ReadingChange, number, AlarmCode, 'warning' | 'alarm']>([
    ['a high cell', { cells: 3.49, cell: { 5: 3.5 } }, 11, 'cellOverVoltage', 'warning'],
    ['a cell at the stop voltage', { cells: 3.55, cell: { 5: 3.6 } }, 11, 'cellOverVoltage', 'alarm'],
    ['a low cell', { cells: 3.02, cell: { 5: 3 } }, 11, 'cellUnderVoltage', 'warning'],
    ['an empty cell', { cells: 3.02, cell: { 5: 2.9 } }, 11, 'cellUnderVoltage', 'alarm'],
    ['nearly the charge cutoff', { current: 95 }, 11, 'chargeOverCurrent', 'warning'],
    ['the charge cutoff', { current: 100 }, 11, 'chargeOverCurrent', 'alarm'],
    ['nearly the discharge cutoff', { current: -114 }, 11, 'dischargeOverCurrent', 'warning'],
    ['the discharge cutoff', { current: -120 }, 11, 'dischargeOverCurrent', 'alarm'],
    ['a warm battery', { temperatures: [20, 40] }, 11, 'chargeTooHot', 'warning'],
    ['a hot battery', { temperatures: [20, 45] }, 11, 'overTemperature', 'warning'],
    ['a battery 5 °C under the cutoff of the BMS', { temperatures: [20, 55] }, 11, 'overTemperature', 'alarm'],
    ['a cold battery', { temperatures: [6, 20] }, 11, 'chargeTooCold', 'warning'],
    ['a battery 2 °C over the cutoff of the BMS', { temperatures: [3, 20] }, 11, 'chargeTooCold', 'alarm'],
    ['frost', { temperatures: [-12, 20] }, 11, 'underTemperature', 'warning'],
    ['hard frost', { temperatures: [-15, 20] }, 11, 'underTemperature', 'alarm'],
    ['cells 100 mV apart', { cells: 3.35, cell: { 5: 3.45 } }, 61, 'imbalance', 'warning'],
    ['cells 200 mV apart', { cells: 3.25, cell: { 5: 3.45 } }, 61, 'imbalance', 'alarm'],
    ['little charge', { soc: 20 }, 61, 'chargeLow', 'warning'],
    ['very little charge', { soc: 10 }, 61, 'chargeLow', 'alarm'],
  ])('%s', (_, change, seconds, code, level) => {
    expect(told(change, seconds)).toContainEqual([code, level]);
    // Not before its time.
    expect(told(change, seconds - 2)).toEqual([]);
  });

  test('cells that are apart below the knee are not out of balance', () => {
    expect(told({ cells: 3.15, cell: { 5: 3.35 } }, 600)).toEqual([]);
  });

  test('a full battery and a low limit are told only where the owner wants that', () => {
    const limit = (value: number): Limits['ccl'] => ({ value, reason: { rule: 'bms-fault' }, others: [] });
    const limits = (ccl: number, dcl: number): Limits => ({ cvl: limit(56), ccl: limit(ccl), dcl: limit(dcl) });
    const full = context({ soc: 100 }, { limits: limits(0.5, 100) });
    expect(new AlarmWatch().see(full, 600)).toEqual([]);
    const wanted = { chargeHighWarning: 99, limitLowWarning: 1, limitLowAlarm: 0.1 };
    const watch = new AlarmWatch(wanted);
    expect(watch.see(full, 59)).toEqual([]);
    expect(watch.see(full, 2)).toMatchObject([
      { code: 'chargeHigh', level: 'warning', value: 100, threshold: 99 },
      { code: 'limitLow', level: 'warning', value: 0.5, threshold: 1 },
    ]);
    // The smaller of the two, and graver once it is cut altogether.
    expect(new AlarmWatch(wanted).see(context({}, { limits: limits(100, 0) }), 61)).toMatchObject([
      { code: 'limitLow', level: 'alarm', value: 0 },
    ]);
    expect(new AlarmWatch(wanted).see(context(), 61)).toEqual([]);
  });

  test('what the law has found out is told at once, on the side of the battery that it is about', () => {
    expect(told({ cells: 3.55, cell: { 5: 3.62 } }, 1, { flags: { overVoltage: true } })).toEqual([['cellOverVoltage', 'alarm']]);
    expect(told({ temperatures: [2, 8] }, 1, { flags: { chargeTemperature: true } })).toEqual([['chargeTooCold', 'alarm']]);
    expect(told({ temperatures: [20, 56] }, 1, { flags: { chargeTemperature: true } })).toEqual([['chargeTooHot', 'alarm']]);
    expect(told({ cells: 3.35, cell: { 5: 3.45 } }, 1, { flags: { imbalance: true } })).toEqual([['imbalance', 'warning']]);
  });

  test('a fault of the BMS is told at once, with what its log says', () => {
    const [fault] = new AlarmWatch().see(context({ status: 'fault' }, { log: log(0x61, 0x0e) }));
    expect(fault).toMatchObject({
      code: 'bmsFault',
      level: 'alarm',
      cause: { by: 'bms', events: [{ code: 0x0e, key: 'currentSensorLost' }] },
    });
    expect(told({ status: 'fault' }, 1)).toEqual([['bmsFault', 'alarm']]);
  });

  // Source: TinyBMS Communication Protocols rev. D, event identifiers.
  test.each([
    [0x02, 'cellUnderVoltage'],
    [0x03, 'cellOverVoltage'],
    [0x04, 'overTemperature'],
    [0x05, 'dischargeOverCurrent'],
    [0x06, 'chargeOverCurrent'],
    [0x07, 'chargeOverCurrent'],
    [0x0a, 'underTemperature'],
  ] as const)('a cutoff of the BMS (event %i) is told as %s, whatever is measured', (code, expected) => {
    expect(told({ status: 'fault' }, 1, { log: log(code) })).toContainEqual([expected, 'alarm']);
    expect(told({ status: 'idle' }, 1, { log: log(code) })).toEqual([]);
  });

  test('cutoffs that the BMS calls warnings stop a current all the same; its remarks are warnings', () => {
    expect(told({}, 1, { log: log(0x31) })).toEqual([['cellUnderVoltage', 'alarm']]);
    expect(told({}, 1, { log: log(0x37) })).toEqual([['chargeTooCold', 'alarm']]);
    expect(told({}, 1, { log: log(0x38, 0x50) })).toEqual([['bmsWarning', 'warning']]);
  });
});

describe('what is told of it', () => {
  test('the cell, its value, the threshold and since when', () => {
    const watch = new AlarmWatch();
    watch.see(context(), 5);
    const high = context({ cells: 3.49, cell: { 5: 3.52 } });
    const [alarm] = watch.see(high, 12);
    expect(alarm).toMatchObject({
      code: 'cellOverVoltage',
      level: 'warning',
      cause: { by: 'threshold', origin: 'derived' },
      value: 3.52,
      threshold: 3.5,
      place: { kind: 'cell', at: { cell: 5, pack: 'pack-1' } },
      since: 15_000,
    });
    // Graver, and still the same alarm.
    const [graver] = watch.see(context({ cells: 3.55, cell: { 5: 3.62 } }, { flags: { overVoltage: true } }));
    expect(graver).toMatchObject({ level: 'alarm', cause: { by: 'law' }, threshold: 3.6, since: 15_000 });
  });

  test('the sensor', () => {
    expect(new AlarmWatch().see(context({ temperatures: [20, 46] }), 11)).toMatchObject([
      { code: 'overTemperature', place: { kind: 'sensor', at: { sensor: 'external2', celsius: 46 } } },
      { code: 'chargeTooHot' },
    ]);
  });

  test('both cells of an imbalance', () => {
    const [alarm] = new AlarmWatch().see(context({ cells: 3.4, cell: { 5: 3.49, 6: 3.38 } }), 61);
    expect(alarm?.place).toMatchObject({ kind: 'cells', highest: { cell: 5 }, lowest: { cell: 6 } });
    expect(alarm?.value).toBeCloseTo(0.11, 9);
  });
});

describe('when it ends', () => {
  test('an alarm becomes a warning before it is over, each by the hysteresis and after the delay', () => {
    const watch = new AlarmWatch();
    const at = (cell: number, seconds: number) =>
      watch.see(context({ cells: 3.45, cell: { 5: cell } }), seconds).find(({ code }) => code === 'cellOverVoltage')?.level;
    expect(at(3.61, 20)).toBe('alarm');
    expect(at(3.59, 60)).toBe('alarm');
    expect(at(3.58, 9)).toBe('alarm');
    expect(at(3.58, 1)).toBe('warning');
    expect(at(3.49, 60)).toBe('warning');
    expect(at(3.48, 10)).toBeUndefined();
  });

  test('as a warning it keeps its cause, unless the value is beyond the threshold of the warning', () => {
    const watch = new AlarmWatch();
    watch.see(context({ status: 'fault' }, { log: log(0x61, 0x0e) }));
    const bms = { by: 'bms', events: [{ code: 0x0e, key: 'currentSensorLost' }] };
    expect(watch.see(context(), 11)).toMatchObject([{ code: 'bmsFault', level: 'warning', cause: bms }]);
    const high = new AlarmWatch();
    high.see(context({ cells: 3.54, cell: { 5: 3.55 } }, { flags: { overVoltage: true } }), 11);
    expect(high.see(context({ cells: 3.54, cell: { 5: 3.55 } }), 11)).toMatchObject([
      { code: 'cellOverVoltage', level: 'warning', cause: { by: 'threshold' }, threshold: 3.5 },
    ]);
  });

  test('even a moment is told for the minimum time', () => {
    const watch = new AlarmWatch({ debounce: 0, minimumOn: 5 });
    watch.see(context({}, { log: log(0x37) }));
    expect(watch.see(context(), 4)).toHaveLength(1);
    expect(watch.see(context())).toEqual([]);
  });

  test('time that nobody watched proves nothing', () => {
    const watch = new AlarmWatch();
    watch.see(context({ soc: 15 }));
    watch.at += 3_600_000;
    expect(watch.see(context({ soc: 15 }))).toEqual([]);
  });
});

describe('thresholds of the owner', () => {
  test('come in the place of the derived ones, and say so', () => {
    const watch = new AlarmWatch({ cellOverVoltageWarning: 3.4, debounce: 0 });
    expect(watch.see(context({ cells: 3.41 }))).toMatchObject([{ threshold: 3.4, cause: { by: 'threshold', origin: 'owner' } }]);
  });

  test('make the alarms of the whole pack, which have none by themselves', () => {
    expect(told({ cells: 3.49 }, 600)).toEqual([]);
    expect(new AlarmWatch({ packOverVoltageAlarm: 55 }).see(context({ cells: 3.49 }), 11)).toMatchObject([
      { code: 'packOverVoltage', level: 'alarm', threshold: 55, place: undefined },
    ]);
    expect(new AlarmWatch({ packUnderVoltageWarning: 50 }).see(context({ cells: 3.1 }), 11)).toMatchObject([
      { code: 'packUnderVoltage', level: 'warning' },
    ]);
  });

  test('that cannot belong to this battery are left aside', () => {
    const settings = { ...DEFAULT_ALARM_SETTINGS, packUnderVoltageAlarm: 44 };
    const eight = context({}, { settings: { ...LFP_SETTINGS, seriesCells: 8 } });
    expect(thresholdsOf('packUnderVoltage', settings, eight).alarm).toEqual({ at: undefined, origin: 'derived', refused: 44 });
    expect(thresholdsOf('packUnderVoltage', settings, context()).alarm).toMatchObject({ at: 44, origin: 'owner' });
  });

  // The BMS of the fixtures cuts off at 3.75 V, 2.80 V, 100 A, 120 A and 60 °C; the law stops at 3 °C and at -15 °C.
  test.each([
    ['cellOverVoltage', 3.76, 3.75],
    ['cellUnderVoltage', 2.79, 2.8],
    ['chargeOverCurrent', 101, 100],
    ['dischargeOverCurrent', 121, 120],
    ['overTemperature', 61, 60],
    ['chargeTooHot', 61, 60],
    ['chargeTooCold', 2, 3],
    ['underTemperature', -16, -15],
  ] as const)('%s: %d would come after somebody has acted, and is neither taken nor used; %d is', (code, beyond, at) => {
    const settings = (value: number) => ({ ...DEFAULT_ALARM_SETTINGS, [`${code}Alarm`]: value });
    expect(thresholdViolations(settings(beyond), context())).toMatchObject([
      { rule: 'beyond-battery', code, level: 'alarm', value: beyond },
    ]);
    expect(thresholdsOf(code, settings(beyond), context()).alarm).toMatchObject({ origin: 'derived', refused: beyond });
    expect(thresholdViolations(settings(at), context())).toEqual([]);
    expect(thresholdsOf(code, settings(at), context()).alarm).toMatchObject({ origin: 'owner', at });
  });

  test('a warning that would come late is told, whether the alarm is the owner’s or follows from the BMS', () => {
    const late = { rule: 'warning-late', code: 'cellOverVoltage', warning: 3.65 };
    const settings = { ...DEFAULT_ALARM_SETTINGS, cellOverVoltageWarning: 3.65 };
    expect(thresholdViolations(settings, context())).toEqual([{ ...late, alarm: 3.6 }]);
    expect(thresholdViolations({ ...settings, cellOverVoltageAlarm: 3.62 }, undefined)).toEqual([{ ...late, alarm: 3.62 }]);
    expect(thresholdViolations(settings, undefined)).toEqual([]);
  });

  test('the hysteresis is how far back the value must come', () => {
    const watch = new AlarmWatch({ cellOverVoltageHysteresis: 0.1, debounce: 1 });
    expect(watch.see(context({ cells: 3.51 }), 5)).toMatchObject([{ code: 'cellOverVoltage', margin: 0.1 }]);
    expect(watch.see(context({ cells: 3.42 }), 20)).toHaveLength(1);
    expect(watch.see(context({ cells: 3.39 }), 5)).toEqual([]);
  });

  test('a warning beyond its alarm comes with it', () => {
    const settings = { ...DEFAULT_ALARM_SETTINGS, overTemperatureWarning: 58, chargeTooColdWarning: 4, chargeTooColdAlarm: 5 };
    expect(thresholdsOf('overTemperature', settings, context()).warning.at).toBe(55);
    expect(thresholdsOf('chargeTooCold', settings, context()).warning.at).toBe(5);
  });

  test('the section of the configuration leaves everything to the BMS', () => {
    expect(DEFAULT_CONFIGURATION.alarms).toEqual(DEFAULT_ALARM_SETTINGS);
    for (const code of WATCHED_CODES) expect([code, DEFAULT_CONFIGURATION.alarms[`${code}Alarm`]]).toEqual([code, null]);
  });
});
