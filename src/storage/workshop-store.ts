import type { IDBPObjectStore } from 'idb';
import type { BmsEvent } from '../battery/bms-events';
import type { PackIdentity } from '../battery/pack';
import type { SnapshotReason } from '../bridge/workshop-contract';
import type { SettingWords } from '../workshop/settings';
import type { Writing } from '../workshop/account';
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

/** An event with its time on the wall [ms since 1970]. */
export type StoredEvent = BmsEvent & { readonly at: number };

/** Where snapshots and events are kept. Every method rejects when the storage fails. */
export interface WorkshopStore {
  /** In the order in which they were kept. */
  list(): Promise<readonly NumberedSnapshot[]>;
  get(id: number): Promise<NumberedSnapshot | undefined>;
  /** @returns its number */
  add(snapshot: StoredSnapshot): Promise<number>;
  /** Changes the note; does nothing when the snapshot is gone. */
  note(id: number, note: string): Promise<void>;
  forget(id: number): Promise<void>;
  /** Adds the events that are not there yet; the first time on the wall that was worked out for an event stays. */
  keepEvents(serialNumber: string, events: readonly StoredEvent[]): Promise<void>;
  /** Of one BMS, oldest first, or of all. */
  events(serialNumber?: string): Promise<readonly StoredEvent[]>;
  /** The record of the last writing to this BMS, of any origin: see `readWriting`. */
  writing(serialNumber: string): Promise<unknown>;
  /** Takes the place of the one before. */
  keepWriting(writing: Writing): Promise<void>;
  forgetWriting(serialNumber: string): Promise<void>;
}

const VERSION = 3;
const SNAPSHOTS = 'snapshots';
/** By serial number, lifetime counter and code. */
const EVENTS = 'events';
/** By serial number. */
const WRITINGS = 'writings';

type Name = typeof SNAPSHOTS | typeof WRITINGS;

/** Snapshots, events and accounts in IndexedDB; what an owner goes back to is written with strict durability. */
export function indexedDbWorkshop(name: string): WorkshopStore {
  const database = new Database(name, VERSION, (db) => {
    if (!db.objectStoreNames.contains(SNAPSHOTS)) db.createObjectStore(SNAPSHOTS, { autoIncrement: true });
    if (!db.objectStoreNames.contains(EVENTS)) db.createObjectStore(EVENTS);
    if (!db.objectStoreNames.contains(WRITINGS)) db.createObjectStore(WRITINGS);
  });
  const write = <N extends Name, T>(name: N, work: (store: IDBPObjectStore<unknown, [N], N, 'readwrite'>) => Promise<T>): Promise<T> =>
    database.use(async (db) => {
      const transaction = db.transaction(name, 'readwrite', { durability: 'strict' });
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
    add: (snapshot) => write(SNAPSHOTS, async (store) => (await store.add(snapshot)) as number),
    note: (id, note) =>
      write(SNAPSHOTS, async (store) => {
        const snapshot = (await store.get(id)) as StoredSnapshot | undefined;
        if (snapshot) await store.put({ ...snapshot, note }, id);
      }),
    forget: (id) => write(SNAPSHOTS, (store) => store.delete(id)),
    keepEvents: (serialNumber, events) =>
      database.use(async (db) => {
        const transaction = db.transaction(EVENTS, 'readwrite');
        const { store } = transaction;
        const keys = events.map(({ time, code }) => [serialNumber, time, code]);
        const known = await Promise.all(keys.map((key) => store.getKey(key)));
        const added = events.map((event, index) => (known[index] === undefined ? store.put(event, keys[index]) : undefined));
        await Promise.all([...added, transaction.done]);
      }),
    events: (serialNumber) =>
      database.use(async (db) => {
        const range = serialNumber === undefined ? undefined : IDBKeyRange.bound([serialNumber], [serialNumber, []]);
        return (await db.getAll(EVENTS, range)) as StoredEvent[];
      }),
    writing: (serialNumber) => database.use(async (db) => (await db.get(WRITINGS, serialNumber)) as unknown),
    keepWriting: (writing) => write(WRITINGS, async (store) => void (await store.put(writing, writing.serialNumber))),
    forgetWriting: (serialNumber) => write(WRITINGS, (store) => store.delete(serialNumber)),
  };
}
