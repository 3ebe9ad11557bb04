import type { Ms } from '../battery/units';
import type { Configuration } from '../configuration/configuration';
import type { PortSource } from '../links/byte-link';
import type { Clock } from '../links/clock';
import type { TrafficFormat } from '../protocols/recording/formats';
import type { RecordedPiece } from '../protocols/recording/recording';
import type { Mode, Outcome } from './contract';
import type { FaultNow } from './fault-register';
import { FrameWatcher } from './frame-watcher';
import type { TimeRange } from './history-contract';
import { Part } from './part';
import type { ReplayPlayer } from './replay-player';
import { TrafficCapture } from './traffic-capture';
import type {
  ExplainedField,
  FilePart,
  MirrorView,
  ReadReport,
  RecordingView,
  StoredTraffic,
  TrafficApi,
  TrafficBatch,
} from './traffic-contract';
import { TrafficFeed } from './traffic-feed';
import type { TrafficKeeper } from './traffic-keeper';

/** Between two parts of a text: the bridge is never held up. */
const PAUSE_MS: Ms = 20;

/** What the page may ask of the traffic on the ports of the bridge that runs, each answered by the part that knows it. */
export class TrafficService implements TrafficApi {
  private readonly watcher = new FrameWatcher();
  private readonly capture: TrafficCapture;
  private readonly feed: TrafficFeed;
  private readonly writings = new Map<number, AsyncGenerator<FilePart>>();
  private lastWriting = 0;
  private readonly explaining = new Part('explanations', () => import('./traffic-explain'));
  private readonly files = new Part('traffic files', async () => {
    const { inParts, RecordingDesk } = await import('./recording-desk');
    return { inParts, desk: new RecordingDesk(this.clock) };
  });

  constructor(
    private readonly clock: Clock,
    private readonly keeper: TrafficKeeper,
  ) {
    this.capture = new TrafficCapture(clock, keeper, (line) => this.watcher.see(line));
    this.feed = new TrafficFeed(clock, this.capture);
  }

  configure(configuration: Configuration): void {
    this.capture.keptMegabytes = configuration.traffic.keptMegabytes;
    this.keeper.configure(configuration);
  }

  get faults(): readonly FaultNow[] {
    const detail = this.keeper.trouble(this.capture.mode);
    return detail === undefined ? [] : [{ code: 'traffic-unsaved', severity: 'warning', detail, subject: undefined }];
  }

  /** A bridge has ended, and this tab may be closed. */
  ended(): void {
    void this.keeper.flush();
  }

  /** A bridge of this mode is about to run. */
  begin(mode: Mode): void {
    const player = this.files.present?.desk.player;
    this.capture.begin(mode, mode === 'replay' && player ? player.clock : this.clock);
    this.watcher.restart();
  }

  /** The same ports, heard. */
  listenTo(source: PortSource): PortSource {
    return this.capture.listenTo(source);
  }

  subscribe(listener: (batch: TrafficBatch) => void, last: number): Promise<number> {
    return Promise.resolve(this.feed.subscribe(listener, last));
  }

  unsubscribe(id: number): Promise<void> {
    this.feed.unsubscribe(id);
    return Promise.resolve();
  }

  clear(): Promise<void> {
    this.capture.clear();
    this.feed.tell();
    return Promise.resolve();
  }

  async explain(piece: Parameters<TrafficApi['explain']>[0]): Promise<readonly ExplainedField[]> {
    return (await this.explaining.get()).explain(piece);
  }

  mirror(): Promise<MirrorView> {
    return this.watcher.view(() => this.capture.now);
  }

  writeBegin(format: TrafficFormat, range?: TimeRange): Promise<number> {
    const { capture } = this;
    const id = ++this.lastWriting;
    const { kept } = capture;
    const parts = range ? this.written(format, capture.within(capture.mode, range), range) : this.written(format, kept.pieces, kept.range);
    this.writings.set(id, parts);
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
    return this.keeper.stored(this.capture.mode);
  }

  async clearStored(): Promise<Outcome> {
    try {
      await this.keeper.clear(this.capture.mode);
      return { ok: true };
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      const since = this.clock.now();
      return { ok: false, fault: { code: 'storage-unavailable', severity: 'warning', detail, subject: undefined, since } };
    }
  }

  /** What memory and the stores hold of a stretch, as the text of an NDJSON file. */
  async text(mode: Mode, range: TimeRange): Promise<string> {
    let text = '';
    for await (const part of this.written('ndjson', this.capture.within(mode, range), range)) {
      text += part.text;
      if (!part.done) await new Promise<void>((resolve) => this.clock.at(this.clock.now() + PAUSE_MS, resolve));
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
    return desk.take(name, this.capture.kept.pieces);
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

  private async *written(
    format: TrafficFormat,
    pieces: Iterable<RecordedPiece> | AsyncIterable<RecordedPiece>,
    range: TimeRange,
  ): AsyncGenerator<FilePart> {
    const { inParts } = await this.files.get();
    yield* inParts(format, pieces, range);
  }
}
