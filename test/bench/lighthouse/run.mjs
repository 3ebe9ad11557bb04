/**
 * Holds what `npm start` serves against Lighthouse, on a phone and on a desktop computer, and fails where a score is below 100.
 *
 *   node test/bench/lighthouse/run.mjs [ADDRESS]
 *
 * Reports land in reports/lighthouse-*.html. The first run installs Lighthouse beside this file.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = resolve(HERE, '../../..');
const REPORTS = resolve(ROOT, 'reports');
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const LEAST = 100;

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

/** @returns whether every score is high enough */
async function measure(name, address, config) {
  const chrome = await launch({ chromePath: process.env.CHROMIUM_PATH, chromeFlags: ['--headless=new', '--no-sandbox'] });
  try {
    const result = await lighthouse(address, { port: chrome.port, output: 'html', onlyCategories: CATEGORIES, logLevel: 'error' }, config);
    const { categories, audits } = result.lhr;
    writeFileSync(resolve(REPORTS, `lighthouse-${name}.html`), result.report);
    const scores = CATEGORIES.map((id) => [id, Math.round((categories[id].score ?? 0) * 100)]);
    console.log(`${name}: ${scores.map(([id, score]) => `${id} ${score}`).join(', ')}`);
    for (const id of CATEGORIES) {
      for (const { id: audit, weight } of categories[id].auditRefs) {
        const { score, title, displayValue = '' } = audits[audit];
        if (weight > 0 && score !== null && score < 1) console.log(`  ${id}: ${title} ${displayValue} (${score})`);
      }
    }
    return scores.every(([, score]) => score >= LEAST);
  } finally {
    chrome.kill();
  }
}

mkdirSync(REPORTS, { recursive: true });
const [given] = process.argv.slice(2);
const app = given ? { address: given, end: () => undefined } : start();
try {
  const address = await app.address;
  const results = [await measure('phone', address, undefined), await measure('desktop', address, desktopConfig)];
  if (results.includes(false)) process.exitCode = 1;
} finally {
  app.end();
}
