import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIGURATION, readConfiguration } from '../../../src/configuration/configuration';
import { consider, FROM_THE_BMS, parametersOf, type ChargeSettings } from '../../../src/control/owner';
import { LFP_SETTINGS } from '../../support/pack-fixtures';

const wished = (wishes: Partial<ChargeSettings>): ChargeSettings => ({ ...FROM_THE_BMS, ...wishes });
const violations = (wishes: Partial<ChargeSettings>) => consider(LFP_SETTINGS, wished(wishes)).violations;
const parameters = (wishes: Partial<ChargeSettings>) => consider(LFP_SETTINGS, wished(wishes)).parameters;

test('the configuration leaves everything to the BMS until the owner says otherwise', () => {
  expect(DEFAULT_CONFIGURATION.charge).toEqual(FROM_THE_BMS);
  expect(violations({})).toEqual([]);
});

describe('wishes', () => {
  test('hold as they are given', () => {
    expect(parameters({ vFloat: 3.36, absHold: 600, mode: 'soc', floatOff: 0.1, balDone: 0.01, cclUserMax: 40 })).toMatchObject({
      vFloat: 3.36,
      absHold: 600,
      mode: 'soc',
      floatOff: 0.1,
      balDone: 0.01,
      cclUserMax: 40,
      vAbs: 3.45,
    });
  });

  test('a lower absorption voltage takes with it what hangs on it, unless the owner says where', () => {
    const { vAbs, vFloat, vFloor, vKnee, chargeByVoltage } = parameters({ vAbs: 3.4, vKnee: 3.38 });
    expect([vAbs, vFloat, vFloor, vKnee, chargeByVoltage[0]?.[0]]).toEqual([3.4, 3.325, 3.25, 3.38, 3.35]);
    expect(violations({ vAbs: 3.4, vKnee: 3.38 })).toEqual([]);
  });

  test('a higher one compresses what is above it', () => {
    const { vAbs, vSoft, vStop } = parameters({ vAbs: 3.5 });
    expect([vAbs, vStop]).toEqual([3.5, 3.6]);
    expect(vSoft).toBeCloseTo(3.5 + 0.05 * (0.1 / 0.15), 3);
    expect(violations({ vAbs: 3.5 })).toEqual([]);
  });

  test('an empty voltage takes the discharge table with it', () => {
    expect(parameters({ vEmpty: 3 }).dischargeByVoltage[1]).toEqual([3, 0.02]);
  });
});

describe('rules', () => {
  test.each([
    ['an absorption voltage above fully charged', { vAbs: 3.56, vStop: 3.7 }, { code: 'beyond-bms', key: 'vAbs', limit: 3.55, side: 'above', register: 300 }],
    ['a stop nearer than 30 mV to the cutoff', { vStop: 3.73 }, { code: 'beyond-bms', key: 'vStop', value: 3.73, side: 'above', register: 315, setting: 3.75 }],
    ['an empty voltage below fully discharged', { vEmpty: 2.88 }, { code: 'beyond-bms', key: 'vEmpty', limit: 2.9, side: 'below', register: 301 }],
    ['charging in the cold that the BMS does not allow', { chargeByTemperature: [[0, 0], [10, 1], [50, 0]] as const }, { code: 'beyond-bms', key: 'chargeByTemperature', value: 0, limit: 3, side: 'below', register: 320 }],
    ['discharging in the heat', { dischargeByTemperature: [[-10, 0], [10, 1], [58, 0]] as const }, { code: 'beyond-bms', key: 'dischargeByTemperature', value: 58, limit: 55, side: 'above', register: 319 }],
    ['no room for the solar offset', { vAbs: 3.54 }, { code: 'no-headroom', vAbs: 3.54, offset: 0.025, vStop: 3.6, headroom: 0.05 }],
    ['another chemistry than the BMS is set to', { chemistry: 'LTO' as const }, { code: 'chemistry', chemistry: 'LTO', fullyCharged: 3.55, max: 3 }],
    ['float above absorption', { vFloat: 3.46 }, { code: 'order', lower: 'vFloat', upper: 'vAbs' }],
    ['a table that turns', { chargeByVoltage: [[3.4, 0.5], [3.5, 0.6], [3.6, 0]] as const }, { code: 'table-not-monotonous', table: 'chargeByVoltage' }],
  ])('%s', (_, wishes, violation) => {
    expect(violations(wishes)).toContainEqual(expect.objectContaining(violation));
  }); // prettier-ignore

  test('one wish that cannot be taken costs all of them, except the maxima and what is said of the installation', () => {
    const derived = parametersOf(LFP_SETTINGS, wished({ vFloat: 3.46, absHold: 600, cclUserMax: 40, mode: 'soc', feedIn: true }));
    expect(derived).toMatchObject({
      ok: true,
      parameters: { vFloat: 3.375, absHold: 900, cclUserMax: 40, mode: 'voltage', feedIn: true },
      refused: [{ code: 'order', lower: 'vFloat', upper: 'vAbs' }],
    });
  });

  test('where the maxima themselves are wrong the law does not run', () => {
    expect(parametersOf(LFP_SETTINGS, wished({ cvlUserMax: 40 }))).toMatchObject({ ok: false, violations: [{ key: 'cvlUserMax' }] });
  });
});

test('stored wishes of any origin: what is no number within its range is left to the BMS', () => {
  const { charge } = readConfiguration({
    charge: { vAbs: '3.4', vFloat: 3.36, ki: -1, absHold: Infinity, mode: 'fast', chargeByVoltage: [[3.4, 2], [3.5, 0]], chargeBySoc: [[90, 1], [99, 0.1]] },
  }); // prettier-ignore
  expect(charge).toEqual({ ...FROM_THE_BMS, vFloat: 3.36, chargeBySoc: [[90, 1], [99, 0.1]] }); // prettier-ignore
});
