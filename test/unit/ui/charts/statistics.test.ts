import { describe, expect, it } from 'vitest';
import type { Mark } from '../../../../src/bridge/history-contract';
import {
  cellAtExtreme,
  cellDeviations,
  coveredOf,
  durations,
  eventCounts,
  histogram,
  summaryOf,
  totalOf,
} from '../../../../src/ui/charts/statistics';
import { columnsOf } from './columns';

const MINUTE = 60_000;

describe('statistics of a stretch of history', () => {
  const columns = columnsOf(
    {
      voltage: [[50, 49, 51], undefined, [54, 52, 58]],
      cell1: [[3.3, 3.2, 3.4], undefined, [3.5, 3.4, 3.6]],
      cell2: [[3.4, 3.3, 3.45], undefined, [3.6, 3.5, 3.7]],
      highestCell: [[3.4, 3.4, 3.45], undefined, [3.6, 3.5, 3.7]],
      energyIn: [[100, 100, 100], undefined, [40, 40, 40]],
    },
    [10, 0, 30],
  );

  it('takes extremes from the edges of the band and counts every reading once', () => {
    expect(summaryOf(columns, 'voltage')).toEqual({
      lowest: { value: 49, at: 0, index: 0 },
      highest: { value: 58, at: 2 * MINUTE, index: 2 },
      mean: (10 * 50 + 30 * 54) / 40,
    });
  });

  it('says nothing of a series without a reading', () => {
    expect(summaryOf(columns, 'externalTemp1')).toBeUndefined();
    expect(summaryOf(columnsOf({ voltage: [undefined] }, [0]), 'voltage')).toBeUndefined();
  });

  it('adds amounts and leaves gaps out', () => {
    expect(totalOf(columns, 'energyIn')).toBe(140);
    expect(totalOf(columns, 'energyOut')).toBe(0);
    expect(coveredOf(columns)).toBe(2 * MINUTE);
  });

  it('counts each column with what it covers itself, and none beyond the next or the end', () => {
    const quarter = 15 * MINUTE;
    const mixed = {
      ...columnsOf({}, [900, 60, 60, 0, 10]),
      time: Float64Array.from([0, quarter, quarter + MINUTE, quarter + MINUTE + 0.5, 4 * quarter]),
      columnMs: quarter,
      widths: Float64Array.from([quarter, MINUTE, MINUTE, 0, MINUTE]),
      to: 4 * quarter + MINUTE / 2,
    };
    expect(coveredOf(mixed)).toBe(quarter + 2.5 * MINUTE);
  });

  it('names the cell that reached the extreme', () => {
    const highest = summaryOf(columns, 'highestCell')?.highest;
    expect(highest && cellAtExtreme(columns, highest, 'max')).toBe(2);
  });

  it('puts the cell first that stands highest above the others', () => {
    const [first, second] = cellDeviations(columns);
    expect([first?.cell, second?.cell]).toEqual([2, 1]);
    expect(first?.deviation).toBeCloseTo(0.05, 9);
    expect(second?.deviation).toBeCloseTo(-0.05, 9);
  });

  it('shares the recorded time between states, and no gap', () => {
    const mark = (at: number, code: string, track: Mark['track'] = 'status'): Mark => ({ at, track, code, data: {} });
    const marks = [mark(-5 * MINUTE, 'idle'), mark(0, 'bulk', 'charge'), mark(MINUTE, 'charging')];
    expect([...durations(columns, marks, 'status')]).toEqual([
      ['idle', MINUTE],
      ['charging', MINUTE],
    ]);
    expect(durations(columns, [mark(90 * MINUTE, 'charging')], 'status').size).toBe(0);
  });

  it('sorts the recorded time into classes of values, empty ones between them included', () => {
    const warm = columnsOf({ externalTemp1: [[-2, -3, -1], undefined, [12.5, 12, 13], [14.9, 14, 15]] }, [10, 0, 10, 10]);
    expect(histogram(warm, 'externalTemp1', 5)).toEqual([
      { from: -5, to: 0, covered: MINUTE },
      { from: 0, to: 5, covered: 0 },
      { from: 5, to: 10, covered: 0 },
      { from: 10, to: 15, covered: 2 * MINUTE },
    ]);
    expect(histogram(warm, 'internalTemp', 5)).toEqual([]);
  });

  it('counts each event when it comes, within the stretch only', () => {
    const mark = (at: number, track: Mark['track'], code: string, data: Mark['data'] = {}): Mark => ({ at, track, code, data });
    const fault = (at: number, code: string, raised: boolean): Mark => mark(at, 'fault', code, { raised });
    const marks = [
      fault(-1, 'a', true),
      fault(1, 'b', true),
      fault(2, 'a', true),
      fault(3, 'a', false),
      mark(3, 'alarm', 'a', { level: 'warning' }),
      fault(4, 'a', true),
      mark(5, 'alarm', 'a', { level: 'ok' }),
      mark(6, 'bms', 'chargingStarted', { class: 'information' }),
      mark(7, 'phase', 'live'),
      fault(9e9, 'a', true),
    ];
    expect(eventCounts(columns, marks).map(({ mark: { track, code }, count }) => [track, code, count])).toEqual([
      ['fault', 'a', 2],
      ['fault', 'b', 1],
      ['alarm', 'a', 1],
      ['bms', 'chargingStarted', 1],
    ]);
  });
});
