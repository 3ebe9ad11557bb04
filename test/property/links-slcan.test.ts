import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asciiBytes, asciiText } from '../../src/protocols/bytes/ascii';
import { standardFrame } from '../../src/protocols/can-frame';
import { SlcanPort } from '../../src/links/slcan-port';
import { ManualClock } from '../support/manual-clock';

const LINES = ['\r', '\x07', '\x08', 'z\r', '#\r', '#3\r', 'V1013\r', 'NA123\r', 'F00\r', 'FA4\r', 'sb256256\r', 'sp128000\r', 'e1a\r'];
const CHATTER = ['t30580000000000000000\r', 'zt30580000000000000000\r', 'rst:0x1 (POWERON_RESET),boot:0x13\r\n', 't12321\r', 'A\r', '\n'];

type Step =
  | { readonly kind: 'send'; readonly id: number; readonly expiresAfterMs: number }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'wait'; readonly ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('send' as const),
    id: fc.constantFrom(0x351, 0x355, 0x356, 1, 2, 3),
    expiresAfterMs: fc.oneof(fc.nat(40), fc.nat(400), fc.nat(2000)),
  }),
  fc.record({
    kind: fc.constant('bytes' as const),
    bytes: fc.oneof(
      fc.constantFrom(...LINES, ...CHATTER).map(asciiBytes),
      fc.constantFrom(...LINES).map(asciiBytes),
      fc.uint8Array({ maxLength: 30 }),
    ),
  }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.oneof(fc.nat(10), fc.nat(300), fc.nat(5000)) }),
);
/** Answers that follow every write after a while, by turns; `''` is none. */
const habits = fc.array(fc.constantFrom('', ...LINES), { minLength: 1, maxLength: 8 });

test('whatever comes, no frame leaves late, and every write is one harmless command', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), habits, fc.boolean(), fc.nat(300), (steps, answers, identified, delayMs) => {
      const clock = new ManualClock();
      const deadlines = new Map<string, number>();
      let over = false;
      let sent = 0;
      let turn = 0;
      const written: string[] = [];
      const port: SlcanPort = new SlcanPort(
        (bytes) => {
          const text = asciiText(bytes);
          written.push(text);
          expect(over && text !== 'C\r').toBe(false);
          expect(text).toMatch(/^(?:[CNOFV]|S6|t[0-9A-F]{3}[0-8][0-9A-F]*)\r$/);
          if (text.startsWith('t')) expect(clock.now()).toBeLessThan(deadlines.get(text.slice(5, -1)) ?? -1);
          const answer = answers[turn++ % answers.length] ?? '';
          if (answer !== '') clock.at(clock.now() + delayMs, () => port.receive(asciiBytes(answer)));
        },
        clock,
        { bitrate: 500_000, identified, version: identified ? 'V1013' : undefined },
      );
      port.onFailed(() => (over = true));
      port.start();
      for (const action of steps) {
        switch (action.kind) {
          case 'send': {
            const data = Uint8Array.of(sent >> 8, sent++ & 0xff);
            const key = [...data].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('');
            deadlines.set(key, clock.now() + action.expiresAfterMs);
            port.send(standardFrame(action.id, data), { expiresAfterMs: action.expiresAfterMs });
            break;
          }
          case 'bytes':
            port.receive(action.bytes);
            break;
          case 'wait':
            clock.advance(action.ms);
            break;
        }
      }
      const { sent: handedOver, acknowledged, refused, unacknowledged } = port.view;
      expect(handedOver).toBe(written.filter((text) => text.startsWith('t')).length);
      expect(acknowledged + refused + unacknowledged).toBeLessThanOrEqual(handedOver);
      over = true;
      void port.stop();
      const before = written.length;
      clock.advance(60_000);
      expect(written).toHaveLength(before);
      expect(clock.waiting).toBe(0);
    }),
    { numRuns: 400 },
  );
});
