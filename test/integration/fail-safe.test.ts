import { readFileSync } from 'node:fs';
import { resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { measureAll, render, shortcomings } from '../fail-safe/document';

const DOCUMENT = 'docs/fail-safe.md';
/** Hours of a simulated world: half a minute alone on a machine, and much longer beside others. */
const PATIENCE_MS = 600_000;

test(
  'every fault of the catalogue leads to its documented state in time, and back; docs/fail-safe.md says so',
  async () => {
    const results = await measureAll();
    expect(results.flatMap(shortcomings)).toEqual([]);
    const fresh = await render(results, (await resolveConfig(DOCUMENT)) ?? {});
    const committed = readFileSync(DOCUMENT, 'utf8');
    expect(committed === fresh, `${DOCUMENT} is not what a fresh run measures: npm run docs:fail-safe writes it anew`).toBe(true);
  },
  PATIENCE_MS,
);
