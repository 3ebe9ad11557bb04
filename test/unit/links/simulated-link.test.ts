import { describe, expect, test } from 'vitest';
import { LinkSupervisor, type BmsSession, type CanSession } from '../../../src/links/link-supervisor';
import { SimulatedPortSource } from '../../../src/links/simulated-link';
import { standardFrame } from '../../../src/protocols/can-frame';
import { DIALECTS, type DialectName } from '../../../src/simulator/slcan-dialects';
import { toHex } from '../../../src/protocols/bytes/hex';
import { createWorld, type WorldOptions } from '../../../src/simulator/world';
import { ManualClock } from '../../support/manual-clock';

/** Firmwares that have no answer to `V`, or give it only when the bus is busy. */
const SILENT = ['bel-cr', 'beachviking'] as const satisfies readonly DialectName[];

function setUp(options: Partial<WorldOptions> = {}) {
  const clock = new ManualClock();
  const world = createWorld(options);
  const source = new SimulatedPortSource(world, clock);
  return { clock, world, source, ...supervise(clock, source) };
}

function supervise(clock: ManualClock, source: SimulatedPortSource) {
  const log: string[] = [];
  const bms: BmsSession[] = [];
  const can: CanSession[] = [];
  const supervisor = new LinkSupervisor(
    source,
    clock,
    {
      changed: () => undefined,
      bms: (session) => void (bms.push(session), log.push('bms')),
      bmsLost: (_port, error) => log.push(`bms lost: ${error.code}`),
      can: (session) => void (can.push(session), log.push('can')),
      canLost: (_port, error) => log.push(`can lost: ${error.code}`),
    },
    { canBitrate: 500_000, canBaudRate: 115_200 },
  );
  return { supervisor, log, bms, can };
}

describe('the ports of a simulated world', () => {
  test('are a TinyBMS and an adapter, found by asking although the BMS sleeps', async () => {
    const { clock, supervisor, log, bms } = setUp();
    supervisor.start();
    await clock.run(5000);
    expect(log.toSorted()).toEqual(['bms', 'can']);
    let cells = 0;
    void bms[0]?.client.request({ command: 'modbusRead', address: 307, count: 1 }, { priority: 'read' }).then((reply) => {
      if (reply.command === 'modbusRead') cells = reply.words[0] ?? 0;
    });
    await clock.run(500);
    expect(cells).toBe(16);
    await supervisorStop(supervisor, clock);
  });

  test.each([
    ['that tell what is behind them are asked for that first', true, 'AA 03 01 F4 00 0A 9C 18'],
    ['that do not are asked as those of a browser', false, '56 0D'],
  ])('%s', async (_name, told, question) => {
    const clock = new ManualClock();
    const world = createWorld();
    const heard: string[] = [];
    const { receive } = world.bms;
    world.bms.receive = (bytes, at) => (heard.push(toHex(bytes)), receive.call(world.bms, bytes, at));
    const { supervisor, log } = supervise(clock, new SimulatedPortSource(world, clock, told));
    supervisor.start();
    await clock.run(800);
    expect(heard[0]).toBe(question);
    expect(log.includes('bms')).toBe(told);
    expect(log).toContain('can');
    await supervisorStop(supervisor, clock);
  });

  test('a BMS that is any Modbus server is found', async () => {
    const { clock, supervisor, log } = setUp({ modbusOnly: true });
    supervisor.start();
    await clock.run(5000);
    expect(log).toContain('bms');
    await supervisorStop(supervisor, clock);
  });

  test.each(Object.keys(DIALECTS).filter((name) => !(SILENT as readonly string[]).includes(name)) as DialectName[])(
    '%s is set up, takes frames, and lets the GX be heard',
    async (adapter) => {
      const { clock, world, supervisor, can } = setUp({ adapter });
      supervisor.start();
      await clock.run(8000);
      expect(can).toHaveLength(1);
      can[0]?.slcan.send(standardFrame(0x355, Uint8Array.of(50, 0, 100, 0)));
      await clock.run(2000);
      expect(can[0]?.slcan.state).toBe('running');
      expect(world.truth.bus.filter(({ sender }) => sender === 'adapter').map(({ frame }) => frame.id)).toEqual([0x355]);
      // A CAN232 hands frames over only when asked, or after a command that is not safe to send.
      if (adapter !== 'can232') expect(can[0]?.slcan.view.received).toBeGreaterThan(0);
      await supervisorStop(supervisor, clock);
    },
  );

  test.each(SILENT)('%s does not answer V, and is used when the owner vouches for it', async (adapter) => {
    const { clock, supervisor, can } = setUp({ adapter });
    supervisor.start();
    await clock.run(8000);
    expect(supervisor.ports.find(({ id }) => id === 'port-2')?.state).toBe('unidentified');
    supervisor.assign('port-2', 'can-unidentified');
    await clock.run(15_000);
    expect(can[0]?.slcan.state).toBe('running');
    await supervisorStop(supervisor, clock);
  });

  test('a pulled cable is a lost port that is not listed; put back, it is found again', async () => {
    const { clock, world, supervisor, source, log } = setUp();
    supervisor.start();
    await clock.run(5000);
    world.inject('bms-cable-pulled', true);
    await clock.run(1000);
    expect(log.at(-1)).toBe('bms lost: port-lost');
    expect((await source.list()).map(({ id }) => id)).toEqual(['port-2']);
    world.inject('bms-cable-pulled', false);
    await clock.run(3000);
    expect(log.at(-1)).toBe('bms');
    await supervisorStop(supervisor, clock);
  });

  test.each([
    ['adapter-reboots', 'esp32-twai', 12],
    ['can-noise', 'canusb', 25],
    ['can-no-ack', 'canusb', 14],
    ['can-error-passive', 'canusb', 15],
  ] as const)('with %s frames still reach the bus', async (fault, adapter, atLeast) => {
    const { clock, world, supervisor, can } = setUp({ adapter });
    supervisor.start();
    await clock.run(5000);
    world.inject(fault, true);
    const before = world.truth.bus.filter(({ sender }) => sender === 'adapter').length;
    for (let second = 0; second < 30; second++) {
      can.at(-1)?.slcan.send(standardFrame(0x355, Uint8Array.of(50, 0, 100, 0)));
      await clock.run(1000);
    }
    expect(world.truth.bus.filter(({ sender }) => sender === 'adapter').length - before).toBeGreaterThanOrEqual(atLeast);
    await supervisorStop(supervisor, clock);
  });

  test.each(['can-stuck', 'can-refuses', 'can-bus-off', 'bms-silent', 'bms-refuses'] as const)(
    'when %s ends, both links are live again',
    async (fault) => {
      const { clock, world, supervisor, can, bms } = setUp();
      supervisor.start();
      await clock.run(5000);
      world.inject(fault, true);
      for (let tenth = 0; tenth < 900; tenth++) {
        if (tenth === 400) world.inject(fault, false);
        can.at(-1)?.slcan.send(standardFrame(0x355, Uint8Array.of(50, 0, 100, 0)));
        const session = bms.at(-1);
        session?.client.ask({ command: 'modbusRead', address: 0, count: 57 }, { priority: 'live' }, (outcome) => {
          if (!outcome.ok && outcome.error.code === 'timeout') session.fail(outcome.error);
        });
        await clock.run(100);
      }
      expect(supervisor.ports.map(({ state }) => state)).toEqual(['live', 'live']);
      expect(can.at(-1)?.slcan.state).toBe('running');
      expect(can.at(-1)?.slcan.view.bus).toBe('ok');
      await supervisorStop(supervisor, clock);
    },
  );

  test('a port that is open cannot be opened twice, and closes without a loss', async () => {
    const { source, clock } = setUp();
    const end = source.watch(() => undefined);
    const [port] = await source.list();
    const lost: unknown[] = [];
    const events = { bytes: () => undefined, lost: (error: unknown) => lost.push(error) };
    const link = await port?.open({ baudRate: 115_200, bufferSize: 65_536 }, events);
    await expect(port?.open({ baudRate: 115_200, bufferSize: 65_536 }, events)).rejects.toMatchObject({ code: 'open-failed' });
    await link?.close();
    await clock.run(1000);
    expect(lost).toEqual([]);
    end();
    expect(clock.waiting).toBe(0);
  });
});

async function supervisorStop(supervisor: LinkSupervisor, clock: ManualClock): Promise<void> {
  let stopped = false;
  void supervisor.stop().then(() => (stopped = true));
  await clock.run(500);
  expect(stopped).toBe(true);
  expect(clock.waiting).toBe(0);
}
