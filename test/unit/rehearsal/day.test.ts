import { describe, expect, test } from 'vitest';
import { consider, FROM_THE_BMS, type ChargeSettings } from '../../../src/control/owner';
import { Day, DAY_SECONDS, type DayPlan, type DayResult } from '../../../src/rehearsal/day';
import { LFP_SETTINGS } from '../../support/pack-fixtures';

const SETTINGS = { ...LFP_SETTINGS, fullyChargedVoltage: 3.45, chargeFinishedCurrent: 5 };
const PLAN: DayPlan = { installation: 'ess-feed-in', stateOfCharge: 60, ahead: 0 };

function live(wishes: Partial<ChargeSettings> = {}, plan: Partial<DayPlan> = {}, pieces = 1): DayResult {
  const { parameters, violations } = consider(SETTINGS, { ...FROM_THE_BMS, ...wishes });
  expect(violations).toEqual([]);
  const day = new Day(parameters, SETTINGS, { ...PLAN, ...plan });
  for (let piece = 0; piece < pieces; piece++) day.run(DAY_SECONDS / pieces);
  expect(day.share).toBe(1);
  return day.result;
}

describe('a day of the simulated battery', { timeout: 60_000 }, () => {
  test('charges in the sun, floats, feeds the loads at night, and never goes beyond the stop', () => {
    const { series, figures, phases, tripped } = live();
    const { stateOfCharge, highestCell, cvl } = series;
    expect(Math.max(...stateOfCharge)).toBeGreaterThan(95);
    expect(stateOfCharge.at(-1)).toBeLessThan(70);
    expect(Math.max(...highestCell)).toBeCloseTo(figures.peak, 9);
    expect(figures.peak).toBeLessThan(3.6);
    expect(Math.min(...cvl)).toBe(figures.lowestCvl);
    expect(phases.float).toBeGreaterThan(3600);
    expect(Object.values(phases).reduce((sum, seconds) => sum + seconds, 0)).toBe(DAY_SECONDS);
    expect(tripped).toBe(false);
    expect(figures.exported).toBeLessThan(10);
  });

  test('is the same however it is cut into pieces, and the same twice', () => {
    expect(live({}, {}, 100)).toEqual(live());
  });

  test('tells the parameters apart: a lower maximum is kept, and the BMS then never counts full', () => {
    const [high, low] = [live(), live({ cvlUserMax: 53.6, cclUserMax: 40 })];
    expect(high.fullAt).toBeGreaterThan(0);
    expect(low.fullAt).toBeUndefined();
    expect(Math.max(...low.series.cvl)).toBe(53.6);
    expect(Math.max(...low.series.ccl)).toBe(40);
    expect(low.figures.peak).toBeLessThan(high.figures.peak);
  });

  test('a cell that is ahead goes higher', () => {
    expect(live({}, { ahead: 3 }).figures.peak).toBeGreaterThan(live().figures.peak + 0.01);
  });
});
