import { readConfiguration, readSection, type Configuration } from '../configuration/configuration';
import { DISPLAY } from '../configuration/display';
import { isObject, type Json, type JsonObject } from '../configuration/json';
import { choice, flag, text, type Key, type SectionValues } from '../configuration/key';
import { migrate, VERSION } from '../configuration/migrations';
import type { ConfigurationState, KeptFiles } from '../configuration/wishes';
import { Database } from './database';

/** Nothing until there is something to store. */
function optional<T>(key: Key<T>): Key<T | undefined> {
  return { ...key, default: undefined };
}

/** How the bridge was left. A damaged or older record costs only what it damaged. */
const LEFT = {
  mode: optional(choice<'serial' | 'simulation'>('serial', ['serial', 'simulation'])),
  /** `false` after the owner stopped the bridge: it then stays stopped. */
  running: flag(true),
  /** How far the owner lets the real bridge go. */
  operation: choice('observe', ['observe', 'shadow', 'live']),
  /** Serial number of the TinyBMS that the owner went live with; live operation comes back with no other. */
  liveWith: optional(text('', 64)),
  /** Serial number of the TinyBMS that has ended live operation by answering in its place. */
  stranger: optional(text('', 64)),
  /** Who was behind the ports last: serial number of the TinyBMS, version of the CAN adapter ('' where it tells none). */
  lastBms: optional(text('', 64)),
  lastCan: optional(text('', 512)),
} as const;

/** What survives a reload: how the bridge was left, and what the owner has set. */
export interface StoredSettings extends SectionValues<typeof LEFT> {
  readonly configuration: Configuration;
  readonly kept: KeptFiles;
  /** What the last import or reset has replaced. */
  readonly undo?: StoredUndo | undefined;
}

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

function readUndo(record: unknown, configurationOf: (sections: Json | undefined) => Configuration): StoredUndo | undefined {
  if (!isObject(record)) return undefined;
  const { kind, name, at, configuration, display, kept } = record;
  if ((kind !== 'file' && kind !== 'defaults') || typeof name !== 'string' || typeof at !== 'number') return undefined;
  return { kind, name, at, configuration: configurationOf(configuration), display: readSection(DISPLAY, display), kept: readKept(kept) };
}

export interface SettingsStore {
  /** What is stored, completed by defaults. Rejects when the browser gives no storage. */
  load(): Promise<StoredSettings>;
  /** Stores a change. What else is stored stays, also what another window stores at this moment. @returns what is stored then */
  change(change: Partial<StoredSettings>): Promise<StoredSettings>;
}

/** Accepts what can be understood of a record of any origin, as this version of the app would have stored it. */
export function parseSettings(record: unknown): StoredSettings {
  const { version = 0, configuration, kept, undo, ...left } = isObject(record) ? record : ({} as JsonObject);
  const configurationOf = (sections: Json | undefined): Configuration =>
    readConfiguration(isObject(sections) && typeof version === 'number' ? migrate(sections, version) : sections);
  return {
    ...readSection(LEFT, left),
    configuration: configurationOf(configuration),
    kept: readKept(kept),
    undo: readUndo(undo, configurationOf),
  };
}

export const DEFAULT_STORED_SETTINGS: StoredSettings = parseSettings({});

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
