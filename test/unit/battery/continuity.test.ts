import { describe, expect, test } from 'vitest';
import { judge, jump, type Doubt, type Trusted } from '../../../src/battery/continuity';
import type { PackReading } from '../../../src/battery/pack';
import { LFP_SETTINGS, reading, type ReadingChange } from '../../support/pack-fixtures';

const LOAD = { current: -120 } as const;

describe('a step from one reading to the next', () => {
  test.each<[string, ReadingChange, ReadingChange, number]>([
    ['nothing happens', {}, {}, 100],
    ['the inverter starts', { cells: 3.3 }, { cells: 2.95, ...LOAD }, 100],
    ['a cell drifts away within a minute', { cell: { 7: 3.4 } }, { cell: { 7: 2.6 } }, 60_000],
    ['the BMS was silent for an hour of charging', { soc: 20, cells: 3.2 }, { soc: 60, cells: 3.35 }, 3_600_000],
    ['a sensor is unplugged', {}, { temperatures: [undefined, 24] }, 100],
    ['a sensor is plugged in', { temperatures: [undefined, 24] }, { temperatures: [-10, 24] }, 100],
    ['the battery has another number of cells', { count: 15 }, { cells: 2.6 }, 100],
    ['everything is switched over', { current: 100 }, { current: -200 }, 100],
  ])('%s: possible', (_, from, to, elapsed) => {
    expect(jump(reading(from), reading(to), elapsed, LFP_SETTINGS)).toBeUndefined();
  });

  test.each<[string, ReadingChange, ReadingChange, number, object]>([
    ['a cell jumps at rest', {}, { cell: { 7: 3.7 } }, 100, { check: 'cell-jump', cell: 7, before: 3.33, value: 3.7 }],
    ['a cell falls at rest', {}, { cell: { 16: 2.9 } }, 100, { check: 'cell-jump', cell: 16, before: 3.33, value: 2.9 }],
    ['a load does not explain so much', {}, { cells: 2.55, ...LOAD }, 100, { check: 'cell-jump', cell: 1 }],
    ['a temperature jumps', {}, { temperatures: [20, 40] }, 100, { check: 'temperature-jump', before: 24, value: 40 }],
    ['the charge jumps', {}, { soc: 100 }, 1000, { check: 'charge-jump', before: 60, value: 100 }],
    ['the current jumps', {}, { current: 600 }, 100, { check: 'current-jump', before: 0, value: 600 }],
  ])('%s: no battery can do that', (_, from, to, elapsed, expected) => {
    expect(jump(reading(from), reading(to), elapsed, LFP_SETTINGS)).toMatchObject(expected);
  });
});

/** What becomes of a row of readings, 100 ms apart, after one at 0 that was trusted. */
function row(changes: readonly ReadingChange[], stepMs = 100): readonly boolean[] {
  let trusted: Trusted = { reading: reading(), at: 0 };
  let doubt: Doubt | undefined;
  return changes.map((change, index) => {
    const [next, at]: [PackReading, number] = [reading(change), (index + 1) * stepMs];
    const verdict = judge(next, at, trusted, doubt, LFP_SETTINGS);
    if (verdict.accepted) trusted = { reading: next, at };
    doubt = verdict.accepted ? undefined : verdict.doubt;
    return verdict.accepted;
  });
}

describe('a row of readings', () => {
  const far: ReadingChange = { soc: 90 };

  test('a single odd one is rejected, the next ordinary one accepted', () => {
    expect(row([{}, far, {}, {}])).toEqual([true, false, true, true]);
  });

  test('a new level is accepted with the third reading that agrees, and the old one is then the odd one', () => {
    expect(row([far, far, far, far, {}, far])).toEqual([false, false, true, true, false, true]);
  });

  test('not by reading the same measurement of the BMS over and over', () => {
    expect(row([far, far, far, far, far, far], 40)).toEqual([false, false, false, false, true, true]);
  });

  test('levels that do not agree start the count anew', () => {
    expect(row([far, { soc: 10 }, far, { soc: 10 }, { soc: 30 }, far, far, far])).toEqual([...Array<boolean>(7).fill(false), true]);
  });

  test('nonsense in between starts the count anew', () => {
    expect(row([far, far, { cell: { 2: 0 } }, far, far, far])).toEqual([false, false, false, false, false, true]);
  });

  test('the old level does not come to fit by waiting', () => {
    const wild = Array.from({ length: 3000 }, (_, index): ReadingChange => ({ cell: { 3: index % 2 === 0 ? 2.5 : 4.5 } }));
    expect(row(wild).some((accepted) => accepted)).toBe(false);
  });

  test('nothing is held against the first reading of a battery', () => {
    expect(judge(reading(far), 0, undefined, undefined, LFP_SETTINGS)).toEqual({ accepted: true });
    expect(judge(reading({ soc: 101 }), 0, undefined, undefined, LFP_SETTINGS)).toMatchObject({ accepted: false });
  });
});
