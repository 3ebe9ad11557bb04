import { expect, test } from 'vitest';
import { PollPace } from '../../../src/bridge/poll-pace';
import { DEFAULT_CONFIGURATION } from '../../../src/configuration/configuration';

const FIXED = DEFAULT_CONFIGURATION.polling;
/** As the old bridge's later versions have it. */
const ADAPTIVE = { ...FIXED, slowestMs: 500 };
const LATE = 56;
const IN_TIME = 40;

function times(count: number, act: () => void): void {
  for (let index = 0; index < count; index++) act();
}

test('without a slowest pace nothing changes it', () => {
  const pace = new PollPace(FIXED);
  times(50, () => pace.answered(400));
  times(50, () => pace.missed());
  expect(pace.periodMs).toBe(100);
});

test('each late answer makes it slower by a step, down to the slowest', () => {
  const pace = new PollPace(ADAPTIVE);
  pace.answered(LATE);
  expect(pace.periodMs).toBe(125);
  times(14, () => pace.answered(LATE));
  expect(pace.periodMs).toBe(475);
  times(5, () => pace.answered(LATE));
  expect(pace.periodMs).toBe(500);
});

test('answers between in time and late leave it as it is', () => {
  const pace = new PollPace(ADAPTIVE);
  pace.answered(LATE);
  times(100, () => pace.answered(IN_TIME + 1));
  expect(pace.periodMs).toBe(125);
});

test('six answers in time make it faster by a step, up to the usual pace', () => {
  const pace = new PollPace(ADAPTIVE);
  pace.answered(LATE);
  times(5, () => pace.answered(IN_TIME));
  expect(pace.periodMs).toBe(125);
  pace.answered(IN_TIME);
  expect(pace.periodMs).toBe(115);
  times(6, () => pace.answered(IN_TIME));
  expect(pace.periodMs).toBe(105);
  times(12, () => pace.answered(IN_TIME));
  expect(pace.periodMs).toBe(100);
});

test('three missing answers in a row make it slower, two and one that comes do not', () => {
  const pace = new PollPace(ADAPTIVE);
  times(2, () => pace.missed());
  pace.answered(IN_TIME);
  times(2, () => pace.missed());
  expect(pace.periodMs).toBe(100);
  pace.missed();
  expect(pace.periodMs).toBe(125);
  times(2, () => pace.missed());
  expect(pace.periodMs).toBe(125);
});

test('another setting holds at once', () => {
  const pace = new PollPace(ADAPTIVE);
  times(20, () => pace.answered(LATE));
  pace.configure({ ...ADAPTIVE, slowestMs: 300 });
  expect(pace.periodMs).toBe(300);
  pace.configure({ ...ADAPTIVE, liveMs: 400 });
  expect(pace.periodMs).toBe(400);
  pace.configure(FIXED);
  expect(pace.periodMs).toBe(100);
});
