import { expect, test } from 'vitest';
import { rowWindow } from '../../../../src/ui/log/row-window';

test('draws what is seen and a little more, wherever the list stands', () => {
  expect(rowWindow(0, 600, 40, 100_000)).toEqual({ from: 0, to: 27 });
  expect(rowWindow(40_000, 600, 40, 100_000)).toEqual({ from: 988, to: 1027 });
  expect(rowWindow(100_000 * 40 - 600, 600, 40, 100_000)).toEqual({ from: 99_973, to: 100_000 });
});

test('draws all of a short list, nothing of an empty one, and never past the end', () => {
  expect(rowWindow(0, 600, 40, 3)).toEqual({ from: 0, to: 3 });
  expect(rowWindow(0, 600, 40, 0)).toEqual({ from: 0, to: 0 });
  expect(rowWindow(9_999_999, 600, 40, 3)).toEqual({ from: 0, to: 3 });
});
