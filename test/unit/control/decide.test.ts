import { describe, expect, test } from 'vitest';
import { combine, type CombinedBattery } from '../../../src/battery/combine';
import type { PackSettings } from '../../../src/battery/pack';
import { decide, whyUnusable } from '../../../src/control/decide';
import { parametersOf } from '../../../src/control/owner';
import type { LawParameters } from '../../../src/control/law/parameters';
import type { LawOutcome, LawState } from '../../../src/control/law/state';
import { LFP_SETTINGS, reading, type ReadingChange } from '../../support/pack-fixtures';

function battery(change: ReadingChange = {}, settings: PackSettings = LFP_SETTINGS): CombinedBattery {
  const combined = combine([{ id: 'pack-1', settings, reading: reading(change) }]);
  if (!combined) throw new Error('the fixture makes no battery');
  return combined;
}

function parameters(settings: PackSettings = LFP_SETTINGS): LawParameters {
  const derived = parametersOf(settings);
  if (!derived.ok) throw new Error('the fixture gives no parameters');
  return derived.parameters;
}

const fresh = { ageMs: 0, elapsedMs: 100 };
const values = ({ limits }: LawOutcome): readonly (number | undefined)[] => [limits?.cvl.value, limits?.ccl.value, limits?.dcl.value];

describe('decide', () => {
  test('a healthy LFP pack: 3.45 V a cell and 90 % of what the BMS is set to', () => {
    expect(values(decide(parameters(), battery(), undefined, fresh))).toEqual([55.2, 90, 108]);
  });

  test('one empty cell among fifteen full ones stops the discharge; it does not count as a wrong reading', () => {
    let state: LawState | undefined;
    let outcome = decide(parameters(), battery({ cell: { 5: 2.45 } }), state, fresh);
    for (let at = 0; at < 11_000; at += 100) {
      outcome = decide(parameters(), battery({ cell: { 5: 2.45 } }), state, fresh);
      state = outcome.next;
    }
    expect(outcome.rejected).toBeUndefined();
    expect(outcome.limits?.dcl).toMatchObject({ value: 0, reason: { rule: 'cell-under-voltage', lowest: { cell: 5 } } });
  });

  test('a BMS in fault gets neither direction', () => {
    expect(values(decide(parameters(), battery({ status: 'fault' }), undefined, fresh)).slice(1)).toEqual([0, 0]);
  });

  test('times are in milliseconds here and in seconds in the law', () => {
    const { next } = decide(parameters(), battery(), undefined, fresh);
    expect(decide(parameters(), battery(), next, { ageMs: 10_001, elapsedMs: 10_001 }).flags.stale).toBe(true);
    expect(decide(parameters(), battery(), next, { ageMs: 9_999, elapsedMs: 9_999 }).flags.stale).toBe(false);
  });
});

describe('whyUnusable', () => {
  test('names settings that are wrong in themselves, and those from which nothing safe follows', () => {
    expect(whyUnusable(LFP_SETTINGS)).toBeUndefined();
    expect(whyUnusable({ ...LFP_SETTINGS, seriesCells: 0 })).toMatch(/series cells/);
    const narrow = {
      ...LFP_SETTINGS,
      underVoltageCutoff: 3.3,
      fullyDischargedVoltage: 3.31,
      fullyChargedVoltage: 3.32,
      overVoltageCutoff: 3.33,
    };
    expect(whyUnusable(narrow)).toMatch(/^no parameters follow from the settings: .*"code"/);
  });
});
