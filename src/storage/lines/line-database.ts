import type { IDBPDatabase } from 'idb';
import { Database } from '../database';

/** Segments follow one another by `order`, about the time at which they were begun [ms since 1970]. */
export interface SegmentId {
  readonly order: number;
  /** Of the worker that writes it: each worker writes segments of its own. */
  readonly session: string;
}

/** Where a piece of a segment is and how large it is; also its key in the database. */
export interface PieceKey extends SegmentId {
  /** Number of its first line in the segment. */
  readonly line: number;
  readonly lines: number;
  readonly bytes: number;
}

export interface Piece {
  readonly key: PieceKey;
  /** Lines, each ended by a line feed. */
  readonly text: string;
}

/** What is written together, or not at all. */
export interface LineBatch {
  readonly puts: readonly Piece[];
  readonly deletes: readonly PieceKey[];
  readonly drops: readonly SegmentId[];
}

/** Where lines are kept. Every method rejects when the storage fails. */
export interface LineDatabase {
  /** Every piece, in order. */
  keys(): Promise<readonly PieceKey[]>;
  /** The pieces of a segment, in order. */
  read(segment: SegmentId): Promise<readonly Piece[]>;
  commit(batch: LineBatch): Promise<void>;
  clear(): Promise<void>;
}

const VERSION = 1;
const PIECES = 'pieces';

type Key = [order: number, session: string, line: number, lines: number, bytes: number];

const toKey = ({ order, session, line, lines, bytes }: PieceKey): Key => [order, session, line, lines, bytes];
const fromKey = ([order, session, line, lines, bytes]: Key): PieceKey => ({ order, session, line, lines, bytes });
const within = ({ order, session }: SegmentId): IDBKeyRange => IDBKeyRange.bound([order, session], [order, session, []]);

function upgrade(db: IDBPDatabase): void {
  if (!db.objectStoreNames.contains(PIECES)) db.createObjectStore(PIECES);
}

/** Lines in IndexedDB. The key of a piece says all that rotation needs, so that no text is read for it. */
export function indexedDbLines(name: string): LineDatabase {
  const database = new Database(name, VERSION, upgrade);
  return {
    keys: () => database.use(async (db) => ((await db.getAllKeys(PIECES)) as Key[]).map(fromKey)),

    read: (segment) =>
      database.use(async (db) => {
        const { store } = db.transaction(PIECES, 'readonly');
        const range = within(segment);
        const [keys, texts] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
        return (keys as Key[]).map((key, index) => ({ key: fromKey(key), text: texts[index] as string }));
      }),

    commit: ({ puts, deletes, drops }) =>
      database.use(async (db) => {
        const transaction = db.transaction(PIECES, 'readwrite', { durability: 'relaxed' });
        const { store } = transaction;
        await Promise.all([
          ...drops.map((segment) => store.delete(within(segment))),
          ...deletes.map((key) => store.delete(toKey(key))),
          ...puts.map(({ key, text }) => store.put(text, toKey(key))),
          transaction.done,
        ]);
      }),

    clear: () =>
      database.use(async (db) => {
        await db.clear(PIECES);
      }),
  };
}
