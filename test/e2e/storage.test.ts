import { expect, test } from '@playwright/test';
import { BridgePage } from '../support/bridge-page';

test('a disk that is full stops nothing: the page says what is not stored, and nothing is missing once there is room', async ({ page }) => {
  const bridge = new BridgePage(page);
  await bridge.open('#/history');
  await bridge.expectLive();
  await expect(page.getByText('The history is stored in this browser.')).toBeAttached();
  const begunAt = Date.now();
  const { origin } = new URL(page.url());
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  const notices = page.getByRole('article');
  await expect(notices.filter({ hasText: 'The history is not being stored' })).toBeVisible();
  await expect(notices.filter({ hasText: 'The history is not being stored' })).toContainText('free some space');
  await bridge.expectLive();

  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  await expect(notices.filter({ hasText: 'The history is not being stored' })).toBeHidden();
  const endedAt = Date.now();
  await page.reload();
  await bridge.expectLive();
  // Every second of the time without room, read with plain IndexedDB: single readings, in pieces that may have been joined since.
  const spans = await page.evaluate(
    async ([begunAt, endedAt]) => {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open('tinybms-bridge-history-simulation');
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(new Error('no history'));
      });
      const keys = await new Promise<[tier: number, from: number, to: number][]>((resolve) => {
        const asking = db
          .transaction('blocks')
          .objectStore('blocks')
          .getAllKeys(IDBKeyRange.bound([0], [1]));
        asking.onsuccess = () => resolve(asking.result as [number, number, number][]);
      });
      db.close();
      return keys.map(([, from, to]) => [from, to] as const).filter(([from, to]) => to > begunAt && from < endedAt);
    },
    [begunAt, endedAt] as const,
  );
  // A busy machine may read late.
  const LATE_MS = 2_500;
  expect(spans.at(0)?.[0] ?? Infinity).toBeLessThan(begunAt + LATE_MS);
  for (const [index, [from]] of spans.slice(1).entries()) expect(from).toBeLessThan((spans[index]?.[1] ?? 0) + LATE_MS);
  // What came last may have been in memory when the page was left.
  expect(spans.at(-1)?.[1] ?? 0).toBeGreaterThan(endedAt - 5_000);
});

test('a browser that clears its storage and closes every database ends nothing, and what comes after it is stored', async ({ page }) => {
  const bridge = new BridgePage(page);
  await bridge.open('#/history');
  await bridge.expectLive();
  await expect(page.getByText('The history is stored in this browser.')).toBeAttached();
  const stored = (since: number) =>
    page.evaluate(async (since) => {
      const ask = async <T>(name: string, of: string, what: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> => {
        // Opening a database that is not there would make an empty one.
        if (!(await indexedDB.databases()).some((known) => known.name === name)) return undefined;
        const done = <R>(request: IDBRequest<R>): Promise<R> =>
          new Promise((resolve, reject) => {
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(new Error(`${name}: ${request.error?.message}`));
          });
        const db = await done(indexedDB.open(name));
        try {
          return await done(what(db.transaction(of).objectStore(of)));
        } finally {
          db.close();
        }
      };
      const keys = await ask('tinybms-bridge-history-simulation', 'blocks', (store) => store.getAllKeys());
      const pieces = await ask('tinybms-bridge-log-simulation', 'pieces', (store) => store.getAll());
      const times = ((keys ?? []) as [tier: number, from: number][]).filter(([tier]) => tier === 0).map(([, from]) => from);
      return {
        before: times.filter((at) => at < since).length,
        after: times.filter((at) => at >= since).length,
        log: (pieces ?? []).join(''),
      };
    }, since);
  await expect.poll(async () => (await stored(Infinity)).before).toBeGreaterThan(1);

  const clearedAt = Date.now();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.clearDataForOrigin', { origin: new URL(page.url()).origin, storageTypes: 'indexeddb' });
  await bridge.expectLive();
  await page.getByRole('button', { name: 'Stop sending' }).click();
  await expect.poll(async () => (await stored(clearedAt)).after).toBeGreaterThan(1);
  await expect.poll(async () => (await stored(clearedAt)).log).toContain('"observe"');
  expect((await stored(clearedAt)).before).toBeLessThanOrEqual(1);
  await expect(page.getByText('The history is stored in this browser.')).toBeAttached();
  await expect(page.getByRole('article').filter({ hasText: 'not being stored' })).toBeHidden();
});
