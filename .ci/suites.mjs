/** Runs one suite after the other, reads the runners' reports and adds everything up. */
import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from './setup.mjs';

const REPORTS = `${ROOT}reports/`;
const BIN = `${ROOT}node_modules/`;
const NOTHING = { passed: 0, failed: 0, skipped: 0 };

/** Entry points of the runners, started with this very Node: no shell, no shim. */
export const PROGRAMS = {
  tsc: `${BIN}typescript/bin/tsc`,
  eslint: `${BIN}eslint/bin/eslint.js`,
  prettier: `${BIN}prettier/bin/prettier.cjs`,
  litAnalyzer: `${BIN}@jackolope/lit-analyzer/cli.mjs`,
  vite: `${BIN}vite/bin/vite.js`,
  vitest: `${BIN}vitest/vitest.mjs`,
  playwright: `${BIN}@playwright/test/cli.js`,
};

let current;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    if (current) endGroup(current);
    process.exit(130);
  });
}

/** Everything that `pid` has started, directly or not: servers and browsers lead groups of their own. */
function descendants(pid) {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8', timeout: 5000 });
  const rows = (stdout ?? '').split('\n').map((row) => row.trim().split(/\s+/).map(Number));
  const below = (parent) => rows.filter(([, ppid]) => ppid === parent).flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
}

function endGroup(child) {
  // One that survived would hold its TCP port, and the suites after it would find that taken.
  for (const pid of descendants(child.pid)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself meanwhile.
    }
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

/** Runs a command with its output in reports/NAME.log. Resolves with the output and what went wrong, if anything. */
function run(name, command, minutes, env = {}) {
  return new Promise((resolve) => {
    const log = createWriteStream(`${REPORTS}${name}.log`);
    let output = '';
    let problem;
    const child = spawn(command[0], command.slice(1), {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
    });
    current = child;
    const timer = setTimeout(() => {
      problem = `ended after ${minutes} minutes`;
      endGroup(child);
    }, minutes * 60_000);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
        log.write(text);
      });
    }
    child.once('error', (error) => (problem = error.message));
    child.once('close', (code) => {
      clearTimeout(timer);
      current = undefined;
      log.end();
      resolve({ output, problem: problem ?? (code === 0 ? undefined : `exit code ${code}`) });
    });
  });
}

/** Tests that have begun and not ended, as test/progress-reporter.mjs tells. */
function standingAt(output) {
  const running = new Set();
  for (const [, word, title] of output.matchAll(/^(begins|ends): (.*)$/gm)) {
    if (word === 'begins') running.add(title);
    else running.delete(title);
  }
  return [...running];
}

const lastLines = (text, count) => text.trimEnd().split('\n').slice(-count).join('\n');

/** A tool without tests of its own counts as one test. */
export async function tool(name, args, minutes = 15) {
  const { output, problem } = await run(name, [process.execPath, ...args], minutes);
  if (!problem) return { ...NOTHING, passed: 1 };
  return { ...NOTHING, failed: 1, failures: [{ name: `${name}: ${problem}`, message: lastLines(output, 60) }] };
}

/** A failure that the report does not hold (a crash, an error outside any test, no tests at all) still counts as one. */
function withOwnFailure(result, name, { output, problem }) {
  if (!problem || result.failed > 0) return result;
  const failure = { name: `${name}: ${problem}`, message: lastLines(output, 60) };
  return { ...result, failed: 1, failures: [failure] };
}

function readReport(path) {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** One project of vite.config.ts. */
export async function vitest(project, minutes = 20) {
  const path = `${REPORTS}${project}.json`;
  rmSync(path, { force: true });
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${path}`];
  const ended = await run(project, [process.execPath, PROGRAMS.vitest, ...args], minutes);
  const result = { ...NOTHING, failures: [], skips: [] };
  for (const file of readReport(path)?.testResults ?? []) {
    if (file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed')) {
      result.failed += 1;
      result.failures.push({ name: file.name.replace(ROOT, ''), message: file.message });
    }
    for (const test of file.assertionResults) {
      if (test.status === 'passed') result.passed += 1;
      else if (test.status === 'failed') {
        result.failed += 1;
        result.failures.push({ name: `${file.name.replace(ROOT, '')}: ${test.fullName}`, message: test.failureMessages.join('\n') });
      } else {
        result.skipped += 1;
        result.skips.push(test.fullName);
      }
    }
  }
  return withOwnFailure(result, project, ended);
}

function* specs(suite, path = []) {
  for (const spec of suite.specs ?? []) yield { spec, title: [...path, spec.title].join(' › ') };
  for (const child of suite.suites ?? []) yield* specs(child, [...path, child.title]);
}

/** One project of test/playwright.config.ts, started through `prefix` where it needs one. */
export async function playwright(project, { prefix = [], minutes = 30 } = {}) {
  const path = `${REPORTS}${project}.json`;
  rmSync(path, { force: true });
  const reporters = `list,json,${ROOT}test/progress-reporter.mjs`;
  const command = [...prefix, process.execPath, PROGRAMS.playwright, 'test', '-c', 'test', '--project', project, `--reporter=${reporters}`];
  // A minute before it is ended from here, it ends by itself and still writes its report.
  command.push(`--global-timeout=${(minutes - 1) * 60_000}`);
  const ended = await run(project, command, minutes, { PLAYWRIGHT_JSON_OUTPUT_FILE: path });
  const report = readReport(path);
  const result = { ...NOTHING, failures: [], skips: [] };
  for (const { message } of report?.errors ?? []) {
    result.failed += 1;
    result.failures.push({ name: project, message });
  }
  for (const { spec, title } of specs(report ?? {})) {
    for (const test of spec.tests) {
      if (test.status === 'expected') result.passed += 1;
      else if (test.status === 'skipped') {
        result.skipped += 1;
        const reason = test.annotations.find(({ type }) => type === 'skip')?.description;
        result.skips.push(reason ? `${title} (${reason})` : title);
      } else {
        result.failed += 1;
        result.failures.push({ name: title, message: test.results.flatMap(({ errors }) => errors.map((e) => e.message)).join('\n') });
      }
    }
  }
  const standing = ended.problem ? standingAt(ended.output) : [];
  if (standing.length > 0) {
    result.failed += 1;
    result.failures.push({ name: `${project}: ${ended.problem}`, message: `It stood at: ${standing.join(', and at ')}` });
  }
  return withOwnFailure(result, project, ended);
}

/** All tests of a Playwright project as skipped, for one reason. */
export async function playwrightSkipped(project, reason) {
  const { output } = await run(project, [process.execPath, PROGRAMS.playwright, 'test', '-c', 'test', '--project', project, '--list'], 2);
  const count = Number(/Total: (\d+) tests?/.exec(output)?.[1] ?? 1);
  return { ...NOTHING, skipped: count, skips: [`${project} tests not run: ${reason}`] };
}

/** Runs the suites in their order, whatever fails on the way, and returns the sums. */
export async function runAll(suites) {
  mkdirSync(REPORTS, { recursive: true });
  const total = { ...NOTHING };
  for (const { name, start } of suites) {
    const begun = Date.now();
    const { passed, failed, skipped, failures = [], skips = [] } = await start();
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
    console.log(
      `${failed ? 'FAIL' : 'ok  '} ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped (${((Date.now() - begun) / 1000).toFixed(1)} s)`,
    );
    for (const skip of skips) console.log(`     skipped: ${skip}`);
    for (const failure of failures) {
      console.log(`     FAILED: ${failure.name}`);
      console.log(stripVTControlCharacters(failure.message ?? '').replace(/^/gm, '       '));
    }
  }
  return total;
}
