import { spawnSync } from 'node:child_process';
import { expect, describe, test } from 'vitest';
import type { CanFrame } from '../../src/protocols/can-frame';
import { asciiText } from '../../src/protocols/bytes/ascii';
import { readSlcanMessage } from '../../src/protocols/slcan/message';
import { FORMATS } from '../../src/protocols/recording/formats';
import { RecordingReader } from '../../src/protocols/recording/reader';
import { encodeCommand } from '../../src/protocols/slcan/commands';
import { hasProgram } from './tools';

const absent = ['log2asc', 'asc2log', 'log2long'].filter((program) => !hasProgram(program));

type Frame = Omit<CanFrame, 'data'> & { readonly sent: boolean; readonly data: readonly number[] };

const frame = (id: number, data: readonly number[], sent: boolean, changes: Partial<Frame> = {}): Frame => ({
  id,
  extended: id > 0x7ff,
  remote: false,
  length: data.length,
  data,
  sent,
  ...changes,
});

/** Every shape a frame can have, a millisecond apart. */
const FRAMES: readonly Frame[] = [
  frame(0x351, [0x2c, 0x02, 0x39, 0x03, 0x78, 0x05, 0xc0, 0x01], true),
  frame(0x305, [0, 0, 0, 0, 0, 0, 0, 0], false),
  frame(0x355, [0x53, 0x00, 0x62, 0x00, 0x6c, 0x20], true),
  frame(0x000, [], true),
  frame(0x7ff, [0xff], false),
  frame(0x1fffffff, [0, 1, 2, 3, 0xfc, 0xfd, 0xfe, 0xff], true),
  frame(0x00000351, [0x0d, 0x07], false, { extended: true }),
  frame(0x123, [], true, { remote: true, length: 3 }),
];
const NOON = Date.UTC(2026, 5, 1, 12);

/** As the app saves it. */
const OURS =
  FORMATS.candump.head +
  FRAMES.map(({ sent, data, ...shape }, index) =>
    FORMATS.candump.write({
      time: NOON + 250 + index,
      port: 'port-2',
      wire: 'slcan',
      direction: sent ? 'sent' : 'received',
      damaged: false,
      bytes: encodeCommand({ kind: 'frame', frame: { ...shape, data: Uint8Array.from(data) } }),
    }),
  ).join('');

function through(program: string, args: readonly string[], input: string): string {
  const { status, stdout, stderr } = spawnSync(program, args, { input, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  expect(status, stderr).toBe(0);
  return stdout;
}

/** As the app opens it. */
function opened(text: string): readonly Frame[] {
  const reader = new RecordingReader();
  reader.push(text);
  reader.end();
  expect(reader.report).toMatchObject({ format: 'candump', bad: 0, durationMs: FRAMES.length - 1 });
  return [...reader.recording.all()].map(({ bytes, direction }) => {
    const read = readSlcanMessage(bytes, direction).line?.frame;
    if (!read) throw new Error(asciiText(bytes));
    return { ...read, data: [...read.data], sent: direction === 'sent' };
  });
}

const hex = (value: number, width = 2): string => value.toString(16).toUpperCase().padStart(width, '0');

describe.skipIf(absent.length > 0)(`can-utils${absent.length > 0 ? ` (missing: ${absent.join(', ')})` : ''}`, () => {
  test('log2long reads the candump log that the app saves', () => {
    const lines = through('log2long', [], OURS).trimEnd().split('\n');
    expect(
      lines.map((line) =>
        line
          .replace(/\s*'.*'$/, '')
          .trim()
          .split(/\s+/),
      ),
    ).toEqual(
      FRAMES.map(({ id, extended, remote, length, data }, index) => [
        `(${((NOON + 250 + index) / 1000).toFixed(6)})`,
        'can0',
        hex(id, extended ? 8 : 3),
        `[${length}]`,
        ...(remote ? ['remote', 'request'] : data.map((byte) => hex(byte))),
      ]),
    );
  });

  test('log2asc reads it too, directions and times included', () => {
    const lines = through('log2asc', ['can0'], OURS)
      .split('\n')
      .filter((line) => /^\s+\d/.test(line));
    expect(lines.map((line) => line.trim().split(/\s+/))).toEqual(
      FRAMES.map(({ id, extended, remote, length, data, sent }, index) => [
        `0.00${index}000`,
        '1',
        `${hex(id, 0)}${extended ? 'x' : ''}`,
        sent ? 'Tx' : 'Rx',
        remote ? 'r' : 'd',
        String(length),
        ...data.map((byte) => hex(byte)),
      ]),
    );
  });

  test('the app opens what asc2log writes', () => {
    expect(opened(OURS)).toEqual(FRAMES);
    expect(opened(through('asc2log', [], through('log2asc', ['can0'], OURS)))).toEqual(FRAMES);
  });

  test('the app opens what asc2log makes of a file of other tools', () => {
    const asc = [
      'date Mon Jun 1 12:00:00.000 2026',
      'base hex  timestamps absolute',
      'no internal events logged',
      ...FRAMES.map(({ id, extended, remote, length, data, sent }, index) =>
        [
          `   0.00${index}000 1 `,
          `${hex(id, 0)}${extended ? 'x' : ''}`.padEnd(15),
          sent ? 'Tx  ' : 'Rx  ',
          remote ? 'r' : 'd',
          length,
          ...data.map((byte) => hex(byte)),
        ].join(' '),
      ),
      '',
    ].join('\n');
    expect(opened(through('asc2log', [], asc))).toEqual(FRAMES);
  });
});
