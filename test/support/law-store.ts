import type { LawStore } from '../../src/storage/law-store';

/** Keeps clones, as a database does. */
export class MemoryLawStore implements LawStore {
  readonly records = new Map<string, unknown>();
  saves = 0;

  load(serialNumber: string): Promise<unknown> {
    return Promise.resolve(structuredClone(this.records.get(serialNumber)));
  }

  save(record: Parameters<LawStore['save']>[0]): Promise<void> {
    this.saves += 1;
    this.records.set(record.serialNumber, structuredClone(record));
    return Promise.resolve();
  }
}
