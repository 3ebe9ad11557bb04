import type { IDBPDatabase } from 'idb';
import type { AlarmEntry } from '../../bridge/alarms-contract';
import { Database } from '../database';

export interface StoredAlarm {
  readonly key: string;
  readonly entry: AlarmEntry;
}

/** Where alarms are kept. Every method rejects when the storage fails. */
export interface AlarmDatabase {
  /** Alarms without an end. */
  open(): Promise<readonly StoredAlarm[]>;
  /** Alarms that began before `before`, newest first, at most `limit`. */
  list(before: number, limit: number): Promise<readonly AlarmEntry[]>;
  /** Writes these, in place of what is known of the same begin and key, and forgets the oldest beyond `most`. */
  put(alarms: readonly StoredAlarm[], most: number): Promise<void>;
  /** Forgets what is over. */
  clear(): Promise<void>;
}

const STORE = 'alarms';
const OPEN = 'open';

interface Row extends StoredAlarm {
  /** Only while it lasts, so that the index holds nothing else. */
  readonly open?: 1;
}

function upgrade(db: IDBPDatabase): void {
  db.createObjectStore(STORE, { keyPath: ['entry.begin', 'key'] }).createIndex(OPEN, 'open');
}

export function indexedDbAlarms(name: string): AlarmDatabase {
  const database = new Database(name, 1, upgrade);
  return {
    open: () => database.use(async (db) => (await db.getAllFromIndex(STORE, OPEN)) as Row[]),

    list: (before, limit) =>
      database.use(async (db) => {
        const found: AlarmEntry[] = [];
        const range = IDBKeyRange.upperBound([before], true);
        for (let cursor = await db.transaction(STORE).store.openCursor(range, 'prev'); cursor && found.length < limit;) {
          found.push((cursor.value as Row).entry);
          cursor = await cursor.continue();
        }
        return found;
      }),

    put: (alarms, most) =>
      database.use(async (db) => {
        const { store, done } = db.transaction(STORE, 'readwrite', { durability: 'strict' });
        const rows = alarms.map(({ key, entry }): Row => ({ key, entry, ...(entry.end === undefined ? { open: 1 } : {}) }));
        await Promise.all(rows.map((row) => store.put(row)));
        const surplus = (await store.count()) - most;
        if (surplus > 0) for (const key of await store.getAllKeys(undefined, surplus)) await store.delete(key);
        await done;
      }),

    clear: () =>
      database.use(async (db) => {
        const { store, done } = db.transaction(STORE, 'readwrite');
        for (let cursor = await store.openCursor(); cursor; cursor = await cursor.continue()) {
          if ((cursor.value as Row).open !== 1) await cursor.delete();
        }
        await done;
      }),
  };
}
