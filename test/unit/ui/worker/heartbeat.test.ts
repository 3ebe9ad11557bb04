import { describe, expect, test } from 'vitest';
import { answer, ask, begin, BEAT_MS, end, type Heartbeat, look, LOOK_MOST_MS, verdict } from '../../../../src/ui/worker/heartbeat';

const LOOP = { steps: 1, late: 0, longestLateMs: 0, longestGapMs: 0, overdueMs: 0 };
const PUNCTUAL = { loop: LOOP };
const STUCK = { loop: { ...LOOP, overdueMs: 5_000 } };
const TIMEOUT = 5_000;

/** A worker that has answered its first question. */
const answering = (): Heartbeat => answer(ask(begin(0)), 20, PUNCTUAL);

/** Looks from one time to another at the usual pace. */
function looked(from: Heartbeat, to: number): Heartbeat {
  let beat = from;
  for (let at = from.lookedAt + BEAT_MS; at <= to; at += BEAT_MS) beat = look(beat, at);
  return beat;
}

describe('a worker that does not answer', () => {
  test('is ended when the time-out has passed since the question', () => {
    const beat = ask(looked(answering(), 1_020));
    expect(verdict(looked(beat, 5_520), TIMEOUT)).toBeUndefined();
    expect(verdict(looked(beat, 6_020), TIMEOUT)).toBe('no-answer');
  });

  test('has its time to start, however short the time-out', () => {
    const beat = ask(begin(0));
    expect(verdict(looked(beat, 14_500), 1_000)).toBeUndefined();
    expect(verdict(looked(beat, 15_000), 1_000)).toBe('no-answer');
  });

  test('is not to blame for time that the page has lost', () => {
    const frozen = look(ask(answering()), 3_600_000);
    expect(verdict(frozen, 1_000)).toBeUndefined();
    expect(frozen.waitedMs).toBe(LOOK_MOST_MS);
    expect(frozen.statistics.lostMs).toBe(3_600_000 - 20 - LOOK_MOST_MS);
    // The answer had waited in the queue of the page.
    expect(answer(frozen, 3_600_001, PUNCTUAL).statistics.misses).toBe(0);
  });

  test('a clock that is set back ends nobody', () => {
    const beat = look(ask(look(answering(), 10_000)), 500);
    expect(verdict(beat, 1_000)).toBeUndefined();
    expect(beat.lookedAt).toBe(10_000);
  });
});

describe('a control loop that does not run', () => {
  test('is told by answer after answer for the whole time-out', () => {
    let beat = answering();
    for (let at = 500; at <= 5_000; at += 500) {
      expect(verdict(beat, TIMEOUT)).toBeUndefined();
      beat = answer(ask(look(beat, at)), at + 20, STUCK);
    }
    expect(verdict(beat, TIMEOUT)).toBe('loop-stuck');
  });

  test('has only been late when it runs again', () => {
    let beat = answering();
    for (let at = 500; at <= 20_000; at += 500) beat = answer(ask(look(beat, at)), at + 20, at % 4_000 === 0 ? PUNCTUAL : STUCK);
    expect(verdict(beat, TIMEOUT)).toBeUndefined();
  });

  test('after sleep a single answer tells of it, and is not believed', () => {
    const slept = answer(look(ask(answering()), 3_600_000), 3_600_001, STUCK);
    expect(verdict(slept, 1_000)).toBeUndefined();
  });
});

describe('statistics', () => {
  test('gaps from answer to answer; a start is none', () => {
    let beat = begin(0);
    for (const at of [2_000, 2_500, 3_500]) beat = answer(ask(looked(beat, at)), at, PUNCTUAL);
    expect(beat.statistics).toMatchObject({ beats: 3, misses: 0, meanGapMs: 750, longestGapMs: 1_000 });
  });

  test('a late answer is missed, and so is one that never came', () => {
    const late = answer(looked(ask(answering()), 1_520), 1_530, PUNCTUAL);
    expect(late.statistics).toMatchObject({ beats: 2, misses: 1 });
    const never = end(looked(ask(late), 5_000));
    expect(never.statistics.misses).toBe(2);
    // They are kept for the next worker.
    expect(begin(6_000, never)).toMatchObject({ answered: false, gapMs: 0, statistics: { beats: 2, misses: 2 } });
  });
});
