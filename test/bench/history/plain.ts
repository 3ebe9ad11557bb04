/** What the history is measured against: one object for each reading, in a store of its own. */
import { openDB, type IDBPDatabase } from 'idb';
import type { Sample } from '../../../src/storage/history/series';

export type PlainReading = Sample & { readonly time: number };

const STORE = 'readings';

export class PlainStore {
  private constructor(private readonly db: IDBPDatabase) {}

  static async open(name: string): Promise<PlainStore> {
    return new PlainStore(await openDB(name, 1, { upgrade: (db) => void db.createObjectStore(STORE, { keyPath: 'time' }) }));
  }

  /** One put and one transaction each. `waiting`: for each before the next; otherwise for all of them together. */
  async putEach(readings: readonly PlainReading[], waiting: boolean): Promise<void> {
    const pending: Promise<unknown>[] = [];
    for (const reading of readings) {
      const put = this.db.put(STORE, reading);
      if (waiting) await put;
      else pending.push(put);
    }
    await Promise.all(pending);
  }

  /** All at once, to have something to read. */
  async fill(readings: Iterable<PlainReading>): Promise<void> {
    const transaction = this.db.transaction(STORE, 'readwrite');
    for (const reading of readings) void transaction.store.put(reading);
    await transaction.done;
  }

  /** Columns of these series, as a chart would need them. */
  async read(from: number, to: number, series: readonly (keyof PlainReading)[]): Promise<readonly Float64Array[]> {
    const found = (await this.db.getAll(STORE, IDBKeyRange.bound(from, to, false, true))) as PlainReading[];
    return ['time' as const, ...series].map((name) => Float64Array.from(found, (reading) => reading[name] ?? NaN));
  }

  count(): Promise<number> {
    return this.db.count(STORE);
  }
}
