/** What both commands need before anything else: a Node that is new enough, and the packages of package-lock.json. Node built-ins only. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Ends the program with a sentence for the person at the keyboard. */
export function giveUp(message) {
  console.error(`\n${message}`);
  process.exit(1);
}

/** Node ^20.19 or >=22.12, as "engines" in package.json says. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22) return;
  giveUp(
    `Node ${process.versions.node} is too old: this project needs Node 20.19 or later of the 20 line, or 22.12 and later (nodejs.org).`,
  );
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** True when every package of the lock file is there in the locked version. npm writes its hidden lock file last, so a broken-off install fails this. */
function packagesMatch() {
  const hidden = `${ROOT}node_modules/.package-lock.json`;
  if (!existsSync(hidden)) return false;
  const wanted = readJson(`${ROOT}package-lock.json`).packages;
  const present = readJson(hidden).packages;
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || (entry.optional && !present[path]) || present[path]?.version === entry.version,
  );
}

/** Runs `npm ci` unless the installed packages already match the lock file. */
export function installPackages() {
  if (packagesMatch()) return;
  console.log('Installing packages (npm ci) ...');
  const windows = process.platform === 'win32';
  const { status, error } = spawnSync(windows ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: windows,
    env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  });
  if (status === 0) return;
  if (error) giveUp(`npm could not be started: ${error.message}. It comes with Node; is it on the PATH?`);
  giveUp('npm could not install the packages; its own messages are above. The first run needs a network, and write access to this folder.');
}
