import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { BridgePage } from '../support/bridge-page';

test('what the battery reported is drawn, counted and taken along', async ({ page }) => {
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  await bridge.goTo('History');
  await expect(page.getByRole('button', { name: /^Voltage \d/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /CVL sent \d/ })).toBeVisible();
  await page.getByText('What happened').click();
  await expect(page.getByRole('cell', { name: 'App started' })).toBeVisible();

  await page.getByRole('tab', { name: 'Cells' }).click();
  await expect(page.getByRole('button', { name: /^Cell 16 \d/ })).toBeVisible();

  await page.getByLabel('One row for each').selectOption('full');
  const saved = async (): Promise<readonly string[]> => {
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV file' }).click();
    const file = await saving;
    expect(file.suggestedFilename()).toMatch(/^tinybms-\d{4}-\d\d-\d\d-\d{4}-simulation\.csv$/);
    return (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');
  };
  // The simulation may have begun only a moment ago.
  await expect.poll(async () => (await saved()).length).toBeGreaterThan(6);
  const [header = '', ...rows] = await saved();
  const names = header.split(',');
  expect(names).toEqual(expect.arrayContaining(['time', 'highestCell [V]', 'cell1 [V]', 'cell16 [V]']));
  for (const row of rows) {
    const fields = row.split(',');
    expect(fields).toHaveLength(names.length);
    expect(Number.isNaN(Date.parse(fields[0] ?? ''))).toBe(false);
    expect(Number(fields[names.indexOf('cell1 [V]')])).toBeGreaterThan(2);
  }

  await page.getByRole('tab', { name: 'Statistics' }).click();
  await expect(page.getByText('Time in each state: BMS')).toBeVisible();
});
