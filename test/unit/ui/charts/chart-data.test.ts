import { describe, expect, it } from 'vitest';
import { aloneIn, newestIndex, plotData, presentLines, tableRows } from '../../../../src/ui/charts/chart-data';
import type { ChartLine } from '../../../../src/ui/charts/chart-line';
import { axisRange } from '../../../../src/ui/charts/plot';
import { columnsOf } from './columns';

const CURRENT: ChartLine = { series: 'current', quantity: 'current', colour: 'series-1' };
const DCL: ChartLine = { series: 'dcl', quantity: 'currentLimit', colour: 'series-2', negated: true };
const SENSOR: ChartLine = { series: 'externalTemp2', quantity: 'temperature', colour: 'series-3' };

describe('a value between two gaps', () => {
  it('is found, at the ends too, and only there', () => {
    expect(aloneIn([1, null, 2, 3, null, 4, null, null, 5])).toEqual([0, 5, 8]);
    expect(aloneIn([1, 2, null, null])).toBeNull();
    expect(aloneIn([])).toBeNull();
  });

  it('is no end of a line that goes on outside of what is shown', () => {
    expect(aloneIn([1, 2, null, 3, 4], 1, 3)).toBeNull();
  });
});

describe('what a chart is fed', () => {
  const columns = columnsOf({ current: [[5, 4, 6], undefined, [7, 6, 8]], dcl: [[100, 90, 110], undefined, undefined] }, [10, 0, 10]);

  it('holds time, then lowest, highest and mean of each line, with gaps as null', () => {
    expect(plotData(columns, [CURRENT])).toEqual([
      [0, 60_000, 120_000],
      [4, null, 6],
      [6, null, 8],
      [5, null, 7],
    ]);
  });

  it('turns a discharge limit below zero, its highest being the lowest then', () => {
    expect(plotData(columns, [DCL]).slice(1)).toEqual([
      [-110, null, null],
      [-90, null, null],
      [-100, null, null],
    ]);
  });

  it('leaves out a sensor that is not fitted', () => {
    expect(presentLines(columns, [CURRENT, SENSOR])).toEqual([CURRENT]);
  });

  it('tells the newest column that has a value', () => {
    expect(newestIndex(columns, [DCL])).toBe(0);
    expect(newestIndex(columns, [SENSOR])).toBeUndefined();
  });

  it('takes rows for the table evenly, first and last included, and no gap', () => {
    const long = columnsOf(
      { current: Array.from({ length: 100 }, () => [1, 1, 1] as const) },
      Array.from({ length: 100 }, (_, at) => at % 2),
    );
    const rows = tableRows(long, 10);
    expect(rows).toHaveLength(10);
    expect([rows[0], rows.at(-1)]).toEqual([1, 99]);
    expect(rows.every((row) => row % 2 === 1)).toBe(true);
  });

  it('never draws noise as drama, and always shows what the plan includes', () => {
    const plan = { id: 'x', leastSpan: 4, lines: [] };
    const [low, high] = axisRange(plan, 10, 10.1);
    expect(high - low).toBeCloseTo(4, 9);
    expect(axisRange({ ...plan, include: [0] }, 10, 20)[0]).toBe(0);
    expect(axisRange(plan, null, null)).toEqual([0, 4]);
  });
});
