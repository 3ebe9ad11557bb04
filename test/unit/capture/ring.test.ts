import { expect, test } from 'vitest';
import type { Piece } from '../../../src/protocols/capture/captured';
import { TrafficRing } from '../../../src/protocols/capture/ring';

const piece = (length: number, change: Partial<Piece> = {}): Piece => ({
  wire: 'slcan',
  direction: 'received',
  damaged: false,
  bytes: Uint8Array.from({ length }, (_, index) => index & 0xff),
  ...change,
});

test('everything about a piece is kept', () => {
  const ring = new TrafficRing(1 << 20);
  const pieces: readonly Piece[] = [
    piece(3, { wire: 'tinybms', direction: 'sent' }),
    piece(0, { wire: 'port' }),
    piece(22, { damaged: true }),
  ];
  pieces.forEach((one, index) => ring.add(one, `port-${1 + (index % 2)}`, 1000.25 + index));
  expect([...ring.from(0)]).toEqual(pieces.map((one, seq) => ({ ...one, seq, at: 1000.25 + seq, port: `port-${1 + (seq % 2)}` })));
  expect([...ring.from(2)]).toHaveLength(1);
});

test('the oldest go when the limit is reached, and numbers go on', () => {
  const ring = new TrafficRing(3 * 65_536);
  for (let index = 0; index < 20_000; index++) ring.add(piece(100), 'port-1', index);
  expect(ring.bytes).toBeLessThanOrEqual(3 * 65_536);
  expect(ring.end).toBe(20_000);
  const kept = [...ring.from(0)];
  expect(kept[0]?.seq).toBe(ring.first);
  expect(kept.at(-1)).toMatchObject({ seq: 19_999, at: 19_999 });
  expect(kept.every(({ seq, at }) => seq === at)).toBe(true);
  expect(kept.length).toBeGreaterThan(1000);
  ring.mostBytes = 65_536;
  expect(ring.bytes).toBe(65_536);
  ring.clear();
  expect([...ring.from(0)]).toEqual([]);
  ring.add(piece(1), 'port-1', 5);
  expect([...ring.from(0)]).toMatchObject([{ seq: 20_000 }]);
});
