import { describe, expect, test } from 'vitest';
import type { BridgeView } from '../../src/bridge/contract';
import { BridgeRuntime } from '../../src/bridge/runtime';
import { DEFAULT_CONFIGURATION } from '../../src/configuration/configuration';
import type { Leave } from '../../src/control/state';
import { SimulatedPortSource } from '../../src/links/simulated-link';
import type { SimulatedDevice } from '../../src/simulator/device';
import { createWorld } from '../../src/simulator/world';
import { SIMULATED_BMS } from '../support/live-before';
import { LIVE_FOR_ANYONE } from '../support/live-state';
import { ManualClock } from '../support/manual-clock';
import { simulatedBridge } from '../support/simulated-bridge';

const OBSERVE: Leave = { operation: 'observe' };
const SHADOW: Leave = { operation: 'shadow' };

function setup(leave: Leave) {
  const clock = new ManualClock();
  const world = createWorld();
  const runtime = new BridgeRuntime(new SimulatedPortSource(world, clock), clock, DEFAULT_CONFIGURATION, leave, () => undefined);
  runtime.start();
  const sent = (from = 0): number => world.truth.bus.filter(({ sender, at }) => sender === 'adapter' && at >= from).length;
  return { clock, world, runtime, sent };
}

/** A whole bridge on the simulated battery. */
function simulated() {
  const clock = new ManualClock();
  const bridge = simulatedBridge(clock);
  let newest: BridgeView | undefined;
  bridge.watch((view) => (newest = view));
  return { clock, bridge, phase: () => newest?.phase };
}

describe('observe', () => {
  test('nothing leaves, limits are worked out, and the checklist tells what is open', async () => {
    const { clock, runtime, sent } = setup(OBSERVE);
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
    const { clock, runtime, sent } = setup(SHADOW);
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

describe('listening only', () => {
  const LISTENING = { ...DEFAULT_CONFIGURATION, can: { ...DEFAULT_CONFIGURATION.can, listenOnly: true } };

  test('ends live operation at once: no frame leaves from then on, not even an acknowledgement', async () => {
    const { clock, world, runtime, sent } = setup(LIVE_FOR_ANYONE);
    await clock.run(10_000);
    expect(runtime.view().phase).toBe('live');
    runtime.configure(LISTENING);
    const from = clock.now();
    expect(runtime.operation).toBe('observe');
    await clock.run(10_000);
    expect(sent(from + 100)).toBe(0);
    expect(runtime.view()).toMatchObject({ phase: 'observe', limitsSentAt: undefined });
    expect(world.truth.gx.timedOut).toBe(true);
  });

  test('nobody goes live, in whatever mode, until it is switched off; then the owner decides anew', async () => {
    const { clock, bridge, phase } = simulated();
    await bridge.boot();
    await clock.run(5_000);
    expect(phase()).toBe('live');
    await bridge.configure({ can: { listenOnly: true } });
    await clock.run(5_000);
    expect(phase()).toBe('observe');
    expect(await bridge.operate('live')).toMatchObject({ ok: false, fault: { code: 'listen-only', detail: 'can.listenOnly' } });
    const anew = Promise.all([bridge.stop(), bridge.start('simulation')]);
    await clock.run(5_000);
    await anew;
    expect(phase()).toBe('observe');
    await bridge.configure({ can: { listenOnly: false } });
    await clock.run(5_000);
    expect(phase()).toBe('observe');
    expect(await bridge.operate('live', ['current', 'gx'])).toEqual({ ok: true });
    await clock.run(5_000);
    expect(phase()).toBe('live');
  });
});

test('another BMS in the place of the one that was agreed on: the last frame for the old one stays the last frame', async () => {
  const clock = new ManualClock();
  const [world, other] = [createWorld(), createWorld({ seed: 2, cells: 8 })];
  let { bms } = world;
  const plug: SimulatedDevice = {
    get present() {
      return bms.present;
    },
    setOpen: (...args) => bms.setOpen(...args),
    receive: (...args) => bms.receive(...args),
    take: (at) => bms.take(at),
    nextDue: () => bms.nextDue(),
  };
  const both = {
    bms: plug,
    can: world.can,
    advance: (at: number) => [world, other].forEach((each) => each.advance(at)),
    nextDue: () => Math.min(world.nextDue() ?? Infinity, other.nextDue() ?? Infinity),
  };
  const consent = { serialNumber: SIMULATED_BMS };
  const ports = new SimulatedPortSource(both, clock);
  const runtime = new BridgeRuntime(ports, clock, DEFAULT_CONFIGURATION, { operation: 'live', consent }, () => undefined);
  runtime.start();
  const sent = (from: number): number => world.truth.bus.filter(({ sender, at }) => sender === 'adapter' && at > from).length;
  await clock.run(10_000);
  expect(runtime.view().phase).toBe('live');
  expect(sent(0)).toBeGreaterThan(0);

  world.inject('bms-cable-pulled', true);
  await clock.run(1000);
  ({ bms } = other);
  await clock.run(15_000);
  expect(runtime.view()).toMatchObject({ operation: { level: 'observe' }, phase: 'observe', battery: { seriesCells: 8 } });
  expect(runtime.stranger).not.toBe(SIMULATED_BMS);
  const since = clock.now();
  await clock.run(60_000);
  expect(sent(since)).toBe(0);
  expect(world.truth.gx.timedOut).toBe(true);
});

describe('up and down', () => {
  test('what is raised to live sends within a second; what is called back sends nothing more, from that moment', async () => {
    const { clock, world, runtime, sent } = setup(SHADOW);
    await clock.run(10_000);
    runtime.operate(LIVE_FOR_ANYONE);
    await clock.run(1000);
    expect(sent()).toBeGreaterThan(0);
    expect(runtime.view().phase).toBe('live');
    await clock.run(9000);
    runtime.operate(OBSERVE);
    const before = world.truth.bus.filter(({ sender }) => sender === 'adapter').length;
    await clock.run(20_000);
    // What the adapter holds already it may still send; the bridge hands it nothing more.
    expect(world.truth.bus.filter(({ sender }) => sender === 'adapter').length - before).toBeLessThanOrEqual(1);
    expect(runtime.view().phase).toBe('observe');
    expect(world.truth.gx.timedOut).toBe(true);
  });

  test('from observation the adapter is opened anew, and live follows', async () => {
    const { clock, runtime, sent } = setup(OBSERVE);
    await clock.run(10_000);
    runtime.operate(LIVE_FOR_ANYONE);
    await clock.run(5000);
    expect(runtime.view().phase).toBe('live');
    expect(sent()).toBeGreaterThan(0);
  });

  test('a GX that falls silent is not missed while nothing is sent to it', async () => {
    const { clock, world, runtime } = setup(LIVE_FOR_ANYONE);
    await clock.run(10_000);
    runtime.operate(SHADOW);
    world.inject('gx-off', true);
    await clock.run(15_000);
    expect(runtime.view().faults.map(({ code }) => code)).not.toContain('gx-lost');
  });
});
