import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Segmenter } from '../../src/protocols/capture/segmenter';
import { Deframer } from '../../src/protocols/tinybms/deframer';
import { encodeReply, encodeRequest } from '../../src/protocols/tinybms/frames';
import { concat, split } from '../support/can-arbitraries';
import { reply, treacherousBytes } from '../support/tinybms-arbitraries';

const cuts = fc.array(fc.nat(40), { maxLength: 30 });
const QUESTION = encodeRequest({ command: 'modbusRead', address: 0, count: 1 });
const lineBytes = fc
  .array(fc.constantFrom(...'tTrRzZ0123456789ABCDEF\r\r\n\x07\x08V#'), { maxLength: 200 })
  .map((characters) => Uint8Array.from(characters.join(''), (character) => character.charCodeAt(0)));

/** A port on which this question was put, and then these bytes came. */
function heard(question: Uint8Array, stream: Uint8Array, at: readonly number[]) {
  const segmenter = new Segmenter();
  segmenter.sent(question);
  return [...split(stream, at).flatMap((chunk) => segmenter.received(chunk)), ...segmenter.flush()];
}

test('no byte is lost or doubled, and none changes its place', () => {
  for (const question of [QUESTION, Uint8Array.of(0x56, 0x0d)]) {
    fc.assert(
      fc.property(fc.oneof(treacherousBytes, lineBytes), cuts, (stream, at) => {
        expect(concat(...heard(question, stream, at).map(({ bytes }) => bytes))).toEqual(stream);
      }),
    );
  }
});

test('frames are those that the deframer of the client finds, wherever the stream was cut', () => {
  const stream = fc
    .array(
      fc.oneof(
        reply.map((value) => encodeReply(value)),
        treacherousBytes,
      ),
      { maxLength: 6 },
    )
    .map((parts) => concat(...parts));
  fc.assert(
    fc.property(stream, cuts, (bytes, at) => {
      const deframer = new Deframer('replies');
      const frames = [...deframer.push(bytes).frames, ...deframer.giveUp().frames];
      const intact = heard(QUESTION, bytes, at).filter(({ damaged }) => !damaged);
      expect(intact.map((piece) => piece.bytes)).toEqual(frames);
    }),
  );
});

test('lines are the same wherever the stream was cut, but for line feeds that come late', () => {
  fc.assert(
    fc.property(lineBytes, cuts, (bytes, at) => {
      const line = ({ bytes: of, damaged }: { bytes: Uint8Array; damaged: boolean }): string =>
        `${damaged} ${String.fromCharCode(...of).replaceAll('\n', '')}`;
      const whole = (pieces: ReturnType<typeof heard>): readonly string[] =>
        pieces.filter(({ bytes: of }) => of.some((byte) => byte !== 0x0a)).map(line);
      const withoutFeeds = bytes.filter((byte) => byte !== 0x0a);
      expect(whole(heard(Uint8Array.of(0x56, 0x0d), withoutFeeds, at))).toEqual(whole(heard(Uint8Array.of(0x56, 0x0d), withoutFeeds, [])));
    }),
  );
});
