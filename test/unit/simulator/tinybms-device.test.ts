import { describe, expect, test } from 'vitest';
import { crc16 } from '../../../src/protocols/bytes/crc16';
import { asciiText } from '../../../src/protocols/bytes/ascii';
import { toHex } from '../../../src/protocols/bytes/hex';
import { Deframer } from '../../../src/protocols/tinybms/deframer';
import { decodeReply, encodeRequest, reassemble, type Reply, type Request } from '../../../src/protocols/tinybms/frames';
import { decodeIdentity, IDENTITY_BLOCK } from '../../../src/protocols/tinybms/identity';
import { decodeLive, LIVE_BLOCK } from '../../../src/protocols/tinybms/live';
import { createWorld, type World, type WorldOptions } from '../../../src/simulator/world';
import { Host } from '../../support/simulator-host';

interface Bench {
  readonly world: World;
  readonly host: Host;
  ask(request: Request, waitMs?: number): Reply | undefined;
  memory(address: number, words: readonly number[]): void;
}

function bench(options: Partial<WorldOptions> = {}): Bench {
  const world = createWorld({ asleep: false, ...options });
  const host = new Host(world.bms);
  return {
    world,
    host,
    ask: (request, waitMs) => {
      const { frames } = new Deframer('replies').push(host.exchange(encodeRequest(request), waitMs));
      const frame = frames[0];
      return frame && decodeReply(frame);
    },
    memory: (address, words) => world.packs[0]?.bms.memory.pin(address, words),
  };
}

function words({ ask }: Bench, address: number, count = 1): readonly number[] {
  const reply = ask({ command: 'modbusRead', address, count });
  return reply?.command === 'modbusRead' ? reply.words : [];
}

/** A frame of any bytes with the right checksum. */
function sealed(...bytes: number[]): Uint8Array {
  const crc = crc16(Uint8Array.from(bytes));
  return Uint8Array.of(...bytes, crc & 0xff, crc >>> 8);
}

const NACK = (of: number, error = 0): Reply => ({ command: 'nack', of, error });

describe('worked examples of the protocol, byte for byte', () => {
  const examples: readonly {
    readonly what: string;
    readonly pin?: readonly [number, readonly number[]][];
    readonly ask: string;
    readonly get: string;
  }[] = [
    {
      what: '1: MODBUS read of voltage and current',
      pin: [[36, [0xeb85, 0x424c, 0x3333, 0xc0f3]]],
      ask: 'AA 03 00 24 00 04 1D D9',
      get: 'AA 03 08 EB 85 42 4C 33 33 C0 F3 D8 20',
    },
    {
      what: '2: the same block with 0x07',
      pin: [[36, [0xeb85, 0x424c, 0x3333, 0xc0f3]]],
      ask: 'AA 07 04 24 00 67 AD',
      get: 'AA 07 08 85 EB 4C 42 33 33 F3 C0 AD 9D',
    },
    {
      what: '3: individual registers',
      pin: [
        [45, [49_000]],
        [50, [0x97]],
      ],
      ask: 'AA 09 04 2D 00 32 00 FC 5F',
      get: 'AA 09 08 2D 00 68 BF 32 00 97 00 2C EB',
    },
    { what: '4: write one register', ask: 'AA 0D 04 34 01 14 00 B1 27', get: 'AA 01 0D 91 B5' },
    { what: '5: the same write with MODBUS', ask: 'AA 10 01 34 00 01 02 00 14 39 DC', get: 'AA 10 01 34 00 01 58 20' },
    { what: '6: write 32 bits', ask: 'AA 10 01 38 00 02 04 86 A0 00 01 33 01', get: 'AA 10 01 38 00 02 D8 22' },
    {
      what: '7: temperatures, one absent',
      pin: [[42, [0xffc9, 0x8000]]],
      ask: 'AA 03 00 2A 00 02 FC 18',
      get: 'AA 03 04 FF C9 80 00 61 13',
    },
    { what: '8: lifetime counter', pin: [[32, [0x4567, 0x0123]]], ask: 'AA 19 BE DA', get: 'AA 19 67 45 23 01 D3 82' },
    {
      what: '9: all events',
      pin: [
        [32, [1_000_000 & 0xffff, 1_000_000 >>> 16]],
        [200, [0x4010, 0x640f, 0x4011, 0x620f]],
      ],
      ask: 'AA 12 FF 1D',
      get: 'AA 12 0C 40 42 0F 00 10 40 0F 64 11 40 0F 62 B7 66',
    },
    { what: '11: extended version', ask: 'AA 1F 3E D8', get: 'AA 1F 07 02 03 01 F3 00 18 04 BD C7' },
    { what: '12: clear statistics', ask: 'AA 02 02 D1 41', get: 'AA 01 02 D1 B1' },
    { what: '14: highest cell', pin: [[41, [0x0d54]]], ask: toHex(encodeRequest({ command: 'maxCellVoltage' })), get: 'AA 16 54 0D 3F 3D' },
    {
      what: '15: drive data',
      pin: [
        [54, [0, 0x41c8]],
        [44, [42]],
        [34, [3600, 0]],
      ],
      ask: toHex(encodeRequest({ command: 'driveData' })),
      get: 'AA 20 00 00 C8 41 2A 00 00 00 10 0E 00 00 21 2A',
    },
  ];
  test.each(examples)('$what', ({ pin = [], ask, get }) => {
    const b = bench({ lifetime: 0 });
    b.ask({ command: 'resetOrClear', option: 'clearEvents' });
    for (const [address, values] of pin) b.memory(address, values);
    expect(b.host.hex(ask)).toBe(get);
  });

  test('10: the defaults are those of all known settings and zeros behind', () => {
    const reply = bench().ask({ command: 'settings', bound: 'default', count: 45 });
    expect(reply?.command === 'settings' && reply.words.length).toBe(45);
    expect(reply?.command === 'settings' && reply.words.slice(0, 2)).toEqual([3450, 2900]);
  });

  test('13: a damaged request is refused with the checksum code', () => {
    expect(bench().host.hex('AA 03 00 24 00 04 1D D8')).toBe('AA 00 03 01 E0 CC');
  });
});

describe('reading', () => {
  test('the live block makes sense: cells add up, extremes are theirs, the clock goes', () => {
    const b = bench({ cells: 14 });
    const live = decodeLive(words(b, LIVE_BLOCK.address, LIVE_BLOCK.count));
    expect(live.cells).toHaveLength(14);
    const voltages = live.cells.map((cell) => cell.voltage);
    expect(voltages.reduce((sum, each) => sum + each, 0)).toBeCloseTo(live.packVoltage, 1);
    expect(Math.min(...voltages)).toBeCloseTo(live.minCellVoltage, 3);
    expect(Math.max(...voltages)).toBeCloseTo(live.maxCellVoltage, 3);
    expect(words(b, 0, 2)).toEqual([0, 0]);
    expect(live.status).toBe('idle');
    b.host.wait(8000);
    expect(decodeLive(words(b, LIVE_BLOCK.address, LIVE_BLOCK.count)).lifetimeCounter).toBe(live.lifetimeCounter + 8);
  });

  test('values change every 100 ms and not in between', () => {
    const b = bench();
    const [first, second] = [words(b, 0, 16), words(b, 0, 16)];
    expect(second).not.toEqual(first);
    b.host.exchange(new Uint8Array(0), 30);
    const read = encodeRequest({ command: 'modbusRead', address: 0, count: 16 });
    expect(toHex(b.host.exchange(read, 20))).toBe(toHex(b.host.exchange(read, 20)));
  });

  test('both families and the shortcuts say the same', () => {
    const b = bench();
    b.memory(36, words(b, 36, 4));
    b.memory(46, words(b, 46, 2));
    const block = b.ask({ command: 'readBlock', address: 36, count: 4 });
    expect(block).toEqual({ command: 'readBlock', words: words(b, 36, 4) });
    const live = decodeLive(words(b, LIVE_BLOCK.address, LIVE_BLOCK.count));
    expect(b.ask({ command: 'packVoltage' })).toEqual({ command: 'packVoltage', value: live.packVoltage });
    expect(b.ask({ command: 'packCurrent' })).toEqual({ command: 'packCurrent', value: live.packCurrent });
    expect(b.ask({ command: 'stateOfCharge' })).toEqual({ command: 'stateOfCharge', value: live.stateOfCharge });
    expect(b.ask({ command: 'onlineStatus' })).toEqual({ command: 'onlineStatus', value: 0x97 });
  });

  test('identity: version numbers and a serial number that follows from the seed', () => {
    const identity = decodeIdentity(words(bench(), IDENTITY_BLOCK.address, IDENTITY_BLOCK.count));
    expect(identity).toMatchObject({ publicFirmware: 1, internalFirmware: 243 });
    expect(identity.serialNumber).toMatch(/^[0-9A-F]{24}$/);
    const other = decodeIdentity(words(bench({ seed: 2 }), IDENTITY_BLOCK.address, IDENTITY_BLOCK.count));
    expect(other.serialNumber).not.toBe(identity.serialNumber);
  });

  test('reserved registers read 0, addresses outside the map something', () => {
    const b = bench();
    expect(words(b, 302)).toEqual([0]);
    expect(words(b, 20, 3)).toEqual([0, 0, 0]);
    expect(words(b, 5000, 3)).toHaveLength(3);
  });

  test('cell voltages and temperatures by shortcut; absent sensors are absent', () => {
    const b = bench({ cells: 10, externalSensors: 1 });
    const cells = b.ask({ command: 'cellVoltages' });
    expect(cells?.command === 'cellVoltages' && cells.voltages.length).toBe(10);
    expect(b.ask({ command: 'temperatures' })).toMatchObject({ internal: expect.any(Number) as number, external2: undefined });
  });

  test('a block of 45 registers comes in two packets, cut after 63 bytes', () => {
    const b = bench();
    const bytes = b.host.exchange(sealed(0xaa, 0x07, 45, 300 & 0xff, 300 >>> 8));
    const { frames, skipped } = new Deframer('replies').push(bytes);
    expect(skipped).toBe(0);
    expect(frames.map((frame) => frame.length)).toEqual([68, 32]);
    expect(frames[1]?.[2]).toBe(27);
    expect(reassemble(frames)).toEqual({ command: 'readBlock', words: words(b, 300, 45) });
  });

  test('127 registers in one MODBUS answer, 0 and 128 refused', () => {
    const b = bench();
    expect(words(b, 0, 127)).toHaveLength(127);
    expect(toHex(b.host.exchange(sealed(0xaa, 3, 0, 0, 0, 128)))).toBe(toHex(sealed(0xaa, 0, 3, 0)));
    expect(toHex(b.host.exchange(sealed(0xaa, 3, 0, 0, 0, 0)))).toBe(toHex(sealed(0xaa, 0, 3, 0)));
  });

  test('other functions of a Modbus master are refused after a pause', () => {
    const b = bench();
    expect(toHex(b.host.exchange(sealed(0xaa, 0x04, 0, 36, 0, 4)))).toBe(toHex(sealed(0xaa, 0, 4, 0)));
    expect(toHex(b.host.exchange(sealed(0xaa, 0x06, 1, 52, 0, 20)))).toBe(toHex(sealed(0xaa, 0, 6, 0)));
  });

  test.each([
    ['an option of 0x02 that does not exist', [0xaa, 0x02, 0x09]],
    ['a bound of 0x1D that does not exist', [0xaa, 0x1d, 0x09, 0, 1]],
    ['no settings at all', [0xaa, 0x1d, 0x04, 0, 0]],
    ['more settings than fit', [0xaa, 0x1d, 0x04, 0, 101]],
    ['a byte count that contradicts the register count', [0xaa, 0x10, 0x01, 0x34, 0, 2, 2, 0, 20]],
    ['a block of 0 registers', [0xaa, 0x07, 0, 0x24, 0]],
  ])('an intact request for %s is refused', (_, bytes) => {
    expect(toHex(bench().host.exchange(sealed(...bytes)))).toBe(toHex(sealed(0xaa, 0, bytes[1] ?? 0, 0)));
  });

  test('a device that knows MODBUS only stays silent to the rest', () => {
    const b = bench({ modbusOnly: true });
    expect(b.ask({ command: 'version' })).toBeUndefined();
    expect(words(b, 502)).toEqual([243]);
  });
});

describe('timing', () => {
  test('16 registers take about 5 ms on the line, and come no sooner', () => {
    const { host } = bench();
    const request = encodeRequest({ command: 'modbusRead', address: 0, count: 16 });
    // 45 bytes of 86.8 us, and a turnaround of about a millisecond.
    expect(host.exchange(request, 4.9)).toHaveLength(0);
    expect(host.wait(1)).toHaveLength(37);
  });

  test('a long answer arrives in several pieces', () => {
    const { host } = bench();
    host.device.receive(encodeRequest({ command: 'modbusRead', address: 0, count: 125 }), 0);
    let [pieces, bytes] = [0, 0];
    for (let due = host.device.nextDue(); due !== undefined && due < 100; due = host.device.nextDue()) {
      const size = host.device.take(due).length;
      if (size > 0) pieces++;
      bytes += size;
      if (bytes === 255) break;
    }
    expect([pieces, bytes]).toEqual([5, 255]);
  });

  test('requests may follow each other without a pause', () => {
    const { host } = bench();
    const request = encodeRequest({ command: 'stateOfCharge' });
    host.device.receive(Uint8Array.of(...request, ...request), host.now);
    expect(host.wait(50)).toHaveLength(16);
  });

  test('a request cut in two is one request, unless there is a pause between', () => {
    const request = encodeRequest({ command: 'stateOfCharge' });
    const { host } = bench();
    host.device.receive(request.slice(0, 2), 0);
    host.device.receive(request.slice(2), 2);
    expect(host.wait(50)).toHaveLength(8);
    host.device.receive(request.slice(0, 2), 100);
    host.device.receive(request.slice(2), 110);
    expect(host.wait(200)).toHaveLength(0);
  });
});

describe('sleep', () => {
  test('after ten seconds without anything the first request is lost, and the second answered', () => {
    const b = bench();
    expect(b.ask({ command: 'version' })).toBeDefined();
    b.host.wait(9000);
    expect(b.ask({ command: 'version' })).toBeDefined();
    b.host.wait(10_500);
    expect(b.world.truth.pack.asleep).toBe(true);
    expect(b.ask({ command: 'version' })).toBeUndefined();
    expect(b.ask({ command: 'version' })).toBeDefined();
    expect(words(b, 114)[0]).toBe((3 << 8) | 5);
  });

  test('asleep at the beginning unless told otherwise', () => {
    expect(bench({ asleep: true }).ask({ command: 'version' })).toBeUndefined();
  });

  test('current keeps it awake', () => {
    const b = bench();
    const can = new Host(b.world.can);
    for (const command of ['S6', 'O']) can.say(command);
    for (let second = 0; second < 40; second++) can.say('t351828026400E8030000', 1000);
    expect(Math.abs(b.world.truth.pack.current)).toBeGreaterThan(1);
    b.host.now = can.now;
    expect(b.world.truth.pack.asleep).toBe(false);
    expect(b.ask({ command: 'version' })).toBeDefined();
  });
});

describe('writing', () => {
  const write = (address: number, ...values: number[]): Request => ({ command: 'modbusWrite', address, words: values });

  test('a write is read back after the silent second, and not before', () => {
    const b = bench();
    expect(b.ask(write(308, 20))).toEqual({ command: 'modbusWrite', address: 308, count: 1 });
    expect(words(b, 308)).toEqual([]);
    b.host.wait(1000);
    expect(words(b, 308)).toEqual([20]);
  });

  test('all three ways to write', () => {
    const b = bench({ savingMs: 0 });
    expect(b.ask({ command: 'writeBlock', address: 312, words: [0x86a0, 1] })).toEqual({ command: 'ack', of: 0x0b });
    expect(
      b.ask({
        command: 'writeRegisters',
        pairs: [
          [308, 30],
          [314, 3],
        ],
      }),
    ).toEqual({ command: 'ack', of: 0x0d });
    expect(words(b, 308, 7)).toEqual([30, 0, 20, 5, 0x86a0, 1, 3]);
  });

  test.each([
    ['outside its range', write(308, 14)],
    ['above its range', write(307, 17)],
    ['outside the map', write(350, 1)],
    ['one of two words above the range', write(312, 0x86a1, 1)],
    ['thresholds out of order', write(300, 2900)],
    ['thresholds closer than 10 mV', write(315, 3455)],
    ['peak cutoff not above the other', write(305, 150)],
  ])('refuses a value %s, and changes nothing', (_, request) => {
    const b = bench({ savingMs: 0 });
    const before = words(b, 300, 44);
    expect(b.ask(request)).toEqual(NACK(0x10));
    expect(words(b, 300, 44)).toEqual(before);
  });

  test('a device that clamps takes the nearest value instead', () => {
    const b = bench({ savingMs: 0, outOfRange: 'clamp' });
    expect(b.ask(write(308, 14))).toMatchObject({ command: 'modbusWrite' });
    expect(words(b, 308)).toEqual([15]);
  });

  test('a negative temperature and the two halves of register 330', () => {
    const b = bench({ savingMs: 0 });
    b.ask(write(320, 0x10000 - 10));
    expect(words(b, 320)).toEqual([0xfff6]);
    expect(b.ask(write(320, 0x10000 - 41))).toEqual(NACK(0x10));
    expect(b.ask(write(330, 0x1e02))).toMatchObject({ command: 'modbusWrite' });
    expect(b.ask(write(330, 0x1f02))).toEqual(NACK(0x10));
    expect(b.ask(write(330, 0x1e03))).toEqual(NACK(0x10));
  });

  test('the reserved high byte of a single-byte register stays as it is', () => {
    const b = bench({ savingMs: 0 });
    b.ask(write(338, 0xab03));
    expect(words(b, 338)).toEqual([3]);
  });

  test('the state of charge is taken at once, and its register reads 0xFFFF again', () => {
    const b = bench({ savingMs: 0 });
    expect(words(b, 328)).toEqual([0xffff]);
    b.ask(write(328, 12_500));
    b.ask(write(323, 45_000));
    expect(words(b, 328)).toEqual([0xffff]);
    const live = decodeLive(words(b, LIVE_BLOCK.address, LIVE_BLOCK.count));
    expect(live.stateOfCharge).toBeCloseTo(25, 3);
    expect(live.stateOfHealth).toBe(90);
  });

  test('bounds: minimum <= current <= maximum for every setting, and the write obeys them', () => {
    const b = bench({ savingMs: 0 });
    const bound = (name: 'minimum' | 'maximum' | 'current' | 'default'): readonly number[] => {
      const reply = b.ask({ command: 'settings', bound: name, count: 44 });
      return reply?.command === 'settings' ? reply.words : [];
    };
    expect(bound('current')).toEqual(words(b, 300, 44));
    expect(bound('default')).toEqual(bound('current'));
    expect(bound('minimum')[7]).toBe(4);
    expect(bound('maximum')[7]).toBe(16);
    expect(bound('minimum')[20]).toBe(0x10000 - 40);
    expect([bound('maximum')[12], bound('maximum')[13]]).toEqual([100_000 & 0xffff, 1]);
  });
});

describe('restart and events', () => {
  test('a restart is acknowledged, takes a while, and is found in log and reset cause', () => {
    const b = bench();
    expect(b.ask({ command: 'resetOrClear', option: 'restart' })).toEqual({ command: 'ack', of: 2 });
    expect(b.ask({ command: 'version' })).toBeUndefined();
    b.host.wait(2000);
    expect((words(b, 114)[0] ?? 0) & 0xff).toBe(4);
    const events = b.ask({ command: 'allEvents' });
    expect(events?.command === 'allEvents' && events.events.slice(-2).map((event) => event.code)).toEqual([0x61, 0x66]);
  });

  test('its acknowledgement may be lost', () => {
    const b = bench({ restartAckLost: true });
    expect(b.ask({ command: 'resetOrClear', option: 'restart' })).toBeUndefined();
    b.host.wait(2000);
    expect((words(b, 114)[0] ?? 0) & 0xff).toBe(4);
  });

  test('a change of the operation mode restarts the device by itself', () => {
    const b = bench();
    expect(b.ask({ command: 'modbusWrite', address: 340, words: [1] })).toMatchObject({ command: 'modbusWrite' });
    b.host.wait(2000);
    const events = b.ask({ command: 'allEvents' });
    expect(events?.command === 'allEvents' && events.events.at(-1)?.code).toBe(0x67);
  });

  test('0x11 tells each event once, 0x12 tells all, and clearing empties the log', () => {
    const b = bench();
    const count = (command: 'newestEvents' | 'allEvents'): number => {
      const reply = b.ask({ command });
      return reply?.command === command ? reply.events.length : -1;
    };
    expect(count('newestEvents')).toBe(2);
    expect(count('newestEvents')).toBe(0);
    expect(count('allEvents')).toBe(2);
    b.ask({ command: 'resetOrClear', option: 'clearEvents' });
    expect(count('allEvents')).toBe(0);
    expect(words(b, 200, 98)).toEqual(new Array(98).fill(0));
  });

  test('the log is a ring of 49', () => {
    const b = bench({ savingMs: 0 });
    for (let round = 0; round < 30; round++) {
      b.ask({ command: 'resetOrClear', option: 'restart' });
      b.host.wait(2000);
    }
    const reply = b.ask({ command: 'allEvents' });
    expect(reply?.command === 'allEvents' && reply.events.length).toBe(49);
    const times = reply?.command === 'allEvents' ? reply.events.map((event) => event.time) : [];
    expect(times).not.toEqual(times.toSorted((a, c) => a - c));
  });
});

describe('text of its own', () => {
  test('ASCII lines come at the period of register 342, and answers go between, intact', () => {
    const b = bench({ settings: { broadcastTime: 2, broadcastProtocol: 1 } });
    const bytes: number[] = [];
    for (let poll = 0; poll < 60; poll++)
      bytes.push(...b.host.exchange(encodeRequest({ command: 'modbusRead', address: 0, count: 57 }), 37));
    const { frames, skipped } = new Deframer('replies').push(Uint8Array.from(bytes));
    expect(frames.length).toBeGreaterThanOrEqual(59);
    const text = asciiText(Uint8Array.from(bytes));
    expect(skipped).toBeGreaterThan(500);
    expect(text).toMatch(/BPV:5\d\.\d\d\tMINCV:3\.\d{3}/);
  });

  test('an answer may stand in the middle of a text', () => {
    const { host } = bench({ settings: { broadcastTime: 4, broadcastProtocol: 1 } });
    host.wait(1000.5);
    const bytes = host.exchange(encodeRequest({ command: 'stateOfCharge' }), 100);
    const text = asciiText(bytes);
    expect(text.indexOf('\uFFFD')).toBeGreaterThan(2);
    expect(text.indexOf('\uFFFD')).toBeLessThan(60);
    expect(text.endsWith('\r\n')).toBe(true);
    expect(new Deframer('replies').push(bytes).frames).toHaveLength(1);
  });

  test('CA V3 has 13 numbers, the last seven 0', () => {
    const { host } = bench({ settings: { broadcastTime: 4, broadcastProtocol: 0 } });
    const numbers = asciiText(host.wait(1100)).trim().split('\t').map(Number);
    expect(numbers).toHaveLength(13);
    expect(numbers.slice(6)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(numbers[1]).toBeGreaterThan(50);
  });

  test('an absent sensor is dashes, and sleep ends the text', () => {
    const { host } = bench({ settings: { broadcastTime: 4, broadcastProtocol: 1 }, externalSensors: 0 });
    expect(asciiText(host.wait(1100))).toContain('EXT1:---\tEXT2:---\tOS:151');
    host.wait(12_000);
    expect(host.wait(5000)).toHaveLength(0);
  });
});
