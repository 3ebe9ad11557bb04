import { expect, test } from 'vitest';
import { DAY_BOX, dayPath, dayScale } from '../../../../src/ui/charts/day-lines';
import { DERATING_BOX, deratingPath, deratingScale, shareAt } from '../../../../src/ui/charts/derating';

const TABLE = [[3.4, 1], [3.5, 0.2], [3.6, 0]] as const; // prettier-ignore

test('a share is read off the straight lines between the points, constant outside', () => {
  expect([3, 3.4, 3.45, 3.5, 3.6, 4].map((at) => shareAt(TABLE, at))).toEqual([1, 1, expect.closeTo(0.6, 9), 0.2, 0, 0]);
  expect(shareAt([], 3)).toBeUndefined();
});

test('a derating chart has room for its points and for where the battery is', () => {
  const scale = deratingScale([TABLE], [3.2]);
  expect(scale.from).toBeLessThan(3.2);
  expect(scale.to).toBeGreaterThan(3.6);
  expect([scale.x(scale.from), scale.x(scale.to)]).toEqual([DERATING_BOX.left, DERATING_BOX.width - DERATING_BOX.right]);
  expect([scale.y(1), scale.y(0)]).toEqual([DERATING_BOX.top, DERATING_BOX.height - DERATING_BOX.bottom]);
  expect(deratingPath(TABLE, scale).match(/[ML]/g)?.join('')).toBe('MLLLL');
  expect(deratingPath([], scale)).toBe('');
});

test('a line of a day fills its axis, which is never narrower than asked', () => {
  const scale = dayScale([Float64Array.of(55, 55.2), Float64Array.of(54, 54)], 1);
  expect([scale.low, scale.high]).toEqual([54, 55.2]);
  expect(dayScale([Float64Array.of(55, 55)], 1)).toMatchObject({ low: 54.5, high: 55.5 });
  const y = (value: number): string => scale.y(value).toFixed(1);
  expect(dayPath(Float64Array.of(55, 55.2), scale)).toBe(
    `M${DAY_BOX.left.toFixed(1)} ${y(55)}L${(DAY_BOX.width - DAY_BOX.right).toFixed(1)} ${y(55.2)}`,
  );
});
