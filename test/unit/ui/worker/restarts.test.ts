import { expect, test } from 'vitest';
import type { RestartReason } from '../../../../src/bridge/watchdog-contract';
import { ended, isFailing, NO_RESTARTS, pauseOf, type Restarts, SOUND_AFTER_MS } from '../../../../src/ui/worker/restarts';

const after = (before: Restarts, reason: RestartReason, ranMs = 10_000): Restarts =>
  ended(before, { reason, at: 0, silentMs: 30_000, detail: '' }, ranMs);

test('pauses grow while restarts do not help, and the owner is told with the third', () => {
  let restarts = NO_RESTARTS;
  const seen: [number, boolean][] = [];
  for (let number = 1; number <= 8; number++) {
    restarts = after(restarts, 'no-answer');
    seen.push([pauseOf(restarts), isFailing(restarts)]);
  }
  expect(seen).toEqual([
    [500, false],
    [2_000, false],
    [5_000, true],
    [10_000, true],
    [30_000, true],
    [60_000, true],
    [60_000, true],
    [60_000, true],
  ]);
});

test('a sound run between two failures makes them two single ones', () => {
  let restarts = NO_RESTARTS;
  for (let number = 1; number <= 5; number++) restarts = after(restarts, 'loop-stuck', SOUND_AFTER_MS);
  expect([restarts.count, pauseOf(restarts), isFailing(restarts)]).toEqual([5, 500, false]);
});

test('what the owner or the browser wanted is no failure', () => {
  let restarts = after(NO_RESTARTS, 'crashed');
  for (const reason of ['owner', 'frozen', 'hidden-away'] as const) restarts = after(restarts, reason);
  expect([restarts.count, restarts.inARow]).toEqual([4, 1]);
});

test('the newest ten are kept', () => {
  let restarts = NO_RESTARTS;
  for (let at = 1; at <= 12; at++) restarts = ended(restarts, { reason: 'no-answer', at, silentMs: 0, detail: '' }, 0);
  expect(restarts.newest.map(({ at }) => at)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
});
