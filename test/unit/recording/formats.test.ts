import { describe, expect, test } from 'vitest';
import { asciiBytes } from '../../../src/protocols/bytes/ascii';
import { fromHex } from '../../../src/protocols/bytes/hex';
import { FORMATS, type TrafficFormat } from '../../../src/protocols/recording/formats';
import { RecordingReader } from '../../../src/protocols/recording/reader';
import type { RecordedPiece } from '../../../src/protocols/recording/recording';

const NOON = Date.UTC(2026, 5, 1, 12);
const LIMITS: RecordedPiece = {
  time: NOON + 250,
  port: 'port-2',
  wire: 'slcan',
  direction: 'sent',
  damaged: false,
  bytes: asciiBytes('t35182C02390378050000\r'),
};
const PIECES: readonly RecordedPiece[] = [
  { time: NOON, port: 'port-1', wire: 'port', direction: 'received', damaged: false, bytes: asciiBytes('opened 115200') },
  { time: NOON + 100, port: 'port-1', wire: 'tinybms', direction: 'sent', damaged: false, bytes: fromHex('AA 03 00 24 00 04 1D D9') },
  { time: NOON + 120, port: 'port-1', wire: 'tinybms', direction: 'received', damaged: true, bytes: fromHex('AA 22 2C') },
  LIMITS,
  { ...LIMITS, time: NOON + 640, direction: 'received', bytes: asciiBytes('t3058000000000000000000\r').slice(0, -3) },
];

function read(text: string): RecordingReader {
  const reader = new RecordingReader();
  reader.push(text);
  reader.end();
  return reader;
}

const fileOf = (format: TrafficFormat): string => FORMATS[format].head + PIECES.map((piece) => FORMATS[format].write(piece)).join('');

describe.each(['ndjson', 'csv'] as const)('%s', (format) => {
  test('everything comes back as it was, and its times too', () => {
    const { recording, report } = read(fileOf(format));
    expect(report).toMatchObject({ format, pieces: PIECES.length, bad: 0, startedAt: NOON, durationMs: 640 });
    expect([...recording.all()]).toEqual(PIECES.map(({ time, ...piece }, seq) => ({ ...piece, seq, at: time - NOON })));
  });
});

test('candump lines are those of can-utils', () => {
  expect(FORMATS.candump.write(LIMITS)).toBe('(1780315200.250000) can0 351#2C02390378050000 T\n');
  const { recording, report } = read(
    [
      '(1780315200.250000) vcan0 351#2C02390378050000',
      '(1780315200.251000) can1 305#0000000000000000 R',
      '(1780315200.252000) can1 18FF50E5#DEADBEEF',
      '(1780315200.253000) can1 7FF#R4',
    ].join('\n'),
  );
  expect(report).toMatchObject({ format: 'candump', pieces: 4, bad: 0, durationMs: 3 });
  expect([...recording.all()].map(({ direction, bytes }) => `${direction} ${String.fromCharCode(...bytes).trim()}`)).toEqual([
    'sent t35182C02390378050000',
    'received t30580000000000000000',
    'sent T18FF50E54DEADBEEF',
    'sent r7FF4',
  ]);
});

test('a candump time never has a millionth microsecond', () => {
  expect(FORMATS.candump.write({ ...LIMITS, time: 1999.9996 })).toBe('(1.999999) can0 351#2C02390378050000 T\n');
});

test('slcan lines carry the milliseconds of the minute, as an adapter stamps them', () => {
  expect(FORMATS.slcan.write(LIMITS)).toBe('t35182C0239037805000000FA\n');
  const { report, recording } = read('t35182C0239037805000000FA\nt3070EA00\nzt30700190\n');
  expect(report).toMatchObject({ format: 'slcan', pieces: 3, bad: 0 });
  // 0x00FA = 250, 0xEA00 = 59 904, 0x0190 = 400 of the next minute.
  expect([...recording.all()].map(({ at }) => at)).toEqual([0, 59_654, 60_150]);
});

describe('damaged files', () => {
  test('a line that cannot be read is told by its number and its reason, and costs no other', () => {
    const lines = fileOf('ndjson').split('\n');
    lines.splice(2, 0, '{"time":');
    lines.splice(4, 0, '{"time":"2026-06-01T12:00:00.000Z","port":"port-1","wire":"slcan","direction":"sent","bytes":"7"}');
    lines.splice(5, 0, '{"time":"noon","port":"port-1","wire":"slcan","direction":"sent","bytes":"7A"}');
    lines.splice(6, 0, '{"time":"2026-06-01T12:00:00.000Z","port":"port-1","wire":"lin","direction":"sent","bytes":"7A"}');
    const { report } = read(lines.join('\n'));
    expect(report).toMatchObject({ pieces: PIECES.length, bad: 4 });
    expect(report.badLines.map(({ line, problem }) => [line, problem])).toEqual([
      [3, 'json'],
      [5, 'bytes'],
      [6, 'time'],
      [7, 'field'],
    ]);
  });

  test('frames of another world are told apart', () => {
    const { report } = read('(1.0) can0 351##1AABB\n(1.1) can0 999#00\n(1.2) can0 351#2C0\n(1.3) can0 12345#00\n(1.4) can0 351#00\n');
    expect(report.badLines.map(({ problem }) => problem)).toEqual(['fd-frame', 'frame', 'bytes', 'form']);
    expect(report.pieces).toBe(1);
  });

  test.each(['PNG\u0000\u0001\n\n\u0007', 'a'.repeat(300_000), ''])('what is no recording at all is no recording', (text) => {
    const { report } = read(text);
    expect(report).toMatchObject({ format: undefined, pieces: 0 });
  });
});
