import { describe, expect, test } from 'vitest';
import { Slices } from '../../../src/ui/state/slices';

/** Slices on a clock that moves by the work alone, with the tasks it took. */
function bench() {
  let now = 0;
  const tasks: string[][] = [];
  const slices = new Slices(
    () => now,
    () => new Promise((resolve) => setTimeout(() => resolve(void tasks.push([])))),
  );
  const work = (name: string, ms: number, then?: () => void) => () => {
    now += ms;
    tasks.at(-1)?.push(name);
    then?.();
  };
  return { slices, tasks, work, did: () => tasks.filter((names) => names.length > 0) };
}

describe('slices', () => {
  test('without a beginning everything is done at once', () => {
    const { slices, work, tasks } = bench();
    tasks.push([]);
    expect(slices.take(work('a', 100))).toBeUndefined();
    expect(tasks).toEqual([['a']]);
    expect(slices.settled()).toBeUndefined();
  });

  test('a task ends with the work that fills it, and the next one goes on in the same order', async () => {
    const { slices, work, did } = bench();
    slices.begin();
    for (const [name, ms] of [['a', 1], ['b', 1], ['c', 20], ['d', 1], ['e', 9], ['f', 1]] as const) void slices.take(work(name, ms)); // prettier-ignore
    await slices.settled();
    expect(did()).toEqual([['a', 'b', 'c'], ['d', 'e'], ['f']]);
  });

  test('what work brings along is waited for, at whatever depth', async () => {
    const { slices, work, did } = bench();
    slices.begin();
    const nest = (depth: number): (() => void) => work(`depth ${depth}`, 10, () => void Promise.resolve().then(() => depth < 3 && slices.take(nest(depth + 1)))); // prettier-ignore
    void Promise.resolve().then(() => slices.take(nest(0)));
    await slices.settled();
    expect(did()).toEqual([['depth 0'], ['depth 1'], ['depth 2'], ['depth 3']]);
  });

  test('work that fails rejects for who asked, and holds nobody back', async () => {
    const { slices, work, did } = bench();
    slices.begin();
    const failing = slices.take(() => {
      throw new Error('broken');
    });
    const next = slices.take(work('next', 1));
    await expect(failing).rejects.toThrow('broken');
    await next;
    expect(did()).toEqual([['next']]);
  });

  test('after the end work is done at once, and what waited still gets its turn', async () => {
    const { slices, work, did } = bench();
    slices.begin();
    void slices.take(work('waited', 1));
    slices.end();
    expect(slices.take(() => undefined)).toBeUndefined();
    await slices.settled();
    expect(did()).toEqual([['waited']]);
    expect(slices.settled()).toBeUndefined();
  });
});
