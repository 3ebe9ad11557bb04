/** Types already demand every key; these tests run every text once, look for holes, and hold French to its spacing. */
import { HANG } from '../../../src/bridge/simulation';
import type { Implausibility, PlausibilityCheck } from '../../../src/battery/plausibility';
import { describe, expect, test } from 'vitest';
import type { CellAt, TemperatureAt } from '../../../src/battery/battery';
import type { Evidence } from '../../../src/bridge/contract';
import type { PhaseCause, PhaseWait, RuleId } from '../../../src/control/limits';
import { FAULTS } from '../../../src/simulator/faults';
import { createFormat } from '../../../src/ui/format/format';
import type { CauseOf, ReasonOf, WaitOf } from '../../../src/ui/text/keys';
import { evidenceSentence, phaseSentence, reasonSentence, waitText } from '../../../src/ui/text/sentences';
import { TEXTS } from '../../support/texts';
import { workshopTexts } from './workshop-texts';

const HIGH: CellAt = { voltage: 3.512, pack: 'pack-2', cell: 7 };
const LOW: CellAt = { voltage: 3.384, pack: 'pack-2', cell: 12 };
const COLD: TemperatureAt = { celsius: -4.5, pack: 'pack-2', sensor: 'external1' };

const APART = { highest: HIGH, lowest: LOW, spread: 0.128, from: 0.1, release: 0.05 };

/** At least one of each; `satisfies` refuses a missing member. */
const REASONS = {
  'phase-target': (['bulk', 'absorption', 'transition', 'float-approach', 'float', 'fixed'] as const).map((phase) => ({
    rule: 'phase-target',
    phase,
    perCell: 3.45,
    cells: 16,
  })),
  imbalance: [{ rule: 'imbalance', ...APART, drop: 0.14 }],
  ramp: [
    {
      rule: 'ramp',
      direction: 'up',
      target: 55.2,
      because: { rule: 'phase-target', phase: 'absorption', perCell: 3.45, cells: 16 },
    },
    { rule: 'ramp', direction: 'down', target: 55.1, because: { rule: 'imbalance', ...APART, drop: 0.14 } },
    { rule: 'ramp', direction: 'down', target: 54.5, because: { rule: 'owner-maximum', maximum: 54.5 } },
  ],
  overshoot: [
    { rule: 'overshoot', highest: HIGH, from: 3.46, trim: 0.52, recoversBelow: 3.42, waited: 0, of: 60 },
    { rule: 'overshoot', highest: LOW, from: 3.46, trim: 0.52, recoversBelow: 3.42, waited: 0, of: 60 },
    { rule: 'overshoot', highest: LOW, from: 3.46, trim: 0.52, recoversBelow: 3.42, waited: 20, of: 60 },
    { rule: 'overshoot', highest: LOW, from: 3.46, trim: 0.52, recoversBelow: 3.42, waited: 60, of: 60 },
  ],
  'charge-forbidden-hold': (['bms-fault', 'no-recent-data', 'cell-over-voltage', 'cell-under-voltage', 'temperature'] as const).map(
    (because) => ({ rule: 'charge-forbidden-hold', held: 53.2, because }),
  ),
  'raise-interval': [{ rule: 'raise-interval', target: 55.2, waited: 8, of: 20 }],
  'full-current': [
    { rule: 'full-current', origin: { kind: 'given' } },
    { rule: 'full-current', origin: { kind: 'bms-over-current', setting: 100, factor: 0.9 } },
    { rule: 'full-current', origin: { kind: 'bms-peak-current', setting: 200, factor: 0.9 } },
  ],
  'imbalance-current': [{ rule: 'imbalance-current', ...APART }],
  'cell-near-full': [
    { rule: 'cell-near-full', highest: HIGH, from: 3.4, stop: 3.6, factor: 0.165, floor: false },
    { rule: 'cell-near-full', highest: HIGH, from: 3.4, stop: 3.6, factor: 0.01, floor: true },
  ],
  'cell-near-empty': [
    { rule: 'cell-near-empty', lowest: LOW, from: 3.5, stop: 2.85, factor: 0.5, floor: false },
    { rule: 'cell-near-empty', lowest: LOW, from: 3.5, stop: 2.85, factor: 0.01, floor: true },
  ],
  'temperature-derating': [
    { rule: 'temperature-derating', side: 'cold', at: COLD, full: 15, stop: -10, factor: 0.2 },
    { rule: 'temperature-derating', side: 'hot', at: COLD, full: 40, stop: 55, factor: 0.2 },
  ],
  'state-of-charge': [
    { rule: 'state-of-charge', soc: 97, factor: 0.4, floor: false },
    { rule: 'state-of-charge', soc: 97, factor: 0.4, floor: true },
  ],
  recovering: [
    { rule: 'recovering', target: 80, waited: 12, of: 30 },
    { rule: 'recovering', target: 80, waited: 30, of: 30 },
  ],
  'leaving-zero': [{ rule: 'leaving-zero', wanted: 1.2, needs: 4 }],
  'cell-over-voltage': [
    { rule: 'cell-over-voltage', highest: HIGH, stop: 3.6, release: 3.48, waited: 0, of: 60 },
    { rule: 'cell-over-voltage', highest: LOW, stop: 3.6, release: 3.48, waited: 20, of: 60 },
  ],
  'cell-under-voltage': [
    { rule: 'cell-under-voltage', lowest: LOW, stop: 2.85, release: 3.1, releaseCharging: 3, waited: 0, of: 60 },
    { rule: 'cell-under-voltage', lowest: LOW, stop: 2.85, release: 3.1, releaseCharging: 3, waited: 20, of: 60 },
  ],
  'too-cold': [{ rule: 'too-cold', at: COLD, stop: 0, release: 2 }],
  'too-hot': [{ rule: 'too-hot', at: { ...COLD, sensor: 'internal' }, stop: 55, release: 52 }],
  'bms-fault': [{ rule: 'bms-fault' }],
  'no-recent-data': [{ rule: 'no-recent-data', age: 12, of: 30 }],
  'owner-maximum': [{ rule: 'owner-maximum', maximum: 56 }],
} as const satisfies { readonly [R in RuleId]: readonly ReasonOf<R>[] };

const CAUSES = {
  start: { cause: 'start' },
  'mode-changed': { cause: 'mode-changed' },
  'switched-off': { cause: 'switched-off' },
  'voltage-reached': { cause: 'voltage-reached', highest: HIGH, packVoltage: 54.91, held: 10 },
  absorbed: { cause: 'absorbed', held: 900, spread: 0.009, current: -5.4 },
  'bms-full': { cause: 'bms-full', held: 900 },
  'absorption-timeout': { cause: 'absorption-timeout', after: 10_800, spread: 0.022, needs: 0.015 },
  'voltage-fell': { cause: 'voltage-fell', highest: LOW, below: 3.35, held: 300 },
  'soc-low': { cause: 'soc-low', soc: 79.5, threshold: 80 },
  'cell-low': { cause: 'cell-low', lowest: LOW, below: 3.3, held: 300 },
  'rebalance-due': { cause: 'rebalance-due', days: 14.2 },
  'soc-rose': { cause: 'soc-rose', soc: 95.1, threshold: 95 },
  'soc-fell': { cause: 'soc-fell', soc: 94.9, threshold: 95 },
} as const satisfies { readonly [C in PhaseCause['cause']]: CauseOf<C> };

const WAITS = {
  'cell-voltage': { wait: 'cell-voltage', highest: HIGH, needs: 3.445, held: 4, of: 10, met: true },
  'pack-voltage': { wait: 'pack-voltage', voltage: 54.9, needs: 55.04, held: 0, of: 10, met: false },
  'absorption-hold': { wait: 'absorption-hold', held: 380, of: 900, met: false },
  'cell-high': { wait: 'cell-high', highest: HIGH, needs: 3.43, met: true },
  spread: { wait: 'spread', spread: 0.022, needs: 0.015, met: false },
  'tail-current': { wait: 'tail-current', current: -8.2, needs: 11.2, met: true },
  'absorption-end': { wait: 'absorption-end', elapsed: 380, of: 10_800, met: false },
  'soc-below': { wait: 'soc-below', soc: 99, needs: 90, met: false },
  'soc-above': { wait: 'soc-above', soc: 92, needs: 95, met: false },
  'cell-low': { wait: 'cell-low', lowest: LOW, needs: 3.3, held: 0, of: 300, met: false },
  rebalance: { wait: 'rebalance', elapsedDays: 3.4, ofDays: 14, met: false },
} as const satisfies { readonly [W in PhaseWait['wait']]: WaitOf<W> };

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

/** By the unit of each check; only some are about a cell or have something to compare with. */
const CHECKS: { readonly [C in PlausibilityCheck]: Omit<Implausibility, 'detail'> } = {
  'cell-count': { check: 'cell-count', value: 15, before: 16 },
  'cell-voltage': { check: 'cell-voltage', cell: 3, value: 6.5535 },
  'pack-voltage': { check: 'pack-voltage', value: 48.2, before: 53.28 },
  extremes: { check: 'extremes', value: 3.2, before: 3.33 },
  current: { check: 'current', value: 30_000 },
  charge: { check: 'charge', value: 101 },
  temperature: { check: 'temperature', value: 3276.7 },
  'cell-jump': { check: 'cell-jump', cell: 3, value: 3.7, before: 3.33 },
  'current-jump': { check: 'current-jump', value: 600, before: -20 },
  'charge-jump': { check: 'charge-jump', value: 100, before: 60 },
  'temperature-jump': { check: 'temperature-jump', value: -5, before: 20 },
};

/** Every plain text below `value`, with its path; functions are called with words in place of numbers. */
function textsOf(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (
    typeof value === 'function' &&
    !/\.(reasons|causes|waits|evidence|checks|conflicts|violations|findings|misfits)\.|workshop\.(identity|writing\.line)$/.test(path)
  ) {
    const result: unknown = Reflect.apply(value, undefined, [path.endsWith('cells.cell') ? { cell: 3 } : '12', '34', '56', '78']);
    return textsOf(result, path);
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => textsOf(entry, `${path}.${key}`));
}

/** Every sentence about limits and the charge, for one pack and for several. */
function chargeTexts(language: 'en' | 'fr'): [string, string][] {
  const texts = TEXTS[language];
  return [false, true].flatMap((severalPacks) => {
    const speaking = { format: createFormat(language), severalPacks };
    const phase = { kind: 'absorption', previous: 'bulk', since: 380, waitsFor: [] } as const;
    return [
      ...Object.values(REASONS)
        .flat()
        .map((reason): [string, string] => [reason.rule, reasonSentence(texts, reason, speaking)]),
      ...Object.values(CAUSES).map((entered): [string, string] => [entered.cause, phaseSentence(texts, { ...phase, entered }, speaking)]),
      ...Object.values(WAITS).map((wait): [string, string] => [`wait ${wait.wait}`, waitText(texts, wait, speaking)]),
    ];
  });
}

describe.each(['en', 'fr'] as const)('%s', (language) => {
  const texts = TEXTS[language];
  const format = createFormat(language);
  const spoken = [
    ...textsOf(texts, language),
    ...chargeTexts(language),
    ...workshopTexts(language),
    ...Object.values(CHECKS).map((problem): [string, string] => [
      problem.check,
      texts.plausibility.checks[problem.check]({ ...problem, detail: '' }, format),
    ]),
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

  test('reasons and causes are sentences, waits are not', () => {
    for (const [name, text] of chargeTexts(language)) {
      expect(text).toMatch(name.startsWith('wait ') ? /^[A-ZÉÀ0-9].*[^.]$/ : /^[A-ZÉÀ0-9].*[^.]\.$/);
    }
  });

  test('a reason tells its numbers', () => {
    const sentence = reasonSentence(texts, REASONS['cell-near-full'][0], { format, severalPacks: false });
    expect(sentence).toContain(format.measure('cellVoltage', 3.512));
    expect(sentence).toContain(format.measure('millivolts', 0.112));
    expect(sentence).toContain(format.measure('wholePercent', 16.5));
  });

  test('the reason inside a reason is told in the same sentence', () => {
    const sentence = reasonSentence(texts, REASONS.ramp[1], { format, severalPacks: false });
    expect(sentence).toContain(format.measure('voltageLimit', 55.1));
    expect(sentence).toContain(format.measure('millivolts', 0.128));
    expect(sentence.match(/\.(?!\d)/g)).toHaveLength(1);
  });

  test('the pack is named only where there are several', () => {
    const sentence = (severalPacks: boolean): string => reasonSentence(texts, REASONS['cell-near-full'][0], { format, severalPacks });
    expect(sentence(false)).not.toMatch(/pack/);
    expect(sentence(true)).toMatch(/pack 2/);
  });

  test('every fault of the simulator has a name', () => {
    expect(Object.keys(FAULTS).filter((name) => !Object.hasOwn(texts.simulator.faultNames, name))).toEqual([]);
    expect(Object.keys(texts.simulator.faultNames).filter((name) => !Object.hasOwn(FAULTS, name) && name !== HANG)).toEqual([]);
  });

  test('a rejected reading is told in a sentence with its numbers', () => {
    const sentence = texts.plausibility.checks['cell-jump']({ ...CHECKS['cell-jump'], detail: '' }, format);
    expect(sentence).toMatch(/\.$/);
    for (const part of ['3', format.measure('cellVoltage', 3.33), format.measure('cellVoltage', 3.7)]) expect(sentence).toContain(part);
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
  const french = [...textsOf(TEXTS.fr, 'fr'), ...chargeTexts('fr'), ...workshopTexts('fr')];

  test('a narrow no-break space before high punctuation and inside quotation marks, and no other one', () => {
    expect(french.filter(([, text]) => /[ \u00a0][:;!?»]|«[ \u00a0]/.test(text))).toEqual([]);
  });

  test('no high punctuation glued to its word', () => {
    expect(french.filter(([, text]) => /[\p{L}\d][;!?]/u.test(text) || /\p{L}:(?!\/\/)/u.test(text))).toEqual([]);
  });
});

test('both languages have the same shape', () => {
  const paths = (language: 'en' | 'fr'): string[] => textsOf(TEXTS[language], '').map(([path]) => path);
  expect(paths('fr')).toEqual(paths('en'));
});
