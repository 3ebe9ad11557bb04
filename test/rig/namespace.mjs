/**
 * Runs a command inside a private mount namespace in which Chromium finds exactly two serial ports, /dev/tty60 and /dev/tty61,
 * and grants them to the tested origin. Nothing outside the namespace changes. docs/testing.md tells how it works.
 *
 *   node test/rig/namespace.mjs COMMAND ARGUMENT...
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { APP_ORIGIN, SERIAL_NODES } from './addresses.mjs';

const SELF = fileURLToPath(import.meta.url);
const DRIVERS = '/proc/tty/drivers';
/** Folders in which builds of Chromium look for managed policies: Debian's Chromium, Chrome, Chrome for Testing. */
const POLICY_ROOTS = { '/etc/chromium': ['policies'], '/etc/opt': ['chrome/policies', 'chrome_for_testing/policies'] };

const unshare = () => (process.getuid?.() === 0 ? ['unshare', '-m'] : ['unshare', '-Urm']);

/** Why the rig cannot work on this machine; `undefined` when it can. */
export function rigObstacle() {
  if (process.platform !== 'linux') return 'the rig needs Linux';
  for (const program of ['unshare', 'mount', 'socat', 'perl']) {
    if (spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0) return `the program ${program} is missing`;
  }
  for (const path of [DRIVERS, ...SERIAL_NODES, ...SERIAL_NODES.map((node) => node.replace('/dev/', '/sys/class/tty/'))]) {
    if (!existsSync(path)) return `this machine has no ${path}`;
  }
  if (!Object.keys(POLICY_ROOTS).some((root) => existsSync(root))) return 'there is no folder for managed policies of a Chromium';
  // The kinds of mount the rig makes, tried once.
  const attempt = `mount --make-rprivate / && mount --bind /proc/version ${DRIVERS} && mount --bind /dev/null ${SERIAL_NODES[0]} && mount -t tmpfs rig /etc/opt`;
  const [program, ...flags] = unshare();
  const { status, stderr } = spawnSync(program, [...flags, 'sh', '-c', attempt], { encoding: 'utf8' });
  return status === 0 ? undefined : `a private mount namespace is not allowed here (${stderr.trim().split('\n')[0] || `status ${status}`})`;
}

function mount(...args) {
  const { status, stderr } = spawnSync('mount', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`mount ${args.join(' ')}: ${stderr.trim()}`);
}

/** Inside the namespace: hides the machine's own serial ports, shows ours, grants them. */
function furnish(folder) {
  mount('--make-rprivate', '/');
  const others = readFileSync(DRIVERS, 'utf8')
    .split('\n')
    .filter((row) => row !== '' && !/\sserial$/.test(row) && !/\s\/dev\/tty\s+4\s+1-63\s/.test(row));
  writeFileSync(`${folder}/drivers`, `${[...others, 'serial /dev/tty 4 60-61 serial'].join('\n')}\n`);
  mount('--bind', `${folder}/drivers`, DRIVERS);
  // A node without a cable must be dead, not the machine's real console, which opens but never answers.
  for (const node of SERIAL_NODES) mount('--bind', '/dev/null', node);
  const policy = JSON.stringify({ SerialAllowAllPortsForUrls: [APP_ORIGIN] });
  for (const [root, folders] of Object.entries(POLICY_ROOTS)) {
    if (!existsSync(root)) continue;
    mount('-t', 'tmpfs', 'rig', root);
    for (const name of folders) {
      mkdirSync(`${root}/${name}/managed`, { recursive: true });
      writeFileSync(`${root}/${name}/managed/serial-rig.json`, policy);
    }
  }
}

function runAndExit(command, env, afterwards) {
  const child = spawn(command[0], command.slice(1), { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => {
    console.error(`${command[0]}: ${error.message}`);
    process.exitCode = 1;
  });
  child.once('exit', (code) => {
    afterwards?.();
    process.exitCode = code ?? 1;
  });
}

if (process.argv[1] === SELF) {
  const command = process.argv.slice(2);
  const folder = process.env.SERIAL_RIG;
  if (folder) {
    furnish(folder);
    runAndExit(command, process.env);
  } else {
    const obstacle = rigObstacle();
    if (obstacle) {
      console.error(`real-serial tests not run: ${obstacle}`);
      process.exit(1);
    }
    const fresh = mkdtempSync(`${tmpdir()}/serial-rig-`);
    // In a user namespace everybody is root, and Playwright would look for root's cache outside.
    const env = { ...process.env, SERIAL_RIG: fresh, PWTEST_CACHE_DIR: `${fresh}/playwright` };
    runAndExit([...unshare(), process.execPath, SELF, ...command], env, () => rmSync(fresh, { recursive: true, force: true }));
  }
}
