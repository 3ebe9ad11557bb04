/**
 * Runs the parts of the bench, or those that are named, and joins what they have found with what the other parts found before, as long as
 * that belongs to the same state of the code: reports/bench/report.md and report.json.
 *
 *   node test/bench/all.mjs [PART...]
 *   node test/bench/all.mjs join      measures nothing
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, release, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browserPath } from '../../.ci/tools.mjs';
import { rigObstacle } from '../rig/namespace.mjs';
import { join, markdown } from './join.mjs';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../..');
const REPORTS = resolve(ROOT, 'reports/bench');
const RUN = resolve(ROOT, 'test/bench/run.mjs');
const bundled = (name) => [process.execPath, RUN, name];
const rig = (name) => [process.execPath, 'test/rig/namespace.mjs', 'npx', 'playwright', 'test', '-c', 'test', '--project=bench', name];

/** In the order of the report. Each leaves reports/bench/NAME.json, in the shape of report.ts. */
const PARTS = [
  { name: 'modbus', command: bundled('modbus') },
  { name: 'slcan', command: bundled('slcan') },
  { name: 'cycle', command: bundled('cycle') },
  { name: 'silence', command: bundled('silence') },
  { name: 'history', command: bundled('history') },
  { name: 'charts', command: bundled('charts') },
  { name: 'page', command: [process.execPath, 'test/bench/page.mjs'] },
  { name: 'serial', command: bundled('serial') },
  { name: 'reading', command: rig('reading'), obstacle: rigObstacle },
  { name: 'timing', command: rig('timing'), obstacle: rigObstacle },
  { name: 'latency', command: rig('latency'), obstacle: rigObstacle },
];

function output(program, ...args) {
  const { status, stdout } = spawnSync(program, args, { cwd: ROOT, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

function versions() {
  const installed = (folder) =>
    Object.fromEntries(
      Object.keys(readJson(resolve(ROOT, folder, 'package.json'))?.dependencies ?? {}).map((name) => [
        name,
        readJson(resolve(ROOT, folder, 'node_modules', name, 'package.json'))?.version ?? 'not installed',
      ]),
    );
  const browser = browserPath();
  return {
    node: process.versions.node,
    browser: (browser && output(browser, '--version'))?.replace(/ built on .*/, '') ?? 'Chromium of Playwright',
    packages: installed('.'),
    peers: installed('test/bench/peers'),
  };
}

function machine() {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGB: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()} ${arch()}`,
  };
}

/** Runs one part. @returns what it has found, or why there is nothing */
function measure({ name, command, obstacle }) {
  const reason = obstacle?.();
  if (reason !== undefined) return { name, reason };
  const file = resolve(REPORTS, `${name}.json`);
  rmSync(file, { force: true });
  const startedAt = Date.now();
  const { status, signal } = spawnSync(command[0], command.slice(1), { cwd: ROOT, stdio: 'inherit' });
  const found = readJson(file);
  if (!found) return { name, reason: `it ended with ${signal ?? `status ${status}`} and left no report` };
  return { ...contents(name, found), at: new Date().toISOString(), seconds: Math.round((Date.now() - startedAt) / 1000) };
}

const contents = (name, { title = name, notes = [], tables = [], goals = [] }) => ({ name, title, notes, tables, goals });

/** What every part has left, those too that are not listed here and have runs of their own. */
function left() {
  const files = readdirSync(REPORTS).filter((file) => file.endsWith('.json') && file !== 'report.json');
  return files.map((file) => {
    const path = resolve(REPORTS, file);
    return { ...contents(file.replace('.json', ''), readJson(path)), at: statSync(path).mtime.toISOString() };
  });
}

const [first] = process.argv.slice(2);
const joinsOnly = first === 'join';
const named = joinsOnly ? [] : process.argv.slice(2);
const unknown = named.filter((name) => !PARTS.some((part) => part.name === name));
if (unknown.length > 0) throw new Error(`no part ${unknown.join(', ')}; there are ${PARTS.map(({ name }) => name).join(', ')}`);

mkdirSync(REPORTS, { recursive: true });
const place = resolve(REPORTS, 'report.json');
const commit = output('git', 'describe', '--always', '--dirty', '--abbrev=12', '--exclude=*') ?? 'unknown';
const wanted = joinsOnly ? [] : PARTS.filter(({ name }) => named.length === 0 || named.includes(name));
const measured = wanted.map(measure);
const report = join({
  order: PARTS.map(({ name }) => name),
  measured,
  left: left(),
  before: readJson(place),
  head: { commit, machine: machine(), versions: versions() },
});
writeFileSync(place, `${JSON.stringify(report, undefined, 2)}\n`);
writeFileSync(resolve(REPORTS, 'report.md'), markdown(report));
console.log(`\nreports/bench/report.md: ${report.reached} goals reached, ${report.missed} missed, ${report.notRun} parts not run`);
process.exitCode = measured.some(({ reason }) => reason?.startsWith('it ended')) ? 1 : 0;
