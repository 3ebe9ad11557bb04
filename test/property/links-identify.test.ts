import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asciiBytes } from '../../src/protocols/bytes/ascii';
import { toHex } from '../../src/protocols/bytes/hex';
import { identify, type Identification, type Identity, type Question } from '../../src/links/identify';
import { ManualClock } from '../support/manual-clock';

const PIECES = ['V1013\r', '\x07', '#\r', 't1230\r', 'BPV:51.2\tMINCV:3.6\r\n', 'V:51.23\tMINCV', 'ets Jul 29 2019\r\n', 'V:1', '\r'];

const piece = fc.oneof(
  fc.constantFrom(...PIECES).map(asciiBytes),
  fc.constant(Uint8Array.of(0xaa, 0x03, 0xff)),
  fc.uint8Array({ maxLength: 30 }),
);
const steps = fc.array(fc.tuple(piece, fc.oneof(fc.nat(50), fc.nat(1500))), { maxLength: 60 });
const questions = fc.constantFrom<readonly Question[]>(['adapter', 'bms'], ['bms', 'adapter'], ['adapter'], ['bms']);

test('whatever comes, one decision is made within a minute, and only the two questions are sent', () => {
  fc.assert(
    fc.property(steps, questions, (noise, order) => {
      const clock = new ManualClock();
      const identities: Identity[] = [];
      const written = new Set<string>();
      const identification: Identification = identify(
        (bytes) => written.add(toHex(bytes)),
        clock,
        { questions: order },
        { changed: () => undefined, decided: (identity) => identities.push(identity) },
      );
      for (const [bytes, ms] of noise) {
        identification.receive(bytes);
        clock.advance(ms);
      }
      clock.advance(60_000);
      expect(identities).toHaveLength(1);
      expect(clock.waiting).toBe(0);
      for (const hex of written) expect(['56 0D', 'AA 03 01 F4 00 0A 9C 18']).toContain(hex);
      if (!order.includes('bms')) expect(written).not.toContain('AA 03 01 F4 00 0A 9C 18');
    }),
    { numRuns: 400 },
  );
});

test('a TinyBMS that broadcasts is never taken for an adapter, wherever the stream is cut', () => {
  const line = 'BPV:51.23\tMINCV:3.65\tMAXCV:3.67\tBPC:-7.6\tSOC:98\tBMST:25\tEXT1:--\tEXT2:--\tOS:151\tCB:0000000000000000\r\n';
  fc.assert(
    fc.property(
      fc.nat(line.length),
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 10 }),
      fc.integer({ min: 20, max: 500 }),
      (from, cuts, everyMs) => {
        const clock = new ManualClock();
        const identities: Identity[] = [];
        const identification = identify(
          () => undefined,
          clock,
          { questions: ['adapter', 'bms'] },
          { changed: () => undefined, decided: (identity) => identities.push(identity) },
        );
        let position = from;
        for (let index = 0; clock.now() < 60_000 && identities.length === 0; index++) {
          const length = cuts[index % cuts.length] ?? 1;
          const stream = line + line;
          identification.receive(asciiBytes(stream.slice(position, position + length)));
          position = (position + length) % line.length;
          clock.advance(everyMs / 10);
        }
        expect(identities.map(({ kind }) => kind)).toEqual(['unidentified']);
      },
    ),
    { numRuns: 60 },
  );
});
