import { describe, expect, test } from 'vitest';
import { fromHex } from '../../../src/protocols/bytes/hex';
import { standardFrame } from '../../../src/protocols/can-frame';
import { FRAMES, type FrameName } from '../../../src/protocols/canbms/frames';
import type { ByteField, ByteMap } from '../../../src/protocols/explain/byte-map';
import { explainCanFrame } from '../../../src/protocols/explain/can-frame';
import { explainSlcanLine } from '../../../src/protocols/explain/slcan-line';
import { explainBmsReply, explainBmsRequest } from '../../../src/protocols/explain/tinybms-frame';
import { readSlcanMessage } from '../../../src/protocols/slcan/message';
import { requestIn } from '../../../src/protocols/tinybms/frames';
import heard from '../../vectors/canbms-heard.json';
import canFrames from '../../vectors/canbms-frames.json';
import slcanCommands from '../../vectors/slcan-commands.json';
import slcanLines from '../../vectors/slcan-lines.json';
import bmsFrames from '../../vectors/tinybms-frames.json';

/** How a field is called in these tests. */
function nameOf({ subject }: ByteField): string {
  if (subject.of === 'part') return subject.part;
  return subject.of === 'register' ? [subject.register, ...(subject.field ? [subject.field] : [])].join('.') : subject.signal;
}

function find(map: ByteMap, name: string): ByteField | undefined {
  return map.find((field) => nameOf(field) === name);
}

/** Offsets that a map covers. */
function covered(map: ByteMap): readonly number[] {
  const bytes = new Set(map.flatMap(({ offset, length }) => Array.from({ length }, (_, index) => offset + index)));
  return [...bytes].sort((a, b) => a - b);
}

const all = (length: number): readonly number[] => Array.from({ length }, (_, index) => index);

describe('TinyBMS', () => {
  test.each(bmsFrames)('$direction, $name: every byte is told, and the values are those of the example', (vector) => {
    const frame = fromHex(vector.hex);
    const base = 'registers' in vector ? vector.registers?.base : undefined;
    const command = vector.value.command;
    const asked =
      base === undefined ? undefined : ({ command, address: base, count: 1 } as { command: 'modbusRead'; address: number; count: number });
    const map = vector.direction === 'request' ? explainBmsRequest(frame) : explainBmsReply(frame, asked);
    expect(covered(map)).toEqual(all(frame.length));
    expect(find(map, 'header')).toMatchObject({ offset: 0, raw: 0xaa });
    expect(find(map, 'checksum')).toMatchObject({ offset: frame.length - 2, length: 2 });
    for (const [name, value] of Object.entries(('registers' in vector && vector.registers?.values) || {})) {
      const told = find(map, name)?.value;
      if (value === null) expect(told, name).toBeUndefined();
      else expect(told, name).toBeCloseTo(value, 5);
    }
  });

  test('a block read: address and count of the request, then each register where it stands', () => {
    const request = fromHex('AA 03 00 24 00 04 1D D9');
    const asked = explainBmsRequest(request);
    expect(find(asked, 'address')).toMatchObject({ offset: 2, length: 2, raw: 36 });
    expect(find(asked, 'register-count')).toMatchObject({ offset: 4, length: 2, raw: 4 });
    const told = explainBmsReply(fromHex('AA 03 08 EB 85 42 4C 33 33 C0 F3 D8 20'), requestIn(request));
    expect(find(told, 'packVoltage')).toMatchObject({ offset: 3, length: 4, unit: 'V' });
    expect(find(told, 'packVoltage')?.value).toBeCloseTo(51.23, 4);
    expect(find(told, 'packCurrent')).toMatchObject({ offset: 7, length: 4, unit: 'A' });
    expect(find(told, 'packCurrent')?.value).toBeCloseTo(-7.6, 4);
  });

  test('without the request a block is words, never the registers of another one', () => {
    const map = explainBmsReply(fromHex('AA 03 08 EB 85 42 4C 33 33 C0 F3 D8 20'));
    expect(map.filter((field) => nameOf(field) === 'word')).toHaveLength(4);
  });

  test('individual registers, events, temperatures, versions, refusals', () => {
    const individual = explainBmsReply(fromHex('AA 09 08 2D 00 68 BF 32 00 97 00 2C EB'));
    expect(find(individual, 'stateOfHealth')).toMatchObject({ offset: 5, value: 98, unit: '%' });
    expect(find(individual, 'onlineStatus')).toMatchObject({ offset: 9, raw: 0x97, value: 'idle' });
    const events = explainBmsReply(fromHex('AA 12 0C 40 42 0F 00 10 40 0F 64 11 40 0F 62 B7 66'));
    expect(find(events, 'bms-time')).toMatchObject({ value: 1_000_000, unit: 's' });
    expect(events.filter((field) => nameOf(field) === 'event-code').map(({ value }) => value)).toEqual([
      'chargerConnected',
      'chargingStarted',
    ]);
    expect(events.filter((field) => nameOf(field) === 'event-time').map(({ value }) => value)).toEqual([999_440, 999_441]);
    const temperatures = explainBmsReply(fromHex('AA 1B 06 16 01 14 01 16 01 0E 4E'));
    expect(find(temperatures, 'internalTemp')).toMatchObject({ offset: 3, value: 27.8, unit: '°C' });
    expect(find(temperatures, 'externalTemp1')).toMatchObject({ offset: 5, value: 27.6 });
    const version = explainBmsReply(fromHex('AA 1F 07 02 03 01 F3 00 18 04 BD C7'));
    expect(find(version, 'internalFirmwareVersion')).toMatchObject({ offset: 6, length: 2, value: 243 });
    expect(find(version, 'bootloaderAndProfile.bootloaderVersion')).toMatchObject({ offset: 8, value: 24 });
    const refused = explainBmsReply(fromHex('AA 00 03 01 E0 CC'));
    expect(find(refused, 'of-command')?.value).toBe('modbusRead');
    expect(find(refused, 'error-code')?.value).toBe('checksum');
  });

  test('cells are numbered by the BMS: 14 cells begin in slot 3, and slots without a cell have no number', () => {
    const words = Array.from({ length: 57 }, (_, index) => (index < 2 ? 0 : index < 16 ? 33_000 + index : index === 53 ? 14 : 0));
    const bytes = words.flatMap((word) => [word >> 8, word & 0xff]);
    const frame = Uint8Array.of(0xaa, 0x03, 114, ...bytes, 0, 0);
    // CRC-16/MODBUS, computed here bit by bit.
    let crc = 0xffff;
    for (const byte of frame.subarray(0, -2)) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
    }
    frame.set([crc & 0xff, crc >> 8], frame.length - 2);
    const map = explainBmsReply(frame, { command: 'modbusRead', address: 0, count: 57 });
    expect(find(map, 'cellSlot03Voltage')).toMatchObject({ subject: { cell: 1 }, value: 3.3002, offset: 7 });
    expect(find(map, 'cellSlot16Voltage')).toMatchObject({ subject: { cell: 14 } });
    expect(find(map, 'cellSlot01Voltage')?.subject).not.toHaveProperty('cell');
  });

  test('parts of a register stand on their own byte in both byte orders', () => {
    const little = explainBmsReply(fromHex('AA 09 04 2C 01 68 0E 17 07'));
    expect(find(little, 'fullyChargedVoltage')).toMatchObject({ value: 3.688, offset: 5 });
    const damaged = explainBmsReply(fromHex('AA 09 04 2C 01 68 0E 17 08'));
    expect(damaged).toMatchObject([{ offset: 0, length: 9, subject: { part: 'noise' } }]);
  });
});

describe('CAN-BMS', () => {
  test.each(canFrames)('$name', ({ frame, values, hex }) => {
    const data = fromHex(hex);
    const map = explainCanFrame(standardFrame(FRAMES[frame as FrameName].id, data));
    expect(covered(map)).toEqual(all(data.length));
    for (const [name, value] of Object.entries(values)) {
      const told = find(map, name)?.value;
      if (typeof value === 'number') expect(told, name).toBeCloseTo(value, 1);
      else expect(told, name).toBe(value);
    }
  });

  test.each(heard)('$name', ({ id, hex }) => {
    const data = fromHex(hex);
    expect(covered(explainCanFrame(standardFrame(id, data)))).toEqual(all(data.length));
  });

  test('0x351: bytes, raw counts and values', () => {
    const map = explainCanFrame(standardFrame(0x351, fromHex('2C 02 39 03 78 05 C0 01')));
    expect(find(map, 'cvl')).toMatchObject({ offset: 0, length: 2, raw: 556, value: 55.6, unit: 'V' });
    expect(find(map, 'ccl')).toMatchObject({ offset: 2, length: 2, raw: 825, value: 82.5, unit: 'A' });
    expect(find(map, 'dcl')).toMatchObject({ offset: 4, length: 2, raw: 1400, value: 140, unit: 'A' });
  });

  test('0x35A: each pair on its bits', () => {
    const map = explainCanFrame(standardFrame(0x35a, fromHex('A4 AA 82 02 A8 AA 82 02')));
    expect(find(map, 'highVoltageAlarm')).toMatchObject({ offset: 0, bits: [2, 2], raw: 1, value: 'active' });
    expect(find(map, 'imbalanceWarning')).toMatchObject({ offset: 7, bits: [0, 2], raw: 2, value: 'ok' });
    expect(find(map, 'generalAlarm')).toMatchObject({ raw: 0, value: undefined });
  });

  test('a frame that nobody knows is data', () => {
    expect(explainCanFrame(standardFrame(0x123, fromHex('01 02')))).toMatchObject([{ offset: 0, length: 2, raw: '01 02' }]);
  });
});

describe('slcan', () => {
  test.each(slcanLines)('received: $name', (vector) => {
    const bytes = fromHex(vector.hex);
    const map = explainSlcanLine(bytes, 'received');
    expect(covered(map)).toEqual(all(bytes.length));
  });

  test.each(slcanCommands)('sent: $name', ({ hex }) => {
    const bytes = fromHex(hex);
    expect(covered(explainSlcanLine(bytes, 'sent'))).toEqual(all(bytes.length));
    expect(readSlcanMessage(bytes, 'sent').kind).toBe('command');
  });

  test('the signals of a frame stand on the characters that carry them', () => {
    // Worked example: id 0x351, 8 bytes 30 02 E8 03 E8 03 C8 01.
    const bytes = fromHex('74 33 35 31 38 33 30 30 32 45 38 30 33 45 38 30 33 43 38 30 31 0D');
    const map = explainSlcanLine(bytes, 'sent');
    expect(find(map, 'identifier')).toMatchObject({ offset: 1, length: 3, raw: 0x351 });
    expect(find(map, 'length')).toMatchObject({ offset: 4, raw: 8 });
    expect(find(map, 'cvl')).toMatchObject({ offset: 5, length: 4, value: 56 });
    expect(find(map, 'ccl')).toMatchObject({ offset: 9, length: 4, value: 100 });
    expect(find(map, 'terminator')).toMatchObject({ offset: 21, value: 'CR' });
  });

  test('an acknowledgement glued to the next frame, a stamp, a refusal, boot text', () => {
    const glued = explainSlcanLine(new TextEncoder().encode('zt1232AABB\r'), 'received');
    expect(glued.map(nameOf)).toEqual(['acknowledged', 'letter', 'identifier', 'length', 'data', 'terminator']);
    const stamped = explainSlcanLine(new TextEncoder().encode('t100211334D67\r'), 'received');
    expect(find(stamped, 'stamp')).toMatchObject({ offset: 9, length: 4, raw: 0x4d67 });
    expect(readSlcanMessage(Uint8Array.of(7), 'received').kind).toBe('refused');
    expect(readSlcanMessage(Uint8Array.of(13), 'received').kind).toBe('ok');
    expect(readSlcanMessage(new TextEncoder().encode('rst:0x1 (POWERON_RESET),boot:0x13\r'), 'received').kind).toBe('text');
  });
});
