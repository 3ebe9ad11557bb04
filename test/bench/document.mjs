/** Puts what the bench has found into docs/performance.md, between its marks. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { agreement, measuredWhen, origin, summary, table } from './join.mjs';

const PAGE = 'docs/performance.md';
const [BEGIN, END] = ['<!-- measured -->', '<!-- /measured -->'];

const report = JSON.parse(readFileSync('reports/bench/report.json', 'utf8'));
const both = agreement(report);
const figures = report.parts.flatMap((part) => {
  const { title, notes, tables } = part;
  const shown = (tables ?? []).flatMap(({ caption, columns, rows }) => [caption, table(columns, rows)]);
  return title === undefined ? [] : [`### ${title}`, `${notes.join(' ')} ${measuredWhen(part)}`, ...shown];
});
const measured = [
  BEGIN,
  origin(report),
  '## Goals',
  `${report.reached} reached, ${report.missed} missed.`,
  summary(report),
  ...(both.length > 0 ? ['## Two runs', table(['part', 'goal', 'first', 'second', 'change'], both, 4)] : []),
  '## All figures',
  ...figures,
  END,
].join('\n\n');

const page = readFileSync(PAGE, 'utf8');
const [before, rest = ''] = page.split(BEGIN);
const [, after] = rest.split(END);
if (after === undefined) throw new Error(`${PAGE} has no place for what was measured`);
writeFileSync(PAGE, `${before}${measured}${after}`);
execFileSync('npx', ['prettier', '--write', '--log-level', 'warn', PAGE], { stdio: 'inherit' });
