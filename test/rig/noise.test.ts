import type { Distortion } from '../support/device-host';
import { limitsIn, measurementsIn, stateOfChargeIn } from '../support/frames';
import { BridgePage } from '../support/bridge-page';
import { expect, test } from './fixtures';

const SEED = 20_240_517;

/** Damages one byte in `every`, except on the way to the adapter: slcan lines carry no checksum that could protect them there. */
function noise(every: number, seed: number): { readonly distortion: Distortion; readonly damaged: () => number } {
  let state = seed;
  let damaged = 0;
  const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  return {
    damaged: () => damaged,
    distortion: (bytes, device, direction) => {
      if (device === 'can' && direction === 'in') return bytes;
      return bytes.map((byte) => {
        if (next() >= 1 / every) return byte;
        damaged += 1;
        return byte ^ (1 + Math.floor(next() * 255));
      });
    },
  };
}

test('one damaged byte in a thousand for a minute: no wrong value is accepted', async ({ page, rig }) => {
  const bench = rig.bench();
  await bench.plug('bms');
  await bench.plug('can');
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  await expect.poll(() => bench.sent.of(0x351).length).toBeGreaterThan(2);

  const { truth } = bench.host.world;
  const seen = { voltage: [] as number[], soc: [] as number[] };
  const observe = () => {
    seen.voltage.push(truth.pack.voltage);
    seen.soc.push(truth.pack.stateOfCharge);
  };
  const watch = setInterval(observe, 100);
  const { distortion, damaged } = noise(1000, SEED);
  bench.sent.clear();
  const startedAt = bench.host.now();
  bench.host.distortion = distortion;
  await expect.poll(() => bench.host.now() - startedAt, { timeout: 90_000, intervals: [1000] }).toBeGreaterThan(60_000);
  bench.host.distortion = undefined;
  clearInterval(watch);

  expect(damaged()).toBeGreaterThan(40);
  expect(bench.sent.of(0x351).length).toBeGreaterThan(50);
  const [lowest, highest] = [Math.min(...seen.voltage) - 0.2, Math.max(...seen.voltage) + 0.2];
  for (const frame of bench.sent.of(0x356)) {
    const { voltage } = measurementsIn(frame);
    expect(voltage).toBeGreaterThan(lowest);
    expect(voltage).toBeLessThan(highest);
  }
  for (const frame of bench.sent.of(0x355)) {
    expect(stateOfChargeIn(frame)).toBeGreaterThanOrEqual(Math.floor(Math.min(...seen.soc)) - 1);
    expect(stateOfChargeIn(frame)).toBeLessThanOrEqual(Math.ceil(Math.max(...seen.soc)) + 1);
  }
  for (const frame of bench.sent.of(0x351)) {
    const { cvl, ccl, dcl } = limitsIn(frame);
    expect([cvl, ccl > 0, dcl > 0]).toEqual([expect.any(Number), true, true]);
  }
  await bridge.expectLive();
});
