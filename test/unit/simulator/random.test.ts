import { expect, test } from 'vitest';
import { normalAt, Random, smoothAt, uniformAt } from '../../../src/simulator/random';

const MANY = 20_000;
const indices = Array.from({ length: MANY }, (_, index) => index);

test('uniform numbers fill [0, 1) evenly and differ from stream to stream', () => {
  const values = indices.map((index) => uniformAt(7, index));
  expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...values)).toBeLessThan(1);
  for (let tenth = 0; tenth < 10; tenth++) {
    const share = values.filter((value) => Math.floor(value * 10) === tenth).length / MANY;
    expect(share).toBeCloseTo(0.1, 1);
  }
  expect(uniformAt(7, 3, 1)).not.toBe(uniformAt(7, 3, 2));
  expect(uniformAt(7, 3)).not.toBe(uniformAt(8, 3));
});

test('normal numbers have mean 0 and standard deviation 1', () => {
  const values = indices.map((index) => normalAt(3, index, 2));
  const mean = values.reduce((sum, value) => sum + value, 0) / MANY;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / MANY;
  expect(mean).toBeCloseTo(0, 1);
  expect(Math.sqrt(variance)).toBeCloseTo(1, 1);
});

test('a smooth curve has no jumps', () => {
  for (let time = 0; time < 600; time++) expect(Math.abs(smoothAt(1, time + 1, 60) - smoothAt(1, time, 60))).toBeLessThan(0.03);
});

test('a sequence repeats with its seed', () => {
  const [first, second] = [new Random(11), new Random(11)];
  expect(indices.slice(0, 50).map(() => first.next())).toEqual(indices.slice(0, 50).map(() => second.next()));
  const dice = indices.map(() => first.integer(1, 6));
  expect(new Set(dice)).toEqual(new Set([1, 2, 3, 4, 5, 6]));
});
