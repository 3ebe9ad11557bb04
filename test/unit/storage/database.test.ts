import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { openDB } from 'idb';
import { Database } from '../../../src/storage/database';

let names = 0;
const name = (): string => `database-${++names}`;
const open = (of: string, version = 1): Database =>
  new Database(of, version, (db) => {
    if (!db.objectStoreNames.contains('values')) db.createObjectStore('values');
  });
const put = (database: Database, value: number): Promise<unknown> => database.use((db) => db.put('values', value, 'key'));
const get = (database: Database): Promise<unknown> => database.use((db) => db.get('values', 'key') as Promise<unknown>);

test('a connection that was closed is opened again at the next use', async () => {
  const database = open(name());
  await put(database, 1);
  // What a browser does when it takes storage away for a moment, without telling.
  await database.use((db) => Promise.resolve(db.close()));
  expect(await get(database)).toBe(1);
});

test('a newer version in another tab gets its way at once; the older one then says why it cannot go on', async () => {
  const of = name();
  const older = open(of);
  await put(older, 1);
  const newer = open(of, 2);
  expect(await get(newer)).toBe(1);
  await expect(get(older)).rejects.toThrow(/version/);
});

test('a database that another tab holds in an older version is refused, and opened once that tab lets go', async () => {
  const of = name();
  // A tab that does not hear that somebody waits.
  const holding = await openDB(of, 1, { upgrade: (db) => void db.createObjectStore('values') });
  const database = open(of, 2);
  await expect(get(database)).rejects.toThrow('held in an older version by another tab');
  holding.close();
  await put(database, 2);
  expect(await get(database)).toBe(2);
});

test('a browser that gives no storage is asked again each time', async () => {
  const real = indexedDB.open.bind(indexedDB);
  const database = open(name());
  indexedDB.open = () => {
    throw new DOMException('private', 'SecurityError');
  };
  try {
    await expect(get(database)).rejects.toThrow('private');
  } finally {
    indexedDB.open = real;
  }
  await put(database, 3);
  expect(await get(database)).toBe(3);
});
