import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The nested package of the peers; benches run from the root of the project. */
const FOLDER = resolve('test/bench/peers');

/** Loads a package that only the benches know; installs them when they are missing. */
export function requirePeer(name: string): unknown {
  install(packageOf(name));
  return createRequire(resolve(FOLDER, 'package.json'))(name);
}

/** The same for a file of a package that can only be imported. */
export async function importPeer(file: string): Promise<unknown> {
  return import(pathToFileURL(peerFile(file)).href);
}

/** Path of a file of a package, for instance for what bundles it. */
export function peerFile(file: string): string {
  install(packageOf(file));
  return resolve(FOLDER, 'node_modules', file);
}

export function peerVersion(name: string): string {
  const { version } = createRequire(import.meta.url)(peerFile(`${name}/package.json`)) as { version: string };
  return version;
}

function packageOf(file: string): string {
  return file
    .split('/')
    .slice(0, file.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Also where an older install lacks a peer that has come since. */
function install(name: string): void {
  if (!existsSync(resolve(FOLDER, 'node_modules', name))) {
    execFileSync('npm', ['ci', '--ignore-scripts', '--omit=optional'], { cwd: FOLDER, stdio: 'inherit' });
  }
}
