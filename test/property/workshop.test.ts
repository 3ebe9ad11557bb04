import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountOf, judge, waysOn, type WriteAnswer, type WriteRecord } from '../../src/workshop/account';
import { changesBetween, differences } from '../../src/workshop/differences';
import { afterStep, beginning, nextStep, planOf } from '../../src/workshop/plan';
import { forbiddenIn } from '../../src/workshop/rules';
import { changedIds, rawOf, SETTING_IDS, wordsToWrite, withRaw } from '../../src/workshop/settings';
import { device, LFP_PROFILE, profileOf, takes, validWords } from '../support/workshop';

describe('the order of writes', () => {
  test('between any two profiles that a BMS takes, it takes every step, and ends at the second one', () => {
    fc.assert(
      fc.property(validWords, validWords, (from, to) => {
        const settings = device();
        expect(takes(settings, from)).toBe(true);
        const { steps, blocked } = planOf(changesBetween(from, to), { ...LFP_PROFILE, words: from });
        expect(blocked).toEqual([]);
        let words = from;
        for (const { setting, raw } of steps) {
          words = withRaw(setting, raw, words);
          // The device has rules of its own, written apart from those of the workshop.
          expect({ setting, outcome: settings.write(wordsToWrite(setting, words)) }).toEqual({ setting, outcome: 'done' });
        }
        expect(differences(profileOf(settings).words, to)).toEqual([]);
      }),
    );
  });

  test('pins that change hands all round find a way', () => {
    const functions = { loadSwitchType: [1, 2, 5], chargerSwitchType: [2, 3, 6], ignitionInput: [1, 2, 5] } as const;
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), (from, to) => {
        const place = (order: readonly number[]) =>
          (['loadSwitchType', 'chargerSwitchType', 'ignitionInput'] as const).reduce(
            (words, id, index) => withRaw(id, functions[id][order[index] ?? 0] ?? 0, words),
            LFP_PROFILE.words,
          );
        const [start, end] = [place(from), place(to)];
        const plan = planOf(changesBetween(start, end), { ...LFP_PROFILE, words: start });
        expect(plan.blocked).toEqual([]);
        let words = start;
        for (const { setting, raw } of plan.steps) {
          words = withRaw(setting, raw, words);
          expect(forbiddenIn(words, { profile: LFP_PROFILE })).toEqual([]);
        }
        expect(words).toEqual(end);
      }),
    );
  });
});

const answers = fc.constantFrom<WriteAnswer>('taken', 'refused', 'silent', 'lost');

describe('the account', () => {
  /** Plays a writing on a BMS that does as it likes, and ends it at `cut`. */
  function play(
    from: readonly number[],
    to: readonly number[],
    cut: number,
    whims: readonly [WriteAnswer, 'does' | 'ignores' | 'halves' | 'unread'][],
  ) {
    const changes = changesBetween(from, to);
    const profile = { ...LFP_PROFILE, words: from };
    const records: WriteRecord[] = [];
    let progress = beginning(from);
    for (let index = 0; index < cut; index++) {
      const step = nextStep(changes, progress, profile);
      if (!step) break;
      const [answer, whim] = whims[index % whims.length] ?? ['taken', 'does'];
      const present = rawOf(step.setting, progress.words);
      const halfway = withRaw(step.setting, Math.trunc((present + step.raw) / 2), progress.words);
      const wished = {
        does: withRaw(step.setting, step.raw, progress.words),
        ignores: progress.words,
        halves: halfway,
        unread: progress.words,
      }[whim];
      const words = forbiddenIn(wished, { profile }).length === 0 ? wished : progress.words;
      records.push({ step, answer, found: whim === 'unread' ? undefined : rawOf(step.setting, words) });
      progress = afterStep(progress, step, words);
    }
    return { changes, records, words: progress.words };
  }

  const whims = fc.array(fc.tuple(answers, fc.constantFrom('does' as const, 'ignores' as const, 'halves' as const, 'unread' as const)), {
    minLength: 1,
    maxLength: 8,
  });

  test('for any cut and any whim of the BMS, each line says what is so, and no line is missing', () => {
    fc.assert(
      fc.property(validWords, validWords, fc.nat(45), whims, (from, to, cut, oddities) => {
        const { changes, records, words } = play(from, to, cut, oddities);
        const lines = accountOf(changes, from, records);
        expect([...lines.map(({ setting }) => setting)].sort()).toEqual([...changedIds(changes)].sort());
        for (const { setting, before, wanted, found, state } of lines) {
          const held = rawOf(setting, words);
          expect(before).toBe(rawOf(setting, from));
          expect(wanted).toBe(changes[setting]);
          if (state === 'unverified') expect(found).toBeUndefined();
          else expect(found).toBe(held);
          if (state === 'written') expect(held).toBe(wanted);
          if (state === 'refused' || state === 'clamped') expect(held).not.toBe(wanted);
        }
        expect(forbiddenIn(words, { profile: { ...LFP_PROFILE, words: from } })).toEqual([]);
      }),
    );
  });

  test('from any cut, going on reaches the wanted profile and going back the first one', () => {
    fc.assert(
      fc.property(validWords, validWords, fc.nat(45), (from, to, cut) => {
        const { changes, words } = play(from, to, cut, [['taken', 'does']]);
        const { goOn, goBack } = waysOn(changes, from, words);
        const reach = (way: typeof goOn) =>
          planOf(way, { ...LFP_PROFILE, words }).steps.reduce((result, { setting, raw }) => withRaw(setting, raw, result), words);
        expect(differences(reach(goOn), to)).toEqual([]);
        expect(differences(reach(goBack), from)).toEqual([]);
      }),
    );
  });

  test('a record is judged by what was read back, whatever was answered', () => {
    fc.assert(
      fc.property(answers, (answer) => {
        const step = { setting: 'allowedDisbalance', raw: 20, detour: false } as const;
        expect(judge(15, { step, answer, found: 20 })).toBe('written');
        expect(judge(15, { step, answer, found: 15 })).toBe('refused');
        expect(judge(15, { step, answer, found: 18 })).toBe('clamped');
        expect(judge(15, { step, answer, found: undefined })).toBe('unverified');
      }),
    );
  });
});

test('every setting keeps the bits of its neighbours', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 44, maxLength: 44 }),
      fc.constantFrom(...SETTING_IDS),
      validWords,
      (words, id, other) => {
        const raw = rawOf(id, other);
        const next = withRaw(id, raw, words);
        expect(rawOf(id, next)).toBe(raw);
        expect(withRaw(id, rawOf(id, words), next)).toEqual(words);
      },
    ),
  );
});
