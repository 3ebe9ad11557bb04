/** How well something kept its beat. */
export interface Kept {
  readonly expected: number;
  /** Beats without anything within one tolerance after them. */
  readonly missed: number;
  /** After its beat [ms]. */
  readonly latest: number;
  /** By how much the last tenth came later than the first, on average [ms]. */
  readonly drift: number;
}

/**
 * Holds times against the beat that fits them best: the one on which the earliest is on time.
 * @param times - ascending [ms]
 * @throws RangeError for fewer than two of them
 */
export function beatsKept(times: readonly number[], period: number, tolerance: number): Kept {
  const [first] = times;
  const last = times.at(-1);
  if (first === undefined || last === undefined || times.length < 2) throw new RangeError('there is no beat in fewer than two times');
  const offsets = times.map((time) => time - first - period * Math.round((time - first) / period));
  const earliest = Math.min(...offsets);
  const start = first + earliest;
  const late = new Map<number, number>();
  for (const time of times) {
    const beat = Math.floor((time - start) / period + 1e-9);
    // Of several in one beat the first counts.
    if (!late.has(beat)) late.set(beat, time - start - beat * period);
  }
  const expected = Math.floor((last - start) / period + 1e-9) + 1;
  const inTime = [...late.values()].filter((ms) => ms < tolerance);
  const tenth = Math.max(1, Math.floor(inTime.length / 10));
  return {
    expected,
    missed: expected - inTime.length,
    latest: Math.max(...late.values()),
    drift: mean(inTime.slice(-tenth)) - mean(inTime.slice(0, tenth)),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
