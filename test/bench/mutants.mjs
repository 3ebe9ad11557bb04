/**
 * Breaks the law in every way of `mutants/list.mjs` and shows what catches it: a property, over random histories or some days
 * of the soak. Exits with 1 when a broken law gets away, or the law itself is caught.
 *
 *   node test/bench/mutants.mjs [WORD]    only mutants with this word in their name
 */
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { MUTANTS } from './mutants/list.mjs';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../..');
const [word = ''] = process.argv.slice(2);

/** Replaces what the mutant replaces: exactly once, unless it says everywhere. */
function mutation({ name, file, from, to, everywhere = false }) {
  const id = resolve(ROOT, file);
  return {
    name: 'mutation',
    enforce: 'pre',
    transform(code, module) {
      if (module !== id) return undefined;
      const found = code.split(from).length - 1;
      if (found !== 1 && !(everywhere && found > 1)) throw new Error(`"${name}": ${file} contains its text ${found} times`);
      return code.replaceAll(from, () => to);
    },
  };
}

async function hunt(plugins, place) {
  const outDir = resolve(ROOT, 'node_modules/.cache/bench/mutants', String(place));
  const ssr = resolve(ROOT, 'test/bench/hunt.ts');
  const output = { entryFileNames: 'hunt.mjs' };
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    plugins,
    build: { ssr, outDir, target: 'node20', minify: false, rollupOptions: { output } },
  });
  const module = await import(pathToFileURL(resolve(outDir, 'hunt.mjs')).href);
  return module.hunt();
}

const innocent = await hunt([], 'none');
if (innocent) console.log(`THE LAW ITSELF IS CAUGHT: ${innocent.properties.join('; ')} (${innocent.where})`);
let escaped = 0;
const chosen = MUTANTS.filter(({ name }) => name.includes(word));
for (const [index, mutant] of chosen.entries()) {
  const caught = await hunt([mutation(mutant)], index);
  if (!caught) escaped += 1;
  console.log(`${mutant.name.padEnd(45)} ${caught ? `${caught.properties[0]} (${caught.where})` : 'ESCAPED'}`);
}
console.log(`${chosen.length} broken laws, ${escaped} escaped`);
process.exitCode = innocent || escaped > 0 ? 1 : 0;
