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

/** Most that each part may be [kB of 1000 bytes, gzip]. */
const MOST = { page: 60, worker: 140 };

const ROOT = resolve(fileURLToPath(import.meta.url), '../../..');
const outDir = resolve(ROOT, 'node_modules/.cache/size');
await build({ root: ROOT, logLevel: 'error', build: { outDir, emptyOutDir: true, manifest: true } });

const manifest = JSON.parse(readFileSync(resolve(outDir, '.vite/manifest.json'), 'utf8'));
const gzipped = (file) => gzipSync(readFileSync(resolve(outDir, file)), { level: 9 }).length;

/** A chunk with everything that it imports statically. */
function closure(keys, found = new Set()) {
  for (const key of keys) {
    if (found.has(key)) continue;
    found.add(key);
    closure(manifest[key].imports ?? [], found);
  }
  return found;
}

/** The frame, the overview, and the longest language that it can be drawn in. */
function beforeFirstPaint() {
  const languages = Object.keys(manifest).filter((key) => /^src\/ui\/text\/[a-z]{2}-first\.ts$/.test(key));
  const weight = (key) => [...closure([key])].reduce((sum, each) => sum + gzipped(manifest[each].file), 0);
  const [longest] = languages.sort((a, b) => weight(b) - weight(a));
  return [...closure(['index.html', 'src/ui/pages/tb-overview-page.ts', longest])].map((key) => manifest[key].file);
}

const parts = {
  page: beforeFirstPaint(),
  worker: readdirSync(resolve(outDir, 'assets'))
    .filter((name) => /^bridge\.worker-.*\.js$/.test(name))
    .map((name) => `assets/${name}`),
};
for (const [part, files] of Object.entries(parts)) {
  const sizes = files.map((file) => [gzipped(file), file]).sort(([a], [b]) => b - a);
  const total = sizes.reduce((sum, [size]) => sum + size, 0) / 1000;
  console.log(`${part}: ${total.toFixed(1)} kB gzip, at most ${MOST[part]} kB`);
  if (process.argv.includes('--files')) for (const [size, file] of sizes) console.log(`  ${String(size).padStart(7)} ${file}`);
  if (total > MOST[part]) process.exitCode = 1;
}
