import { describe, expect, test } from 'vitest';
import { COMMANDS, commandName, frameLength, lastLengthByte, layoutOf } from '../../../src/protocols/tinybms/commands';

/** Code of every command that the vendor lists. */
const CODES = [
  0x02, 0x03, 0x07, 0x09, 0x0b, 0x0d, 0x10, 0x11, 0x12, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x1b, 0x1c, 0x1d, 0x1e, 0x1f, 0x20,
];

describe('the command table', () => {
  test('holds every command of the vendor once', () => {
    expect(Object.values(COMMANDS).map(({ code }) => code)).toEqual(CODES);
    expect(CODES.every((code) => commandName(code) !== undefined)).toBe(true);
    expect(commandName(0x04)).toBeUndefined();
  });

  // Source: TinyBMS Communication Protocols rev. D, the answer of each command.
  test.each<[string, number, number, number | undefined]>([
    ['refusal', 0x00, 0, 6],
    ['acknowledgement', 0x01, 0, 5],
    ['MODBUS read', 0x03, 254, 259],
    ['MODBUS read of half a register', 0x03, 0xff, undefined],
    ['MODBUS read of nothing', 0x03, 0, undefined],
    ['block, last packet', 0x07, 0x3f, 68],
    ['block, reserved bit set', 0x07, 0x48, 13],
    ['block, packet 2 of several', 0x07, 0x82, 68],
    ['individual registers', 0x09, 8, 13],
    ['MODBUS write', 0x10, 0x55, 8],
    ['newest events: none', 0x11, 4, 9],
    ['all events: 49', 0x12, 200, 205],
    ['all events: a part of one', 0x12, 5, undefined],
    ['voltage', 0x14, 0xff, 8],
    ['current', 0x15, 0xff, 8],
    ['highest cell', 0x16, 0xff, 6],
    ['lowest cell', 0x17, 0xff, 6],
    ['status', 0x18, 0xff, 6],
    ['lifetime', 0x19, 0xff, 8],
    ['state of charge', 0x1a, 0xff, 8],
    ['temperatures', 0x1b, 6, 11],
    ['temperatures of four sensors', 0x1b, 8, undefined],
    ['16 cells', 0x1c, 32, 37],
    ['17 cells', 0x1c, 34, undefined],
    ['100 settings', 0x1d, 200, 205],
    ['version', 0x1e, 5, 10],
    ['extended version', 0x1f, 7, 12],
    ['drive data', 0x20, 0, 16],
  ])('answer: %s', (_, code, count, length) => {
    const layout = layoutOf('replies', code);
    expect(layout && frameLength(layout, count)).toBe(length);
  });

  test('a MODBUS exception, a request without an answer and unknown codes are no answers', () => {
    for (const code of [0x02, 0x0b, 0x0d, 0x83, 0x90, 0x04, 0xaa]) expect(layoutOf('replies', code)).toBeUndefined();
  });

  test('the length of a request is in its own place', () => {
    const write = layoutOf('requests', 0x10);
    expect(write && lastLengthByte(write)).toBe(6);
    expect(write && frameLength(write, 4)).toBe(13);
    for (const code of [0x00, 0x01, 0x04, 0x83]) expect(layoutOf('requests', code)).toBeUndefined();
  });
});
