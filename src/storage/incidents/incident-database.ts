import type { IDBPDatabase } from 'idb';
import type { Incident, IncidentHead } from '../../bridge/incident-contract';
import { Database } from '../database';

/** Where incidents are kept. Every method rejects when the storage fails. */
export interface IncidentDatabase {
  /** Oldest first. */
  heads(): Promise<readonly IncidentHead[]>;
  read(id: number): Promise<Incident | undefined>;
  /** Puts one in the place of an earlier state of it, and lets others go. */
  put(incident: Incident, drop: readonly number[]): Promise<void>;
  remove(id: number): Promise<void>;
}

const VERSION = 1;
/** Apart, so that a list reads no content. */
const HEADS = 'heads';
const CONTENTS = 'contents';

function upgrade(db: IDBPDatabase): void {
  for (const store of [HEADS, CONTENTS]) if (!db.objectStoreNames.contains(store)) db.createObjectStore(store, { keyPath: 'id' });
}

export function headOf({ id, mode, from, to, causes, complete }: IncidentHead): IncidentHead {
  return { id, mode, from, to, causes, complete };
}

export function indexedDbIncidents(name: string): IncidentDatabase {
  const database = new Database(name, VERSION, upgrade);
  const write = (
    work: (store: (name: string) => { delete(id: number): Promise<void>; put(value: unknown): Promise<unknown> }) => Promise<unknown>[],
  ) =>
    database.use(async (db) => {
      const transaction = db.transaction([HEADS, CONTENTS], 'readwrite', { durability: 'strict' });
      await Promise.all([...work((of) => transaction.objectStore(of)), transaction.done]);
    });
  return {
    heads: () => database.use(async (db) => (await db.getAll(HEADS)) as IncidentHead[]),
    read: (id) => database.use(async (db) => (await db.get(CONTENTS, id)) as Incident | undefined),
    put: (incident, drop) =>
      write((store) => [
        ...drop.flatMap((id) => [store(HEADS).delete(id), store(CONTENTS).delete(id)]),
        store(HEADS).put(headOf(incident)),
        store(CONTENTS).put(incident),
      ]),
    remove: (id) => write((store) => [store(HEADS).delete(id), store(CONTENTS).delete(id)]),
  };
}
