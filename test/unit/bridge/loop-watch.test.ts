import { describe, expect, test } from 'vitest';
import { LoopWatch } from '../../../src/bridge/loop-watch';

describe('loop watch', () => {
  test('counts steps, and those that were late', () => {
    const watch = new LoopWatch();
    watch.expect(1_000);
    watch.ran(1_010);
    watch.expect(2_000);
    watch.ran(2_400);
    watch.expect(3_000);
    watch.ran(2_500);
    expect(watch.view(2_600)).toEqual({ steps: 3, late: 1, longestLateMs: 400, longestGapMs: 1_390, overdueMs: 0 });
  });

  test('a tick that has not run stays due, also after a step that threw', () => {
    const watch = new LoopWatch();
    watch.expect(1_000);
    expect(watch.view(900).overdueMs).toBe(0);
    expect(watch.view(31_000).overdueMs).toBe(30_000);
  });

  test('while no tick is due nothing is a gap', () => {
    const watch = new LoopWatch();
    watch.ran(1_000);
    watch.expect(undefined);
    watch.ran(60_000);
    expect(watch.view(90_000)).toMatchObject({ longestGapMs: 0, overdueMs: 0 });
  });

  test('sleep is not counted', () => {
    const watch = new LoopWatch();
    watch.ran(1_000);
    watch.expect(2_000);
    watch.slept();
    watch.ran(3_600_000);
    expect(watch.view(3_600_000)).toMatchObject({ late: 0, longestGapMs: 0 });
  });
});
