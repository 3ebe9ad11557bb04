import { describe, expect, test } from 'vitest';
import { isAvailable, choicesOf, rangeOf } from '../../../src/workshop/profile';
import { problemsOf, type Finding } from '../../../src/workshop/rules';
import { FROM_THE_BMS } from '../../../src/control/owner';
import { chargeControlOf, review } from '../../../src/workshop/review';
import { withChanges, withRaw, type Changes } from '../../../src/workshop/settings';
import { contextOf, device, LFP_PROFILE, profileOf } from '../../support/workshop';

const found = (changes: Changes, context = contextOf(LFP_PROFILE)): readonly Finding[] =>
  problemsOf(withChanges(changes, LFP_PROFILE.words), context).map(({ finding }) => finding);

describe('rules across settings', () => {
  test('a usual profile keeps all of them', () => {
    expect(found({})).toEqual([]);
  });

  test.each<[string, Changes, Finding]>([
    [
      'thresholds that touch',
      { overVoltageCutoff: 3659, fullyChargedVoltage: 3650 },
      { rule: 'order', lower: 'fullyChargedVoltage', upper: 'overVoltageCutoff', raws: [3650, 3659], distance: 10 },
    ],
    [
      'a peak cutoff that is not above the other one',
      { peakDischargeCurrentCutoff: 150 },
      { rule: 'order', lower: 'dischargeOverCurrentCutoff', upper: 'peakDischargeCurrentCutoff', raws: [150, 150], distance: 1 },
    ],
    [
      'two functions on one pin, whatever their codes for it',
      { loadSwitchType: 5, chargerSwitchType: 7 },
      { rule: 'pin-twice', pin: 'aiho1', functions: ['chargerSwitchType', 'loadSwitchType'] },
    ],
    ['a bar display that is fed too fast', { broadcastProtocol: 2, broadcastTime: 3 }, { rule: 'broadcast-too-fast' }],
    ['another number of cells than is connected', { seriesCells: 15 }, { rule: 'cells-measured', set: 15, measured: 16 }],
    ['balancing that never begins', { earlyBalancingThreshold: 3700 }, { rule: 'never-balances', threshold: 3700, fullyCharged: 3450 }],
    ['text among the answers', { broadcastTime: 5 }, { rule: 'broadcasting' }],
    ['a restart level that is switched off', { chargeRestartLevel: 90 }, { rule: 'restart-level-unused' }],
    ['switches that nobody watches', { disableSwitchDiagnostics: 1 }, { rule: 'no-diagnostics' }],
    ['a value out of range', { allowedDisbalance: 101 }, { rule: 'range', setting: 'allowedDisbalance', raw: 101, min: 15, max: 100 }],
  ])('%s', (_name, changes, finding) => {
    expect(found(changes)).toContainEqual(finding);
  });

  test('distance is counted from threshold to threshold: 10 mV are enough', () => {
    expect(found({ overVoltageCutoff: 3460 }).filter(({ rule }) => rule === 'order')).toEqual([]);
  });

  test('the switch of the other operation mode uses no pin', () => {
    const both = { loadSwitchType: 1, singlePortSwitchType: 1 };
    expect(found(both)).toEqual([]);
    expect(found({ ...both, ignitionInput: 1 })).toContainEqual({
      rule: 'pin-twice',
      pin: 'aido1',
      functions: ['ignitionInput', 'loadSwitchType'],
    });
    expect(found({ ...both, ignitionInput: 1, operationMode: 1 })).toContainEqual({
      rule: 'pin-twice',
      pin: 'aido1',
      functions: ['ignitionInput', 'singlePortSwitchType'],
    });
  });

  test('each pin is told with what it serves, a free one and one that is wanted twice too', () => {
    const { pins } = review({ loadSwitchType: 5, chargerSwitchType: 7, ignitionInput: 3 }, contextOf(LFP_PROFILE));
    expect(pins).toEqual([
      { pin: 'aido1', functions: [] },
      { pin: 'aido2', functions: [] },
      { pin: 'dido1', functions: ['ignitionInput'] },
      { pin: 'dido2', functions: [] },
      { pin: 'aiho1', functions: ['chargerSwitchType', 'loadSwitchType'] },
      { pin: 'aiho2', functions: [] },
    ]);
  });

  test('a cutoff so near that the bridge must charge to less, and settings of which it can make no limits', () => {
    expect(found({ overVoltageCutoff: 3540 })).toContainEqual(expect.objectContaining({ rule: 'little-room', wished: 3.45 }));
    expect(found({ fullyDischargedVoltage: 3400, underVoltageCutoff: 3300 })).toContainEqual(
      expect.objectContaining({ rule: 'no-limits' }),
    );
  });

  test('what the owner has set for the charge, beyond what the BMS would be set to', () => {
    const chargeControl = chargeControlOf({ ...FROM_THE_BMS, vAbs: 3.45 });
    expect(found({}, contextOf(LFP_PROFILE, { chargeControl }))).toEqual([]);
    expect(found({ fullyChargedVoltage: 3400 }, contextOf(LFP_PROFILE, { chargeControl }))).toContainEqual(
      expect.objectContaining({ rule: 'wishes-refused', violations: [expect.objectContaining({ code: 'beyond-bms', register: 300 })] }),
    );
  });

  test('firmware before 239 cannot switch recovery off', () => {
    expect(found({ automaticRecovery: 0 })).toContainEqual({ rule: 'no-recovery', firmware: undefined });
    expect(found({ automaticRecovery: 0 }, contextOf(LFP_PROFILE, { internalFirmware: 234 }))).toContainEqual({
      rule: 'no-recovery',
      firmware: 234,
    });
  });
});

describe('what the device itself says', () => {
  test('its ranges win over the printed ones; without them the printed ones are told as such', () => {
    const narrow = { ...LFP_PROFILE, maximum: withRaw('chargeOverCurrentCutoff', 60, LFP_PROFILE.maximum ?? []) };
    expect(rangeOf('chargeOverCurrentCutoff', narrow)).toEqual({ min: 1, max: 60, from: 'device' });
    expect(rangeOf('chargeOverCurrentCutoff', { ...narrow, minimum: undefined })).toEqual({ min: 1, max: 750, from: 'document' });
  });

  test('the last precharge pin is offered only with the code that the device names', () => {
    const withMost = (raw: number) => ({ ...LFP_PROFILE, maximum: withRaw('prechargePin', raw, LFP_PROFILE.maximum ?? []) });
    expect(choicesOf('prechargePin', withMost(0x10))).toMatchObject({ aiho2Low: 9, aiho2High: 0x10 });
    expect(choicesOf('prechargePin', withMost(0x0a))).toMatchObject({ aiho2Low: 9, aiho2High: 0x0a });
    expect(choicesOf('prechargePin', { ...LFP_PROFILE, minimum: undefined })).not.toHaveProperty('aiho2High');
  });

  test('reserved charger types are not offered', () => {
    expect(choicesOf('chargerType', LFP_PROFILE)).toEqual({ ccCv: 1 });
  });

  test('firmware with the older register map has no peak cutoff', () => {
    const old = {
      words: withRaw('peakDischargeCurrentCutoff', 0, LFP_PROFILE.words),
      minimum: withRaw('peakDischargeCurrentCutoff', 0, LFP_PROFILE.minimum ?? []),
      maximum: withRaw('peakDischargeCurrentCutoff', 0, LFP_PROFILE.maximum ?? []),
      factory: undefined,
    };
    expect(isAvailable('peakDischargeCurrentCutoff', old)).toBe(false);
    expect(isAvailable('peakDischargeCurrentCutoff', { ...old, minimum: undefined, maximum: undefined })).toBe(false);
    expect(problemsOf(old.words, contextOf(old)).map(({ finding }) => finding.rule)).toEqual([]);
  });
});

describe('the review', () => {
  test('a harmless change is ready at once', () => {
    expect(review({ allowedDisbalance: 20 }, contextOf(LFP_PROFILE))).toMatchObject({
      differences: [{ setting: 'allowedDisbalance', before: 15, after: 20 }],
      problems: [],
      plan: { steps: [{ setting: 'allowedDisbalance', raw: 20, detour: false }], blocked: [] },
      typed: false,
      restarts: false,
      limits: undefined,
      ready: true,
    });
  });

  test('a change to the present value is none', () => {
    expect(review({ allowedDisbalance: 15 }, contextOf(LFP_PROFILE))).toMatchObject({ differences: [], ready: false });
  });

  test('a protection setting has to be typed, and the limits that follow are announced', () => {
    const { limits, typed, ready } = review({ chargeOverCurrentCutoff: 50 }, contextOf(LFP_PROFILE));
    expect({ typed, ready }).toEqual({ typed: true, ready: true });
    expect(limits?.before?.ccl).toBe(108);
    expect(limits?.after?.ccl).toBe(45);
  });

  test('the owner’s maxima are in the limits that are announced', () => {
    const chargeControl = chargeControlOf({ ...FROM_THE_BMS, cclUserMax: 60 });
    const { limits } = review({ chargeOverCurrentCutoff: 50 }, contextOf(LFP_PROFILE, { chargeControl }));
    expect([limits?.before?.ccl, limits?.after?.ccl]).toEqual([60, 45]);
    expect(review({ chargeOverCurrentCutoff: 100 }, contextOf(LFP_PROFILE, { chargeControl })).limits).toBeUndefined();
  });

  test('a forbidden profile is never ready', () => {
    const { ready, plan } = review({ fullyDischargedVoltage: 3545 }, contextOf(LFP_PROFILE));
    expect({ ready, blocked: plan.blocked }).toEqual({ ready: false, blocked: ['fullyDischargedVoltage'] });
  });

  test('a number that fits no bits is told with its range', () => {
    const { problems, ready } = review({ prechargeDuration: 999 }, contextOf(LFP_PROFILE));
    expect(ready).toBe(false);
    expect(problems).toMatchObject([
      { severity: 'forbidden', finding: { rule: 'range', setting: 'prechargeDuration', raw: 999, min: 0, max: 7 } },
    ]);
  });

  test('what was wrong before, and is not touched, stops nothing', () => {
    const profile = { ...profileOf(device()), words: withRaw('peakDischargeCurrentCutoff', 100, LFP_PROFILE.words) };
    expect(review({ allowedDisbalance: 20 }, contextOf(profile)).ready).toBe(true);
    expect(review({ dischargeOverCurrentCutoff: 140 }, contextOf(profile)).ready).toBe(false);
    expect(review({ dischargeOverCurrentCutoff: 90 }, contextOf(profile)).ready).toBe(true);
  });

  test('a change of the operation mode comes last: the BMS restarts', () => {
    const { plan, restarts } = review({ operationMode: 1, broadcastProtocol: 1, singlePortSwitchType: 1 }, contextOf(LFP_PROFILE));
    expect(restarts).toBe(true);
    expect(plan.steps.at(-1)?.setting).toBe('operationMode');
  });
});
