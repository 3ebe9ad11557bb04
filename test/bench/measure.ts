import { performance } from 'node:perf_hooks';

/** Something whose rounds are timed beside those of others. */
export interface Subject {
  readonly name: string;
  /** One round of the same work. */
  readonly round: () => void | Promise<void>;
}

/** Times of the rounds of one subject [ms]: the middle one, and the quarters around it. */
export interface Timing {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Rounds of all subjects in turns, so that a machine that gets slower slows all of them; the first turns only warm up.
 * @throws RangeError without a round
 */
export async function timeInTurns(subjects: readonly Subject[], rounds: number, warm = 2): Promise<ReadonlyMap<string, Timing>> {
  const times = new Map<string, number[]>(subjects.map(({ name }) => [name, []]));
  for (let turn = -warm; turn < rounds; turn++) {
    for (const { name, round } of subjects) {
      const start = performance.now();
      await round();
      if (turn >= 0) times.get(name)?.push(performance.now() - start);
    }
  }
  return new Map([...times].map(([name, all]) => [name, timingOf(all)]));
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
