import type { Distortion } from '../support/device-host';
import { measurementsIn, stateOfChargeIn } from '../support/frames';
import { liveReplies } from '../support/live-replies';
import { expect, startLive, test } from './fixtures';

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
  const { bench, bridge } = await startLive(page, rig);
  const quietLimits = bench.sent.of(0x351).at(-1)?.hex;

  const { distortion, damaged } = noise(1000, SEED);
  bench.sent.clear();
  const startedAt = bench.host.now();
  bench.host.distortion = distortion;
  await expect.poll(() => bench.host.now() - startedAt, { timeout: 90_000, intervals: [1000] }).toBeGreaterThan(60_000);
  bench.host.distortion = undefined;
  expect(damaged()).toBeGreaterThan(40);

  // Every measurement on the bus is one that the BMS really made: its answers before the line damaged them.
  const spoken = bench.passed.filter(({ device, direction }) => device === 'bms' && direction === 'out').map(({ original }) => original);
  const said = liveReplies(Buffer.concat(spoken));
  const measured = new Set(said.map(({ voltage, current }) => `${voltage.toFixed(2)} V ${roundTenth(current)} A`));
  const charges = new Set(said.map(({ stateOfCharge }) => Math.floor(stateOfCharge)));
  expect(bench.sent.of(0x356).length).toBeGreaterThan(50);
  for (const frame of bench.sent.of(0x356)) {
    const { voltage, current } = measurementsIn(frame);
    expect(measured).toContain(`${voltage.toFixed(2)} V ${roundTenth(current)} A`);
  }
  for (const frame of bench.sent.of(0x355)) expect(charges).toContain(stateOfChargeIn(frame));

  // Nothing in this minute moves a limit, so the limits stay as they were in quiet.
  expect(bench.sent.of(0x351).length).toBeGreaterThan(50);
  expect(new Set(bench.sent.of(0x351).map(({ hex }) => hex))).toEqual(new Set([quietLimits]));
  expect(bench.host.world.truth.violations).toEqual([]);
  await bridge.expectLive();

  // Damage is noticed where it happens, on the line: no damaged reading got as far as being judged by its values.
  await bridge.goTo('Wire');
  const counter = (name: string) =>
    page.getByRole('region', { name: 'BMS link' }).locator('dl > div').filter({ hasText: name }).getByRole('definition');
  await expect(counter('Implausible readings')).toHaveText('0');
  await expect(counter('Damaged bytes')).not.toHaveText('0');
});

/** As the frame rounds, without a negative zero. */
function roundTenth(value: number): string {
  return (Math.round(value * 10) / 10 + 0).toFixed(1);
}
