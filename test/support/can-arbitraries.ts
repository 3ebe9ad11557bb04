import fc from 'fast-check';
import { fromHex } from '../../src/protocols/bytes/hex';
import type { CanFrame } from '../../src/protocols/can-frame';

/** Any classic CAN frame. */
export const anyCanFrame: fc.Arbitrary<CanFrame> = fc
  .record({ extended: fc.boolean(), remote: fc.boolean(), length: fc.nat(8) })
  .chain(({ extended, remote, length }) => {
    const bytes = remote ? 0 : length;
    return fc.record({
      id: fc.nat(extended ? 0x1fffffff : 0x7ff),
      extended: fc.constant(extended),
      remote: fc.constant(remote),
      length: fc.constant(length),
      data: fc.uint8Array({ minLength: bytes, maxLength: bytes }),
    });
  });

/** The bytes of `stream` in pieces whose lengths follow `cuts`; whatever remains is the last piece. */
export function split(stream: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let start = 0;
  for (const cut of cuts) {
    pieces.push(stream.slice(start, start + cut));
    start += cut;
  }
  return [...pieces, stream.slice(start)];
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** A value of a vector file, in which bytes are written as hexadecimal digits under the name `data`. */
export function revive<T>(value: unknown): T {
  return JSON.parse(JSON.stringify(value), (key, inner: unknown) =>
    key === 'data' && typeof inner === 'string' ? fromHex(inner) : inner,
  ) as T;
}
