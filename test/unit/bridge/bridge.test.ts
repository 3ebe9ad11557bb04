import { describe, expect, test } from 'vitest';
import { Bridge } from '../../../src/bridge/bridge';
import type { BridgeParts } from '../../../src/bridge/bridge-parts';
import type { BridgeView } from '../../../src/bridge/contract';
import { Part, PartMissing } from '../../../src/bridge/part';
import { simulation } from '../../../src/bridge/simulation';
import { DEFAULT_CONFIGURATION } from '../../../src/configuration/configuration';
import type { Ownership } from '../../../src/bridge/ownership';
import { SimulatedPortSource } from '../../../src/links/simulated-link';
import { DEFAULT_STORED_SETTINGS, type StoredSettings } from '../../../src/storage/settings-store';
import type { PortSource } from '../../../src/links/byte-link';
import { createWorld, type World } from '../../../src/simulator/world';
import { testAlarms } from '../../support/alarms';
import { testHistory } from '../../support/history';
import { SIMULATED_BMS } from '../../support/live-before';
import { ManualClock } from '../../support/manual-clock';
import { MemoryPort } from '../../support/memory-link';
import { SOLE_WINDOW } from '../../support/sole-window';

const sourceOf = (...ports: readonly MemoryPort[]): PortSource => ({ list: () => Promise.resolve(ports), watch: () => () => undefined });
const simulationPort = new MemoryPort('simulated');

interface Options {
  readonly stored?: Partial<StoredSettings>;
  readonly ports?: readonly MemoryPort[];
  /** A whole world behind the real ports. */
  readonly devices?: World;
  readonly serial?: boolean;
  readonly ownership?: Ownership;
  readonly failing?: 'load' | 'save';
  /** A whole simulated world instead of a port that says nothing. */
  readonly world?: boolean;
  readonly observers?: BridgeParts['observers'];
  readonly traffic?: BridgeParts['traffic'];
}

function setup({
  stored,
  ports = [],
  devices,
  serial = true,
  ownership = SOLE_WINDOW,
  failing,
  world = false,
  observers = [],
  traffic,
}: Options = {}) {
  const clock = new ManualClock();
  const saved: StoredSettings[] = [];
  let record: StoredSettings = { ...DEFAULT_STORED_SETTINGS, ...stored };
  const refused = (): Promise<never> => Promise.reject(new Error('The database is closed'));
  let lost = false;
  const parts: BridgeParts = {
    clock,
    serial: devices ? new SimulatedPortSource(devices, clock) : serial ? sourceOf(...ports) : undefined,
    simulate: () =>
      lost
        ? Promise.reject(new PartMissing('simulator: gone'))
        : world
          ? simulation(clock)
          : {
              source: sourceOf(simulationPort),
              view: () => ({
                faults: [],
                chemistry: 'LFP',
                cells: 16,
                gx: { charging: false, discharging: false, timedOut: false, solarCurrent: 0, loadCurrent: 0 },
              }),
              inject: (name: string) => name === 'too-cold',
            },
    settings: {
      load: failing === 'load' ? refused : () => Promise.resolve(record),
      change: (change) => {
        const next = { ...record, ...change };
        saved.push(next);
        if (failing === 'save') return refused();
        return Promise.resolve((record = next));
      },
    },
    ownership,
    history: testHistory(clock),
    alarms: testAlarms(clock),
    observers,
    ...(traffic && { traffic }),
  };
  const bridge = new Bridge(parts);
  const now = async (): Promise<BridgeView> => {
    let view: BridgeView | undefined;
    await bridge.unsubscribe(bridge.watch((value) => (view = value)));
    if (!view) throw new Error('nothing was published');
    return view;
  };
  return { bridge, clock, saved, now, lose: (isLost: boolean) => (lost = isLost) };
}

/** Another window has the ports. */
const TAKEN: Ownership = { claim: () => () => undefined, whileFree: () => Promise.resolve(false), alone: (work) => work() };

describe('what a visit starts with', () => {
  test('no port granted: the simulation', async () => {
    const { bridge, now } = setup();
    await bridge.boot();
    const view = await now();
    expect(view).toMatchObject({ mode: 'simulation', phase: 'waiting' });
    expect(view.simulation).toBeDefined();
  });

  test('ports granted: these', async () => {
    const { bridge, now } = setup({ ports: [new MemoryPort('port-1')] });
    await bridge.boot();
    expect(await now()).toMatchObject({ mode: 'serial', phase: 'waiting', simulation: undefined });
  });

  test('the mode of last time, even if its ports are not there now', async () => {
    const { bridge, now } = setup({ stored: { mode: 'serial' } });
    await bridge.boot();
    expect(await now()).toMatchObject({ mode: 'serial', ports: [] });
  });

  test('nothing, if the owner had stopped it', async () => {
    const { bridge, now } = setup({ stored: { mode: 'serial', running: false }, ports: [new MemoryPort('port-1')] });
    await bridge.boot();
    expect(await now()).toMatchObject({ mode: 'serial', phase: 'stopped', ports: [] });
  });
});

describe('a part that cannot be had', () => {
  const missing = { ok: false, fault: { code: 'part-missing', severity: 'alarm', detail: 'simulator: gone' } };

  test('is told, and the bridge begins by itself as soon as it is there', async () => {
    const { bridge, clock, now, lose } = setup();
    lose(true);
    await bridge.boot();
    expect(await now()).toMatchObject({ phase: 'stopped', faults: [missing.fault] });
    await clock.run(12_000);
    expect(await now()).toMatchObject({ phase: 'stopped', faults: [{ ...missing.fault, since: 0 }] });
    lose(false);
    await clock.run(5_000);
    const { phase, faults } = await now();
    expect(phase).toBe('waiting');
    expect(faults).not.toContainEqual(expect.objectContaining({ code: 'part-missing' }));
  });

  test('that only writes down the traffic holds up no bridge, and is told', async () => {
    const { bridge, now } = setup({ traffic: new Part('traffic', () => Promise.reject(new Error('gone'))) });
    await bridge.boot();
    const { phase, faults } = await now();
    expect(phase).toBe('waiting');
    expect(faults).toContainEqual(expect.objectContaining({ code: 'part-missing', severity: 'warning', detail: 'traffic: gone' }));
  });

  test('is tried again when the owner starts it, and not after he has stopped it', async () => {
    const { bridge, clock, now, lose } = setup();
    lose(true);
    expect(await bridge.start('simulation')).toMatchObject(missing);
    lose(false);
    expect(await bridge.start('simulation')).toEqual({ ok: true });
    lose(true);
    await bridge.start('simulation');
    await bridge.stop();
    lose(false);
    await clock.run(20_000);
    expect(await now()).toMatchObject({ phase: 'stopped', faults: [] });
  });
});

describe('start and stop', () => {
  test('are remembered', async () => {
    const { bridge, saved, now } = setup();
    await bridge.boot();
    await bridge.start('serial');
    await bridge.stop();
    expect(saved.map(({ mode, running }) => [mode, running])).toEqual([
      ['serial', true],
      ['serial', false],
    ]);
    expect((await now()).phase).toBe('stopped');
  });

  test('a stop frees the ports before it is done', async () => {
    const port = new MemoryPort('port-1');
    const { bridge, clock } = setup({ ports: [port] });
    await bridge.boot();
    await clock.run(100);
    expect(port.isOpen).toBe(true);
    const stopping = bridge.stop();
    await clock.run(3000);
    await stopping;
    expect(port.isOpen).toBe(false);
  });

  test('switching to the simulation leaves no real port open', async () => {
    const port = new MemoryPort('port-1');
    const { bridge, clock, now } = setup({ ports: [port] });
    await bridge.boot();
    await clock.run(100);
    const switching = bridge.start('simulation');
    await clock.run(3000);
    expect(await switching).toEqual({ ok: true });
    expect(port.isOpen).toBe(false);
    expect((await now()).ports.map(({ id }) => id)).toEqual(['simulated']);
    const ending = bridge.stop();
    await clock.run(3000);
    await ending;
  });

  test('a browser without Web Serial says so', async () => {
    const { bridge } = setup({ serial: false });
    await bridge.boot();
    expect(await bridge.start('serial')).toMatchObject({ ok: false, fault: { code: 'serial-unsupported' } });
    const returning = setup({ serial: false, stored: { mode: 'serial' } });
    await returning.bridge.boot();
    expect((await returning.now()).mode).toBe('simulation');
  });
});

test('a level that is set before the start is known to be stored changes nothing else that is stored', async () => {
  const { bridge, saved } = setup({ stored: { mode: 'serial', running: false, operation: 'live', configuration: CABIN } });
  const booting = bridge.boot();
  expect(await bridge.operate('observe')).toEqual({ ok: true });
  await booting;
  expect(saved).toMatchObject([{ operation: 'observe', running: false, configuration: CABIN }]);
});

describe('one tab at a time', () => {
  test('the other tab waits, touches no port, and takes over when it may', async () => {
    const port = new MemoryPort('port-1');
    let grant: () => void = () => undefined;
    const { bridge, clock, now } = setup({
      ports: [port],
      ownership: { ...TAKEN, claim: (granted) => ((grant = granted), () => undefined) },
    });
    await bridge.boot();
    await clock.run(5000);
    expect(await now()).toMatchObject({ phase: 'blocked', faults: [{ code: 'ports-owned-elsewhere' }] });
    expect(port.opened).toEqual([]);
    grant();
    await clock.run(100);
    expect(port.isOpen).toBe(true);
    const stopping = bridge.stop();
    await clock.run(3000);
    await stopping;
  });

  test('what happens in the other tab is not written down here', async () => {
    const observed: string[] = [];
    const { bridge, clock } = setup({
      ports: [new MemoryPort('port-1')],
      ownership: TAKEN,
      observers: [{ observe: ({ phase }) => observed.push(phase) }],
    });
    await bridge.boot();
    await clock.run(5000);
    await bridge.configure({ names: { battery: 'Boat' } });
    expect(observed).toEqual([]);
    await bridge.stop();
    expect(observed).toContain('stopped');
  });

  test('a right that is granted after the owner has turned away opens nothing', async () => {
    const port = new MemoryPort('port-1');
    let grant: () => void = () => undefined;
    const { bridge, clock } = setup({ ports: [port], ownership: { ...TAKEN, claim: (granted) => ((grant = granted), () => undefined) } });
    await bridge.boot();
    await bridge.stop();
    grant();
    await clock.run(1000);
    expect(port.opened).toEqual([]);
  });
});

const CABIN = { ...DEFAULT_CONFIGURATION, names: { ...DEFAULT_CONFIGURATION.names, battery: 'Cabin' } };

describe('settings', () => {
  test('a change is stored, published, and nothing else of it is lost', async () => {
    const { bridge, saved, now } = setup({ stored: { configuration: CABIN } });
    await bridge.boot();
    expect(await bridge.configure({ can: { bitrate: 250_000 } })).toEqual({ ok: true });
    const expected = { ...CABIN, can: { ...CABIN.can, bitrate: 250_000 } };
    expect(saved.at(-1)?.configuration).toEqual(expected);
    expect((await now()).configuration).toEqual(expected);
  });

  test('a change with a wrong value is refused whole, and the refusal names it', async () => {
    const { bridge, saved, now } = setup();
    await bridge.boot();
    const outcome = await bridge.configure({ names: { battery: 'Boat' }, can: { baudRate: 1 } });
    expect(outcome).toMatchObject({ ok: false, fault: { code: 'configuration-invalid' } });
    expect(outcome.ok ? '' : outcome.fault.detail).toMatch(/^can\.baudRate = 1: /);
    expect(saved).toEqual([]);
    expect((await now()).configuration).toEqual(DEFAULT_CONFIGURATION);
  });

  test('without storage the bridge goes on and says so', async () => {
    const { bridge, now } = setup({ failing: 'load' });
    await bridge.boot();
    expect(await now()).toMatchObject({ phase: 'waiting', faults: [{ code: 'settings-unread', detail: 'The database is closed' }] });
  });

  test('a change that cannot be stored holds all the same', async () => {
    const { bridge, now } = setup({ failing: 'save' });
    await bridge.boot();
    expect(await bridge.configure({ names: { battery: 'Boat' } })).toMatchObject({ ok: false, fault: { code: 'storage-unavailable' } });
    expect((await now()).configuration.names.battery).toBe('Boat');
  });
});

describe('how far the bridge goes', () => {
  const level = async (setupOptions: Options): Promise<string | undefined> => {
    const { bridge, clock, now } = setup({ ports: [new MemoryPort('port-1')], ...setupOptions });
    await bridge.boot();
    await clock.run(100);
    return (await now()).operation?.level;
  };

  test('real ports are observed at first, the simulation is live', async () => {
    expect(await level({})).toBe('observe');
    expect(await level({ ports: [] })).toBe('live');
  });

  test('it comes back as it was left; live only with automatic start', async () => {
    const manual = { ...DEFAULT_CONFIGURATION, operation: { autoStart: false } };
    expect(await level({ stored: { operation: 'shadow' } })).toBe('shadow');
    expect(await level({ stored: { operation: 'live' } })).toBe('live');
    expect(await level({ stored: { operation: 'live', configuration: manual } })).toBe('observe');
    expect(await level({ stored: { operation: 'shadow', configuration: manual } })).toBe('shadow');
  });

  test('the way up to live is closed while nothing is proven, and names what is missing; shadow is free', async () => {
    const { bridge, clock, saved, now } = setup({ ports: [new MemoryPort('port-1')] });
    await bridge.boot();
    await clock.run(100);
    expect(await bridge.operate('live', ['current', 'gx', 'battery'])).toMatchObject({
      ok: false,
      fault: { code: 'not-proven', detail: 'battery, cells, limits, adapter, alone' },
    });
    expect((await now()).operation?.level).toBe('observe');
    expect(await bridge.operate('shadow')).toEqual({ ok: true });
    expect(saved.at(-1)?.operation).toBe('shadow');
    expect((await now()).operation?.level).toBe('shadow');
  });

  test('the way down is taken before the promise settles, and remembered', async () => {
    const { bridge, clock, saved, now } = setup({ ports: [new MemoryPort('port-1')], stored: { mode: 'serial', operation: 'live' } });
    await bridge.boot();
    await clock.run(100);
    const down = bridge.operate('observe');
    expect((await now()).operation?.level).toBe('observe');
    await down;
    expect(saved.at(-1)?.operation).toBe('observe');
  });

  test('the way down is not lost while the bridge starts anew', async () => {
    const { bridge, clock, saved, now } = setup({ ports: [new MemoryPort('port-1')], stored: { mode: 'serial', operation: 'live' } });
    await bridge.boot();
    for (const wait of [0, 1, 5]) {
      const starting = bridge.start('serial');
      for (let turn = 0; turn < wait; turn++) await Promise.resolve();
      const down = bridge.operate('observe');
      await clock.run(5_000);
      expect(await starting).toEqual({ ok: true });
      expect(await down).toEqual({ ok: true });
      expect((await now()).operation?.level).toBe('observe');
      expect(saved.at(-1)?.operation).toBe('observe');
    }
  });

  test('a BMS that answers in the place of the one that was agreed on ends live operation, and the owner reads it until he chooses again', async () => {
    const { bridge, clock, saved, now } = setup({
      devices: createWorld(),
      stored: { mode: 'serial', operation: 'live', liveWith: 'ANOTHER' },
    });
    await bridge.boot();
    await clock.run(100);
    expect((await now()).operation?.level).toBe('live');
    await clock.run(10_000);
    const view = await now();
    expect(view.operation?.level).toBe('observe');
    expect(view.phase).toBe('observe');
    expect(view.faults).toMatchObject([{ code: 'bms-exchanged', severity: 'alarm', detail: `ANOTHER → ${SIMULATED_BMS}` }]);
    expect(saved.at(-1)).toMatchObject({ operation: 'observe', stranger: SIMULATED_BMS });

    await bridge.operate('shadow');
    expect((await now()).faults).toEqual([]);
    await clock.run(60_000);
    expect(await bridge.operate('live', ['current', 'gx'])).toEqual({ ok: true });
    expect(saved.at(-1)).toMatchObject({ operation: 'live', liveWith: SIMULATED_BMS, stranger: undefined });
    await clock.run(5_000);
    expect(await now()).toMatchObject({ phase: 'live', faults: [] });
    const stopping = bridge.stop();
    await clock.run(5_000);
    await stopping;
  });

  test('the sentence is still there after a reload', async () => {
    const { bridge, clock, now } = setup({
      ports: [new MemoryPort('port-1')],
      stored: { mode: 'serial', operation: 'observe', liveWith: 'A', stranger: 'B' },
    });
    await bridge.boot();
    await clock.run(100);
    expect((await now()).faults).toMatchObject([{ code: 'bms-exchanged', detail: 'A → B' }]);
  });

  test('a level of the simulation is not remembered for the real battery', async () => {
    const { bridge, saved, now } = setup();
    await bridge.boot();
    expect(await bridge.operate('observe')).toEqual({ ok: true });
    expect((await now()).operation?.level).toBe('observe');
    expect(saved).toEqual([]);
  });

  test('a bridge that does not run cannot go live', async () => {
    const { bridge } = setup({ stored: { mode: 'serial', running: false } });
    await bridge.boot();
    expect(await bridge.operate('live')).toMatchObject({ ok: false, fault: { code: 'not-proven' } });
  });
});

describe('charge parameters', () => {
  function simulated(stored: Partial<StoredSettings> = {}) {
    const bench = setup({ stored, world: true });
    return { ...bench, live: async () => (await bench.bridge.boot(), await bench.clock.run(5000), bench.now()) };
  }

  test('what breaks a rule is refused whole while a battery is known, and the refusal names the rule', async () => {
    const { bridge, live, now, saved } = simulated();
    expect(await live()).toMatchObject({ phase: 'live', parameters: { refused: [] } });
    const outcome = await bridge.configure({ charge: { vFloat: 3.5, cclUserMax: 40 } });
    expect(outcome).toMatchObject({ ok: false, fault: { code: 'configuration-invalid' } });
    expect(outcome.ok ? '' : outcome.fault.detail).toContain('"lower":"vFloat","upper":"vAbs"');
    expect(saved).toEqual([]);
    expect((await now()).configuration.charge).toMatchObject({ vFloat: null, cclUserMax: null });
  });

  test('what fits is stored and acts with the next reading, falls at once', async () => {
    const { bridge, clock, live, now, saved } = simulated();
    await live();
    expect(await bridge.configure({ charge: { cclUserMax: 40, cvlUserMax: 54, vFloat: 3.36 } })).toEqual({ ok: true });
    await clock.run(300);
    const view = await now();
    expect(view.limits?.ccl).toMatchObject({ value: 40, reason: { rule: 'owner-maximum' } });
    expect(view.limits?.cvl).toMatchObject({ value: 54, reason: { rule: 'owner-maximum' } });
    expect(view.parameters?.active.vFloat).toBe(3.36);
    expect(saved.at(-1)?.configuration.charge).toMatchObject({ cclUserMax: 40, cvlUserMax: 54, vFloat: 3.36 });
  });

  test('what is stored and does not fit this battery is told, never used, and the maxima still hold', async () => {
    const charge = { ...DEFAULT_CONFIGURATION.charge, vStop: 4.1, cclUserMax: 40 };
    const { live, bridge, clock, now } = simulated({ configuration: { ...DEFAULT_CONFIGURATION, charge } });
    const view = await live();
    expect(view.phase).toBe('live');
    expect(view.faults).toMatchObject([{ code: 'charge-refused', severity: 'warning' }]);
    expect(view.parameters).toMatchObject({ active: { vStop: 3.6, cclUserMax: 40 }, refused: [{ code: 'beyond-bms', key: 'vStop' }] });
    expect(view.limits?.ccl.value).toBe(40);
    expect(await bridge.configure({ charge: { vStop: null } })).toEqual({ ok: true });
    await clock.run(300);
    expect((await now()).faults).toEqual([]);
  });

  test('a maximum that no pack can be held at keeps the gate closed', async () => {
    const charge = { ...DEFAULT_CONFIGURATION.charge, cvlUserMax: 20 };
    const { live } = simulated({ configuration: { ...DEFAULT_CONFIGURATION, charge } });
    expect(await live()).toMatchObject({ phase: 'waiting', waitingFor: ['settings'], limits: undefined, parameters: undefined });
  });

  test('without a battery only ranges are checked', async () => {
    const { bridge } = setup();
    await bridge.boot();
    expect(await bridge.configure({ charge: { vFloat: 3.5 } })).toEqual({ ok: true });
    expect(await bridge.configure({ charge: { vFloat: 6 } })).toMatchObject({ ok: false });
    expect(await bridge.charge.consider(DEFAULT_CONFIGURATION.charge)).toBeUndefined();
  });

  test('wishes are considered with the battery of the moment, and nothing is changed by it', async () => {
    const { bridge, live, now } = simulated();
    await live();
    const considered = await bridge.charge.consider({ ...DEFAULT_CONFIGURATION.charge, vAbs: 3.4, vFloat: 3.42 });
    expect(considered).toMatchObject({
      parameters: { vAbs: 3.4, vFloat: 3.42 },
      violations: [{ code: 'order', lower: 'vFloat', upper: 'vAbs' }],
    });
    expect(considered?.advice.map(({ code }) => code)).toContain('never-full');
    expect((await now()).parameters?.active.vAbs).toBe(3.45);
  });
});

describe('a trial', () => {
  const WISHES = { ...DEFAULT_CONFIGURATION.charge, cclUserMax: 40, vAbs: 3.4 };

  async function running() {
    const bench = setup({ world: true });
    await bench.bridge.boot();
    await bench.clock.run(5000);
    return bench;
  }

  test('runs beside the active parameters on the same readings, and nothing of it is sent', async () => {
    const { bridge, clock, now } = await running();
    expect((await now()).trial).toBeUndefined();
    expect(await bridge.charge.tryOut(WISHES)).toEqual({ ok: true });
    await clock.run(3000);
    const { trial, limits, wire, configuration } = await now();
    expect(trial).toMatchObject({ wishes: { vAbs: 3.4 }, limits: { cvl: { value: 54.4 }, ccl: { value: 40 } }, charge: { state: 'BULK' } });
    expect(limits).toMatchObject({ cvl: { value: 55.2 }, ccl: { value: 108 } });
    // 55.2 V: 552 = 0x0228, little-endian.
    expect(wire.find(({ id }) => id === 0x351)?.data).toMatch(/^28 02 /);
    expect(configuration.charge.vAbs).toBeNull();
    await bridge.charge.endTrial();
    expect((await now()).trial).toBeUndefined();
  });

  test('goes on from what the active law remembers, and ends with the bridge', async () => {
    const { bridge, clock, now } = await running();
    await clock.run(60_000);
    await bridge.charge.tryOut(WISHES);
    await clock.run(300);
    expect((await now()).trial?.charge?.phase.since).toBeGreaterThan(60);
    // Settings are read anew from time to time; that ends no trial.
    await clock.run(90_000);
    expect((await now()).trial?.limits?.cvl.value).toBe(54.4);
    const stopping = bridge.stop();
    await clock.run(3000);
    await stopping;
    expect((await now()).trial).toBeUndefined();
  });

  test('is refused for wishes that break a rule or have no battery', async () => {
    const { bridge, now } = await running();
    expect(await bridge.charge.tryOut({ ...WISHES, vFloat: 3.5 })).toMatchObject({ ok: false, fault: { code: 'configuration-invalid' } });
    expect((await now()).trial).toBeUndefined();
    expect(await setup().bridge.charge.tryOut(WISHES)).toMatchObject({ ok: false });
  });

  test('a simulated day is lived through with both, and can be cancelled', async () => {
    const { bridge, clock, now } = await running();
    const plan = { installation: 'ess-feed-in', stateOfCharge: 60, ahead: 0 } as const;
    const answer = await bridge.charge.rehearse({ wishes: WISHES, plan });
    expect(Math.max(...(answer?.wished.series.cvl ?? []))).toBe(54.4);
    expect(Math.max(...(answer?.active.series.cvl ?? []))).toBe(55.2);
    expect((await now()).rehearsal).toBeUndefined();
    expect(await bridge.charge.rehearse({ wishes: { ...WISHES, vFloat: 3.5 }, plan })).toBeUndefined();
    expect(clock.now()).toBe(5000);
  }, 60_000);
});

test('faults are injected into the simulation only', async () => {
  const { bridge } = setup();
  await bridge.boot();
  expect(await bridge.injectFault('too-cold', true)).toEqual({ ok: true });
  expect(await bridge.injectFault('no-such-fault', true)).toMatchObject({ ok: false, fault: { code: 'not-simulated' } });
  const real = setup({ ports: [new MemoryPort('port-1')] });
  await real.bridge.boot();
  expect(await real.bridge.injectFault('too-cold', true)).toMatchObject({ ok: false });
});

describe('those who watch', () => {
  const watched = async () => {
    const seen: BridgeView[] = [];
    const made = setup({ world: true, observers: [{ observe: (view) => void seen.push(view) }] });
    await made.bridge.boot();
    await made.clock.run(30_000);
    return { ...made, seen };
  };

  test('are shown each reading and what is heard, and not what is merely sent', async () => {
    const { clock, seen, now } = await watched();
    seen.length = 0;
    const before = (await now()).adapter?.sent ?? 0;
    await clock.run(10_000);
    expect((await now()).adapter?.sent).toBeGreaterThan(before + 60);
    expect(new Set(seen.map(({ packs }) => packs[0]?.readAt)).size).toBeGreaterThanOrEqual(99);
    // Readings, the GX twice a second, settings, the log of the BMS and stored energy.
    expect(seen.length).toBeLessThan(130);
  });

  test('see a lost GX within a fifth of a second, also where no reading comes', async () => {
    const { bridge, clock, seen, now } = await watched();
    await bridge.injectFault('gx-off', true);
    const heardAt = (await now()).gx.heardAt ?? NaN;
    await clock.run(heardAt + 9_000 - clock.now());
    await bridge.injectFault('bms-silent', true);
    await clock.run(2_000);
    const lost = seen.find(({ faults }) => faults.some(({ code }) => code === 'gx-lost'));
    expect(lost?.now).toBeGreaterThan(heardAt + 10_000);
    expect(lost?.now).toBeLessThan(heardAt + 11_200);
  });
});
