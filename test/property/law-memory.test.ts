import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isUndecided } from '../../src/control/decide';
import { lawStep } from '../../src/control/law/law';
import { aged, mayLag, recall, recordOf, type LawRecord } from '../../src/control/law/memory';
import type { LawParameters } from '../../src/control/law/parameters';
import type { LawMemory, LawOutcome, LawState } from '../../src/control/law/state';
import { inputOf } from '../unit/control/law/fixtures';
import { history, interruptedDelay, measurement, PACKS, replay, type Stretch } from './law-histories';

const RUNS = { numRuns: 150 };
const NOW = Date.UTC(2026, 5, 1);
const SERIAL = '0123456789';

function stored(parameters: LawParameters, law: LawState, askedAt = NOW): LawRecord {
  return structuredClone(recordOf(law, { serialNumber: SERIAL, cells: parameters.cells }, askedAt));
}

/** The state of a law that was stored, and found again after `gap` seconds. */
function restarted(parameters: LawParameters, law: LawState, gap = 0): LawState {
  const recalled = recall(stored(parameters, law), SERIAL, NOW + gap * 1000);
  if (!recalled.ok) throw new RangeError(`${recalled.dropped}: ${recalled.detail}`);
  expect(recalled.law.newest).toBeUndefined();
  expect(recalled.law.unwatched).toBeCloseTo(law.unwatched + gap, 2);
  return recalled.law;
}

function values({ limits }: LawOutcome): readonly (number | undefined)[] {
  return [limits?.cvl.value, limits?.ccl.value, limits?.dcl.value];
}

const LATCHES = ['overVoltage', 'underVoltage', 'chargeTemperature', 'dischargeTemperature'] as const;
/** A temperature is known the moment it is measured: its latch waits for none. */
const noWait = (name: string): boolean => name.endsWith('Temperature');
/** A cell may be empty for so long before discharging is forbidden [s]. */
const EMPTY_FOR = 10;
const gap = fc.oneof(fc.constantFrom(0, 1, 5, 60), fc.integer({ min: 0, max: 29 * 86_400 }));

describe.each(Object.entries(PACKS))('%s', (_, parameters) => {
  const sample = measurement(parameters).map((measured) => inputOf({ ...measured, age: 0 }));

  test('cut anywhere, a law that begins again at once says what it would have said', () => {
    fc.assert(
      fc.property(history(parameters), sample, (stretches, next) => {
        const state = replay(parameters, stretches, () => undefined);
        if (!state) return;
        const uncut = lawStep(parameters, next, state, 0);
        const again = lawStep(parameters, next, restarted(parameters, state), 0);
        const [cvl = 0, ...currents] = values(uncut);
        // A raise waits anew; what falls falls.
        expect(values(again)).toEqual([Math.min(cvl, state.cvl.published), ...currents]);
        expect(again.flags).toEqual(uncut.flags);
        expect([again.phase?.kind, again.phase?.entered]).toEqual([uncut.phase?.kind, uncut.phase?.entered]);
      }),
      RUNS,
    );
  });

  test('nothing that forbids is forgotten: what an uncut law still blocks, one that began again blocks too or waits to decide', () => {
    fc.assert(
      fc.property(
        history(parameters),
        gap,
        fc.array(fc.tuple(sample, fc.integer({ min: 1, max: 70 })), { maxLength: 6 }),
        (before, away, after) => {
          const { record, lag, state } = replayStored(parameters, before);
          if (!record || !state) return;
          const [first] = after.map(([input]) => input);
          // Watching begins with the first sample: the time before it is nobody's.
          let uncut = first && state.unwatched > 0 ? lawStep(parameters, first, state, 0).next : state;
          let again = first && lawStep(parameters, first, restarted(parameters, record, lag + away), 0).next;
          for (const [input, seconds] of after) {
            for (let second = 0; second < seconds; second++) {
              const without = lawStep(parameters, input, uncut, 1);
              const outcome = lawStep(parameters, input, again, 1);
              [uncut, again] = [without.next, outcome.next];
              if (isUndecided(parameters, input.battery, outcome)) continue;
              for (const name of LATCHES) if (without.flags[name]) expect([name, outcome.flags[name]]).toEqual([name, true]);
            }
          }
        },
      ),
      RUNS,
    );
  });

  test('a delay that leads to a block goes on through what the record lagged behind', () => {
    const [empty] = interruptedDelay(parameters);
    if (!empty) throw new RangeError('no stretch');
    const input = inputOf(empty.measured);
    for (let seconds = 1; seconds < EMPTY_FOR; seconds++) {
      const { record, lag } = replayStored(parameters, [{ ...empty, steps: seconds }]);
      if (!record) throw new RangeError('nothing stored');
      let again = lawStep(parameters, input, restarted(parameters, record, lag), 0);
      for (let second = seconds; second < EMPTY_FOR; second++) again = lawStep(parameters, input, again.next, 1);
      expect([seconds, again.flags.underVoltage]).toEqual([seconds, true]);
    }
  });

  test('time away moves the calendar and delays that lead to a block, and ends a charge that counted as full', () => {
    fc.assert(
      fc.property(history(parameters), gap, (stretches, away) => {
        const state = replay(parameters, stretches, () => undefined);
        if (!state) return;
        const [soon, late] = [aged(state, 0), aged(state, away)];
        expect(late.sinceFull).toBeCloseTo(soon.sinceFull + away, 3);
        expect(late.phase.since - late.phase.unwatched).toBeCloseTo(soon.phase.since - soon.phase.unwatched, 3);
        expect(late.phase.since).toBeCloseTo(soon.phase.since + away, 3);
        expect(late.phase.hold).toBe(away > 300 ? 0 : soon.phase.hold);
        for (const name of LATCHES) {
          expect(late.latches[name].set).toBe(soon.latches[name].set);
          expect(late.latches[name].arming).toBeGreaterThanOrEqual(soon.latches[name].arming);
        }
        const times = { since: 0, unwatched: 0, hold: 0 };
        const rest = ({ phase, ...others }: LawMemory) => ({ ...others, phase: { ...phase, ...times }, sinceFull: 0, latches: {} });
        expect(rest(late)).toEqual(rest(soon));
      }),
      RUNS,
    );
  });

  test('time that nobody watched ends no wait, wherever it was lost: in a sleep, in silence or over a restart', () => {
    fc.assert(
      fc.property(history(parameters), fc.integer({ min: 31, max: 86_400 }), sample, (stretches, away, next) => {
        const state = replay(parameters, stretches, () => undefined);
        if (!state?.newest || state.unwatched > 0) return;
        const slept = lawStep(parameters, next, { ...state, unwatched: away }, 0);
        const silent = lawStep(parameters, next, lawStep(parameters, { ...next, age: away }, state, away).next, 0);
        const late = lawStep(parameters, next, state, away);
        const again = lawStep(parameters, next, restarted(parameters, state, away), 0);
        for (const other of [silent, late, again]) expect(other).toEqual(slept);
        for (const name of LATCHES) if (state.latches[name].set && !noWait(name)) expect(slept.flags[name]).toBe(true);
        expect(slept.limits?.cvl.value).toBeLessThanOrEqual(state.cvl.published + 1e-6);
        expect(slept.limits?.ccl.value).toBeLessThanOrEqual(Math.min(state.ccl.value, parameters.cclFloor) + 1e-6);
        expect(slept.limits?.dcl.value).toBeLessThanOrEqual(state.dcl.value + 1e-6);
      }),
      RUNS,
    );
  });
});

/** Runs a history as the bridge does: what is stored lags behind by `lag` seconds, at most as long as `mayLag` allows. */
function replayStored(
  parameters: LawParameters,
  stretches: readonly Stretch[],
): { readonly record: LawState | undefined; readonly lag: number; readonly state: LawState | undefined } {
  let record: LawState | undefined;
  let lag = 0;
  const state = replay(parameters, stretches, ({ outcome: { next }, dt }) => {
    lag += dt;
    if (!next?.newest || (record && lag < mayLag(record, next))) return;
    record = next;
    lag = 0;
  });
  return { record, lag, state };
}

/** Every path to a value that is no object itself. */
function leavesOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}

function withLeaf(value: unknown, [key, ...rest]: readonly string[], leaf: unknown): unknown {
  if (key === undefined) return leaf;
  return { ...(value as object), [key]: withLeaf((value as Record<string, unknown>)[key], rest, leaf) };
}

describe('a record that is not what was written', () => {
  const parameters = PACKS['LFP 16S'];
  if (!parameters) throw new RangeError('no such pack');
  const records = fc.sample(history(parameters), { numRuns: 30, seed: 1 }).flatMap((stretches) => {
    const state = replay(parameters, stretches, () => undefined);
    return state ? [stored(parameters, state)] : [];
  });
  const record = fc.constantFrom(...records);

  test('with one value damaged it is dropped whole', () => {
    const rubbish = fc.constantFrom(NaN, Infinity, -5, -0.001, 1e6, 'rubbish', null, {}, [], true);
    fc.assert(
      fc.property(record, fc.nat(), rubbish, (whole, index, leaf) => {
        const leaves = leavesOf(whole);
        const path = leaves[index % leaves.length];
        if (!path || isPossible(path, leaf)) return;
        const result = recall(withLeaf(whole, path, leaf), SERIAL, NOW);
        expect(result.ok, path.join('.')).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });

  test('with one value missing it is dropped whole', () => {
    fc.assert(
      fc.property(record, fc.nat(), (whole, index) => {
        const leaves = leavesOf(whole);
        const path = leaves[index % leaves.length];
        if (!path) return;
        const damaged = structuredClone(whole) as unknown as Record<string, unknown>;
        const parent = path.slice(0, -1).reduce((inner, key) => inner[key] as Record<string, unknown>, damaged);
        delete parent[path.at(-1) ?? ''];
        expect(recall(damaged, SERIAL, NOW).ok, path.join('.')).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['another version', { version: 1 }, 'other-version'],
    ['another BMS', { serialNumber: '9876543210' }, 'other-battery'],
    ['a date ahead', { writtenAt: NOW + 301_000 }, 'from-the-future'],
    ['a date long gone', { writtenAt: NOW - 30.1 * 86_400_000 }, 'too-old'],
  ])('%s: dropped, and told', (_, change, dropped) => {
    for (const whole of records) expect(recall({ ...whole, ...change }, SERIAL, NOW)).toMatchObject({ ok: false, dropped });
  });

  test('a clock that was put right by a moment does not make an old record of a new one', () => {
    for (const whole of records)
      expect(recall({ ...whole, writtenAt: NOW + 200_000 }, SERIAL, NOW)).toMatchObject({ ok: true, law: { unwatched: 0 } });
  });

  test('anything at all is survived', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => void expect(recall(value, SERIAL, NOW)).toMatchObject({ ok: false, dropped: 'damaged' })),
    );
  });
});

/** A value that a law could have stored there as well. */
function isPossible(path: readonly string[], leaf: unknown): boolean {
  const name = path.at(-1) ?? '';
  if (typeof leaf === 'boolean') return name === 'set' || name === 'imbalance';
  if (typeof leaf === 'string') return name === 'pack';
  if (typeof leaf !== 'number' || !Number.isFinite(leaf)) return false;
  const anyAmount = path.includes('entered') && !['held', 'after', 'days', 'cell'].includes(name);
  if (anyAmount || name === 'entrySoc') return name !== 'cause' && name !== 'pack';
  const isVoltage = path.includes('cvl') || name === 'volts' || name === 'cells';
  const isLiteral = ['version', 'serialNumber', 'kind', 'previous', 'set', 'imbalance', 'cause', 'pack'].includes(name);
  // A date in 1970 is too old, which is tested elsewhere.
  return leaf === 1e6 && !isLiteral && name !== 'writtenAt' && (!isVoltage || name === 'sinceChange' || name === 'cells');
}
