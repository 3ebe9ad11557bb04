import { describe, expect, test } from 'vitest';
import { lawStep } from '../../../../src/control/law/law';
import type { LawBattery, LawState } from '../../../../src/control/law/state';
import { flow } from '../../../../src/simulator/power-flow';
import { LaggingGx } from '../../../../src/simulator/lagging-gx';
import { MeasuredPack } from '../../../../src/simulator/measured-pack';
import { Driver, packParameters } from './fixtures';

const COLD_FROM = 300;
const MINUTES = 30;
/** [A] */
const EXPORT_MOST = 60;

/** An installation that feeds in, and a battery that gets too cold to be charged after five minutes of sun. */
function coldMorning(feedIn: boolean, solar: number) {
  const parameters = packParameters({ overrides: { feedIn } });
  const { cells, capacity } = parameters;
  const pack = new MeasuredPack({
    seed: 1,
    chemistry: 'lfp',
    cells,
    capacity,
    stateOfCharge: 60,
    ahead: 0,
    capacitySpread: 0,
    leakage: 0,
    ambient: 3,
  });
  const gx = new LaggingGx(1);
  let state: LawState | undefined;
  const held: number[] = [];
  let [charged, discharged] = [0, 0];
  for (let second = 0; second < COLD_FROM + MINUTES * 60; second++) {
    const measured = pack.measure(second);
    const battery: LawBattery = second < COLD_FROM ? measured : { ...measured, coldest: { ...measured.coldest, celsius: -1 } };
    const { limits, next } = lawStep(parameters, { battery, age: 0, chargeFault: false, dischargeFault: false, bmsFull: false }, state, 1);
    state = next;
    if (!limits) throw new RangeError('the law refuses the sample');
    if (next?.cvl.held !== undefined) held.push(next.cvl.held);
    gx.hear({ cvl: limits.cvl.value, ccl: limits.ccl.value, dcl: limits.dcl.value }, second);
    const { battery: current } = flow({
      installation: 'ess-feed-in',
      charger: gx.charger(second),
      inverter: gx.inverter(second),
      solar,
      load: 0,
      exportMost: EXPORT_MOST,
      sourceVoltage: pack.model.sourceVoltage,
      resistance: pack.model.resistance,
      allowsCharge: true,
      allowsDischarge: true,
    });
    pack.step(current);
    if (second < COLD_FROM) continue;
    charged += Math.max(current, 0) / 3600;
    discharged += Math.max(-current, 0) / 3600;
  }
  return { charged, discharged, held };
}

describe('feed-in, and too cold to charge', () => {
  test('more sun than the grid takes: CCL 0 alone goes on charging, a hold that leaves room and falls ends it', () => {
    expect(coldMorning(false, 90).charged).toBeGreaterThan(10);
    const { charged, discharged } = coldMorning(true, 90);
    expect(charged).toBeLessThan(1);
    expect(discharged).toBeLessThan(6);
  });

  test('less sun than the grid takes: nothing is charged, and the battery gives what the room costs', () => {
    expect(coldMorning(false, 30).charged).toBeGreaterThan(5);
    const { charged, discharged, held } = coldMorning(true, 30);
    expect(charged).toBeLessThan(0.1);
    expect(discharged).toBeLessThan(6);
    // It fell while the chargers had not heard of it yet, and never again.
    expect(held.at(-1)).toBe(held[60]);
  });

  test('the hold is below the pack by the offset, falls only while current flows in, and ends above empty', () => {
    const driver = new Driver(packParameters({ overrides: { feedIn: true } }));
    driver.run(60);
    const cold = { coldest: -1, hottest: 4, voltage: 52.6, highest: 3.3, lowest: 3.28 };
    expect(driver.run(1, cold).limits).toMatchObject({ cvl: { value: 52.2 }, ccl: { value: 0 } });
    expect(driver.run(100, { voltage: 51, current: -40 }).limits?.cvl.value).toBe(52.2);
    expect(driver.run(10, { current: 30 }).next?.cvl.held).toBeCloseTo(52.2 - 10 * 0.016, 6);
    expect(driver.run(3600).next?.cvl.held).toBe(48);
  });
});
