import { expect, test } from 'vitest';
import { BridgeRuntime } from '../../src/bridge/runtime';
import { DEFAULT_CONFIGURATION, type Configuration } from '../../src/configuration/configuration';
import { SimulatedPortSource } from '../../src/links/simulated-link';
import { createWorld } from '../../src/simulator/world';
import { LIVE_FOR_ANYONE } from '../support/live-state';
import { ManualClock } from '../support/manual-clock';

const asked = (polling: Partial<Configuration['polling']>): Configuration => ({
  ...DEFAULT_CONFIGURATION,
  polling: { ...DEFAULT_CONFIGURATION.polling, ...polling },
});

/** The real runtime and links with a simulated BMS. */
function setup(polling: Partial<Configuration['polling']>) {
  const clock = new ManualClock();
  const world = createWorld();
  const ports = new SimulatedPortSource(world, clock);
  const runtime = new BridgeRuntime(ports, clock, asked(polling), LIVE_FOR_ANYONE, () => undefined);
  runtime.start();
  const counters = () => runtime.view().packs[0]?.counters;
  /** Questions in so many seconds. */
  const during = async (seconds: number): Promise<number> => {
    const before = counters()?.requests ?? 0;
    await clock.run(seconds * 1000);
    return (counters()?.requests ?? 0) - before;
  };
  return { clock, world, runtime, counters, during };
}

test('live values are asked for at the pace that is set, and another pace holds at once', async () => {
  const { clock, runtime, during } = setup({ liveMs: 500 });
  await clock.run(5_000);
  const slow = await during(10);
  runtime.configure(asked({}));
  const fast = await during(10);
  // Settings and the log of the BMS go between them.
  expect(slow).toBeGreaterThanOrEqual(20);
  expect(slow).toBeLessThan(25);
  expect(fast).toBeGreaterThan(95);
});

test('a slow BMS is asked less often where the owner lets the pace give way, and as before when it is quick again', async () => {
  const { clock, world, runtime, during } = setup({ slowestMs: 500 });
  await clock.run(5_000);
  world.inject('bms-slow', true);
  await clock.run(20_000);
  expect(runtime.view().phase).toBe('live');
  expect(await during(10)).toBeLessThan(25);
  world.inject('bms-slow', false);
  await clock.run(120_000);
  expect(await during(10)).toBeGreaterThan(95);
});

test('questions are repeated as often as is wanted', async () => {
  for (const repeats of [0, 4]) {
    const { clock, world, counters } = setup({ repeats });
    await clock.run(5_000);
    const before = counters();
    world.inject('bms-silent', true);
    await clock.run(4_000);
    const after = counters();
    const asked = (after?.requests ?? 0) - (before?.requests ?? 0);
    const repeated = (after?.repeats ?? 0) - (before?.repeats ?? 0);
    expect(asked).toBeGreaterThan(0);
    if (repeats === 0) expect(repeated).toBe(0);
    // More than the two that are usual.
    else expect(repeated).toBeGreaterThan(2 * asked);
  }
});
