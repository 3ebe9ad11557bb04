import type { Ms } from '../battery/units';
import type { CanFrame } from '../protocols/can-frame';
import { LIMITS_SPACING_MS } from '../protocols/canbms/schedule';

/** Charge and discharge limits: nothing may make them wait but the ones before them. */
const LIMITS_ID = 0x351;
/** Identifiers that may wait at once; the schedule has 18. */
const CAPACITY = 64;

export interface Waiting {
  readonly frame: CanFrame;
  readonly bytes: Uint8Array;
  readonly expiresAt: Ms;
}

/** Frames that wait for the adapter, one an identifier: a newer one takes the place of an older one, and none leaves after its time. */
export class TransmitQueue {
  private readonly entries = new Map<number, Waiting>();
  /** Earliest time for limits: those before may have waited for the adapter, and left later than they were decided. */
  private limitsFrom = -Infinity;
  private droppedCount = 0;
  private replacedCount = 0;

  /** Frames that became too old, or found no place. */
  get dropped(): number {
    return this.droppedCount;
  }

  /** Frames that a newer one of the same identifier replaced. */
  get replaced(): number {
    return this.replacedCount;
  }

  push(entry: Waiting): void {
    const key = keyOf(entry.frame);
    if (this.entries.has(key)) this.replacedCount++;
    else if (this.entries.size >= CAPACITY) this.dropOldest();
    this.entries.set(key, entry);
  }

  /** Puts back what the adapter refused, unless something newer waits already. */
  giveBack(entry: Waiting): void {
    if (keyOf(entry.frame) === LIMITS_ID) this.limitsFrom = -Infinity;
    if (this.entries.has(keyOf(entry.frame))) this.replacedCount++;
    else this.push(entry);
  }

  /** The next frame that may be sent now: limits first, then the one that has waited longest. */
  take(now: Ms): Waiting | undefined {
    this.expire(now);
    const isLimits = this.entries.has(LIMITS_ID) && now >= this.limitsFrom;
    const key = isLimits ? LIMITS_ID : [...this.entries.keys()].find((other) => other !== LIMITS_ID);
    if (key === undefined) return undefined;
    if (isLimits) this.limitsFrom = now + LIMITS_SPACING_MS;
    const entry = this.entries.get(key);
    this.entries.delete(key);
    return entry;
  }

  /** When limits that wait may be sent; `undefined` when none do. */
  get limitsDue(): Ms | undefined {
    return this.entries.has(LIMITS_ID) ? this.limitsFrom : undefined;
  }

  /** Frames that wait and may still be sent. */
  size(now: Ms): number {
    this.expire(now);
    return this.entries.size;
  }

  /** Drops everything, as for a channel that is closed for good. */
  clear(): void {
    this.droppedCount += this.entries.size;
    this.entries.clear();
  }

  /** Counts a frame that never got in. */
  refuse(): void {
    this.droppedCount++;
  }

  private expire(now: Ms): void {
    for (const [key, { expiresAt }] of this.entries) {
      if (expiresAt > now) continue;
      this.entries.delete(key);
      this.droppedCount++;
    }
  }

  /** The limits keep their place whatever else waits. */
  private dropOldest(): void {
    for (const key of this.entries.keys()) {
      if (key === LIMITS_ID) continue;
      this.entries.delete(key);
      this.droppedCount++;
      return;
    }
  }
}

/** Identifiers of 11 and 29 bits are different ones, whatever their number. */
function keyOf({ id, extended }: CanFrame): number {
  return extended ? id + 2 ** 32 : id;
}
