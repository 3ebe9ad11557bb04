import { describe, expect, test } from 'vitest';
import type { PackSettings } from '../../../src/battery/pack';
import { DEFAULT_ALARM_SETTINGS, thresholdsOf, WATCHED_CODES } from '../../../src/control/alarms/settings';
import { ALARMS } from '../../../src/control/alarms/table';
import type { LawParameters } from '../../../src/control/law/parameters';
import { parametersOf } from '../../../src/control/owner';
import { provenanceOf } from '../../../src/control/provenance';
import { context } from '../../support/alarm-watch';
import { LFP_SETTINGS } from '../../support/pack-fixtures';

/** Every setting that something can follow from, changed so far that it does. */
const CHANGES = {
  batteryCapacity: 50,
  fullyChargedVoltage: 3.4,
  fullyDischargedVoltage: 3,
  overVoltageCutoff: 3.55,
  underVoltageCutoff: 2.88,
  chargeOverCurrentCutoff: 50,
  dischargeOverCurrentCutoff: 60,
  peakDischargeCurrentCutoff: 40,
  overHeatCutoff: 50,
  lowTemperatureChargerCutoff: 5,
  allowedDisbalance: 0.04,
} as const satisfies Partial<PackSettings>;
type Changed = keyof typeof CHANGES;

/** The settings that change what `look` sees. */
function followsFrom(look: (settings: PackSettings) => unknown): readonly Changed[] {
  const before = JSON.stringify(look(LFP_SETTINGS));
  const keys = Object.keys(CHANGES) as readonly Changed[];
  return keys.filter((key) => JSON.stringify(look({ ...LFP_SETTINGS, [key]: CHANGES[key] })) !== before).sort();
}

function told(frame: 'alarms' | 'chargeLimits', signal: string): readonly string[] {
  return (provenanceOf(frame, signal)?.registers ?? []).filter((register) => register in CHANGES).toSorted();
}

describe('the settings behind a number are those that move it', () => {
  const items = [...new Set(WATCHED_CODES.flatMap((code) => ALARMS[code].item ?? []))];
  test.each(items)('%s', (item) => {
    const codes = WATCHED_CODES.filter((code) => ALARMS[code].item === item);
    // Below the knee an imbalance is none.
    const look = (settings: PackSettings): unknown => {
      const seen = context({}, { settings });
      return [codes.map((code) => thresholdsOf(code, DEFAULT_ALARM_SETTINGS, seen)), item === 'imbalance' && seen.parameters.vKnee];
    };
    expect(told('alarms', `${item}Alarm`)).toEqual(followsFrom(look));
  });

  const PARAMETERS: Readonly<Record<'cvl' | 'ccl' | 'dcl', readonly (keyof LawParameters)[]>> = {
    cvl: ['cells', 'vAbs', 'vFloat', 'vFloor', 'vStop', 'balDone', 'tail'],
    ccl: ['maxCharge', 'vStop', 'chargeByVoltage', 'chargeByTemperature', 'balanceCurrent', 'cclFloor'],
    dcl: ['maxDischarge', 'vEmpty', 'dischargeByVoltage', 'dischargeByTemperature', 'dclFloor'],
  };
  test.each(['cvl', 'ccl', 'dcl'] as const)('%s', (limit) => {
    const look = (settings: PackSettings): unknown => {
      const derived = parametersOf(settings);
      if (!derived.ok) throw new RangeError(JSON.stringify(derived.violations));
      return PARAMETERS[limit].map((key) => derived.parameters[key]);
    };
    expect(told('chargeLimits', limit)).toEqual(followsFrom(look));
  });
});
