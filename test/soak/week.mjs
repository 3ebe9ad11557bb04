/**
 * A week at ten readings a second in some minutes: what the worker keeps of each reading (history, log, alarms, incidents, in real
 * IndexedDB) and what the dashboard shows of it, on a clock that goes as fast as this computer can. Prints what both use after everything
 * superfluous was collected, and fails when the last day uses over a tenth more than the second. Each runs in a page of its own, because a
 * browser tells the memory of pages only; ports and protocols are not part of it, and the page sees two hours of views.
 *
 *   node test/soak/week.mjs [DAYS]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { browserPath } from '../../.ci/tools.mjs';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../..');
const MOST_GROWTH = 1.1;
const HOURS_A_LINE = 6;
const LINES_A_DAY = 24 / HOURS_A_LINE;
/** Views are published five times a second. */
const VIEWS_A_LINE = 6_000;
const LINES_OF_VIEWS = 6;
const days = Number(process.argv[2] ?? 7);
if (!(days >= 2)) throw new RangeError(`"${process.argv[2]}": how many days, two at least?`);

const outDir = resolve(ROOT, 'node_modules/.cache/soak-week');
await build({
  configFile: false,
  root: ROOT,
  logLevel: 'error',
  define: { __COMMIT__: '"soak"', __VERSION__: '"0"' },
  worker: { format: 'es' },
  // Fixtures bring a database in memory along.
  resolve: { alias: { 'fake-indexeddb/auto': resolve(ROOT, 'test/support/real-indexeddb.ts') } },
  build: { outDir, emptyOutDir: true, target: 'es2023', rollupOptions: { input: resolve(ROOT, 'test/soak/week/index.html') } },
});
const server = await preview({
  configFile: false,
  root: ROOT,
  logLevel: 'warn',
  build: { outDir },
  preview: { port: 4_743, strictPort: true },
});
const profile = mkdtempSync(join(tmpdir(), 'soak-week-'));
const executablePath = browserPath();
const context = await chromium.launchPersistentContext(profile, {
  ...(executablePath ? { executablePath } : { channel: 'chromium' }),
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--enable-precise-memory-info', '--js-flags=--expose-gc'],
});
context.setDefaultTimeout(0);

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
let failures = 0;
/** Compares the first `count` figures after the warm-up with the last ones. */
function judge(what, figures, warmUp, count) {
  const [first, last] = [mean(figures.slice(warmUp, warmUp + count)), mean(figures.slice(-count))];
  const isFlat = last / first <= MOST_GROWTH;
  if (!isFlat) failures += 1;
  console.log(
    `${what}: ${megabytes(first)} after the warm-up, ${megabytes(last)} at the end, ${(last / first).toFixed(3)} times${isFlat ? '' : '   FAILED'}`,
  );
}

async function open() {
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(error));
  await page.goto('http://localhost:4743/test/soak/week/index.html');
  await page.waitForFunction(() => 'soak' in globalThis);
  return page;
}

try {
  const worker = await open();
  const begun = Date.now();
  const used = [];
  for (let line = 1; line <= days * LINES_A_DAY; line++) {
    const found = await worker.evaluate((hours) => globalThis.soak.live(hours), HOURS_A_LINE);
    used.push(found.used);
    if (found.state !== 'stored' || found.faults.length > 0) failures += 1;
    const day = (line / LINES_A_DAY).toFixed(2);
    const seconds = ((Date.now() - begun) / 1000).toFixed(0);
    console.log(
      `day ${day.padStart(5)}   ${megabytes(found.used).padStart(9)} used   ${megabytes(found.stored).padStart(10)} of history   ${found.readings} readings in ${seconds} s ${found.faults.join(' ')}`,
    );
  }
  await worker.close();

  const page = await open();
  const shown = [];
  for (let line = 1; line <= LINES_OF_VIEWS; line++) {
    shown.push(await page.evaluate((views) => globalThis.soak.show(views), VIEWS_A_LINE));
    console.log(`page, ${String(line * VIEWS_A_LINE).padStart(6)} views   ${megabytes(shown.at(-1)).padStart(9)} used`);
  }
  judge('what the worker keeps', used, LINES_A_DAY, LINES_A_DAY);
  judge('dashboard', shown, 1, 2);
} finally {
  await context.close();
  await new Promise((done) => server.httpServer.close(done));
  rmSync(profile, { recursive: true, force: true });
}
process.exitCode = failures > 0 ? 1 : 0;
