import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toHex } from '../../src/protocols/bytes/hex';
import { encodeReply, encodeRequest, type Reply, type Request } from '../../src/protocols/tinybms/frames';
import { LinkError } from '../../src/links/byte-link';
import { TinyBmsClient, type Priority } from '../../src/links/tinybms-client';
import { ManualClock } from '../support/manual-clock';

const RESTART: Request = { command: 'resetOrClear', option: 'restart' };
const REQUESTS: readonly Request[] = [
  { command: 'modbusRead', address: 0, count: 57 },
  { command: 'modbusRead', address: 300, count: 2 },
  { command: 'modbusWrite', address: 308, words: [20] },
  { command: 'writeRegisters', pairs: [[308, 20]] },
  { command: 'lifetimeCounter' },
  RESTART,
];
const REPLIES: readonly Reply[] = [
  { command: 'modbusRead', words: Array.from({ length: 57 }, (_, index) => index) },
  { command: 'modbusRead', words: [4200, 3000] },
  { command: 'modbusRead', words: [0x97] },
  { command: 'modbusWrite', address: 308, count: 1 },
  { command: 'ack', of: 0x0d },
  { command: 'ack', of: 0x02 },
  { command: 'nack', of: 0x03, error: 0 },
  { command: 'nack', of: 0x10, error: 1 },
  { command: 'lifetimeCounter', value: 7 },
];

type Step =
  | { readonly kind: 'ask'; readonly request: Request; readonly priority: Priority }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'withdraw'; readonly index: number };

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.constantFrom(...REPLIES).map((reply) => encodeReply(reply)),
  fc.tuple(fc.constantFrom(...REPLIES), fc.nat(20)).map(([reply, cut]) => encodeReply(reply).slice(0, cut)),
  fc.uint8Array({ maxLength: 60 }).map((chunk) => chunk.map((byte) => (byte < 128 ? 0xaa : byte))),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('ask' as const),
    request: fc.constantFrom(...REQUESTS),
    priority: fc.constantFrom<Priority>('live', 'read', 'write'),
  }),
  fc.record({ kind: fc.constant('bytes' as const), bytes }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.oneof(fc.nat(30), fc.nat(3000)) }),
  fc.record({ kind: fc.constant('withdraw' as const), index: fc.nat(20) }),
);

test('whatever comes, every request settles once, one is on the wire, and a restart is never sent twice', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const clock = new ManualClock();
      const written: { hex: string; at: number }[] = [];
      const client = new TinyBmsClient((chunk) => written.push({ hex: toHex(chunk), at: clock.now() }), clock);
      const settled: number[] = [];
      const controllers: AbortController[] = [];
      let restarts = 0;
      for (const action of steps) {
        switch (action.kind) {
          case 'ask': {
            const index = controllers.length;
            const controller = new AbortController();
            controllers.push(controller);
            settled.push(0);
            if (action.request === RESTART) restarts++;
            const options = { priority: action.priority, signal: controller.signal };
            client.ask(action.request, options, () => (settled[index] = (settled[index] ?? 0) + 1));
            break;
          }
          case 'bytes':
            client.receive(action.bytes);
            break;
          case 'wait':
            clock.advance(action.ms);
            break;
          case 'withdraw':
            controllers[action.index]?.abort();
            break;
        }
      }
      clock.advance(300_000);
      expect(settled.every((times) => times === 1)).toBe(true);
      client.close(new LinkError('port-lost', 'end'));
      client.receive(encodeReply({ command: 'lifetimeCounter', value: 1 }));
      expect(settled.every((times) => times === 1)).toBe(true);
      expect(clock.waiting).toBe(0);
      const restartFrames = written.filter(({ hex }) => hex === toHex(encodeRequest(RESTART)));
      expect(restartFrames.length).toBeLessThanOrEqual(restarts);
      const { requests, repeats, replies, timeouts } = client.counters;
      expect(requests + repeats).toBe(written.length);
      expect(replies).toBeLessThanOrEqual(requests);
      expect(timeouts).toBeLessThanOrEqual(written.length);
    }),
    { numRuns: 400 },
  );
});
