import { expect, test } from '@playwright/test';
import { BridgePage } from '../support/bridge-page';
import { FolderServer } from '../support/folder-server';

test('a fault leads to its section of the manual, with the server stopped', async ({ page }) => {
  const server = await FolderServer.start(`${import.meta.dirname}/../../dist`);
  const bridge = new BridgePage(page);
  await page.goto(`${server.address}#/about`);
  await expect(page.getByText('Stored: it starts without a network.')).toBeVisible();
  await server.stop();
  await page.goto(`${server.address}#/simulator`);
  await bridge.expectLive();

  await page.getByRole('switch', { name: 'Cable of the BMS pulled' }).click();
  const fault = page.getByRole('article').filter({ hasText: 'Link lost: BMS' });
  await fault.getByRole('link', { name: 'Manual: The BMS does not answer' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'The BMS does not answer' })).toBeVisible();
  await expect(page.getByRole('main').getByText('Pin 2 goes to RX, pin 3 to TX, pin 4 to GND', { exact: false })).toBeVisible();

  // On from there, and by the search.
  await page.getByRole('main').getByRole('article').getByRole('link', { name: 'The cable to the TinyBMS' }).click();
  await expect(page.getByRole('img', { name: /^Pin 1 of the TinyBMS stays open/ })).toBeVisible();
  await page.getByRole('navigation', { name: 'Contents' }).getByRole('link', { name: 'Contents' }).click();
  await page.getByRole('searchbox', { name: 'Search the manual' }).fill('dialout');
  await page
    .getByRole('main')
    .getByRole('link', { name: /^Linux/ })
    .click();
  await expect(page.getByRole('heading', { level: 2, name: 'Linux' })).toBeVisible();
});
