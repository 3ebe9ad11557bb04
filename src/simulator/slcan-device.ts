import type { Ms } from '../battery/units';
import type { CanFrame } from '../protocols/can-frame';
import { BITRATE_CODES, decodeCommand, type SlcanCommand } from '../protocols/slcan/commands';
import { BACKSPACE, BEL, CR, encodeLine } from '../protocols/slcan/lines';
import type { Agenda } from './agenda';
import type { CanBus } from './can-bus';
import { CanController } from './can-controller';
import type { SimulatedDevice } from './device';
import type { FaultBoard } from './faults';
import type { WorldOptions } from './options';
import { Random } from './random';
import { SerialOutput } from './serial-output';
import { REFUSED, type Dialect } from './slcan-dialects';

/** One way over USB. */
const LATENCY_MS: Ms = 0.5;
const LONGEST_LINE = 512;
/** Frames kept for a host that does not listen, or has to ask for them. */
const RECEIVE_QUEUE = 32;
/** Stamps count milliseconds of the minute. */
const STAMP_WRAP = 60_000;
const REBOOT_EVERY_MS: Ms = 5000;
/** A board without a boot loader that talks is back after this time. */
const QUIET_BOOT_MS: Ms = 300;

/** Codes of the firmware that answers with `#`. */
const CAUSE = { unknown: '1', parameter: '2', mustBeOpen: '3', mustBeClosed: '4', unsupported: '6', transmit: '7' } as const;
type Cause = keyof typeof CAUSE;

const DONE = 'done';
const SILENT = 'silent';

/** What came of a command: done, refused for a cause, nothing to say, or bytes. */
type Outcome = typeof DONE | typeof SILENT | { readonly refused: Cause } | Uint8Array;

const refused = (cause: Cause): Outcome => ({ refused: cause });

/** An slcan adapter: commands in, answers and received frames out, in one of the dialects. */
export class SlcanDevice implements SimulatedDevice {
  readonly controller: CanController;
  private readonly output: SerialOutput;
  private open = false;
  private line: number[] = [];
  private lastLine = '';
  private bitrate: number | undefined;
  private stamps = false;
  private autoPoll: boolean;
  private readonly waiting: CanFrame[] = [];
  /** Answers that wait for traffic on the bus. */
  private held: Uint8Array[] = [];
  private deafUntil: Ms = 0;
  /** When everything from the host has arrived. */
  private heardUntil: Ms = 0;

  constructor(
    private readonly dialect: Dialect,
    bus: CanBus,
    private readonly agenda: Agenda,
    private readonly faults: FaultBoard,
    options: WorldOptions,
    private readonly advance: (to: Ms) => void,
  ) {
    this.output = new SerialOutput({
      byteMs: dialect.byteMs,
      random: new Random(options.seed ^ 0x51c),
      noise: () => (faults.has('can-noise') ? options.noiseRate : 0),
      chop: () => undefined,
    });
    this.autoPoll = !dialect.polled;
    this.controller = new CanController(bus, agenda, faults, dialect.controller, (frame, at) => this.pass(frame, at));
    faults.onChange('adapter-reboots', (active) => active && this.keepRebooting(agenda.now));
    faults.onChange('can-cable-pulled', (active) => active && this.unplug());
  }

  get present(): boolean {
    return !this.faults.has('can-cable-pulled');
  }

  receive(bytes: Uint8Array, at: Ms): void {
    this.advance(at);
    if (!this.open || bytes.length === 0) return;
    const copy = bytes.slice();
    this.heardUntil = Math.max(this.agenda.now + LATENCY_MS, this.heardUntil) + copy.length * this.dialect.byteMs;
    this.agenda.at(this.heardUntil, (now) => this.hear(copy, now));
  }

  take(at: Ms): Uint8Array {
    this.advance(at);
    return this.open ? this.output.take(this.agenda.now) : new Uint8Array(0);
  }

  nextDue(): Ms | undefined {
    if (!this.open) return undefined;
    const { next } = this.output;
    return next === undefined ? this.agenda.next : Math.min(next, this.agenda.next ?? Infinity);
  }

  setOpen(open: boolean, at: Ms): void {
    this.advance(at);
    const opens = open && this.present && !this.open;
    this.open = open && this.present;
    this.output.clear();
    this.line = [];
    if (opens && this.dialect.boot) this.reboot(this.agenda.now);
  }

  private hear(bytes: Uint8Array, now: Ms): void {
    if (now < this.deafUntil || this.faults.has('can-stuck') || !this.present) return;
    for (const byte of bytes) {
      if (byte !== CR) {
        if (this.line.length < LONGEST_LINE) this.line.push(byte);
        continue;
      }
      const text = String.fromCharCode(...this.line);
      this.line = [];
      this.obey(text === '' && this.dialect.repeatsOnEmpty ? this.lastLine : text, now);
    }
  }

  private obey(text: string, now: Ms): void {
    if (text === '') return this.say(this.dialect.answers === 'none' ? SILENT : DONE, now);
    this.lastLine = text;
    const command = decodeCommand(text);
    if (command === undefined) return this.say(refused('unknown'), now);
    if (command.kind === 'frame') return this.transmit(command.frame, now);
    this.say(this.execute(command), now);
  }

  private execute(command: Exclude<SlcanCommand, { kind: 'frame' }>): Outcome {
    const { dialect, controller } = this;
    const isOpen = controller.state !== 'stopped';
    switch (command.kind) {
      case 'version':
        return dialect.version === undefined ? SILENT : text(dialect.version);
      case 'firmware':
        return dialect.firmware === REFUSED ? refused('unknown') : text(dialect.firmware);
      case 'serialNumber':
        return dialect.serialNumber === REFUSED ? refused('unknown') : text(dialect.serialNumber);
      case 'flags':
        if (dialect.flags === 'refused') return refused('unknown');
        if (dialect.flags === 'always-zero') return text('F00');
        return isOpen ? encodeLine({ kind: 'flags', flags: controller.readFlags() }) : refused('mustBeOpen');
      case 'bitrate':
        if (isOpen) return dialect.bitrateWhenOpen === 'refused' ? refused('mustBeClosed') : SILENT;
        if (dialect.unknownBitrates.includes(command.code)) return refused('parameter');
        this.bitrate = BITRATE_CODES[command.code];
        return DONE;
      case 'rawBitTiming': {
        if (isOpen) return refused('mustBeClosed');
        this.bitrate = rawBitrate(command.btr0, command.btr1);
        return DONE;
      }
      case 'open':
        return this.openChannel(false);
      case 'listen':
        if (dialect.listen === 'refused') return refused('parameter');
        return this.openChannel(dialect.listen === 'listens');
      case 'close':
        return this.closeChannel();
      case 'timestamps':
        if (!dialect.timestamps) return refused('unknown');
        if (isOpen) return refused('mustBeClosed');
        this.stamps = command.on;
        return DONE;
      case 'acceptanceCode':
      case 'acceptanceMask':
        return this.bitrate === undefined ? refused('unsupported') : isOpen ? refused('mustBeClosed') : DONE;
      case 'filterMode':
        return isOpen ? refused('mustBeClosed') : DONE;
      case 'autoPoll':
        if (!dialect.polled) return refused('unknown');
        if (isOpen) return refused('mustBeClosed');
        this.autoPoll = command.on;
        return DONE;
      case 'poll':
      case 'pollAll':
        if (!dialect.polled || this.autoPoll) return refused('unknown');
        return isOpen ? this.poll(command.kind === 'pollAll') : refused('mustBeOpen');
      case 'autoStart':
        return dialect.polled && isOpen ? DONE : refused('unknown');
      case 'uartSpeed':
        return dialect.polled && !isOpen ? DONE : refused('unknown');
    }
  }

  private openChannel(listenOnly: boolean): Outcome {
    if (this.controller.state !== 'stopped') {
      const { openWhenOpen } = this.dialect;
      return openWhenOpen === 'refused' ? refused('mustBeClosed') : openWhenOpen;
    }
    if (this.bitrate === undefined) return refused('parameter');
    this.controller.start(this.bitrate, listenOnly);
    this.waiting.length = 0;
    return DONE;
  }

  private closeChannel(): Outcome {
    const { closeAnswers, closeWhenClosed } = this.dialect;
    const wasClosed = this.controller.state === 'stopped';
    this.controller.stop();
    if (!closeAnswers) return SILENT;
    if (!wasClosed) return this.controller.state === 'stopped' ? DONE : refused('unsupported');
    return closeWhenClosed === 'refused' ? refused('mustBeOpen') : closeWhenClosed;
  }

  private poll(all: boolean): Uint8Array {
    const frames = this.waiting.splice(0, all ? this.waiting.length : 1).map((frame) => this.received(frame, this.agenda.now));
    const end = all ? encodeLine({ kind: 'poll-end' }) : frames.length === 0 ? Uint8Array.of(CR) : new Uint8Array(0);
    return join([...frames, end]);
  }

  private transmit(frame: CanFrame, now: Ms): void {
    const taken = !this.faults.has('can-refuses') && this.controller.offer(frame);
    const { transmitted } = this.dialect;
    if (transmitted === 'as-command') return this.say(taken ? DONE : refused(this.refusalCause), now);
    if (!taken && transmitted !== 'cr-always') return this.say(refused(this.refusalCause), now);
    switch (transmitted) {
      case 'letter':
        return this.sayAcknowledgement(encodeLine({ kind: 'transmitted', letter: frame.extended ? 'Z' : 'z' }), now);
      case 'z':
        return this.sayAcknowledgement(encodeLine({ kind: 'transmitted', letter: 'z' }), now);
      case 'cr':
        if (this.dialect.polled && this.autoPoll) {
          return this.sayAcknowledgement(encodeLine({ kind: 'transmitted', letter: frame.extended ? 'Z' : 'z' }), now);
        }
        return this.say(DONE, now);
      case 'cr-always':
        return this.say(DONE, now);
      case 'bel-cr':
        return this.sayAcknowledgement(Uint8Array.of(BEL, CR), now);
    }
  }

  private get refusalCause(): Cause {
    return this.controller.state === 'stopped' ? 'mustBeOpen' : 'transmit';
  }

  private say(outcome: Outcome, now: Ms): void {
    if (outcome === SILENT) return;
    if (outcome instanceof Uint8Array) return this.send(outcome, now);
    const { answers, refusal } = this.dialect;
    const cause = outcome === DONE ? undefined : outcome.refused;
    switch (answers) {
      case 'none':
        return;
      case 'z-always':
        return this.sayAcknowledgement(encodeLine({ kind: 'transmitted', letter: 'Z' }), now);
      case 'hash':
        return this.sayAcknowledgement(encodeLine({ kind: 'feedback', code: cause === undefined ? '' : CAUSE[cause] }), now);
      case 'cr': {
        const byte = cause === undefined ? CR : refusal === 'bel' ? BEL : BACKSPACE;
        return this.sayAcknowledgement(Uint8Array.of(byte), now);
      }
    }
  }

  private sayAcknowledgement(bytes: Uint8Array, now: Ms): void {
    if (!this.faults.has('can-no-ack')) this.send(bytes, now);
  }

  private send(bytes: Uint8Array, now: Ms): void {
    const { waitsForTrafficMs } = this.dialect;
    if (waitsForTrafficMs === undefined) return this.emit(bytes, now);
    this.held.push(bytes);
    if (this.held.length === 1) this.agenda.at(now + waitsForTrafficMs, (at) => this.release(at));
  }

  private release(now: Ms): void {
    for (const bytes of this.held.splice(0)) this.emit(bytes, now);
  }

  private emit(bytes: Uint8Array, now: Ms): void {
    if (this.open) this.output.push(bytes, now + LATENCY_MS);
  }

  /** A frame from the bus, on its way to the host. */
  private pass(frame: CanFrame, at: Ms): void {
    if (at < this.deafUntil) return;
    this.release(at);
    if (this.autoPoll) return this.emit(this.received(frame, at), at);
    if (this.waiting.length < RECEIVE_QUEUE) this.waiting.push(frame);
    else this.controller.overrun();
  }

  private received(frame: CanFrame, at: Ms): Uint8Array {
    if (!this.stamps) return encodeLine({ kind: 'frame', frame });
    return encodeLine({ kind: 'frame', frame, stamp: { value: Math.floor(at) % STAMP_WRAP, digits: 4 } });
  }

  private unplug(): void {
    this.open = false;
    this.output.clear();
    this.controller.reset();
    this.bitrate = undefined;
  }

  private keepRebooting(now: Ms): void {
    if (!this.faults.has('adapter-reboots')) return;
    this.reboot(now);
    this.agenda.at(now + REBOOT_EVERY_MS, (at) => this.keepRebooting(at));
  }

  private reboot(now: Ms): void {
    this.controller.reset();
    this.bitrate = undefined;
    this.stamps = false;
    this.autoPoll = !this.dialect.polled;
    this.line = [];
    this.held = [];
    const { boot } = this.dialect;
    this.deafUntil = now + (boot?.ms ?? QUIET_BOOT_MS);
    const lines = boot?.lines ?? [];
    lines.forEach((line, index) => {
      // The ROM talks at once, the application at the end.
      const at = index === lines.length - 1 ? this.deafUntil - 50 : now + 30;
      this.output.push(latin(`${line}\r\n`), at);
    });
  }
}

function text(line: string): Uint8Array {
  return encodeLine({ kind: 'text', text: line });
}

function latin(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** Speed of the two timing registers of an SJA1000 at 16 MHz [bit/s]. */
function rawBitrate(btr0: number, btr1: number): number {
  const prescaler = 2 * ((btr0 & 0x3f) + 1);
  const quanta = 1 + ((btr1 & 0xf) + 1) + (((btr1 >>> 4) & 7) + 1);
  return Math.round(16_000_000 / (prescaler * quanta));
}
