import { afterEach, describe, expect, test } from 'vitest';
import type { CanFrame } from '../../src/protocols/can-frame';
import { decodeCommand, encodeCommand } from '../../src/protocols/slcan/commands';
import { SlcanDecoder } from '../../src/protocols/slcan/decoder';
import { encodeLine } from '../../src/protocols/slcan/lines';
import { createWorld } from '../../src/simulator/world';
import { DeviceHost } from '../support/device-host';
import { type Device, Terminal } from '../support/terminal';
import { JsonPeer, hasProgram, pythonWith } from './tools';

const python = pythonWith('can');
const absent = [...(python ? [] : ['python3-can']), ...(hasProgram('socat') ? [] : ['socat'])];

interface PeerFrame extends Omit<CanFrame, 'data'> {
  readonly data: readonly number[];
}

/** Every shape a frame can have: shortest and longest data, both identifier widths, data and remote. */
const FRAMES: readonly PeerFrame[] = [
  { id: 0x351, extended: false, remote: false, length: 8, data: [0x2c, 0x02, 0x39, 0x03, 0x78, 0x05, 0xc0, 0x01] },
  { id: 0x355, extended: false, remote: false, length: 6, data: [0x53, 0x00, 0x62, 0x00, 0x6c, 0x20] },
  { id: 0x35e, extended: false, remote: false, length: 8, data: [...Buffer.from('TinyBMS ')] },
  { id: 0x000, extended: false, remote: false, length: 0, data: [] },
  { id: 0x7ff, extended: false, remote: false, length: 1, data: [0xff] },
  { id: 0x1fffffff, extended: true, remote: false, length: 8, data: [0, 1, 2, 3, 0xfc, 0xfd, 0xfe, 0xff] },
  { id: 0x00000351, extended: true, remote: false, length: 2, data: [0x0d, 0x07] },
  { id: 0x123, extended: false, remote: true, length: 3, data: [] },
  { id: 0x12345678, extended: true, remote: true, length: 0, data: [] },
];

const ours = (frame: PeerFrame): CanFrame => ({ ...frame, data: Uint8Array.from(frame.data) });

describe.skipIf(absent.length > 0)(`python-can as the other side${absent.length > 0 ? ` (missing: ${absent.join(', ')})` : ''}`, () => {
  let terminal: Terminal | undefined;
  let peer: JsonPeer | undefined;

  afterEach(async () => {
    peer?.end();
    await terminal?.close();
  });

  async function start(device: Device): Promise<JsonPeer> {
    terminal = await Terminal.to(device);
    peer = new JsonPeer(python ?? '', [`${import.meta.dirname}/slcan_peer.py`, terminal.path]);
    expect(await peer.next()).toBe('open');
    return peer;
  }

  test.each([
    ['that our adapter side sends', (frame: CanFrame) => encodeLine({ kind: 'frame', frame })],
    ['that our host side sends', (frame: CanFrame) => encodeCommand({ kind: 'frame', frame })],
  ])('it reads the frame lines %s', async (_name, encode) => {
    let send: ((bytes: Uint8Array) => void) | undefined;
    const host = await start({ plugged: (to) => (send = to), received: () => undefined, unplugged: () => undefined });
    for (const frame of FRAMES) send?.(encode(ours(frame)));
    host.send({ receive: FRAMES.length });
    expect(await host.next()).toEqual(FRAMES);
  });

  test('our adapter side understands its commands, and our decoder its frames', async () => {
    let heard = '';
    const host = await start({
      plugged: () => undefined,
      received: (chunk) => (heard += Buffer.from(chunk).toString('latin1')),
      unplugged: () => undefined,
    });
    host.send({ send: FRAMES });
    expect(await host.next()).toBe('sent');
    await expect.poll(() => heard.split('\r').length).toBe(4 + FRAMES.length + 1);

    const commands = heard.split('\r').slice(0, -1).map(decodeCommand);
    expect(commands.slice(0, 4)).toEqual([{ kind: 'close' }, { kind: 'bitrate', code: 'S6' }, { kind: 'open' }, { kind: 'open' }]);
    expect(commands.slice(4)).toEqual(FRAMES.map((frame) => ({ kind: 'frame', frame: ours(frame) })));

    const frameLines = heard.split('\r').slice(4).join('\r');
    expect(new SlcanDecoder().push(Buffer.from(frameLines, 'latin1'))).toEqual(
      FRAMES.map((frame) => expect.objectContaining({ kind: 'frame', frame: ours(frame) }) as unknown),
    );
  });

  test('it drives the simulated adapter: version, our frames to the GX, its keep-alive back', async () => {
    const simulation = new DeviceHost(createWorld());
    try {
      const host = await start(simulation.devices.can);
      host.send('version');
      // CANUSB manual: V1013 is hardware 10, software 13.
      expect(await host.next()).toEqual([10, 13]);
      host.send({ send: FRAMES.slice(0, 1) });
      expect(await host.next()).toBe('sent');
      host.send({ receive: 2 });
      const heard = (await host.next()) as readonly PeerFrame[];
      expect(heard.map(({ id }) => id).sort()).toEqual([0x305, 0x307]);
      expect(simulation.world.truth.gx.lastLimits).toMatchObject({ cvl: 55.6, ccl: 82.5, dcl: 140 });
    } finally {
      simulation.stop();
    }
  });
});
