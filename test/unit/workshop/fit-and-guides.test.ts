import { describe, expect, test } from 'vitest';
import { checkParameters } from '../../../src/control/law/check';
import { CHEMISTRIES } from '../../../src/control/law/chemistries';
import { fitOf, type Target } from '../../../src/workshop/fit';
import { guide } from '../../../src/workshop/guides';
import { chargeControlOf, review } from '../../../src/workshop/review';
import { withChanges, withRaw, type Changes } from '../../../src/workshop/settings';
import { contextOf, device, LFP_PROFILE, profileOf } from '../../support/workshop';

const TARGET: Target = { serialNumber: 'A', internalFirmware: 243, profile: LFP_PROFILE, measuredCells: 16 };
const OWN = { serialNumber: 'A', internalFirmware: 243 };
const other = (changes: Changes) => withChanges(changes, LFP_PROFILE.words);

describe('a profile from elsewhere', () => {
  test('of the same device: what differs, and nothing else', () => {
    expect(fitOf(other({ allowedDisbalance: 40, setStateOfCharge: 100 }), OWN, TARGET)).toEqual({
      misfits: [],
      changes: { allowedDisbalance: 40 },
    });
  });

  test('for another number of cells it is refused, whatever the device is set to', () => {
    const words = other({ seriesCells: 15, allowedDisbalance: 40 });
    expect(fitOf(words, OWN, TARGET)).toEqual({
      misfits: [{ code: 'other-cells', verdict: 'refused', cells: 15, measured: 16 }],
      changes: {},
    });
  });

  test('of another device, another firmware, or nobody knows which: explained', () => {
    const { misfits, changes } = fitOf(other({ allowedDisbalance: 40 }), { serialNumber: 'B', internalFirmware: 239 }, TARGET);
    expect(misfits.map(({ code, verdict }) => [code, verdict])).toEqual([
      ['other-device', 'explained'],
      ['other-firmware', 'explained'],
    ]);
    expect(changes).toEqual({ allowedDisbalance: 40 });
    expect(fitOf(LFP_PROFILE.words, { serialNumber: undefined, internalFirmware: undefined }, TARGET).misfits).toHaveLength(2);
  });

  test('what this device does not have or take is left out and named', () => {
    const { maximum = [] } = LFP_PROFILE;
    const narrow = { ...TARGET, profile: { ...LFP_PROFILE, maximum: withRaw('chargeOverCurrentCutoff', 130, maximum) } };
    expect(fitOf(other({ chargeOverCurrentCutoff: 140, allowedDisbalance: 40 }), OWN, narrow)).toEqual({
      misfits: [{ code: 'not-allowed', verdict: 'explained', settings: ['chargeOverCurrentCutoff'] }],
      changes: { allowedDisbalance: 40 },
    });
  });
});

describe('guides', () => {
  test.each((['LFP', 'NMC', 'LTO'] as const).flatMap((chemistry) => [4, 8, 14, 16].map((cells) => [chemistry, cells] as const)))(
    'pack of %s, %i cells: the bridge can make limits, up to what suits the chemistry, and the BMS takes it',
    (chemistry, cells) => {
      const profile = profileOf(device({ cells: 16, chemistry: 'nmc' }));
      const changes = guide({ guide: 'pack', chemistry, cells }, profile);
      const found = review(changes, contextOf(profile, { measuredCells: cells }));
      expect(found.problems).toEqual([]);
      expect(found.ready).toBe(true);
      const control = chargeControlOf()(withChanges(changes, profile.words));
      if (!control.ok) throw new Error('no limits');
      expect(checkParameters(control.parameters)).toEqual([]);
      expect(control.parameters).toMatchObject({ chemistry, cells });
      expect(control.parameters.vAbs).toBeGreaterThanOrEqual(CHEMISTRIES[chemistry].vAbs - 0.0001);
    },
  );

  test('capacity brings the current at which charging is finished, held in its range', () => {
    expect(guide({ guide: 'capacity', capacity: 100 }, LFP_PROFILE)).toEqual({ batteryCapacity: 10_000, chargeFinishedCurrent: 4000 });
    expect(guide({ guide: 'capacity', capacity: 304 }, LFP_PROFILE)).toEqual({ batteryCapacity: 30_400 });
  });

  test('currents: the bridge then sends what the owner has named, and the peak stays above', () => {
    const changes = guide({ guide: 'currents', charge: 90, discharge: 180, peak: 150 }, LFP_PROFILE);
    expect(changes).toEqual({ chargeOverCurrentCutoff: 100, dischargeOverCurrentCutoff: 200, peakDischargeCurrentCutoff: 201 });
    const control = chargeControlOf()(withChanges(changes, LFP_PROFILE.words));
    expect(control.ok && control.parameters.maxCharge).toBe(90);
  });

  test('a pin for a function, by name; a name that is not on its list changes nothing', () => {
    expect(guide({ guide: 'peripherals', function: 'chargerSwitchType', choice: 'aiho1Low' }, LFP_PROFILE)).toEqual({
      chargerSwitchType: 6,
    });
    expect(guide({ guide: 'peripherals', function: 'loadSwitchType', choice: 'aiho1Low' }, LFP_PROFILE)).toEqual({ loadSwitchType: 5 });
    expect(guide({ guide: 'peripherals', function: 'speedSensorInput', choice: 'aiho1Low' }, LFP_PROFILE)).toEqual({});
  });

  test('state of charge in the scale of its register; broadcast off', () => {
    expect(guide({ guide: 'state-of-charge', percent: 80 }, LFP_PROFILE)).toEqual({ setStateOfCharge: 40_000 });
    expect(guide({ guide: 'broadcast-off' }, LFP_PROFILE)).toEqual({});
    const loud = { ...LFP_PROFILE, words: withRaw('broadcastTime', 4, LFP_PROFILE.words) };
    expect(guide({ guide: 'broadcast-off' }, loud)).toEqual({ broadcastTime: 0 });
  });
});
