import { expect, test } from 'vitest';
import { marksAt, marksOf, thinned, type ChartMark } from '../../../../src/ui/charts/marks';
import { plansOf } from '../../../../src/ui/charts/plans';

const mark = (at: number, series?: ChartMark['series']): ChartMark => ({
  at,
  tone: 'info',
  text: () => String(at),
  ...(series && { series }),
});

test('a mark of a limit belongs to the charts that show the limit, every other mark to all', () => {
  const marks = [mark(1), mark(2, 'cvl'), mark(3, 'ccl')];
  const times = plansOf('battery', 0).map(({ id, lines }) => [id, marksOf(marks, lines).map(({ at }) => at)]);
  expect(Object.fromEntries(times)).toEqual({ voltage: [1, 2], current: [1, 3], power: [1], charge: [1] });
});

test('of the marks under the pointer the nearest are told first, and not too many', () => {
  const marks = [0, 3, 5, 6, 7, 8, 40].map((at) => mark(at));
  expect(marksAt(marks, 6, (time) => time).map(({ at }) => at)).toEqual([6, 5, 7, 8]);
  expect(marksAt(marks, 20, (time) => time)).toEqual([]);
});

test('marks of limits that nobody could tell apart are one, those of states and faults all stay', () => {
  const marks = [mark(1, 'ccl'), mark(2), mark(3, 'ccl'), mark(4, 'dcl'), mark(5), mark(11, 'ccl')];
  expect(thinned(marks, 10).map(({ at }) => at)).toEqual([1, 2, 4, 5, 11]);
});
