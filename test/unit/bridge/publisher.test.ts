import { describe, expect, test } from 'vitest';
import { Publisher } from '../../../src/bridge/publisher';
import { ManualClock } from '../../support/manual-clock';

function setup() {
  const clock = new ManualClock();
  let value = 0;
  const publisher = new Publisher(clock, () => value);
  const change = (to: number): void => {
    value = to;
    publisher.changed();
  };
  return { clock, publisher, change };
}

describe('Publisher', () => {
  test('tells a new listener at once, then at least every second', () => {
    const { clock, publisher } = setup();
    const heard: number[] = [];
    publisher.subscribe(() => heard.push(clock.now()));
    clock.advance(3500);
    expect(heard).toEqual([0, 1000, 2000, 3000]);
  });

  test('tells the newest value only, at most every 200 ms', () => {
    const { clock, publisher, change } = setup();
    const heard: (readonly [number, number])[] = [];
    publisher.subscribe((value) => heard.push([clock.now(), value]));
    clock.advance(500);
    for (let value = 1; value <= 50; value++) {
      change(value);
      clock.advance(10);
    }
    expect(heard).toEqual([
      [0, 0],
      [500, 1],
      [700, 20],
      [900, 40],
    ]);
  });

  test('is quiet while nobody listens', () => {
    const { clock, publisher, change } = setup();
    const heard: number[] = [];
    const id = publisher.subscribe((value) => heard.push(value));
    publisher.unsubscribe(id);
    change(7);
    clock.advance(5000);
    expect(heard).toEqual([0]);
    expect(clock.waiting).toBe(0);
  });
});
