import { describe, expect, test } from 'vitest';
import { DEFAULT_OPTIONS } from '../../../src/simulator/options';
import { Protections, type Watched } from '../../../src/simulator/protections';
import { TinyBmsSettings, type ActiveSettings } from '../../../src/simulator/tinybms-settings';

const SETTINGS: ActiveSettings = new TinyBmsSettings(DEFAULT_OPTIONS).active;
const NORMAL: Watched = { lowest: 3.3, highest: 3.31, current: 0, coldest: 20, hottest: 21 };

/** Events of `seconds` in a row with the same values, one look each 100 ms. */
function hold(protections: Protections, change: Partial<Watched>, seconds: number, settings = SETTINGS): string[] {
  const events: string[] = [];
  for (let look = 0; look < Math.round(seconds * 10); look++) {
    events.push(...protections.look({ ...NORMAL, ...change }, settings, 0.1).map(({ event }) => event));
  }
  return events;
}

describe('each protection trips, blocks what it must, and recovers', () => {
  test.each<[string, Partial<Watched>, number, boolean, boolean, boolean]>([
    // event, condition, time until it trips, fault, charge allowed, discharge allowed
    ['overVoltageCutoff', { highest: 3.65 }, 0.1, true, false, true],
    ['underVoltageCutoff', { lowest: 2.8 }, 0.1, true, true, false],
    ['fullyDischargedCutoff', { lowest: 2.9 }, 2.2, false, true, false],
    ['overTemperatureCutoff', { hottest: 60 }, 0.1, true, false, false],
    ['lowTemperatureChargeCutoff', { coldest: 0.9 }, 0.1, false, false, true],
    ['lowTemperatureCutoff', { coldest: -40.1 }, 0.1, true, false, false],
    ['dischargeOverCurrentCutoff', { current: -151 }, 5.2, true, true, false],
    ['dischargeOverCurrentCutoff', { current: -251 }, 0.1, true, true, false],
    ['chargeOverCurrentCutoff', { current: 121 }, 1.2, true, false, true],
  ])('%s at %j', (event, condition, after, fault, charge, discharge) => {
    const protections = new Protections();
    if (after > 0.1) expect(hold(protections, condition, after - 0.5)).toEqual([]);
    expect(hold(protections, condition, after > 0.1 ? 0.6 : 0.1)).toContain(event);
    expect([protections.fault, !protections.blocksCharge, !protections.blocksDischarge]).toEqual([fault, charge, discharge]);
    const recovered = hold(protections, { current: 1 }, SETTINGS.automaticRecovery + 0.2);
    expect(recovered.length).toBeGreaterThanOrEqual(1);
    expect(recovered.every((name) => name.endsWith('Recovered'))).toBe(true);
    expect([protections.fault, protections.blocksCharge, protections.blocksDischarge]).toEqual([false, false, false]);
  });

  test('nothing happens just inside the thresholds', () => {
    const protections = new Protections();
    const inside = { lowest: 2.901, highest: 3.649, coldest: 1, hottest: 59.9 };
    expect(hold(protections, { ...inside, current: 120 }, 60)).toEqual([]);
    expect(hold(protections, { ...inside, current: -150 }, 60)).toEqual([]);
  });

  test('an empty cell does not recover without a charger', () => {
    const protections = new Protections();
    hold(protections, { lowest: 2.8 }, 3);
    expect(hold(protections, {}, 60)).toEqual(['fullyDischargedRecovered']);
    expect(protections.fault).toBe(true);
    expect(hold(protections, { current: 5 }, 6)).toEqual(['underVoltageRecovered']);
  });

  test('without automatic recovery only a restart helps', () => {
    const protections = new Protections();
    const manual = { ...SETTINGS, automaticRecovery: 0 };
    hold(protections, { highest: 3.7 }, 1, manual);
    expect(hold(protections, {}, 600, manual)).toEqual([]);
    protections.reset();
    expect(protections.fault).toBe(false);
  });
});
