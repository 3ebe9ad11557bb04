import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';

const FILE = 'licenses.txt';
/** The font is built into the styles, though nothing imports its package. */
const ALSO_SHIPPED = ['@fontsource-variable/inter'];

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Writes the licences of everything that ships into one file beside the app, from the packages that are installed. */
export function notices(): Plugin {
  return {
    name: 'notices',
    apply: 'build',
    generateBundle() {
      // Workers of the page are builds of their own, and come by here as well.
      if (this.environment.name !== 'client') return;
      this.emitFile({ type: 'asset', fileName: FILE, source: text(shipped()) });
    },
  };
}

/** What the app depends on, directly or not. */
function shipped(): readonly string[] {
  const found = new Set<string>();
  const waiting = [...Object.keys(manifestOf('.').dependencies ?? {}), ...ALSO_SHIPPED];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const folder = `node_modules/${name}`;
    // Types and other packages that a platform leaves out are not shipped either.
    if (found.has(name) || !existsSync(`${folder}/package.json`)) continue;
    found.add(name);
    waiting.push(...Object.keys(manifestOf(folder).dependencies ?? {}));
  }
  return [...found].sort();
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(resolve(folder, 'package.json'), 'utf8')) as Manifest;
}

/** @throws Error for a package without a licence: it must not ship unnoticed */
function text(names: readonly string[]): string {
  const parts = names.map((name) => {
    const folder = `node_modules/${name}`;
    const { version, license } = manifestOf(folder);
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (license === undefined) throw new Error(`${name} names no licence`);
    const terms =
      file === undefined ? `${license} (the package brings no text of its own)` : readFileSync(`${folder}/${file}`, 'utf8').trim();
    return `${name} ${version}, ${license}\n\n${terms}\n`;
  });
  return `TinyBMS Bridge contains the work of others under these terms.\n\n${parts.join(`\n${'-'.repeat(72)}\n\n`)}`;
}
