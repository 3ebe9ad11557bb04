import type { StatusFlags } from '../protocols/slcan/flags';
import type { ReportedBusState } from '../protocols/slcan/lines';
import type { BusState } from '../bridge/contract';

/** Readings of the flags in a row that make error-passive lasting. */
const LASTING = 3;

/**
 * What an adapter lets one know of its bus. Status flags only ever add bad news: some firmwares always report none, so an all-clear
 * counts only from an adapter that has shown a flag before, or when frames are heard.
 */
export class BusHealth {
  private state: BusState = 'unknown';
  private flagsMeanSomething = false;
  private passiveInRow = 0;

  get bus(): BusState {
    return this.state;
  }

  get isGood(): boolean {
    return this.state === 'unknown' || this.state === 'ok';
  }

  get isOff(): boolean {
    return this.state === 'bus-off';
  }

  /** Error-passive for several seconds: nobody acknowledges, or the bit rate is wrong. */
  get isLastingPassive(): boolean {
    return this.passiveInRow >= LASTING;
  }

  /** The channel has just been opened: error counters start at zero. */
  opened(): void {
    this.passiveInRow = 0;
    if (this.state === 'bus-off') this.state = 'unknown';
  }

  /** A valid frame came from the bus. */
  heard(): void {
    if (this.state === 'unknown' || this.state === 'bus-off') this.state = 'ok';
  }

  /** The adapter said so itself. */
  report(state: ReportedBusState): void {
    this.state = state;
    this.passiveInRow = state === 'passive' ? LASTING : 0;
  }

  /** No flag is named "bus off": it shows as all error flags at once while frames are refused, and not for want of room. */
  readFlags(flags: StatusFlags, refusing: boolean): void {
    const { errorWarning, errorPassive, busError, transmitQueueFull } = flags;
    const bad = errorWarning || errorPassive || busError;
    this.flagsMeanSomething ||= bad;
    this.passiveInRow = errorPassive ? this.passiveInRow + 1 : 0;
    if (errorPassive && errorWarning && busError && refusing && !transmitQueueFull) this.state = 'bus-off';
    else if (errorPassive) this.state = 'passive';
    else if (errorWarning || busError) this.state = 'warning';
    else if (this.flagsMeanSomething) this.state = 'ok';
  }
}
