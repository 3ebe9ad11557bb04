import type { LawRecord } from '../control/law/memory';
import { Database } from './database';

/** Where the memory of the law outlives the tab: one record for each BMS. Both reject when the browser gives no storage. */
export interface LawStore {
  /** Whatever is stored for the BMS with this serial number; `undefined` for nothing. */
  load(serialNumber: string): Promise<unknown>;
  save(record: LawRecord): Promise<void>;
}

const STORE = 'law';

/** In IndexedDB, with strict durability: a latch must outlive a power cut. */
export function indexedDbLawStore(name = 'tinybms-bridge-law'): LawStore {
  const database = new Database(name, 1, (db) => void db.createObjectStore(STORE));
  return {
    load: (serialNumber) => database.use<unknown>((db) => db.get(STORE, serialNumber)),
    save: (record) =>
      database.use(async (db) => {
        const transaction = db.transaction(STORE, 'readwrite', { durability: 'strict' });
        await Promise.all([transaction.store.put(record, record.serialNumber), transaction.done]);
      }),
  };
}
