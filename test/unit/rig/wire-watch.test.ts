import { expect, test } from 'vitest';
import type { SentFrame } from '../../support/adapter-log';
import { isCertain, WireWatch } from '../../rig/soak/wire-watch';
import { crc16 } from '../../../src/protocols/bytes/crc16';

/** An answer with the live block: 52.85 V in register 36, -12.3 A in 38, 64 % in 46; low words first. */
function answer(): Uint8Array {
  const bytes = Buffer.alloc(119);
  bytes.set([0xaa, 0x03, 114]);
  const write = (address: number, value: Buffer): void => {
    value.copy(bytes, 3 + 2 * address, 2, 4);
    value.copy(bytes, 5 + 2 * address, 0, 2);
  };
  const number = (fill: (buffer: Buffer) => void): Buffer => {
    const buffer = Buffer.alloc(4);
    fill(buffer);
    return buffer;
  };
  write(
    36,
    number((buffer) => buffer.writeFloatBE(52.85)),
  );
  write(
    38,
    number((buffer) => buffer.writeFloatBE(-12.3)),
  );
  write(
    46,
    number((buffer) => buffer.writeUInt32BE(64_000_000)),
  );
  bytes.writeUInt16LE(crc16(bytes, 0, 117), 117);
  return bytes;
}

const frame = (id: number, hex: string, at: number): SentFrame => {
  const data = Uint8Array.from(Buffer.from(hex, 'hex'));
  return { id, hex, data: new DataView(data.buffer), startedAt: at, endedAt: at };
};

/** The answer arrives in two pieces. */
function watchThatHeard(at: number): WireWatch {
  const watch = new WireWatch();
  const bytes = answer();
  for (const piece of [bytes.subarray(0, 50), bytes.subarray(50)]) {
    watch.pass({ device: 'bms', direction: 'out', at, bytes: piece, original: piece });
  }
  return watch;
}

test('what the BMS has said may be sent, as long as it is fresh', () => {
  const watch = watchThatHeard(0);
  // 5285 and -123, little-endian; 64 %.
  watch.sent(frame(0x356, 'A51485FF0000', 5_000));
  watch.sent(frame(0x355, '40006400', 5_000));
  expect(watch.wrong).toEqual([]);
  watch.sent(frame(0x356, 'A51485FF0000', 11_000));
  expect(watch.wrong).toHaveLength(1);
});

test('anything else is a wrong value, be it by one step', () => {
  const watch = watchThatHeard(0);
  watch.sent(frame(0x356, 'A61485FF0000', 100));
  watch.sent(frame(0x356, 'A51486FF0000', 100));
  watch.sent(frame(0x355, '41006400', 100));
  expect(watch.wrong).toHaveLength(3);
  expect(watch.judged).toBe(3);
});

test('no limit may be above what was usual', () => {
  const watch = new WireWatch();
  watch.learn();
  watch.sent(frame(0x351, '2802380446050000', 0));
  watch.learned();
  watch.sent(frame(0x351, '2802000046050000', 1_000));
  expect(watch.wrong).toEqual([]);
  watch.sent(frame(0x351, '2902380446050000', 2_000));
  expect(watch.wrong).toHaveLength(1);
});

test('a period without 0x351 is missed when one is expected, in the middle and at the end', () => {
  const watch = new WireWatch();
  watch.heard(0);
  watch.expect('both', 0);
  for (const at of [1_000, 2_010, 4_000]) watch.heard(at);
  expect(watch.periods.both).toEqual({ expected: 4, missed: 1 });
  watch.expect('bms-away', 4_400);
  watch.heard(5_000);
  watch.expect('unsure', 7_600);
  expect(watch.periods).toEqual({ both: { expected: 4, missed: 1 }, 'bms-away': { expected: 3, missed: 2 } });
  watch.heard(60_000);
  expect(watch.periods['bms-away'].missed).toBe(2);
});

test('a line for the bus on its way to the BMS is a wrong value', () => {
  const watch = new WireWatch();
  const bytes = Buffer.from('t35180000000000000000\r');
  watch.pass({ device: 'bms', direction: 'in', at: 0, bytes, original: bytes });
  expect(watch.wrong).toHaveLength(1);
});

test('limits that came too close are held against the bridge only where no late machine can explain it', () => {
  const close = { at: 0, kind: 'limits-too-close', detail: '', afterMs: 60 } as const;
  expect([0, 39, 40, 500].map((lateMs) => isCertain(close, lateMs))).toEqual([true, true, false, false]);
  expect(isCertain({ at: 0, kind: 'forbidden-value', detail: '' }, 500)).toBe(true);
});
