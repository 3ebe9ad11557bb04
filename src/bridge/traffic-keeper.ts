import type { Configuration } from '../configuration/configuration';
import type { Clock } from '../links/clock';
import { FORMATS } from '../protocols/recording/formats';
import { timeOfIso } from '../protocols/recording/iso-time';
import type { RecordedPiece } from '../protocols/recording/recording';
import type { LineDatabase } from '../storage/lines/line-database';
import { LineStore } from '../storage/lines/line-store';
import type { Mode } from './contract';
import type { TimeRange } from './history-contract';
import type { LinePlace, Lines } from './log-contract';
import type { StoredLink, StoredTraffic } from './traffic-contract';

export const STORED_LINKS: readonly StoredLink[] = ['tinybms', 'slcan'];
/** The oldest segment is dropped whole. */
const SEGMENT_BYTES = 500_000;
const MEGABYTE = 1_000_000;

/**
 * Traffic that outlives the tab: each link of each mode in a store of its own, so that neither pushes out the other, nor any event. One line
 * of the NDJSON file for each piece.
 */
export class TrafficKeeper {
  private readonly stores = new Map<string, LineStore>();
  private wanted: Readonly<Record<StoredLink, boolean>> = { tinybms: false, slcan: false };
  private sizes = { segmentBytes: SEGMENT_BYTES, totalBytes: MEGABYTE };

  constructor(
    private readonly clock: Clock,
    /** Real and simulated traffic are kept apart from the database on. */
    private readonly database: (mode: Mode, link: StoredLink) => LineDatabase,
  ) {}

  configure({ traffic }: Configuration): void {
    this.wanted = { tinybms: traffic.storeSerial, slcan: traffic.storeCan };
    this.sizes = { segmentBytes: SEGMENT_BYTES, totalBytes: traffic.storedMegabytes * MEGABYTE };
    for (const store of this.stores.values()) store.configure(this.sizes);
  }

  /** Whether pieces of this wire are stored now. */
  keeps(wire: RecordedPiece['wire']): boolean {
    return wire === 'port' ? this.wanted.tinybms || this.wanted.slcan : this.wanted[wire];
  }

  /** What is played again has been kept once. What happens to a port is told with the traffic of either link. */
  add(mode: Mode, piece: RecordedPiece): void {
    if (mode === 'replay') return;
    for (const link of STORED_LINKS) {
      if (this.wanted[link] && (piece.wire === link || piece.wire === 'port')) {
        this.of(mode, link).add(FORMATS.ndjson.write(piece).trimEnd());
      }
    }
  }

  /** What is stored within the range, in order of time. A store that cannot be read has nothing. */
  async *read(mode: Mode, range: TimeRange): AsyncGenerator<RecordedPiece> {
    const streams = STORED_LINKS.map((link) => piecesIn(this.of(mode, link), range));
    const heads = await Promise.all(streams.map((stream) => stream.next()));
    /** Events of ports may stand in both stores: those of one moment that have been told. */
    let told = { time: NaN, events: new Set<string>() };
    for (;;) {
      let first = -1;
      heads.forEach((head, place) => {
        const best = heads[first];
        if (!head.done && (!best || best.done || head.value.time < best.value.time)) first = place;
      });
      const head = heads[first];
      if (!head || head.done) return;
      const { time, wire, port, bytes } = head.value;
      if (time !== told.time) told = { time, events: new Set() };
      const event = wire === 'port' ? `${port} ${bytes.join(' ')}` : undefined;
      if (event === undefined || !told.events.has(event)) yield head.value;
      if (event !== undefined) told.events.add(event);
      heads[first] = await (streams[first] as (typeof streams)[number]).next();
    }
  }

  async stored(mode: Mode): Promise<StoredTraffic> {
    const [tinybms, slcan] = await Promise.all(STORED_LINKS.map((link) => this.of(mode, link).storage()));
    return { tinybms, slcan } as StoredTraffic;
  }

  /** Why what is heard now would be lost with the tab, although it should be stored. */
  trouble(mode: Mode): string | undefined {
    const wanted = STORED_LINKS.filter((link) => this.wanted[link]);
    return wanted.map((link) => this.stores.get(`${mode} ${link}`)?.trouble).find((detail) => detail !== undefined);
  }

  /** Rejects when a database cannot be cleared. */
  async clear(mode: Mode): Promise<void> {
    await Promise.all(STORED_LINKS.map((link) => this.of(mode, link).clear()));
  }

  /** Stores what is left. */
  async flush(): Promise<void> {
    await Promise.all([...this.stores.values()].map((store) => store.flush()));
  }

  private of(mode: Mode, link: StoredLink): LineStore {
    const name = `${mode} ${link}`;
    const known = this.stores.get(name);
    if (known) return known;
    const store = new LineStore(this.clock, this.database(mode, link), this.sizes);
    this.stores.set(name, store);
    return store;
  }
}

/** Segment by segment: never more than one of them in memory. */
async function* piecesIn(store: LineStore, { from, to }: TimeRange): AsyncGenerator<RecordedPiece> {
  let start: LinePlace | undefined;
  let lines: Lines | undefined = await store.before(undefined);
  for (; lines; lines = await store.before(start)) {
    start = lines.from;
    if (timeOfFirst(lines.text) < from) break;
  }
  while (start) {
    const { text, to: end } = await store.after(start);
    if (text === '') return;
    for (const line of text.split('\n')) {
      const piece = line === '' ? undefined : FORMATS.ndjson.read(line, { time: 0 });
      if (typeof piece !== 'object' || piece.time < from) continue;
      if (piece.time >= to) return;
      yield piece;
    }
    start = end;
  }
}

/** Each line begins with its time. */
function timeOfFirst(text: string): number {
  return timeOfIso(/^\{"time":"([^"]*)"/.exec(text)?.[1] ?? '');
}
