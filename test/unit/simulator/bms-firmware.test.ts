import { describe, expect, test } from 'vitest';
import { BmsFirmware } from '../../../src/simulator/bms-firmware';
import { FaultBoard } from '../../../src/simulator/faults';
import { DEFAULT_OPTIONS, type WorldOptions } from '../../../src/simulator/options';
import { PackModel } from '../../../src/simulator/pack-model';
import { TinyBmsSettings } from '../../../src/simulator/tinybms-settings';

interface Bench {
  readonly pack: PackModel;
  readonly firmware: BmsFirmware;
  readonly faults: FaultBoard;
  /** Lets a current flow, whatever the BMS allows. */
  run(current: number, seconds: number): void;
  codes(): readonly number[];
}

function bench(change: Partial<WorldOptions> = {}): Bench {
  const options = { ...DEFAULT_OPTIONS, ...change };
  const pack = new PackModel(options);
  const faults = new FaultBoard();
  const firmware = new BmsFirmware(pack, new TinyBmsSettings(options), faults, options);
  return {
    pack,
    firmware,
    faults,
    run(current, seconds) {
      for (let look = 0; look < seconds * 10; look++) {
        pack.step(current, 0.1);
        firmware.measure();
      }
    },
    codes: () => firmware.events.content.flatMap((event) => (event ? [event.code] : [])),
  };
}

describe('state of charge', () => {
  test('28 A for an hour into 280 Ah are 10 %, but for the error of the sensor', () => {
    const { firmware, pack, run } = bench({ stateOfCharge: 40 });
    run(28, 3600);
    expect(firmware.stateOfCharge).toBeCloseTo(50, 0);
    expect(Math.abs(firmware.stateOfCharge - 50)).toBeLessThan(0.05);
    expect(firmware.stateOfCharge).not.toBe(pack.stateOfCharge);
  });

  test('drifts from the truth even at rest, within the zero error of 30 mA', () => {
    const { firmware, run } = bench({ stateOfCharge: 40 });
    run(0, 10 * 3600);
    const drift = Math.abs(firmware.stateOfCharge - 40);
    expect(drift).toBeGreaterThan(0.001);
    expect(drift).toBeLessThan((0.03 * 10 * 100) / 280 + 0.001);
  });

  test('becomes 100 % when charging is done, and 0 % when a cell is empty', () => {
    const full = bench({ stateOfCharge: 99.9, stateOfChargeSpread: 0 });
    full.firmware.stateOfCharge = 91;
    full.run(4, 600);
    expect(full.firmware.stateOfCharge).toBe(100);
    expect(full.firmware.onlineStatus).toBe(0x92);
    expect(full.firmware.statistics.fullChargeCount).toBe(1);
    expect(full.codes().slice(-3)).toEqual([0x64, 0x62, 0x63]);

    const empty = bench({ stateOfCharge: 1, stateOfChargeSpread: 0 });
    empty.firmware.stateOfCharge = 9;
    empty.run(-20, 60);
    expect(empty.codes()).toContain(0x31);
    expect(empty.firmware.allowsDischarge).toBe(false);
    expect(empty.firmware.stateOfCharge).toBe(0);
  });
});

test('the online status follows the current', () => {
  const { firmware, run } = bench();
  const after = (current: number): number => {
    run(current, 1);
    return firmware.onlineStatus;
  };
  expect([after(0), after(20), after(-20), after(0)]).toEqual([0x97, 0x91, 0x93, 0x97]);
});

describe('balancing', () => {
  test('bleeds the cells ahead of the lowest above the threshold, a tenth of an ampere each', () => {
    const { firmware, pack, run } = bench({ stateOfCharge: 99.4, stateOfChargeSpread: 0.6 });
    run(0, 1);
    const cells = [...firmware.measured.cells];
    const lowest = Math.min(...cells);
    const expected = cells.flatMap((voltage, cell) => (voltage >= 3.4 && voltage - lowest >= 0.015 ? [cell] : []));
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(16);
    expect(cells.flatMap((_, cell) => ((firmware.wantsBalancing >>> cell) & 1 ? [cell] : []))).toEqual(expected);
    expect(firmware.balancing).toBe(firmware.wantsBalancing);
    expect([...pack.bleeding].flatMap((current, cell) => (current === 0.1 ? [cell] : []))).toEqual(expected);
  });

  test('brings the cells together', () => {
    const { pack, run } = bench({ stateOfCharge: 99.6, stateOfChargeSpread: 0.3, capacitySpread: 0 });
    const spread = (): number => {
      const charges = pack.cells.map((cell) => cell.stateOfCharge);
      return Math.max(...charges) - Math.min(...charges);
    };
    const before = spread();
    run(0, 3600);
    expect(spread()).toBeLessThan(before - 0.02);
  });

  test.each([
    ['below the threshold', { stateOfCharge: 60, stateOfChargeSpread: 3 }],
    ['within the allowed disbalance', { stateOfCharge: 99.6, stateOfChargeSpread: 0 }],
  ])('does nothing %s', (_, options) => {
    const { firmware, run } = bench(options);
    run(0, 1);
    expect(firmware.wantsBalancing).toBe(0);
  });

  test('does nothing in a fault', () => {
    const { firmware, faults, run } = bench({ stateOfCharge: 99.4, stateOfChargeSpread: 0.6 });
    faults.set('bms-fault-state', true);
    run(0, 1);
    expect(firmware.wantsBalancing).not.toBe(0);
    expect(firmware.balancing).toBe(0);
  });
});

test('statistics keep the extremes until they are cleared', () => {
  const { firmware, run } = bench();
  run(50, 5);
  run(-70, 5);
  run(0, 5);
  expect(firmware.statistics.maxChargeCurrent).toBeCloseTo(50, 0);
  expect(firmware.statistics.maxDischargeCurrent).toBeCloseTo(70, 0);
  firmware.clearStatistics();
  expect(firmware.statistics).toMatchObject({ maxChargeCurrent: 0, maxDischargeCurrent: 0, clearedAt: firmware.lifetime });
});
