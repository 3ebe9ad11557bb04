import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../../../src/protocols/bytes/hex';
import { SlcanDecoder } from '../../../src/protocols/slcan/decoder';
import type { DialectName } from '../../../src/simulator/slcan-dialects';
import { createWorld, type World, type WorldOptions } from '../../../src/simulator/world';
import { Host } from '../../support/simulator-host';

const BEL = '\u0007';
const LIMITS = 't35182C02390378050000';

function adapter(name: DialectName, options: Partial<WorldOptions> = {}): { readonly world: World; readonly host: Host } {
  const world = createWorld({ adapter: name, ...options });
  return { world, host: new Host(world.can) };
}

/** Open at 500 kbit/s, past any boot. */
function opened(name: DialectName, options: Partial<WorldOptions> = {}): { readonly world: World; readonly host: Host } {
  const made = adapter(name, options);
  made.host.wait(1100);
  for (const command of ['S6', 'O']) made.host.say(command);
  made.host.wait(20);
  return made;
}

/** Frames of an identifier that were on the bus. */
function onBus(world: World, id: number): number {
  return world.truth.bus.filter(({ frame }) => frame.id === id).length;
}

describe('the command set of the CANUSB manual', () => {
  test('the worked examples, byte for byte', () => {
    const { host } = adapter('canusb');
    expect(host.hex('56 0D', 20)).toBe('56 31 30 31 33 0D');
    expect(host.hex('43 0D', 20)).toBe('07');
    expect(host.hex('53 36 0D', 20)).toBe('0D');
    expect(host.hex('4F 0D', 20)).toBe('0D');
    expect(host.hex('74 31 32 33 32 41 41 42 42 0D', 20)).toBe('7A 0D');
    expect(host.hex('54 31 38 46 46 35 30 45 35 31 30 31 0D', 20)).toBe('5A 0D');
    expect(host.hex('72 31 30 30 32 0D', 20)).toBe('7A 0D');
    expect(host.hex('43 0D', 20)).toBe('0D');
  });

  test.each([
    ['O', 'before a speed was set'],
    ['F', 'while closed'],
    ['t1000', 'while closed'],
    ['M00000000', 'before a speed was set'],
    ['S9', 'no such speed'],
    ['t10', 'too short'],
    ['t1009', 'length 9'],
    ['t12G0', 'no digit'],
    ['X1', 'of another adapter'],
    ['P', 'of another adapter'],
    ['v', 'not known'],
    ['?', 'not known'],
  ])('%s is refused %s', (command) => {
    expect(adapter('canusb').host.say(command)).toBe(BEL);
  });

  test.each(['S6', 's031C', 'Z1', 'O', 'M00000000', 'm00000000', 'W1', 'L'])('%s is refused while open', (command) => {
    expect(opened('canusb').host.say(command)).toBe(BEL);
  });

  test.each([
    ['N', 'NA123\r'],
    ['Z1', '\r'],
    ['S8', '\r'],
    ['s031C', '\r'],
    ['W1', '\r'],
    ['', '\r'],
  ])('%s while closed is answered %j', (command, answer) => {
    expect(adapter('canusb').host.say(command)).toBe(answer);
  });

  test('listen only hears the GX and sends nothing', () => {
    const { world, host } = adapter('canusb');
    host.say('S6');
    expect(host.say('L')).toBe('\r');
    expect(host.say(LIMITS)).toBe(BEL);
    expect(host.wait(2000).length).toBeGreaterThan(50);
    expect(onBus(world, 0x351)).toBe(0);
    // Nobody confirms what the GX says, so none of it counts as sent.
    expect(onBus(world, 0x305)).toBe(0);
  });

  test('stamps are four digits, milliseconds of the minute', () => {
    const { host } = adapter('canusb');
    for (const command of ['Z1', 'S6', 'O']) host.say(command);
    const lines = host.say('V', 2000).split('\r');
    expect(lines[1]).toMatch(/^t3058(00){8}[0-9A-F]{4}$/);
    expect(Number.parseInt(lines[1]?.slice(-4) ?? '', 16)).toBe(300);
  });

  test('a line that is longer than any is refused, and the next one understood', () => {
    const { host } = adapter('canusb');
    expect(host.say('t'.repeat(4000))).toBe(BEL);
    expect(host.say('V')).toBe('V1013\r');
  });

  test('a command may come in pieces', () => {
    const { host } = adapter('canusb');
    expect(host.exchange(Uint8Array.of(0x56), 20)).toHaveLength(0);
    expect(toHex(host.exchange(Uint8Array.of(0x0d), 20))).toBe('56 31 30 31 33 0D');
  });
});

describe('dialects', () => {
  test.each<[DialectName, string, string, string, string]>([
    // name, C while closed, S6, O, frame
    ['canusb', BEL, '\r', '\r', 'z\r'],
    ['cr', '\r', '\r', '\r', '\r'],
    ['silent-canable', '', '', '', ''],
    ['elmue-hash', '', '#\r', '#\r', '#\r'],
    ['esp32-twai', '', '\r', '\r', '\r'],
    ['backspace', '\b', '\r', '\r', 'z\r'],
    ['bel-cr', BEL, '\r', '\r', `${BEL}\r`],
    ['can232', BEL, '\r', '\r', '\r'],
  ])('%s answers as its firmware does', (name, close, speed, open, frame) => {
    const { world, host } = adapter(name);
    host.wait(1100);
    expect(host.say('C')).toBe(close);
    expect(host.say('S6')).toBe(speed);
    expect(host.say('O')).toBe(open);
    expect(host.say('t1232AABB')).toBe(frame);
    expect(onBus(world, 0x123)).toBe(1);
  });

  test.each<[DialectName, RegExp]>([
    ['canusb', /^V1013\r$/],
    ['cr', /^V0100\r$/],
    ['silent-canable', /^[0-9a-f]{7} github\.com\/.+\r$/],
    ['elmue-hash', /^\+Board.{100,}\r$/],
    ['esp32-twai', /^V1234\r$/],
    ['bel-cr', /^$/],
  ])('%s tells its version', (name, version) => {
    const { host } = adapter(name);
    host.wait(1100);
    expect(host.say('V', 60)).toMatch(version);
  });

  test('the hash dialect names the cause', () => {
    const { host } = adapter('elmue-hash');
    expect(host.say('y')).toBe('#1\r');
    expect(host.say('L')).toBe('#2\r');
    expect(host.say(LIMITS)).toBe('#3\r');
    host.say('S6');
    host.say('O');
    expect(host.say('S6')).toBe('#4\r');
    expect(host.say('C')).toBe('');
  });

  test('a CANable sends the last frame again for an empty line', () => {
    const { world, host } = opened('silent-canable');
    host.say('t1232AABB');
    host.say('');
    host.say('');
    expect(onBus(world, 0x123)).toBe(3);
  });

  test('an ESP32 restarts when the port is opened, talks, and hears nothing for a second', () => {
    const { host } = adapter('esp32-twai');
    const boot = host.say('V', 900);
    expect(boot).toContain('rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\r\n');
    expect(boot).not.toContain('V1234');
    host.wait(200);
    expect(host.say('V', 60)).toBe('V1234\r');
  });

  test('an ESP32 that was left open is closed after its restart', () => {
    const { host } = opened('esp32-twai');
    host.device.setOpen(false, host.now);
    host.device.setOpen(true, host.now + 10);
    host.wait(1200);
    expect(host.wait(3000)).toHaveLength(0);
  });

  test('a CANUSB that was left open goes on', () => {
    const { host } = opened('canusb');
    host.device.setOpen(false, host.now);
    host.wait(3000);
    host.device.setOpen(true, host.now);
    expect(new SlcanDecoder().push(host.wait(3000)).every((line) => line.kind === 'frame')).toBe(true);
  });

  test('an ESP32 says CR to a frame that it did not take', () => {
    const { world, host } = adapter('esp32-twai');
    host.wait(1100);
    expect(host.say(LIMITS)).toBe('\r');
    expect(onBus(world, 0x351)).toBe(0);
  });

  test('Z to every command, held back until there is traffic or ten seconds are over', () => {
    const { host } = adapter('beachviking');
    expect(host.say('V', 9000)).toBe('');
    expect(host.wait(1100).length).toBe(3);
    host.say('S6', 0);
    expect(host.say('O', 5000)).toMatch(/^Z\rZ\rt305/);
  });

  test('a CAN232 keeps frames until it is asked, or told to send them', () => {
    const { host } = adapter('can232');
    for (const command of ['S6', 'O']) host.say(command);
    expect(host.wait(2000)).toHaveLength(0);
    expect(host.say('P')).toMatch(/^t305.*\r$/);
    expect(host.say('A', 100)).toMatch(/^(t30[57].{17}\r)+A\r$/);
    expect(host.say('P')).toBe('\r');
    host.wait(40_000);
    expect(host.say('F')).toBe('F01\r');
    for (const command of ['C', 'X1', 'O']) host.say(command);
    expect(host.say(LIMITS)).toBe('z\r');
    expect(host.wait(2000).length).toBeGreaterThan(50);
  });
});

describe('the bus', () => {
  test('keep-alive and identification arrive every second', () => {
    const { host } = opened('canusb');
    const lines = new SlcanDecoder().push(host.wait(10_000));
    const frames = lines.flatMap((line) => (line.kind === 'frame' ? [line.frame] : []));
    expect(frames.filter((frame) => frame.id === 0x305)).toHaveLength(10);
    expect(frames.filter((frame) => frame.id === 0x307)).toHaveLength(10);
    expect(frames.find((frame) => frame.id === 0x307)?.data).toEqual(fromHex('12 34 56 78 56 49 43 00'));
    expect(frames.find((frame) => frame.id === 0x305)?.data).toEqual(new Uint8Array(8));
  });

  test('at the wrong speed nothing passes, and both sides notice', () => {
    const { world, host } = adapter('canusb');
    for (const command of ['S5', 'O']) host.say(command);
    host.say(LIMITS, 200);
    expect(onBus(world, 0x351)).toBe(0);
    expect(host.say('F')).toBe('FA4\r');
    expect(host.say(LIMITS)).toBe(BEL);
  });

  test('a GX set to 250 kbit/s needs S5', () => {
    const { world, host } = adapter('canusb', { gxBitrate: 250_000 });
    for (const command of ['S5', 'O', LIMITS]) host.say(command);
    expect(onBus(world, 0x351)).toBe(1);
  });

  test('nobody acknowledges: error-passive, queue full, refusals; everything goes out when the GX returns', () => {
    const { world, host } = opened('canusb');
    world.inject('gx-off', true);
    for (let frame = 0; frame < 8; frame++) expect(host.say(`t35${frame}0`)).toBe('z\r');
    expect(host.say('t3580')).toBe(BEL);
    expect(host.say('F')).toBe('FA6\r');
    expect(host.say('F', 100)).toBe('FA4\r');
    world.inject('gx-off', false);
    host.wait(100);
    expect(onBus(world, 0x350)).toBe(1);
    expect(onBus(world, 0x357)).toBe(1);
  });

  test('one family drops a frame that nobody acknowledges', () => {
    const { world, host } = opened('elmue-hash');
    world.inject('gx-off', true);
    host.say(LIMITS, 500);
    world.inject('gx-off', false);
    host.wait(500);
    expect(onBus(world, 0x351)).toBe(0);
  });

  test('bus-off: frames refused until the channel is closed and opened again', () => {
    const { world, host } = opened('canusb');
    world.inject('can-bus-off', true);
    expect(host.say(LIMITS)).toBe('z\r');
    expect(host.say(LIMITS)).toBe(BEL);
    expect(host.say('F')).toBe('FA4\r');
    world.inject('can-bus-off', false);
    expect(host.say(LIMITS, 1000)).toMatch(new RegExp(`^${BEL}`));
    for (const command of ['C', 'S6', 'O']) expect(host.say(command)).toBe('\r');
    expect(host.say(LIMITS)).toBe('z\r');
    expect(onBus(world, 0x351)).toBe(1);
  });

  test('bus-off: a CANable comes back by itself, an ESP32 only with a restart', () => {
    const canable = opened('silent-canable');
    canable.world.inject('can-bus-off', true);
    canable.host.say(LIMITS);
    canable.world.inject('can-bus-off', false);
    canable.host.wait(500);
    canable.host.say(LIMITS);
    expect(onBus(canable.world, 0x351)).toBe(1);

    const esp = opened('esp32-twai');
    esp.world.inject('can-bus-off', true);
    esp.host.say(LIMITS);
    esp.world.inject('can-bus-off', false);
    for (const command of ['C', 'S6', 'O', LIMITS]) esp.host.say(command);
    expect(onBus(esp.world, 0x351)).toBe(0);
    esp.host.device.setOpen(false, esp.host.now);
    esp.host.device.setOpen(true, esp.host.now + 10);
    esp.host.wait(1200);
    for (const command of ['S6', 'O', LIMITS]) esp.host.say(command);
    expect(onBus(esp.world, 0x351)).toBe(1);
  });
});
