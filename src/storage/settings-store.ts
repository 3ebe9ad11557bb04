import { openDB, type IDBPDatabase } from 'idb';
import * as v from 'valibot';
import { readConfiguration } from '../configuration/configuration';

/** What survives a reload: how the bridge was left, and what the owner has set. A damaged or older record costs only what it damaged. */
const SCHEMA = v.object({
  mode: v.fallback(v.optional(v.picklist(['serial', 'simulation'])), undefined),
  /** `false` after the owner stopped the bridge: it then stays stopped. */
  running: v.fallback(v.boolean(), true),
  /** How far the owner lets the real bridge go. */
  operation: v.fallback(v.picklist(['observe', 'shadow', 'live']), 'observe'),
  /** Who was behind the ports last: serial number of the TinyBMS, version of the CAN adapter ('' where it tells none). */
  lastBms: v.fallback(v.optional(v.pipe(v.string(), v.maxLength(64))), undefined),
  lastCan: v.fallback(v.optional(v.pipe(v.string(), v.maxLength(512))), undefined),
  configuration: v.optional(v.pipe(v.unknown(), v.transform(readConfiguration)), {}),
});

export type StoredSettings = v.InferOutput<typeof SCHEMA>;

export interface SettingsStore {
  /** What is stored, completed by defaults. Rejects when the browser gives no storage. */
  load(): Promise<StoredSettings>;
  save(settings: StoredSettings): Promise<void>;
}

export const DEFAULT_STORED_SETTINGS: StoredSettings = v.parse(SCHEMA, {});

/** Accepts what can be understood of a record of any origin. */
export function parseSettings(record: unknown): StoredSettings {
  const result = v.safeParse(SCHEMA, record);
  return result.success ? result.output : DEFAULT_STORED_SETTINGS;
}

const STORE = 'settings';
const KEY = 'bridge';

/** Settings in IndexedDB. The database is opened at first use and written with strict durability: a choice of the owner must outlive a power cut. */
export function indexedDbSettings(name = 'tinybms-bridge'): SettingsStore {
  let opening: Promise<IDBPDatabase> | undefined;
  const database = (): Promise<IDBPDatabase> =>
    (opening ??= openDB(name, 1, { upgrade: (db) => void db.createObjectStore(STORE) }).catch((error: unknown) => {
      opening = undefined;
      throw error;
    }));
  return {
    async load() {
      return parseSettings(await (await database()).get(STORE, KEY));
    },
    async save(settings) {
      const transaction = (await database()).transaction(STORE, 'readwrite', { durability: 'strict' });
      await Promise.all([transaction.store.put(settings, KEY), transaction.done]);
    },
  };
}
