import { spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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

/** `nobody`: a user without rights. */
const NOBODY = { uid: 65_534, gid: 65_534 };

/** In the user namespace of an ordinary user everybody is that user, whatever the number says. */
function isRoot(): boolean {
  const mapped = readFileSync('/proc/self/uid_map', 'utf8').trim().split(/\s+/);
  return process.getuid?.() === 0 && Number(mapped[2]) > NOBODY.uid;
}

/** Whom root can start the browser as; a browser in root's own folders can be started by root only. */
function ordinaryUser(browser: string): typeof NOBODY | undefined {
  return spawnSync(browser, ['--version'], { ...NOBODY, env: { ...process.env, HOME: tmpdir() }, stdio: 'ignore' }).status === 0
    ? NOBODY
    : undefined;
}

/**
 * Tabs of a browser that an ordinary user has started: for root no port is ever busy. A tab behind another one is hidden in it; automation
 * otherwise tells every page that it is in front.
 */
export interface Tabs {
  readonly context: BrowserContext;
  /** In front, with the storage of an owner who was live before; nothing is open in it yet. */
  readonly page: Page;
  /** No port is ever busy for root. */
  readonly asRoot: boolean;
  /** Puts another tab in front. @returns what takes it away again */
  hide(): Promise<() => Promise<void>>;
}

export const test = rigTest.extend<{ liveWith: string; tabs: Tabs }>({
  /** Serial number of the BMS that the owner was live with before. */
  liveWith: [SIMULATED_BMS, { option: true }],
  // The rig is asked for so that cables outlive the browser.
  tabs: async ({ rig: _rig, liveWith }, use) => {
    const profile = mkdtempSync(join(tmpdir(), 'tabs-'));
    const browserPath = chromiumPath() ?? chromium.executablePath();
    const user = isRoot() ? ordinaryUser(browserPath) : undefined;
    if (user) chownSync(profile, user.uid, user.gid);
    const flags = [...QUIET, '--headless=new', '--no-default-browser-check', '--remote-debugging-port=0', `--user-data-dir=${profile}`];
    const program = spawn(browserPath, [...flags, 'about:blank'], {
      ...user,
      env: { ...process.env, HOME: profile },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
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
      const { origins } = liveBefore(liveWith);
      await page.goto(`${APP_ORIGIN}/favicon.svg`);
      await page.evaluate(remember, origins[0]?.indexedDB[0]);
      await use({ context, page, asRoot: isRoot() && !user, hide: () => hide(context, page) });
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
