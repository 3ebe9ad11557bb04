import { describe, expect, test } from 'vitest';
import { flow, type FlowInput } from '../../../src/simulator/power-flow';

const LIMITS = { cvl: 55.2, ccl: 100, dcl: 120 };
/** 53 V at rest and 10 mOhm: 220 A reach 55.2 V. */
const INPUT: FlowInput = {
  installation: 'off-grid',
  charger: LIMITS,
  inverter: LIMITS,
  solar: 80,
  load: 20,
  exportMost: 60,
  sourceVoltage: 53,
  resistance: 0.01,
  allowsCharge: true,
  allowsDischarge: true,
};

function of(change: Partial<FlowInput>): ReturnType<typeof flow> {
  return flow({ ...INPUT, ...change });
}

describe('off-grid', () => {
  test('the sun feeds the loads first, the battery takes the rest', () => {
    expect(of({})).toEqual({ battery: 60, solar: 80, load: 20, exported: 0 });
    expect(of({ solar: 5 })).toEqual({ battery: -15, solar: 5, load: 20, exported: 0 });
  });

  test('CCL bounds the battery, not the chargers', () => {
    expect(of({ charger: { ...LIMITS, ccl: 30 } })).toEqual({ battery: 30, solar: 50, load: 20, exported: 0 });
    expect(of({ charger: { ...LIMITS, ccl: 0 } })).toEqual({ battery: 0, solar: 20, load: 20, exported: 0 });
  });

  test('CVL is held', () => {
    const { battery } = of({ charger: { ...LIMITS, cvl: 53.2 } });
    expect(53 + battery * 0.01).toBeCloseTo(53.2, 9);
    expect(of({ charger: { ...LIMITS, cvl: 52 } }).battery).toBe(-20);
  });

  test('DCL acts only when it is 0: the inverter is off', () => {
    expect(of({ solar: 0, inverter: { ...LIMITS, dcl: 5 } }).battery).toBe(-20);
    expect(of({ solar: 0, inverter: { ...LIMITS, dcl: 0 } })).toEqual({ battery: 0, solar: 0, load: 0, exported: 0 });
  });

  test('without limits nothing flows', () => {
    expect(of({ charger: undefined, inverter: undefined })).toEqual({ battery: 0, solar: 0, load: 0, exported: 0 });
  });
});

describe('on a grid', () => {
  test('the battery gives no more than DCL, the grid the rest', () => {
    expect(of({ installation: 'ess', solar: 0, inverter: { ...LIMITS, dcl: 12 } })).toEqual({
      battery: -12,
      solar: 0,
      load: 12,
      exported: 0,
    });
    expect(of({ installation: 'ess', solar: 3, inverter: { ...LIMITS, dcl: 0 } })).toEqual({ battery: 0, solar: 3, load: 3, exported: 0 });
  });

  test('with feed-in CCL is ignored', () => {
    expect(of({ installation: 'ess-feed-in', charger: { ...LIMITS, ccl: 0 }, load: 0, exportMost: 0 }).battery).toBe(80);
  });

  test('with feed-in the surplus over CVL is exported', () => {
    const full = of({ installation: 'ess-feed-in', sourceVoltage: 55.2, load: 20 });
    expect(full).toEqual({ battery: 0, solar: 80, load: 20, exported: 60 });
  });

  test.each([
    [55.2, 0.4],
    [27.6, 0.2],
    [13.8, 0.1],
  ])('at %d V the bus may rise by %d V when not all can be exported', (cvl, offset) => {
    const limits = { ...LIMITS, cvl };
    const { battery } = of({
      installation: 'ess-feed-in',
      charger: limits,
      inverter: limits,
      sourceVoltage: cvl,
      load: 0,
      solar: 500,
      exportMost: 60,
    });
    expect(battery * 0.01).toBeCloseTo(offset, 6);
  });

  test('with feed-in a CVL below the battery empties it into the grid, at any DCL but 0', () => {
    const low = { ...LIMITS, cvl: 52.8 };
    expect(of({ installation: 'ess-feed-in', solar: 0, load: 0, charger: low, inverter: { ...low, dcl: 1 } }).battery).toBeCloseTo(-20, 6);
    expect(of({ installation: 'ess-feed-in', solar: 0, load: 0, charger: low, inverter: { ...low, dcl: 0 } }).battery).toBeCloseTo(0, 6);
  });
});

describe('the switches of the BMS', () => {
  test('no charge, no discharge', () => {
    expect(of({ allowsCharge: false })).toEqual({ battery: 0, solar: 20, load: 20, exported: 0 });
    expect(of({ allowsDischarge: false, solar: 0 })).toEqual({ battery: 0, solar: 0, load: 0, exported: 0 });
    expect(of({ allowsDischarge: false, solar: 8 })).toEqual({ battery: 0, solar: 8, load: 8, exported: 0 });
    expect(of({ allowsDischarge: false }).battery).toBe(60);
  });
});
