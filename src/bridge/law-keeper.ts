import type { Ms } from '../battery/units';
import { mayLag, recall, recordOf } from '../control/law/memory';
import type { Memory } from '../control/state';
import type { Clock } from '../links/clock';
import type { LawStore } from '../storage/law-store';
import type { FaultNow } from './fault-register';
import { patiently } from './patience';

/** A database that does not answer is not waited for any longer: the law then begins anew. */
const PATIENCE_MS: Ms = 1_000;
/** For so long the owner is told that a record could not be used. */
const TOLD_MS: Ms = 600_000;

interface Known {
  readonly serialNumber: string;
  readonly memory: Memory;
  /** When the law was last asked [ms since 1970]. Taken at once: the clocks may part before the record is written. */
  readonly askedAt: number;
}

/** Brings back what the law remembered of a battery, and stores it again as it changes. Without storage the law works as well, and forgets. */
export class LawKeeper {
  private newest: Known | undefined;
  private stored: (Known & { readonly at: Ms }) | undefined;
  private saving: Promise<void> | undefined;
  private trouble: string | undefined;
  private dropped: { readonly detail: string; readonly at: Ms } | undefined;

  constructor(
    private readonly store: LawStore,
    private readonly clock: Clock,
  ) {}

  /** What is remembered of the battery behind this BMS; settles within a second and never rejects. */
  async recall(serialNumber: string): Promise<Memory | undefined> {
    const record = await patiently(this.clock, PATIENCE_MS, this.store.load(serialNumber)).catch((error: unknown): undefined => {
      this.trouble = messageOf(error);
      // The next record takes the place of one that there may have been: the owner has to know.
      this.dropped = { detail: `unread: ${this.trouble}`, at: this.clock.now() };
    });
    if (record === undefined) return undefined;
    const recalled = recall(record, serialNumber, this.clock.wallTime());
    if (recalled.ok) return { law: recalled.law, alarms: undefined, cells: recalled.cells, at: this.clock.now() };
    this.dropped = { detail: `${recalled.dropped}: ${recalled.detail}`, at: this.clock.now() };
    return undefined;
  }

  /** To be told after every event; stores what a crash must not take away. */
  keep(serialNumber: string, memory: Memory): void {
    if (!memory.law.newest) return;
    if (this.newest?.serialNumber !== serialNumber || this.newest.memory !== memory) {
      this.newest = { serialNumber, memory, askedAt: this.clock.wallTime() - (this.clock.now() - memory.at) };
    }
    if (!this.saving && this.clock.now() >= this.dueAt(this.newest)) void this.save(this.newest);
  }

  /** Stores what is left. */
  async end(): Promise<void> {
    await this.patiently(this.saving ?? Promise.resolve());
    if (this.newest && this.newest.memory !== this.stored?.memory) await this.patiently(this.save(this.newest));
  }

  get faults(): readonly FaultNow[] {
    const { trouble, dropped } = this;
    const faults: FaultNow[] = [];
    if (trouble !== undefined) faults.push({ code: 'law-memory-unsaved', severity: 'warning', detail: trouble, subject: undefined });
    if (dropped && this.clock.now() < dropped.at + TOLD_MS)
      faults.push({ code: 'law-memory-dropped', severity: 'info', detail: dropped.detail, subject: undefined });
    return faults;
  }

  private dueAt({ serialNumber, memory }: Known): Ms {
    const { stored } = this;
    if (stored?.serialNumber !== serialNumber) return -Infinity;
    return memory === stored.memory ? Infinity : stored.at + 1000 * mayLag(stored.memory.law, memory.law);
  }

  /** A record that was refused counts as stored until the next one is due: a full disk is not written to ten times a second. */
  private save(known: Known): Promise<void> {
    const { serialNumber, memory, askedAt } = known;
    this.stored = { ...known, at: this.clock.now() };
    const record = recordOf(memory.law, { serialNumber, cells: memory.cells }, askedAt);
    this.saving = this.store
      .save(record)
      .then(() => (this.trouble = undefined))
      .catch((error: unknown) => (this.trouble = messageOf(error)))
      .then(() => (this.saving = undefined));
    return this.saving;
  }

  private patiently<T>(work: Promise<T>): Promise<T | undefined> {
    return patiently(this.clock, PATIENCE_MS, work).catch((error: unknown): undefined => void (this.trouble = messageOf(error)));
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
