import { SerialPort as UsbSerialPort } from 'web-serial-polyfill';
import { describe, expect, test, vi } from 'vitest';
import type { LinkError } from '../../../src/links/byte-link';
import { UsbSerial, type SerialDriver } from '../../../src/links/usb-serial';
import { WebSerialPortSource } from '../../../src/links/web-serial-link';
import { FakeUsb, FakeUsbDevice } from '../../support/fake-usb';
import { ManualClock } from '../../support/manual-clock';

const OPTIONS = { baudRate: 115_200, bufferSize: 65_536 };
/** The driver of the app, over a device that is none. */
const driver: SerialDriver = (device) => new UsbSerialPort(device) as unknown as SerialPort;

function setup(...devices: FakeUsbDevice[]) {
  const usb = new FakeUsb();
  usb.devices.push(...devices);
  const loadDriver = vi.fn(() => Promise.resolve(driver));
  const source = new WebSerialPortSource(new UsbSerial(usb, loadDriver), new ManualClock());
  return { usb, source, loadDriver };
}

async function open(device = new FakeUsbDevice()) {
  const { source } = setup(device);
  const [port] = await source.list();
  if (!port) throw new Error('no port');
  const received: string[] = [];
  const lost: LinkError[] = [];
  const link = await port.open(OPTIONS, {
    bytes: (chunk) => received.push(new TextDecoder().decode(chunk)),
    lost: (error) => lost.push(error),
  });
  return { device, link, received, lost, port };
}

describe('the list of ports', () => {
  test('only CDC-ACM devices are ports, always the same object for the same device', async () => {
    const { source, loadDriver } = setup(new FakeUsbDevice(), new FakeUsbDevice([255]), new FakeUsbDevice());
    const first = await source.list();
    expect(first.map(({ id, usb }) => [id, usb])).toEqual([
      ['port-1', { vendorId: 0x1d50, productId: 0x606f }],
      ['port-2', { vendorId: 0x1d50, productId: 0x606f }],
    ]);
    expect(await source.list()).toEqual(first);
    expect((await source.list())[0]).toBe(first[0]);
    expect(loadDriver).toHaveBeenCalledTimes(1);
  });

  test('the driver is not brought as long as there is no device for it', async () => {
    const { source, loadDriver } = setup(new FakeUsbDevice([255]));
    expect(await source.list()).toEqual([]);
    expect(loadDriver).not.toHaveBeenCalled();
  });

  test('coming and going of a device is told until nobody listens', () => {
    const { usb, source } = setup();
    let told = 0;
    const end = source.watch(() => told++);
    usb.dispatchEvent(new Event('connect'));
    usb.dispatchEvent(new Event('disconnect'));
    end();
    usb.dispatchEvent(new Event('connect'));
    expect(told).toBe(2);
  });
});

describe('a connection', () => {
  test('sets 115200 8N1 and DTR, and carries bytes both ways', async () => {
    const { device, link, received } = await open();
    // USB CDC 1.1, 6.2.12 and 6.2.14: 115200 little-endian, 1 stop bit, no parity, 8 data bits; then bit 0 for DTR.
    expect(device.controls).toEqual([
      [0x20, 0, [0x00, 0xc2, 0x01, 0x00, 0, 0, 8]],
      [0x22, 1, []],
    ]);
    link.write(new TextEncoder().encode('V\r'));
    device.send('V1013\r');
    await expect.poll(() => received.join('')).toBe('V1013\r');
    expect(device.written).toEqual(['V\r']);
  });

  test('an empty packet ends nothing', async () => {
    const { device, received, lost } = await open();
    device.send('x'.repeat(64));
    device.send('');
    device.send('t3050\r');
    await expect.poll(() => received.join('')).toBe(`${'x'.repeat(64)}t3050\r`);
    expect(lost).toEqual([]);
  });

  test('a device that is unplugged is lost, once', async () => {
    const { device, lost } = await open();
    await expect.poll(() => device.controls).toHaveLength(2);
    await Promise.resolve();
    device.unplug();
    await expect.poll(() => lost.map(({ code }) => code)).toEqual(['port-lost']);
  });

  test('closing frees the device, and it can be opened again', async () => {
    const { device, link, lost, port } = await open();
    await link.close();
    expect(device.opened).toBe(false);
    expect(lost).toEqual([]);
    const received: string[] = [];
    const again = await port.open(OPTIONS, { bytes: (chunk) => received.push(new TextDecoder().decode(chunk)), lost: () => undefined });
    device.send('V1013\r');
    await expect.poll(() => received.join('')).toBe('V1013\r');
    await again.close();
  });

  test('a device that the system drives itself cannot be opened, and that is told', async () => {
    const device = new FakeUsbDevice();
    device.taken = true;
    const { source } = setup(device);
    const [port] = await source.list();
    const opening = port?.open(OPTIONS, { bytes: () => undefined, lost: () => undefined });
    await expect(opening).rejects.toMatchObject({ code: 'open-failed', message: expect.stringContaining('Unable to claim') as string });
  });
});
