import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Does the work of this name once. A bench exports `roundOf(subject)`, which makes one. */
export type Round = (work: string) => void | Promise<void>;

/** Times of the rounds of one subject [ms]: the middle one, and the quarters around it. */
export interface Timing {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Times of each subject at each piece of work. */
export type Timings = ReadonlyMap<string, ReadonlyMap<string, Timing>>;

const WARM = 3;

/**
 * Times all subjects of a bench at all its works: each in a process of its own, in turns, so that a machine that gets slower
 * slows all of them; the first turns only warm up.
 * @param bundle - the file that exports `roundOf`
 * @throws RangeError without a turn
 */
export async function timeApart(bundle: string, subjects: readonly string[], works: readonly string[], turns: number): Promise<Timings> {
  const children = new Map<string, ChildProcess>();
  try {
    for (const subject of subjects) {
      const child = fork('test/bench/apart.mjs', [bundle, subject]);
      children.set(subject, child);
      await once(child, 'message');
    }
    const timings = new Map<string, ReadonlyMap<string, Timing>>();
    for (const work of works) timings.set(work, await timeInTurns(children, work, turns));
    return timings;
  } finally {
    for (const child of children.values()) child.disconnect();
  }
}

async function timeInTurns(children: ReadonlyMap<string, ChildProcess>, work: string, turns: number): Promise<ReadonlyMap<string, Timing>> {
  const times = new Map<string, number[]>([...children.keys()].map((subject) => [subject, []]));
  for (let turn = -WARM; turn < turns; turn++) {
    for (const [subject, child] of children) {
      child.send(work);
      const [took] = (await once(child, 'message')) as [number];
      if (turn >= 0) times.get(subject)?.push(took);
    }
  }
  return new Map([...times].map(([subject, all]) => [subject, timingOf(all)]));
}

/** @throws RangeError of no times */
export function timingOf(times: readonly number[]): Timing {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number => {
    const time = sorted[Math.min(Math.floor(share * sorted.length), sorted.length - 1)];
    if (time === undefined) throw new RangeError('nothing was measured');
    return time;
  };
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}
