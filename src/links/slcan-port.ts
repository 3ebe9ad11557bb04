import type { Ms } from '../battery/units';
import type { AdapterView } from '../bridge/contract';
import type { CanFrame } from '../protocols/can-frame';
import { encodeCommand, type BitrateCode } from '../protocols/slcan/commands';
import { SlcanDecoder } from '../protocols/slcan/decoder';
import type { Expected, SlcanLine } from '../protocols/slcan/lines';
import { isReset } from './boot-text';
import { BusHealth } from './bus-health';
import { LinkError, type LinkErrorCode } from './byte-link';
import type { Cancel, Clock } from './clock';
import { Exchange } from './exchange';
import { FrameSender, type SendTrouble } from './frame-sender';
import { pauseBefore } from './pauses';
import { blindOpening, CLOSE_MS, firstOpening, reopening, type Answer, type Opened, type Question, type Script } from './slcan-script';

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

/** Source of the figures: slcan reference, 5.4 and 5.5. */
const EXPIRES_AFTER_MS: Ms = 1000;
const CURES_BEFORE_REOPENING = 3;
const TICK_MS: Ms = 1000;
const BUSY_TICK_MS: Ms = 100;
/** Shorter than for frames: nothing else can be sent meanwhile. */
const QUERY_MS: Ms = 100;
const PROBE_MS: Ms = 250;
const SILENT_MS: Ms = 5000;
/** Without trouble for this time, earlier cures are forgotten; without a frame, a peer that used to talk is missed. */
const LASTING_MS: Ms = 10_000;
const REBOOT_QUIET_MS: Ms = 1000;

/** What a cure may end. `deaf`: the peer used to talk; `reset`: the adapter has restarted and forgotten its set-up. */
type Trouble = SendTrouble | 'bus-off' | 'passive' | 'deaf' | 'reset';

/** Trouble that, after a few cures in vain, needs the serial port to be reopened. */
const FATAL: Readonly<Partial<Record<Trouble, readonly [LinkErrorCode, string]>>> = {
  refusing: ['refused', 'The adapter refuses every frame'],
  'not-acknowledging': ['timeout', 'The adapter has stopped acknowledging frames'],
  'bus-off': ['refused', 'The CAN bus is off and does not come back'],
};

/**
 * The CAN channel of one slcan adapter from the moment it is known to be one: opens it, sends frames at the adapter's own pace,
 * watches the bus, and brings it back. Survives any bytes. Every write is one command.
 */
export class SlcanPort {
  private readonly decoder = new SlcanDecoder();
  private readonly health = new BusHealth();
  private readonly exchange: Exchange;
  private readonly sender: FrameSender;
  private readonly frameListeners = new Set<(frame: CanFrame, at: Ms) => void>();
  private readonly sentListeners = new Set<(frame: CanFrame, at: Ms) => void>();
  private readonly stateListeners = new Set<(state: SlcanState) => void>();
  private readonly failureListeners = new Set<(error: LinkError) => void>();
  private current: SlcanState = 'idle';
  private timer: Cancel | undefined;
  private script: Script | undefined;
  private serialNumber: string | undefined;
  private listening = false;
  /** The adapter answered while it was set up. */
  private answers = false;
  private flagsSupported: boolean | undefined;
  private unexpected = 0;
  private openedAt = -Infinity;
  private aliveAt: Ms | undefined;
  private heardAt: Ms | undefined;
  private cures = 0;

  constructor(
    write: (bytes: Uint8Array) => void,
    private readonly clock: Clock,
    private readonly options: SlcanOptions,
  ) {
    this.exchange = new Exchange(write, clock, this.decoder);
    this.sender = new FrameSender(
      this.exchange,
      clock,
      (trouble) => (trouble === 'refusing' ? this.askWhyRefused() : this.cure(trouble)),
      (frame, at) => {
        for (const listener of this.sentListeners) listener(frame, at);
      },
    );
  }

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
    const { version } = this.options;
    const { frames: received, invalidLines } = this.decoder.counters;
    return { version, serialNumber: this.serialNumber, bus: this.health.bus, received, invalidLines, ...this.sender.counters };
  }

  /** Calls `listener` for every frame from the bus. Returns what ends it. */
  onFrame(listener: (frame: CanFrame, at: Ms) => void): Cancel {
    return subscribe(this.frameListeners, listener);
  }

  /** Calls `listener` for every frame in the moment in which it is handed to the adapter. Returns what ends it. */
  onSent(listener: (frame: CanFrame, at: Ms) => void): Cancel {
    return subscribe(this.sentListeners, listener);
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
    this.runScript((code, listenOnly) => firstOpening(code, listenOnly));
  }

  /**
   * Hands a frame over as soon as the adapter takes one, or drops it. Never throws for the state of the link.
   * @throws RangeError for what is no classic CAN frame.
   */
  send(frame: CanFrame, options: SendOptions = {}): void {
    const bytes = encodeCommand({ kind: 'frame', frame });
    if (this.isOver || this.options.listenOnly === true) return this.sender.refuse();
    this.sender.push({ frame, bytes, expiresAt: this.clock.now() + (options.expiresAfterMs ?? EXPIRES_AFTER_MS) });
  }

  /** Drops the frames that wait: what the owner has called back must not leave. */
  discard(): void {
    this.sender.discard();
  }

  /** Closes the channel and resolves when the adapter has had time to do so. Nothing is called or sent afterwards. */
  stop(): Promise<void> {
    const isOpen = !this.isOver && this.current !== 'idle';
    this.end('stopped');
    if (!isOpen) return Promise.resolve();
    this.exchange.write(encodeCommand({ kind: 'close' }));
    return new Promise((resolve) => this.clock.at(this.clock.now() + CLOSE_MS, resolve));
  }

  /** Bytes from the adapter, cut anywhere. */
  receive(chunk: Uint8Array): void {
    if (this.isOver) return;
    const now = this.clock.now();
    for (const line of this.decoder.push(chunk, now)) {
      if (this.isOver) return;
      if (line.kind !== 'text' && line.kind !== 'overflow') this.aliveAt = now;
      this.handle(line, now);
    }
  }

  private handle(line: SlcanLine, now: Ms): void {
    switch (line.kind) {
      case 'frame':
        return this.hear(line.frame, now);
      case 'ok':
        return this.answer('cr');
      case 'transmitted':
        return this.answer('z');
      case 'feedback':
        return this.answer(line.code === '' ? 'hash' : 'refused');
      case 'refused':
        return this.answer('refused');
      case 'serial-number':
        this.serialNumber = line.text.slice(1);
        return this.answerTo('serial-number');
      case 'flags':
        this.health.readFlags(line.flags, this.sender.isRefused);
        this.flagsSupported = true;
        return this.answerTo('flags');
      case 'version':
        return this.answerTo('version');
      case 'bus-state':
        this.health.report(line.state);
        if (this.health.isOff) this.cure('bus-off');
        return;
      case 'text':
        if (isReset(line.text)) this.cure('reset');
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
    if (this.current === 'listening') this.run();
    for (const listener of [...this.frameListeners]) listener(frame, now);
  }

  private answer(answer: Exclude<Answer, 'none'>): void {
    if (!this.exchange.settle(answer) && !this.sender.stray(answer)) this.unexpected++;
  }

  private answerTo(expected: Expected): void {
    if (!this.exchange.settleQuery(expected)) this.unexpected++;
  }

  private runScript(script: (code: BitrateCode, listenOnly: boolean) => Script): void {
    const chosen = this.options.identified === false ? blindOpening : script;
    this.script = chosen(BITRATE[this.options.bitrate], this.options.listenOnly === true);
    this.resume(this.script.next());
  }

  private resume(step: IteratorResult<Question, Opened>): void {
    if (step.done === true) return this.opened(step.value);
    const { command, windowMs, whole } = step.value;
    const end = this.clock.now() + windowMs;
    const expected = command.kind === 'serialNumber' ? 'serial-number' : undefined;
    this.exchange.ask(encodeCommand(command), windowMs, expected, (answer) => {
      const next = (): void => {
        if (this.script !== undefined) this.resume(this.script.next(answer));
      };
      if (whole === true && this.clock.now() < end) this.schedule(end, next);
      else next();
    });
  }

  private opened(result: Opened): void {
    this.script = undefined;
    if (!result.ok) return this.fail(new LinkError('refused', `The adapter refused ${result.refused}`));
    const now = this.clock.now();
    this.listening = result.listening;
    this.answers = result.answers;
    this.openedAt = now;
    this.aliveAt ??= now;
    this.health.opened();
    this.schedule(now + TICK_MS, () => this.tick());
    if (this.options.identified === false) this.enter('listening');
    else this.run();
  }

  private run(): void {
    this.enter('running');
    if (this.current === 'running') this.sender.open(this.answers);
  }

  /** Once a second while the channel is open, between two frames. */
  private tick(): void {
    const now = this.clock.now();
    const { isIdle } = this.sender;
    this.schedule(now + (isIdle ? TICK_MS : BUSY_TICK_MS), () => this.tick());
    if (!isIdle) return;
    const openFor = now - this.openedAt;
    if (this.current === 'listening') {
      // Nobody has answered, so nothing tells whether the adapter was still booting when it was set up.
      if (openFor >= pauseBefore(this.cures + 3)) this.cure('deaf');
      return;
    }
    const nextPause = pauseBefore(this.cures + 1);
    const silentFor = this.heardAt === undefined ? 0 : now - Math.max(this.heardAt, this.openedAt);
    if (openFor >= LASTING_MS && silentFor < LASTING_MS && this.health.isGood) this.cures = 0;
    if (this.health.isLastingPassive && openFor >= nextPause) this.cure('passive');
    else if (silentFor >= Math.max(LASTING_MS, nextPause)) this.cure('deaf');
    else if (this.options.version !== undefined && now - (this.aliveAt ?? now) >= SILENT_MS) this.probe(2);
    else if (this.flagsSupported !== false && !this.sender.isMute) this.askFlags();
  }

  private askFlags(): void {
    this.exchange.ask(encodeCommand({ kind: 'flags' }), QUERY_MS, 'flags', (answer) => {
      if (answer === 'none') this.sender.mute();
      if (answer === 'none' || answer === 'refused') this.flagsSupported ??= false;
      if (this.health.isOff) this.cure('bus-off');
      else this.sender.pump();
    });
  }

  /** A bus that is off makes an adapter refuse as well, and only the flags tell. */
  private askWhyRefused(): void {
    if (this.flagsSupported === false) return this.cure('refusing');
    this.exchange.ask(encodeCommand({ kind: 'flags' }), QUERY_MS, 'flags', () => this.cure(this.health.isOff ? 'bus-off' : 'refusing'));
  }

  /** Nothing has come for a while: a silent bus, or a dead adapter? */
  private probe(times: number): void {
    this.exchange.ask(encodeCommand({ kind: 'version' }), PROBE_MS, 'version', (answer) => {
      if (answer !== 'none') this.sender.pump();
      else if (times > 1) this.probe(times - 1);
      else this.fail(new LinkError('timeout', 'The adapter has stopped answering'));
    });
  }

  /** Stops sending, and closes and opens the channel, never sooner than a second after it was last opened. */
  private cure(trouble: Trouble): void {
    const isOpen = this.current === 'running' || this.current === 'listening';
    // A board that restarts while it is being set up has to be set up once more.
    if (!isOpen && (trouble !== 'reset' || this.current === 'idle')) return;
    const fatal = FATAL[trouble];
    if (fatal !== undefined && this.cures >= CURES_BEFORE_REOPENING) return this.fail(new LinkError(...fatal));
    if (trouble !== 'reset') this.cures++;
    this.halt();
    const quietMs = trouble === 'reset' ? REBOOT_QUIET_MS : 0;
    this.schedule(Math.max(this.clock.now() + quietMs, this.openedAt + pauseBefore(this.cures)), () => {
      this.enter('recovering');
      this.runScript((code, listenOnly) => reopening(code, listenOnly));
    });
    this.enter('stalled');
  }

  private schedule(time: Ms, callback: () => void): void {
    this.timer?.();
    this.timer = this.clock.at(time, callback);
  }

  /** Forgets what is under way; frames that wait keep their time to live. */
  private halt(): void {
    this.timer?.();
    this.exchange.cancel();
    this.sender.pause();
    this.script = undefined;
  }

  private fail(error: LinkError): void {
    const stateListeners = [...this.stateListeners];
    const failureListeners = [...this.failureListeners];
    this.end('failed');
    for (const listener of stateListeners) listener('failed');
    for (const listener of failureListeners) listener(error);
  }

  private end(state: 'stopped' | 'failed'): void {
    if (this.isOver) return;
    this.halt();
    this.sender.end();
    this.current = state;
    for (const listeners of [this.frameListeners, this.stateListeners, this.failureListeners]) listeners.clear();
  }

  private get isOver(): boolean {
    return this.current === 'stopped' || this.current === 'failed';
  }

  private enter(state: SlcanState): void {
    if (this.current === state || this.isOver) return;
    this.current = state;
    for (const listener of [...this.stateListeners]) listener(state);
  }
}

function subscribe<T>(listeners: Set<T>, listener: T): Cancel {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
