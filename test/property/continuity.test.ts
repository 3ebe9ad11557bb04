import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge, jump, type Doubt, type Trusted } from '../../src/battery/continuity';
import type { PackReading } from '../../src/battery/pack';
import { implausibility } from '../../src/battery/plausibility';
import { DEFAULT_SETTINGS, type BridgeState } from '../../src/control/state';
import { LIVE_STATE } from '../support/live-state';
import { step } from '../../src/control/step';
import { LFP_SETTINGS, reading } from '../support/pack-fixtures';

/** Steady levels, wild values and what no battery can be, each held for some readings. */
const value = fc
  .record({
    cells: fc.double({ min: 2.4, max: 3.9, noNaN: true }),
    odd: fc.double({ min: 0.2, max: 5.2, noNaN: true }),
    current: fc.double({ min: -700, max: 700, noNaN: true }),
    soc: fc.double({ min: -5, max: 110, noNaN: true }),
    temperature: fc.double({ min: -80, max: 140, noNaN: true }),
  })
  .map(({ cells, odd, current, soc, temperature }) =>
    reading({ cells, cell: { 7: odd }, current, soc, temperatures: [temperature, temperature] }),
  );
const held = fc.tuple(value, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 20, max: 3000 }));
const history = fc.array(held, { minLength: 1, maxLength: 25 });

interface Judged {
  readonly at: number;
  readonly reading: PackReading;
  readonly trusted: Trusted | undefined;
  readonly doubt: Doubt | undefined;
  readonly accepted: boolean;
  readonly next: Doubt | undefined;
}

function run(rows: readonly (readonly [PackReading, number, number])[]): readonly Judged[] {
  let trusted: Trusted | undefined;
  let doubt: Doubt | undefined;
  let at = 0;
  const judged: Judged[] = [];
  for (const [each, times, stepMs] of rows) {
    for (let time = 0; time < times; time++) {
      at += stepMs;
      const verdict = judge(each, at, trusted, doubt, LFP_SETTINGS);
      const next = verdict.accepted ? undefined : verdict.doubt;
      judged.push({ at, reading: each, trusted, doubt, accepted: verdict.accepted, next });
      if (verdict.accepted) trusted = { reading: each, at };
      doubt = next;
    }
  }
  return judged;
}

describe('judging a row of readings', () => {
  test('what no battery can be is never accepted', () => {
    fc.assert(
      fc.property(history, (rows) => {
        for (const { reading: each, accepted } of run(rows)) if (accepted) expect(implausibility(each, LFP_SETTINGS)).toBeUndefined();
      }),
    );
  });

  test('a jump is accepted only as the third reading in a row of one level, at least 150 ms after the first', () => {
    fc.assert(
      fc.property(history, (rows) => {
        const judged = run(rows);
        for (const [index, { accepted, trusted, reading: each, at, doubt }] of judged.entries()) {
          if (!accepted || !trusted || !jump(trusted.reading, each, (doubt?.since ?? at) - trusted.at, LFP_SETTINGS)) continue;
          const [first, second] = [judged[index - 2], judged[index - 1]];
          expect([first?.accepted, second?.accepted]).toEqual([false, false]);
          expect(at - (doubt?.level?.since ?? at)).toBeGreaterThanOrEqual(150);
        }
      }),
    );
  });

  test('a plausible level that stays is accepted in the end, whatever came before', () => {
    fc.assert(
      fc.property(history, (rows) => {
        expect(run([...rows, [reading(), 6, 100]]).at(-1)?.accepted).toBe(true);
      }),
    );
  });
});

test('a rejected reading never changes what the bridge has decided', () => {
  fc.assert(
    fc.property(history, (rows) => {
      let state: BridgeState = [
        { kind: 'can-up', at: 0 } as const,
        { kind: 'pack-joined', at: 0, pack: 'pack-1', identity: undefined } as const,
        { kind: 'settings-read', at: 0, pack: 'pack-1', settings: LFP_SETTINGS } as const,
      ].reduce((before, event) => step(before, event, DEFAULT_SETTINGS).state, LIVE_STATE);
      let at = 0;
      for (const [each, times, stepMs] of rows) {
        for (let time = 0; time < times; time++) {
          at += stepMs;
          // Time alone may make the data stale: that is not what the reading has done.
          const ticked = step(state, { kind: 'tick', at }, DEFAULT_SETTINGS).state;
          const read = step(state, { kind: 'pack-read', at, pack: 'pack-1', reading: each }, DEFAULT_SETTINGS).state;
          if (read.packs[0]?.rejected !== state.packs[0]?.rejected) {
            expect(read.phase).toEqual(ticked.phase);
            expect(read.packs[0]?.readAt).toBe(state.packs[0]?.readAt);
          }
          state = read;
        }
      }
    }),
  );
});
