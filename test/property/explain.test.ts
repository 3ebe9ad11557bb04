import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ByteMap } from '../../src/protocols/explain/byte-map';
import { explainCanFrame } from '../../src/protocols/explain/can-frame';
import { explainSlcanLine } from '../../src/protocols/explain/slcan-line';
import { explainBmsReply, explainBmsRequest } from '../../src/protocols/explain/tinybms-frame';
import { encodeReply, encodeRequest } from '../../src/protocols/tinybms/frames';
import { anyCanFrame } from '../support/can-arbitraries';
import { reply, request, treacherousBytes } from '../support/tinybms-arbitraries';

/** Every byte is told, and nothing beyond the message. */
function isWhole(map: ByteMap, length: number): boolean {
  const seen = new Set(map.flatMap((field) => Array.from({ length: field.length }, (_, index) => field.offset + index)));
  return seen.size === length && [...seen].every((at) => at >= 0 && at < length);
}

test('every byte of every request and reply has its field', () => {
  fc.assert(fc.property(request, (value) => isWhole(explainBmsRequest(encodeRequest(value)), encodeRequest(value).length)));
  fc.assert(
    fc.property(reply, fc.option(request, { nil: undefined }), (value, asked) => {
      const frame = encodeReply(value);
      return isWhole(explainBmsReply(frame, asked), frame.length);
    }),
  );
});

test('any bytes at all are told to the last one', () => {
  fc.assert(fc.property(treacherousBytes, (bytes) => isWhole(explainBmsReply(bytes), bytes.length)));
  fc.assert(fc.property(treacherousBytes, (bytes) => isWhole(explainBmsRequest(bytes), bytes.length)));
  const lines = fc.array(fc.oneof(fc.constantFrom(...'tTrRzZ0123456789ABCDEF\r\n\x07V#'), fc.string({ minLength: 1, maxLength: 1 })), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(lines, fc.constantFrom('sent' as const, 'received' as const), (characters, direction) => {
      const bytes = Uint8Array.from(characters.join(''), (character) => character.charCodeAt(0) & 0xff);
      expect(isWhole(explainSlcanLine(bytes, direction), bytes.length)).toBe(true);
    }),
  );
  fc.assert(fc.property(anyCanFrame, (frame) => isWhole(explainCanFrame(frame), frame.data.length)));
});
