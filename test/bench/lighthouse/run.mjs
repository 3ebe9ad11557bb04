/**
 * Holds what `npm start` serves against Lighthouse, on a phone and on a desktop computer, several times each, and fails where the median
 * of a score is below 100.
 *
 *   node test/bench/lighthouse/run.mjs [--runs=3] [--preset=phone|desktop] [ADDRESS]
 *
 * The report of each preset's median run lands in reports/lighthouse-*.html. The first run installs Lighthouse beside this file.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = resolve(HERE, '../../..');
const REPORTS = resolve(ROOT, 'reports');
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const LEAST = 100;
/** What performance is made of, as Lighthouse calls it. */
const METRICS = {
  FCP: 'first-contentful-paint',
  LCP: 'largest-contentful-paint',
  TBT: 'total-blocking-time',
  SI: 'speed-index',
  CLS: 'cumulative-layout-shift',
};

function install() {
  if (existsSync(resolve(HERE, 'node_modules/lighthouse'))) return;
  console.log('Installing Lighthouse ...');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: HERE,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('npm could not install Lighthouse');
}

/** Starts the app as its owner does. Resolves with the address that it tells. */
function start() {
  const child = spawn(process.execPath, ['.ci/start.mjs'], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  const address = new Promise((done, failed) => {
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      const [found] = /http:\/\/localhost:\d+\//.exec(output) ?? [];
      if (found) done(found);
    });
    child.once('exit', () => failed(new Error(`npm start has ended:\n${output}`)));
  });
  return { address, end: () => child.kill('SIGTERM') };
}

install();
const { launch } = await import('chrome-launcher');
const { default: lighthouse, desktopConfig } = await import('lighthouse');
/** Lighthouse's own default is the phone. */
const PRESETS = { phone: undefined, desktop: desktopConfig };

/** One load in a browser of its own, which knows nothing of the one before. */
async function measure(address, config) {
  const chrome = await launch({ chromePath: process.env.CHROMIUM_PATH, chromeFlags: ['--headless=new', '--no-sandbox'] });
  try {
    return await lighthouse(address, { port: chrome.port, output: 'html', onlyCategories: CATEGORIES, logLevel: 'error' }, config);
  } finally {
    chrome.kill();
  }
}

const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const scoreOf = (lhr, category) => Math.round((lhr.categories[category].score ?? 0) * 100);

/** The median, and beside it the lowest and the highest where they differ. */
function spread(values, text) {
  const [least, most] = [Math.min(...values), Math.max(...values)].map(text);
  return `${text(middle(values))}${least === most ? '' : ` (${least} to ${most})`}`;
}

const figure = (id, value) =>
  id === 'CLS' ? value.toFixed(3) : id === 'TBT' ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(2)} s`;

/** @returns whether the median of every score is high enough */
function tell(name, results) {
  const reports = results.map(({ lhr }) => lhr);
  const scores = CATEGORIES.map((id) => [id, reports.map((lhr) => scoreOf(lhr, id))]);
  console.log(`\n${name}, median of ${results.length}: ${scores.map(([id, all]) => `${id} ${spread(all, String)}`).join(', ')}`);
  const metrics = Object.entries(METRICS).map(
    ([id, audit]) =>
      `${id} ${spread(
        reports.map((lhr) => lhr.audits[audit].numericValue),
        (value) => figure(id, value),
      )}`,
  );
  console.log(`  ${metrics.join(', ')}`);
  const speeds = reports.map((lhr) => lhr.environment.benchmarkIndex);
  console.log(`  speed of this computer by Lighthouse's benchmarkIndex: ${spread(speeds, (value) => String(Math.round(value)))}`);
  const performance = reports.map((lhr) => lhr.categories.performance.score);
  const kept = results[performance.indexOf(middle(performance))];
  writeFileSync(resolve(REPORTS, `lighthouse-${name}.html`), kept.report);
  const { categories, audits } = kept.lhr;
  for (const id of CATEGORIES) {
    for (const { id: audit, weight } of categories[id].auditRefs) {
      const { score, title, displayValue = '' } = audits[audit];
      if (weight > 0 && score !== null && score < 1) console.log(`  ${id}: ${title} ${displayValue} (${score})`);
    }
  }
  return scores.every(([, all]) => middle(all) >= LEAST);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '3' }, preset: { type: 'string' } },
});
const runs = Math.max(1, Number(values.runs) || 1);
mkdirSync(REPORTS, { recursive: true });
const [given] = positionals;
const app = given ? { address: given, end: () => undefined } : start();
try {
  const address = await app.address;
  for (const [name, config] of Object.entries(PRESETS)) {
    if (values.preset && values.preset !== name) continue;
    const results = [];
    for (let run = 0; run < runs; run += 1) results.push(await measure(address, config));
    if (!tell(name, results)) process.exitCode = 1;
  }
} finally {
  app.end();
}
