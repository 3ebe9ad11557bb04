import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build } from 'vite';

const folders: string[] = [];

/** Hashes of everything that a build makes, by name. */
async function built(): Promise<Readonly<Record<string, string>>> {
  const outDir = mkdtempSync(`${tmpdir()}/tinybms-bridge-build-`);
  folders.push(outDir);
  await build({ root: '.', logLevel: 'error', build: { outDir, emptyOutDir: true } });
  const files = readdirSync(outDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map((entry) => `${entry.parentPath}/${entry.name}`)
      .map((path) => [relative(outDir, path), createHash('sha256').update(readFileSync(path)).digest('hex')] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

let first: Readonly<Record<string, string>>;
beforeAll(async () => {
  first = await built();
}, 120_000);
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

test('two builds are the same, byte for byte', async () => {
  expect(Object.keys(first)).toContain('index.html');
  expect(await built()).toEqual(first);
}, 120_000);

test('the licence of every package that the app depends on ships with it', () => {
  const text = readFileSync(`${folders[0]}/licenses.txt`, 'utf8');
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly dependencies: Readonly<Record<string, string>> };
  for (const [name, version] of Object.entries(dependencies)) expect(text).toContain(`${name} ${version}, `);
  // Workbox is bundled through packages that nothing here names.
  expect(text).toContain('workbox-core ');
  expect(text).toContain('SIL OPEN FONT LICENSE');
});
