/**
 * What the open dashboard costs: the built app on its simulated battery in a real Chromium, looked at and behind another tab. Counted is the
 * time of the processor that the browser itself tells for each task of a thread.
 *
 *   node test/bench/page.mjs [SECONDS]
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { browserPath } from '../../.ci/tools.mjs';
import { table } from './join.mjs';
import { watchPage } from './page/watch.mjs';
import { costs, ofSimulation } from './page/costs.mjs';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../..');
const PORT = 4_742;
const SECONDS = Number(process.argv[2] ?? 20);
/** Until charts have something to draw and engines have compiled what is used. */
const WARM_UP_MS = 15_000;
const CATEGORIES = 'toplevel,blink.user_timing,disabled-by-default-devtools.timeline,devtools.timeline';

/** Most of one core that each may take [%]. */
const GOALS = { page: 2, worker: 1, hidden: 0.5 };

const outDir = resolve(ROOT, 'node_modules/.cache/bench-page');
await build({ root: ROOT, logLevel: 'error', build: { outDir, emptyOutDir: true } });
const server = await preview({
  root: ROOT,
  logLevel: 'warn',
  build: { outDir },
  preview: { port: PORT, strictPort: true, host: 'localhost' },
});
const profile = mkdtempSync(join(tmpdir(), 'bench-page-'));

/** A browser as its owner starts it: automation would otherwise tell every page that it is in front. */
async function startBrowser() {
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'];
  const program = spawn(
    browserPath() ?? chromium.executablePath(),
    [...flags, '--window-size=1280,900', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      program.kill();
      process.exit(1);
    });
  }
  const address = await new Promise((found, failed) => {
    let said = '';
    program.once('exit', () => failed(new Error(`the browser has ended: ${said}`)));
    program.stderr.setEncoding('utf8').on('data', (text) => {
      said = (said + text).slice(-4000);
      const [, match] = /DevTools listening on (\S+)/.exec(said) ?? [];
      if (match) found(match);
    });
  });
  const ended = new Promise((done) => program.once('exit', done));
  return { browser: await chromium.connectOverCDP(address, { noDefaults: true }), ended };
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Everything that the browser traces in so many seconds. */
async function trace(session, seconds) {
  const events = [];
  const collect = ({ value }) => events.push(...value);
  session.on('Tracing.dataCollected', collect);
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: CATEGORIES.split(',') } });
  await pause(seconds * 1000);
  const complete = new Promise((done) => session.once('Tracing.tracingComplete', done));
  await session.send('Tracing.end');
  await complete;
  session.off('Tracing.dataCollected', collect);
  return events;
}

/** Samples of what the worker of the bridge does. */
async function profileWorker(session, seconds) {
  const { targetInfos } = await session.send('Target.getTargets', { filter: [{ type: 'worker' }] });
  const worker = targetInfos.find(({ url }) => url.includes('bridge.worker'));
  if (!worker) throw new Error('the worker cannot be reached');
  const { sessionId } = await session.send('Target.attachToTarget', { targetId: worker.targetId, flatten: false });
  let id = 0;
  const ask = (method, params = {}) =>
    new Promise((done, failed) => {
      const asked = (id += 1);
      const listen = (event) => {
        if (event.sessionId !== sessionId) return;
        const answer = JSON.parse(event.message);
        if (answer.id !== asked) return;
        session.off('Target.receivedMessageFromTarget', listen);
        if (answer.error) failed(new Error(answer.error.message));
        else done(answer.result);
      };
      session.on('Target.receivedMessageFromTarget', listen);
      session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id: asked, method, params }) }).catch(failed);
    });
  await ask('Profiler.enable');
  await ask('Profiler.setSamplingInterval', { interval: 200 });
  await ask('Profiler.start');
  await pause(seconds * 1000);
  const { profile: samples } = await ask('Profiler.stop');
  await session.send('Target.detachFromTarget', { sessionId });
  return samples;
}

const percent = (share) => `${share.toFixed(2)} %`;
const perSecond = (count) => (count / SECONDS).toFixed(1);

const { browser, ended } = await startBrowser();
try {
  const [context] = browser.contexts();
  const page = context.pages()[0] ?? (await context.newPage());
  await page.addInitScript(watchPage);
  await page.goto(`http://localhost:${PORT}/`);
  await page.waitForFunction(() => globalThis.watched?.live, undefined, { polling: 200, timeout: 60_000 });
  await pause(WARM_UP_MS);
  const session = await browser.newBrowserCDPSession();
  const tab = await context.newCDPSession(page);
  const counted = () => page.evaluate(() => ({ ...globalThis.watched, drawn: { ...globalThis.watched.drawn } }));

  const before = await counted();
  const visible = costs(await trace(tab, SECONDS), SECONDS);
  const after = await counted();
  const simulation = ofSimulation(await profileWorker(session, Math.min(SECONDS, 10)));

  const other = await context.newPage();
  await other.bringToFront();
  await page.waitForFunction(() => document.visibilityState === 'hidden', undefined, { polling: 200, timeout: 10_000 });
  await pause(2_000);
  const hiddenBefore = await counted();
  const hidden = costs(await trace(tab, SECONDS), SECONDS);
  const hiddenAfter = await counted();

  const views = after.views - before.views;
  const drawn = Object.entries(after.drawn)
    .map(([name, count]) => [name, count - (before.drawn[name] ?? 0)])
    .filter(([, count]) => count > 0)
    .sort(([, one], [, other]) => other - one);
  const allDrawn = drawn.reduce((sum, [, count]) => sum + count, 0);
  const hiddenDrawn = Object.entries(hiddenAfter.drawn).reduce((sum, [name, count]) => sum + count - (hiddenBefore.drawn[name] ?? 0), 0);
  const workerAlone = visible.worker * (1 - simulation);

  const goal = (what, found, most) => ({ what: `${what} under ${most} % of one core`, reached: found < most, found: percent(found) });
  const report = {
    title: 'The open dashboard at ten readings a second',
    notes: [
      `${SECONDS} s each after ${WARM_UP_MS / 1000} s of warming up, Chromium ${browser.version()}.`,
      'The simulated battery, adapter and GX run in the worker of the bridge; what the profiler finds in their own code is told apart.',
    ],
    tables: [
      {
        caption: 'Time of the processor, of one core',
        columns: ['', 'looked at', 'behind another tab'],
        rows: [
          ['main thread of the page', percent(visible.page), percent(hidden.page)],
          ['  of it receiving and drawing views', percent(visible.views), percent(hidden.views)],
          ['worker with the simulation', percent(visible.worker), percent(hidden.worker)],
          ['  without the simulation', percent(workerAlone), ''],
          ['views a second', perSecond(views), perSecond(hiddenAfter.views - hiddenBefore.views)],
          ['elements drawn a second', perSecond(allDrawn), perSecond(hiddenDrawn)],
        ],
      },
      {
        caption: 'One published view, looked at',
        columns: ['', 'median', '9 of 10 under'],
        rows: [
          [
            'message, merging, drawing; without layout and painting',
            `${visible.view.median.toFixed(2)} ms`,
            `${visible.view.most.toFixed(2)} ms`,
          ],
        ],
      },
      {
        caption: 'Elements drawn a second, looked at',
        columns: ['element', 'a second'],
        rows: drawn.map(([name, count]) => [name, perSecond(count)]),
      },
    ],
    goals: [
      goal('main thread of the page', visible.page, GOALS.page),
      goal('worker without the simulation', workerAlone, GOALS.worker),
      goal('main thread of the page while hidden', hidden.page, GOALS.hidden),
    ],
  };
  write(report);
  if (report.goals.some(({ reached }) => !reached)) process.exitCode = 1;
} finally {
  await (await browser.newBrowserCDPSession()).send('Browser.close');
  await ended;
  await new Promise((done) => server.httpServer.close(done));
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}

/** Prints the report, and leaves it where the other parts of the bench leave theirs. */
function write({ title, notes, tables, goals }) {
  const machine = `${cpus().length} cores (${cpus()[0].model.trim()}), Node ${process.versions.node}`;
  const lines = [`## ${title}`, '', `${machine}. ${notes.join(' ')}`, ''];
  for (const { caption, columns, rows } of tables) lines.push(caption, '', table(columns, rows), '');
  for (const { what, reached, found } of goals) lines.push(`- ${reached ? 'Reached' : 'MISSED'}: ${what}; found ${found}.`);
  const text = `${lines.join('\n')}\n`;
  console.log(text);
  const folder = resolve(ROOT, 'reports/bench');
  mkdirSync(folder, { recursive: true });
  writeFileSync(resolve(folder, 'page.md'), text);
  writeFileSync(resolve(folder, 'page.json'), `${JSON.stringify({ machine, title, notes, tables, goals }, undefined, 2)}\n`);
}
