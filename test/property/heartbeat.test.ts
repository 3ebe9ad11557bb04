import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answer, ask, begin, type Heartbeat, look, LOOK_MOST_MS, verdict } from '../../src/ui/worker/heartbeat';

const LOOP = { steps: 0, late: 0, longestLateMs: 0, longestGapMs: 0, overdueMs: 0 };
const timeout = fc.integer({ min: 1_000, max: 30_000 });

/** Time between two looks of the page: its usual pace, a hidden page, a debugger, a night. */
const pace = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 600 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1_000, max: 120_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 120_000, max: 40_000_000 }) },
);

/** A history as the supervisor makes it: looks, and after each whether the answer had come. */
const history = fc.array(fc.record({ passed: pace, answers: fc.boolean() }), { maxLength: 200 });

function live(beat: Heartbeat, at: number): Heartbeat {
  return answer(ask(beat), at, { loop: LOOP });
}

test('a worker that answers between any two looks is never ended, however the page loses its time', () => {
  fc.assert(
    fc.property(fc.array(pace, { maxLength: 300 }), timeout, (paces, timeoutMs) => {
      let at = 0;
      let beat = live(begin(at), at);
      for (const passed of paces) {
        beat = ask(beat);
        at += passed;
        beat = look(beat, at);
        expect(verdict(beat, timeoutMs)).toBeUndefined();
        beat = answer(beat, at, { loop: LOOP });
        expect(verdict(beat, timeoutMs)).toBeUndefined();
      }
    }),
  );
});

test('nobody is ended before the time-out has truly passed since the question', () => {
  fc.assert(
    fc.property(history, timeout, (steps, timeoutMs) => {
      let at = 0;
      let beat = live(begin(at), at);
      let askedAt: number | undefined;
      for (const { passed, answers } of steps) {
        at += passed;
        beat = look(beat, at);
        if (verdict(beat, timeoutMs)) {
          expect(at - (askedAt ?? at)).toBeGreaterThanOrEqual(timeoutMs);
          return;
        }
        if (askedAt === undefined) {
          beat = ask(beat);
          askedAt = at;
        } else if (answers) {
          beat = answer(beat, at, { loop: LOOP });
          askedAt = undefined;
        }
      }
    }),
  );
});

test('a worker that hangs is ended within the time-out and one look of a page that has its time', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 100, max: LOOK_MOST_MS }), { minLength: 400, maxLength: 400 }), timeout, (paces, timeoutMs) => {
      let at = 0;
      let beat = ask(live(begin(at), at));
      for (const passed of paces) {
        at += passed;
        beat = look(beat, at);
        if (verdict(beat, timeoutMs)) break;
      }
      expect(verdict(beat, timeoutMs)).toBe('no-answer');
      expect(at).toBeLessThanOrEqual(timeoutMs + LOOK_MOST_MS);
    }),
  );
});

test('what was counted adds up: every moment was either seen or lost', () => {
  fc.assert(
    fc.property(fc.array(pace, { maxLength: 200 }), (paces) => {
      let at = 0;
      let beat = ask(begin(at));
      for (const passed of paces) beat = look(beat, (at += passed));
      expect((beat.waitedMs ?? 0) + beat.statistics.lostMs).toBe(at);
    }),
  );
});
