import { expect, test } from 'vitest';
import { LawKeeper } from '../../src/bridge/law-keeper';
import { BridgeRuntime } from '../../src/bridge/runtime';
import { DEFAULT_CONFIGURATION } from '../../src/configuration/configuration';
import { SimulatedPortSource } from '../../src/links/simulated-link';
import { decodeFrame } from '../../src/protocols/canbms/codec';
import { FRAMES } from '../../src/protocols/canbms/frames';
import { createWorld } from '../../src/simulator/world';
import { MemoryLawStore } from '../support/law-store';
import { LIVE_FOR_ANYONE } from '../support/live-state';
import { ManualClock } from '../support/manual-clock';

const MIDNIGHT = Date.UTC(2026, 0, 1);

/** One battery, and a bridge that can be ended and begun again. */
function setup({ store = new MemoryLawStore(), wallTime = MIDNIGHT } = {}) {
  const clock = new ManualClock(0, wallTime);
  // No sun: what was empty stays empty.
  const world = createWorld({ stateOfCharge: 50, solarPeak: 0, loadMean: 10 });
  const begin = (keeper?: LawKeeper): BridgeRuntime => {
    const runtime = new BridgeRuntime(
      new SimulatedPortSource(world, clock),
      clock,
      DEFAULT_CONFIGURATION,
      LIVE_FOR_ANYONE,
      () => undefined,
      keeper,
    );
    runtime.start();
    return runtime;
  };
  const end = async (runtime: BridgeRuntime): Promise<void> => {
    const stopping = runtime.stop();
    await clock.run(5_000);
    await stopping;
  };
  const discharge = (from: number): readonly number[] =>
    world.truth.bus
      .filter(({ sender, at, frame }) => sender === 'adapter' && at >= from && frame.id === 0x351)
      .map(({ frame }) => decodeFrame(FRAMES.chargeLimits, frame.data).dcl);
  return { clock, world, store, begin, remembering: () => begin(new LawKeeper(store, clock)), end, discharge };
}

test('a discharge that was blocked stays blocked over a restart, and is allowed after the wait of the latch', async () => {
  const { clock, world, remembering, end, discharge } = setup();
  const first = remembering();
  await clock.run(10_000);
  world.inject('cell-low', true);
  await clock.run(20_000);
  expect(first.view().limits?.dcl).toMatchObject({ value: 0, reason: { rule: 'cell-under-voltage' } });
  await end(first);
  // The cell reads well again, but nobody has watched it for a minute yet.
  world.inject('cell-low', false);
  const from = clock.now();
  const second = remembering();
  await clock.run(50_000);
  expect(second.view().phase).toBe('live');
  expect(new Set(discharge(from))).toEqual(new Set([0]));
  expect(second.view().limits?.dcl.reason).toMatchObject({ rule: 'cell-under-voltage' });
  await clock.run(60_000);
  expect(discharge(from).at(-1)).toBeGreaterThan(0);
  await end(second);
});

test('a sleep of hours ends no wait of the law, and silence ends only with a fresh reading', async () => {
  const { clock, world, remembering, end, discharge } = setup();
  const runtime = remembering();
  await clock.run(10_000);
  world.inject('cell-low', true);
  await clock.run(20_000);
  world.inject('cell-low', false);
  // One second before the latch would open.
  await clock.run(59_000);
  expect(runtime.view().limits?.dcl).toMatchObject({ value: 0, reason: { rule: 'cell-under-voltage' } });
  clock.sleep(5 * 3_600_000);
  const from = clock.now();
  await clock.run(50_000);
  expect(runtime.view().limits?.dcl).toMatchObject({ value: 0, reason: { rule: 'cell-under-voltage' } });
  expect(new Set(discharge(from))).toEqual(new Set([0]));
  expect(runtime.view().charge?.phase.since).toBeGreaterThan(5 * 3600);
  await clock.run(60_000);
  expect(discharge(from).at(-1)).toBeGreaterThan(0);
  await end(runtime);
});

test('without a memory the same restart forgets the block', async () => {
  const { clock, world, begin, end, discharge } = setup();
  const first = begin();
  await clock.run(10_000);
  world.inject('cell-low', true);
  await clock.run(20_000);
  await end(first);
  world.inject('cell-low', false);
  const from = clock.now();
  const second = begin();
  await clock.run(20_000);
  expect(discharge(from).at(-1)).toBeGreaterThan(0);
  await end(second);
});

test('the time since the cells were last balanced counts the days away', async () => {
  const { store, ...before } = setup();
  const first = before.remembering();
  await before.clock.run(20_000);
  await before.end(first);
  expect(store.records.size).toBe(1);
  const after = setup({ store, wallTime: MIDNIGHT + 3 * 86_400_000 });
  const second = after.remembering();
  await after.clock.run(20_000);
  await after.end(second);
  const [record] = store.records.values();
  expect(record).toMatchObject({ memory: { sinceFull: expect.closeTo(3 * 86_400, -2) as number } });
});
