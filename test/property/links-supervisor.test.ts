import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asciiBytes } from '../../src/protocols/bytes/ascii';
import { fromHex, toHex } from '../../src/protocols/bytes/hex';
import { LinkError } from '../../src/links/byte-link';
import { LinkSupervisor } from '../../src/links/link-supervisor';
import { ManualClock } from '../support/manual-clock';
import { MemoryPort, MemoryPortSource, type MemoryDevice } from '../support/memory-link';
import { LAWICEL } from '../support/test-adapter';

const WHO = 'AA 03 01 F4 00 0A 9C 18';
const WHO_REPLY = fromHex('AA 03 14 01 02 00 01 00 F2 05 04 12 34 56 78 9A BC DE F0 11 22 33 44 2A B4');

const DEVICES: readonly MemoryDevice[] = [
  (bytes, answer) => toHex(bytes) === WHO && answer(WHO_REPLY),
  (bytes, answer) => {
    const said = LAWICEL(String.fromCharCode(...bytes).replace('\r', ''));
    if (said !== undefined) answer(asciiBytes(said));
  },
  () => undefined,
];

type Step = { readonly port: number; readonly ms: number } & (
  | { readonly kind: 'plug' | 'unplug' | 'lose' | 'busy' | 'free' | 'retry' | 'rescan' | 'fail' | 'restart' }
  | { readonly kind: 'become'; readonly device: number }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'assign'; readonly to: 'automatic' | 'bms' | 'can' | 'can-unidentified' | 'ignored' }
);

const base = { port: fc.nat(3), ms: fc.oneof(fc.nat(50), fc.nat(3000)) };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ ...base, kind: fc.constantFrom('plug' as const, 'unplug', 'lose', 'busy', 'free', 'retry', 'rescan', 'fail', 'restart') }),
  fc.record({ ...base, kind: fc.constant('become' as const), device: fc.nat(2) }),
  fc.record({ ...base, kind: fc.constant('bytes' as const), bytes: fc.uint8Array({ maxLength: 20 }) }),
  fc.record({
    ...base,
    kind: fc.constant('assign' as const),
    to: fc.constantFrom('automatic' as const, 'bms', 'can', 'can-unidentified', 'ignored'),
  }),
);

test('whatever happens to the ports, sessions begin and end by turns, one adapter is in use, and stop frees every port', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const clock = new ManualClock();
      const ports = Array.from({ length: 4 }, (_, index) => new MemoryPort(`p${index}`, DEVICES[index % 3]));
      const plugged = new Set(ports);
      const source = new MemoryPortSource(...ports);
      const inUse = { bms: new Map<string, (error: LinkError) => void>(), can: new Map<string, (error: LinkError) => void>() };
      let stopped = false;
      const begin = (role: 'bms' | 'can', port: string, fail: (error: LinkError) => void): void => {
        expect(stopped).toBe(false);
        expect(inUse[role].has(port)).toBe(false);
        inUse[role].set(port, fail);
        expect(inUse.can.size).toBeLessThanOrEqual(1);
      };
      const end = (role: 'bms' | 'can', port: string): void => {
        expect(stopped).toBe(false);
        expect(inUse[role].delete(port)).toBe(true);
      };
      const supervisor = new LinkSupervisor(
        source,
        clock,
        {
          changed: () => expect(stopped).toBe(false),
          bms: ({ port, fail }) => begin('bms', port, fail),
          bmsLost: (port) => end('bms', port),
          can: ({ port, fail }) => begin('can', port, fail),
          canLost: (port) => end('can', port),
        },
        { canBitrate: 500_000, canBaudRate: 921_600 },
      );
      supervisor.start();
      for (const action of steps) {
        const port = ports[action.port] ?? new MemoryPort('none');
        switch (action.kind) {
          case 'plug':
            if (plugged.has(port)) break;
            plugged.add(port);
            port.busy = false;
            source.plug(port);
            break;
          case 'unplug':
            port.busy = true;
            port.lose();
            if (plugged.delete(port)) source.unplug(port);
            break;
          case 'lose':
            port.lose();
            break;
          case 'busy':
            port.busy = true;
            break;
          case 'free':
            port.busy = !plugged.has(port);
            break;
          case 'retry':
            supervisor.retry(port.id);
            break;
          case 'rescan':
            supervisor.rescan();
            break;
          case 'restart':
            supervisor.setOptions({ canBitrate: action.ms % 2 === 0 ? 250_000 : 500_000, canBaudRate: 921_600 });
            break;
          case 'fail':
            (inUse.bms.get(port.id) ?? inUse.can.get(port.id))?.(new LinkError('timeout', 'no answer'));
            break;
          case 'become':
            port.device = DEVICES[action.device] ?? port.device;
            break;
          case 'bytes':
            port.deliver(action.bytes);
            break;
          case 'assign':
            supervisor.assign(port.id, action.to);
            break;
        }
        await clock.run(action.ms);
      }
      for (const port of ports) {
        port.busy = !plugged.has(port);
        supervisor.assign(port.id, 'automatic');
      }
      await clock.run(45_000);
      const views = supervisor.ports.filter(({ fault }) => fault?.code !== 'port-gone');
      for (const { role, state } of views) if (state === 'live') expect(role).toBeDefined();
      expect(views.filter(({ state, role }) => state === 'live' && role === 'can').length).toBe(inUse.can.size);
      expect(views.filter(({ state, role }) => state === 'live' && role === 'bms').length).toBe(inUse.bms.size);
      const bms = [...plugged].filter((port) => port.device === DEVICES[0]);
      expect(inUse.bms.size).toBe(bms.length);
      const adapters = [...plugged].filter((port) => port.device === DEVICES[1]);
      expect(inUse.can.size).toBe(Math.min(1, adapters.length));
      const stopping = supervisor.stop();
      stopped = true;
      await clock.run(3000);
      await stopping;
      expect(ports.some(({ isOpen }) => isOpen)).toBe(false);
      expect(clock.waiting).toBe(0);
    }),
    { numRuns: 100 },
  );
});
