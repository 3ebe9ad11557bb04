import { describe, expect, test } from 'vitest';
import { BridgeRuntime } from '../../src/bridge/runtime';
import { DEFAULT_CONFIGURATION } from '../../src/configuration/configuration';
import type { Operation } from '../../src/control/state';
import { SimulatedPortSource } from '../../src/links/simulated-link';
import { createWorld } from '../../src/simulator/world';
import { ManualClock } from '../support/manual-clock';

function setup(operation: Operation) {
  const clock = new ManualClock();
  const world = createWorld();
  const runtime = new BridgeRuntime(new SimulatedPortSource(world, clock), clock, DEFAULT_CONFIGURATION, operation, () => undefined);
  runtime.start();
  const sent = (from = 0): number => world.truth.bus.filter(({ sender, at }) => sender === 'adapter' && at >= from).length;
  return { clock, world, runtime, sent };
}

describe('observe', () => {
  test('nothing leaves, limits are worked out, and the checklist tells what is open', async () => {
    const { clock, runtime, sent } = setup('observe');
    await clock.run(20_000);
    const view = runtime.view();
    expect(view).toMatchObject({ phase: 'observe', waitingFor: [], limitsSentAt: undefined });
    expect(view.limits?.cvl.value).toBeGreaterThan(0);
    expect(view.wire.filter(({ direction }) => direction !== 'received')).toEqual([]);
    expect(view.operation.checks.filter(({ result }) => result !== 'proven').map(({ check }) => check)).not.toContain('cells');
    expect(sent()).toBe(0);
  });
});

describe('shadow', () => {
  test('frames are made on their beat and shown; the bus carries none, and the GX is heard', async () => {
    const { clock, runtime, sent } = setup('shadow');
    await clock.run(20_000);
    const view = runtime.view();
    expect(view).toMatchObject({ phase: 'shadow', limitsSentAt: undefined, gx: { state: 'heard', victron: true } });
    const withheld = view.wire.filter(({ direction }) => direction === 'withheld');
    expect(withheld.find(({ id }) => id === 0x351)?.count).toBeGreaterThan(10);
    expect(view.wire.some(({ direction }) => direction === 'sent')).toBe(false);
    expect(sent()).toBe(0);
    expect(view.faults.map(({ code }) => code)).not.toContain('gx-lost');
  });
});

describe('up and down', () => {
  test('what is raised to live sends within a second; what is called back sends nothing more, from that moment', async () => {
    const { clock, world, runtime, sent } = setup('shadow');
    await clock.run(10_000);
    runtime.operate('live');
    await clock.run(1000);
    expect(sent()).toBeGreaterThan(0);
    expect(runtime.view().phase).toBe('live');
    await clock.run(9000);
    runtime.operate('observe');
    const before = world.truth.bus.filter(({ sender }) => sender === 'adapter').length;
    await clock.run(20_000);
    // What the adapter holds already it may still send; the bridge hands it nothing more.
    expect(world.truth.bus.filter(({ sender }) => sender === 'adapter').length - before).toBeLessThanOrEqual(1);
    expect(runtime.view().phase).toBe('observe');
    expect(world.truth.gx.timedOut).toBe(true);
  });

  test('from observation the adapter is opened anew, and live follows', async () => {
    const { clock, runtime, sent } = setup('observe');
    await clock.run(10_000);
    runtime.operate('live');
    await clock.run(5000);
    expect(runtime.view().phase).toBe('live');
    expect(sent()).toBeGreaterThan(0);
  });

  test('a GX that falls silent is not missed while nothing is sent to it', async () => {
    const { clock, world, runtime } = setup('live');
    await clock.run(10_000);
    runtime.operate('shadow');
    world.inject('gx-off', true);
    await clock.run(15_000);
    expect(runtime.view().faults.map(({ code }) => code)).not.toContain('gx-lost');
  });
});
