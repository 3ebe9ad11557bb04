/** Every conflict and every broken rule is told once in each language, with the values that make it. */
import { describe, expect, test } from 'vitest';
import type { Conflict } from '../../../src/control/advice/advice';
import { PARAMETERS, PARAMETER_TABLES, type ParameterTableKey } from '../../../src/control/law/parameter-table';
import type { WishViolation } from '../../../src/control/owner';
import { createFormat } from '../../../src/ui/format/format';
import { adviceText, concerns, violationSentence } from '../../../src/ui/text/charge-page';
import { TEXTS } from '../../support/texts';

const TABLE = { numbers: PARAMETERS, tables: Object.keys(PARAMETER_TABLES) as ParameterTableKey[] };

const CONFLICTS = {
  'never-full': [{ code: 'never-full', reach: 3.45, fullyCharged: 3.55 }],
  'soc-never-corrected': [{ code: 'soc-never-corrected', reach: 3.45, fullyCharged: 3.55 }],
  'tail-above-finished': [{ code: 'tail-above-finished', tail: 11.2, finished: 1 }],
  'trip-near': [{ code: 'trip-near', vAbs: 3.5, offset: 0.025, cutoff: 3.6, room: 0.075, needs: 0.1 }],
  'never-balances': [{ code: 'never-balances', threshold: 3.5, reach: 3.45 }],
  'balancing-above-float': [{ code: 'balancing-above-float', threshold: 3.4, vFloat: 3.375 }],
  'spread-unreachable': [{ code: 'spread-unreachable', needs: 0.01, allowed: 0.02 }],
  'broadcast-on': [{ code: 'broadcast-on' }],
  'maximum-without-effect': [
    { code: 'maximum-without-effect', limit: 'cvl', maximum: 56, allowed: 55.2 },
    { code: 'maximum-without-effect', limit: 'dcl', maximum: 200, allowed: 108 },
  ],
  'maximum-zero': [
    { code: 'maximum-zero', limit: 'ccl' },
    { code: 'maximum-zero', limit: 'dcl' },
  ],
  'maximum-empties': [{ code: 'maximum-empties', maximum: 52, floor: 52.8 }],
  'peak-not-above': [{ code: 'peak-not-above', peak: 100, continuous: 120 }],
  'empty-at-cutoff': [{ code: 'empty-at-cutoff', vEmpty: 2.9, fullyDischarged: 2.9 }],
  'charges-in-frost': [{ code: 'charges-in-frost', chemistry: 'LFP', from: -5 }],
  'bms-charges-in-frost': [{ code: 'bms-charges-in-frost', chemistry: 'NMC', cutoff: -10 }],
  'board-temperature': [{ code: 'board-temperature' }],
  'control-off': [{ code: 'control-off' }],
} as const satisfies { readonly [C in Conflict['code']]: readonly Extract<Conflict, { code: C }>[] };

const VIOLATIONS = {
  'not-a-number': [{ code: 'not-a-number', key: 'ki', value: NaN }],
  'out-of-range': [
    { code: 'out-of-range', key: 'cvlUserMax', value: 40, min: 49.6, max: 80 },
    { code: 'out-of-range', key: 'capacity', value: 0, min: 1, max: 100_000 },
    { code: 'out-of-range', key: 'maxCharge', value: 0, min: 0.1, max: 1000 },
  ],
  order: [
    { code: 'order', lower: 'vFloat', upper: 'vAbs', values: [3.46, 3.45], equal: false },
    { code: 'order', lower: 'vRebulk', upper: 'vFloor', values: [3.31, 3.3], equal: true },
  ],
  'no-headroom': [{ code: 'no-headroom', vAbs: 3.54, offset: 0.025, vStop: 3.6, headroom: 0.05 }],
  'float-below-floor': [{ code: 'float-below-floor', voltage: 3.29, vFloor: 3.3 }],
  'table-too-short': [{ code: 'table-too-short', table: 'chargeBySoc', points: 1 }],
  'table-order': [{ code: 'table-order', table: 'chargeByVoltage', index: 1, values: [3.45, 3.4] }],
  'table-factor': [{ code: 'table-factor', table: 'chargeByVoltage', index: 0, factor: 2 }],
  'table-not-monotonous': [{ code: 'table-not-monotonous', table: 'dischargeByVoltage', index: 2, factors: [1, 0.5] }],
  'table-end': [{ code: 'table-end', table: 'chargeByTemperature', at: 40, factor: 1 }],
  'table-beyond-stop': [{ code: 'table-beyond-stop', table: 'chargeByVoltage', at: 3.65, vStop: 3.6 }],
  'beyond-bms': [
    { code: 'beyond-bms', key: 'vStop', value: 3.73, limit: 3.72, side: 'above', register: 315, setting: 3.75 },
    { code: 'beyond-bms', key: 'chargeByTemperature', value: 0, limit: 3, side: 'below', register: 320, setting: 1 },
  ],
  chemistry: [{ code: 'chemistry', chemistry: 'LTO', fullyCharged: 3.55, min: 2.2, max: 3 }],
} as const satisfies { readonly [C in WishViolation['code']]: readonly Extract<WishViolation, { code: C }>[] };

describe.each(['en', 'fr'] as const)('%s', (language) => {
  const texts = TEXTS[language];
  const format = createFormat(language);
  const conflicts = Object.values(CONFLICTS).flat();
  const violations: readonly WishViolation[] = Object.values(VIOLATIONS).flat();
  const advice = conflicts.map((conflict) => adviceText(texts, { ...conflict, weight: 'info' }, format));
  const sentences = violations.map((violation) => violationSentence(texts, violation, format, TABLE));
  const spoken = [...advice.flatMap(({ title, text, action }) => [title, text, action]), ...sentences];

  test('whole sentences without holes', () => {
    for (const { title, text, action } of advice) {
      expect(title).toMatch(/^[A-ZÀÉ].*[^.]$/);
      expect(text).toMatch(/^[A-ZÀÉ0-9].*\.$/);
      expect(action).toMatch(/^[A-ZÀÉ].*\.$/);
    }
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-ZÀÉ].*\.$/);
    expect(spoken.filter((text) => /undefined|NaN|\[object|\$\{|['"]/.test(text))).toEqual([]);
  });

  test('French keeps its spaces', () => {
    if (language === 'fr') expect(spoken.filter((text) => / [:;!?»]|« |\p{L}:(?!\/\/)|[\p{L}\d][;!?]/u.test(text))).toEqual([]);
  });

  test('a broken rule names both parameters and both values', () => {
    const sentence = violationSentence(texts, VIOLATIONS.order[0], format, TABLE);
    for (const part of [texts.chargePage.parameters.names.vFloat.name, texts.chargePage.parameters.names.vAbs.name, '3', '46'])
      expect(sentence).toContain(part);
  });

  test('what goes beyond the BMS names the setting and its register', () => {
    const sentence = violationSentence(texts, VIOLATIONS['beyond-bms'][0], format, TABLE);
    expect(sentence).toContain('315');
  });
});

test('every broken rule points at a field', () => {
  const fields = new Set(['chemistry', ...Object.keys(PARAMETERS), ...Object.keys(PARAMETER_TABLES), 'capacity', 'maxCharge']);
  for (const violation of Object.values(VIOLATIONS).flat() as readonly WishViolation[]) {
    expect(concerns(violation).length).toBeGreaterThan(0);
    for (const field of concerns(violation)) expect(fields).toContain(field);
  }
});
