import { describe, expect, test } from 'vitest';
import { asciiBytes } from '../../../src/protocols/bytes/ascii';
import { fromHex, toHex } from '../../../src/protocols/bytes/hex';
import { LinkError } from '../../../src/links/byte-link';
import { LinkSupervisor, type BmsSession, type CanSession, type LinkOptions } from '../../../src/links/link-supervisor';
import { TappedPortSource } from '../../../src/links/tapped-source';
import { ManualClock } from '../../support/manual-clock';
import { MemoryPort, MemoryPortSource, type MemoryDevice } from '../../support/memory-link';
import { LAWICEL, type Dialect } from '../../support/test-adapter';

/** Modbus read of registers 500 to 509, and an answer: board 2.1, firmware 1.242. */
const WHO = 'AA 03 01 F4 00 0A 9C 18';
const WHO_REPLY = fromHex('AA 03 14 01 02 00 01 00 F2 05 04 12 34 56 78 9A BC DE F0 11 22 33 44 2A B4');

const tinyBms: MemoryDevice = (bytes, answer) => {
  if (toHex(bytes) === WHO) answer(WHO_REPLY);
};

function adapter(dialect: Dialect = LAWICEL): MemoryDevice {
  return (bytes, answer) => {
    const said = dialect(String.fromCharCode(...bytes).replace('\r', ''));
    if (said !== undefined) answer(asciiBytes(said));
  };
}

function setUp(ports: MemoryPort[], options: Partial<LinkOptions> = {}) {
  const clock = new ManualClock();
  const source = new MemoryPortSource(...ports);
  const log: string[] = [];
  const bms: BmsSession[] = [];
  const can: CanSession[] = [];
  const supervisor = new LinkSupervisor(
    source,
    clock,
    {
      changed: () => undefined,
      bms: (session) => {
        bms.push(session);
        log.push(`bms ${session.port}`);
      },
      bmsLost: (port, error) => log.push(`bms lost ${port} ${error.code}`),
      can: (session) => {
        can.push(session);
        log.push(`can ${session.port}`);
      },
      canLost: (port, error) => log.push(`can lost ${port} ${error.code}`),
    },
    { canBitrate: 500_000, canBaudRate: 115_200, ...options },
  );
  const view = (id: string) => supervisor.ports.find((port) => port.id === id);
  return { clock, source, log, bms, can, supervisor, view };
}

function written(port: MemoryPort): string {
  return String.fromCharCode(...port.takeWritten());
}

describe('roles', () => {
  test.each([
    ['a TinyBMS and an adapter', tinyBms, adapter(), 'bms a', 'can b'],
    ['the two swapped', adapter(), tinyBms, 'bms b', 'can a'],
  ])('%s are found by asking, at the same time', async (_name, first, second, ...expected) => {
    const { clock, log, supervisor, view } = setUp([new MemoryPort('a', first), new MemoryPort('b', second)]);
    supervisor.start();
    await clock.run(2000);
    expect(log.toSorted()).toEqual(expected);
    expect(supervisor.ports.map(({ state }) => state)).toEqual(['live', 'live']);
    expect(new Set(supervisor.ports.map(({ role }) => role))).toEqual(new Set(['bms', 'can']));
    expect(view('a')).toMatchObject({ assignment: 'automatic', attempt: 0, retryAt: undefined, fault: undefined });
  });

  test('the session carries the identity, and its client speaks through the port', async () => {
    const port = new MemoryPort('a', tinyBms);
    const { clock, bms, supervisor } = setUp([port]);
    supervisor.start();
    await clock.run(2000);
    expect(bms[0]?.identityReply.words).toHaveLength(10);
    const reply = bms[0]?.client.request({ command: 'modbusRead', address: 500, count: 10 }, { priority: 'read' });
    await expect(reply).resolves.toMatchObject({ command: 'modbusRead' });
  });

  test('evidence says how it was decided', async () => {
    const { clock, supervisor, view } = setUp([new MemoryPort('a', tinyBms), new MemoryPort('b', adapter())]);
    supervisor.start();
    await clock.run(2000);
    expect(view('a')?.evidence.map(({ kind }) => kind)).toEqual(['adapter-silent', 'bms-answer']);
    expect(view('b')?.evidence).toEqual([{ kind: 'adapter-version', text: 'V1013' }]);
  });

  test('several TinyBMS are all used, a second adapter is spare and its port free', async () => {
    const ports = [
      new MemoryPort('a', tinyBms),
      new MemoryPort('b', tinyBms),
      new MemoryPort('c', adapter()),
      new MemoryPort('d', adapter()),
    ];
    const { clock, supervisor, log } = setUp(ports);
    supervisor.start();
    await clock.run(3000);
    expect(supervisor.ports.map(({ state }) => state)).toEqual(['live', 'live', 'live', 'spare']);
    expect(ports.map(({ isOpen }) => isOpen)).toEqual([true, true, true, false]);
    expect(log.filter((entry) => entry.startsWith('can'))).toEqual(['can c']);
  });

  test('an unknown port is sent nothing but V and the question for a TinyBMS', async () => {
    const port = new MemoryPort('a');
    const { clock, supervisor } = setUp([port]);
    supervisor.start();
    await clock.run(9000);
    expect(new Set(port.written.map((bytes) => toHex(bytes)))).toEqual(new Set(['56 0D', WHO]));
  });

  test('a port whose source has put a TinyBMS behind it is asked for that first, also with a tap between', async () => {
    const port = Object.assign(new MemoryPort('a', tinyBms), { made: 'bms' as const });
    const deaf = (): void => undefined;
    const { clock, log, source, supervisor, view } = setUp([]);
    const tapped = new TappedPortSource(new MemoryPortSource(port), {
      opened: deaf,
      failed: deaf,
      sent: deaf,
      received: deaf,
      lost: deaf,
      closed: deaf,
    });
    source.list = () => tapped.list();
    supervisor.start();
    await clock.run(400);
    expect(log).toEqual(['bms a']);
    expect(toHex(port.takeWritten())).toBe(WHO);
    expect(view('a')?.evidence.map(({ kind }) => kind)).toEqual(['bms-answer']);
  });

  test('what the source has put behind a port is a guess: another device is found as well', async () => {
    const port = Object.assign(new MemoryPort('a', adapter()), { made: 'bms' as const });
    const { clock, log, supervisor } = setUp([port]);
    supervisor.start();
    await clock.run(3000);
    expect(log).toEqual(['can a']);
  });

  test('speeds and buffers', async () => {
    const bms = new MemoryPort('a', tinyBms);
    const can = new MemoryPort('b', adapter());
    const { clock, supervisor } = setUp([bms, can]);
    supervisor.start();
    await clock.run(3000);
    expect(can.opened).toEqual([{ baudRate: 115_200, bufferSize: 262_144 }]);
    bms.lose();
    await clock.run(3000);
    expect(bms.opened.at(-1)).toEqual({ baudRate: 115_200, bufferSize: 65_536 });
  });

  test('an adapter at another speed is found there, and at once the next time', async () => {
    const port: MemoryPort = new MemoryPort('a', (bytes, answer) => {
      if (port.opened.at(-1)?.baudRate === 921_600) adapter()(bytes, answer);
    });
    const { clock, supervisor, log } = setUp([port], { canBaudRate: 921_600 });
    supervisor.start();
    await clock.run(15_000);
    expect(log).toEqual(['can a']);
    expect(port.opened.map(({ baudRate }) => baudRate)).toEqual([115_200, 921_600]);
    port.lose();
    await clock.run(3000);
    expect(port.opened.map(({ baudRate }) => baudRate)).toEqual([115_200, 921_600, 921_600]);
    expect(log).toEqual(['can a', 'can lost a port-lost', 'can a']);
  });

  test('the binary question is never sent at another speed', async () => {
    const port = new MemoryPort('a');
    const { clock, supervisor } = setUp([port], { canBaudRate: 921_600 });
    supervisor.start();
    await clock.run(5900);
    port.takeWritten();
    await clock.run(6000);
    expect(port.opened.at(-1)?.baudRate).toBe(921_600);
    expect(new Set(port.written.map((bytes) => toHex(bytes)))).toEqual(new Set(['56 0D']));
  });
});

describe('what comes back', () => {
  test('a port that cannot be opened is tried after 1 and then every 2 s, however long that lasts', async () => {
    const port = new MemoryPort('a', tinyBms);
    port.busy = true;
    const { clock, supervisor, view } = setUp([port]);
    supervisor.start();
    const retries: number[] = [];
    for (let last = -1; clock.now() < 120_000;) {
      await clock.run(100);
      const at = view('a')?.retryAt ?? -1;
      if (at !== last && at >= 0) retries.push((last = at));
    }
    const pauses = retries.map((at, index) => Math.round((at - (retries[index - 1] ?? 0)) / 100) / 10);
    expect(new Set(pauses)).toEqual(new Set([1, 2]));
    expect(pauses.length).toBeGreaterThan(55);
    expect(view('a')).toMatchObject({ state: 'retrying', fault: { code: 'port-open-failed', subject: 'a' } });
    port.busy = false;
    supervisor.retry('a');
    await clock.run(2000);
    expect(view('a')).toMatchObject({ state: 'live', role: 'bms', attempt: 0, fault: undefined });
  });

  test('an adapter that cannot be set up is opened again after 1, 2, 5, 10 and then every 30 s: each opening may reset it', async () => {
    const port = new MemoryPort(
      'a',
      adapter((line) => (line === 'S6' ? '\x07' : LAWICEL(line))),
    );
    const { clock, supervisor, view } = setUp([port]);
    supervisor.start();
    const waits: number[] = [];
    for (let last = -1; clock.now() < 120_000;) {
      await clock.run(10);
      const at = view('a')?.retryAt ?? -1;
      if (at !== last && at >= 0) waits.push(Math.round(((last = at) - clock.now()) / 1000));
    }
    expect(waits.slice(0, 7)).toEqual([1, 2, 5, 10, 30, 30, 30]);
    expect(view('a')).toMatchObject({ state: 'retrying', fault: { code: 'can-refusing' } });
  });

  test('a pulled cable is told once, and the link is back when the cable is', async () => {
    const port = new MemoryPort('a', tinyBms);
    const { clock, supervisor, log, view, bms } = setUp([port]);
    supervisor.start();
    await clock.run(2000);
    const waiting = bms[0]?.client.request({ command: 'lifetimeCounter' }, { priority: 'live' });
    port.busy = true;
    port.lose();
    await expect(waiting).rejects.toMatchObject({ code: 'port-lost' });
    const lost = { state: 'retrying', role: 'bms', fault: { code: 'port-lost' } };
    expect(view('a')).toMatchObject({ ...lost, attempt: 1 });
    await clock.run(2500);
    // The empty socket could not be opened meanwhile; the cable is still what happened.
    expect(view('a')).toMatchObject({ ...lost, attempt: 2 });
    port.busy = false;
    await clock.run(3000);
    expect(log).toEqual(['bms a', 'bms lost a port-lost', 'bms a']);
  });

  test('a cable that was out for long is not held against the device behind it', async () => {
    let silent = false;
    const port = new MemoryPort('a', (bytes, answer) => {
      if (!silent) adapter()(bytes, answer);
    });
    const { clock, supervisor, view } = setUp([port]);
    supervisor.start();
    await clock.run(3000);
    port.busy = true;
    port.lose();
    await clock.run(60_000);
    port.busy = false;
    silent = true;
    await clock.run(8000);
    // Still starting, for instance: asked again after the shortest of its pauses, not the longest.
    expect(view('a')).toMatchObject({ state: 'unidentified', attempt: 1 });
  });

  test('a TinyBMS that is silent is asked every few seconds, and live within five of its first answer', async () => {
    let silent = false;
    const port = new MemoryPort('a', (bytes, answer) => {
      if (!silent) tinyBms(bytes, answer);
    });
    const { clock, supervisor, bms, view } = setUp([port]);
    supervisor.start();
    await clock.run(2000);
    for (const away of [20_000, 61_000, 122_500]) {
      silent = true;
      bms.at(-1)?.fail(new LinkError('timeout', 'no answer'));
      await clock.run(away);
      expect(view('a')?.state).not.toBe('live');
      silent = false;
      await clock.run(5000);
      expect(view('a')?.state).toBe('live');
    }
  });

  test('a device that was a TinyBMS is asked as one first', async () => {
    const port = new MemoryPort('a', tinyBms);
    const { clock, supervisor } = setUp([port]);
    supervisor.start();
    await clock.run(2000);
    port.lose();
    port.takeWritten();
    await clock.run(1500);
    expect(port.written.map((bytes) => toHex(bytes))).toEqual([WHO]);
  });

  test('the user of a session ends it when the device stops answering', async () => {
    const port = new MemoryPort('a', tinyBms);
    const { clock, supervisor, log, bms, view } = setUp([port]);
    supervisor.start();
    await clock.run(2000);
    bms[0]?.fail(new LinkError('timeout', 'no answer'));
    expect(view('a')).toMatchObject({ state: 'retrying', fault: { code: 'port-not-answering', detail: 'no answer' } });
    bms[0]?.fail(new LinkError('timeout', 'told twice'));
    await clock.run(2000);
    expect(log).toEqual(['bms a', 'bms lost a timeout', 'bms a']);
    bms[0]?.fail(new LinkError('timeout', 'of an old session'));
    expect(view('a')?.state).toBe('live');
  });

  test('an event shortens a long pause', async () => {
    let refuses = true;
    const port = new MemoryPort(
      'a',
      adapter((line) => (refuses && line === 'S6' ? '\x07' : LAWICEL(line))),
    );
    const { clock, source, supervisor, view } = setUp([port]);
    supervisor.start();
    await clock.run(30_000);
    expect((view('a')?.retryAt ?? 0) - clock.now()).toBeGreaterThan(10_000);
    refuses = false;
    source.tell();
    await clock.run(2500);
    expect(view('a')?.state).toBe('live');
  });

  test('what answers nothing is asked again after 10 and 30 s, and shown as unidentified', async () => {
    const port = new MemoryPort('a');
    const { clock, supervisor, view } = setUp([port]);
    supervisor.start();
    await clock.run(6000);
    expect(view('a')).toMatchObject({ state: 'unidentified', fault: { code: 'port-unidentified', severity: 'info' } });
    expect(port.isOpen).toBe(false);
    const first = view('a')?.retryAt ?? 0;
    expect(first).toBeGreaterThan(clock.now() + 8000);
    await clock.run(first - clock.now() + 6000);
    expect((view('a')?.retryAt ?? 0) - clock.now()).toBeGreaterThan(28_000);
  });

  test('a replugged device is a new port, and the old one is no longer missed', async () => {
    const old = new MemoryPort('a', tinyBms);
    const { clock, source, supervisor, log, view } = setUp([old]);
    supervisor.start();
    await clock.run(2000);
    old.busy = true;
    old.lose();
    source.unplug(old);
    await clock.run(100);
    expect(view('a')).toMatchObject({ state: 'closed', fault: { code: 'port-gone' } });
    await clock.run(60_000);
    source.plug(new MemoryPort('b', tinyBms));
    await clock.run(2000);
    expect(supervisor.ports.map(({ id, state }) => [id, state])).toEqual([['b', 'live']]);
    expect(log).toEqual(['bms a', 'bms lost a port-lost', 'bms b']);
  });

  test('an adapter without a serial number is missed until the owner has chosen it again', async () => {
    const old = new MemoryPort('a', adapter());
    const { clock, source, supervisor, log, view } = setUp([old]);
    supervisor.start();
    await clock.run(3000);
    old.busy = true;
    old.lose();
    source.unplug(old);
    // It is plugged in again, and the browser neither tells nor lists it: its permission went with the old socket.
    await clock.run(60_000);
    expect(view('a')).toMatchObject({ state: 'closed', fault: { code: 'port-gone' } });
    // What the page does once the owner has chosen.
    source.grant(new MemoryPort('b', adapter()));
    supervisor.rescan();
    await clock.run(3000);
    expect(supervisor.ports.map(({ id, state, role }) => [id, state, role])).toEqual([['b', 'live', 'can']]);
    expect(log).toEqual(['can a', 'can lost a port-lost', 'can b']);
  });

  test('a second adapter that is plugged in again and again is one spare, and missed once', async () => {
    const { clock, source, supervisor } = setUp([new MemoryPort('a', adapter())]);
    supervisor.start();
    await clock.run(3000);
    const states = (): unknown => supervisor.ports.map(({ id, state }) => [id, state]);
    for (let round = 1; round <= 5; round++) {
      const spare = new MemoryPort(`spare ${round}`, adapter());
      source.plug(spare);
      await clock.run(3000);
      expect(states()).toEqual([
        ['a', 'live'],
        [`spare ${round}`, 'spare'],
      ]);
      source.unplug(spare);
      await clock.run(3000);
      expect(states()).toEqual([
        ['a', 'live'],
        [`spare ${round}`, 'closed'],
      ]);
    }
  });

  test('a port that was nothing yet is forgotten when it goes', async () => {
    const port = new MemoryPort('a');
    const { clock, source, supervisor } = setUp([port]);
    supervisor.start();
    await clock.run(8000);
    source.unplug(port);
    await clock.run(100);
    expect(supervisor.ports).toEqual([]);
  });

  test('a port that is listed again as the same object is used again', async () => {
    const port = new MemoryPort('a', tinyBms);
    const { clock, source, supervisor, view } = setUp([port]);
    supervisor.start();
    await clock.run(2000);
    port.lose();
    source.unplug(port);
    await clock.run(1000);
    source.plug(port);
    await clock.run(2000);
    expect(view('a')?.state).toBe('live');
  });

  test('the spare adapter takes over when the one in use stays away, not for a moment', async () => {
    const [first, second] = [new MemoryPort('a', adapter()), new MemoryPort('b', adapter())];
    const { clock, supervisor, log, view } = setUp([first, second]);
    supervisor.start();
    await clock.run(3000);
    first.lose();
    await clock.run(5000);
    expect(log).toEqual(['can a', 'can lost a port-lost', 'can a']);
    first.busy = true;
    first.lose();
    await clock.run(6000);
    expect(log.slice(3)).toEqual(['can lost a port-lost', 'can b']);
    first.busy = false;
    await clock.run(40_000);
    expect(view('a')?.state).toBe('spare');
  });

  test('an adapter whose bus stays dead is closed, and found again', async () => {
    let dead = true;
    const port = new MemoryPort(
      'a',
      adapter((line) => (line.startsWith('t') && dead ? '\x07' : LAWICEL(line))),
    );
    const { clock, supervisor, can, log } = setUp([port]);
    supervisor.start();
    await clock.run(2000);
    for (let ms = 0; ms < 30_000 && log.length < 2; ms += 100) {
      can[0]?.slcan.send({ id: 0x351, extended: false, remote: false, length: 0, data: new Uint8Array() });
      await clock.run(100);
    }
    expect(log).toEqual(['can a', 'can lost a refused']);
    expect(supervisor.ports[0]).toMatchObject({ state: 'retrying', fault: { code: 'can-refusing' } });
    dead = false;
    await clock.run(3000);
    expect(log).toEqual(['can a', 'can lost a refused', 'can a']);
  });
});

describe('the owner', () => {
  test('ignores a port: it is closed and stays so', async () => {
    const port = new MemoryPort('a', tinyBms);
    const { clock, supervisor, log, view } = setUp([port]);
    supervisor.start();
    await clock.run(2000);
    supervisor.assign('a', 'ignored');
    supervisor.rescan();
    supervisor.retry('a');
    await clock.run(60_000);
    expect(view('a')).toMatchObject({ state: 'ignored', assignment: 'ignored' });
    expect(port.isOpen).toBe(false);
    expect(log).toEqual(['bms a', 'bms lost a cancelled']);
    supervisor.assign('a', 'automatic');
    await clock.run(3000);
    expect(log.at(-1)).toBe('bms a');
  });

  test('says which adapter is to be used', async () => {
    const { clock, supervisor, log, view } = setUp([new MemoryPort('a', adapter()), new MemoryPort('b', adapter())]);
    supervisor.start();
    await clock.run(3000);
    supervisor.assign('b', 'can');
    await clock.run(3000);
    expect(log).toEqual(['can a', 'can lost a cancelled', 'can b']);
    expect(view('a')?.state).toBe('spare');
    expect(view('b')?.evidence[0]).toEqual({ kind: 'owner' });
  });

  test('vouches for an adapter that does not identify itself', async () => {
    const port = new MemoryPort('a');
    const { clock, supervisor, log, view } = setUp([port], { canBaudRate: 500_000 });
    supervisor.start();
    await clock.run(100);
    supervisor.assign('a', 'can-unidentified');
    port.takeWritten();
    await clock.run(1000);
    expect(port.opened.at(-1)?.baudRate).toBe(500_000);
    expect(written(port)).toBe('C\rS6\rO\r');
    expect(view('a')).toMatchObject({ state: 'configuring', role: 'can', evidence: [{ kind: 'owner' }] });
    port.deliver(asciiBytes('t30580000000000000000\r'));
    expect(log).toEqual(['can a']);
    expect(view('a')?.state).toBe('live');
  });

  test('says that a port is a TinyBMS: it is asked nothing else', async () => {
    const port = new MemoryPort('a');
    const { clock, supervisor } = setUp([port]);
    supervisor.assign('a', 'bms');
    supervisor.start();
    await clock.run(100);
    supervisor.assign('a', 'bms');
    port.takeWritten();
    await clock.run(5000);
    expect(new Set(port.written.map((bytes) => toHex(bytes)))).toEqual(new Set([WHO]));
  });

  test('changes the bit rate: the channel is closed and opened anew', async () => {
    const port = new MemoryPort('a', adapter());
    const { clock, supervisor, log } = setUp([port]);
    supervisor.start();
    await clock.run(2000);
    port.takeWritten();
    supervisor.setOptions({ canBitrate: 250_000, canBaudRate: 115_200 });
    await clock.run(2000);
    expect(log).toEqual(['can a', 'can lost a cancelled', 'can a']);
    expect(written(port)).toMatch(/^C\rV\rV\rC\rC\rN\rS5\rO\r/);
    supervisor.setOptions({ canBitrate: 250_000, canBaudRate: 115_200 });
    await clock.run(100);
    expect(log).toHaveLength(3);
  });
});

describe('stopping', () => {
  test('closes the channel, frees every port, and is silent afterwards', async () => {
    const ports = [new MemoryPort('a', tinyBms), new MemoryPort('b', adapter()), new MemoryPort('c')];
    const { clock, source, supervisor, log, bms } = setUp(ports);
    supervisor.start();
    await clock.run(2500);
    const waiting = bms[0]?.client.request({ command: 'lifetimeCounter' }, { priority: 'live' });
    ports[1]?.takeWritten();
    const before = log.length;
    let stopped = false;
    void supervisor.stop().then(() => (stopped = true));
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    await clock.run(200);
    expect(stopped).toBe(true);
    expect(ports.map(({ isOpen }) => isOpen)).toEqual([false, false, false]);
    expect(ports[1] && written(ports[1])).toBe('C\r');
    source.tell();
    supervisor.rescan();
    await clock.run(60_000);
    expect(log).toHaveLength(before);
    expect(ports.map(({ isOpen }) => isOpen)).toEqual([false, false, false]);
    expect(clock.waiting).toBe(0);
  });

  test('while a port is being opened waits for it, and closes it', async () => {
    const port = new MemoryPort('a', tinyBms);
    let release = (): void => undefined;
    port.held = new Promise((resolve) => (release = resolve));
    const { clock, supervisor, log } = setUp([port]);
    supervisor.start();
    await clock.run(100);
    let stopped = false;
    void supervisor.stop().then(() => (stopped = true));
    await clock.run(100);
    expect(stopped).toBe(false);
    release();
    await clock.run(100);
    expect(stopped).toBe(true);
    expect(clock.waiting).toBe(0);
    expect(supervisor.ports).toEqual([]);
    expect(port.isOpen).toBe(false);
    expect(port.written).toEqual([]);
    expect(log).toEqual([]);
  });

  test('and starting again', async () => {
    const { clock, supervisor, log } = setUp([new MemoryPort('a', tinyBms)]);
    supervisor.start();
    await clock.run(2000);
    await supervisor.stop();
    supervisor.start();
    await clock.run(2000);
    expect(log).toEqual(['bms a', 'bms a']);
  });
});

test('a list that arrives after a newer one counts for nothing', async () => {
  const port = new MemoryPort('a', tinyBms);
  const { clock, source, supervisor } = setUp([]);
  supervisor.start();
  await clock.run(100);
  let arrive = (): void => undefined;
  source.list = () => new Promise((resolve) => (arrive = () => resolve([port])));
  supervisor.rescan();
  source.list = () => Promise.resolve([]);
  supervisor.rescan();
  await clock.run(100);
  arrive();
  await clock.run(100);
  expect(supervisor.ports).toEqual([]);
});

test('a list that may not be read leaves everything as it is', async () => {
  const { clock, source, supervisor, view } = setUp([new MemoryPort('a', tinyBms)]);
  supervisor.start();
  await clock.run(2000);
  source.list = () => Promise.reject(new DOMException('forbidden', 'SecurityError'));
  supervisor.rescan();
  await clock.run(1000);
  expect(view('a')?.state).toBe('live');
});
