import type { Amounts } from '../../battery/energy';
import type { DayTotals, Mark, TierName, TimeRange } from '../../bridge/history-contract';
import type { Batch, StoredBlock } from './history-database';
import type { BlockKey } from './rotation';
import type { Pieces } from './tier-writer';
import { TIER_NAMES } from './tiers';

/** What may wait in memory for a database that does not take it [bytes]: hours of everything, then months of what is coarse. */
const MOST_BYTES = 32_000_000;
const MOST_MARKS = 10_000;

/** What the database has not confirmed. */
export class Unsaved {
  private readonly puts = new Map<string, StoredBlock>();
  private readonly deletes = new Map<string, BlockKey>();
  private marksWaiting: Mark[] = [];
  private readonly daysWaiting = new Map<string, DayTotals>();
  private readonly metersWaiting = new Map<string, Amounts>();
  bytes = 0;

  add({ puts, deletes }: Pieces): void {
    for (const key of deletes) {
      if (!this.forget(key.nonce)) this.deletes.set(key.nonce, key);
    }
    for (const block of puts) {
      this.puts.set(block.key.nonce, block);
      this.bytes += block.key.bytes;
    }
    // A piece may have been put and replaced within one and the same round.
    for (const { nonce } of deletes) if (this.forget(nonce)) this.deletes.delete(nonce);
  }

  mark(mark: Mark): void {
    this.marksWaiting.push(mark);
    if (this.marksWaiting.length > MOST_MARKS) this.marksWaiting.shift();
  }

  addMeters(serialNumber: string, { total, day }: { readonly total: Amounts | undefined; readonly day: DayTotals | undefined }): void {
    if (total) this.metersWaiting.set(serialNumber, total);
    if (day) this.daysWaiting.set(dayKey(day), day);
  }

  /** Lets go of the oldest of the finest tier while there is more than memory should hold. */
  bound(): void {
    for (const tier of TIER_NAMES) {
      for (const { key } of this.of(tier)) {
        if (this.bytes <= MOST_BYTES) return;
        this.forget(key.nonce);
      }
    }
  }

  get isEmpty(): boolean {
    const waiting = [this.puts, this.deletes, this.daysWaiting, this.metersWaiting].some(({ size }) => size > 0);
    return !waiting && this.marksWaiting.length === 0;
  }

  batch(strict: boolean): Batch {
    return {
      puts: [...this.puts.values()],
      deletes: [...this.deletes.values()],
      dropUpTo: [],
      marks: this.marksWaiting,
      days: [...this.daysWaiting.values()],
      meters: this.meters,
      dropMarksBefore: undefined,
      strict,
    };
  }

  /** Both together, after this one could not be written. */
  followedBy(later: Unsaved): Unsaved {
    this.add({ puts: [...later.puts.values()], deletes: [...later.deletes.values()] });
    for (const mark of later.marksWaiting) this.mark(mark);
    for (const [key, day] of later.daysWaiting) this.daysWaiting.set(key, day);
    for (const [serialNumber, total] of later.metersWaiting) this.metersWaiting.set(serialNumber, total);
    this.bound();
    return this;
  }

  clear(): void {
    this.puts.clear();
    this.deletes.clear();
    this.daysWaiting.clear();
    this.marksWaiting = [];
    this.bytes = 0;
  }

  get meters(): Batch['meters'] {
    return [...this.metersWaiting].map(([serialNumber, total]) => ({ serialNumber, total }));
  }

  get deleted(): Iterable<string> {
    return this.deletes.keys();
  }

  of(tier: TierName): readonly StoredBlock[] {
    return [...this.puts.values()].filter(({ key }) => key.tier === tier);
  }

  /** Marks before the end of the range: of each track those within it, and the last one before it. */
  marksUpTo({ from, to }: TimeRange): readonly Mark[] {
    return this.marksWaiting.filter(
      (mark, place) =>
        mark.at < to &&
        (mark.at >= from || !this.marksWaiting.slice(place + 1).some((later) => later.track === mark.track && later.at < from)),
    );
  }

  withDays(stored: readonly DayTotals[], from: string, to: string): readonly DayTotals[] {
    const days = new Map(stored.map((day) => [dayKey(day), day]));
    for (const [key, day] of this.daysWaiting) if (day.day >= from && day.day <= to) days.set(key, day);
    return [...days.values()].sort((a, b) => (dayKey(a) < dayKey(b) ? -1 : 1));
  }

  private forget(nonce: string): boolean {
    const known = this.puts.get(nonce);
    if (!known) return false;
    this.puts.delete(nonce);
    this.bytes -= known.key.bytes;
    return true;
  }
}

function dayKey({ day, serialNumber }: DayTotals): string {
  return `${day} ${serialNumber}`;
}
