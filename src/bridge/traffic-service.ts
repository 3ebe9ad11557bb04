import type { Ms } from '../battery/units';
import type { Configuration } from '../configuration/configuration';
import type { PortSource } from '../links/byte-link';
import type { Cancel, Clock } from '../links/clock';
import { TappedPortSource, type Tap } from '../links/tapped-source';
import { portPiece, type Captured, type Piece } from '../protocols/capture/captured';
import { describe } from '../protocols/capture/describe';
import { TrafficRing } from '../protocols/capture/ring';
import { Segmenter } from '../protocols/capture/segmenter';
import { Tally } from '../protocols/capture/tally';
import type { RecordedPiece } from '../protocols/recording/recording';
import type { TrafficFormat } from '../protocols/recording/formats';
import type { Mode, Outcome } from './contract';
import type { FrameWatch } from './frame-watch';
import type { TimeRange } from './history-contract';
import { Part } from './part';
import type { ReplayPlayer } from './replay-player';
import type { TrafficKeeper } from './traffic-keeper';
import type {
  FilePart,
  ReadReport,
  RecordingView,
  ExplainedField,
  StoredTraffic,
  MirrorView,
  TrafficApi,
  TrafficBatch,
  TrafficMessage,
  TrafficState,
} from './traffic-contract';

const PERIOD_MS = 250;
/** While there is more to tell: the page must be able to draw between two batches. */
const SOON_MS = 20;
const MOST_IN_BATCH = 2_000;
/** So many pieces from each opening of a port tell how the bridge found out what is behind it; a replay needs them. */
const PIECES_OF_OPENING = 64;
const MEGABYTE = 1_000_000;
/** Lines of adapters that wait for whoever watches them. */
const MOST_UNWATCHED = 10_000;
/** With so many that part comes unasked: several minutes of a battery. */
const UNWATCHED = 2_000;

interface Subscriber {
  readonly listener: (batch: TrafficBatch) => void;
  next: number;
  /** The newest question to each TinyBMS. */
  readonly requests: Map<string, Uint8Array>;
}

/** Hears everything that goes over the ports of the bridge that runs, keeps the newest of it, counts, and tells the page. */
export class TrafficService implements TrafficApi {
  private mode: Mode = 'simulation';
  private readonly ring = new TrafficRing(MEGABYTE);
  private tally = new Tally();
  private watch: FrameWatch | undefined;
  /** Lines that the watch has not seen yet. */
  private unwatched: Captured[] = [];
  private readonly segmenters = new Map<string, Segmenter>();
  private readonly subscribers = new Map<number, Subscriber>();
  /** How each port was found: may be older than what is kept. */
  private readonly openings = new Map<string, Captured[]>();
  private readonly writings = new Map<number, AsyncGenerator<FilePart>>();
  /** The time of the bridge that runs. */
  private running: Clock;
  private lastId = 0;
  private timer: Cancel | undefined;
  private readonly watching = new Part('frame watch', () => import('./frame-watch'));
  private readonly explaining = new Part('explanations', () => import('./traffic-explain'));
  private readonly files = new Part('traffic files', async () => {
    const { inParts, RecordingDesk } = await import('./recording-desk');
    return { inParts, desk: new RecordingDesk(this.clock) };
  });

  constructor(
    private readonly clock: Clock,
    private readonly keeper: TrafficKeeper,
  ) {
    this.running = clock;
  }

  configure(configuration: Configuration): void {
    this.ring.mostBytes = configuration.traffic.keptMegabytes * MEGABYTE;
    this.keeper.configure(configuration);
  }

  /** A bridge has ended, and this tab may be closed. */
  ended(): void {
    void this.keeper.flush();
  }

  /** A bridge of this mode is about to run. What another mode has left goes: real traffic and a demonstration never stand together. */
  begin(mode: Mode): void {
    if (mode !== this.mode || mode === 'replay') {
      this.forget();
      this.openings.clear();
    }
    const player = this.files.present?.desk.player;
    this.running = mode === 'replay' && player ? player.clock : this.clock;
    this.mode = mode;
    this.tally = new Tally();
    this.watch = undefined;
    this.unwatched = [];
    this.segmenters.clear();
  }

  /** The same ports, heard. */
  listenTo(source: PortSource): PortSource {
    const tap: Tap = {
      opened: (port, baudRate) => {
        this.segmenters.set(port, new Segmenter());
        this.openings.set(port, []);
        this.keep(port, [portPiece('opened', String(baudRate))]);
      },
      failed: (port, reason) => this.keep(port, [portPiece('failed', reason)]),
      sent: (port, bytes) => this.keep(port, this.segmenters.get(port)?.sent(bytes) ?? []),
      received: (port, bytes) => this.keep(port, this.segmenters.get(port)?.received(bytes) ?? []),
      lost: (port, reason) => this.end(port, portPiece('lost', reason)),
      closed: (port) => this.end(port, portPiece('closed')),
    };
    return new TappedPortSource(source, tap);
  }

  subscribe(listener: (batch: TrafficBatch) => void, last: number): Promise<number> {
    const id = ++this.lastId;
    const next = Math.max(this.ring.first, this.ring.end - Math.max(0, last));
    this.subscribers.set(id, { listener, next, requests: new Map() });
    this.tell();
    return Promise.resolve(id);
  }

  unsubscribe(id: number): Promise<void> {
    this.subscribers.delete(id);
    return Promise.resolve();
  }

  clear(): Promise<void> {
    this.forget();
    this.tell();
    return Promise.resolve();
  }

  async explain(piece: Parameters<TrafficApi['explain']>[0]): Promise<readonly ExplainedField[]> {
    return (await this.explaining.get()).explain(piece);
  }

  async mirror(): Promise<MirrorView> {
    const watch = await this.watched();
    return watch.view(this.running.now());
  }

  writeBegin(format: TrafficFormat, range?: TimeRange): Promise<number> {
    const id = ++this.lastId;
    this.writings.set(id, range ? this.writeRange(format, this.mode, range) : this.writeKept(format));
    return Promise.resolve(id);
  }

  async writeNext(id: number): Promise<FilePart> {
    const next = await this.writings.get(id)?.next();
    const part = next?.done === false ? next.value : { text: '', share: 1, done: true };
    if (part.done) this.writings.delete(id);
    return part;
  }

  writeEnd(id: number): Promise<void> {
    this.writings.delete(id);
    return Promise.resolve();
  }

  stored(): Promise<StoredTraffic> {
    return this.keeper.stored(this.mode);
  }

  async clearStored(): Promise<Outcome> {
    try {
      await this.keeper.clear(this.mode);
      return { ok: true };
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      const since = this.clock.now();
      return { ok: false, fault: { code: 'storage-unavailable', severity: 'warning', detail, subject: undefined, since } };
    }
  }

  /** What memory and the stores hold of a stretch, as the text of an NDJSON file. Pauses, so that the bridge is never held up. */
  async text(mode: Mode, range: TimeRange): Promise<string> {
    let text = '';
    for await (const part of this.writeRange('ndjson', mode, range)) {
      text += part.text;
      if (!part.done) await new Promise<void>((resolve) => this.clock.at(this.clock.now() + SOON_MS, resolve));
    }
    return text;
  }

  async readBegin(): Promise<void> {
    (await this.files.get()).desk.readBegin();
  }

  async readText(text: string): Promise<ReadReport> {
    return (await this.files.get()).desk.readText(text);
  }

  async readEnd(name: string): Promise<ReadReport> {
    return (await this.files.get()).desk.readEnd(name);
  }

  async takeKept(name: string): Promise<RecordingView> {
    const { desk } = await this.files.get();
    return desk.take(name, this.recordedPieces());
  }

  get hasRecording(): boolean {
    return this.files.present?.desk.view !== undefined;
  }

  recording(): Promise<RecordingView | undefined> {
    return Promise.resolve(this.files.present?.desk.view);
  }

  /** A new run of the recording, if there is one. */
  newReplay(changed: () => void): ReplayPlayer | undefined {
    return this.files.present?.desk.newReplay(changed);
  }

  play(): Promise<void> {
    this.files.present?.desk.player?.play();
    return Promise.resolve();
  }

  pause(): Promise<void> {
    this.files.present?.desk.player?.pause();
    return Promise.resolve();
  }

  setSpeed(times: number): Promise<void> {
    const player = this.files.present?.desk.player;
    if (player) player.speed = times;
    return Promise.resolve();
  }

  goTo(position: Ms): Promise<boolean> {
    return Promise.resolve(this.files.present?.desk.goTo(position) ?? false);
  }

  /** Milliseconds since 1970 at zero of the running clock. */
  private get wallZero(): number {
    return this.running.wallTime() - this.running.now();
  }

  private *keptPieces(): Generator<Captured> {
    const { first } = this.ring;
    yield* this.openingPieces().filter(({ seq }) => seq < first);
    yield* this.ring.from(first);
  }

  /** How each port was found, in order. */
  private openingPieces(): readonly Captured[] {
    return [...this.openings.values()].flat().sort((a, b) => a.seq - b.seq);
  }

  private *recordedPieces(end = Infinity): Generator<RecordedPiece> {
    const { wallZero } = this;
    for (const piece of this.keptPieces()) if (piece.seq < end) yield { ...piece, time: wallZero + piece.at };
  }

  private writeKept(format: TrafficFormat): AsyncGenerator<FilePart> {
    const { wallZero } = this;
    const { first, end } = this.ring;
    const [oldest] = this.ring.from(first);
    const range = { from: wallZero + (oldest?.at ?? 0), to: this.running.wallTime() };
    return this.written(format, this.recordedPieces(end), range);
  }

  private writeRange(format: TrafficFormat, mode: Mode, range: TimeRange): AsyncGenerator<FilePart> {
    return this.written(format, this.within(mode, range), range);
  }

  private async *written(
    format: TrafficFormat,
    pieces: Iterable<RecordedPiece> | AsyncIterable<RecordedPiece>,
    range: TimeRange,
  ): AsyncGenerator<FilePart> {
    const { inParts } = await this.files.get();
    yield* inParts(format, pieces, range);
  }

  /** How each port was found, then from the stores what is older than all that memory holds, the rest from memory. */
  private async *within(mode: Mode, { from, to }: TimeRange): AsyncGenerator<RecordedPiece> {
    const { wallZero, ring, keeper } = this;
    const isOwn = mode === this.mode;
    const [oldest] = isOwn ? ring.from(ring.first) : [];
    const since = oldest ? wallZero + oldest.at : Infinity;
    const openings = isOwn ? this.openingPieces().map((piece) => ({ ...piece, time: wallZero + piece.at })) : [];
    // A replay has to find the ports again; what a store or memory holds of the stretch is told from there.
    const unstored = openings.filter(({ time, wire, seq }) => time < to && (time < from || (seq < ring.first && !keeper.keeps(wire))));
    if (since > from) {
      for await (const piece of keeper.read(mode, { from, to: Math.min(to, since) })) {
        while (unstored[0] && unstored[0].time <= piece.time) yield* unstored.splice(0, 1);
        yield piece;
      }
    }
    yield* unstored;
    if (!isOwn) return;
    for (const piece of ring.from(ring.first)) {
      const time = wallZero + piece.at;
      if (time >= from && time < to) yield { ...piece, time };
    }
  }

  /** The watch of the bridge that runs, with all that was kept for it. */
  private async watched(): Promise<FrameWatch> {
    const { FrameWatch } = await this.watching.get();
    this.watch ??= new FrameWatch();
    for (const piece of this.unwatched) this.watch.see(piece, piece.at);
    this.unwatched = [];
    return this.watch;
  }

  /** Nothing is missed because nobody has asked yet. */
  private show(line: Captured): void {
    if (this.watch) return this.watch.see(line, line.at);
    if (this.unwatched.length < MOST_UNWATCHED) this.unwatched.push(line);
    if (this.unwatched.length % UNWATCHED === 0) void this.watched().catch(() => undefined);
  }

  private keep(port: string, pieces: readonly Piece[]): void {
    const at = this.running.now();
    const opening = this.openings.get(port);
    for (const piece of pieces) {
      const captured = { ...piece, seq: this.ring.end, at, port };
      if (opening && opening.length < PIECES_OF_OPENING) opening.push(captured);
      this.ring.add(piece, port, at);
      this.keeper.add(this.mode, { ...piece, port, time: Math.floor(this.wallZero + at) });
      this.tally.add({ ...piece, at }, describe(piece));
      if (piece.wire === 'slcan') this.show(captured);
    }
  }

  private end(port: string, event: Piece): void {
    this.keep(port, [...(this.segmenters.get(port)?.flush() ?? []), event]);
    this.segmenters.delete(port);
  }

  private forget(): void {
    this.ring.clear();
    this.tally = new Tally();
    for (const subscriber of this.subscribers.values()) subscriber.next = this.ring.end;
  }

  /** One batch for everyone who listens, and the time of the next. */
  private tell(): void {
    this.timer?.();
    this.timer = undefined;
    if (this.subscribers.size === 0) return;
    const state = this.state();
    let more = false;
    for (const subscriber of this.subscribers.values()) {
      subscriber.listener({ messages: this.messagesFor(subscriber), state });
      more ||= subscriber.next < this.ring.end;
    }
    this.timer = this.clock.at(this.clock.now() + (more ? SOON_MS : PERIOD_MS), () => this.tell());
  }

  private messagesFor(subscriber: Subscriber): readonly TrafficMessage[] {
    const messages: TrafficMessage[] = [];
    for (const piece of this.ring.from(subscriber.next)) {
      if (messages.length === MOST_IN_BATCH) break;
      const { requests } = subscriber;
      const isReply = piece.wire === 'tinybms' && piece.direction === 'received' && !piece.damaged;
      messages.push({ ...piece, summary: describe(piece), request: isReply ? requests.get(piece.port) : undefined });
      if (piece.wire === 'tinybms' && piece.direction === 'sent') requests.set(piece.port, piece.bytes);
      subscriber.next = piece.seq + 1;
    }
    return messages;
  }

  private state(): TrafficState {
    const { ring, tally, running, mode } = this;
    const now = running.now();
    const [oldest] = ring.from(ring.first);
    return {
      mode,
      now,
      wallTime: running.wallTime(),
      keptBytes: ring.bytes,
      mostBytes: ring.mostBytes,
      first: ring.first,
      end: ring.end,
      since: oldest?.at,
      counts: tally.counts,
      flows: tally.flowsAt(now),
    };
  }
}
