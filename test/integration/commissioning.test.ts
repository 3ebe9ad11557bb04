import { expect, test } from 'vitest';
import type { BridgeView } from '../../src/bridge/contract';
import { BridgeRuntime } from '../../src/bridge/runtime';
import { DEFAULT_CONFIGURATION } from '../../src/configuration/configuration';
import { SimulatedPortSource } from '../../src/links/simulated-link';
import { createWorld } from '../../src/simulator/world';
import { Commissioner } from '../../src/ui/commissioning/commissioner';
import { resultOf, STEPS } from '../../src/ui/commissioning/record';
import { BridgeStore } from '../../src/ui/state/bridge-store';
import { SIMULATED } from '../browser/fixtures/views';
import { LIVE_FOR_ANYONE } from '../support/live-state';
import { ManualClock } from '../support/manual-clock';

/** As often as the worker tells the page. */
const TOLD_EVERY_MS = 200;

function setup() {
  const clock = new ManualClock();
  const world = createWorld();
  const runtime = new BridgeRuntime(
    new SimulatedPortSource(world, clock),
    clock,
    DEFAULT_CONFIGURATION,
    { operation: 'shadow' },
    () => undefined,
  );
  runtime.start();
  const store = new BridgeStore(() => clock.now());
  const tell = (): void => store.receive({ ...SIMULATED, ...runtime.view() } satisfies BridgeView);
  tell();
  const commissioner = new Commissioner(store, undefined);
  const run = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= TOLD_EVERY_MS) {
      await clock.run(TOLD_EVERY_MS);
      tell();
    }
  };
  const proven = () => STEPS.filter((step) => commissioner.record && resultOf(commissioner.record, step) === 'proven');
  return { world, runtime, commissioner, run, proven };
}

test('a simulated installation from shadow to a timed cable: every step is proven by the running bridge', async () => {
  const { world, runtime, commissioner, run, proven } = setup();
  await run(20_000);
  // A battery that nobody lets charge rests: the sign of its current waits.
  expect(proven()).toEqual(['battery', 'cells', 'limits', 'adapter', 'alone', 'gx']);

  runtime.operate(LIVE_FOR_ANYONE);
  await run(30_000);
  expect(proven()).toEqual(['battery', 'cells', 'current', 'limits', 'adapter', 'alone', 'gx', 'live', 'frames']);
  commissioner.confirmShown();

  commissioner.startCableTest();
  await run(3_000);
  expect(commissioner.cable.phase).toBe('armed');
  world.inject('bms-cable-pulled', true);
  await run(29_000);
  expect(commissioner.cable).toMatchObject({ phase: 'out', silent: false });
  await run(6_000);
  expect(commissioner.cable).toMatchObject({ phase: 'out', silent: true });
  expect(world.truth.gx.timedOut).toBe(true);
  world.inject('bms-cable-pulled', false);
  await run(40_000);
  expect(commissioner.cable).toMatchObject({ phase: 'done' });
  const times = commissioner.cable.phase === 'done' ? commissioner.cable.times : undefined;
  // What docs/fail-safe.md says of this fault.
  expect(times?.held).toBeGreaterThan(9_800);
  expect(times?.held).toBeLessThan(11_000);
  expect(times?.ended).toBeGreaterThan(28_800);
  expect(times?.ended).toBeLessThan(31_000);
  expect(times?.resumed).toBeLessThan(1_000);
  expect(proven()).toEqual([...STEPS]);
});

test('a cable that is put back too early proves nothing', async () => {
  const { world, runtime, commissioner, run, proven } = setup();
  await run(10_000);
  runtime.operate(LIVE_FOR_ANYONE);
  await run(5_000);
  commissioner.startCableTest();
  world.inject('bms-cable-pulled', true);
  await run(15_000);
  world.inject('bms-cable-pulled', false);
  await run(40_000);
  expect(commissioner.cable).toEqual({ phase: 'ended', why: 'too-early' });
  expect(proven()).not.toContain('cable');
});
