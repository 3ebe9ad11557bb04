import { EVENTS, type EventKey, type LoggedEvent } from '../protocols/tinybms/events';
import { EVENT_SLOTS } from '../protocols/tinybms/registers';

/** The event log of a BMS: 49 slots, the oldest overwritten first. */
export class EventRing {
  private slots: (LoggedEvent | undefined)[] = [];
  private written = 0;
  private reported = 0;

  /** Content by slot: not the order of time once the ring has gone round. */
  get content(): readonly (LoggedEvent | undefined)[] {
    return this.slots;
  }

  /** Goes up with every entry. */
  get count(): number {
    return this.written;
  }

  /** @param time lifetime counter [s] */
  add(key: EventKey, time: number): void {
    this.slots[this.written % EVENT_SLOTS] = { time, code: EVENTS[key].code };
    this.written++;
  }

  /** How many of the newest entries nobody has asked for yet; asking makes them known. */
  takeUnreported(): number {
    const count = Math.min(this.written - this.reported, EVENT_SLOTS);
    this.reported = this.written;
    return count;
  }

  /** Slot of an entry, 0 being the newest. */
  slotOf(age: number): number {
    return (((this.written - 1 - age) % EVENT_SLOTS) + EVENT_SLOTS) % EVENT_SLOTS;
  }

  clear(): void {
    this.slots = [];
    this.written = 0;
    this.reported = 0;
  }
}
