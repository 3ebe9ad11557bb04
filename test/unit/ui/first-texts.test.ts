import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { REST_AREAS } from '../../../src/ui/text/keys';

const UI = resolve(dirname(fileURLToPath(import.meta.url)), '../../../src/ui');
/** Functions that make sentences of several areas; who calls which is seen in the callers. */
const SHARED = resolve(UI, 'text/sentences.ts');

/** A module with everything that it imports at once; what is brought later is not part of it. */
function closure(file: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/^(?:import|export)(?! type\b)[^;]*?'(\.[^']+)';/gms)) {
    const imported = `${resolve(dirname(file), path)}.ts`;
    if (existsSync(imported)) closure(imported, found);
  }
  return found;
}

test('nothing that is drawn before another page was loaded speaks with words that come with it', () => {
  const files = [...closure(resolve(UI, 'main.ts')), ...closure(resolve(UI, 'pages/tb-overview-page.ts'))];
  expect(files.length).toBeGreaterThan(60);
  const asks = (source: string, area: string): boolean =>
    new RegExp(`[tT]exts?\\.${area}\\b`).test(source) ||
    new RegExp(`\\{[^{}]*\\b${area}\\b[^{}]*\\}\\s*=\\s*[\\w.]*[tT]exts?\\b`).test(source);
  const wrong = files
    .filter((file) => file !== SHARED && !/ui.text.(en|fr)/.test(file))
    .flatMap((file) =>
      REST_AREAS.filter((area) => asks(readFileSync(file, 'utf8'), area)).map((area) => `${file.slice(UI.length)}: ${area}`),
    );
  expect(wrong).toEqual([]);
});
