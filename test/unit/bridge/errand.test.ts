import { expect, test } from 'vitest';
import { Errand } from '../../../src/bridge/errand';
import type { Clock } from '../../../src/links/clock';
import { ManualClock } from '../../support/manual-clock';

/** A clock on which every look takes half a millisecond. */
function busy(clock: ManualClock): Clock {
  let spent = 0;
  return {
    now: () => clock.now() + (spent += 0.5),
    wallTime: () => clock.wallTime(),
    at: (time, callback) => clock.at(time, callback),
  };
}

test('long work leaves the thread again and again', async () => {
  const clock = new ManualClock();
  let [pieces, longest, stretch] = [0, 0, 0];
  const done = new Errand(busy(clock)).run(() => {
    stretch += 1;
    longest = Math.max(longest, stretch);
    return ++pieces >= 100;
  });
  for (let turn = 0; turn < 200; turn++) {
    stretch = 0;
    await clock.run(20);
  }
  expect(await done).toBe(true);
  expect(pieces).toBe(100);
  // 8 ms at half a millisecond each.
  expect(longest).toBeLessThanOrEqual(40);
});

test('what is cancelled ends after the stretch that it is in', async () => {
  const clock = new ManualClock();
  const errand = new Errand(busy(clock));
  const done = errand.run(() => false);
  await clock.run(10);
  errand.cancel();
  await clock.run(100);
  expect(await done).toBe(false);
});
