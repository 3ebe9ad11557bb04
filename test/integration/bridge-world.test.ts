import { describe, expect, test } from 'vitest';
import { BridgeRuntime } from '../../src/bridge/runtime';
import { DEFAULT_CONFIGURATION } from '../../src/configuration/configuration';
import { SimulatedPortSource } from '../../src/links/simulated-link';
import { decodeFrame } from '../../src/protocols/canbms/codec';
import { FRAMES } from '../../src/protocols/canbms/frames';
import { createWorld, type World, type WorldOptions } from '../../src/simulator/world';
import { LIVE_FOR_ANYONE } from '../support/live-state';
import { ManualClock } from '../support/manual-clock';

interface Setup {
  readonly clock: ManualClock;
  readonly world: World;
  readonly runtime: BridgeRuntime;
}

/** The real runtime, the real links and the simulator, with time that moves when told to. */
function setup(options: Partial<WorldOptions> = {}): Setup {
  const clock = new ManualClock();
  const world = createWorld(options);
  const runtime = new BridgeRuntime(new SimulatedPortSource(world, clock), clock, DEFAULT_CONFIGURATION, LIVE_FOR_ANYONE, () => undefined);
  runtime.start();
  return { clock, world, runtime };
}

/** Frames of the adapter on the bus between two times. */
function sent({ world }: Setup, from: number, to = Infinity): readonly { at: number; id: number; data: Uint8Array }[] {
  return world.truth.bus
    .filter(({ sender, at }) => sender === 'adapter' && at >= from && at < to)
    .map(({ at, frame }) => ({ at, id: frame.id, data: frame.data }));
}

function limits(setup: Setup, from: number, to = Infinity): readonly { at: number; cvl: number; ccl: number; dcl: number }[] {
  return sent(setup, from, to)
    .filter(({ id }) => id === 0x351)
    .map(({ at, data }) => ({ at, ...decodeFrame(FRAMES.chargeLimits, data) }));
}

describe('from bytes to frames', () => {
  test('a sleeping BMS and an adapter are found, told apart and put to work within 3 s', async () => {
    const bench = setup();
    await bench.clock.run(3000);
    const view = bench.runtime.view();
    expect(view.ports.map(({ role, state }) => [role, state])).toEqual([
      ['bms', 'live'],
      ['can', 'live'],
    ]);
    expect(view.phase).toBe('live');
    expect(view.packs[0]?.reading?.cells).toHaveLength(16);
    expect(bench.world.truth.gx.lastLimits).toBeDefined();
  });

  test('a minute of operation: the beat of 0x351, nothing forbidden, the GX heard', async () => {
    const bench = setup();
    await bench.clock.run(65_000);
    const beats = limits(bench, 5000).map(({ at }) => at);
    expect(beats.length).toBeGreaterThanOrEqual(59);
    const gaps = beats.slice(1).map((at, index) => at - (beats[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1200);
    expect(bench.world.truth.violations).toEqual([]);
    expect(bench.runtime.view().gx).toMatchObject({ state: 'heard', victron: true });
    const { counters } = bench.runtime.view().packs[0] ?? {};
    expect(counters).toMatchObject({ refusals: 0, skippedBytes: 0 });
    expect(counters?.replies).toBeGreaterThan(590);
  });

  test('the GX obeys: the loop is closed', async () => {
    const bench = setup();
    await bench.clock.run(60_000);
    expect(bench.world.truth.gx).toMatchObject({ online: true, timedOut: false });
    expect(Math.abs(bench.world.truth.pack.current)).toBeGreaterThan(1);
  });

  test.each(['canusb', 'cr', 'silent-canable', 'elmue-hash', 'esp32-twai'] as const)('adapter dialect %s works', async (adapter) => {
    const bench = setup({ adapter });
    await bench.clock.run(30_000);
    expect(bench.runtime.view()).toMatchObject({ phase: 'live' });
    expect(limits(bench, 20_000).length).toBeGreaterThanOrEqual(9);
    expect(bench.world.truth.violations).toEqual([]);
  });

  test('an adapter that does not answer in time is used when the owner vouches for it', async () => {
    const bench = setup({ adapter: 'beachviking' });
    await bench.clock.run(30_000);
    expect(bench.runtime.view()).toMatchObject({ phase: 'waiting', waitingFor: ['can-link'] });
    bench.runtime.assign('port-2', 'can-unidentified');
    await bench.clock.run(30_000);
    expect(bench.runtime.view().phase).toBe('live');
    expect(bench.world.truth.violations).toEqual([]);
  });

  test.each([4, 8, 12, 14, 15])('%i cells', async (cells) => {
    const bench = setup({ cells });
    await bench.clock.run(5000);
    const { battery, packs } = bench.runtime.view();
    expect(battery?.seriesCells).toBe(cells);
    expect(packs[0]?.reading?.cells.map(({ number }) => number)).toEqual(Array.from({ length: cells }, (_, index) => index + 1));
  });

  test('a BMS that knows the two Modbus functions only', async () => {
    const bench = setup({ modbusOnly: true });
    await bench.clock.run(5000);
    expect(bench.runtime.view().phase).toBe('live');
  });
});

describe('when things go wrong', () => {
  test('the BMS falls silent: no charging after 10 s, nothing after 30 s, at once back without a zero', async () => {
    const bench = setup();
    await bench.clock.run(10_000);
    bench.world.inject('bms-silent', true);
    await bench.clock.run(60_000);
    expect(limits(bench, 10_000, 19_500).every(({ ccl }) => ccl > 0)).toBe(true);
    const held = limits(bench, 20_200, 40_200);
    expect(held.length).toBeGreaterThan(15);
    expect(held.every(({ ccl }) => ccl === 0)).toBe(true);
    expect(sent(bench, 40_200)).toEqual([]);
    expect(bench.world.truth.gx.timedOut).toBe(true);
    bench.world.inject('bms-silent', false);
    await bench.clock.run(60_000);
    const back = limits(bench, 70_000);
    expect(back.length).toBeGreaterThan(5);
    expect(back.every(({ cvl, ccl, dcl }) => cvl > 40 && ccl > 0 && dcl > 0)).toBe(true);
  });

  test.each(['bms-cable-pulled', 'can-cable-pulled'] as const)('%s and put back', async (fault) => {
    const bench = setup();
    await bench.clock.run(10_000);
    bench.world.inject(fault, true);
    await bench.clock.run(5000);
    const lost = bench.runtime.view();
    expect(lost.ports.find(({ role }) => role === (fault === 'bms-cable-pulled' ? 'bms' : 'can'))?.state).not.toBe('live');
    bench.world.inject(fault, false);
    await bench.clock.run(15_000);
    expect(bench.runtime.view().phase).toBe('live');
    expect(limits(bench, 25_000).length).toBeGreaterThanOrEqual(4);
  });

  test.each(['bms-absurd-cell', 'bms-absurd-current', 'bms-wrong-cell-count'] as const)('%s: nothing of it is ever sent', async (fault) => {
    const bench = setup();
    await bench.clock.run(10_000);
    bench.world.inject(fault, true);
    await bench.clock.run(40_000);
    expect(bench.runtime.view().phase).toBe('silent');
    expect(limits(bench, 20_300, 40_000).every(({ ccl }) => ccl === 0)).toBe(true);
    expect(sent(bench, 41_000)).toEqual([]);
    expect(bench.runtime.view().packs[0]?.rejected).toBeGreaterThan(100);
  });

  test('too cold: the next 0x351 forbids charging, within 300 ms', async () => {
    const bench = setup();
    await bench.clock.run(10_000);
    bench.world.inject('too-cold', true);
    await bench.clock.run(300);
    expect(limits(bench, 10_000).at(-1)?.ccl).toBe(0);
  });

  test('line noise: no value is accepted that the battery did not have', async () => {
    const bench = setup();
    await bench.clock.run(5000);
    bench.world.inject('bms-noise', true);
    for (let second = 0; second < 60; second++) {
      await bench.clock.run(1000);
      const { battery } = bench.runtime.view();
      const { pack } = bench.world.truth;
      expect(Math.abs((battery?.voltage ?? 0) - pack.voltage)).toBeLessThan(1);
      expect(Math.abs((battery?.stateOfCharge ?? 0) - pack.stateOfCharge)).toBeLessThan(3);
    }
    expect(bench.runtime.view()).toMatchObject({ phase: 'live' });
    expect(bench.runtime.view().packs[0]?.counters?.skippedBytes).toBeGreaterThan(0);
    expect(bench.world.truth.violations).toEqual([]);
  });

  test('the GX is off: sending goes on without a queue, and nothing old leaves when it returns', async () => {
    const bench = setup();
    await bench.clock.run(10_000);
    bench.world.inject('gx-off', true);
    await bench.clock.run(60_000);
    expect(bench.runtime.view().gx.state).toBe('lost');
    expect(bench.runtime.view().adapter?.queued ?? 0).toBeLessThan(22);
    bench.world.inject('gx-off', false);
    await bench.clock.run(40_000);
    expect(bench.runtime.view()).toMatchObject({ phase: 'live', gx: { state: 'heard' } });
    expect(bench.world.truth.violations).toEqual([]);
  });

  test('another battery on the bus is told', async () => {
    const bench = setup();
    await bench.clock.run(10_000);
    bench.world.inject('foreign-battery', true);
    await bench.clock.run(3000);
    expect(bench.runtime.view().faults.map(({ code }) => code)).toContain('can-foreign-limits');
  });

  test('a stop closes the channel and frees both ports', async () => {
    const bench = setup();
    await bench.clock.run(10_000);
    const stopping = bench.runtime.stop();
    await bench.clock.run(3000);
    await stopping;
    expect(sent(bench, 11_000)).toEqual([]);
  });
});

describe('the log of the BMS', () => {
  const codes = ({ runtime }: Setup) => runtime.view().packs[0]?.events?.map(({ code }) => code);

  test('is read at the start, at a gentle pace, and at once when the status changes', async () => {
    const bench = setup();
    await bench.clock.run(3_000);
    expect(codes(bench)).toContain(0x61);
    const requests = (): number => bench.runtime.view().packs[0]?.counters?.requests ?? 0;
    const before = requests();
    await bench.clock.run(60_000);
    // Ten readings a second, settings and log every 10 s, and the log once more for each change of the status.
    expect(requests() - before).toBeLessThan(600 + 6 + 6 + 12);
    bench.world.inject('bms-fault-state', true);
    await bench.clock.run(1_300);
    expect(codes(bench)).toContain(0x0e);
  });
});
