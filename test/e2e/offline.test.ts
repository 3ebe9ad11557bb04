import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/** A copy of the app that can be changed. */
function copyOf(dist: string): string {
  const folder = mkdtempSync(`${tmpdir()}/tinybms-bridge-`);
  cpSync(dist, folder, { recursive: true });
  return folder;
}

/** Puts a version there whose page has this script; as the build does, its list of files tells that the page is another one. */
function publish(folder: string, script: string): void {
  const scripts = /<script type="module"[^>]*src="([^"]+)"/;
  const page = readFileSync(`${folder}/index.html`, 'utf8').replace(scripts, (tag, src: string) => tag.replace(src, script));
  writeFileSync(`${folder}/index.html`, page);
  const worker = readFileSync(`${folder}/offline.sw.js`, 'utf8');
  const next = worker.replace(/(index\.html[`"'],\s*"?revision"?:\s*[`"'])[^`"']+/, `$1${script.length}-${script}`);
  if (next === worker) throw new Error('the list of files has no page');
  writeFileSync(`${folder}/offline.sw.js`, next);
}

const look = (page: Page) => page.getByRole('button', { name: 'Look for a new version' }).click();

test('a new version that cannot be stored whole changes nothing', async ({ page }) => {
  const folder = copyOf(DIST);
  const server = await FolderServer.start(folder);
  await openStored(page, server.address);
  publish(folder, './assets/missing.js');
  const worker = readFileSync(`${folder}/offline.sw.js`, 'utf8');
  writeFileSync(`${folder}/offline.sw.js`, worker.replace('favicon-live.svg', 'favicon-gone.svg'));
  // Listened for before the look begins.
  const failed = await page.evaluateHandle(async () => {
    const registration = await navigator.serviceWorker.ready;
    const failed = new Promise((resolve) =>
      registration.addEventListener('updatefound', () => {
        const { installing } = registration;
        installing?.addEventListener('statechange', () => installing.state === 'redundant' && resolve(true));
      }),
    );
    return { failed };
  });
  await look(page);
  expect(await failed.evaluate(({ failed }) => failed)).toBe(true);
  await expect(page.getByText('A new version is ready')).toBeHidden();
  await server.stop();
  await page.reload();
  await new BridgePage(page).expectLive();
  rmSync(folder, { recursive: true });
});

test('a version that does not start gives way to the one before, which says so, until it is tried again', async ({ page }) => {
  const folder = copyOf(DIST);
  const server = await FolderServer.start(folder);
  await openStored(page, server.address);
  await new BridgePage(page).expectLive();
  const [, good = ''] = /<script type="module"[^>]*src="([^"]+)"/.exec(readFileSync(`${folder}/index.html`, 'utf8')) ?? [];
  publish(folder, './assets/broken.js');
  writeFileSync(`${folder}/assets/broken.js`, 'throw new Error("This version does not start");');
  await look(page);
  await page.getByRole('button', { name: 'Take it now' }).click();
  await expect(page.getByText('The new version did not start')).toBeVisible();
  const bridge = new BridgePage(page);
  await bridge.expectLive();

  // Without a server as well, and on every page.
  await server.stop();
  await page.reload();
  await expect(page.getByText('The new version did not start')).toBeVisible();
  for (const name of ['Manual', 'About'] as const) await bridge.goTo(name);

  // It fails once more: another page says so than the one that was asked.
  await page.evaluate(() => Object.assign(globalThis, { isAsked: true }));
  await page.getByRole('button', { name: 'Try it again' }).click();
  await page.waitForFunction(() => !('isAsked' in globalThis));
  await expect(page.getByText('The new version did not start')).toBeVisible();
  await bridge.expectLive();

  // A later version that starts is taken as usual.
  publish(folder, good);
  const again = await FolderServer.start(folder, '/', Number(new URL(server.address).port));
  await look(page);
  await page.getByRole('button', { name: 'Take it now' }).click();
  await expect(page.getByText('The new version did not start')).toBeHidden();
  await expect(page.getByText('A new version is ready')).toBeHidden();
  await bridge.expectLive();
  await again.stop();
  rmSync(folder, { recursive: true });
});

test('a new version is not taken while another window uses the ports', async ({ page, context }) => {
  const folder = copyOf(DIST);
  const server = await FolderServer.start(folder);
  await openStored(page, server.address);
  const other = await context.newPage();
  await other.goto(`${server.address}#/connection`);
  await other.getByRole('button', { name: 'Use real hardware' }).click();
  await expect(new BridgePage(other).link('Bridge')).toContainText('waiting');
  appendFileSync(`${folder}/offline.sw.js`, '\n// the next version');
  await look(page);
  await page.getByRole('button', { name: 'Take it now' }).click();
  await expect(page.getByText('Not while another window of this app uses the ports: take it there.')).toBeVisible();
  await server.stop();
  rmSync(folder, { recursive: true });
});

test('a new version is offered, and taken when the owner says so', async ({ page }) => {
  const folder = copyOf(DIST);
  const server = await FolderServer.start(folder);
  await openStored(page, server.address);
  await expect(page.getByText('A new version is ready')).toBeHidden();
  appendFileSync(`${folder}/offline.sw.js`, '\n// the next version');
  await look(page);
  await expect(page.getByText('A new version is ready')).toBeVisible();
  const reloaded = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Take it now' }).click();
  await reloaded;
  await expect(page.getByText('Stored: it starts without a network.')).toBeVisible();
  await expect(page.getByText('A new version is ready')).toBeHidden();
  await server.stop();
  rmSync(folder, { recursive: true });
});
