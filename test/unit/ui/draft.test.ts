import { describe, expect, test } from 'vitest';
import { FROM_THE_BMS, type ChargeSettings } from '../../../src/control/owner';
import { PARAMETERS } from '../../../src/control/law/parameter-table';
import { createFormat } from '../../../src/ui/format/format';
import { fieldMeasure, fieldText, parseField } from '../../../src/ui/format/parameter';
import { chosen, hasWrongFields, isEmpty, NO_DRAFT, typed, wishedBy } from '../../../src/ui/state/draft';

const STORED: ChargeSettings = { ...FROM_THE_BMS, vFloat: 3.36, chargeBySoc: [[90, 1], [99, 0.1]] }; // prettier-ignore
const type = (key: 'vFloat' | 'balDone' | 'absHold', text: string, draft = NO_DRAFT) => typed(draft, STORED, key, PARAMETERS[key], text);

describe('a draft', () => {
  test('holds only what differs from what is stored', () => {
    const draft = type('vFloat', '3.37');
    expect(draft).toEqual({ values: { vFloat: 3.37 }, wrong: {} });
    expect(isEmpty(type('vFloat', '3.36', draft))).toBe(true);
    expect(wishedBy(STORED, draft)).toEqual({ ...STORED, vFloat: 3.37 });
  });

  test('an empty field leaves the value to the BMS', () => {
    expect(type('vFloat', ' ').values).toEqual({ vFloat: null });
    expect(isEmpty(type('absHold', ''))).toBe(true);
  });

  test('what cannot be taken is kept as it was typed, and the last good value with it', () => {
    const draft = type('vFloat', '3.', type('vFloat', '3.37'));
    expect(draft.values).toEqual({ vFloat: 3 });
    const wrong = type('vFloat', '33.7', draft);
    expect(wrong.wrong).toEqual({ vFloat: { text: '33.7', problem: 'out-of-range' } });
    expect([hasWrongFields(wrong), hasWrongFields(type('vFloat', '3.37', wrong))]).toEqual([true, false]);
    expect(type('balDone', 'abc').wrong.balDone?.problem).toBe('not-a-number');
  });

  test('tables are compared point by point', () => {
    expect(isEmpty(chosen(NO_DRAFT, STORED, { chargeBySoc: [[90, 1], [99, 0.1]] }))).toBe(true); // prettier-ignore
    expect(chosen(NO_DRAFT, STORED, { chargeBySoc: null }).values).toEqual({ chargeBySoc: null });
  });
});

describe('fields', () => {
  const [en, fr] = [createFormat('en'), createFormat('fr')];

  test.each([
    ['cell-voltage', '3.45', 3.45],
    ['cell-voltage', '3,45', 3.45],
    ['cell-voltage', ' 3.375 ', 3.375],
    ['cell-difference', '15', 0.015],
    ['share', '5', 0.05],
    ['cell-rate', '0.3125', 0.0003125],
    ['gain', '12.5', 0.0125],
    ['temperature', '−5', -5],
    ['current', '.5', 0.5],
  ] as const)('%s "%s" is %d', (kind, text, value) => {
    expect(parseField(kind, text)).toBe(value);
  });

  test.each(['', 'abc', '3.4.5', '1e3', '0x10', '3 4', 'Infinity', '--1'])('"%s" is no number', (text) => {
    expect(parseField('current', text)).toBeUndefined();
  });

  test('a value stands in its field as it can be typed there', () => {
    for (const format of [en, fr])
      for (const [kind, value] of [['cell-difference', 0.015], ['cell-rate', 0.000125], ['gain', 0.0125], ['time', 10_800], ['temperature', -15]] as const)
        expect(parseField(kind, fieldText(kind, value, format))).toBe(value); // prettier-ignore
  });

  test('with its unit, in the language of the owner', () => {
    expect(fieldMeasure('cell-voltage', 3.45, fr)).toBe('3,45\u00a0V');
    expect(fieldMeasure('days', 14, fr)).toBe('14\u00a0j');
    expect(fieldMeasure('gain', 0.0125, en)).toBe('12.5\u00a0mV/s per V');
    expect(fieldMeasure('current', 10_000, en)).toBe('10,000\u00a0A');
  });
});
