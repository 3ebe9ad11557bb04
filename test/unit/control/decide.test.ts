import { describe, expect, test } from 'vitest';
import { combine, type CombinedBattery } from '../../../src/battery/combine';
import type { PackSettings } from '../../../src/battery/pack';
import { afterStale, decideLimits, published, staleLimits, type LimitMemory } from '../../../src/control/decide';
import { LFP_SETTINGS, reading, type ReadingChange } from '../../support/pack-fixtures';

function battery(change: ReadingChange = {}, settings: Partial<PackSettings> = {}): CombinedBattery {
  const combined = combine([{ id: 'pack-1', settings: { ...LFP_SETTINGS, ...settings }, reading: reading(change) }]);
  if (!combined) throw new Error('the fixture makes no battery');
  return combined;
}

/** Feeds one reading a second. */
function run(before: LimitMemory | undefined, change: ReadingChange, from: number, seconds: number): LimitMemory {
  let memory = before;
  for (let second = 0; second < seconds; second++) memory = decideLimits(memory, battery(change), from + second * 1000);
  if (!memory) throw new Error('no reading was fed');
  return memory;
}

const values = (memory: LimitMemory): readonly [number, number, number] => {
  const { cvl, ccl, dcl } = published(memory);
  return [cvl.value, ccl.value, dcl.value];
};

describe('limits of a healthy battery', () => {
  // 3.55 V x 16; 0.9 of 100 A; 0.9 of the smaller of 120 A and the peak cutoff.
  test('follow the settings of the BMS', () => {
    expect(values(decideLimits(undefined, battery(), 0))).toEqual([56.8, 90, 108]);
  });

  test('keep 30 + 50 mV per cell and the solar offset of 0.4 V below the over-voltage cutoff', () => {
    // 16 x (3.65 - 0.08) - 0.4 = 56.72, rounded down.
    const { cvl } = published(decideLimits(undefined, battery({}, { fullyChargedVoltage: 3.6, overVoltageCutoff: 3.65 }), 0));
    expect(cvl.value).toBe(56.7);
    expect(cvl.reason.rule).toBe('over-voltage-margin');
  });

  test('the peak cutoff caps the discharge where it is the smaller one, and does not exist where it reads 0', () => {
    expect(published(decideLimits(undefined, battery({}, { peakDischargeCurrentCutoff: 110 }), 0)).dcl).toMatchObject({
      value: 99,
      reason: { rule: 'peak-discharge-current', setting: 110 },
    });
    expect(published(decideLimits(undefined, battery({}, { peakDischargeCurrentCutoff: 0 }), 0)).dcl.value).toBe(108);
  });

  test('each limit ranks what the other rules would have allowed', () => {
    const { ccl } = published(decideLimits(undefined, battery({ cell: { 7: 3.7 } }), 0));
    expect(ccl).toMatchObject({ reason: { rule: 'cell-near-full', highest: { cell: 7 } } });
    expect(ccl.others.map((other) => other.reason.rule)).toEqual(['charge-over-current']);
  });
});

describe('charging ends before the BMS must act', () => {
  test('current falls between fully charged and 30 mV below the cutoff, never to 0 on the way', () => {
    // Taper from 3.55 to 3.72 V: half way at 3.635 V leaves 45 of 90 A.
    expect(values(decideLimits(undefined, battery({ cells: 3.5, cell: { 7: 3.635 } }), 0))[1]).toBeCloseTo(45, 5);
    expect(values(decideLimits(undefined, battery({ cells: 3.5, cell: { 7: 3.719 } }), 0))[1]).toBe(2);
  });

  test('at 30 mV below the cutoff charging is forbidden, the voltage held low, discharging untouched', () => {
    const memory = decideLimits(run(undefined, { cells: 3.5 }, 0, 1), battery({ cells: 3.5, cell: { 7: 3.72 } }), 1000);
    expect(values(memory)).toEqual([54.4, 0, 108]); // 16 x (3.55 - 0.15)
    expect(published(memory).ccl.reason.rule).toBe('cell-over-voltage');
  });

  test('the latch opens 60 s after the cell has come 120 mV down, and not before', () => {
    const latched = run(undefined, { cells: 3.5, cell: { 7: 3.72 } }, 0, 1);
    const waiting = run(latched, { cells: 3.5, cell: { 7: 3.6 } }, 1000, 60);
    expect(waiting.latches.overVoltage.set).toBe(true);
    expect(run(waiting, { cells: 3.5, cell: { 7: 3.6 } }, 61_000, 1).latches.overVoltage.set).toBe(false);
    const relapsed = run(run(latched, { cells: 3.5, cell: { 7: 3.6 } }, 1000, 30), { cells: 3.5, cell: { 7: 3.61 } }, 31_000, 60);
    expect(relapsed.latches.overVoltage.set).toBe(true);
  });

  test('a cell that runs ahead near the top keeps its distance from the cutoff too', () => {
    // Cutoff 3.75 V less 105 mV, mean 3.4625 V, highest 187.5 mV above it: 16 x (3.645 - 0.1875) = 55.32.
    const { cvl } = published(decideLimits(undefined, battery({ cells: 3.45, cell: { 7: 3.65 } }), 0));
    expect(cvl).toMatchObject({ value: 55.3, reason: { rule: 'cell-spread', highest: { cell: 7 } } });
    expect(published(decideLimits(undefined, battery({ cells: 3.45, cell: { 7: 3.47 } }), 0)).cvl.value).toBe(56.8);
    expect(published(decideLimits(undefined, battery({ cells: 3.1, cell: { 7: 3.3 } }), 0)).cvl.value).toBe(56.8);
  });
});

describe('temperature', () => {
  test('too cold: no charge current, and the voltage stays what it was at that moment', () => {
    const warm = run(undefined, {}, 0, 5);
    const cold = decideLimits(warm, battery({ temperatures: [3, 9] }), 5000);
    expect(values(cold)).toEqual([53.2, 0, 108]); // 16 x 3.33 = 53.28
    const discharged = run(cold, { cells: 3.28, temperatures: [3, 9] }, 6000, 100);
    expect(values(discharged)[0]).toBe(53.2);
  });

  test('too hot: neither direction', () => {
    expect(values(decideLimits(undefined, battery({ temperatures: [30, 55] }), 0)).slice(1)).toEqual([0, 0]);
  });

  test('cold is over 60 s after 2 °C more', () => {
    const cold = run(undefined, { temperatures: [3, 9] }, 0, 1);
    expect(run(cold, { temperatures: [4.9, 9] }, 1000, 100).latches.cold.set).toBe(true);
    expect(run(cold, { temperatures: [5, 9] }, 1000, 61).latches.cold.set).toBe(false);
  });
});

describe('an empty battery', () => {
  test('only discharging gets harder', () => {
    // Taper from 3.10 to 2.90 V: 3.00 V leaves half of 108 A.
    expect(values(decideLimits(undefined, battery({ cells: 3.05, cell: { 2: 3.0 }, soc: 3 }), 0))).toEqual([56.8, 90, 54]);
    expect(values(decideLimits(undefined, battery({ cells: 2.95, cell: { 2: 2.9 }, soc: 0 }), 0))).toEqual([56.8, 90, 0]);
  });

  test('discharging comes back after 60 s of charging at 150 mV more', () => {
    const empty = run(undefined, { cells: 2.95, cell: { 2: 2.9 } }, 0, 1);
    expect(run(empty, { cells: 3.06, current: 0 }, 1000, 100).latches.underVoltage.set).toBe(true);
    expect(run(empty, { cells: 3.06, current: 20 }, 1000, 61).latches.underVoltage.set).toBe(false);
  });
});

test('a BMS in fault gets neither direction', () => {
  const { ccl, dcl } = published(decideLimits(undefined, battery({ status: 'fault' }), 0));
  expect([ccl.value, ccl.reason.rule, dcl.value, dcl.reason.rule]).toEqual([0, 'bms-fault', 0, 'bms-fault']);
});

describe('recovery', () => {
  test('a fall of any size restarts the hold', () => {
    const fallen = run(run(undefined, { cells: 3.5, cell: { 7: 3.635 } }, 0, 1), { cells: 3.5, cell: { 7: 3.636 } }, 20_000, 1);
    expect(values(run(fallen, { cells: 3.5 }, 21_000, 29))[1]).toBe(values(fallen)[1]);
  });

  test('a current rises 30 s after its last fall, by 5 % of the full current each second, and says so', () => {
    const low = run(undefined, { cells: 3.5, cell: { 7: 3.635 } }, 0, 1);
    const fallen = run(low, { cells: 3.5, cell: { 7: 3.678 } }, 1000, 1);
    const start = values(fallen)[1];
    expect(values(run(fallen, { cells: 3.5 }, 2000, 29))[1]).toBe(start);
    const rising = run(fallen, { cells: 3.5 }, 2000, 30);
    expect(values(rising)[1]).toBeCloseTo(start + 4.5, 1);
    expect(published(rising).ccl.reason).toEqual({ rule: 'recovering', target: 90 });
    expect(values(run(fallen, { cells: 3.5 }, 2000, 60))[1]).toBe(90);
  });

  test('the charge voltage falls at once and rises in steps at least 20 s apart', () => {
    let memory = run(undefined, {}, 0, 1);
    memory = run(memory, { temperatures: [3, 9] }, 1000, 1);
    const changes: number[] = [];
    let last = values(memory)[0];
    for (let second = 2; second < 400; second++) {
      memory = run(memory, {}, second * 1000, 1);
      const [cvl] = values(memory);
      if (cvl !== last) changes.push(second);
      last = cvl;
    }
    expect(changes.length).toBeGreaterThan(10);
    expect(Math.min(...changes.slice(1).map((second, index) => second - (changes[index] ?? 0)))).toBeGreaterThanOrEqual(20);
    expect(last).toBeGreaterThan(54);
  });
});

describe('a battery that is not heard', () => {
  test('charging stops at the voltage it had, discharging keeps its limit', () => {
    const limits = staleLimits(run(undefined, {}, 0, 5), 53.28, 12_000);
    expect([limits.cvl.value, limits.ccl.value, limits.dcl.value]).toEqual([53.2, 0, 108]);
    expect(limits.ccl.reason).toEqual({ rule: 'no-recent-data', ageMs: 12_000 });
  });

  test('heard again, currents are what they were and the voltage rises from where it was held', () => {
    const back = decideLimits(afterStale(run(undefined, {}, 0, 5), 53.28, 20_000), battery(), 20_000);
    expect(values(back)).toEqual([53.2, 90, 108]);
  });
});
