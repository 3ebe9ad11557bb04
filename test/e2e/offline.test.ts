import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, test, type Page } from '@playwright/test';
import { BridgePage, PAGES } from '../support/bridge-page';
import { FolderServer } from '../support/folder-server';

const DIST = `${import.meta.dirname}/../../dist`;

async function openStored(page: Page, address: string): Promise<BridgePage> {
  const bridge = new BridgePage(page);
  await page.goto(`${address}#/about`);
  await expect(page.getByText('Stored: it starts without a network.')).toBeVisible();
  return bridge;
}

for (const under of ['/', '/some/where/']) {
  test(`stored once, every page starts with the server stopped, under ${under}`, async ({ page }) => {
    const server = await FolderServer.start(DIST, under);
    await openStored(page, server.address);
    await server.stop();
    await page.goto('about:blank');
    await page.goto(server.address);
    const bridge = new BridgePage(page);
    await bridge.expectLive();
    for (const name of PAGES) await bridge.goTo(name);
  });
}

test('nothing is asked of any other address', async ({ page }) => {
  const server = await FolderServer.start(DIST);
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(server.address)) foreign.push(request.url());
  });
  const bridge = await openStored(page, server.address);
  for (const name of PAGES) await bridge.goTo(name);
  expect(foreign.filter((url) => !url.startsWith('blob:') && !url.startsWith('data:'))).toEqual([]);
  await server.stop();
});

test('the browser finds everything that it needs to install the app', async ({ page }) => {
  const server = await FolderServer.start(DIST);
  await openStored(page, server.address);
  const session = await page.context().newCDPSession(page);
  const { errors: manifestErrors, data } = await session.send('Page.getAppManifest');
  expect(manifestErrors).toEqual([]);
  expect(data).toContain('TinyBMS Bridge');
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // A browser context of a test is a private window; there is no other way to open one.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
  await server.stop();
});

test('a new version is offered, and taken when the owner says so', async ({ page }) => {
  const folder = mkdtempSync(`${tmpdir()}/tinybms-bridge-`);
  cpSync(DIST, folder, { recursive: true });
  const server = await FolderServer.start(folder);
  await openStored(page, server.address);
  await expect(page.getByText('A new version is ready')).toBeHidden();
  appendFileSync(`${folder}/offline.sw.js`, '\n// the next version');
  await page.getByRole('button', { name: 'Look for a new version' }).click();
  await expect(page.getByText('A new version is ready')).toBeVisible();
  const reloaded = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Take it now' }).click();
  await reloaded;
  await expect(page.getByText('Stored: it starts without a network.')).toBeVisible();
  await expect(page.getByText('A new version is ready')).toBeHidden();
  await server.stop();
  rmSync(folder, { recursive: true });
});
