import { describe, expect, test } from 'vitest';
import { asciiBytes } from '../../../src/protocols/bytes/ascii';
import { fromHex } from '../../../src/protocols/bytes/hex';
import { Deframer } from '../../../src/protocols/tinybms/deframer';

const COUNTER = fromHex('AA 19 67 45 23 01 D3 82');
const ACK = fromHex('AA 01 0D 91 B5');
const BLOCK = fromHex('AA 03 08 EB 85 42 4C 33 33 C0 F3 D8 20');

function bytes(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

describe('the deframer', () => {
  test('finds frames in one chunk, and tells what it skipped', () => {
    const deframer = new Deframer('replies');
    expect(deframer.push(bytes([1, 2, 3], COUNTER, ACK, asciiBytes('BPV:51.2\r\n')))).toEqual({ frames: [COUNTER, ACK], skipped: 13 });
    expect(deframer.pending).toBe(0);
  });

  test('waits for the rest of a frame', () => {
    const deframer = new Deframer('replies');
    expect(deframer.push(BLOCK.subarray(0, 5))).toEqual({ frames: [], skipped: 0 });
    expect(deframer.pending).toBe(5);
    expect(deframer.push(bytes(BLOCK.subarray(5), [0xaa]))).toEqual({ frames: [BLOCK], skipped: 0 });
    expect(deframer.pending).toBe(1);
  });

  test('text of the broadcast between and ahead of answers costs nothing but itself', () => {
    const text = asciiBytes('0.0\t51.23\t-7.60\t0.0\r\n');
    const deframer = new Deframer('replies');
    expect(deframer.push(bytes(text, BLOCK, text, ACK, text))).toEqual({ frames: [BLOCK, ACK], skipped: 3 * text.length });
  });

  test('goes on one byte after a bad checksum, so that a frame inside is found', () => {
    // A false header that claims four bytes more than the frame behind it has.
    const deframer = new Deframer('replies');
    expect(deframer.push(bytes([0xaa, 0x03, 12], BLOCK, [0, 0, 0, 0]))).toEqual({ frames: [BLOCK], skipped: 7 });
  });

  test('a false header holds back what follows until its claim is filled or given up', () => {
    const deframer = new Deframer('replies');
    expect(deframer.push(bytes([0xaa, 0x03, 0xfe], ACK, COUNTER))).toEqual({ frames: [], skipped: 0 });
    expect(deframer.pending).toBe(16);
    expect(deframer.giveUp()).toEqual({ frames: [ACK, COUNTER], skipped: 3 });
    expect(deframer.pending).toBe(0);
    expect(deframer.giveUp()).toEqual({ frames: [], skipped: 0 });
    expect(deframer.push(ACK)).toEqual({ frames: [ACK], skipped: 0 });
  });

  test('giving up the beginning of a frame leaves nothing behind that could spoil the next', () => {
    const deframer = new Deframer('replies');
    deframer.push(BLOCK.subarray(0, 9));
    expect(deframer.giveUp()).toEqual({ frames: [], skipped: 9 });
    expect(deframer.push(BLOCK)).toEqual({ frames: [BLOCK], skipped: 0 });
  });

  test('a header that no answer has is passed over at once', () => {
    const deframer = new Deframer('replies');
    // Half a register, an exception of standard MODBUS, and a request that has no answer of its code.
    expect(deframer.push(bytes([0xaa, 0x03, 0xff], [0xaa, 0x83, 2], [0xaa, 0x0d, 4], ACK))).toEqual({ frames: [ACK], skipped: 9 });
  });

  test('header bytes in data and checksum do no harm', () => {
    const frame = fromHex('AA 10 AA AA 00 AA 58 55');
    const deframer = new Deframer('replies');
    expect(deframer.push(bytes([0xaa, 0xaa], frame, frame))).toEqual({ frames: [frame, frame], skipped: 2 });
  });

  test('frames stay as they are: the chunk may be reused, and what follows lies elsewhere', () => {
    const deframer = new Deframer('replies');
    const chunk = Uint8Array.from(COUNTER);
    const [frame] = deframer.push(chunk).frames;
    chunk.fill(0);
    for (let round = 0; round < 100; round++) deframer.push(new Uint8Array(100).fill(round));
    deframer.push(new Uint8Array(5000));
    expect(frame).toEqual(COUNTER);
  });

  test('requests have lengths of their own', () => {
    const read = fromHex('AA 03 00 24 00 04 1D D9');
    const write = fromHex('AA 10 01 38 00 02 04 86 A0 00 01 33 01');
    const deframer = new Deframer('requests');
    expect(deframer.push(bytes(read, [0], write))).toEqual({ frames: [read, write], skipped: 1 });
  });
});
