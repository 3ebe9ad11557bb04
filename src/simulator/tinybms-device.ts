import type { Ms } from '../battery/units';
import { COMMANDS, NACK_ERRORS } from '../protocols/tinybms/commands';
import { decodeRequest, type Request } from '../protocols/tinybms/frames';
import { WAKEUP_CAUSE } from '../protocols/tinybms/enumerations';
import type { Agenda, Cancel } from './agenda';
import type { BmsFirmware } from './bms-firmware';
import { broadcastPeriod, broadcastText } from './broadcast-text';
import type { SimulatedDevice } from './device';
import type { FaultBoard } from './faults';
import type { WorldOptions } from './options';
import { Random } from './random';
import { RequestFramer, type Heard } from './request-framer';
import { damage, SerialOutput } from './serial-output';
import { answer, refusalOf, type Afterwards } from './tinybms-answers';
import type { TinyBmsMemory } from './tinybms-memory';

/** One byte of ten bits at 115200 Bd. Source: TinyBMS protocol, line settings. */
export const BYTE_MS: Ms = 10_000 / 115_200;
/** A pause of this length ends what is being received. */
const PAUSE_MS: Ms = 5;
/** From the end of a request to the beginning of its answer, shortest and longest, and for each byte of the answer. */
const TURNAROUND = { least: 0.8, most: 1.4, perByte: 0.008 };
const SLOW = { least: 150, most: 400 };
/** Without traffic, charger and current the device sleeps after this time. */
const SLEEP_MS: Ms = 10_000;
const SLEEP_FAULT_MS: Ms = 1000;
const RESTART_MS: Ms = 1500;
/** What the broadcast fault sends, whatever the settings say. */
const FAULT_BROADCAST = { protocol: 1, period: 500 };

/** The two functions that a standard Modbus server knows. */
const MODBUS: ReadonlySet<Request['command']> = new Set(['modbusRead', 'modbusWrite']);

/** The serial side of a TinyBMS: hears bytes, sleeps, wakes, answers in its own time. */
export class TinyBmsDevice implements SimulatedDevice {
  private readonly random: Random;
  private readonly framer = new RequestFramer();
  private readonly output: SerialOutput;
  private open = false;
  private asleep: boolean;
  /** What arrives before this time is lost. */
  private deafUntil: Ms = 0;
  private lastActivity: Ms;
  /** When the line has carried everything from the host. */
  private heardUntil: Ms = 0;
  private cancelPause: Cancel | undefined;
  private nextBroadcast: Ms | undefined;

  constructor(
    readonly memory: TinyBmsMemory,
    private readonly firmware: BmsFirmware,
    private readonly agenda: Agenda,
    private readonly faults: FaultBoard,
    private readonly options: WorldOptions,
    private readonly advance: (to: Ms) => void,
  ) {
    this.random = new Random(options.seed ^ 0x7b5);
    this.output = new SerialOutput({
      byteMs: BYTE_MS,
      random: this.random,
      noise: () => (faults.has('bms-noise') ? options.noiseRate : 0),
      chop: () => (faults.has('bms-chopped') ? options.chopBytes : undefined),
    });
    this.asleep = options.asleep;
    this.lastActivity = agenda.now;
    faults.onChange('bms-sleep', (active) => (this.asleep ||= active));
    faults.onChange('bms-broadcast-text', () => this.planBroadcast(agenda.now));
    faults.onChange('bms-cable-pulled', (active) => active && this.setOpen(false, agenda.now));
    this.planBroadcast(agenda.now);
  }

  get present(): boolean {
    return !this.faults.has('bms-cable-pulled');
  }

  /** The next request would be lost. */
  get isAsleep(): boolean {
    this.rest(this.agenda.now);
    return this.asleep;
  }

  receive(bytes: Uint8Array, at: Ms): void {
    this.advance(at);
    if (!this.open || bytes.length === 0) return;
    const start = Math.max(this.agenda.now, this.heardUntil);
    this.heardUntil = start + bytes.length * BYTE_MS;
    const heard = damage(bytes.slice(), this.faults.has('bms-noise') ? this.options.noiseRate : 0, this.random);
    this.agenda.at(this.heardUntil, (now) => this.hear(heard, now));
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
    this.open = open && this.present;
    this.output.clear();
  }

  /** Falls asleep when nothing has gone on for long enough. */
  private rest(now: Ms): void {
    const forced = this.faults.has('bms-sleep');
    const unspoken = now - this.lastActivity;
    const idle = forced ? unspoken : Math.min(unspoken, this.firmware.idleFor * 1000);
    if (idle > (forced ? SLEEP_FAULT_MS : SLEEP_MS)) this.asleep = true;
    // Current has woken it since somebody last spoke to it.
    else if (this.firmware.idleFor * 1000 < unspoken) this.asleep = false;
  }

  private hear(bytes: Uint8Array, now: Ms): void {
    this.rest(now);
    this.lastActivity = now;
    this.cancelPause?.();
    if (this.asleep) {
      // Whatever wakes the device is gone, to its last byte.
      this.asleep = false;
      this.firmware.wakeupCause = WAKEUP_CAUSE.uart;
      this.deafUntil = Math.max(this.deafUntil, now + 1);
      this.framer.pause();
      return;
    }
    if (now < this.deafUntil || this.faults.has('bms-silent')) {
      this.framer.pause();
      return;
    }
    this.handle(this.framer.push(bytes), now);
    this.cancelPause = this.agenda.at(now + PAUSE_MS, (later) => this.handle(this.framer.pause(), later));
  }

  private handle(heard: readonly Heard[], now: Ms): void {
    for (const each of heard) {
      if (each.kind === 'refuse') this.send([refusalOf(each.command, each.error)], now);
      else this.execute(each.frame, now);
    }
  }

  private execute(frame: Uint8Array, now: Ms): void {
    let request: Request;
    try {
      request = decodeRequest(frame);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.send([refusalOf(frame[1] ?? 0, NACK_ERRORS.command)], now);
      return;
    }
    if (this.options.modbusOnly && !MODBUS.has(request.command)) return;
    if (this.faults.has('bms-refuses')) {
      this.send([refusalOf(COMMANDS[request.command].code, NACK_ERRORS.command)], now);
      return;
    }
    const { frames, afterwards } = answer(request, this.memory, this.firmware);
    this.send(frames, now);
    this.follow(afterwards);
  }

  private send(frames: readonly Uint8Array[], now: Ms): void {
    const size = frames.reduce((sum, frame) => sum + frame.length, 0);
    const { least, most } = this.faults.has('bms-slow') ? SLOW : TURNAROUND;
    const begin = now + this.random.between(least, most) + size * TURNAROUND.perByte;
    for (const frame of frames) this.output.push(frame, begin);
  }

  private follow(afterwards: Afterwards): void {
    const answered = this.output.idleFrom;
    switch (afterwards) {
      case 'nothing':
        return;
      case 'save':
        this.deafUntil = answered + this.options.savingMs;
        this.planBroadcast(this.deafUntil);
        return;
      case 'restart':
        if (this.options.restartAckLost) this.output.clear();
        this.deafUntil = answered + RESTART_MS;
        this.agenda.at(this.deafUntil, (now) => {
          this.firmware.restart();
          this.lastActivity = now;
        });
        return;
    }
  }

  /** Takes up a changed period; a text that is planned already goes on as it was. */
  private planBroadcast(now: Ms): void {
    const period = this.broadcastEvery();
    if (period === undefined || this.nextBroadcast !== undefined) return;
    this.nextBroadcast = now + period;
    this.agenda.at(this.nextBroadcast, (at) => this.broadcast(at));
  }

  private broadcastEvery(): Ms | undefined {
    if (this.faults.has('bms-broadcast-text')) return FAULT_BROADCAST.period;
    return broadcastPeriod(this.firmware.settings.lowByte('broadcastTime'));
  }

  private broadcast(now: Ms): void {
    this.nextBroadcast = undefined;
    this.rest(now);
    if (this.broadcastEvery() !== undefined && !this.asleep && now >= this.deafUntil && !this.faults.has('bms-silent') && this.open) {
      const { settings } = this.firmware;
      const protocol = this.faults.has('bms-broadcast-text') ? FAULT_BROADCAST.protocol : settings.lowByte('broadcastProtocol');
      this.output.push(broadcastText(protocol, this.firmware), now, 'text');
    }
    this.planBroadcast(now);
  }
}
