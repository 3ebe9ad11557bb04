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
  // Every second of the time without room, read with plain IndexedDB: single readings, packed in pieces that follow one another.
  const { pieces, gap } = await page.evaluate(
    async ([begunAt, endedAt]) => {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open('tinybms-bridge-history-simulation');
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(new Error('no history'));
      });
      const keys = await new Promise<[number, number, number][]>((resolve) => {
        const asking = db
          .transaction('blocks')
          .objectStore('blocks')
          .getAllKeys(IDBKeyRange.bound([0, begunAt], [0, endedAt]));
        asking.onsuccess = () => resolve(asking.result as [number, number, number][]);
      });
      db.close();
      const gap = keys.slice(1).reduce((longest, [, from], index) => Math.max(longest, from - (keys[index]?.[2] ?? from)), 0);
      return { pieces: keys.length, gap };
    },
    [begunAt, endedAt] as const,
  );
  expect(pieces).toBeGreaterThan(2);
  // A piece holds more than three seconds; a busy machine may read late.
  expect(gap).toBeLessThan(2_500);
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
