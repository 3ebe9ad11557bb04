import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Rows of the table under this heading in docs/testing.md, without its head. */
function rows(heading: string): readonly (readonly string[])[] {
  const section = readFileSync('docs/testing.md', 'utf8').split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim())); // prettier-ignore
}

const COMPLAINTS = rows('What owners of other Web Serial apps complain about');

test('every known complaint stands in docs/testing.md', () => {
  expect(COMPLAINTS.map(([complaint]) => complaint).filter(Boolean)).toHaveLength(10);
});

test.each(COMPLAINTS)('%s: “%s” is a test in %s', (_complaint, name = '', file = '') => {
  const source = readFileSync(file.replaceAll('`', ''), 'utf8');
  const names = [...source.matchAll(/^\s*test(?:\.each\(.*\))?\(\s*(['"])(.*?)\1,/gms)].map(([, , found]) => found);
  expect(names).toContain(name);
});
