import { writeFileSync } from 'node:fs';
import { resolveConfig } from 'prettier';
import { measureAll, render, shortcomings } from '../fail-safe/document';

const DOCUMENT = 'docs/fail-safe.md';

/** Measures every fault and writes docs/fail-safe.md. @returns the exit code: 1 when a fault misses what is documented */
export async function main(): Promise<number> {
  const results = await measureAll();
  writeFileSync(DOCUMENT, await render(results, (await resolveConfig(DOCUMENT)) ?? {}));
  const missed = results.flatMap(shortcomings);
  for (const sentence of missed) console.error(sentence);
  console.log(`${DOCUMENT}: ${results.length} faults, ${missed.length} shortcomings`);
  return missed.length > 0 ? 1 : 0;
}
