/** Programs outside npm that the tests use: a Chromium, and on Debian the serial and protocol tools. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { ROOT } from './setup.mjs';

/** Names under which test/support/chromium-path.ts looks as well. */
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Debian package of each tool, and how its presence shows. Without them the tests that need them are skipped and say so. */
const DEBIAN_TOOLS = [
  { name: 'socat', present: () => which('socat') },
  { name: 'mbpoll', present: () => which('mbpoll') },
  { name: 'can-utils', present: () => which('asc2log') },
  { name: 'python3-can', present: () => pythonHas('can') },
  { name: 'python3-pymodbus', present: () => pythonHas('pymodbus') },
  // Debian's pymodbus only recommends it, and its serial server cannot start without.
  { name: 'python3-serial-asyncio', present: () => pythonHas('serial_asyncio') },
];

function which(program) {
  const { status, stdout } = spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

function pythonHas(module) {
  return ['/usr/bin/python3', 'python3'].some((python) => spawnSync(python, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0);
}

function isDebianRoot() {
  if (process.getuid?.() !== 0 || !which('apt-get') || !existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function aptInstall(packages) {
  console.log(`Installing Debian packages: ${packages.join(' ')} ...`);
  const options = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-q'], options);
  return spawnSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...packages], options).status === 0;
}

/** Path of an installed Chromium or Chrome, the one that CHROMIUM_PATH names before all others. */
export function browserPath() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  for (const name of BROWSERS) {
    const path = which(name);
    if (path) return path;
  }
  return undefined;
}

async function playwrightBrowserPresent() {
  const { chromium } = await import('playwright');
  return existsSync(chromium.executablePath());
}

/**
 * Finds or installs a browser and the Debian tools. Returns what the tests find in CHROMIUM_PATH:
 * a path, or `undefined` for Playwright's own browser. What cannot be had is said, and left to the tests that need it.
 */
export async function prepareTools() {
  const debian = isDebianRoot();
  const missing = DEBIAN_TOOLS.filter((tool) => !tool.present()).map((tool) => tool.name);
  const path = browserPath();
  const ownBrowser = !path && (await playwrightBrowserPresent());
  if (!path && !ownBrowser && debian) missing.unshift('chromium');
  if (debian && missing.length > 0 && !aptInstall(missing)) {
    // One package that cannot be had must not keep the others away.
    for (const name of missing) aptInstall([name]);
  }
  if (path ?? browserPath()) return path ?? browserPath();
  if (ownBrowser || (await playwrightBrowserPresent())) return undefined;
  console.log('No Chrome or Chromium found; installing the test tool’s own ...');
  const { status } = spawnSync(process.execPath, [`${ROOT}node_modules/playwright/cli.js`, 'install', 'chromium'], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0)
    console.log('No browser could be installed: the browser and end-to-end tests are going to fail. CHROMIUM_PATH may name one.');
  return undefined;
}
