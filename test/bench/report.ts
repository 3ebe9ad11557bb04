import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { resolve } from 'node:path';

/** What a bench has found: tables for people and programs, and each goal with what was reached. */
export interface Report {
  readonly title: string;
  readonly notes: readonly string[];
  readonly tables: readonly Table[];
  readonly goals: readonly Goal[];
}

export interface Table {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export interface Goal {
  readonly what: string;
  readonly reached: boolean;
  readonly found: string;
}

const FOLDER = 'reports/bench';

/** The machine and the versions that a figure belongs to. */
export function machine(): string {
  const [first] = cpus();
  return `${cpus().length} cores (${first?.model.trim() ?? 'unknown'}), Node ${process.versions.node}`;
}

/** Prints the report, and keeps it as Markdown and JSON under `reports/bench`. */
export function writeReport(name: string, report: Report): void {
  const text = markdown(report);
  console.log(text);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(resolve(FOLDER, `${name}.md`), text);
  writeFileSync(resolve(FOLDER, `${name}.json`), `${JSON.stringify({ machine: machine(), ...report }, undefined, 2)}\n`);
}

function markdown({ title, notes, tables, goals }: Report): string {
  const lines = [`## ${title}`, '', `${machine()}. ${notes.join(' ')}`, ''];
  for (const { caption, columns, rows } of tables) {
    lines.push(caption, '', row(columns), row(columns.map((_, index) => (index === 0 ? '---' : '--:'))), ...rows.map(row), '');
  }
  for (const { what, reached, found } of goals) lines.push(`- ${reached ? 'Reached' : 'MISSED'}: ${what}; found ${found}.`);
  return `${lines.join('\n')}\n`;
}

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}
