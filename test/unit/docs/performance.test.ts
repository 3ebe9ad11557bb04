import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Cells of the table below a heading, without their marks. */
function cellsBelow(heading: string, text: string): readonly string[] {
  const [, section = ''] = text.split(`\n## ${heading}\n`);
  const [own = ''] = section.split('\n## ');
  const rows = own.split('\n').filter((line) => line.startsWith('| '));
  return rows
    .slice(2)
    .flatMap((row) => row.split('|').slice(2, -1))
    .flatMap((cell) => cell.split(' and '))
    .map((cell) => cell.replaceAll('**', '').trim());
}

test('every figure that the README quotes stands in the report', () => {
  const report = readFileSync('docs/performance.md', 'utf8').replaceAll(/ +/g, ' ');
  const quoted = cellsBelow('Performance', readFileSync('README.md', 'utf8'));
  expect(quoted.length).toBeGreaterThan(5);
  expect(quoted.filter((cell) => !report.includes(cell))).toEqual([]);
});
