/**
 * Measures the history in a real Chromium with real IndexedDB, beside one object for each reading and beside a bare read and a bare draw,
 * all in one run. What was stored is counted before any speed is told. Fails when a ratio misses its goal.
 *
 *   node test/bench/history.mjs
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { browserPath } from '../../.ci/tools.mjs';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../..');
const DAY = 86_400_000;
/** As in history/store.worker.ts: where the filled history ends. */
const QUARTER_WINDOW = 16 * DAY;
const END = Math.floor(Date.UTC(2026, 5, 1) / QUARTER_WINDOW) * QUARTER_WINDOW;
const READINGS = 100_000;
const ROUNDS = 7;
const FRAME_MS = 1000 / 60;

const outDir = resolve(ROOT, 'node_modules/.cache/bench-history');
await build({
  configFile: false,
  root: ROOT,
  logLevel: 'warn',
  worker: { format: 'es' },
  // Fixtures bring a database in memory along.
  resolve: { alias: { 'fake-indexeddb/auto': resolve(ROOT, 'test/support/real-indexeddb.ts') } },
  define: { __COMMIT__: '"bench"', __VERSION__: '"0"' },
  build: { outDir, emptyOutDir: true, target: 'es2023', rollupOptions: { input: resolve(ROOT, 'test/bench/history/index.html') } },
});
const server = await preview({
  configFile: false,
  root: ROOT,
  logLevel: 'warn',
  build: { outDir },
  preview: { port: 4_741, strictPort: true },
});
const profile = mkdtempSync(join(tmpdir(), 'bench-history-'));
const executablePath = browserPath();
const context = await chromium.launchPersistentContext(profile, {
  ...(executablePath ? { executablePath } : { channel: 'chromium' }),
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  viewport: { width: 1280, height: 900 },
});

const missed = [];
/** One line of the report, and whether it is good enough. */
function tell(words, value, goal) {
  const isMissed = goal !== undefined && !goal.holds;
  if (isMissed) missed.push(words);
  console.log(`${words.padEnd(64)} ${value.padStart(16)}${goal ? `   goal ${goal.words}${isMissed ? '   MISSED' : ''}` : ''}`);
}
const ms = (value) => `${value.toFixed(value < 10 ? 2 : 1)} ms`;
const times = (value) => `${value.toFixed(1)} x`;
const perSecond = ({ readings, ms }) => (1000 * readings) / ms;
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
function check(words, holds) {
  if (!holds) throw new Error(`wrong before fast: ${words}`);
}

try {
  const page = context.pages()[0] ?? (await context.newPage());
  page.on('pageerror', (error) => console.error(error));
  await page.goto('http://localhost:4741/test/bench/history/index.html');
  await page.waitForFunction(() => 'bench' in globalThis);
  const run = (step, ...args) => page.evaluate(([step, args]) => globalThis.bench[step](...args), [step, args]);
  console.log(
    `${context.browser()?.version() ?? (await page.evaluate(() => navigator.userAgent))}, ${cpus().length} × ${cpus()[0].model}\n`,
  );

  const batched = [];
  const waiting = [];
  const together = [];
  for (let round = 0; round < 3; round++) {
    batched.push(await run('storeBatched', `bench-batched-${round}`, READINGS));
    waiting.push(await run('storeEach', `bench-each-${round}`, READINGS / 50, true));
    together.push(await run('storeEach', `bench-together-${round}`, READINGS / 20, false));
  }
  for (const stored of [...batched, ...waiting, ...together]) check('every reading is stored', stored.found === stored.readings);
  const ours = median(batched.map(perSecond));
  tell('readings stored per second, all four tiers', ours.toFixed(0));
  tell('  one put each, waited for', median(waiting.map(perSecond)).toFixed(0));
  tell('  one put each, all under way at once', median(together.map(perSecond)).toFixed(0));
  const faster = ours / median(waiting.map(perSecond));
  tell('  times as many as one put each', times(faster), { words: '50 x', holds: faster >= 50 });

  const before = await run('estimate');
  const perDay = await run('fill');
  const added = (await run('estimate')) - before;
  const readingsOfADay = 864_000;
  const full = perDay.full / readingsOfADay;
  const whole = (perDay.full + perDay.second + perDay.minute + perDay.quarter) / readingsOfADay;
  tell('bytes per reading in its own tier, computed', full.toFixed(1));
  tell('  with all it leaves in the others', whole.toFixed(1), { words: 'at most 60', holds: whole <= 60 });
  tell('  browser’s estimate for 1 + 10 + 400 + 400 days of the tiers', `${(added / 1e6).toFixed(0)} MB`);

  for (const [words, days] of [
    ['a day', 1],
    ['a month', 30],
    ['a year', 365],
  ]) {
    const opened = await run('open', days, END, ROUNDS);
    check(`${words} has columns`, opened.columns >= 900);
    tell(`${words} opened, four charts (${opened.tiers})`, ms(opened.median));
  }

  check('a day of single objects', (await run('fillPlain')) === 86_400);
  const day = await run('day', END, ROUNDS);
  check('all seconds of the day', day.rows === 86_400);
  tell('every second of a day, 16 cells, read and drawn', ms(day.whole.median), { words: '150 ms', holds: true });
  tell(`  bare read of the same ${(day.bytes / 1e6).toFixed(1)} MB and bare draw of the same points`, ms(day.bareWhole.median));
  const dearer = day.whole.median / day.bareWhole.median;
  tell('  times as long', times(dearer), { words: 'at most 2 x', holds: dearer <= 2 });
  tell('  read, thinned and handed over', ms(day.read.median));
  tell('  bare read', ms(day.bareRead.median));
  tell('  read of one object for each reading', ms(day.plain.median));
  const quicker = day.plain.median / day.read.median;
  tell('  times faster', times(quicker), { words: '5 x', holds: quicker >= 5 });

  const { pan, painted, barePainted, live } = await run('frames', END, 60);
  const frame = (median) => ({ words: `a frame, ${FRAME_MS.toFixed(1)} ms`, holds: median <= FRAME_MS });
  tell('one step of a pan, all charts of the cells', ms(pan.median), frame(pan.median));
  tell('  longest', ms(pan.longest));
  tell('  painted by the processor', ms(painted.median));
  tell('  the same points by uPlot alone, painted by the processor', ms(barePainted.median));
  tell('one live update, four charts', ms(live.median), frame(live.median));
  tell('  longest', ms(live.longest));

  const shorter = { fullHours: 240, secondDays: 60, minuteDays: 800, quarterYears: 20, totalMegabytes: 4_000 };
  const { dropped, drops, waits, alone } = await run('rotate', { ...shorter, secondDays: 2, fullHours: 4, minuteDays: 100 });
  check('what is too old has gone', dropped > 800);
  const most = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.9)];
  tell(`rotation of ${dropped} blocks, each of ${drops.length} transactions`, ms(median(drops)));
  tell('  write under way at the same time, longest of nine in ten', ms(most(waits)), {
    words: 'at most 30 ms longer than alone',
    holds: most(waits) - most(alone) <= 30,
  });
  tell('    longest of all', ms(Math.max(...waits)));
  tell('  write with nothing but new readings beside it, nine in ten', ms(most(alone)));
  tell('    longest of all', ms(Math.max(...alone)));
  console.log(missed.length === 0 ? '\nevery goal is met' : `\nmissed: ${missed.length}`);
} finally {
  await context.close();
  await new Promise((done) => server.httpServer.close(done));
  rmSync(profile, { recursive: true, force: true });
}
process.exitCode = missed.length > 0 ? 1 : 0;
