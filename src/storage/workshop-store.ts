import type { IDBPObjectStore } from 'idb';
import type { PackIdentity } from '../battery/pack';
import type { SnapshotReason } from '../bridge/workshop-contract';
import type { SettingWords } from '../workshop/settings';
import { Database } from './database';

/** A profile that was kept. */
export interface StoredSnapshot {
  /** [ms since 1970] */
  readonly at: number;
  /** `undefined` for a file that does not say which device it comes from. */
  readonly device: PackIdentity | undefined;
  readonly reason: SnapshotReason;
  readonly note: string;
  readonly words: SettingWords;
}

export interface NumberedSnapshot extends StoredSnapshot {
  readonly id: number;
}

/** Where snapshots are kept. Every method rejects when the storage fails. */
export interface WorkshopStore {
  /** In the order in which they were kept. */
  list(): Promise<readonly NumberedSnapshot[]>;
  get(id: number): Promise<NumberedSnapshot | undefined>;
  /** @returns its number */
  add(snapshot: StoredSnapshot): Promise<number>;
  /** Changes the note; does nothing when the snapshot is gone. */
  note(id: number, note: string): Promise<void>;
  forget(id: number): Promise<void>;
}

const VERSION = 1;
const SNAPSHOTS = 'snapshots';

/** Snapshots in IndexedDB; written with strict durability, since they are what an owner goes back to. */
export function indexedDbWorkshop(name: string): WorkshopStore {
  const database = new Database(name, VERSION, (db) => {
    if (!db.objectStoreNames.contains(SNAPSHOTS)) db.createObjectStore(SNAPSHOTS, { autoIncrement: true });
  });
  const write = <T>(work: (store: IDBPObjectStore<unknown, [typeof SNAPSHOTS], typeof SNAPSHOTS, 'readwrite'>) => Promise<T>): Promise<T> =>
    database.use(async (db) => {
      const transaction = db.transaction(SNAPSHOTS, 'readwrite', { durability: 'strict' });
      const [result] = await Promise.all([work(transaction.store), transaction.done]);
      return result;
    });
  return {
    list: () =>
      database.use(async (db) => {
        const { store } = db.transaction(SNAPSHOTS, 'readonly');
        const [ids, snapshots] = await Promise.all([store.getAllKeys(), store.getAll()]);
        return (snapshots as StoredSnapshot[]).map((snapshot, index) => ({ ...snapshot, id: ids[index] as number }));
      }),
    get: (id) =>
      database.use(async (db) => {
        const snapshot = (await db.get(SNAPSHOTS, id)) as StoredSnapshot | undefined;
        return snapshot && { ...snapshot, id };
      }),
    add: (snapshot) => write(async (store) => (await store.add(snapshot)) as number),
    note: (id, note) =>
      write(async (store) => {
        const snapshot = (await store.get(id)) as StoredSnapshot | undefined;
        if (snapshot) await store.put({ ...snapshot, note }, id);
      }),
    forget: (id) => write((store) => store.delete(id)),
  };
}
