import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { TrafficCapture } from '../../../src/bridge/traffic-capture';
import { TrafficKeeper } from '../../../src/bridge/traffic-keeper';
import { LinkError, type ByteLink, type BytePort, type LinkEvents } from '../../../src/links/byte-link';
import { indexedDbLines } from '../../../src/storage/lines/line-database';
import { ManualClock } from '../../support/manual-clock';

const QUESTION = new TextEncoder().encode('V\r');
const ANSWER = new TextEncoder().encode(`V1013${'0'.repeat(90)}\r`);

/** Ports that are heard, each a new one as a browser makes of an adapter that is plugged in again. */
function setup() {
  const clock = new ManualClock();
  const keeper = new TrafficKeeper(clock, (mode, link) => indexedDbLines(`capture-${link}-${mode}`));
  const capture = new TrafficCapture(clock, keeper, () => undefined);
  capture.begin('serial', clock);
  let made = 0;
  const plug = async (opens = true): Promise<{ id: string; link: ByteLink; events: LinkEvents } | undefined> => {
    let heard: LinkEvents | undefined;
    const port: BytePort = {
      id: `port-${++made}`,
      usb: undefined,
      open: (_options, events) => {
        heard = events;
        if (!opens) return Promise.reject(new LinkError('open-failed', 'busy'));
        return Promise.resolve({ write: () => undefined, close: () => Promise.resolve() });
      },
    };
    const [tapped] = await capture.listenTo({ list: () => Promise.resolve([port]), watch: () => () => undefined }).list();
    const open = tapped?.open({ baudRate: 115_200, bufferSize: 1024 }, { bytes: () => undefined, lost: () => undefined });
    const link = await open?.catch(() => undefined);
    return link && heard && { id: port.id, link, events: heard };
  };
  /** Ports whose finding is told although it is older than what memory holds. */
  const rememberedApart = (): readonly string[] => {
    const { first } = capture.ring;
    const apart = [...capture.kept.pieces].filter((piece) => 'seq' in piece && (piece.seq as number) < first);
    return [...new Set(apart.map(({ port }) => port))];
  };
  return { capture, plug, rememberedApart };
}

test('of ports that are gone only the newest are remembered beyond what memory holds, an open one however old', async () => {
  const { capture, plug, rememberedApart } = setup();
  const steady = await plug();
  steady?.link.write(QUESTION);
  for (let round = 0; round < 300; round++) {
    const port = await plug();
    if (!port) throw new Error('not open');
    for (let line = 0; line < 100; line++) {
      port.link.write(QUESTION);
      port.events.bytes(ANSWER);
    }
    port.events.lost(new LinkError('port-lost', 'pulled'));
    await port.link.close();
    await plug(false);
  }
  expect(capture.ring.first).toBeGreaterThan(0);
  const apart = rememberedApart();
  expect(apart).toContain(steady?.id);
  expect(apart.length).toBeLessThanOrEqual(1 + 17);
  // Whatever is heard in memory, a replay finds its port: there, or beside it.
  const kept = [...capture.ring.from(capture.ring.first)];
  const found = new Set([...apart, ...kept.filter(({ wire }) => wire === 'port').map(({ port }) => port)]);
  expect(kept.filter(({ port }) => !found.has(port))).toEqual([]);
});
