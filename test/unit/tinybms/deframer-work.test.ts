/**
 * How much the deframer does, counted instead of timed. All its work on bytes goes through four doors: a step of a
 * checksum, the look at a header, the judgement of a window (at most 16 steps), and moving what is undecided into a new
 * buffer. A byte that is none of these costs one step of the search, because the search never goes back.
 */
import { beforeEach, expect, test, vi } from 'vitest';
import type * as Crc16 from '../../../src/protocols/bytes/crc16';
import type * as Crc16Window from '../../../src/protocols/bytes/crc16-window';
import type * as Crc16Words from '../../../src/protocols/bytes/crc16-words';
import type * as Commands from '../../../src/protocols/tinybms/commands';
import { Deframer } from '../../../src/protocols/tinybms/deframer';

const work = vi.hoisted(() => ({ steps: 0, headers: 0, judgements: 0 }));

vi.mock('../../../src/protocols/bytes/crc16', async (original) => {
  const module = await original<typeof Crc16>();
  const crc16Step = (state: number, byte: number): number => {
    work.steps++;
    return module.crc16Step(state, byte);
  };
  return { ...module, crc16Step };
});

vi.mock('../../../src/protocols/bytes/crc16-words', async (original) => {
  const module = await original<typeof Crc16Words>();
  const isSealed: typeof module.isSealed = (view, start, end) => {
    work.steps += end - start;
    return module.isSealed(view, start, end);
  };
  return { ...module, isSealed };
});

vi.mock('../../../src/protocols/bytes/crc16-window', async (original) => {
  const module = await original<typeof Crc16Window>();
  const endsWithItsChecksum: typeof module.endsWithItsChecksum = (...window) => {
    work.judgements++;
    return module.endsWithItsChecksum(...window);
  };
  return { ...module, endsWithItsChecksum };
});

vi.mock('../../../src/protocols/tinybms/commands', async (original) => {
  const module = await original<typeof Commands>();
  const layoutOf: typeof module.layoutOf = (...header) => {
    work.headers++;
    return module.layoutOf(...header);
  };
  return { ...module, layoutOf };
});

const bytesCopied = vi.spyOn(Uint8Array.prototype, 'set');
const statesMoved = vi.spyOn(Uint16Array.prototype, 'copyWithin');

/** Elements that went into a buffer, among them each byte of the stream once. */
function copied(): number {
  const bytes = bytesCopied.mock.calls.reduce((sum, [source]) => sum + source.length, 0);
  return statesMoved.mock.calls.reduce((sum, [, start, end = Number.NaN]) => sum + end - start, bytes);
}

beforeEach(() => {
  Object.assign(work, { steps: 0, headers: 0, judgements: 0 });
  bytesCopied.mockClear();
  statesMoved.mockClear();
});

const SIZE = 60_000;
const PATTERNS: Readonly<Record<string, readonly number[]>> = {
  'header bytes only': [0xaa],
  'headers of half a register': [0xaa, 0x03, 0xff],
  'headers that claim 254 bytes': [0xaa, 0x03, 0xfe],
  'headers within headers': [0xaa, 0x03],
  'event lists, which are judged twice': [0xaa, 0x12, 0xc8],
  'packets of 63 bytes': [0xaa, 0x07, 0x80],
  'short refusals': [0xaa, 0x00],
  'no header at all': [0x55],
  'answers, intact': [0xaa, 0x03, 0x08, 0xeb, 0x85, 0x42, 0x4c, 0x33, 0x33, 0xc0, 0xf3, 0xd8, 0x20],
};

test.each(Object.keys(PATTERNS).flatMap((name) => [1, 7, 64, 255, SIZE].map((size) => [name, size] as const)))(
  'work grows with the input and no faster: %s, in chunks of %i',
  (name, size) => {
    const pattern = PATTERNS[name] ?? [];
    const stream = Uint8Array.from({ length: SIZE }, (_, index) => pattern[index % pattern.length] ?? 0);
    const deframer = new Deframer('replies');
    let found = 0;
    for (let start = 0; start < SIZE; start += size) found += deframer.push(stream.subarray(start, start + size)).frames.length;
    deframer.giveUp();
    const chunks = Math.ceil(SIZE / size) + SIZE / 4096 + 2;
    // Once for the frame that a byte may belong to, and once more where that was none.
    expect(work.steps).toBeLessThanOrEqual(2 * SIZE);
    expect(work.headers).toBeLessThanOrEqual(SIZE + chunks);
    expect(work.judgements).toBeLessThanOrEqual(2 * (SIZE + chunks));
    expect(copied()).toBeLessThan(SIZE * 1.3);
    expect(statesMoved).toHaveBeenCalled();
    expect(found).toBe(name === 'answers, intact' ? Math.floor(SIZE / 13) : 0);
  },
);
