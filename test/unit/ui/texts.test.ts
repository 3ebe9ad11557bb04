/** Types already demand every key; these tests run every text once, look for holes, and hold French to its spacing. */
import { describe, expect, test } from 'vitest';
import type { CellAt, TemperatureAt } from '../../../src/battery/battery';
import type { Evidence } from '../../../src/bridge/contract';
import type { Reason } from '../../../src/control/limits';
import { FAULTS } from '../../../src/simulator/faults';
import { evidenceSentence, reasonSentence } from '../../../src/ui/text/sentences';
import { createFormat } from '../../../src/ui/format/format';
import { TEXTS } from '../../../src/ui/text/texts';

const HIGH: CellAt = { voltage: 3.512, pack: 'pack-2', cell: 7 };
const COLD: TemperatureAt = { celsius: -4.5, pack: 'pack-2', sensor: 'external1' };

/** One of each; `satisfies` refuses a missing member. */
const REASONS = {
  'fully-charged-voltage': { rule: 'fully-charged-voltage', setting: 3.45, cells: 16 },
  'over-voltage-margin': { rule: 'over-voltage-margin', setting: 3.65, margin: 0.05, cells: 16 },
  'cell-spread': { rule: 'cell-spread', highest: HIGH, spread: 0.062 },
  'charge-forbidden-hold': { rule: 'charge-forbidden-hold', held: 53.2 },
  'charge-over-current': { rule: 'charge-over-current', setting: 100, factor: 0.9 },
  'cell-near-full': { rule: 'cell-near-full', highest: HIGH, from: 3.45, stop: 3.55 },
  'cell-over-voltage': { rule: 'cell-over-voltage', highest: HIGH, stop: 3.5 },
  'too-cold-to-charge': { rule: 'too-cold-to-charge', coldest: COLD, stop: 0 },
  'no-recent-data': { rule: 'no-recent-data', ageMs: 12_000 },
  'discharge-over-current': { rule: 'discharge-over-current', setting: 150, factor: 0.9 },
  'peak-discharge-current': { rule: 'peak-discharge-current', setting: 200, factor: 0.9 },
  'cell-near-empty': { rule: 'cell-near-empty', lowest: HIGH, from: 3, stop: 2.8 },
  'cell-under-voltage': { rule: 'cell-under-voltage', lowest: HIGH, stop: 2.8 },
  'too-hot': { rule: 'too-hot', hottest: COLD, stop: 55 },
  'bms-fault': { rule: 'bms-fault' },
  recovering: { rule: 'recovering', target: 80 },
} satisfies { readonly [R in Reason['rule']]: Extract<Reason, { rule: R }> };

const EVIDENCE = {
  'adapter-version': { kind: 'adapter-version', text: 'V1013' },
  'adapter-refusal': { kind: 'adapter-refusal' },
  'adapter-frames': { kind: 'adapter-frames', count: 3 },
  'adapter-silent': { kind: 'adapter-silent' },
  'bms-answer': { kind: 'bms-answer', serialNumber: '00FF' },
  'bms-silent': { kind: 'bms-silent' },
  'boot-text': { kind: 'boot-text', text: 'rst:0x1' },
  owner: { kind: 'owner' },
} satisfies { readonly [K in Evidence['kind']]: Extract<Evidence, { kind: K }> };

/** Every plain text below `value`, with its path; functions are called with words in place of numbers. */
function textsOf(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function' && !/\.(reasons|evidence)\./.test(path)) {
    const result: unknown = Reflect.apply(value, undefined, [path.endsWith('cells.cell') ? { cell: 3 } : '12', '34']);
    return textsOf(result, path);
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => textsOf(entry, `${path}.${key}`));
}

describe.each(['en', 'fr'] as const)('%s', (language) => {
  const texts = TEXTS[language];
  const format = createFormat(language);
  const spoken = [
    ...textsOf(texts, language),
    ...Object.values(REASONS).flatMap((reason): [string, string][] =>
      [false, true].map((severalPacks) => [`${reason.rule} ${severalPacks}`, reasonSentence(texts, reason, { format, severalPacks })]),
    ),
    ...Object.values(EVIDENCE).map((evidence): [string, string] => [evidence.kind, evidenceSentence(texts, evidence, format)]),
  ];

  test('nothing is empty or unfilled', () => {
    const broken = spoken.filter(([, text]) => text.trim() === '' || /undefined|NaN|\[object|TODO|\$\{/.test(text));
    expect(broken).toEqual([]);
    expect(spoken.length).toBeGreaterThan(400);
  });

  test('typographic signs, no straight ones', () => {
    expect(spoken.filter(([, text]) => /['"]|\.\.\./.test(text))).toEqual([]);
  });

  test('every reason is a sentence with its numbers', () => {
    for (const reason of Object.values(REASONS)) {
      expect(reasonSentence(texts, reason, { format, severalPacks: false })).toMatch(/^[A-ZÉÀ0-9].*\.$/);
    }
    expect(reasonSentence(texts, REASONS['cell-near-full'], { format, severalPacks: false })).toContain(
      format.measure('cellVoltage', 3.512),
    );
  });

  test('the pack is named only where there are several', () => {
    const sentence = (severalPacks: boolean): string => reasonSentence(texts, REASONS['cell-near-full'], { format, severalPacks });
    expect(sentence(false)).not.toMatch(/pack/);
    expect(sentence(true)).toMatch(/pack 2/);
  });

  test('every fault of the simulator has a name', () => {
    expect(Object.keys(FAULTS).filter((name) => !Object.hasOwn(texts.simulator.faultNames, name))).toEqual([]);
    expect(Object.keys(texts.simulator.faultNames).filter((name) => !Object.hasOwn(FAULTS, name))).toEqual([]);
  });

  test('faults tell cause and action in whole sentences', () => {
    for (const { title, cause, action } of Object.values(texts.faults)) {
      expect(title).not.toMatch(/\.$/);
      expect(cause).toMatch(/\.$/);
      expect(action).toMatch(/\.$/);
    }
  });
});

describe('French typography', () => {
  const french = textsOf(TEXTS.fr, 'fr');

  test('no ordinary space before high punctuation or inside quotation marks', () => {
    expect(french.filter(([, text]) => / [:;!?»]|« /.test(text))).toEqual([]);
  });

  test('no high punctuation glued to its word', () => {
    expect(french.filter(([, text]) => /[\p{L}\d][;!?]/u.test(text) || /\p{L}:(?!\/\/)/u.test(text))).toEqual([]);
  });
});

test('both languages have the same shape', () => {
  const paths = (language: 'en' | 'fr'): string[] => textsOf(TEXTS[language], '').map(([path]) => path);
  expect(paths('fr')).toEqual(paths('en'));
});
