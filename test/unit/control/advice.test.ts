import { describe, expect, test } from 'vitest';
import type { PackSettings } from '../../../src/battery/pack';
import type { Conflict } from '../../../src/control/advice/advice';
import { adviceFor, CONFLICTS } from '../../../src/control/advice/rules';
import { consider, FROM_THE_BMS, type ChargeSettings } from '../../../src/control/owner';
import { LFP_SETTINGS } from '../../support/pack-fixtures';

/** A pack and a BMS that go together: charged to 3.45 V, balanced from 3.37 V, full at 5 A. */
const CALM: PackSettings = {
  ...LFP_SETTINGS,
  fullyChargedVoltage: 3.45,
  fullyDischargedVoltage: 2.8,
  underVoltageCutoff: 2.7,
  earlyBalancingThreshold: 3.37,
  chargeFinishedCurrent: 5,
  overVoltageCutoff: 3.65,
};
const CALM_WISHES: Partial<ChargeSettings> = { tail: 5 };

function advice(settings: Partial<PackSettings>, wishes: Partial<ChargeSettings> = {}, sensor: 'external1' | 'internal' = 'external1') {
  const all = { ...CALM, ...settings };
  const { parameters, violations } = consider(all, { ...FROM_THE_BMS, ...CALM_WISHES, ...wishes });
  expect(violations).toEqual([]);
  return adviceFor({ parameters, settings: all, battery: { coldest: { celsius: 20, pack: 'pack-1', sensor } } });
}

test('a pack and a BMS that go together need no advice', () => {
  expect(advice({})).toEqual([]);
});

describe('each conflict with the values that make it', () => {
  const rows: readonly (readonly [string, Partial<PackSettings>, Partial<ChargeSettings>, Conflict])[] = [
    // TinyBMS, event 0x39: charging done, voltage too low, SOC not set to 100 %.
    ['never full', { fullyChargedVoltage: 3.55 }, {}, { code: 'never-full', reach: 3.45, fullyCharged: 3.55 }],
    ['never full, by SOC', { fullyChargedVoltage: 3.55 }, { mode: 'soc' }, { code: 'soc-never-corrected', reach: 3.45, fullyCharged: 3.55 }],
    ['never full because of a maximum', {}, { cvlUserMax: 54.4 }, { code: 'never-full', reach: 3.4, fullyCharged: 3.45 }],
    ['absorption ends before the BMS counts full', { chargeFinishedCurrent: 1 }, {}, { code: 'tail-above-finished', tail: 5, finished: 1 }],
    ['balancing that never begins', { earlyBalancingThreshold: 3.46 }, {}, { code: 'never-balances', threshold: 3.46, reach: 3.45 }],
    ['balancing that ends with absorption', { earlyBalancingThreshold: 3.4 }, {}, { code: 'balancing-above-float', threshold: 3.4, vFloat: 3.375 }],
    ['a spread that the BMS does not go for', { allowedDisbalance: 0.02 }, { balDone: 0.015 }, { code: 'spread-unreachable', needs: 0.015, allowed: 0.02 }],
    ['broadcast', { broadcastTime: 3 }, {}, { code: 'broadcast-on' }],
    ['a maximum above the cutoffs', {}, { cclUserMax: 120 }, { code: 'maximum-without-effect', limit: 'ccl', maximum: 120, allowed: 90 }],
    ['a CVL maximum above the charge voltage', {}, { cvlUserMax: 56 }, { code: 'maximum-without-effect', limit: 'cvl', maximum: 56, allowed: 55.2 }],
    ['a maximum of 0', {}, { cclUserMax: 0 }, { code: 'maximum-zero', limit: 'ccl' }],
    ['a maximum below the floor', {}, { cvlUserMax: 52 }, { code: 'maximum-empties', maximum: 52, floor: 52.8 }],
    ['a peak cutoff that is none', { peakDischargeCurrentCutoff: 120 }, {}, { code: 'peak-not-above', peak: 120, continuous: 120 }],
    ['an inverter that is cut off', { fullyDischargedVoltage: 2.9 }, {}, { code: 'empty-at-cutoff', vEmpty: 2.9, fullyDischarged: 2.9 }],
    ['charging in frost', { lowTemperatureChargerCutoff: -10 }, { chargeByTemperature: [[-5, 0], [10, 1], [50, 0]] }, { code: 'charges-in-frost', chemistry: 'LFP', from: -5 }],
    ['a BMS that would charge in frost', { lowTemperatureChargerCutoff: -10 }, {}, { code: 'bms-charges-in-frost', chemistry: 'LFP', cutoff: -10 }],
    ['control switched off', {}, { enabled: false }, { code: 'control-off' }],
  ]; // prettier-ignore

  test('warnings are told before everything else', () => {
    const all = rows.flatMap(([, settings, wishes]) => advice(settings, wishes));
    const told = CONFLICTS.flatMap((code) => all.find((one) => one.code === code)?.weight ?? []);
    expect(new Set(told).size).toBe(2);
    expect(told).toEqual(told.toSorted((a, b) => Number(a === 'info') - Number(b === 'info')));
  });

  test.each(rows)('%s', (_, settings, wishes, { code, ...values }) => {
    const found = advice(settings, wishes).filter((one) => one.code === code);
    expect(found).toHaveLength(1);
    for (const [key, value] of Object.entries(values)) {
      const actual = (found[0] as unknown as Record<string, unknown>)[key];
      if (typeof value === 'number') expect(actual).toBeCloseTo(value, 6);
      else expect(actual).toBe(value);
    }
  });

  test('the solar offset of 0.4 V too near a trip: 16 cells at 3.5 V are at 3.525 V, a cell 100 mV ahead is over 3.6 V', () => {
    const [found] = advice({ fullyChargedVoltage: 3.5, overVoltageCutoff: 3.615, chargeFinishedCurrent: 5 }, { vAbs: 3.5 });
    expect(found).toMatchObject({ code: 'trip-near', vAbs: 3.5, offset: 0.025, cutoff: 3.615, needs: 0.1, weight: 'warning' });
    expect(advice({ fullyChargedVoltage: 3.5, overVoltageCutoff: 3.65 }, { vAbs: 3.5 }).map(({ code }) => code)).not.toContain('trip-near');
  });

  test('temperatures of the board instead of the cells', () => {
    expect(advice({}, {}, 'internal')).toEqual([{ code: 'board-temperature', weight: 'warning' }]);
  });

  test('LTO may be charged below freezing', () => {
    const settings = { ...CALM, fullyChargedVoltage: 2.6, fullyDischargedVoltage: 1.9, underVoltageCutoff: 1.8, overVoltageCutoff: 2.8 };
    const codes = advice({ ...settings, earlyBalancingThreshold: 2.5, lowTemperatureChargerCutoff: -30 }).map(({ code }) => code);
    expect(codes).toEqual([]);
  });
});

test('the most serious comes first', () => {
  const codes = advice({ broadcastTime: 3, fullyChargedVoltage: 3.55, earlyBalancingThreshold: 3.4, chargeFinishedCurrent: 1 });
  expect(codes.map(({ code }) => code)).toEqual(['never-full', 'balancing-above-float', 'tail-above-finished', 'broadcast-on']);
  expect(codes.map(({ weight }) => weight)).toEqual(['warning', 'info', 'info', 'info']);
});
