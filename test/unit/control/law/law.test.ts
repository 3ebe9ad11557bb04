import { describe, expect, test } from 'vitest';
import { lawStep } from '../../../../src/control/law/law';
import type { LawOutcome } from '../../../../src/control/law/state';
import { Driver, inputOf, packParameters, REST } from './fixtures';

const FULL = { highest: 3.45, lowest: 3.442, voltage: 55.15, current: 8, soc: 99 };

function wait(outcome: LawOutcome, name: string): unknown {
  return outcome.phase?.waitsFor.find((each) => each.wait === name);
}

describe('reasons', () => {
  test('the winner names the cell and the values, the losers follow from tightest to loosest', () => {
    const { limits } = new Driver().run(1, { highest: 3.46, lowest: 3.44, voltage: 55.1, coldest: 12 });
    expect(limits?.ccl).toMatchObject({
      value: 44,
      reason: { rule: 'cell-near-full', highest: { voltage: 3.46, pack: 'pack-1', cell: 7 }, from: 3.4, stop: 3.6, floor: false },
      others: [
        { value: 70, reason: { rule: 'temperature-derating', side: 'cold', at: { celsius: 12, sensor: 'external1' }, full: 15, stop: 0 } },
        { value: 100, reason: { rule: 'full-current', origin: { kind: 'given' } } },
      ],
    });
    expect(limits?.ccl.reason).toHaveProperty('factor', expect.closeTo(0.44, 9));
  });

  test('the time that bulk has waited is told only for what it waits with', () => {
    const outcome = new Driver().run(5, { highest: 3.45, lowest: 3.3, voltage: 53.1 });
    expect(wait(outcome, 'cell-voltage')).toMatchObject({ met: true, held: 5, of: 10 });
    expect(wait(outcome, 'pack-voltage')).toMatchObject({ met: false, held: 0, of: 10 });
  });

  test('several blocks at once: the highest precedence is named first', () => {
    const { limits } = new Driver().run(1, { highest: 3.64, coldest: -5, chargeFault: true });
    expect(limits?.ccl.reason.rule).toBe('bms-fault');
    expect(limits?.ccl.others.slice(0, 2).map((other) => other.reason.rule)).toEqual(['cell-over-voltage', 'too-cold']);
  });

  test('on the way to float: where to, and because of what', () => {
    const driver = new Driver();
    driver.run(911, FULL);
    const { limits, display } = driver.run(60);
    expect(display).toBe('FLOAT_APPROACH');
    expect(limits?.cvl).toMatchObject({
      value: 54.8,
      reason: { rule: 'ramp', direction: 'down', target: 54, because: { rule: 'phase-target', phase: 'float', perCell: 3.375, cells: 16 } },
    });
  });

  test('a raise that waits for its turn says for how long', () => {
    const driver = new Driver();
    driver.run(1, { highest: 3.45, lowest: 3.3, voltage: 54.2 });
    const { limits } = driver.run(15, { highest: 3.35, lowest: 3.33, voltage: 53.4 });
    expect(limits?.cvl).toMatchObject({ value: 54.9, reason: { rule: 'raise-interval', target: 55, waited: 15, of: 20 } });
  });

  test('the trim says which cell caused it and what it waits for', () => {
    const driver = new Driver();
    driver.run(10, { highest: 3.48, lowest: 3.43, voltage: 55.2, current: 50 });
    const { limits } = driver.run(5, { highest: 3.4, lowest: 3.39, voltage: 54.4 });
    expect(limits?.cvl.reason).toMatchObject({ rule: 'overshoot', highest: { cell: 7 }, from: 3.46, waited: 5, of: 60 });
    expect(limits?.cvl.reason).toHaveProperty('recoversBelow', expect.closeTo(3.42, 9));
  });

  test('a latch says what opens it and how far that is', () => {
    const driver = new Driver();
    driver.run(1, { highest: 3.64 });
    const { limits } = driver.run(20, { highest: 3.4 });
    expect(limits?.ccl.reason).toMatchObject({ rule: 'cell-over-voltage', stop: 3.6, release: 3.48, waited: 20, of: 60 });
  });

  test('0 A that has to grow before it is left', () => {
    const driver = new Driver();
    driver.run(60, { chargeFault: true });
    const { limits } = driver.run(10, { chargeFault: false, coldest: 0.3 });
    expect(limits?.ccl).toMatchObject({ value: 0, reason: { rule: 'leaving-zero', needs: 2 } });
  });
});

describe('leaving 0 A', () => {
  test.each([
    ['a small maximum of the owner', { cclUserMax: 0.5, dclUserMax: 0.5 }, {}, 0.5],
    ['cells out of balance in a small pack', { balanceCurrent: 0.2, cclFloor: 0.3 }, { highest: 3.45, lowest: 3.3, voltage: 54 }, 0.3],
  ])('%s is no trap', (_, overrides, change, ccl) => {
    const driver = new Driver(packParameters({ overrides }));
    driver.run(60, { ...change, chargeFault: true, dischargeFault: true });
    expect(driver.run(1, { chargeFault: false, dischargeFault: false }).limits?.ccl.value).toBe(ccl);
  });
});

describe('phase', () => {
  test('bulk waits for a cell or the pack, absorption for spread, tail and time', () => {
    const driver = new Driver();
    const bulk = driver.run(5, { ...FULL, current: 40 });
    expect(bulk.phase).toMatchObject({ kind: 'bulk', previous: undefined, since: 5, entered: { cause: 'start' } });
    expect(wait(bulk, 'cell-voltage')).toMatchObject({ held: 5, of: 10, met: true, highest: { cell: 7, voltage: 3.45 } });
    driver.run(5);
    driver.run(380, { current: 8 });
    const absorption = driver.run(20, { lowest: 3.432 });
    expect(absorption.phase).toMatchObject({
      kind: 'absorption',
      previous: 'bulk',
      since: 400,
      entered: { cause: 'voltage-reached', held: 10 },
    });
    expect(wait(absorption, 'absorption-hold')).toMatchObject({ held: 380, of: 900 });
    expect(wait(absorption, 'spread')).toEqual({ wait: 'spread', spread: expect.closeTo(0.018, 9) as number, needs: 0.015, met: false });
    expect(wait(absorption, 'tail-current')).toMatchObject({ current: 8, needs: 11.2, met: true });
  });

  test('a spread beyond the hysteresis starts the hold again', () => {
    const driver = new Driver();
    driver.run(400, FULL);
    expect(wait(driver.run(1, { lowest: 3.425 }), 'absorption-hold')).toMatchObject({ held: 0 });
  });

  test('absorption ends when the cells fall for minutes, not for a load', () => {
    const driver = new Driver();
    driver.run(20, FULL);
    expect(driver.run(299, { highest: 3.3, lowest: 3.29, voltage: 52.8 }).phase?.kind).toBe('absorption');
    expect(driver.run(1).phase).toMatchObject({ kind: 'bulk', entered: { cause: 'voltage-fell', held: 300 } });
  });

  test('absorption ends when the state of charge is far down', () => {
    const driver = new Driver();
    driver.run(20, FULL);
    expect(driver.run(1, { highest: 3.4, lowest: 3.39, voltage: 54.3, soc: 80 }).phase).toMatchObject({
      kind: 'bulk',
      entered: { cause: 'soc-low', soc: 80, threshold: 80 },
    });
  });

  test('a state of charge that has drifted neither stops absorption nor ends float at once', () => {
    const driver = new Driver();
    driver.run(910, { ...FULL, soc: 70 });
    expect(driver.run(600, { highest: 3.37, lowest: 3.36, voltage: 53.9 }).phase?.kind).toBe('float');
    expect(driver.run(1, { soc: 60.5 }).phase?.kind).toBe('float');
    expect(driver.run(1, { soc: 60 }).phase?.kind).toBe('bulk');
  });

  test('float tells how far each way out of it is', () => {
    const driver = new Driver();
    const float = driver.run(910, FULL);
    expect(float.phase).toMatchObject({ kind: 'float', previous: 'absorption', since: 0 });
    expect(float.phase?.entered).toEqual({ cause: 'absorbed', held: 900, spread: expect.closeTo(0.008, 9) as number, current: 8 });
    expect(wait(float, 'soc-below')).toMatchObject({ soc: 99, needs: 90 });
    expect(wait(float, 'rebalance')).toMatchObject({ elapsedDays: 0, ofDays: 14 });
  });

  test('changing the mode keeps a common phase and begins anew from another', () => {
    const voltage = packParameters();
    const soc = packParameters({ overrides: { mode: 'soc' } });
    const off = packParameters({ overrides: { enabled: false } });
    const input = inputOf({ ...REST, soc: 92 });
    const first = lawStep(soc, input, undefined, 1);
    expect(first.phase).toMatchObject({ kind: 'transition', entered: { cause: 'start' } });
    const second = lawStep(voltage, input, first.next, 1);
    expect(second.phase).toMatchObject({ kind: 'bulk', previous: 'transition', entered: { cause: 'mode-changed' } });
    const third = lawStep(off, input, second.next, 1);
    expect(third).toMatchObject({ display: 'BULK', phase: { kind: 'fixed', entered: { cause: 'switched-off' }, waitsFor: [] } });
    expect(lawStep(soc, input, third.next, 1).phase).toMatchObject({ kind: 'transition', entered: { cause: 'mode-changed' } });
  });

  test('SOC mode says which thresholds come next', () => {
    const driver = new Driver(packParameters({ overrides: { mode: 'soc' } }));
    driver.run(1, { soc: 91 });
    const { phase } = driver.run(1, { soc: 96 });
    expect(phase).toMatchObject({ kind: 'float-approach', previous: 'transition', entered: { cause: 'soc-rose', soc: 96, threshold: 95 } });
    expect(phase?.waitsFor).toEqual([
      { wait: 'soc-above', soc: 96, needs: 98, met: false },
      { wait: 'soc-below', soc: 96, needs: 93, met: false },
    ]);
    driver.run(1, { soc: 98 });
    expect(driver.run(1, { soc: 94 }).phase).toMatchObject({ kind: 'transition', entered: { cause: 'soc-fell', threshold: 95 } });
  });
});

describe('imbalance in float', () => {
  test('however far the cells are apart, the charge voltage ends at the floor', () => {
    const driver = new Driver();
    driver.run(910, FULL);
    driver.run(300, { highest: 3.4, lowest: 3.395, current: 0 });
    const { limits, flags } = driver.run(260, { highest: 3.42, lowest: 2.95, voltage: 53 });
    expect(flags.imbalance).toBe(true);
    expect(limits?.cvl.value).toBe(52.8);
  });
});

describe('parameters that change while the law runs', () => {
  test('a lower absorption voltage and a lower maximum of the owner hold at once', () => {
    const before = lawStep(packParameters(), inputOf(REST), undefined, 1);
    const lower = lawStep(packParameters({ overrides: { vAbs: 3.4, vFloat: 3.37, vKnee: 3.38 } }), inputOf(REST), before.next, 1);
    expect(lower.limits?.cvl.value).toBe(54.4);
    const capped = lawStep(packParameters({ overrides: { cvlUserMax: 54 } }), inputOf(REST), before.next, 1);
    expect(capped.limits?.cvl).toMatchObject({ value: 54, reason: { rule: 'owner-maximum' } });
  });
});

describe('switched off', () => {
  test('temperatures derate and latches block all the same', () => {
    const driver = new Driver(packParameters({ overrides: { enabled: false } }));
    expect(driver.run(1, { coldest: 5 }).limits?.ccl.value).toBe(20);
    expect(driver.run(1, { coldest: -1 }).limits?.ccl.value).toBe(0);
  });
});

describe('data that is missing', () => {
  test('nothing is decided before the first valid sample, nor begun with an old one', () => {
    const parameters = packParameters();
    for (const change of [{ soc: NaN }, { lowest: 3.4 }, { voltage: 40 }, { age: 12 }, { age: 31 }, { age: NaN }, { age: -1 }]) {
      const outcome = lawStep(parameters, inputOf({ ...REST, ...change }), undefined, 1);
      expect(outcome).toMatchObject({ transmit: false, next: undefined, flags: { stale: true, chargeBlocked: true } });
      expect([outcome.limits, outcome.phase, outcome.display]).toEqual([undefined, undefined, undefined]);
    }
  });

  test.each([
    [{ coldest: Infinity }, { check: 'not-a-number', field: 'coldest' }],
    [{ lowest: 3.34 }, { check: 'cell-voltages', lowest: { voltage: 3.34 } }],
    [{ highest: 5 }, { check: 'cell-voltages' }],
    [
      { voltage: 47.8 },
      { check: 'pack-voltage', voltage: 47.8, least: expect.closeTo(47.808, 9) as number, most: expect.closeTo(58.608, 9) as number },
    ],
  ])('%o is rejected and the sample before it stays', (change, rejected) => {
    const driver = new Driver();
    const { limits } = driver.run(1);
    const outcome = driver.run(1, change);
    expect(outcome.rejected).toMatchObject(rejected);
    expect(outcome.limits).toEqual(limits);
    expect(outcome.next?.newest?.age).toBe(1);
  });

  test.each([
    ['a short loss', [[3, { age: 11, voltage: 53.0 }]]],
    ['silence', [[20, { age: 15 }], [600, { age: 40 }]]], // prettier-ignore
  ] as const)('after %s CCL climbs from the smallest current, and no limit starts from 0', (_, losses) => {
    const driver = new Driver();
    driver.run(60);
    for (const [seconds, change] of losses) driver.run(seconds, change);
    const { limits } = driver.run(1, { age: 0 });
    expect(limits).toMatchObject({
      cvl: { value: 53.2 },
      ccl: { value: 2, reason: { rule: 'recovering', target: 100 } },
      dcl: { value: 120 },
    });
    expect(driver.run(30).limits?.ccl.value).toBe(2);
    expect(driver.run(1).limits?.ccl.value).toBe(7);
    expect(driver.run(19).limits?.ccl.value).toBe(100);
  });

  test('a current that was forbidden before the loss stays 0 for its wait', () => {
    const driver = new Driver();
    driver.run(60, { chargeFault: true });
    driver.run(20, { age: 15 });
    expect(driver.run(1, { age: 0 }).limits?.ccl.value).toBe(0);
  });

  test.each([
    [300, 600],
    [301, 0],
  ])('%d s without data: of the hold %d s are left, and the longest absorption counts none of them', (gap, held) => {
    const driver = new Driver();
    driver.run(610, FULL);
    const { phase } = driver.run(gap, {}, gap);
    expect(phase).toMatchObject({ kind: 'absorption', since: 600 + gap });
    expect(phase?.waitsFor).toMatchObject([{ held }, {}, {}, {}, { wait: 'absorption-end', elapsed: 600 }]);
  });

  test('latches outlast silence', () => {
    const driver = new Driver();
    driver.run(1, { highest: 3.64 });
    driver.run(600, { highest: 3.4, age: 40 });
    expect(driver.run(1, { age: 0 }).flags.overVoltage).toBe(true);
  });

  test('a long gap between two steps does not count as watching', () => {
    const driver = new Driver();
    driver.run(1, { highest: 3.64 });
    expect(driver.run(3600, { highest: 3.4 }, 3600).flags.overVoltage).toBe(true);
  });

  test.each([NaN, -1])('a step of %d s is a bug', (dt) => {
    expect(() => lawStep(packParameters(), inputOf(REST), undefined, dt)).toThrow(RangeError);
  });
});

describe('both an over-voltage and a cold pack', () => {
  test('the lower of the two charge voltages is sent', () => {
    expect(new Driver().run(1, { highest: 3.64, lowest: 3.1, voltage: 51, coldest: -3 }).limits?.cvl.value).toBe(51);
  });
});
