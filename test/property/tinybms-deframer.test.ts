import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Deframer } from '../../src/protocols/tinybms/deframer';
import type { Direction } from '../../src/protocols/tinybms/commands';
import { decodeReply, encodeReply, encodeRequest } from '../../src/protocols/tinybms/frames';
import { concat, reply, request, split, treacherousBytes } from '../support/tinybms-arbitraries';
import { slowDeframe } from '../support/tinybms-oracle';

interface Heard {
  readonly frames: Uint8Array[];
  skipped: number;
  pending: number;
}

function listen(pieces: readonly Uint8Array[], direction: Direction = 'replies', giveUp = false): Heard {
  const deframer = new Deframer(direction);
  const heard: Heard = { frames: [], skipped: 0, pending: 0 };
  for (const piece of pieces) {
    const { frames, skipped } = deframer.push(piece);
    heard.frames.push(...frames);
    heard.skipped += skipped;
  }
  if (giveUp) {
    const { frames, skipped } = deframer.giveUp();
    heard.frames.push(...frames);
    heard.skipped += skipped;
  }
  heard.pending = deframer.pending;
  return heard;
}

const replyFrame = reply.map(encodeReply);
const requestFrame = request.map(encodeRequest);
const cuts = fc.array(fc.nat(70), { maxLength: 40 });
/** Broadcast text, line noise: anything that holds no header byte. */
const noise = fc.array(
  fc.nat(0xff).filter((byte) => byte !== 0xaa),
  { maxLength: 60 },
);
/** Intact frames, noise and treacherous bytes in any order. */
const stream = fc.array(fc.oneof(replyFrame, noise, treacherousBytes), { maxLength: 12 }).map(concat);

describe('the deframer', () => {
  test('finds what the slow and plain one finds, however the stream is cut', () => {
    fc.assert(
      fc.property(stream, cuts, fc.boolean(), (bytes, at, giveUp) => {
        expect(listen(split(bytes, at), 'replies', giveUp)).toEqual(slowDeframe(bytes, giveUp));
      }),
      { numRuns: 400 },
    );
  });

  test('gives the same for single bytes and for chunks larger than its buffer', () => {
    fc.assert(
      fc.property(
        stream.filter((bytes) => bytes.length > 0),
        (bytes) => {
          const long = concat(Array.from({ length: Math.ceil(9000 / bytes.length) }, () => bytes));
          const expected = slowDeframe(long, false);
          expect(listen([long])).toEqual(expected);
          expect(listen(Array.from(long, (byte) => Uint8Array.of(byte)))).toEqual(expected);
        },
      ),
      { numRuns: 30 },
    );
  });

  test.each([
    ['replies', replyFrame],
    ['requests', requestFrame],
  ] as const)('finds every intact frame between noise without header bytes: %s', (direction, frame) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(noise, frame), { maxLength: 12 }), noise, cuts, (parts, tail, at) => {
        const bytes = concat([...parts.flat(), tail]);
        const heard = listen(split(bytes, at), direction);
        expect(heard.frames).toEqual(parts.map(([, intact]) => intact));
        expect(heard.skipped).toBe(parts.reduce((sum, [between]) => sum + between.length, tail.length));
        expect(heard.pending).toBe(0);
      }),
    );
  });

  // A damaged frame may hold, by chance of 1 in 65536, another frame with a fitting checksum; the seed keeps such a case out.
  test('loses at most the frame in which one byte is damaged', () => {
    fc.assert(
      fc.property(
        fc.array(replyFrame, { minLength: 1, maxLength: 12 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        cuts,
        (frames, where, flip, at) => {
          const bytes = concat(frames);
          const position = where % bytes.length;
          bytes[position] = (bytes[position] ?? 0) ^ flip;
          let end = 0;
          const damaged = frames.findIndex((frame) => (end += frame.length) > position);
          const intact = frames.filter((_, index) => index !== damaged);
          expect(listen(split(bytes, at), 'replies', true).frames).toEqual(intact);
        },
      ),
      { seed: 20250704, numRuns: 500 },
    );
  });

  test('survives any bytes, yields only what can be decoded, and has nothing pending after giving up', () => {
    fc.assert(
      fc.property(fc.oneof(stream, fc.uint8Array({ maxLength: 2000 })), cuts, (bytes, at) => {
        const heard = listen(split(bytes, at), 'replies', true);
        expect(heard.pending).toBe(0);
        for (const frame of heard.frames) expect(() => decodeReply(frame)).not.toThrow();
      }),
    );
  });

  test('holds back no more than one frame', () => {
    fc.assert(
      fc.property(stream, cuts, (bytes, at) => {
        expect(listen(split(bytes, at)).pending).toBeLessThan(259);
      }),
    );
  });
});
