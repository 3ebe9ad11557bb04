import { describe, expect, test } from 'vitest';
import { CellModel } from '../../../src/simulator/cell-model';
import { CHEMISTRIES, OpenCircuitCurve, type Chemistry } from '../../../src/simulator/chemistry';
import { PackModel, type PackModelOptions } from '../../../src/simulator/pack-model';

const CHEMISTRY_NAMES = Object.keys(CHEMISTRIES) as Chemistry[];

const PACK: PackModelOptions = {
  seed: 5,
  chemistry: 'lfp',
  cells: 16,
  capacity: 280,
  stateOfCharge: 50,
  stateOfChargeSpread: 0,
  capacitySpread: 0,
  ambient: 20,
};

function cell(stateOfCharge = 50): CellModel {
  const curve = new OpenCircuitCurve('lfp');
  return new CellModel({ curve, capacity: 280, stateOfCharge, resistance: 0.4e-3, slowResistance: 0.6e-3, relaxation: 120 });
}

describe('open-circuit curves', () => {
  test.each(CHEMISTRY_NAMES)('%s rises with the charge, without a jump', (chemistry) => {
    const curve = new OpenCircuitCurve(chemistry);
    for (let percent = -3; percent < 108; percent += 0.05) {
      const rise = curve.at(percent + 0.05) - curve.at(percent);
      expect(rise).toBeGreaterThan(0);
      expect(rise).toBeLessThan(0.05);
    }
  });

  test.each(CHEMISTRY_NAMES)('%s passes through the points of its table', (chemistry) => {
    const curve = new OpenCircuitCurve(chemistry);
    for (const [percent, volts] of CHEMISTRIES[chemistry].openCircuit) expect(curve.at(percent)).toBeCloseTo(volts, 9);
  });

  test('an LFP cell is flat in the middle and steep at both ends', () => {
    const curve = new OpenCircuitCurve('lfp');
    expect(curve.at(80) - curve.at(30)).toBeLessThan(0.08);
    expect(curve.at(5) - curve.at(0)).toBeGreaterThan(0.3);
    expect(curve.at(101) - curve.at(99)).toBeGreaterThan(0.15);
  });

  test.each(CHEMISTRY_NAMES)('%s: the usual thresholds lie between empty and full', (chemistry) => {
    const { thresholds } = CHEMISTRIES[chemistry];
    const curve = new OpenCircuitCurve(chemistry);
    expect(thresholds.underVoltage).toBeLessThan(thresholds.fullyDischarged);
    expect(thresholds.fullyDischarged).toBeLessThan(thresholds.earlyBalancing);
    expect(thresholds.earlyBalancing).toBeLessThan(thresholds.fullyCharged);
    expect(thresholds.fullyCharged).toBeLessThan(thresholds.overVoltage);
    expect(curve.at(50)).toBeGreaterThan(thresholds.fullyDischarged);
    expect(curve.at(50)).toBeLessThan(thresholds.earlyBalancing);
  });
});

describe('one cell', () => {
  test('counts charge: 28 A for an hour are a tenth of 280 Ah', () => {
    const model = cell(50);
    for (let second = 0; second < 3600; second++) model.step(28, 1);
    expect(model.stateOfCharge).toBeCloseTo(60, 9);
  });

  test('the slow voltage reaches 63.2 % after one time constant and its end value later', () => {
    const model = cell();
    model.step(100, 120);
    expect(model.sourceVoltage - model.openCircuitVoltage).toBeCloseTo(100 * 0.6e-3 * (1 - Math.exp(-1)), 6);
    model.step(100, 2000);
    expect(model.sourceVoltage - model.openCircuitVoltage).toBeCloseTo(0.06, 6);
  });

  test('relaxes to its voltage at rest after the current ends', () => {
    const model = cell();
    model.step(-100, 600);
    const charged = model.stateOfCharge;
    model.step(0, 120);
    expect(model.sourceVoltage - model.openCircuitVoltage).toBeCloseTo(-0.06 * (1 - Math.exp(-5)) * Math.exp(-1), 6);
    model.step(0, 3600);
    expect(model.sourceVoltage).toBeCloseTo(model.openCircuitVoltage, 9);
    expect(model.stateOfCharge).toBe(charged);
  });

  test('does not depend on how a step is divided', () => {
    const whole = cell();
    const parts = cell();
    whole.step(70, 60);
    for (let part = 0; part < 600; part++) parts.step(70, 0.1);
    expect(parts.sourceVoltage).toBeCloseTo(whole.sourceVoltage, 9);
    expect(parts.stateOfCharge).toBeCloseTo(whole.stateOfCharge, 9);
  });
});

describe('a pack', () => {
  test('energy in = energy stored + heat, charging and discharging', () => {
    for (const current of [80, -80]) {
      const pack = new PackModel(PACK);
      const slow = 0.6e-3;
      const capacitance = 120 / slow;
      let energyIn = 0;
      let stored = 0;
      let heat = 0;
      const seconds = 0.1;
      for (let step = 0; step < 6000; step++) {
        const now = step < 3000 ? current : 0;
        const before = pack.cells.map((each) => each.openCircuitVoltage);
        const slowBefore = pack.cells.map((each) => each.sourceVoltage - each.openCircuitVoltage);
        pack.step(now, seconds);
        for (const [index, each] of pack.cells.entries()) {
          const openCircuit = ((before[index] ?? 0) + each.openCircuitVoltage) / 2;
          const slowVoltage = ((slowBefore[index] ?? 0) + each.sourceVoltage - each.openCircuitVoltage) / 2;
          energyIn += (openCircuit + slowVoltage + now * 0.4e-3) * now * seconds;
          stored += openCircuit * now * seconds;
          heat += (now * now * 0.4e-3 + slowVoltage ** 2 / slow) * seconds;
        }
      }
      const inSlow = pack.cells.reduce((sum, each) => sum + (capacitance * (each.sourceVoltage - each.openCircuitVoltage) ** 2) / 2, 0);
      expect(heat).toBeGreaterThan(1000);
      expect(energyIn).toBeCloseTo(stored + heat + inSlow, 0);
    }
  });

  test('its heat warms it, and it cools down to what is around it', () => {
    const pack = new PackModel(PACK);
    const joules = 16 * 100 * 100 * (0.4e-3 + 0.6e-3) * 3600;
    for (let second = 0; second < 3600; second++) pack.step(second % 2 === 0 ? 100 : 100, 1);
    const withoutCooling = joules / (19 * 280 * 16);
    expect(pack.temperature - 20).toBeGreaterThan(0.75 * withoutCooling);
    expect(pack.temperature - 20).toBeLessThan(withoutCooling);
    expect(pack.boardTemperature).toBeGreaterThan(pack.temperature);
    for (let minute = 0; minute < 2 * 24 * 60; minute++) pack.step(0, 60);
    expect(pack.temperature).toBeCloseTo(20, 1);
  });

  test('voltage is the sum of its cells, and follows the current at once by the resistance', () => {
    const pack = new PackModel(PACK);
    pack.step(0, 0.1);
    const rest = pack.voltage;
    pack.step(50, 0.1);
    expect(pack.voltage - rest).toBeCloseTo(50 * 16 * 0.4e-3, 2);
    const sum = pack.cells.reduce((total, _, index) => total + pack.cellVoltage(index), 0);
    expect(pack.voltage).toBeCloseTo(sum, 9);
  });

  test('a bleed resistor takes charge from its cell only', () => {
    const pack = new PackModel(PACK);
    pack.bleeding[3] = 0.1;
    for (let second = 0; second < 36_000; second++) pack.step(0, 1);
    expect(pack.cells[3]?.stateOfCharge).toBeCloseTo(50 - 100 / 280, 6);
    expect(pack.cells[4]?.stateOfCharge).toBeCloseTo(50, 9);
  });

  test('cells differ as told, and the same seed makes the same cells', () => {
    const options = { ...PACK, stateOfChargeSpread: 1, capacitySpread: 1 };
    const charges = new PackModel(options).cells.map((each) => each.stateOfCharge);
    expect(new PackModel(options).cells.map((each) => each.stateOfCharge)).toEqual(charges);
    expect(new Set(charges).size).toBe(16);
    expect(Math.max(...charges) - Math.min(...charges)).toBeGreaterThan(1);
    expect(Math.max(...charges) - Math.min(...charges)).toBeLessThan(7);
  });
});
