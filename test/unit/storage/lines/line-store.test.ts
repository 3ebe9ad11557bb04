import { afterEach, describe, expect, test } from 'vitest';
import type { Lines } from '../../../../src/bridge/log-contract';
import { indexedDbLines, type LineDatabase } from '../../../../src/storage/lines/line-database';
import { LineStore, type LineStoreSettings } from '../../../../src/storage/lines/line-store';
import { ClosingIndexedDb } from '../../../support/closing-indexeddb';
import { ManualClock, turn } from '../../../support/manual-clock';

const START = Date.UTC(2026, 2, 1);
let databases = 0;

const browser = new ClosingIndexedDb();
afterEach(() => browser.allow(true));

const fresh = (): LineDatabase => indexedDbLines(`lines-${++databases}`);

interface Options {
  readonly database?: LineDatabase;
  readonly clock?: ManualClock;
  readonly settings?: LineStoreSettings;
}

/** Segments of some ten lines, five of them. */
function setup({ database = fresh(), clock = new ManualClock(0, START), settings = { segmentBytes: 100, totalBytes: 500 } }: Options = {}) {
  return { clock, database, store: new LineStore(clock, database, settings) };
}

const line = (number: number): string => `line ${String(number).padStart(4, '0')}`;

/** Lets `ms` pass, and the database answer. */
async function pass(clock: ManualClock, ms: number): Promise<void> {
  await clock.run(ms);
  for (let round = 0; round < 30; round++) await turn();
}

/** Everything that can be read, from the newest back. */
async function all(store: LineStore): Promise<readonly string[]> {
  const texts: string[] = [];
  let lines: Lines | undefined = await store.before(undefined);
  for (; lines; lines = await store.before(lines.from)) texts.unshift(lines.text);
  return texts.join('').split('\n').filter(Boolean);
}

describe('lines', () => {
  test('can be read at once, and by the next worker after 5 s at most', async () => {
    const { clock, database, store } = setup();
    store.add(line(1));
    store.add(line(2));
    expect(await all(store)).toEqual([line(1), line(2)]);
    await pass(clock, 4_000);
    const next = setup({ database, clock: new ManualClock(0, START + 60_000) });
    next.store.add(line(3));
    expect(await all(next.store)).toEqual([line(1), line(2), line(3)]);
  });

  test('stand in order through many batches and segments, each once', async () => {
    const { clock, store } = setup({ settings: { segmentBytes: 100, totalBytes: 100_000 } });
    for (let number = 0; number < 100; number++) {
      store.add(line(number));
      await pass(clock, 1_000);
    }
    expect(await all(store)).toEqual(Array.from({ length: 100 }, (_, number) => line(number)));
    expect((await store.storage()).segments).toBe(10);
  });

  test('of the oldest segments go when all together are too large, the newest stay', async () => {
    const { clock, database, store } = setup();
    for (let number = 0; number < 200; number++) {
      store.add(line(number));
      if (number % 5 === 0) await pass(clock, 4_000);
    }
    await pass(clock, 4_000);
    const kept = await all(store);
    expect(kept.length).toBeGreaterThanOrEqual(40);
    expect(kept.length).toBeLessThanOrEqual(60);
    expect(kept.at(-1)).toBe(line(199));
    expect((await database.keys()).reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(600);
  });

  test('of a segment larger than all that may be kept stay: it is the newest', async () => {
    const { clock, store } = setup({ settings: { segmentBytes: 1_000, totalBytes: 10 } });
    for (let number = 0; number < 20; number++) store.add(line(number));
    await pass(clock, 4_000);
    expect(await all(store)).toHaveLength(20);
  });

  test('of a segment that has ended are one record in the end', async () => {
    const { clock, database, store } = setup({ settings: { segmentBytes: 200, totalBytes: 100_000 } });
    for (let number = 0; number < 60; number++) {
      store.add(line(number));
      await pass(clock, 3_500);
    }
    await pass(clock, 60_000);
    const keys = await database.keys();
    expect(keys.filter(({ order }) => order === keys[0]?.order)).toHaveLength(1);
    expect(await all(store)).toHaveLength(60);
  });

  test('that come after a place are told, none twice', async () => {
    const { clock, store } = setup({ settings: { segmentBytes: 100, totalBytes: 100_000 } });
    store.add(line(0));
    const first = await store.before(undefined);
    let place = first?.to ?? { segment: '', line: 0 };
    const told: string[] = [];
    for (let number = 1; number < 60; number++) {
      store.add(line(number));
      if (number % 7 !== 0) continue;
      await pass(clock, number % 2 === 0 ? 0 : 4_000);
      for (let lines = await store.after(place); lines.text !== ''; lines = await store.after(place)) {
        told.push(...lines.text.split('\n').filter(Boolean));
        place = lines.to;
      }
    }
    expect(told).toEqual(Array.from({ length: 56 }, (_, index) => line(index + 1)));
  });

  test('after a place whose segment is gone begin with the oldest that is left', async () => {
    const { clock, store } = setup();
    store.add(line(0));
    const place = (await store.before(undefined))?.from ?? { segment: '', line: 0 };
    for (let number = 1; number < 100; number++) store.add(line(number));
    await pass(clock, 4_000);
    expect((await store.after(place)).text).toContain((await all(store))[0]);
    expect(await store.before(place)).toBeUndefined();
  });

  test('of two tabs stand in one store without loss', async () => {
    const database = fresh();
    const one = setup({ database, settings: { segmentBytes: 100, totalBytes: 100_000 } });
    const two = setup({ database, clock: new ManualClock(0, START + 1), settings: { segmentBytes: 100, totalBytes: 100_000 } });
    for (let number = 0; number < 30; number++) {
      one.store.add(line(number));
      two.store.add(line(1000 + number));
      await pass(one.clock, 1_000);
      await pass(two.clock, 1_000);
    }
    await pass(one.clock, 60_000);
    expect([...(await all(two.store))].sort()).toEqual(
      [...Array(30).keys()].flatMap((number) => [line(number), line(1000 + number)]).sort(),
    );
  });

  test('follow what is stored, although the clock was set back in the meantime', async () => {
    const { clock, database, store } = setup();
    store.add(line(1));
    await pass(clock, 4_000);
    const next = setup({ database, clock: new ManualClock(0, START - 86_400_000) });
    next.store.add(line(2));
    await pass(next.clock, 4_000);
    expect(await all(next.store)).toEqual([line(1), line(2)]);
  });

  test('are forgotten when the owner says so, and begin anew', async () => {
    const { clock, store } = setup();
    store.add(line(1));
    await pass(clock, 4_000);
    store.add(line(2));
    await store.clear();
    store.add(line(3));
    expect(await all(store)).toEqual([line(3)]);
  });
});

describe('a database that takes nothing', () => {
  const refusing = (database: LineDatabase, isFull: () => boolean): LineDatabase => ({
    ...database,
    commit: (batch) => (isFull() ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : database.commit(batch)),
  });

  test('is told, lines go on in memory, and are stored once it takes them', async () => {
    let full = true;
    const database = fresh();
    const { clock, store } = setup({ database: refusing(database, () => full) });
    store.add(line(1));
    await pass(clock, 4_000);
    expect(store.trouble).toBe('QuotaExceededError: full');
    expect((await store.storage()).state).toBe('memory');
    store.add(line(2));
    expect(await all(store)).toEqual([line(1), line(2)]);
    full = false;
    await pass(clock, 4_000);
    expect(store.trouble).toBeUndefined();
    expect((await store.storage()).unsavedLines).toBe(0);
    expect(await all(setup({ database }).store)).toEqual([line(1), line(2)]);
  });

  test('lets go of what is too much all the same: that makes room', async () => {
    let full = false;
    const database = fresh();
    const refusing: LineDatabase = {
      ...database,
      commit: (batch) =>
        full && batch.puts.length > 0 ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : database.commit(batch),
    };
    const { clock, store } = setup({ database: refusing, settings: { segmentBytes: 100, totalBytes: 100_000 } });
    for (let number = 0; number < 100; number++) store.add(line(number));
    await pass(clock, 4_000);
    full = true;
    store.configure({ segmentBytes: 100, totalBytes: 300 });
    store.add(line(100));
    await pass(clock, 4_000);
    expect((await database.keys()).reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(300);
    full = false;
    await pass(clock, 4_000);
    expect((await all(store)).at(-1)).toBe(line(100));
  });

  test('makes no more wait than memory should hold: the oldest are lost and counted', async () => {
    const { clock, store } = setup({ database: refusing(fresh(), () => true), settings: { segmentBytes: 100_000, totalBytes: 1e9 } });
    const long = 'x'.repeat(99_999);
    for (let number = 0; number < 45; number++) store.add(long);
    await pass(clock, 4_000);
    expect(await store.storage()).toMatchObject({ unsavedLines: 40, droppedLines: 5 });
  });

  test('that does not answer at all counts as failed after a while', async () => {
    const { clock, store } = setup({ database: { ...fresh(), keys: () => new Promise(() => undefined) } });
    store.add(line(1));
    await pass(clock, 10_000);
    expect(store.trouble).toBeUndefined();
    await pass(clock, 10_000);
    expect(store.trouble).toBe('the database does not answer');
  });
});

describe('a browser that takes its storage away', () => {
  test('is told while it does not give it back; then nothing is missing', async () => {
    const name = `lines-${++databases}`;
    const { clock, store } = setup({ database: indexedDbLines(name) });
    store.add(line(1));
    await pass(clock, 4_000);
    browser.close();
    browser.allow(false);
    store.add(line(2));
    await pass(clock, 4_000);
    expect(store.trouble).toBe('UnknownError: no storage');
    expect(await store.storage()).toMatchObject({ state: 'memory', unsavedLines: 1 });
    browser.allow(true);
    await pass(clock, 4_000);
    expect(store.trouble).toBeUndefined();
    const next = setup({ database: indexedDbLines(name), clock: new ManualClock(0, START + 60_000) });
    expect(await all(next.store)).toEqual([line(1), line(2)]);
  });

  test('and clears it gets the next lines, and only they are read', async () => {
    const name = `lines-${++databases}`;
    const { clock, store } = setup({ database: indexedDbLines(name) });
    for (let number = 0; number < 25; number++) {
      store.add(line(number));
      await pass(clock, 1_000);
    }
    await pass(clock, 4_000);
    await browser.clear(name);
    for (let number = 25; number < 50; number++) {
      store.add(line(number));
      await pass(clock, 1_000);
    }
    await pass(clock, 4_000);
    const later = Array.from({ length: 25 }, (_, number) => line(25 + number));
    expect(await all(store)).toEqual(later);
    expect(await all(setup({ database: indexedDbLines(name), clock: new ManualClock(0, START + 60_000) }).store)).toEqual(later);
    expect((await store.storage()).lines).toBe(25);
  });
});
