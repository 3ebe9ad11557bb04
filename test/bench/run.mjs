/**
 * Runs one of the benches. They are bundled first: what is measured is then the code as a browser would run it, and Node
 * needs no loader for TypeScript.
 *
 *   node test/bench/run.mjs charts
 *   node test/bench/run.mjs control
 *   node test/bench/run.mjs cycle
 *   node test/bench/run.mjs fail-safe
 *   node test/bench/run.mjs history
 *   node test/bench/run.mjs modbus
 *   node test/bench/run.mjs serial
 *   node test/bench/run.mjs silence
 *   node test/bench/run.mjs slcan
 *   node test/bench/run.mjs soak [DAYS] [--seed=N] [--pack=lfp|nmc|lto] [--mode=voltage|soc]
 */
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../..');
const BENCHES = ['charts', 'control', 'cycle', 'fail-safe', 'history', 'modbus', 'serial', 'silence', 'slcan', 'soak'];

const [bench, ...words] = process.argv.slice(2);
if (!BENCHES.includes(bench)) throw new Error(`which bench? ${BENCHES.join(', ')}`);

const outDir = resolve(ROOT, 'node_modules/.cache/bench', bench);
await build({
  configFile: false,
  root: ROOT,
  logLevel: 'warn',
  build: {
    ssr: resolve(ROOT, 'test/bench', `${bench}.ts`),
    outDir,
    target: 'node20',
    minify: false,
    rollupOptions: { output: { entryFileNames: 'main.mjs' } },
  },
});
const { main } = await import(pathToFileURL(resolve(outDir, 'main.mjs')).href);
process.exitCode = await main(words);
