import * as v from 'valibot';
import { readConfiguration, readSection } from '../configuration/configuration';
import { DISPLAY } from '../configuration/display';
import { isObject, type JsonObject } from '../configuration/json';
import { migrate, VERSION } from '../configuration/migrations';
import type { ConfigurationState, KeptFiles } from '../configuration/wishes';
import { Database } from './database';

/** What survives a reload: how the bridge was left, and what the owner has set. A damaged or older record costs only what it damaged. */
const SCHEMA = v.object({
  mode: v.fallback(v.optional(v.picklist(['serial', 'simulation'])), undefined),
  /** `false` after the owner stopped the bridge: it then stays stopped. */
  running: v.fallback(v.boolean(), true),
  /** How far the owner lets the real bridge go. */
  operation: v.fallback(v.picklist(['observe', 'shadow', 'live']), 'observe'),
  /** Serial number of the TinyBMS that the owner went live with; live operation comes back with no other. */
  liveWith: v.fallback(v.optional(v.pipe(v.string(), v.maxLength(64))), undefined),
  /** Serial number of the TinyBMS that has ended live operation by answering in its place. */
  stranger: v.fallback(v.optional(v.pipe(v.string(), v.maxLength(64))), undefined),
  /** Who was behind the ports last: serial number of the TinyBMS, version of the CAN adapter ('' where it tells none). */
  lastBms: v.fallback(v.optional(v.pipe(v.string(), v.maxLength(64))), undefined),
  lastCan: v.fallback(v.optional(v.pipe(v.string(), v.maxLength(512))), undefined),
  configuration: v.optional(v.pipe(v.unknown(), v.transform(readConfiguration)), {}),
  kept: v.optional(v.pipe(v.unknown(), v.transform(readKept)), {}),
  /** What the last import or reset has replaced. */
  undo: v.fallback(
    v.optional(v.pipe(v.looseObject({ kind: v.picklist(['file', 'defaults']), name: v.string(), at: v.number() }), v.transform(readUndo))),
    undefined,
  ),
});

export type StoredSettings = v.InferOutput<typeof SCHEMA>;

export interface StoredUndo extends ConfigurationState {
  readonly kind: 'file' | 'defaults';
  /** Of the file. */
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

function readKept(record: unknown): KeptFiles {
  const { config, mapping } = isObject(record) ? record : ({} as JsonObject);
  return { ...(isObject(config) && { config }), ...(isObject(mapping) && { mapping }) };
}

function readUndo({
  kind,
  name,
  at,
  configuration,
  display,
  kept,
}: Record<string, unknown> & Pick<StoredUndo, 'kind' | 'name' | 'at'>): StoredUndo {
  return { kind, name, at, configuration: readConfiguration(configuration), display: readSection(DISPLAY, display), kept: readKept(kept) };
}

export interface SettingsStore {
  /** What is stored, completed by defaults. Rejects when the browser gives no storage. */
  load(): Promise<StoredSettings>;
  /** Stores a change. What else is stored stays, also what another window stores at this moment. @returns what is stored then */
  change(change: Partial<StoredSettings>): Promise<StoredSettings>;
}

export const DEFAULT_STORED_SETTINGS: StoredSettings = v.parse(SCHEMA, {});

/** Accepts what can be understood of a record of any origin. */
export function parseSettings(record: unknown): StoredSettings {
  const result = v.safeParse(SCHEMA, upToDate(record));
  return result.success ? result.output : DEFAULT_STORED_SETTINGS;
}

/** The record as this version of the app would have stored it. */
function upToDate(record: unknown): unknown {
  if (!isObject(record)) return record;
  const { version = 0, configuration, undo } = record;
  if (typeof version !== 'number') return record;
  const migrated = (sections: unknown): unknown => (isObject(sections) ? migrate(sections, version) : sections);
  const earlier = isObject(undo) ? { ...undo, configuration: migrated(undo['configuration']) } : undo;
  return { ...record, configuration: migrated(configuration), undo: earlier };
}

const STORE = 'settings';
const KEY = 'bridge';

/** Settings in IndexedDB, with strict durability: a choice of the owner must outlive a power cut. */
export function indexedDbSettings(name = 'tinybms-bridge'): SettingsStore {
  const database = new Database(name, 1, (db) => void db.createObjectStore(STORE));
  return {
    load: () => database.use(async (db) => parseSettings(await db.get(STORE, KEY))),
    change: (change) =>
      database.use(async (db) => {
        const transaction = db.transaction(STORE, 'readwrite', { durability: 'strict' });
        const next = { ...parseSettings(await transaction.store.get(KEY)), ...change };
        await Promise.all([transaction.store.put({ version: VERSION, ...next }, KEY), transaction.done]);
        return next;
      }),
  };
}
