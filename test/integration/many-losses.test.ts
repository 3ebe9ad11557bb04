import { expect, test } from 'vitest';
import { BridgeRuntime } from '../../src/bridge/runtime';
import { DEFAULT_CONFIGURATION } from '../../src/configuration/configuration';
import type { PortSource } from '../../src/links/byte-link';
import { SimulatedPortSource } from '../../src/links/simulated-link';
import type { FaultName } from '../../src/simulator/faults';
import { createWorld } from '../../src/simulator/world';
import { LIVE_FOR_ANYONE } from '../support/live-state';
import { ManualClock } from '../support/manual-clock';

const LOSSES: readonly FaultName[] = ['bms-cable-pulled', 'can-cable-pulled', 'bms-silent', 'adapter-reboots'];

test('after many lost links no more timers wait and nobody listens more often than after the first', async () => {
  const clock = new ManualClock();
  const world = createWorld();
  const simulated = new SimulatedPortSource(world, clock);
  let listeners = 0;
  const source: PortSource = {
    list: () => simulated.list(),
    watch: (listener) => {
      listeners++;
      const unwatch = simulated.watch(listener);
      return () => {
        listeners--;
        unwatch();
      };
    },
  };
  const runtime = new BridgeRuntime(source, clock, DEFAULT_CONFIGURATION, LIVE_FOR_ANYONE, () => undefined);
  runtime.start();
  await clock.run(20_000);
  /** Once everything has come back, at the same point of every beat. */
  const standing = async (): Promise<unknown> => {
    await clock.run(40_000 - (clock.now() % 10_000));
    const { phase, ports, packs, faults } = runtime.view();
    return { waiting: clock.waiting, listeners, phase, ports: ports.length, packs: packs.length, faults: faults.length };
  };
  const lose = async (): Promise<void> => {
    for (const fault of LOSSES) {
      world.inject(fault, true);
      await clock.run(8_000);
      world.inject(fault, false);
      await clock.run(8_000);
    }
  };
  await lose();
  const first = await standing();
  expect(first).toMatchObject({ listeners: 1, phase: 'live', faults: 0 });
  for (let round = 0; round < 8; round++) await lose();
  expect(await standing()).toEqual(first);
  const stopped = runtime.stop();
  await clock.run(5_000);
  await stopped;
  expect({ waiting: clock.waiting, listeners }).toEqual({ waiting: 0, listeners: 0 });
});
