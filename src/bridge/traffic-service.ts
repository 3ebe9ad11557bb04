import type { Configuration } from '../configuration/configuration';
import { provenanceOf, usesOf } from '../control/provenance';
import type { PortSource } from '../links/byte-link';
import type { Cancel, Clock } from '../links/clock';
import { TappedPortSource, type Tap } from '../links/tapped-source';
import { portPiece, type Piece } from '../protocols/capture/captured';
import { describe } from '../protocols/capture/describe';
import { TrafficRing } from '../protocols/capture/ring';
import { Segmenter } from '../protocols/capture/segmenter';
import { Tally } from '../protocols/capture/tally';
import type { ByteField } from '../protocols/explain/byte-map';
import { explainSlcanLine } from '../protocols/explain/slcan-line';
import { explainBmsReply, explainBmsRequest, requestIn } from '../protocols/explain/tinybms-frame';
import type { Mode } from './contract';
import type { ExplainedField, FieldSource, TrafficApi, TrafficBatch, TrafficMessage, TrafficState } from './traffic-contract';

const PERIOD_MS = 250;
/** While there is more to tell: the page must be able to draw between two batches. */
const SOON_MS = 20;
const MOST_IN_BATCH = 2_000;
const MEGABYTE = 1_000_000;

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
  private readonly segmenters = new Map<string, Segmenter>();
  private readonly subscribers = new Map<number, Subscriber>();
  private lastId = 0;
  private timer: Cancel | undefined;

  constructor(private readonly clock: Clock) {}

  configure({ traffic }: Configuration): void {
    this.ring.mostBytes = traffic.keptMegabytes * MEGABYTE;
  }

  /** A bridge of this mode is about to run. What another mode has left goes: real traffic and a demonstration never stand together. */
  begin(mode: Mode): void {
    if (mode !== this.mode) this.forget();
    this.mode = mode;
    this.tally = new Tally();
    this.segmenters.clear();
  }

  /** The same ports, heard. */
  listenTo(source: PortSource): PortSource {
    const tap: Tap = {
      opened: (port, baudRate) => {
        this.segmenters.set(port, new Segmenter());
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

  explain(piece: Parameters<TrafficApi['explain']>[0]): Promise<readonly ExplainedField[]> {
    return Promise.resolve(explainPiece(piece).map((field) => ({ ...field, source: sourceOf(field) })));
  }

  private keep(port: string, pieces: readonly Piece[]): void {
    const at = this.clock.now();
    for (const piece of pieces) {
      this.ring.add(piece, port, at);
      this.tally.add({ ...piece, at }, describe(piece));
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
    const { ring, tally, clock, mode } = this;
    const now = clock.now();
    const [oldest] = ring.from(ring.first);
    return {
      mode,
      now,
      wallTime: clock.wallTime(),
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

function explainPiece({ wire, direction, bytes, request }: Parameters<TrafficApi['explain']>[0]): readonly ByteField[] {
  switch (wire) {
    case 'tinybms':
      return direction === 'sent' ? explainBmsRequest(bytes) : explainBmsReply(bytes, request && requestIn(request));
    case 'slcan':
      return explainSlcanLine(bytes, direction);
    case 'port':
      return [];
  }
}

function sourceOf({ subject }: ByteField): FieldSource | undefined {
  switch (subject.of) {
    case 'part':
      return undefined;
    case 'signal': {
      const made = provenanceOf(subject.frame, subject.signal);
      return made && { kind: 'made', ...made };
    }
    case 'register': {
      const signals = usesOf(subject.register);
      return signals.length > 0 && subject.field === undefined ? { kind: 'used', signals } : undefined;
    }
  }
}
