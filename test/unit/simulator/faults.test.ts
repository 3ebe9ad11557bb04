import { describe, expect, test } from 'vitest';
import { asciiText } from '../../../src/protocols/bytes/ascii';
import { Deframer } from '../../../src/protocols/tinybms/deframer';
import { decodeReply, encodeRequest, type Reply } from '../../../src/protocols/tinybms/frames';
import { decodeLive, LIVE_BLOCK } from '../../../src/protocols/tinybms/live';
import type { PackReading } from '../../../src/battery/pack';
import { createWorld, FAULT_NAMES, FAULTS, isFaultName, type FaultName, type World } from '../../../src/simulator/world';
import { Host } from '../../support/simulator-host';

const LIVE_READ = encodeRequest({ command: 'modbusRead', ...LIVE_BLOCK });
const LIMITS = 't35182C02390378050000';
const BEL = '\u0007';

function bmsWith(...faults: readonly FaultName[]): { readonly world: World; readonly host: Host } {
  const world = createWorld({ asleep: false });
  const host = new Host(world.bms);
  host.exchange(LIVE_READ);
  for (const fault of faults) world.inject(fault, true);
  host.wait(500);
  return { world, host };
}

function live(host: Host): PackReading {
  const frame = new Deframer('replies').push(host.exchange(LIVE_READ)).frames[0];
  const reply: Reply | undefined = frame && decodeReply(frame);
  if (reply?.command !== 'modbusRead') throw new Error('no answer');
  return decodeLive(reply.words);
}

function canWith(...faults: readonly FaultName[]): { readonly world: World; readonly host: Host } {
  const world = createWorld();
  const host = new Host(world.can);
  for (const command of ['S6', 'O']) host.say(command);
  for (const fault of faults) world.inject(fault, true);
  return { world, host };
}

function limitsOnBus(world: World, senders: readonly string[] = ['adapter']): number {
  return world.truth.bus.filter(({ frame, sender }) => frame.id === 0x351 && senders.includes(sender)).length;
}

test('every fault has one line in words, and can be switched on and off', () => {
  const world = createWorld();
  for (const name of FAULT_NAMES) {
    expect(FAULTS[name]).toMatch(/^[A-Z].*\.$/);
    world.inject(name, true);
    world.advance(world.truth.at + 2000);
    expect(world.faults.find((fault) => fault.name === name)?.active).toBe(true);
    world.inject(name, false);
    world.advance(world.truth.at + 2000);
  }
  expect(world.faults.every(({ active }) => !active)).toBe(true);
  expect(isFaultName('gx-off')).toBe(true);
  expect(isFaultName('toString')).toBe(false);
});

describe('the line of the BMS', () => {
  test('bms-silent', () => {
    const { world, host } = bmsWith('bms-silent');
    expect(host.exchange(LIVE_READ)).toHaveLength(0);
    world.inject('bms-silent', false);
    expect(host.exchange(LIVE_READ)).toHaveLength(119);
  });

  test('bms-sleep loses a request now and after each second of rest', () => {
    const { world, host } = bmsWith();
    world.inject('bms-sleep', true);
    expect(host.exchange(LIVE_READ)).toHaveLength(0);
    expect(host.exchange(LIVE_READ)).toHaveLength(119);
    host.wait(1200);
    expect(host.exchange(LIVE_READ)).toHaveLength(0);
    world.inject('bms-sleep', false);
    host.wait(5000);
    expect(host.exchange(LIVE_READ)).toHaveLength(119);
  });

  test('bms-noise damages about one byte in a thousand, both ways', () => {
    const { host } = bmsWith('bms-noise');
    const intact = bmsWith().host;
    let [bytes, damaged, refused, unanswered] = [0, 0, 0, 0];
    for (let poll = 0; poll < 2000; poll++) {
      const [noisy, clean] = [host.exchange(LIVE_READ), intact.exchange(LIVE_READ)];
      if (noisy.length === 0) unanswered++;
      else if (noisy.length === 6) refused++;
      else for (const [index, byte] of noisy.entries()) if (++bytes && byte !== clean[index]) damaged++;
    }
    expect(refused + unanswered).toBeGreaterThan(4);
    expect(damaged / bytes).toBeGreaterThan(0.0007);
    expect(damaged / bytes).toBeLessThan(0.0014);
  });

  test('bms-chopped cuts answers into pieces of up to five bytes, and loses none', () => {
    const { host, world } = bmsWith('bms-chopped');
    world.bms.receive(LIVE_READ, host.now);
    const bytes: number[] = [];
    for (let due = world.bms.nextDue(); due !== undefined && due < host.now + 500; due = world.bms.nextDue()) {
      const piece = world.bms.take(due);
      expect(piece.length).toBeLessThanOrEqual(5);
      bytes.push(...piece);
    }
    expect(new Deframer('replies').push(Uint8Array.from(bytes)).frames).toHaveLength(1);
  });

  test('bms-slow answers 150 to 400 ms late', () => {
    const { host } = bmsWith('bms-slow');
    expect(host.exchange(LIVE_READ, 150)).toHaveLength(0);
    expect(host.wait(300)).toHaveLength(119);
  });

  test('bms-refuses', () => {
    const { host } = bmsWith('bms-refuses');
    expect(host.hex('AA 16 FE DE')).toMatch(/^AA 00 16/);
    expect(host.exchange(LIVE_READ)).toHaveLength(6);
  });

  test('bms-broadcast-text', () => {
    const { world, host } = bmsWith('bms-broadcast-text');
    expect(asciiText(host.wait(1000))).toContain('BPV:');
    world.inject('bms-broadcast-text', false);
    host.wait(1000);
    expect(host.wait(3000)).toHaveLength(0);
  });

  test('bms-cable-pulled closes the port; put back it must be opened again', () => {
    const { world, host } = bmsWith('bms-cable-pulled');
    expect(world.bms.present).toBe(false);
    expect(world.bms.nextDue()).toBeUndefined();
    expect(host.exchange(LIVE_READ)).toHaveLength(0);
    world.bms.setOpen(true, host.now);
    expect(host.exchange(LIVE_READ)).toHaveLength(0);
    world.inject('bms-cable-pulled', false);
    expect(world.bms.present).toBe(true);
    expect(host.exchange(LIVE_READ)).toHaveLength(0);
    world.bms.setOpen(true, host.now);
    expect(host.exchange(LIVE_READ)).toHaveLength(119);
  });
});

describe('what the BMS measures', () => {
  test.each<[FaultName, (reading: PackReading) => unknown, unknown]>([
    ['bms-absurd-cell', (reading) => reading.cells.filter((cell) => cell.voltage === 6.5535).length, 1],
    ['bms-absurd-current', (reading) => reading.packCurrent, 30_000],
    ['bms-wrong-cell-count', (reading) => reading.detectedCells, 15],
    ['cell-high', (reading) => reading.maxCellVoltage, 3.63],
    ['cell-low', (reading) => reading.minCellVoltage, 2.82],
    ['bms-fault-state', (reading) => reading.status, 'fault'],
    ['too-hot', (reading) => reading.status, 'fault'],
    ['soc-jump', (reading) => Math.round(reading.stateOfCharge), 22],
    ['sensor-missing', (reading) => [reading.externalTemp1, reading.externalTemp2], [undefined, undefined]],
    ['too-cold', (reading) => Math.max(reading.externalTemp1 ?? 99, reading.externalTemp2 ?? 99) < -3, true],
    ['imbalance', (reading) => reading.maxCellVoltage - reading.minCellVoltage > 0.22, true],
  ])('%s', (fault, look, expected) => {
    const { world, host } = bmsWith();
    expect(look(live(host))).not.toEqual(expected);
    world.inject(fault, true);
    host.wait(200);
    expect(look(live(host))).toEqual(expected);
    world.inject(fault, false);
    host.wait(8000);
    expect(look(live(host))).not.toEqual(expected);
  });

  test('cold and fault open the paths that they must', () => {
    expect(bmsWith('too-cold').world.truth.pack).toMatchObject({ allowsCharge: false, allowsDischarge: true });
    expect(bmsWith('bms-fault-state').world.truth.pack).toMatchObject({ allowsCharge: false, allowsDischarge: false });
  });

  test('the fault state is in the log, and ends with a restart', () => {
    const { world, host } = bmsWith('bms-fault-state');
    world.inject('bms-fault-state', false);
    host.wait(500);
    const frame = new Deframer('replies').push(host.exchange(encodeRequest({ command: 'allEvents' }))).frames[0];
    const reply = frame && decodeReply(frame);
    expect(reply?.command === 'allEvents' && reply.events.map(({ code }) => code).slice(-3)).toEqual([0x0e, 0x61, 0x66]);
  });

  test('small packs have the same faults', () => {
    const world = createWorld({ cells: 4, asleep: false });
    const host = new Host(world.bms);
    world.inject('cell-high', true);
    world.inject('imbalance', true);
    host.wait(200);
    expect(live(host).maxCellVoltage).toBeGreaterThan(3.4);
  });
});

describe('the adapter and the bus', () => {
  test('can-no-ack carries out frames and answers questions only', () => {
    const { world, host } = canWith('can-no-ack');
    expect(host.say(LIMITS)).toBe('');
    expect(host.say('?')).toBe('');
    expect(host.say('V')).toBe('V1013\r');
    expect(limitsOnBus(world)).toBe(1);
  });

  test('can-refuses', () => {
    const { world, host } = canWith('can-refuses');
    expect(host.say(LIMITS)).toBe(BEL);
    expect(limitsOnBus(world)).toBe(0);
  });

  test('can-stuck', () => {
    const { world, host } = canWith('can-stuck');
    expect(host.say('V', 3000)).toBe('');
    host.say(LIMITS);
    expect(limitsOnBus(world)).toBe(0);
    world.inject('can-stuck', false);
    expect(host.say('V')).toBe('V1013\r');
  });

  test('can-error-passive shows in the flags, frames pass', () => {
    const { world, host } = canWith('can-error-passive');
    expect(host.say(LIMITS)).toBe('z\r');
    expect(host.say('F')).toBe('FA4\r');
    expect(limitsOnBus(world)).toBe(1);
    world.inject('can-error-passive', false);
    expect(host.say('F')).toBe('F00\r');
  });

  test('can-noise damages what the adapter says', () => {
    const { host } = canWith('can-noise');
    const text = asciiText(host.wait(100_000));
    expect(text.length).toBeGreaterThan(4000);
    expect(text.split('\r').some((line) => line !== '' && !/^t30[57]8[0-9A-F]{16}$/.test(line))).toBe(true);
  });

  test('can-cable-pulled', () => {
    const { world, host } = canWith('can-cable-pulled');
    expect(world.can.present).toBe(false);
    expect(host.say('V')).toBe('');
    world.inject('can-cable-pulled', false);
    world.can.setOpen(true, host.now);
    expect(host.say(LIMITS)).toBe(BEL);
    expect(host.say('V')).toBe('V1013\r');
  });

  test('adapter-reboots closes the channel, again every five seconds', () => {
    const { world, host } = canWith('adapter-reboots');
    host.wait(1000);
    for (let round = 0; round < 3; round++) {
      expect(host.say(LIMITS)).toBe(BEL);
      for (const command of ['S6', 'O']) expect(host.say(command)).toBe('\r');
      expect(host.say(LIMITS)).toMatch(/z\r/);
      host.wait(5000 - 4 * 20);
    }
    expect(limitsOnBus(world)).toBe(3);
  });

  test('gx-off is silence, gx-250k disturbs', () => {
    const off = canWith('gx-off');
    expect(off.host.wait(5000)).toHaveLength(0);
    expect(off.world.truth.gx.online).toBe(false);
    const slow = canWith('gx-250k');
    expect(slow.host.wait(5000)).toHaveLength(0);
    slow.host.say(LIMITS, 500);
    expect(limitsOnBus(slow.world)).toBe(0);
    expect(slow.host.say('F')).toBe('FA4\r');
  });

  test('foreign-battery sends limits that are not ours, and the GX takes them', () => {
    const { world, host } = canWith('foreign-battery');
    expect(asciiText(host.wait(3000)).match(/t351/g)).toHaveLength(3);
    expect(limitsOnBus(world, ['foreign'])).toBe(3);
    expect(world.truth.gx.lastLimits?.cvl).toBe(52.4);
    expect(world.truth.violations).toEqual([]);
  });
});
