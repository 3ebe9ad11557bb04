import type { Cancel, Clock } from '../links/clock';
import { describe } from '../protocols/capture/describe';
import type { TrafficCapture } from './traffic-capture';
import type { TrafficBatch, TrafficMessage } from './traffic-contract';

const PERIOD_MS = 250;
/** While there is more to tell: the page must be able to draw between two batches. */
const SOON_MS = 20;
const MOST_IN_BATCH = 2_000;

interface Subscriber {
  readonly listener: (batch: TrafficBatch) => void;
  next: number;
  /** The newest question to each TinyBMS. */
  readonly requests: Map<string, Uint8Array>;
}

/** Tells everyone who listens what was captured, in batches. */
export class TrafficFeed {
  private readonly subscribers = new Map<number, Subscriber>();
  private lastId = 0;
  private timer: Cancel | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly capture: TrafficCapture,
  ) {}

  /** @param last how many of the newest pieces are told first */
  subscribe(listener: (batch: TrafficBatch) => void, last: number): number {
    const { ring } = this.capture;
    const id = ++this.lastId;
    const next = Math.max(ring.first, ring.end - Math.max(0, last));
    this.subscribers.set(id, { listener, next, requests: new Map() });
    this.tell();
    return id;
  }

  unsubscribe(id: number): void {
    this.subscribers.delete(id);
  }

  /** One batch for everyone who listens, and the time of the next. */
  tell(): void {
    this.timer?.();
    this.timer = undefined;
    if (this.subscribers.size === 0) return;
    const { ring, state } = this.capture;
    let more = false;
    for (const subscriber of this.subscribers.values()) {
      subscriber.listener({ messages: this.messagesFor(subscriber), state });
      more ||= subscriber.next < ring.end;
    }
    this.timer = this.clock.at(this.clock.now() + (more ? SOON_MS : PERIOD_MS), () => this.tell());
  }

  private messagesFor(subscriber: Subscriber): readonly TrafficMessage[] {
    const { ring } = this.capture;
    const messages: TrafficMessage[] = [];
    // What was forgotten or overwritten meanwhile is not told any more.
    subscriber.next = Math.max(subscriber.next, ring.first);
    for (const piece of ring.from(subscriber.next)) {
      if (messages.length === MOST_IN_BATCH) break;
      const { requests } = subscriber;
      const isReply = piece.wire === 'tinybms' && piece.direction === 'received' && !piece.damaged;
      messages.push({ ...piece, summary: describe(piece), request: isReply ? requests.get(piece.port) : undefined });
      if (piece.wire === 'tinybms' && piece.direction === 'sent') requests.set(piece.port, piece.bytes);
      subscriber.next = piece.seq + 1;
    }
    return messages;
  }
}
