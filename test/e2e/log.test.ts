import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { pythonWith } from '../interop/tools';
import { BridgePage } from '../support/bridge-page';

test('what happened is written down, survives a reload, is searched and taken along', async ({ page }) => {
  const python = pythonWith('json') ?? '';
  test.skip(python === '', 'Python 3 is missing');
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  // Looked up with plain IndexedDB: lines wait for it some seconds.
  const stored = () =>
    page.evaluate(async () => {
      const name = 'tinybms-bridge-log-simulation';
      if (!(await indexedDB.databases()).some((known) => known.name === name)) return '';
      const done = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(new Error(request.error?.message));
        });
      const db = await done(indexedDB.open(name));
      try {
        return (await done(db.transaction('pieces').objectStore('pieces').getAll())).join('');
      } finally {
        db.close();
      }
    });
  await expect.poll(stored).toMatch(/"app-started".*"limit"/s);
  await page.reload();
  await bridge.expectLive();
  await bridge.goTo('Log');
  const list = page.getByRole('listbox', { name: 'Lines of the log' });
  await expect(list.getByRole('option').filter({ hasText: 'TinyBMS Bridge' })).toHaveCount(2);
  await expect(list.getByRole('option').filter({ hasText: 'BMS answers at' }).first()).toBeAttached();

  await page.getByLabel('Search').fill('CCL');
  await expect(list.getByRole('option').first()).toContainText('CCL');
  await list.getByRole('option').first().click();
  await expect(page.getByRole('heading', { name: 'Details' })).toBeVisible();
  await page.getByRole('button', { name: 'Show everything' }).click();

  const save = async (name: string): Promise<string> => {
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name }).click();
    return (await saving).path();
  };
  const text = (await readFile(await save('Text file'), 'utf8')).trimEnd().split('\n');
  for (const line of text) expect(line).toMatch(/^\[\d+\] \[(ERROR|WARNING|INFO|DEBUG)\] \[[A-Z]+\] \S.*$/);
  expect(text[0]).toMatch(/^\[\d+\] \[INFO\] \[APP\] TinyBMS Bridge \d+\.\d+\.\d+ \(([0-9a-f]{10}|unknown)\) started at 20/);

  // Read by a tool that this project did not write.
  const read =
    'import json,sys\nfor line in open(sys.argv[1], encoding="utf-8"):\n e=json.loads(line)\n print(e["level"], e["code"], e["time"][:2])';
  const entries = execFileSync(python, ['-c', read, await save('NDJSON file')], { encoding: 'utf8' })
    .trimEnd()
    .split('\n');
  expect(entries.length).toBeGreaterThanOrEqual(text.length);
  expect(entries[0]).toBe('INFO app-started 20');
  expect(entries.some((entry) => entry.startsWith('INFO limit '))).toBe(true);
});
