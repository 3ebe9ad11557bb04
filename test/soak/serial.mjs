/**
 * Lets the built app live through mishaps on real serial ports: cables, noise, sleep, resets, hidden tabs, reloads, a busy page. Prints
 * what happened and how the bridge came through, and fails when a goal is missed. docs/testing.md tells more.
 *
 *   node test/soak/serial.mjs [MINUTES] [--seed=N]
 */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../..');
const words = process.argv.slice(2);
const minutes = Number(words.find((word) => !word.startsWith('--')) ?? 10);
if (!(minutes > 0)) throw new RangeError('how many minutes?');
const named = words.find((word) => word.startsWith('--seed='))?.slice('--seed='.length);
const seed = Number(named ?? 1 + Math.floor(Math.random() * 1e6));
if (!Number.isInteger(seed)) throw new RangeError(`"${named}" is no seed`);

const child = spawn(process.execPath, ['test/rig/namespace.mjs', 'npx', 'playwright', 'test', '-c', 'test', '--project=soak'], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, SOAK_MINUTES: String(minutes), SOAK_SEED: String(seed) },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.once('exit', (code) => (process.exitCode = code ?? 1));
