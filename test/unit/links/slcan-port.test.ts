import { describe, expect, test } from 'vitest';
import { standardFrame, type CanFrame } from '../../../src/protocols/can-frame';
import { fromHex, toHex } from '../../../src/protocols/bytes/hex';
import type { LinkError } from '../../../src/links/byte-link';
import { SlcanPort, type SlcanOptions, type SlcanState } from '../../../src/links/slcan-port';
import { ManualClock, turn } from '../../support/manual-clock';
import { CANABLE, LAWICEL, TestAdapter, type Dialect } from '../../support/test-adapter';

/** slcan reference, section 6: identifier 0x351 with its eight bytes. */
const LIMITS = standardFrame(0x351, fromHex('30 02 E8 03 E8 03 C8 01'));
const LIMITS_LINE = 't35183002E803E803C801\r';
const KEEP_ALIVE = 't30580000000000000000\r';

function frame(id: number, byte = 0): CanFrame {
  return standardFrame(id, Uint8Array.of(byte));
}

function line(id: number, byte = 0): string {
  return `t${id.toString(16).toUpperCase().padStart(3, '0')}1${byte.toString(16).toUpperCase().padStart(2, '0')}\r`;
}

function setUp(dialect: Dialect = LAWICEL, options: Partial<SlcanOptions> = {}) {
  const clock = new ManualClock();
  const adapter = new TestAdapter(clock, dialect);
  const port = new SlcanPort(adapter.receive, clock, { bitrate: 500_000, version: 'V1013', ...options });
  adapter.deliver = (bytes) => port.receive(bytes);
  const states: SlcanState[] = [];
  const frames: CanFrame[] = [];
  const failures: LinkError[] = [];
  port.onState((state) => states.push(state));
  port.onFrame((received) => frames.push(received));
  port.onFailed((error) => failures.push(error));
  return { clock, adapter, port, states, frames, failures };
}

/** A port that is running, with the set-up taken from the record. */
function running(dialect: Dialect = LAWICEL, options: Partial<SlcanOptions> = {}) {
  const all = setUp(dialect, options);
  all.port.start();
  // Well between two ticks, whether the adapter answers while it is set up or not.
  all.clock.advance(3600);
  expect(all.port.state).toBe('running');
  all.adapter.take();
  return all;
}

describe('opening', () => {
  test('closes twice, asks for the serial number, sets the rate, opens; one command a write', () => {
    const { port, adapter, clock, states } = setUp();
    port.start();
    expect(port.state).toBe('configuring');
    clock.advance(100);
    expect(adapter.written).toEqual(['C\r', 'C\r', 'N\r', 'S6\r', 'O\r']);
    expect(states).toEqual(['configuring', 'running']);
    expect(port.view).toMatchObject({ version: 'V1013', serialNumber: 'A123', acknowledges: 'unknown' });
  });

  test('250 kbit/s is S5', () => {
    const { port, adapter, clock } = setUp(LAWICEL, { bitrate: 250_000 });
    port.start();
    clock.advance(100);
    expect(adapter.written).toContain('S5\r');
  });

  test('BEL to the close of a closed channel is normal', () => {
    const { port, clock } = setUp((text) => (text === 'C' ? '\x07' : LAWICEL(text)));
    port.start();
    clock.advance(100);
    expect(port.state).toBe('running');
  });

  test('an adapter that answers nothing is opened all the same, each window waited for', () => {
    const { port, adapter, clock } = setUp(CANABLE);
    port.start();
    clock.advance(150 + 150 + 500 + 500);
    expect(adapter.written).toEqual(['C\r', 'C\r', 'S6\r', 'O\r']);
    expect(port.state).toBe('running');
    expect(port.view.acknowledges).toBe('none');
  });

  test('a close that is never answered, as in one family, delays and nothing else', () => {
    const { port, adapter, clock } = setUp((text) => (text === 'C' ? undefined : text === 'N' ? '\x07' : LAWICEL(text)));
    port.start();
    clock.advance(400);
    expect(adapter.written).toEqual(['C\r', 'C\r', 'S6\r', 'O\r']);
    expect(port.state).toBe('running');
  });

  test.each(['S6', 'O'])('%s refused once is tried again after a close', (command) => {
    let refusals = 1;
    const { port, adapter, clock } = setUp((text) => (text === command && refusals-- > 0 ? '\x07' : LAWICEL(text)));
    port.start();
    clock.advance(1000);
    expect(port.state).toBe('running');
    expect(adapter.written.filter((text) => text === 'C\r')).toHaveLength(3);
  });

  test.each(['S6', 'O'])('%s refused twice is a failure, told once', (command) => {
    const { port, clock, failures, states } = setUp((text) => (text === command ? '\x07' : LAWICEL(text)));
    port.start();
    clock.advance(5000);
    expect(port.state).toBe('failed');
    expect(failures.map(({ code }) => code)).toEqual(['refused']);
    expect(states).toEqual(['configuring', 'failed']);
    expect(clock.waiting).toBe(0);
  });

  test('one firmware answers every command with Z', () => {
    const { port, clock } = setUp((text) => (text === 'V' ? 'V1\r' : 'Z\r'));
    port.start();
    clock.advance(300);
    expect(port.state).toBe('running');
  });

  test('listen only is L, and nothing is sent', () => {
    const { port, adapter, clock } = setUp(LAWICEL, { listenOnly: true });
    port.start();
    clock.advance(100);
    expect(adapter.take()).toEqual(['C\r', 'C\r', 'N\r', 'S6\r', 'L\r']);
    port.send(LIMITS);
    clock.advance(500);
    expect(adapter.written).toEqual([]);
    expect(port.hearsOnly).toBe(true);
    expect(port.view.dropped).toBe(1);
  });

  test('where L is refused the channel is opened normally, and still nothing is sent', () => {
    const { port, adapter, clock } = setUp((text) => (text === 'L' ? '\x07' : LAWICEL(text)), { listenOnly: true });
    port.start();
    clock.advance(100);
    expect(adapter.take()).toEqual(['C\r', 'C\r', 'N\r', 'S6\r', 'L\r', 'O\r']);
    port.send(LIMITS);
    clock.advance(500);
    expect(port.hearsOnly).toBe(false);
    expect(adapter.written).toEqual([]);
  });
});

describe('an adapter that does not identify itself', () => {
  test('is set up blindly, 100 ms apart, and trusted when frames are heard', () => {
    const { port, adapter, clock, states } = setUp(() => undefined, { identified: false, version: undefined });
    port.start();
    clock.advance(400);
    expect(adapter.written).toEqual(['C\r', 'S6\r', 'O\r']);
    expect(adapter.times).toEqual([0, 100, 200]);
    expect(port.state).toBe('listening');
    port.send(LIMITS);
    clock.advance(10);
    expect(adapter.written).toHaveLength(3);
    adapter.say(KEEP_ALIVE);
    clock.advance(10);
    expect(states).toEqual(['configuring', 'listening', 'running']);
    expect(adapter.written.at(-1)).toBe(LIMITS_LINE);
  });

  test('that was still booting is set up again after a while', () => {
    const { port, adapter, clock } = setUp(() => undefined, { identified: false, version: undefined });
    port.start();
    clock.advance(7000);
    expect(adapter.written).toEqual(['C\r', 'S6\r', 'O\r', 'C\r', 'S6\r', 'O\r']);
    clock.advance(60_000);
    expect(adapter.written.length).toBeLessThan(30);
    expect(adapter.written.every((text) => ['C\r', 'S6\r', 'O\r'].includes(text))).toBe(true);
  });
});

describe('sending', () => {
  test('the bytes are those of the reference', () => {
    const { port, adapter } = running();
    port.send(LIMITS);
    expect(adapter.written).toEqual([LIMITS_LINE]);
  });

  test.each([
    ['z', 'z\r', 'z'],
    ['CR', '\r', 'cr'],
    ['hash', '#\r', 'hash'],
  ])('an adapter that acknowledges with %s gets one frame at a time', (_name, ack, expected) => {
    const { port, adapter, clock } = running((text) => (text.startsWith('t') ? ack : LAWICEL(text)));
    adapter.delayMs = 5;
    port.send(frame(1));
    port.send(frame(2));
    port.send(frame(3));
    clock.advance(4);
    expect(adapter.written).toHaveLength(1);
    clock.advance(20);
    expect(adapter.written).toEqual([line(1), line(2), line(3)]);
    expect(port.view).toMatchObject({ acknowledges: expected, sent: 3, acknowledged: 3, unacknowledged: 0 });
  });

  test('limits keep their distance from limits that had to wait for the adapter, and hold up nothing else', () => {
    const { port, adapter, clock } = running();
    adapter.delayMs = 40;
    const from = clock.now();
    port.send(frame(0x355));
    port.send(LIMITS);
    clock.advance(100);
    port.send(standardFrame(0x351, fromHex('30 02 00 00 E8 03 C8 01')));
    port.send(frame(0x356));
    clock.advance(200);
    expect(adapter.times.map((at, index) => [at - from, adapter.written[index]])).toEqual([
      [0, line(0x355)],
      [40, LIMITS_LINE],
      [100, line(0x356)],
      [140, 't351830020000E803C801\r'],
    ]);
  });

  test('without acknowledgements frames are spaced, never blocked', () => {
    const { port, adapter, clock } = running(CANABLE);
    for (let id = 1; id <= 30; id++) port.send(frame(id));
    clock.advance(300);
    expect(adapter.written).toHaveLength(30);
    const gaps = adapter.times.slice(1).map((time, index) => time - (adapter.times[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(2);
    for (const start of adapter.times) {
      expect(adapter.times.filter((time) => time >= start && time < start + 100).length).toBeLessThanOrEqual(20);
    }
    expect(port.view).toMatchObject({ sent: 30, acknowledged: 0, acknowledges: 'none' });
  });

  test('an adapter that answers commands but not frames is found out after three', () => {
    const { port, adapter, clock } = running((text) => (text.startsWith('t') ? undefined : LAWICEL(text)));
    for (let id = 1; id <= 5; id++) port.send(frame(id));
    clock.advance(300 * 3 + 10);
    expect(adapter.written.filter((text) => text.startsWith('t'))).toHaveLength(5);
    expect(port.view).toMatchObject({ acknowledges: 'none', unacknowledged: 3 });
    expect(port.state).toBe('running');
  });

  test('after a missing acknowledgement a late one is not credited to the next frame', () => {
    const { port, adapter, clock } = running();
    port.send(frame(9));
    clock.advance(5);
    adapter.take();
    adapter.dialect = () => undefined;
    port.send(frame(1));
    port.send(frame(2));
    clock.advance(250);
    adapter.say('z\r', 20);
    clock.advance(49);
    expect(adapter.written).toEqual([line(1)]);
    clock.advance(1);
    expect(adapter.written).toEqual([line(1), line(2)]);
    expect(port.view).toMatchObject({ acknowledged: 1, unacknowledged: 1 });
    expect(port.unexpectedAnswers).toBe(1);
  });

  test('limits pass everything that waits, and a newer frame takes the place of an older one', () => {
    const { port, adapter, clock } = running();
    port.send(frame(1));
    port.send(frame(2, 1));
    port.send(frame(3));
    port.send(frame(2, 7));
    port.send(LIMITS);
    clock.advance(20);
    expect(adapter.written).toEqual([line(1), LIMITS_LINE, line(2, 7), line(3)]);
    expect(port.view).toMatchObject({ replaced: 1, dropped: 0, queued: 0 });
  });

  test('a frame that has waited too long is dropped', () => {
    const { port, adapter, clock } = setUp(LAWICEL);
    port.send(frame(1));
    port.send(frame(2), { expiresAfterMs: 5000 });
    expect(port.view.queued).toBe(2);
    clock.advance(1000);
    expect(port.view).toMatchObject({ queued: 1, dropped: 1 });
    port.start();
    clock.advance(100);
    expect(adapter.written.filter((text) => text.startsWith('t'))).toEqual([line(2)]);
  });

  test('a refused frame goes again while it is fresh', () => {
    let refusals = 1;
    const { port, adapter, clock } = running((text) => (text.startsWith('t') && refusals-- > 0 ? '\x07' : LAWICEL(text)));
    port.send(LIMITS);
    clock.advance(50);
    expect(adapter.written).toEqual([LIMITS_LINE, LIMITS_LINE]);
    expect(port.view).toMatchObject({ sent: 2, refused: 1, acknowledged: 1 });
  });

  test('a refused frame gives way to a newer one', () => {
    let refusals = 1;
    const { port, adapter, clock } = running((text) => (text.startsWith('t') && refusals-- > 0 ? '\x07' : LAWICEL(text)));
    port.send(frame(5, 1));
    clock.advance(10);
    port.send(frame(5, 2));
    clock.advance(50);
    expect(adapter.written).toEqual([line(5, 1), line(5, 2)]);
  });

  test('one firmware answers a sent frame with BEL and then CR', () => {
    const { port, adapter, clock } = running((text) => (text.startsWith('t') ? '\x07\r' : LAWICEL(text)));
    for (let id = 1; id <= 6; id++) port.send(frame(id));
    clock.advance(100);
    expect(adapter.written).toHaveLength(6);
    expect(port.view).toMatchObject({ refused: 0, acknowledged: 6 });
    expect(port.state).toBe('running');
  });

  test("what is no frame is the caller's mistake", () => {
    const { port } = running();
    expect(() => port.send({ ...frame(1), id: 0x800 })).toThrow(RangeError);
  });
});

describe('hearing', () => {
  test('frames reach the listener with the time; the bus is well', () => {
    const { port, adapter, clock, frames } = running();
    adapter.say(`${KEEP_ALIVE}t1232AABB\r`);
    clock.advance(1);
    expect(frames.map(({ id, data }) => [id, toHex(data)])).toEqual([
      [0x305, '00 00 00 00 00 00 00 00'],
      [0x123, 'AA BB'],
    ]);
    expect(port.view).toMatchObject({ received: 2, bus: 'ok' });
  });

  test('rubbish is counted', () => {
    const { port, adapter, clock } = running();
    adapter.say('t12321\rhello\r');
    clock.advance(1);
    expect(port.view.invalidLines).toBe(2);
  });
});

describe('the bus in trouble', () => {
  test('three refusals in a row: C, S6, O, no sooner than a second after the last opening', () => {
    const { port, adapter, clock, states } = running();
    adapter.dialect = (text) => {
      if (text === 'O') adapter.dialect = LAWICEL;
      return text.startsWith('t') ? '\x07' : LAWICEL(text);
    };
    port.send(LIMITS, { expiresAfterMs: 5000 });
    clock.advance(1500);
    expect(adapter.written.filter((text) => text !== 'F\r')).toEqual([
      LIMITS_LINE,
      LIMITS_LINE,
      LIMITS_LINE,
      'C\r',
      'S6\r',
      'O\r',
      LIMITS_LINE,
    ]);
    expect(states.slice(2)).toEqual(['stalled', 'recovering', 'running']);
  });

  test('pauses grow, and after three cures in vain the serial port has to be reopened', () => {
    const { port, adapter, clock, failures } = running((text) => (text.startsWith('t') ? '\x07' : LAWICEL(text)));
    const opened: number[] = [];
    for (let ms = 0; ms < 30_000 && failures.length === 0; ms += 100) {
      port.send(LIMITS);
      clock.advance(100);
    }
    adapter.written.forEach((text, index) => text === 'O\r' && opened.push(adapter.times[index] ?? 0));
    expect(opened).toHaveLength(3);
    expect((opened[1] ?? 0) - (opened[0] ?? 0)).toBeGreaterThanOrEqual(2000);
    expect((opened[2] ?? 0) - (opened[1] ?? 0)).toBeGreaterThanOrEqual(5000);
    expect(failures.map(({ code }) => code)).toEqual(['refused']);
    expect(clock.waiting).toBe(0);
  });

  test('acknowledgements that cease', () => {
    const { port, adapter, clock, states } = running();
    port.send(frame(1));
    clock.advance(5);
    adapter.dialect = (text) => (text.startsWith('t') ? undefined : LAWICEL(text));
    for (let id = 1; id <= 3; id++) port.send(frame(id));
    clock.advance(2000);
    expect(states.slice(2)).toEqual(['stalled', 'recovering', 'running']);
  });

  test('a report of bus off is shown and cured', () => {
    const { port, adapter, clock, states } = running();
    adapter.say('sb256256\r');
    clock.advance(1);
    expect(port.view.bus).toBe('bus-off');
    clock.advance(3000);
    expect(states.slice(2)).toEqual(['stalled', 'recovering', 'running']);
    adapter.say(KEEP_ALIVE);
    clock.advance(1);
    expect(port.view.bus).toBe('ok');
  });

  test('flags are read every second; error-passive shows at once and is cured when it lasts', () => {
    let flags = 'F00\r';
    const { port, adapter, clock, states } = running((text) => (text === 'F' ? flags : LAWICEL(text)));
    clock.advance(3000);
    expect(adapter.take()).toEqual(['F\r', 'F\r', 'F\r']);
    expect(port.view.bus).toBe('unknown');
    flags = 'F24\r';
    clock.advance(1100);
    expect(port.view.bus).toBe('passive');
    clock.advance(3000);
    expect(states.slice(2)).toEqual(['stalled', 'recovering', 'running']);
    flags = 'F00\r';
    clock.advance(2000);
    expect(port.view.bus).toBe('ok');
  });

  test.each([
    ['FA4', 'bus-off'],
    // No room for more frames, because nobody acknowledges those that wait.
    ['FA6', 'passive'],
  ])('three refusals: the flags are asked why, and %s means %s', (flags, bus) => {
    const { port, adapter, clock } = running((text) => (text === 'F' ? `${flags}\r` : text.startsWith('t') ? '\x07' : LAWICEL(text)));
    port.send(LIMITS, { expiresAfterMs: 5000 });
    clock.advance(100);
    expect(adapter.written.slice(0, 4)).toEqual([LIMITS_LINE, LIMITS_LINE, LIMITS_LINE, 'F\r']);
    expect(port.view).toMatchObject({ bus, refusing: true });
    adapter.dialect = LAWICEL;
    clock.advance(3000);
    port.send(LIMITS);
    clock.advance(100);
    expect(port.view.refusing).toBe(false);
  });

  test('all error flags with refused frames is bus off', () => {
    const { port, adapter, clock } = running();
    adapter.dialect = (text) => (text === 'F' ? 'FA4\r' : text.startsWith('t') ? '\x07' : LAWICEL(text));
    port.send(LIMITS, { expiresAfterMs: 10 });
    clock.advance(450);
    expect(port.view.bus).toBe('bus-off');
    expect(adapter.written).toContain('F\r');
  });

  test.each([
    ['refuses', '\x07'],
    ['does not answer', undefined],
  ])('an adapter that %s F is not asked again', (_name, answer) => {
    const { adapter, clock } = running((text) => (text === 'F' ? answer : LAWICEL(text)));
    clock.advance(4000);
    expect(adapter.written.filter((text) => text === 'F\r').length).toBeLessThanOrEqual(1);
  });

  test('in silence V tells a quiet bus from a dead adapter', () => {
    const { port, adapter, clock, failures } = running(CANABLE);
    clock.advance(20_000);
    expect(adapter.written.length).toBeGreaterThanOrEqual(2);
    expect(new Set(adapter.take())).toEqual(new Set(['V\r']));
    expect(port.state).toBe('running');
    adapter.dialect = () => undefined;
    clock.advance(7000);
    expect(adapter.written).toEqual(['V\r', 'V\r']);
    expect(failures.map(({ code }) => code)).toEqual(['timeout']);
  });

  test('a peer that used to talk and is silent: the channel is opened anew, with growing pauses', () => {
    const { port, adapter, clock } = running(CANABLE);
    clock.advance(20_000);
    expect(adapter.take()).not.toContain('O\r');
    adapter.say(KEEP_ALIVE);
    clock.advance(9000);
    expect(adapter.take()).not.toContain('O\r');
    clock.advance(3000);
    expect(adapter.take()).toContain('O\r');
    clock.advance(300_000);
    const opened = adapter.times.filter((_, index) => adapter.written[index] === 'O\r');
    const pauses = opened.slice(1).map((time, index) => Math.floor((time - (opened[index] ?? 0)) / 10_000) * 10);
    expect(pauses.slice(-3)).toEqual([30, 30, 30]);
    expect(port.state).toBe('running');
  });

  test('a board that restarts is set up again when it has gone quiet, as often as it does', () => {
    const { adapter, clock, states } = running();
    for (let restarts = 1; restarts <= 8; restarts++) {
      adapter.say('ets Jul 29 2019 12:21:46\r\nrst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\r\n');
      clock.advance(500);
      expect(states.at(-1)).toBe('stalled');
      clock.advance(1500);
      expect(states.at(-1)).toBe('running');
      expect(adapter.written.filter((text) => text === 'O\r')).toHaveLength(restarts);
    }
  });

  test('a board that restarts while it is being set up is set up once more', () => {
    const { port, adapter, clock } = setUp();
    adapter.dialect = (text) => (text === 'S6' ? 'ets Jul 29 2019 12:21:46\r\n' : LAWICEL(text));
    port.start();
    clock.advance(900);
    expect(port.state).toBe('stalled');
    adapter.dialect = LAWICEL;
    clock.advance(1000);
    expect(port.state).toBe('running');
  });
});

describe('stopping', () => {
  test('sends C, waits, and is silent afterwards', async () => {
    const { port, adapter, clock, frames, states } = running();
    port.send(frame(1));
    port.send(frame(2));
    let stopped = false;
    void port.stop().then(() => (stopped = true));
    const before = states.length;
    clock.advance(149);
    await turn();
    expect(stopped).toBe(false);
    clock.advance(1);
    await turn();
    expect(stopped).toBe(true);
    adapter.say(KEEP_ALIVE);
    port.send(LIMITS);
    clock.advance(10_000);
    expect(adapter.written).toEqual([line(1), 'C\r']);
    expect(frames).toEqual([]);
    expect(states).toHaveLength(before);
    expect(clock.waiting).toBe(0);
  });

  test('before start and after a failure nothing is written', async () => {
    const { port, adapter } = setUp();
    await port.stop();
    expect(adapter.written).toEqual([]);
    port.start();
    expect(adapter.written).toEqual([]);
  });
});

test('never a bare CR, nor X, Q, U, Z or W, whatever happens', () => {
  const seen = new Set<string>();
  for (const answer of ['\r', '\x07', 'z\r', undefined, '#2\r', 'F24\r', 'sb256256\r']) {
    const { port, adapter, clock } = setUp(() => answer);
    port.start();
    for (let ms = 0; ms < 60_000; ms += 250) {
      port.send(LIMITS);
      clock.advance(250);
    }
    for (const text of adapter.written) seen.add(text.slice(0, 1));
    expect(adapter.written.every((text) => /^[^\r]+\r$/.test(text) && text.length <= 63)).toBe(true);
  }
  expect([...seen].sort()).toEqual(['C', 'F', 'N', 'O', 'S', 'V', 't']);
});
