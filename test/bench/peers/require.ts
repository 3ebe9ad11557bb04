import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The nested package of the peers; benches run from the root of the project. */
const FOLDER = resolve('test/bench/peers');

/** Loads a package that only the benches know; installs them when they are missing. */
export function requirePeer(name: string): unknown {
  install();
  return createRequire(resolve(FOLDER, 'package.json'))(name);
}

/** The same for a file of a package that can only be imported. */
export async function importPeer(file: string): Promise<unknown> {
  install();
  return import(pathToFileURL(resolve(FOLDER, 'node_modules', file)).href);
}

function install(): void {
  if (!existsSync(resolve(FOLDER, 'node_modules'))) {
    execFileSync('npm', ['ci', '--ignore-scripts', '--omit=optional'], { cwd: FOLDER, stdio: 'inherit' });
  }
}
