import type { Ms } from '../../battery/units';
import type { LinePlace, Lines, LineStorage } from '../../bridge/log-contract';
import type { Cancel, Clock } from '../../links/clock';
import type { LineDatabase, PieceKey, SegmentId } from './line-database';
import { cut, expired, idOf, piecesOf, segmentsOf, type PendingLine, type Segment } from './segments';

/** With the time of a write less than the 5 s that may be lost. */
const FLUSH_MS: Ms = 3_000;
/** A database that has not answered for this long counts as failed, for the owner. */
const SLOW_MS: Ms = 15_000;
/** What may wait in memory for a database that does not take it [characters]. */
const MOST_PENDING = 4_000_000;
/** A segment in more pieces than this is made into one, once it has ended. */
const MANY_PIECES = 8;

export interface LineStoreSettings {
  /** A segment that has reached this size is followed by a new one [bytes]. */
  readonly segmentBytes: number;
  /** All segments together [bytes]; the oldest is dropped whole. */
  readonly totalBytes: number;
}

interface Growing {
  readonly segment: SegmentId;
  lines: number;
  bytes: number;
}

/**
 * Lines of text in segments, the newest always kept. Written in batches and never waited for: what the database has not taken stays in
 * memory, within bounds, is part of every answer, and is offered again every few seconds. Each worker writes segments of its own, so
 * that several tabs may write one store.
 */
export class LineStore {
  private settings: LineStoreSettings;
  private readonly session: string;
  private current: Growing | undefined;
  private pending: PendingLine[] = [];
  private pendingBytes = 0;
  private dropped = 0;
  private failure: string | undefined;
  private answered = false;
  private busySince: Ms | undefined;
  private timer: Cancel | undefined;
  private order: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly clock: Clock,
    private readonly database: LineDatabase,
    settings: LineStoreSettings,
  ) {
    this.settings = settings;
    this.session = Math.round(clock.wallTime()).toString(36);
  }

  configure(settings: LineStoreSettings): void {
    this.settings = settings;
  }

  /** Takes one line, without its end. */
  add(line: string): void {
    const text = `${line}\n`;
    const growing = this.growing();
    this.pending.push({ segment: growing.segment, number: growing.lines++, text });
    growing.bytes += text.length;
    this.pendingBytes += text.length;
    this.bound();
    this.flushLater();
  }

  /** Offers the database all that it has not taken. Settles when it has answered, one way or the other. */
  async flush(): Promise<void> {
    this.timer?.();
    this.timer = undefined;
    this.busySince ??= this.clock.now();
    await this.inOrder(async () => {
      await this.write();
      this.busySince = undefined;
      if (this.pending.length > 0) this.flushLater();
    });
  }

  /** Why lines cannot be stored; for people who report it. */
  get trouble(): string | undefined {
    const isSlow = this.busySince !== undefined && this.clock.now() - this.busySince > SLOW_MS;
    return this.failure ?? (isSlow ? 'the database does not answer' : undefined);
  }

  /** The lines before a place, or the newest ones: at most those of one segment. `undefined`: there are none. */
  before(place: LinePlace | undefined): Promise<Lines | undefined> {
    return this.inOrder(async () => {
      const segments = await this.segments();
      if (!place) return this.read(segments.at(-1), 0);
      const own = segments.find((segment) => idOf(segment) === place.segment);
      if (own && place.line > 0) return this.read(own, 0, place.line);
      return this.read(
        segments.findLast((segment) => isBefore(segment, place)),
        0,
      );
    });
  }

  /** The lines that follow a place: at most those of one segment, none where it is the end. */
  after(place: LinePlace): Promise<Lines> {
    return this.inOrder(async () => {
      const segments = await this.segments();
      const own = segments.find((segment) => idOf(segment) === place.segment);
      const lines =
        own && own.end > place.line
          ? await this.read(own, place.line)
          : await this.read(
              segments.find((segment) => idOf(segment) !== place.segment && !isBefore(segment, place)),
              0,
            );
      return lines ?? { from: place, to: place, text: '' };
    });
  }

  storage(): Promise<LineStorage> {
    return this.inOrder(async () => {
      const segments = await this.segments();
      return {
        state: this.trouble !== undefined ? 'memory' : this.answered ? 'stored' : 'opening',
        segments: segments.length,
        lines: segments.reduce((sum, { lines }) => sum + lines, 0),
        bytes: segments.reduce((sum, { bytes }) => sum + bytes, 0),
        mostBytes: this.settings.totalBytes,
        oldest: segments[0]?.order,
        unsavedLines: this.pending.length,
        droppedLines: this.dropped,
      };
    });
  }

  /** Rejects when the database cannot be cleared. */
  clear(): Promise<void> {
    return this.inOrder(async () => {
      this.pending = [];
      this.pendingBytes = 0;
      this.current = undefined;
      await this.database.clear();
    });
  }

  private growing(): Growing {
    const { current } = this;
    if (current && current.bytes < this.settings.segmentBytes) return current;
    // Later than the segment before, also when the clock was set back.
    const order = Math.max(Math.round(this.clock.wallTime()), (current?.segment.order ?? -Infinity) + 1);
    return (this.current = { segment: { order, session: this.session }, lines: 0, bytes: 0 });
  }

  private bound(): void {
    let surplus = 0;
    while (this.pendingBytes > MOST_PENDING) this.pendingBytes -= this.pending[surplus++]?.text.length ?? 0;
    this.pending.splice(0, surplus);
    this.dropped += surplus;
  }

  private flushLater(): void {
    this.timer ??= this.clock.at(this.clock.now() + FLUSH_MS, () => void this.flush());
  }

  private async write(): Promise<void> {
    let given: PendingLine[] = [];
    let stored: readonly PieceKey[] = [];
    try {
      stored = await this.load();
      given = this.pending;
      this.pending = [];
      this.pendingBytes = 0;
      const puts = piecesOf(given);
      const keys = [...stored, ...puts.map(({ key }) => key)];
      const drops = expired(segmentsOf(keys), this.settings.totalBytes);
      if (puts.length + drops.length > 0) await this.database.commit({ puts, deletes: [], drops });
      given = [];
      await this.join(keys, drops);
      this.failure = undefined;
    } catch (error) {
      this.pending = [...given, ...this.pending];
      this.pendingBytes = this.pending.reduce((sum, { text }) => sum + text.length, 0);
      this.bound();
      this.failure = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      // Where the disk is full, letting go of what the owner no longer wants is what makes room.
      const drops = expired(segmentsOf(stored), this.settings.totalBytes);
      if (drops.length > 0) await this.database.commit({ puts: [], deletes: [], drops }).catch(() => undefined);
    }
  }

  /** Makes one piece of a segment that has ended in many. */
  private async join(keys: readonly PieceKey[], dropped: readonly SegmentId[]): Promise<void> {
    const live = new Set([...dropped, ...(this.current ? [this.current.segment] : [])].map(idOf));
    const scattered = segmentsOf(keys).find((segment) => segment.pieces > MANY_PIECES && !live.has(idOf(segment)));
    if (!scattered) return;
    const pieces = await this.database.read(scattered);
    const text = pieces.map((piece) => piece.text).join('');
    const { order, session, lines } = scattered;
    const put = { key: { order, session, line: 0, lines, bytes: text.length }, text };
    await this.database.commit({ puts: [put], deletes: pieces.map(({ key }) => key), drops: [] });
  }

  /** Keys of all that is stored. */
  private async load(): Promise<readonly PieceKey[]> {
    const keys = await this.database.keys();
    if (!this.answered) this.follow(keys.at(-1)?.order ?? -Infinity);
    this.answered = true;
    return keys;
  }

  /** What was taken before the database first answered comes after what it holds, whatever the clock says. */
  private follow(newest: number): void {
    const behind = newest + 1 - (this.pending[0]?.segment.order ?? Infinity);
    if (!(behind > 0 && Number.isFinite(behind))) return;
    const moved = ({ order, session }: SegmentId): SegmentId => ({ order: order + behind, session });
    this.pending = this.pending.map((line) => ({ ...line, segment: moved(line.segment) }));
    if (this.current) this.current = { ...this.current, segment: moved(this.current.segment) };
  }

  /** All segments, stored or not, in order. */
  private async segments(): Promise<readonly Segment[]> {
    const stored = await this.load().catch(() => []);
    return segmentsOf([...stored, ...piecesOf(this.pending).map(({ key }) => key)]);
  }

  private async read(segment: Segment | undefined, first: number, end = Infinity): Promise<Lines | undefined> {
    if (!segment) return undefined;
    const id = idOf(segment);
    const stored = await this.database.read(segment).catch(() => []);
    const pending = piecesOf(this.pending.filter((line) => idOf(line.segment) === id));
    const text = [...stored, ...pending].map((piece) => cut(piece, first, end)).join('');
    return { from: { segment: id, line: first }, to: { segment: id, line: Math.min(end, segment.end) }, text };
  }

  private inOrder<T>(work: () => Promise<T>): Promise<T> {
    const result = this.order.then(work);
    this.order = result.catch(() => undefined);
    return result;
  }
}

function isBefore(segment: SegmentId, { segment: id }: LinePlace): boolean {
  const [order = '', session = ''] = id.split(' ');
  return segment.order < Number(order) || (segment.order === Number(order) && segment.session < session);
}
