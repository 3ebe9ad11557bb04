import type { Ms } from '../battery/units';
import type { CanFrame } from '../protocols/can-frame';
import type { StatusFlags } from '../protocols/slcan/flags';
import type { Agenda, Cancel } from './agenda';
import { frameTime, type BusNode, type CanBus } from './can-bus';
import type { FaultBoard } from './faults';

export type ControllerState = 'stopped' | 'running' | 'bus-off';

export interface ControllerOptions {
  /** Frames that wait for the bus. */
  readonly queue: number;
  /** How the firmware leaves bus-off: by itself, when the channel is closed and opened, or not before a reset. */
  readonly recovery: 'automatic' | 'reopen' | 'reset';
  /** A frame that nobody confirms is dropped after this time; `undefined` = never. */
  readonly givesUpMs: Ms | undefined;
}

/** Thresholds of the error counters. Source: ISO 11898-1. */
const WARNING = 96;
const PASSIVE = 128;
const BUS_OFF = 256;
const ERROR_STEP = 8;
/** An error-passive sender that is not heard repeats its frame for ever; here not for each of thousands a second. */
const SLOW_RETRY_MS: Ms = 20;
/** 128 times 11 bits at the slowest speed in use, and the firmware's own leisure. */
const RECOVERY_MS: Ms = 200;

/** The CAN controller of an adapter: sends from a queue, counts errors, goes bus-off. */
export class CanController implements BusNode {
  readonly name = 'adapter';
  state: ControllerState = 'stopped';
  listenOnly = false;
  private speed: number | undefined;
  private queue: CanFrame[] = [];
  private txErrors = 0;
  private rxErrors = 0;
  private firstAttemptAt: Ms | undefined;
  private cancelAttempt: Cancel | undefined;
  private latched = { receiveQueueFull: false, transmitQueueFull: false, dataOverrun: false, busError: false };

  constructor(
    private readonly bus: CanBus,
    private readonly agenda: Agenda,
    private readonly faults: FaultBoard,
    private readonly options: ControllerOptions,
    private readonly received: (frame: CanFrame, at: Ms) => void,
  ) {
    bus.attach(this);
  }

  get bitrate(): number | undefined {
    return this.state === 'running' && !this.isCut ? this.speed : undefined;
  }

  get acknowledges(): boolean {
    return this.state === 'running' && !this.listenOnly;
  }

  /** Only from `stopped`. */
  start(bitrate: number, listenOnly: boolean): void {
    this.speed = bitrate;
    this.listenOnly = listenOnly;
    this.state = 'running';
    this.clear();
  }

  /** Frames that have not been sent are lost. Some firmwares cannot leave bus-off this way. */
  stop(): void {
    if (this.state === 'bus-off' && this.options.recovery === 'reset') return;
    this.state = 'stopped';
    this.clear();
  }

  /** Power off and on. */
  reset(): void {
    this.state = 'stopped';
    this.clear();
  }

  /** Puts a frame into the queue; `false` when it is not taken. */
  offer(frame: CanFrame): boolean {
    if (this.state !== 'running' || this.listenOnly) return false;
    if (this.queue.length >= this.options.queue) {
      this.latched.transmitQueueFull = true;
      return false;
    }
    this.queue.push(frame);
    if (this.queue.length === 1) this.planAttempt(0);
    return true;
  }

  hear(frame: CanFrame, at: Ms): void {
    this.rxErrors = Math.max(0, this.rxErrors - 1);
    this.received(frame, at);
  }

  disturb(): void {
    this.rxErrors = Math.min(this.rxErrors + ERROR_STEP, PASSIVE);
    this.latched.busError = true;
  }

  /** Notes that frames for the host were lost. */
  overrun(): void {
    this.latched.receiveQueueFull = true;
  }

  /** Reading clears what has happened, not what is. */
  readFlags(): StatusFlags {
    const worst = this.faults.has('can-error-passive') ? Math.max(this.errors, PASSIVE) : this.errors;
    const off = this.state === 'bus-off';
    const flags = {
      ...this.latched,
      busError: this.latched.busError || off,
      errorWarning: off || worst >= WARNING,
      errorPassive: off || worst >= PASSIVE,
      arbitrationLost: false,
    };
    this.latched = { receiveQueueFull: false, transmitQueueFull: false, dataOverrun: false, busError: false };
    return flags;
  }

  private get errors(): number {
    return Math.max(this.txErrors, this.rxErrors);
  }

  private get isCut(): boolean {
    return this.faults.has('can-stuck') || this.faults.has('can-cable-pulled');
  }

  private clear(): void {
    this.cancelAttempt?.();
    this.queue = [];
    this.txErrors = 0;
    this.rxErrors = 0;
    this.firstAttemptAt = undefined;
  }

  private planAttempt(delay: Ms): void {
    const frame = this.queue[0];
    if (frame === undefined || this.speed === undefined) return;
    this.cancelAttempt = this.agenda.at(this.agenda.now + delay + frameTime(frame, this.speed), (at) => this.attempt(frame, at));
  }

  private attempt(frame: CanFrame, at: Ms): void {
    if (this.isCut) return this.planAttempt(SLOW_RETRY_MS);
    if (this.faults.has('can-bus-off')) return this.goBusOff(at);
    this.firstAttemptAt ??= at;
    const outcome = this.bus.transmit(this, frame, at);
    switch (outcome) {
      case 'acknowledged':
        this.txErrors = Math.max(0, this.txErrors - 1);
        if (this.faults.has('can-error-passive')) this.latched.busError = true;
        return this.next();
      case 'unacknowledged':
        this.latched.busError = true;
        this.txErrors = Math.min(this.txErrors + ERROR_STEP, PASSIVE);
        break;
      case 'disturbed':
        this.latched.busError = true;
        this.txErrors += ERROR_STEP;
        if (this.txErrors >= BUS_OFF) return this.goBusOff(at);
        break;
    }
    const { givesUpMs } = this.options;
    if (givesUpMs !== undefined && at - this.firstAttemptAt >= givesUpMs) return this.next();
    const isPatient = outcome === 'unacknowledged' && this.txErrors >= PASSIVE && givesUpMs === undefined;
    this.planAttempt(isPatient ? SLOW_RETRY_MS : 0);
  }

  private next(): void {
    this.queue.shift();
    this.firstAttemptAt = undefined;
    this.planAttempt(0);
  }

  private goBusOff(at: Ms): void {
    this.clear();
    this.state = 'bus-off';
    this.latched.busError = true;
    if (this.options.recovery !== 'automatic') return;
    this.cancelAttempt = this.agenda.at(at + RECOVERY_MS, () => {
      this.state = 'running';
    });
  }
}
