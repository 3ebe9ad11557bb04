/**
 * Prints what a browser has to load before the overview can be drawn, compressed as a server sends it, and fails when it is more than
 * it may be.
 *
 *   node test/bench/size.mjs
 */
import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

/** Most that each may be [kB of 1000 bytes, gzip]. */
const MOST = { page: 60, worker: 40, bridge: 106, simulation: 126 };

const ROOT = resolve(fileURLToPath(import.meta.url), '../../..');
const outDir = resolve(ROOT, 'node_modules/.cache/size');
await build({ root: ROOT, logLevel: 'error', build: { outDir, emptyOutDir: true, manifest: true } });

const ASSETS = resolve(outDir, 'assets');
const manifest = JSON.parse(readFileSync(resolve(outDir, '.vite/manifest.json'), 'utf8'));
const textOf = (name) => readFileSync(resolve(ASSETS, name), 'utf8');
const gzipped = (name) => gzipSync(textOf(name), { level: 9 }).length;

/** Scripts with all that they import at once; what they fetch later is written `import(…)`. */
function closure(names, found = new Set()) {
  for (const name of names) {
    if (found.has(name)) continue;
    found.add(name);
    closure(
      [...textOf(name).matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g)].map(([, imported]) => imported),
      found,
    );
  }
  return found;
}

const weight = (names) => [...names].reduce((sum, name) => sum + gzipped(name), 0);
/** The script of a module of the page. */
const scriptOf = (module) => manifest[module].file.replace('assets/', '');
/** A script of the worker, which is a build of its own. */
function workerScript(module) {
  const found = readdirSync(ASSETS).filter((name) => name.startsWith(`${module}-`) && name.endsWith('.js'));
  if (found.length !== 1) throw new Error(`${found.length} scripts are called ${module}`);
  return found[0];
}

const languages = Object.keys(manifest).filter((key) => /^src\/ui\/text\/[a-z]{2}-first\.ts$/.test(key));
const [longest] = languages.map(scriptOf).sort((a, b) => weight(closure([b])) - weight(closure([a])));
const WORKER = workerScript('bridge.worker');
const RUNNING = ['running', 'traffic-service', 'traffic-keeper'].map(workerScript);

const parts = {
  // The frame, the overview, and the longest language that it can be drawn in.
  page: closure([scriptOf('index.html'), scriptOf('src/ui/pages/tb-overview-page.ts'), longest]),
  // Until the worker answers; then what a bridge is made of that runs, and what plays the battery.
  worker: closure([WORKER]),
  bridge: closure([WORKER, ...RUNNING]),
  simulation: closure([WORKER, ...RUNNING, workerScript('simulation')]),
};
for (const [part, names] of Object.entries(parts)) {
  const total = weight(names) / 1000;
  console.log(`${part}: ${total.toFixed(1)} kB gzip, at most ${MOST[part]} kB`);
  const sizes = [...names].map((name) => [gzipped(name), name]).sort(([a], [b]) => b - a);
  if (process.argv.includes('--files')) for (const [size, name] of sizes) console.log(`  ${String(size).padStart(7)} ${name}`);
  if (total > MOST[part]) process.exitCode = 1;
}
