import { describe, expect, test } from 'vitest';
import { combine } from '../../../src/battery/combine';
import { LFP_SETTINGS, reading } from '../../support/pack-fixtures';

const pack = (change = {}) => ({ id: 'pack-1', settings: LFP_SETTINGS, reading: reading(change) });

describe('combine', () => {
  test('one pack is the battery, with the place of each extreme', () => {
    const combined = combine([pack({ cell: { 3: 3.31, 7: 3.46 }, current: -12, temperatures: [18, 21] })]);
    expect(combined?.battery).toMatchObject({
      current: -12,
      capacity: 280,
      lowestCell: { voltage: 3.31, pack: 'pack-1', cell: 3 },
      highestCell: { voltage: 3.46, pack: 'pack-1', cell: 7 },
      coldest: { celsius: 18, sensor: 'external1' },
      hottest: { celsius: 21, sensor: 'external2' },
      packs: 1,
    });
  });

  test('the board sensor stands in only where no battery sensor is fitted', () => {
    expect(combine([pack({ temperatures: [undefined, 19] })])?.battery.hottest).toEqual({
      celsius: 19,
      pack: 'pack-1',
      sensor: 'external2',
    });
    expect(combine([pack({ temperatures: [undefined, undefined] })])?.battery.hottest.sensor).toBe('internal');
  });

  test('nothing is made of no pack, nor of several', () => {
    expect(combine([])).toBeUndefined();
    expect(combine([pack(), { ...pack(), id: 'pack-2' }])).toBeUndefined();
  });
});
