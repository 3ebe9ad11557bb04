import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PackSettings } from '../../src/battery/pack';
import { checkParameters } from '../../src/control/law/check';
import type { Chemistry } from '../../src/control/law/chemistries';
import { deriveParameters } from '../../src/control/law/derive';
import { PARAMETERS, type ParameterKey } from '../../src/control/law/parameter-table';
import { parametersFor, type LawOverrides } from '../../src/control/law/parameters';
import { FROM_THE_BMS, parametersOf, type ChargeSettings } from '../../src/control/owner';
import { lawStep } from '../../src/control/law/law';
import { endsOf } from '../../src/control/law/tables';
import { inputOf, REST } from '../unit/control/law/fixtures';

/** What owners set a TinyBMS to, by chemistry [mV]: the data sheets of the cells, and some caution or daring. */
const PLAUSIBLE: Readonly<Record<Chemistry, { readonly full: readonly [number, number]; readonly empty: readonly [number, number] }>> = {
  LFP: { full: [3400, 3650], empty: [2500, 3050] },
  NMC: { full: [4000, 4200], empty: [2800, 3500] },
  LTO: { full: [2450, 2800], empty: [1600, 2050] },
};

function settingsOf(chemistry: Chemistry): fc.Arbitrary<PackSettings> {
  const { full, empty } = PLAUSIBLE[chemistry];
  const millivolts = (min: number, max: number) => fc.integer({ min, max }).map((mv) => mv / 1000);
  return fc
    .record({
      fullyChargedVoltage: millivolts(...full),
      aboveFull: millivolts(20, 200),
      fullyDischargedVoltage: millivolts(...empty),
      belowEmpty: millivolts(20, 300),
      earlyBalancingThreshold: millivolts(2300, 4100),
      chargeFinishedCurrent: fc.integer({ min: 100, max: 5000 }).map((milliamps) => milliamps / 1000),
      peakDischargeCurrentCutoff: fc.option(fc.integer({ min: 0, max: 900 }), { nil: undefined }),
      batteryCapacity: fc.integer({ min: 10, max: 1000 }),
      seriesCells: fc.integer({ min: 4, max: 16 }),
      allowedDisbalance: millivolts(15, 100),
      dischargeOverCurrentCutoff: fc.integer({ min: 1, max: 750 }),
      chargeOverCurrentCutoff: fc.integer({ min: 1, max: 750 }),
      overHeatCutoff: fc.integer({ min: 40, max: 90 }),
      lowTemperatureChargerCutoff: fc.integer({ min: -40, max: 10 }),
      broadcastTime: fc.constant(0),
    })
    .map(({ aboveFull, belowEmpty, ...rest }) => ({
      ...rest,
      overVoltageCutoff: rest.fullyChargedVoltage + aboveFull,
      underVoltageCutoff: rest.fullyDischargedVoltage - belowEmpty,
    }));
}

/** An owner who wants more than the BMS is set to. */
const greedy: LawOverrides = { vAbs: 4.19, vSoft: 4.195, vStop: 4.2, vEmpty: 1.5, vEmptyRel: 1.6 };

/** Some wishes of every kind; most sets of them break a rule. */
function wishes(chemistry: Chemistry): fc.Arbitrary<ChargeSettings> {
  const preset = parametersFor(chemistry, { cells: 16, capacity: 280, maxCharge: 100, maxDischarge: 120 });
  const near = (key: ParameterKey): fc.Arbitrary<number | null> => {
    const usual = preset[key] ?? (key === 'cvlUserMax' ? 16 * preset.vAbs : 50);
    const { least, most } = PARAMETERS[key];
    const factor = fc.double({ min: 0.97, max: 1.03, noNaN: true });
    const wish = fc.oneof({ weight: 4, arbitrary: factor.map((by) => usual * by) }, fc.constantFrom<number>(least, most));
    return fc.oneof(
      { weight: 12, arbitrary: fc.constant(null) },
      wish.map((value) => Math.min(Math.max(value, least), most)),
    );
  };
  const numbers = Object.fromEntries((Object.keys(PARAMETERS) as ParameterKey[]).map((key) => [key, near(key)]));
  const frost = fc.constantFrom(null, [[-10, 0], [0, 1], [80, 0]] as const); // prettier-ignore
  return fc
    .record({
      numbers: fc.record(numbers),
      mode: fc.constantFrom('voltage' as const, 'soc' as const),
      chemistry: fc.constantFrom('automatic' as const, chemistry, 'NMC' as const),
      chargeByTemperature: frost,
    })
    .map(({ numbers: given, ...rest }) => ({ ...FROM_THE_BMS, ...given, ...rest }));
}

describe.each(['LFP', 'NMC', 'LTO'] as const)('%s', (chemistry) => {
  test('derived parameters are valid and within the settings of the BMS', () => {
    fc.assert(
      fc.property(settingsOf(chemistry), (settings) => {
        const parameters = deriveParameters(settings, chemistry);
        expect(checkParameters(parameters)).toEqual([]);
        expectWithin(settings, parameters);
      }),
      { numRuns: 2000 },
    );
  });

  test('the chemistry is recognised', () => {
    fc.assert(fc.property(settingsOf(chemistry), (settings) => void expect(deriveParameters(settings).chemistry).toBe(chemistry)));
  });

  test('no wish of the owner goes beyond the settings of the BMS', () => {
    fc.assert(fc.property(settingsOf(chemistry), (settings) => expectWithin(settings, deriveParameters(settings, chemistry, greedy))));
  });

  test('whatever the owner wishes, the law runs on parameters that are valid and within the settings of the BMS, or not at all', () => {
    fc.assert(
      fc.property(settingsOf(chemistry), wishes(chemistry), (settings, charge) => {
        const derived = parametersOf(settings, charge);
        if (!derived.ok) return;
        const { parameters } = derived;
        expect(checkParameters(parameters)).toEqual([]);
        expectWithin(settings, parameters);
        // What only ever lowers a limit is never lost.
        for (const key of ['cvlUserMax', 'cclUserMax', 'dclUserMax'] as const) expect(parameters[key]).toBe(charge[key] ?? undefined);
        if (derived.refused.length > 0) return;
        for (const key of Object.keys(PARAMETERS) as ParameterKey[]) {
          const wished = charge[key];
          if (wished !== null) expect(parameters[key]).toBeCloseTo(wished, 3);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('limits of a resting battery are within the settings of the BMS', () => {
    fc.assert(
      fc.property(settingsOf(chemistry), (settings) => {
        const parameters = deriveParameters(settings, chemistry);
        const { cells, vRebulk } = parameters;
        const { limits } = lawStep(
          parameters,
          inputOf({ ...REST, highest: vRebulk, lowest: vRebulk, voltage: cells * vRebulk }),
          undefined,
          1,
        );
        expect(limits?.cvl.value).toBeLessThanOrEqual(settings.seriesCells * settings.fullyChargedVoltage + 1e-6);
        expect(limits?.ccl.value).toBeLessThanOrEqual(0.9 * settings.chargeOverCurrentCutoff + 1e-6);
        expect(limits?.dcl.value).toBeLessThanOrEqual(0.9 * settings.dischargeOverCurrentCutoff + 1e-6);
      }),
    );
  });
});

function expectWithin(settings: PackSettings, parameters: ReturnType<typeof deriveParameters>): void {
  const { vAbs, vStop, vEmpty, chargeByVoltage, chargeByTemperature, dischargeByTemperature } = parameters;
  const guard = 1e-9;
  expect(vStop).toBeLessThanOrEqual(settings.overVoltageCutoff - 0.03 + guard);
  expect(vAbs).toBeLessThanOrEqual(settings.fullyChargedVoltage + guard);
  expect(vAbs).toBeLessThanOrEqual(vStop - 0.05);
  expect(vEmpty).toBeGreaterThanOrEqual(settings.underVoltageCutoff + 0.05 - guard);
  expect(vEmpty).toBeGreaterThanOrEqual(settings.fullyDischargedVoltage - guard);
  expect(endsOf(chargeByVoltage).last[0]).toBeLessThanOrEqual(vStop);
  expect(endsOf(chargeByTemperature).first[0]).toBeGreaterThan(settings.lowTemperatureChargerCutoff);
  expect(endsOf(chargeByTemperature).last[0]).toBeLessThan(settings.overHeatCutoff);
  expect(endsOf(dischargeByTemperature).last[0]).toBeLessThan(settings.overHeatCutoff);
  expect(parameters.maxCharge).toBeLessThanOrEqual(0.9 * settings.chargeOverCurrentCutoff);
  expect(parameters.maxDischarge).toBeLessThanOrEqual(0.9 * settings.dischargeOverCurrentCutoff);
  if (settings.peakDischargeCurrentCutoff) expect(parameters.maxDischarge).toBeLessThanOrEqual(0.9 * settings.peakDischargeCurrentCutoff);
}
