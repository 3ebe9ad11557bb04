import type { Ms } from '../battery/units';
import { standardFrame, type CanFrame } from '../protocols/can-frame';
import { decodeFrame } from '../protocols/canbms/codec';
import { FRAMES } from '../protocols/canbms/frames';
import type { Agenda } from './agenda';
import type { BusNode, CanBus } from './can-bus';
import type { FaultBoard } from './faults';
import type { WorldOptions } from './options';
import type { Setpoints } from './power-flow';
import { uniformAt } from './random';

/** Source: Victron CAN-bus BMS, frames from the GX and what happens when frames stop. */
const KEEP_ALIVE_MS: Ms = 1000;
export const GX_TIMEOUT_MS: Ms = 3000;
export const GX_LOOP_MS: Ms = 3000;
/** From the control loop until chargers and inverter act; with the loop 3 to 10 s in all. Source: charging reference, part 1. */
const LAG = { least: 3000, most: 6500 };
const INVERTER_ID = Uint8Array.of(0x12, 0x34, 0x56, 0x78, 0x56, 0x49, 0x43, 0x00);
const DRAW = { charger: 60, inverter: 61 };

/** The limits of the newest 0x351 [V, A]. */
export interface HeardLimits extends Setpoints {
  readonly dischargeVoltage: number | undefined;
  readonly at: Ms;
}

interface GxLags {
  readonly charger: Ms;
  readonly inverter: Ms;
}

/** How late chargers and inverter of an installation act. */
export function gxLags(seed: number): GxLags {
  const lag = (stream: number): Ms => LAG.least + (LAG.most - LAG.least) * uniformAt(seed, 0, stream);
  return { charger: lag(DRAW.charger), inverter: lag(DRAW.inverter) };
}

/** A GX on the bus: announces itself, hears limits, and hands them to chargers and inverter with their delays. */
export class GxDevice implements BusNode {
  readonly name = 'gx';
  lastLimits: HeardLimits | undefined;
  /** What chargers and inverter act on now; `undefined` = they have stopped. */
  chargerLimits: Setpoints | undefined;
  inverterLimits: Setpoints | undefined;
  private readonly lags: GxLags;

  constructor(
    private readonly bus: CanBus,
    private readonly agenda: Agenda,
    private readonly faults: FaultBoard,
    private readonly options: Pick<WorldOptions, 'seed' | 'gxBitrate'>,
  ) {
    bus.attach(this);
    this.lags = gxLags(options.seed);
    const start = agenda.now;
    agenda.every(KEEP_ALIVE_MS, start + 300, (at) => this.announce(FRAMES.keepAlive.id, new Uint8Array(8), at));
    agenda.every(KEEP_ALIVE_MS, start + 700, (at) => this.announce(FRAMES.inverterId.id, INVERTER_ID, at));
    agenda.every(GX_LOOP_MS, start + GX_LOOP_MS / 2, (at) => this.control(at));
    faults.onChange('gx-off', (active) => active && this.forget());
  }

  get isOnline(): boolean {
    return !this.faults.has('gx-off');
  }

  get bitrate(): number | undefined {
    if (!this.isOnline) return undefined;
    const { gxBitrate } = this.options;
    return this.faults.has('gx-250k') ? 750_000 - gxBitrate : gxBitrate;
  }

  get acknowledges(): boolean {
    return this.isOnline;
  }

  hear(frame: CanFrame, at: Ms): void {
    // Frames of 29 bits are not for a battery driver, even if the number fits.
    if (frame.extended || frame.remote || frame.id !== FRAMES.chargeLimits.id) return;
    if (frame.data.length < FRAMES.chargeLimits.length) return;
    const { cvl, ccl, dcl, dischargeVoltage } = decodeFrame(FRAMES.chargeLimits, frame.data);
    const isFirst = this.isTimedOut(at);
    this.lastLimits = { cvl, ccl: Math.max(ccl, 0), dcl: Math.max(dcl, 0), dischargeVoltage, at };
    if (isFirst) this.agenda.at(at + GX_TIMEOUT_MS, (now) => this.checkTimeout(now));
  }

  /** Frames of another speed are noise to a GX. */
  disturb(): void {
    return;
  }

  /** No limits are in force: none has come yet, or none within three seconds. */
  isTimedOut(at: Ms): boolean {
    // A sum, as the check is planned by: with fractions of a millisecond a difference may fall short at that very moment, for ever.
    return this.lastLimits === undefined || at >= this.lastLimits.at + GX_TIMEOUT_MS;
  }

  private announce(id: number, data: Uint8Array, at: Ms): void {
    if (this.isOnline) this.bus.transmit(this, standardFrame(id, data), at);
  }

  private control(at: Ms): void {
    if (!this.isOnline || this.isTimedOut(at)) return;
    const limits = this.lastLimits;
    this.agenda.at(at + this.lags.charger, (now) => {
      if (!this.isTimedOut(now)) this.chargerLimits = limits;
    });
    this.agenda.at(at + this.lags.inverter, (now) => {
      if (!this.isTimedOut(now)) this.inverterLimits = limits;
    });
  }

  /** Chargers and inverter that have stopped start anew with the next limits. */
  private checkTimeout(at: Ms): void {
    const { lastLimits } = this;
    if (lastLimits === undefined) return;
    if (!this.isTimedOut(at)) {
      this.agenda.at(lastLimits.at + GX_TIMEOUT_MS, (now) => this.checkTimeout(now));
      return;
    }
    this.chargerLimits = undefined;
    this.inverterLimits = undefined;
  }

  private forget(): void {
    this.lastLimits = undefined;
    this.chargerLimits = undefined;
    this.inverterLimits = undefined;
  }
}
