import type { IDBPDatabase } from 'idb';
import type { DayTotals, Mark, MarkTrack, TierName, TimeRange } from '../../bridge/history-contract';
import type { Amounts } from '../../battery/energy';
import { Database } from '../database';
import type { BlockKey } from './rotation';
import { startOf, TIER_NAMES, TIERS } from './tiers';

export interface StoredBlock {
  readonly key: BlockKey;
  readonly data: ArrayBuffer;
}

/** What is written together, or not at all. */
export interface Batch {
  readonly puts: readonly StoredBlock[];
  readonly deletes: readonly BlockKey[];
  /** For each tier that has one: the newest of its oldest blocks that all have to go. */
  readonly dropUpTo: readonly BlockKey[];
  readonly marks: readonly Mark[];
  readonly days: readonly DayTotals[];
  readonly meters: readonly { readonly serialNumber: string; readonly total: Amounts }[];
  /** Marks older than this go [ms since 1970]. */
  readonly dropMarksBefore: number | undefined;
  /** Has to outlive a power cut. */
  readonly strict: boolean;
}

export const NOTHING: Batch = {
  puts: [],
  deletes: [],
  dropUpTo: [],
  marks: [],
  days: [],
  meters: [],
  dropMarksBefore: undefined,
  strict: false,
};

/** Where history is kept. Every method rejects when the storage fails. */
export interface HistoryDatabase {
  /** How often it was opened: after each time there may be other things in it than before. */
  openings(): number;
  /** Every block, in order of tier and time. */
  keys(): Promise<readonly BlockKey[]>;
  /** Blocks of a tier that may have rows in the range. */
  read(tier: TierName, range: TimeRange): Promise<readonly StoredBlock[]>;
  commit(batch: Batch): Promise<void>;
  marks(range: TimeRange): Promise<readonly Mark[]>;
  days(from: string, to: string): Promise<readonly DayTotals[]>;
  day(day: string, serialNumber: string): Promise<DayTotals | undefined>;
  meter(serialNumber: string): Promise<Amounts | undefined>;
  /** Everything but the meters. */
  clear(): Promise<void>;
}

const TRACKS: readonly MarkTrack[] = ['run', 'pack', 'phase', 'status', 'charge', 'cvl', 'ccl', 'dcl', 'fault', 'alarm'];

const VERSION = 1;
const BLOCKS = 'blocks';
const MARKS = 'marks';
const DAYS = 'days';
const METERS = 'meters';

type Key = [tier: number, from: number, to: number, bytes: number, nonce: string];

function toKey({ tier, from, to, bytes, nonce }: BlockKey): Key {
  return [TIERS[tier].id, from, to, bytes, nonce];
}

function fromKey([id, from, to, bytes, nonce]: Key): BlockKey | undefined {
  const tier = TIER_NAMES.find((name) => TIERS[name].id === id);
  return tier && { tier, from, to, bytes, nonce };
}

function upgrade(db: IDBPDatabase): void {
  for (const store of [BLOCKS, MARKS, DAYS, METERS]) if (!db.objectStoreNames.contains(store)) db.createObjectStore(store);
}

/** History in IndexedDB. The key of a block says all that rotation needs, so that no block is read for it. */
export function indexedDbHistory(name: string): HistoryDatabase {
  const database = new Database(name, VERSION, upgrade);
  return {
    openings: () => database.openings,

    keys: () =>
      database.use(async (db) => {
        const keys = (await db.getAllKeys(BLOCKS)) as Key[];
        return keys.map(fromKey).filter((key) => key !== undefined);
      }),

    read: (tier, { from, to }) =>
      database.use(async (db) => {
        const { id, window } = TIERS[tier];
        // A block never crosses the border of a window.
        const range = IDBKeyRange.bound([id, startOf(from, window)], [id, to], false, true);
        const { store } = db.transaction(BLOCKS, 'readonly');
        const [keys, values] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
        return keys.flatMap((stored, index): StoredBlock[] => {
          const key = fromKey(stored as Key);
          return key ? [{ key, data: values[index] as ArrayBuffer }] : [];
        });
      }),

    commit: (batch) =>
      database.use(async (db) => {
        const transaction = db.transaction([BLOCKS, MARKS, DAYS, METERS], 'readwrite', {
          durability: batch.strict ? 'strict' : 'relaxed',
        });
        const store = (of: string) => transaction.objectStore(of);
        const work: Promise<unknown>[] = [transaction.done];
        for (const key of batch.dropUpTo) work.push(store(BLOCKS).delete(IDBKeyRange.bound([TIERS[key.tier].id], toKey(key))));
        for (const key of batch.deletes) work.push(store(BLOCKS).delete(toKey(key)));
        for (const { key, data } of batch.puts) work.push(store(BLOCKS).put(data, toKey(key)));
        batch.marks.forEach((mark, index) => work.push(store(MARKS).put(mark, [mark.track, mark.at, index])));
        for (const day of batch.days) work.push(store(DAYS).put(day, [day.day, day.serialNumber]));
        for (const { serialNumber, total } of batch.meters) work.push(store(METERS).put(total, serialNumber));
        const { dropMarksBefore } = batch;
        if (dropMarksBefore !== undefined) {
          for (const track of TRACKS) work.push(store(MARKS).delete(IDBKeyRange.bound([track], [track, dropMarksBefore], false, true)));
        }
        await Promise.all(work);
      }),

    marks: ({ from, to }) =>
      database.use(async (db) => {
        const { store } = db.transaction(MARKS, 'readonly');
        const found = await Promise.all(
          TRACKS.map(async (track) => {
            const [before, within] = await Promise.all([
              store.openCursor(IDBKeyRange.bound([track], [track, from], false, true), 'prev'),
              store.getAll(IDBKeyRange.bound([track, from], [track, to], false, true)),
            ]);
            return [...(before ? [before.value as Mark] : []), ...(within as Mark[])];
          }),
        );
        return found.flat().sort((a, b) => a.at - b.at);
      }),

    days: (from, to) => database.use(async (db) => (await db.getAll(DAYS, IDBKeyRange.bound([from], [to, []]))) as DayTotals[]),

    day: (day, serialNumber) => database.use(async (db) => (await db.get(DAYS, [day, serialNumber])) as DayTotals | undefined),

    meter: (serialNumber) => database.use(async (db) => (await db.get(METERS, serialNumber)) as Amounts | undefined),

    clear: () =>
      database.use(async (db) => {
        const transaction = db.transaction([BLOCKS, MARKS, DAYS], 'readwrite', { durability: 'strict' });
        await Promise.all([...[BLOCKS, MARKS, DAYS].map((of) => transaction.objectStore(of).clear()), transaction.done]);
      }),
  };
}
