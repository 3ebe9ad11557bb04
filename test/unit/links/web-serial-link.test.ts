import { describe, expect, test } from 'vitest';
import { toHex } from '../../../src/protocols/bytes/hex';
import type { ByteLink, LinkError } from '../../../src/links/byte-link';
import { WebSerialPortSource } from '../../../src/links/web-serial-link';
import { FakeSerial, FakeSerialPort } from '../../support/fake-serial-port';
import { ManualClock, turn } from '../../support/manual-clock';

const OPTIONS = { baudRate: 115_200, bufferSize: 65_536 };

function bytes(...values: number[]): Uint8Array {
  return Uint8Array.from(values);
}

async function openPort(port = new FakeSerialPort()) {
  const clock = new ManualClock();
  const serial = new FakeSerial();
  serial.ports.push(port);
  const [found] = await new WebSerialPortSource(serial, clock).list();
  if (found === undefined) throw new Error('no port');
  const received: string[] = [];
  const lost: LinkError[] = [];
  const link: ByteLink = await found.open(OPTIONS, {
    bytes: (chunk) => received.push(toHex(chunk)),
    lost: (error) => lost.push(error),
  });
  return { clock, serial, port, link, received, lost, found };
}

describe('the list of ports', () => {
  test('a port keeps its object and its id whatever the order, and a replugged one is new', async () => {
    const serial = new FakeSerial();
    const a = new FakeSerialPort();
    const b = new FakeSerialPort({});
    serial.ports.push(a, b);
    const source = new WebSerialPortSource(serial, new ManualClock());
    const first = await source.list();
    const second = await source.list();
    expect(first.map(({ id }) => id)).toEqual(['port-1', 'port-2']);
    expect(new Set(second)).toEqual(new Set(first));
    expect(second[0]).not.toBe(first[0]);
    serial.unplug(a);
    serial.plug(new FakeSerialPort());
    expect((await source.list()).map(({ id }) => id).sort()).toEqual(['port-2', 'port-3']);
  });

  test('USB ids are shown where there are any', async () => {
    const serial = new FakeSerial();
    serial.ports.push(new FakeSerialPort(), new FakeSerialPort({}));
    const list = await new WebSerialPortSource(serial, new ManualClock()).list();
    expect(list.map(({ usb }) => usb)).toEqual([{ vendorId: 0x10c4, productId: 0xea60 }, undefined]);
  });

  test('watching tells of connect and disconnect until it is ended', () => {
    const serial = new FakeSerial();
    let events = 0;
    const end = new WebSerialPortSource(serial, new ManualClock()).watch(() => events++);
    const port = new FakeSerialPort();
    serial.plug(port);
    serial.unplug(port);
    expect(events).toBe(2);
    end();
    serial.plug(new FakeSerialPort());
    expect(events).toBe(2);
  });
});

describe('opening', () => {
  test('passes speed and buffer, and never touches the control lines', async () => {
    const { port, link } = await openPort();
    expect(port.opened).toEqual([OPTIONS]);
    await link.close();
    expect(port.calls).not.toContain('setSignals');
  });

  test('a port that is busy or gone is an open-failed with the words of the browser', async () => {
    const serial = new FakeSerial();
    const port = new FakeSerialPort();
    port.failingOpens = 1;
    serial.ports.push(port);
    const [found] = await new WebSerialPortSource(serial, new ManualClock()).list();
    const opening = found?.open(OPTIONS, { bytes: () => undefined, lost: () => undefined });
    await expect(opening).rejects.toMatchObject({
      name: 'LinkError',
      code: 'open-failed',
      message: expect.stringContaining('NetworkError') as string,
    });
  });
});

describe('reading', () => {
  test('chunks arrive as they are cut', async () => {
    const { port, received } = await openPort();
    port.deliver(bytes(1));
    port.deliver(bytes(2, 3));
    await turn();
    expect(received).toEqual(['01', '02 03']);
  });

  test.each(['BreakError', 'FramingError', 'ParityError', 'BufferOverrunError', 'UnknownError'])('%s is survived', async (name) => {
    const { port, received, lost, clock } = await openPort();
    port.lineError(name);
    await clock.run(20);
    port.deliver(bytes(7));
    await turn();
    expect(received).toEqual(['07']);
    expect(lost).toEqual([]);
  });

  test('a storm of line errors does not spin, and is a loss in the end', async () => {
    const { port, lost, clock } = await openPort();
    let errors = 0;
    while (lost.length === 0 && errors < 1000) {
      port.lineError('BreakError');
      errors++;
      await clock.run(10);
    }
    expect(errors).toBe(50);
    expect(clock.now()).toBeGreaterThanOrEqual(490);
    expect(lost).toMatchObject([{ code: 'port-lost' }]);
    await clock.run(3000);
    expect(port.isOpen).toBe(false);
  });

  test('bytes between line errors mean that the line works', async () => {
    const { port, lost, clock } = await openPort();
    for (let index = 0; index < 200; index++) {
      port.lineError('BreakError');
      await clock.run(10);
      port.deliver(bytes(1));
      await clock.run(1);
    }
    expect(lost).toEqual([]);
  });

  test('an unknown error that repeats is a loss', async () => {
    const { port, lost, clock } = await openPort();
    for (let index = 0; index < 3; index++) {
      port.lineError('UnknownError');
      await clock.run(10);
    }
    expect(lost).toMatchObject([{ code: 'port-lost' }]);
  });
});

describe('loss', () => {
  test('the reader tells once, and the port is closed', async () => {
    const { port, lost, link, received, clock } = await openPort();
    port.deliver(bytes(1));
    port.lose();
    await clock.run(3000);
    expect(lost.map(({ code, message }) => [code, message])).toEqual([['port-lost', 'NetworkError: The device has been lost.']]);
    expect(port.isOpen).toBe(false);
    await link.close();
    expect(received.length).toBeLessThanOrEqual(1);
    expect(lost).toHaveLength(1);
  });

  test('writes to a lost device neither throw nor count as loss', async () => {
    const { port, link, lost } = await openPort();
    port.lose();
    link.write(bytes(1));
    await turn();
    expect(() => link.write(bytes(2))).not.toThrow();
    expect(lost).toHaveLength(1);
  });
});

describe('writing', () => {
  test('every call is one write, in order', async () => {
    const { port, link } = await openPort();
    link.write(bytes(1, 2));
    link.write(bytes(3));
    await turn();
    expect(port.written.map((chunk) => toHex(chunk))).toEqual(['01 02', '03']);
  });
});

describe('closing', () => {
  test('reader, writer, port, in this order; the last write is let out', async () => {
    const { port, link } = await openPort();
    link.write(bytes(0x43, 0x0d));
    await link.close();
    expect(port.calls).toEqual(['open', 'cancel', 'close']);
    expect(port.written).toHaveLength(1);
    expect(port.isOpen).toBe(false);
  });

  test('nothing is delivered afterwards, and no loss is told', async () => {
    const { port, link, received, lost } = await openPort();
    port.deliver(bytes(9));
    const closing = link.close();
    port.deliver(bytes(8));
    await closing;
    port.lose();
    await turn();
    expect(received).toEqual([]);
    expect(lost).toEqual([]);
    expect(() => link.write(bytes(1))).not.toThrow();
    expect(port.written).toEqual([]);
  });

  test('a write that hangs is aborted', async () => {
    const { port, link, clock } = await openPort();
    port.stuckWrites = true;
    link.write(bytes(1));
    await turn();
    let closed = false;
    void link.close().then(() => (closed = true));
    await clock.run(600);
    expect(port.calls).toContain('abort');
    await clock.run(1400);
    expect(closed).toBe(true);
  });

  test('a port that does not close holds nobody up for more than 2 s', async () => {
    const { port, link, clock } = await openPort();
    port.stuckClose = true;
    let closed = false;
    void link.close().then(() => (closed = true));
    await clock.run(1999);
    expect(closed).toBe(false);
    await clock.run(1);
    expect(closed).toBe(true);
  });

  test('a closed port can be opened again, and the old link stays closed', async () => {
    const { port, link, found, received } = await openPort();
    await link.close();
    const again: string[] = [];
    await found.open(OPTIONS, { bytes: (chunk) => again.push(toHex(chunk)), lost: () => undefined });
    port.deliver(bytes(5));
    link.write(bytes(1));
    await link.close();
    await turn();
    expect(received).toEqual([]);
    expect(again).toEqual(['05']);
    expect(port.written).toEqual([]);
    expect(port.isOpen).toBe(true);
  });
});
