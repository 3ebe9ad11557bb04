import type { Ms } from '../battery/units';
import type { CanFrame } from '../protocols/can-frame';
import { encodeCommand, type BitrateCode, type SlcanCommand } from '../protocols/slcan/commands';
import { SlcanDecoder } from '../protocols/slcan/decoder';
import type { Expected, SlcanLine } from '../protocols/slcan/lines';
import { isReset } from './boot-text';
import { BusHealth } from './bus-health';
import { LinkError } from './byte-link';
import type { Cancel, Clock } from './clock';
import { pauseBefore } from './pauses';
import { blindOpening, firstOpening, reopening, type Answer, type Opened, type Script } from './slcan-script';
import { TransmitQueue, type Waiting } from './transmit-queue';
import type { AdapterView } from './words';

/**
 * - `configuring`: channel being closed, set up and opened.
 * - `listening`: opened without any answer; not trusted until a valid frame is heard.
 * - `running`: frames go both ways.
 * - `stalled`: the bus or the adapter is in trouble; waits for the next cure.
 * - `recovering`: a cure is under way.
 */
export type SlcanState = 'idle' | 'configuring' | 'listening' | 'running' | 'stalled' | 'recovering' | 'stopped' | 'failed';

export interface SlcanOptions {
  /** [bit/s] */
  readonly bitrate: 250_000 | 500_000;
  /** Hears without sending. An adapter that cannot is opened normally, and still no frame is sent: `hearsOnly` tells. */
  readonly listenOnly?: boolean | undefined;
  /** `false` for an adapter that does not answer `V` and that the owner vouches for. */
  readonly identified?: boolean | undefined;
  /** Its answer to `V`. */
  readonly version?: string | undefined;
}

export interface SendOptions {
  /** A frame that could not be handed to the adapter within this time is dropped. */
  readonly expiresAfterMs?: Ms | undefined;
}

const BITRATE: Readonly<Record<SlcanOptions['bitrate'], BitrateCode>> = { 250_000: 'S5', 500_000: 'S6' };

/** Source of the figures: slcan reference, 5.3 to 5.5. */
const EXPIRES_AFTER_MS: Ms = 1000;
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
const CURES_BEFORE_REOPENING = 3;
const TICK_MS: Ms = 1000;
const BUSY_TICK_MS: Ms = 100;
/** Shorter than for frames: nothing else can be sent meanwhile. */
const QUERY_MS: Ms = 100;
const PROBE_MS: Ms = 250;
const SILENT_MS: Ms = 5000;
const HEALTHY_MS: Ms = 10_000;
const REBOOT_QUIET_MS: Ms = 1000;

type Outstanding = {
  readonly expected: Expected | undefined;
  readonly done: (answer: Answer) => void;
  readonly cancel: Cancel;
};

/** Trouble that a cure may end; after a few cures in vain the serial port has to be reopened. */
type Trouble = 'refusing' | 'not-acknowledging' | 'bus-off' | 'reset' | 'passive' | 'deaf';

/**
 * The CAN channel of one slcan adapter from the moment it is known to be one: opens it, sends frames at the adapter's own pace,
 * watches the bus, and brings it back. Survives any bytes. Every write is one command.
 */
export class SlcanPort {
  private readonly decoder = new SlcanDecoder();
  private readonly queue = new TransmitQueue();
  private readonly health = new BusHealth();
  private readonly frameListeners = new Set<(frame: CanFrame, at: Ms) => void>();
  private readonly stateListeners = new Set<(state: SlcanState) => void>();
  private readonly failureListeners = new Set<(error: LinkError) => void>();
  private current: SlcanState = 'idle';
  private outstanding: Outstanding | undefined;
  private stateTimer: Cancel | undefined;
  private sendTimer: Cancel | undefined;
  private script: Script | undefined;
  private serialNumber: string | undefined;
  private listening = false;
  private acks: AdapterView['acknowledges'] = 'unknown';
  /** Silence during set-up suggests `none`; one acknowledgement disproves it. */
  private acksAssumed = false;
  private flagsSupported: boolean | undefined;
  private sent = 0;
  private acknowledged = 0;
  private refused = 0;
  private unacknowledged = 0;
  private unexpected = 0;
  private refusedInRow = 0;
  private missedInRow = 0;
  private refusedFrame: Waiting | undefined;
  private muteUntil = -Infinity;
  private sendFrom = -Infinity;
  private sendTimes: Ms[] = [];
  private openedAt = -Infinity;
  private aliveAt = -Infinity;
  private heardAt: Ms | undefined;
  private cures = 0;

  constructor(
    private readonly write: (bytes: Uint8Array) => void,
    private readonly clock: Clock,
    private readonly options: SlcanOptions,
  ) {}

  get state(): SlcanState {
    return this.current;
  }

  /** The channel hears without sending anything, not even acknowledgements. */
  get hearsOnly(): boolean {
    return this.listening;
  }

  /** Answers that no command was waiting for. */
  get unexpectedAnswers(): number {
    return this.unexpected;
  }

  /** A new object each time. */
  get view(): Omit<AdapterView, 'port'> {
    const { frames, invalidLines } = this.decoder.counters;
    return {
      version: this.options.version,
      serialNumber: this.serialNumber,
      acknowledges: this.acks,
      bus: this.health.bus,
      sent: this.sent,
      acknowledged: this.acknowledged,
      refused: this.refused,
      unacknowledged: this.unacknowledged,
      dropped: this.queue.dropped,
      replaced: this.queue.replaced,
      received: frames,
      invalidLines,
      queued: this.queue.size(this.clock.now()),
    };
  }

  /** Calls `listener` for every frame from the bus. Returns what ends it. */
  onFrame(listener: (frame: CanFrame, at: Ms) => void): Cancel {
    return subscribe(this.frameListeners, listener);
  }

  onState(listener: (state: SlcanState) => void): Cancel {
    return subscribe(this.stateListeners, listener);
  }

  /** Called once at most: the serial port has to be closed and opened again. */
  onFailed(listener: (error: LinkError) => void): Cancel {
    return subscribe(this.failureListeners, listener);
  }

  /** Sets the adapter up and opens the channel; `onState` tells how it goes. */
  start(): void {
    if (this.current !== 'idle') return;
    this.enter('configuring');
    this.runOpening();
  }

  /**
   * Hands a frame over as soon as the adapter takes one, or drops it. Never throws for the state of the link.
   * @throws RangeError for what is no classic CAN frame.
   */
  send(frame: CanFrame, options: SendOptions = {}): void {
    const bytes = encodeCommand({ kind: 'frame', frame });
    if (this.isOver() || this.options.listenOnly === true) return this.queue.refuse();
    this.queue.push({ frame, bytes, expiresAt: this.clock.now() + (options.expiresAfterMs ?? EXPIRES_AFTER_MS) });
    this.pump();
  }

  /** Closes the channel and resolves when the adapter has had time to do so. Nothing is called or sent afterwards. */
  stop(): Promise<void> {
    const open = !this.isOver() && this.current !== 'idle';
    this.end('stopped');
    if (!open) return Promise.resolve();
    this.write(encodeCommand({ kind: 'close' }));
    return new Promise((resolve) => this.clock.at(this.clock.now() + 150, resolve));
  }

  /** Bytes from the adapter, cut anywhere. */
  receive(chunk: Uint8Array): void {
    const now = this.clock.now();
    for (const line of this.decoder.push(chunk, now)) {
      if (this.isOver()) return;
      this.handle(line, now);
    }
  }

  private handle(line: SlcanLine, now: Ms): void {
    if (line.kind !== 'text' && line.kind !== 'overflow') this.aliveAt = now;
    switch (line.kind) {
      case 'frame':
        return this.hear(line.frame, now);
      case 'ok':
        return this.answer('cr', now);
      case 'transmitted':
        return this.answer('z', now);
      case 'feedback':
        return this.answer(line.code === '' ? 'hash' : 'refused', now);
      case 'refused':
        return this.answer('refused', now);
      case 'serial-number':
        this.serialNumber = line.text.slice(1);
        return this.answerTo('serial-number', now);
      case 'flags':
        this.health.readFlags(line.flags, this.refusedInRow > 0);
        this.flagsSupported = true;
        return this.answerTo('flags', now);
      case 'version':
        return this.answerTo('version', now);
      case 'bus-state':
        this.health.report(line.state);
        if (line.state === 'bus-off') this.trouble('bus-off');
        return;
      case 'text':
        if (isReset(line.text)) this.trouble('reset');
        return;
      case 'firmware':
      case 'error-report':
      case 'poll-end':
      case 'overflow':
        return;
    }
  }

  private hear(frame: CanFrame, now: Ms): void {
    this.heardAt = now;
    this.health.heard();
    if (this.current === 'listening') this.enter('running');
    for (const listener of [...this.frameListeners]) listener(frame, now);
  }

  private answer(answer: Exclude<Answer, 'none'>, now: Ms): void {
    const { outstanding } = this;
    if (outstanding !== undefined) return this.settle(outstanding, answer);
    if (now < this.muteUntil) return void this.unexpected++;
    if (answer === 'refused') return void this.unexpected++;
    if (this.refusedFrame !== undefined) return this.reconsider(answer);
    if (this.acks === 'none' && this.acksAssumed && this.current === 'running' && this.sent > 0) {
      this.acks = answer;
      this.acknowledged++;
      return;
    }
    this.unexpected++;
  }

  private answerTo(expected: Expected, now: Ms): void {
    if (this.outstanding?.expected === expected) this.settle(this.outstanding, 'cr');
    else if (now >= this.muteUntil) this.unexpected++;
  }

  private settle(outstanding: Outstanding, answer: Answer): void {
    outstanding.cancel();
    this.outstanding = undefined;
    this.decoder.expect = undefined;
    outstanding.done(answer);
  }

  /** Writes one command and waits for what comes back. */
  private ask(bytes: Uint8Array, windowMs: Ms, expected: Expected | undefined, done: (answer: Answer) => void): void {
    this.decoder.expect = expected;
    const cancel = this.clock.at(this.clock.now() + windowMs, () => {
      if (this.outstanding !== undefined) this.settle(this.outstanding, 'none');
    });
    this.outstanding = { expected, done, cancel };
    this.write(bytes);
  }

  private runOpening(): void {
    const code = BITRATE[this.options.bitrate];
    const listenOnly = this.options.listenOnly === true;
    if (this.options.identified === false) this.script = blindOpening(code, listenOnly);
    else this.script = this.current === 'recovering' ? reopening(code, listenOnly) : firstOpening(code, listenOnly);
    this.resume(undefined);
  }

  private resume(answer: Answer | undefined): void {
    const { script } = this;
    if (script === undefined) return;
    const step = answer === undefined ? script.next() : script.next(answer);
    if (step.done === true) {
      this.script = undefined;
      return this.opened(step.value);
    }
    const { command, windowMs, whole } = step.value;
    if (whole !== true) return this.ask(encodeCommand(command), windowMs, expectedBy(command), (next) => this.resume(next));
    let seen: Answer = 'none';
    const end = this.clock.now() + windowMs;
    this.ask(encodeCommand(command), windowMs, undefined, (next) => {
      seen = next;
      this.stateTimer = this.clock.at(end, () => this.resume(seen));
    });
  }

  private opened(result: Opened): void {
    if (!result.ok) return this.fail(new LinkError('refused', `The adapter refused ${result.refused}`));
    this.listening = result.listening;
    this.openedAt = this.clock.now();
    this.aliveAt = Math.max(this.aliveAt, this.openedAt);
    this.heardAt = undefined;
    this.refusedInRow = 0;
    this.missedInRow = 0;
    this.sendFrom = -Infinity;
    if (this.acks === 'unknown' && !result.answers) {
      this.acks = 'none';
      this.acksAssumed = true;
    }
    this.health.opened();
    this.scheduleTick(TICK_MS);
    this.enter(this.options.identified === false ? 'listening' : 'running');
    this.pump();
  }

  private pump(): void {
    if (this.current !== 'running' || this.outstanding !== undefined) return;
    this.sendTimer?.();
    this.sendTimer = undefined;
    const now = this.clock.now();
    if (now < this.sendFrom) {
      this.sendTimer = this.clock.at(this.sendFrom, () => this.pump());
      return;
    }
    if (this.refusedFrame !== undefined) return this.refusalStands(this.refusedFrame);
    const entry = this.queue.take(now);
    if (entry === undefined) return;
    this.sent++;
    if (this.acks === 'none') {
      this.pace(now);
      this.write(entry.bytes);
      if (this.queue.size(now) > 0) this.sendTimer = this.clock.at(this.sendFrom, () => this.pump());
      return;
    }
    this.ask(entry.bytes, ACK_MS, undefined, (answer) => this.frameAnswered(entry, answer));
  }

  /** Spaces frames for an adapter that says nothing. */
  private pace(now: Ms): void {
    this.sendTimes.push(now);
    if (this.sendTimes.length > BURST) this.sendTimes.shift();
    const first = this.sendTimes.length === BURST ? (this.sendTimes[0] ?? now) : -Infinity;
    this.sendFrom = Math.max(now + SPACING_MS, first + BURST_MS);
  }

  private frameAnswered(entry: Waiting, answer: Answer): void {
    const now = this.clock.now();
    switch (answer) {
      case 'none':
        this.unacknowledged++;
        this.missedInRow++;
        this.mute(now);
        if (this.missedInRow >= TROUBLE_IN_A_ROW) {
          if (this.acknowledged > 0) return this.trouble('not-acknowledging');
          this.acks = 'none';
        }
        break;
      case 'refused':
        this.refused++;
        this.missedInRow = 0;
        this.refusedFrame = entry;
        this.sendFrom = now + SECOND_THOUGHT_MS;
        break;
      case 'cr':
      case 'z':
      case 'hash':
        this.acks = answer;
        this.acknowledged++;
        this.missedInRow = 0;
        this.refusedInRow = 0;
        break;
    }
    this.pump();
  }

  private reconsider(answer: 'cr' | 'z' | 'hash'): void {
    this.refusedFrame = undefined;
    this.refused--;
    this.acknowledged++;
    this.acks = answer;
    this.refusedInRow = 0;
    this.sendFrom = -Infinity;
    this.pump();
  }

  private refusalStands(entry: Waiting): void {
    this.refusedFrame = undefined;
    this.refusedInRow++;
    this.queue.giveBack(entry);
    if (this.refusedInRow >= TROUBLE_IN_A_ROW) this.trouble('refusing');
    else this.pump();
  }

  private mute(now: Ms): void {
    this.muteUntil = now + MUTE_MS;
    this.sendFrom = Math.max(this.sendFrom, this.muteUntil);
  }

  private scheduleTick(ms: Ms): void {
    this.stateTimer?.();
    this.stateTimer = this.clock.at(this.clock.now() + ms, () => this.tick());
  }

  /** Once a second while running, between two frames. */
  private tick(): void {
    const now = this.clock.now();
    this.scheduleTick(this.outstanding === undefined ? TICK_MS : BUSY_TICK_MS);
    if (this.current === 'listening') {
      if (now >= this.openedAt + pauseBefore(this.cures + 3)) this.trouble('deaf');
      return;
    }
    if (this.current !== 'running' || this.outstanding !== undefined) return;
    if (this.cures > 0 && now - this.openedAt >= HEALTHY_MS && this.health.isGood) this.cures = 0;
    if (this.health.isOff) return this.trouble('bus-off');
    if (this.health.isLastingPassive && now >= this.openedAt + pauseBefore(this.cures + 1)) return this.trouble('passive');
    if (this.heardAt !== undefined && now - this.heardAt >= HEALTHY_MS) return this.trouble('deaf');
    if (this.options.version !== undefined && now - this.aliveAt >= SILENT_MS) return this.probe(2);
    if (this.flagsSupported !== false && !(this.acks === 'none' && this.acksAssumed)) this.readFlags();
  }

  private readFlags(): void {
    this.ask(encodeCommand({ kind: 'flags' }), QUERY_MS, 'flags', (answer) => {
      if (answer === 'none') this.mute(this.clock.now());
      if (answer === 'none' || answer === 'refused') this.flagsSupported ??= false;
      if (this.health.isOff) this.trouble('bus-off');
      else this.pump();
    });
  }

  /** Nothing has come for a while: a silent bus, or a dead adapter? */
  private probe(times: number): void {
    this.ask(encodeCommand({ kind: 'version' }), PROBE_MS, 'version', (answer) => {
      if (answer !== 'none') return this.pump();
      if (times > 1) return this.probe(times - 1);
      this.fail(new LinkError('timeout', 'The adapter has stopped answering'));
    });
  }

  /** Stops sending and lets a cure follow, never sooner than a second after the last opening. */
  private trouble(trouble: Trouble): void {
    if (this.current !== 'running' && this.current !== 'listening') return;
    const cureInVain = trouble === 'refusing' || trouble === 'not-acknowledging' || trouble === 'bus-off';
    if (cureInVain && this.cures >= CURES_BEFORE_REOPENING) {
      return this.fail(new LinkError(trouble === 'not-acknowledging' ? 'timeout' : 'refused', TROUBLE_TEXT[trouble]));
    }
    this.cures++;
    this.abandon();
    const now = this.clock.now();
    const quiet = trouble === 'reset' ? REBOOT_QUIET_MS : 0;
    this.stateTimer = this.clock.at(Math.max(now + quiet, this.openedAt + pauseBefore(this.cures)), () => {
      this.enter('recovering');
      this.runOpening();
    });
    this.enter('stalled');
  }

  /** Forgets whatever was under way; frames that wait keep their time to live. */
  private abandon(): void {
    this.stateTimer?.();
    this.sendTimer?.();
    this.outstanding?.cancel();
    this.outstanding = undefined;
    this.refusedFrame = undefined;
    this.script = undefined;
    this.decoder.expect = undefined;
  }

  private fail(error: LinkError): void {
    const listeners = [...this.failureListeners];
    const states = [...this.stateListeners];
    this.end('failed');
    for (const listener of states) listener('failed');
    for (const listener of listeners) listener(error);
  }

  private end(state: 'stopped' | 'failed'): void {
    if (this.isOver()) return;
    this.abandon();
    this.queue.clear();
    this.current = state;
    for (const listeners of [this.frameListeners, this.stateListeners, this.failureListeners]) listeners.clear();
  }

  private isOver(): boolean {
    return this.current === 'stopped' || this.current === 'failed';
  }

  private enter(state: SlcanState): void {
    if (this.current === state) return;
    this.current = state;
    for (const listener of [...this.stateListeners]) listener(state);
  }
}

const TROUBLE_TEXT: Readonly<Record<'refusing' | 'not-acknowledging' | 'bus-off', string>> = {
  refusing: 'The adapter refuses every frame',
  'not-acknowledging': 'The adapter has stopped acknowledging frames',
  'bus-off': 'The CAN bus is off and does not come back',
};

function expectedBy({ kind }: SlcanCommand): Expected | undefined {
  return kind === 'serialNumber' ? 'serial-number' : undefined;
}

function subscribe<T>(listeners: Set<T>, listener: T): Cancel {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
