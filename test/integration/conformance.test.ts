import { expect, test } from 'vitest';
import { BridgeRuntime } from '../../src/bridge/runtime';
import { DEFAULT_CONFIGURATION } from '../../src/configuration/configuration';
import { SimulatedPortSource } from '../../src/links/simulated-link';
import { Conformance, type ConformanceRule, type Finding } from '../../src/protocols/canbms-mirror/conformance';
import { createWorld, type World, type WorldOptions } from '../../src/simulator/world';
import { LIVE_FOR_ANYONE } from '../support/live-state';
import { ManualClock } from '../support/manual-clock';

function setup(options: Partial<WorldOptions> = {}) {
  const clock = new ManualClock();
  const world = createWorld(options);
  new BridgeRuntime(new SimulatedPortSource(world, clock), clock, DEFAULT_CONFIGURATION, LIVE_FOR_ANYONE, () => undefined).start();
  return { clock, world };
}

/** Every frame of the adapter that reached the bus, judged by someone who knows the protocol and not the bridge. */
function judge(world: World, now: number): readonly Finding[] {
  const conformance = new Conformance();
  for (const { frame, at, sender } of world.truth.bus) if (sender === 'adapter') conformance.see(frame, at);
  return conformance.report(now);
}

const violated = (findings: readonly Finding[]): readonly Finding[] => findings.filter(({ verdict }) => verdict === 'violated');

test.each(['canusb', 'cr', 'silent-canable', 'elmue-hash', 'esp32-twai'] as const)('two minutes through a %s conform', async (adapter) => {
  const { clock, world } = setup({ adapter });
  await clock.run(120_000);
  const findings = judge(world, 120_000);
  expect(violated(findings)).toEqual([]);
  expect(findings.find(({ rule }) => rule === 'period')).toMatchObject({ verdict: 'ok' });
  expect(findings.find(({ rule }) => rule === 'first-round')).toMatchObject({ verdict: 'ok' });
  expect(findings.find(({ rule }) => rule === 'wanted')).toMatchObject({ verdict: 'ok' });
});

/** A bus without the GX, or an adapter that is gone, keeps frames away whatever the bridge does. */
const EXCUSED: readonly ConformanceRule[] = ['period', 'presence', 'first-round'];

test('through every fault of the catalogue nothing is sent that a GX would misread', async () => {
  for (const { name } of createWorld().faults) {
    const { clock, world } = setup();
    await clock.run(8000);
    world.inject(name, true);
    await clock.run(20_000);
    world.inject(name, false);
    await clock.run(30_000);
    const bad = violated(judge(world, 58_000)).filter(({ rule }) => !EXCUSED.includes(rule));
    expect(bad, name).toEqual([]);
  }
});
