import type { Ms } from '../battery/units';
import type { AdapterView } from '../bridge/contract';
import type { CanFrame } from '../protocols/can-frame';
import type { Cancel, Clock } from './clock';
import type { Exchange } from './exchange';
import type { Answer } from './slcan-script';
import { TransmitQueue, type Waiting } from './transmit-queue';

/** What sending may run into. */
export type SendTrouble = 'refusing' | 'not-acknowledging';

/** Source of the figures: slcan reference, 5.3 and 5.4. */
const ACK_MS: Ms = 250;
/** After a deadline answers are ignored for this time, lest each be credited to the command after its own. */
const MUTE_MS: Ms = 50;
/** One firmware refuses and then confirms every frame that it has sent. */
const SECOND_THOUGHT_MS: Ms = 20;
const SPACING_MS: Ms = 2;
/** Towards adapters that never acknowledge: most frames in any 100 ms. */
const BURST = 20;
const BURST_MS: Ms = 100;
const TROUBLE_IN_A_ROW = 3;

type SendCounters = Pick<
  AdapterView,
  'acknowledges' | 'sent' | 'acknowledged' | 'refused' | 'refusing' | 'unacknowledged' | 'dropped' | 'replaced' | 'queued'
>;

/** Hands frames to an adapter at the adapter's own pace: one at a time where it acknowledges, spaced where it says nothing. */
export class FrameSender {
  private readonly queue = new TransmitQueue();
  private readonly counts = { sent: 0, acknowledged: 0, refused: 0, unacknowledged: 0 };
  private acknowledges: AdapterView['acknowledges'] = 'unknown';
  /** `none` was only concluded from silence while the channel was opened: one acknowledgement disproves it. */
  private assumed = false;
  private active = false;
  private timer: Cancel | undefined;
  private missedInRow = 0;
  private refusedInRow = 0;
  /** Outlives a cure, so that its owner is told until a frame is taken. */
  private refusing = false;
  /** Refused just now; a confirmation may still follow. */
  private doubtful: Waiting | undefined;
  private muteUntil = -Infinity;
  private sendFrom = -Infinity;
  private sendTimes: Ms[] = [];

  constructor(
    private readonly exchange: Exchange,
    private readonly clock: Clock,
    private readonly trouble: (trouble: SendTrouble) => void,
    /** Told of each frame in the moment in which it is written. */
    private readonly written: (frame: CanFrame, at: Ms) => void,
  ) {}

  get counters(): SendCounters {
    const queued = this.queue.size(this.clock.now());
    return {
      acknowledges: this.acknowledges,
      refusing: this.refusing,
      ...this.counts,
      dropped: this.queue.dropped,
      replaced: this.queue.replaced,
      queued,
    };
  }

  /** No answer to a frame is due, so that another command may take its turn. */
  get isIdle(): boolean {
    return !this.exchange.busy && this.doubtful === undefined && this.clock.now() >= this.muteUntil;
  }

  /** Frames have been refused since the last one that was taken. */
  get isRefused(): boolean {
    return this.refusedInRow > 0;
  }

  /** The adapter gives no answers at all, as far as is known. */
  get isMute(): boolean {
    return this.acknowledges === 'none' && this.assumed;
  }

  push(entry: Waiting): void {
    this.queue.push(entry);
    this.pump();
  }

  /** Counts a frame that may not be sent. */
  refuse(): void {
    this.queue.refuse();
  }

  /** The channel is open: frames may go. An adapter that gave no answer meanwhile is not expected to acknowledge frames. */
  open(answers: boolean): void {
    this.active = true;
    this.missedInRow = 0;
    this.refusedInRow = 0;
    if (!answers) {
      this.acknowledges = 'none';
      this.assumed = true;
    }
    this.pump();
  }

  /** Nothing is sent until `open`; what waits keeps its time to live. */
  pause(): void {
    this.active = false;
    this.doubtful = undefined;
    this.timer?.();
  }

  /** Drops the frames that wait. */
  discard(): void {
    this.queue.clear();
  }

  /** Drops everything. */
  end(): void {
    this.pause();
    this.discard();
  }

  /** A command has passed its deadline: its answer may still come. */
  mute(): void {
    this.muteUntil = this.clock.now() + MUTE_MS;
    this.sendFrom = Math.max(this.sendFrom, this.muteUntil);
  }

  /** An answer for which no command was waiting. @returns whether it was of use */
  stray(answer: Exclude<Answer, 'none'>): boolean {
    if (this.clock.now() < this.muteUntil || answer === 'refused') return false;
    if (this.doubtful !== undefined) {
      this.doubtful = undefined;
      this.counts.refused--;
      this.sendFrom = -Infinity;
    } else if (!this.isMute || !this.active || this.counts.sent === 0) return false;
    this.taken(answer);
    this.pump();
    return true;
  }

  /** Sends what may be sent now. */
  pump(): void {
    if (!this.active || this.exchange.busy) return;
    this.timer?.();
    const now = this.clock.now();
    if (now < this.sendFrom) {
      this.timer = this.clock.at(this.sendFrom, () => this.pump());
      return;
    }
    if (this.doubtful !== undefined) return this.refusalStands(this.doubtful);
    const entry = this.queue.take(now);
    if (entry === undefined) {
      const due = this.queue.limitsDue;
      if (due !== undefined) this.timer = this.clock.at(due, () => this.pump());
      return;
    }
    this.counts.sent++;
    this.written(entry.frame, now);
    if (this.acknowledges !== 'none') return this.exchange.ask(entry.bytes, ACK_MS, undefined, (answer) => this.answered(entry, answer));
    this.pace(now);
    this.exchange.write(entry.bytes);
    this.pump();
  }

  private answered(entry: Waiting, answer: Answer): void {
    switch (answer) {
      case 'none':
        this.counts.unacknowledged++;
        this.missedInRow++;
        this.mute();
        if (this.missedInRow < TROUBLE_IN_A_ROW) break;
        if (this.counts.acknowledged > 0) return this.trouble('not-acknowledging');
        this.acknowledges = 'none';
        break;
      case 'refused':
        this.counts.refused++;
        this.missedInRow = 0;
        this.doubtful = entry;
        this.sendFrom = this.clock.now() + SECOND_THOUGHT_MS;
        break;
      case 'cr':
      case 'z':
      case 'hash':
        this.taken(answer);
        break;
    }
    this.pump();
  }

  private taken(dialect: 'cr' | 'z' | 'hash'): void {
    this.acknowledges = dialect;
    this.counts.acknowledged++;
    this.missedInRow = 0;
    this.refusedInRow = 0;
    this.refusing = false;
  }

  private refusalStands(entry: Waiting): void {
    this.doubtful = undefined;
    this.refusedInRow++;
    this.queue.giveBack(entry);
    if (this.refusedInRow < TROUBLE_IN_A_ROW) return this.pump();
    this.refusing = true;
    this.trouble('refusing');
  }

  private pace(now: Ms): void {
    this.sendTimes = [...this.sendTimes.slice(1 - BURST), now];
    const first = this.sendTimes.length === BURST ? (this.sendTimes[0] ?? now) : -Infinity;
    this.sendFrom = Math.max(now + SPACING_MS, first + BURST_MS);
  }
}
