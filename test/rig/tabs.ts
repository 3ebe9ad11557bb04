import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { QUIET } from '../support/chromium-flags';
import { chromiumPath } from '../support/chromium-path';
import { liveBefore, SIMULATED_BMS } from '../support/live-before';
import { within } from '../support/within';
import { APP_ORIGIN } from './addresses.mjs';
import { test as rigTest } from './fixtures';

const LIMIT_MS = 60_000;

/** Tabs of a browser in which a tab behind another one is hidden: automation otherwise tells every page that it is in front. */
export interface Tabs {
  readonly context: BrowserContext;
  /** In front, with the storage of an owner who was live before; nothing is open in it yet. */
  readonly page: Page;
  /** Puts another tab in front. @returns what takes it away again */
  hide(): Promise<() => Promise<void>>;
}

export const test = rigTest.extend<{ tabs: Tabs }>({
  // The rig is asked for so that cables outlive the browser.
  tabs: async ({ rig: _rig }, use) => {
    const profile = mkdtempSync(join(tmpdir(), 'tabs-'));
    const flags = [...QUIET, '--headless=new', '--no-default-browser-check', '--remote-debugging-port=0', `--user-data-dir=${profile}`];
    const program = spawn(chromiumPath() ?? chromium.executablePath(), [...flags, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
    const ended = new Promise((resolve) => program.once('exit', resolve));
    try {
      const address = new Promise<string>((resolve, reject) => {
        let said = '';
        program.once('error', reject);
        program.stderr.setEncoding('utf8').on('data', (text: string) => {
          said = (said + text).slice(-4000);
          const found = /DevTools listening on (\S+)/.exec(said)?.[1];
          if (found !== undefined) resolve(found);
        });
      });
      const browser = await chromium.connectOverCDP(await within(LIMIT_MS, 'the browser starting', address), { noDefaults: true });
      const [context] = browser.contexts();
      if (!context) throw new Error('the browser has no window');
      const page = context.pages()[0] ?? (await context.newPage());
      const { origins } = liveBefore(SIMULATED_BMS);
      await page.goto(`${APP_ORIGIN}/favicon.svg`);
      await page.evaluate(remember, origins[0]?.indexedDB[0]);
      await use({ context, page, hide: () => hide(context, page) });
      // Closing the connection alone would leave the browser running, and ending its first process the others writing.
      await (await browser.newBrowserCDPSession()).send('Browser.close');
    } finally {
      const kill = setTimeout(() => program.kill('SIGKILL'), 10_000);
      await within(LIMIT_MS, 'the browser ending', ended);
      clearTimeout(kill);
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  },
});

type Database = ReturnType<typeof liveBefore>['origins'][number]['indexedDB'][number];

/** In the page: writes what a browser would have kept. */
function remember(database: Database | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!database) return resolve();
    const request = indexedDB.open(database.name, database.version);
    request.onerror = () => reject(request.error ?? new Error('not opened'));
    request.onupgradeneeded = () => {
      for (const { name } of database.stores) request.result.createObjectStore(name);
    };
    request.onsuccess = () => {
      const opened = request.result;
      const names = database.stores.map(({ name }) => name);
      const transaction = opened.transaction(names, 'readwrite');
      for (const { name, records } of database.stores) {
        for (const { key, value } of records) transaction.objectStore(name).put(value, key);
      }
      transaction.oncomplete = () => {
        opened.close();
        resolve();
      };
    };
  });
}

async function hide(context: BrowserContext, page: Page): Promise<() => Promise<void>> {
  const isNow = (state: DocumentVisibilityState) =>
    page.waitForFunction((wanted) => document.visibilityState === wanted, state, { polling: 100 });
  const other = await context.newPage();
  await other.bringToFront();
  await isNow('hidden');
  return async () => {
    await other.close();
    await page.bringToFront();
    await isNow('visible');
  };
}
