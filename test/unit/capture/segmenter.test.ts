import { describe as group, expect, test } from 'vitest';
import { asciiBytes } from '../../../src/protocols/bytes/ascii';
import { fromHex, toHex } from '../../../src/protocols/bytes/hex';
import { countKey, describe } from '../../../src/protocols/capture/describe';
import type { Piece } from '../../../src/protocols/capture/captured';
import { Segmenter } from '../../../src/protocols/capture/segmenter';

/** From the vendor's examples: a read of registers 36 to 39 and its answer. */
const REQUEST = fromHex('AA 03 00 24 00 04 1D D9');
const REPLY = fromHex('AA 03 08 EB 85 42 4C 33 33 C0 F3 D8 20');

function told(pieces: readonly Piece[]): readonly string[] {
  return pieces.map((piece) => `${piece.wire} ${piece.direction} ${countKey(describe(piece))} ${piece.bytes.length}`);
}

group('TinyBMS', () => {
  test('request and reply, cut anywhere', () => {
    const segmenter = new Segmenter();
    expect(told(segmenter.sent(REQUEST))).toEqual(['tinybms sent modbusRead 8']);
    expect(told(segmenter.received(REPLY.slice(0, 5)))).toEqual([]);
    expect(told(segmenter.received(REPLY.slice(5)))).toEqual(['tinybms received modbusRead 13']);
  });

  test('noise before, between and behind is kept and marked', () => {
    const segmenter = new Segmenter();
    segmenter.sent(REQUEST);
    const noise = fromHex('00 FF AA');
    expect(told(segmenter.received(Uint8Array.of(...noise, ...REPLY, 0x55)))).toEqual([
      'tinybms received damaged 3',
      'tinybms received modbusRead 13',
    ]);
    expect(told(segmenter.sent(REQUEST))).toEqual(['tinybms received damaged 1', 'tinybms sent modbusRead 8']);
  });

  test('a reply that is cut off is damaged once the next question is put', () => {
    const segmenter = new Segmenter();
    segmenter.sent(REQUEST);
    segmenter.received(REPLY.slice(0, 9));
    const [cut] = segmenter.sent(REQUEST);
    expect(cut).toMatchObject({ damaged: true, direction: 'received' });
    expect(toHex(cut?.bytes ?? new Uint8Array())).toBe(toHex(REPLY.slice(0, 9)));
  });
});

group('slcan', () => {
  test('lines end with CR or a refusal, and their line feeds stay with them', () => {
    const segmenter = new Segmenter();
    expect(told(segmenter.sent(asciiBytes('V\r')))).toEqual(['slcan sent version 2']);
    expect(told(segmenter.received(asciiBytes('V1013\r\nt3058000000')))).toEqual(['slcan received version 7']);
    expect(told(segmenter.received(asciiBytes('0000000000\rz\r\x07')))).toEqual([
      'slcan received 305 22',
      'slcan received transmitted 2',
      'slcan received refused 1',
    ]);
  });

  test('a damaged frame is marked, and costs no other', () => {
    const segmenter = new Segmenter();
    segmenter.sent(asciiBytes('V\r'));
    expect(told(segmenter.received(asciiBytes('t305800?\rt3070\r')))).toEqual(['slcan received damaged 9', 'slcan received 307 6']);
  });

  test('a line without an end is cut, however long it goes on', () => {
    const segmenter = new Segmenter();
    const pieces = [...segmenter.received(new Uint8Array(1200).fill(0x41)), ...segmenter.flush()];
    expect(pieces.map(({ bytes, damaged }) => [bytes.length, damaged])).toEqual([
      [512, true],
      [512, true],
      [176, true],
    ]);
  });
});

test('a port that is asked in both languages is heard in the one of the last question', () => {
  const segmenter = new Segmenter();
  segmenter.sent(asciiBytes('V\r'));
  segmenter.sent(REQUEST);
  expect(told(segmenter.received(REPLY))).toEqual(['tinybms received modbusRead 13']);
});
