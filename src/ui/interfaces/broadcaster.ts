import type { Mode } from '../../bridge/contract';
import { channelOf, Stream, type StreamTopic, trafficMessages } from '../../interfaces/stream';
import type { TelemetryFacts } from '../../interfaces/host';
import type { BridgeStore } from '../state/bridge-store';
import type { Ui } from '../state/context';
import { momentOf, WORDS } from './interface-host';

/** The part of `BroadcastChannel` that is needed. */
export type Channel = Pick<BroadcastChannel, 'postMessage' | 'close' | 'onmessage'>;

/** The wires are told of only while somebody has asked for it within this time [ms]: it is much, and rarely wanted. */
export const WANTED_FOR_MS = 15_000;

/** Tells other pages of this address what the bridge does, over one broadcast channel for each topic. */
export class Broadcaster {
  private readonly source = crypto.randomUUID();
  private readonly stream = new Stream(this.source, WORDS, (topic, mode, message) => this.tell(topic, mode, message));
  private channels = new Map<StreamTopic, Channel>();
  private mode: Mode | undefined;
  private listening: Promise<number> | undefined;
  private wantedAt = -Infinity;

  constructor(
    private readonly store: BridgeStore,
    private readonly traffic: Pick<Ui['traffic'], 'subscribe' | 'unsubscribe'>,
    private readonly clock: () => number = () => performance.now(),
    private readonly open: (name: string) => Channel = (name) => new BroadcastChannel(name),
  ) {}

  get facts(): TelemetryFacts {
    return this.stream.facts;
  }

  start(): void {
    this.follow();
    this.store.subscribe(() => this.follow());
  }

  private follow(): void {
    const moment = momentOf(this.store.snapshot, this.facts);
    if (!moment) return;
    const { mode } = moment.view;
    if (mode !== this.mode) this.enter(mode);
    this.stream.next(moment);
    if (this.listening && this.clock() - this.wantedAt > WANTED_FOR_MS) this.stopListening();
  }

  private enter(mode: Mode): void {
    this.stopListening();
    for (const channel of this.channels.values()) channel.close();
    this.channels = new Map();
    this.mode = mode;
    for (const topic of ['uart', 'can'] as const) this.channel(topic, mode).onmessage = ({ data }) => this.asked(data);
  }

  private asked(data: unknown): void {
    if ((data as { readonly action?: unknown } | null)?.action !== 'listen') return;
    this.wantedAt = this.clock();
    this.listening ??= this.traffic.subscribe((batch) => {
      // A batch of the run before may still be on its way.
      if (batch.state.mode !== this.mode) return;
      for (const [topic, message] of trafficMessages(batch, this.source)) this.tell(topic, batch.state.mode, message);
    }, 0);
  }

  private stopListening(): void {
    void this.listening?.then((id) => this.traffic.unsubscribe(id));
    this.listening = undefined;
  }

  private tell(topic: StreamTopic, mode: Mode, message: object): void {
    if (mode === this.mode) this.channel(topic, mode).postMessage(message);
  }

  private channel(topic: StreamTopic, mode: Mode): Channel {
    const known = this.channels.get(topic);
    if (known) return known;
    const channel = this.open(channelOf(topic, mode));
    this.channels.set(topic, channel);
    return channel;
  }
}
