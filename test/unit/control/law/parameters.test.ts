import { describe, expect, test } from 'vitest';
import { checkParameters, type Violation } from '../../../../src/control/law/check';
import { CHEMISTRIES, guessChemistry } from '../../../../src/control/law/chemistries';
import { deriveParameters } from '../../../../src/control/law/derive';
import { parametersFor, type LawParameters } from '../../../../src/control/law/parameters';
import { interpolate } from '../../../../src/control/law/tables';
import { LFP_SETTINGS } from '../../../support/pack-fixtures';
import { packParameters } from './fixtures';

describe('presets', () => {
  const sizes = (['LFP', 'NMC', 'LTO'] as const).flatMap((chemistry) =>
    Array.from({ length: 21 }, (_, index) => ({ chemistry, cells: index + 4 })),
  );

  test.each(sizes)('$chemistry with $cells cells is valid', ({ chemistry, cells }) => {
    expect(checkParameters(parametersFor(chemistry, { cells, capacity: 100, maxCharge: 50, maxDischarge: 50 }))).toEqual([]);
  });

  test.each(['LFP', 'NMC', 'LTO'] as const)('%s is used as it is where the solar offset leaves room', (chemistry) => {
    const cells = chemistry === 'LTO' ? 22 : 16;
    expect(packParameters({ chemistry, cells })).toMatchObject(CHEMISTRIES[chemistry]);
  });

  test('13 NMC cells give way by the millivolt that the solar offset of 0.4 V needs', () => {
    expect(packParameters({ chemistry: 'NMC', cells: 13 }).vAbs).toBeCloseTo(4.18 - 0.05 - 0.4 / 13, 4);
  });

  test('shares of the capacity', () => {
    expect(packParameters()).toMatchObject({ tail: 11.2, balanceCurrent: 5.6 });
  });
});

describe('checkParameters', () => {
  const broken: readonly (readonly [string, Partial<LawParameters>, Partial<Violation>])[] = [
    ['float above absorption', { vFloat: 3.46 }, { code: 'order', lower: 'vFloat', upper: 'vAbs', values: [3.46, 3.45] }],
    ['float equal to absorption', { vFloat: 3.45 }, { code: 'order', lower: 'vFloat', upper: 'vAbs' }],
    ['restart above the floor', { vRebulk: 3.31 }, { code: 'order', lower: 'vRebulk', upper: 'vFloor' }],
    ['release of an empty pack above the restart', { vEmptyRel: 3.3 }, { code: 'order', lower: 'vEmptyRel', upper: 'vRebulk' }],
    ['knee above absorption', { vKnee: 3.45 }, { code: 'order', lower: 'vKnee', upper: 'vAbs' }],
    ['imbalance hysteresis', { imbRelease: 0.1 }, { code: 'order', lower: 'imbRelease', upper: 'imbHold' }],
    ['SOC thresholds', { transitionSoc: 89 }, { code: 'order', lower: 'bulkSoc', upper: 'transitionSoc' }],
    ['SOC hysteresis', { floatExitSoc: 98 }, { code: 'order', lower: 'floatExitSoc', upper: 'floatSoc' }],
    ['ages', { holdAge: 30 }, { code: 'order', lower: 'holdAge', upper: 'stopAge' }],
    [
      'no room for the solar offset',
      { cells: 4, vAbs: 3.49, vStop: 3.55 },
      { code: 'no-headroom', vAbs: 3.49, vStop: 3.55, headroom: 0.05 },
    ],
    ['SOC float too low', { floatOff: 0.16 }, { code: 'float-below-floor', vFloor: 3.3 }],
    ['not a number', { ki: NaN }, { code: 'not-a-number', key: 'ki' }],
    ['a slip of the unit', { recRate: 2 }, { code: 'out-of-range', key: 'recRate', value: 2 }],
    ['no smallest current', { cclFloor: 0 }, { code: 'out-of-range', key: 'cclFloor', value: 0 }],
    ['a maximum that would empty the pack', { cvlUserMax: 45 }, { code: 'out-of-range', key: 'cvlUserMax', value: 45 }],
    ['a maximum that is none', { cvlUserMax: NaN }, { code: 'not-a-number', key: 'cvlUserMax' }],
    ['table out of order', { chargeByVoltage: [[3.45, 1], [3.4, 0]] }, { code: 'table-order', table: 'chargeByVoltage', index: 1, values: [3.45, 3.4] }], // prettier-ignore
    ['table with an open end', { dischargeByVoltage: [[-Infinity, 0], [3.1, 1]] }, { code: 'table-order', index: 1 }], // prettier-ignore
    ['table turning up', { chargeByVoltage: [[3.4, 0.5], [3.45, 0.6], [3.6, 0]] }, { code: 'table-not-monotonous', index: 1, factors: [0.5, 0.6] }], // prettier-ignore
    ['temperature table rising twice', { chargeByTemperature: [[0, 0], [10, 1], [20, 0.5], [30, 1], [40, 0]] }, { code: 'table-not-monotonous', index: 3 }], // prettier-ignore
    ['factor over 1', { dischargeByVoltage: [[2.8, 0], [3, 1.1]] }, { code: 'table-factor', table: 'dischargeByVoltage', index: 1, factor: 1.1 }], // prettier-ignore
    ['no end in the heat', { chargeByTemperature: [[0, 0], [10, 1]] }, { code: 'table-end', table: 'chargeByTemperature', at: 10, factor: 1 }], // prettier-ignore
    ['one point', { chargeByVoltage: [[3.4, 0]] }, { code: 'table-too-short', points: 1 }],
    ['current beyond the stop', { chargeByVoltage: [[3.4, 1], [3.65, 0]] }, { code: 'table-beyond-stop', at: 3.65, vStop: 3.6 }], // prettier-ignore
  ];

  test.each(broken)('%s', (_, change, violation) => {
    expect(checkParameters({ ...packParameters(), ...change })).toContainEqual(expect.objectContaining(violation));
  });

  test('a violation names one rule, once', () => {
    expect(checkParameters({ ...packParameters(), absMax: 800 })).toEqual([
      { code: 'order', lower: 'absHold', upper: 'absMax', values: [900, 800], equal: false },
    ]);
  });
});

describe('deriveParameters', () => {
  test('an ordinary LFP pack: preset voltages, currents with a margin, the empty voltage of the BMS', () => {
    const parameters = deriveParameters(LFP_SETTINGS);
    expect(parameters).toMatchObject({ chemistry: 'LFP', cells: 16, capacity: 280, vAbs: 3.45, vStop: 3.6, vEmpty: 2.9 });
    expect(parameters.maxCharge).toBeCloseTo(90, 9);
    expect(parameters.maxDischarge).toBeCloseTo(108, 9);
    expect(parameters.maxDischargeFrom).toEqual({ kind: 'bms-over-current', setting: 120, factor: 0.9 });
  });

  test('a peak cutoff below the continuous one wins; one that reads 0 does not exist', () => {
    expect(deriveParameters({ ...LFP_SETTINGS, peakDischargeCurrentCutoff: 50 })).toMatchObject({
      maxDischarge: 45,
      maxDischargeFrom: { kind: 'bms-peak-current', setting: 50 },
    });
    expect(deriveParameters({ ...LFP_SETTINGS, peakDischargeCurrentCutoff: 0 }).maxDischarge).toBeCloseTo(108, 9);
  });

  test('a low over-voltage cutoff moves the stop and compresses what is below it', () => {
    const { vAbs, vSoft, vStop, chargeByVoltage } = deriveParameters({
      ...LFP_SETTINGS,
      overVoltageCutoff: 3.57,
      fullyChargedVoltage: 3.5,
    });
    expect([vAbs, vStop]).toEqual([3.45, 3.54]);
    expect(vSoft).toBeCloseTo(3.45 + 0.05 * 0.6, 4);
    expect(interpolate(chargeByVoltage, 3.54)).toBe(0);
    expect(interpolate(chargeByVoltage, 3.45)).toBeCloseTo(0.5, 6);
  });

  test('charging ends a little before the temperatures at which the BMS would end it', () => {
    const { chargeByTemperature } = deriveParameters({ ...LFP_SETTINGS, lowTemperatureChargerCutoff: 3, overHeatCutoff: 50 });
    expect([chargeByTemperature.at(0), chargeByTemperature.at(-1)]).toEqual([[5, 0], [45, 0]]); // prettier-ignore
  });

  test('a BMS that stops balancing at 30 mV is not asked for less', () => {
    expect(deriveParameters({ ...LFP_SETTINGS, allowedDisbalance: 0.03 }).balDone).toBe(0.03);
    expect(deriveParameters({ ...LFP_SETTINGS, allowedDisbalance: 0.4 }).balDone).toBe(0.05);
  });

  test.each([
    [2.4, 'LTO'],
    [2.85, 'LTO'],
    [3.4, 'LFP'],
    [3.65, 'LFP'],
    [4.0, 'NMC'],
    [4.2, 'NMC'],
  ])('cells charged to %d V are %s', (voltage, chemistry) => {
    expect(guessChemistry(voltage)).toBe(chemistry);
  });
});

describe('interpolate', () => {
  test.each([
    [0, 0],
    [5, 0.25],
    [10, 0.5],
    [15, 0.75],
    [25, 1],
  ])('at %d: %d', (at, factor) => {
    expect(interpolate([[0, 0], [10, 0.5], [20, 1]], at)).toBeCloseTo(factor, 12); // prettier-ignore
  });

  test('an empty table is a bug', () => {
    expect(() => interpolate([], 1)).toThrow(RangeError);
  });
});
