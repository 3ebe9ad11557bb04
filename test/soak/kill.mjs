/**
 * Kills the browser, all of its processes at once, in the middle of writing, again and again, and looks each time into the database that it
 * has left: with plain IndexedDB, without the app's own code. Prints how much was lost, and fails when it was more than 5 s.
 *
 *   node test/soak/kill.mjs [TIMES]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { browserPath } from '../../.ci/tools.mjs';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../..');
const MOST_LOST_MS = 5_000;
const times = Number(process.argv[2] ?? 50);
if (!(times > 0)) throw new RangeError(`"${process.argv[2]}": how many times?`);

const outDir = resolve(ROOT, 'node_modules/.cache/soak-kill');
await build({ root: ROOT, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
const server = await preview({ root: ROOT, logLevel: 'warn', build: { outDir }, preview: { port: 4_739, strictPort: true } });
const origin = 'http://localhost:4739';
const profile = mkdtempSync(join(tmpdir(), 'soak-kill-'));
const executablePath = browserPath();

/** A browser of its own on the profile; the page is the app, or a plain file of the same origin. */
async function open(path) {
  const context = await chromium.launchPersistentContext(profile, {
    ...(executablePath ? { executablePath } : { channel: 'chromium' }),
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(`${origin}/${path}`);
  return { context, page };
}

/** Processes that were started with this profile: the browser's own main process names it, and its children die with it. */
function killBrowser() {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' });
  const own = stdout.split('\n').filter((line) => line.includes(profile));
  for (const line of own) {
    try {
      process.kill(Number.parseInt(line, 10), 'SIGKILL');
    } catch {
      // It has died with another one.
    }
  }
  return Date.now();
}

/** What is stored: the end of the newest readings, the newest line of the log, and whether all of it can be read. */
function look() {
  const database = (name) =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const all = (store, what, range) =>
    new Promise((resolve, reject) => {
      const request = store[what](range);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  return (async () => {
    const history = await database('tinybms-bridge-history-simulation');
    const blocks = history.transaction('blocks').objectStore('blocks');
    const keys = await all(blocks, 'getAllKeys', IDBKeyRange.bound([0], [0, []]));
    const values = await all(history.transaction('blocks').objectStore('blocks'), 'getAll');
    const log = await database('tinybms-bridge-log-simulation');
    const pieces = await all(log.transaction('pieces').objectStore('pieces'), 'getAll');
    const lines = pieces
      .join('')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    return {
      newest: Math.max(...keys.map(([, , to]) => to)),
      blocks: values.length,
      empty: values.filter((value) => value.byteLength === 0).length,
      lines: lines.length,
      starts: lines.filter(({ code }) => code === 'app-started').length,
    };
  })();
}

const lost = [];
let failures = 0;
try {
  for (let time = 1; time <= times; time++) {
    const { context, page } = await open('');
    await page.getByText('LIVE', { exact: true }).first().waitFor({ timeout: 60_000 });
    // Long enough for a write, and never at the same moment of it.
    await new Promise((resolve) => setTimeout(resolve, 6_000 + ((time * 617) % 5_000)));
    const killedAt = killBrowser();
    await context.close().catch(() => undefined);

    const after = await open('favicon.svg');
    const found = await after.page.evaluate(look);
    await after.context.close();
    const ms = killedAt - found.newest;
    lost.push(ms);
    const isBad = ms > MOST_LOST_MS || found.empty > 0 || found.starts < time;
    if (isBad) failures += 1;
    console.log(
      `${String(time).padStart(3)}  lost ${String(ms).padStart(5)} ms   ${found.blocks} blocks, ${found.lines} lines of ${found.starts} starts${isBad ? '   FAILED' : ''}`,
    );
  }
} finally {
  await new Promise((resolve) => server.httpServer.close(resolve));
  rmSync(profile, { recursive: true, force: true });
}
const sorted = [...lost].sort((a, b) => a - b);
console.log(
  `killed ${lost.length} times: lost ${sorted[Math.floor(sorted.length / 2)]} ms (median), ${sorted.at(-1)} ms at most; ${failures} failed`,
);
process.exitCode = failures > 0 ? 1 : 0;
