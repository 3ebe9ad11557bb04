import { format } from 'prettier';
import { FAULT_NAMES, FAULTS } from '../../src/simulator/world';
import { measure, type FaultResult } from './bench';
import { EXPECTATIONS } from './expectations';
import { RULES, type Rule } from './rules';

/** Every fault of the catalogue, one after the other. */
export async function measureAll(): Promise<readonly FaultResult[]> {
  const results: FaultResult[] = [];
  for (const fault of FAULT_NAMES) results.push(await measure(fault, EXPECTATIONS[fault]));
  return results;
}

/** What a fault did that it must not, in sentences; empty when all is as documented. */
export function shortcomings({ fault, expectation, stages, ...result }: FaultResult): readonly string[] {
  const found: string[] = [];
  const report = (sentence: string): void => void found.push(`${fault}: ${sentence}`);
  for (const { stage, afterMs } of stages) {
    const { state, withinMs, notBeforeMs = 0 } = stage;
    if (afterMs === undefined) report(`“${state}” was not reached, or not kept`);
    else if (afterMs > withinMs) report(`“${state}” took ${seconds(afterMs)} instead of ${seconds(withinMs)}`);
    else if (afterMs < notBeforeMs) report(`“${state}” came after ${seconds(afterMs)} already, not before ${seconds(notBeforeMs)}`);
  }
  const { beatMs, recovery, recoveredWithinMs } = expectation;
  if (beatMs !== undefined && result.longestGapMs > beatMs)
    report(`two 0x351 were ${seconds(result.longestGapMs)} apart instead of ${seconds(beatMs)}`);
  if (result.recoveredAfterMs === undefined) report(`“${recovery}” was not reached, or not kept`);
  else if (result.recoveredAfterMs > recoveredWithinMs)
    report(`“${recovery}” took ${seconds(result.recoveredAfterMs)} instead of ${seconds(recoveredWithinMs)}`);
  if (expectation.resumedWithinMs !== undefined && !((result.resumedAfterMs ?? Infinity) <= expectation.resumedWithinMs))
    report(`the first 0x351 did not follow the first plausible reading within ${seconds(expectation.resumedWithinMs)}`);
  if (beatMs === undefined && result.zeroOnReturn) report('a limit was 0 when sending began again');
  if (result.violations > 0) report(`${result.violations} frames that no battery may send`);
  return found;
}

/** The page docs/fail-safe.md. */
export async function render(results: readonly FaultResult[], options: object): Promise<string> {
  const states = results.flatMap(({ fault, stages }) =>
    stages.map(({ stage, afterMs, onBus }, index) => [
      index === 0 ? `\`${fault}\`` : '',
      index === 0 ? FAULTS[fault] : '',
      stage.state,
      stage.rules.map(numberOf).join(', '),
      seconds(stage.withinMs),
      afterMs === undefined ? 'never' : seconds(afterMs),
      onBus,
    ]),
  );
  const recoveries = results.map(({ fault, expectation, longestGapMs, recoveredAfterMs }) => [
    `\`${fault}\``,
    expectation.recovery,
    seconds(expectation.recoveredWithinMs),
    recoveredAfterMs === undefined ? 'never' : seconds(recoveredAfterMs),
    expectation.beatMs === undefined ? 'sending ends' : `${seconds(longestGapMs)} (${seconds(expectation.beatMs)})`,
  ]);
  const text = `# Fail-safe

<!-- Written by \`npm run docs:fail-safe\`; a test compares it with a fresh run. -->

What becomes of the bridge, and of what the GX hears, when something fails. Each fault of the simulator is switched on in a running
bridge (the real code between bytes in and bytes out, 16 LFP cells of 280 Ah), watched, and switched off again. Time is simulated, so
the times are those of the bridge without a busy computer; they are sampled every 50 ms. States and limits stand in
\`test/fail-safe/expectations.ts\`, taken from the rules below and not from what the bridge does. A fault that misses its state, its
time or its way back fails the tests.

## The rules

${Object.values(RULES)
  .map((rule, index) => `${index + 1}. ${rule}`)
  .join('\n')}

## What must be reached

${table(['fault', 'what happens', 'state', 'rules', 'within', 'measured', 'on the bus then'], states)}

## The way back

From the moment at which the fault is switched off. Where sending had ended, no limit is 0 when it begins again, and after a lack of
data the first 0x351 follows the first plausible reading within 1 s. Ports are tried again after 1, 2, 5, 10 and then every 30 s; a
cable that is put back shortens the wait.

${table(['fault', 'way back', 'within', 'measured', 'longest gap between two 0x351 (most)'], recoveries)}
`;
  return format(text, { ...options, parser: 'markdown' });
}

function numberOf(rule: Rule): number {
  return (Object.keys(RULES) as Rule[]).indexOf(rule) + 1;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
