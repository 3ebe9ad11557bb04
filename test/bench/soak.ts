import { performance } from 'node:perf_hooks';
import type { Chemistry as LawChemistry } from '../../src/control/law/chemistries';
import { checkParameters } from '../../src/control/law/check';
import { parametersFor, type LawMode } from '../../src/control/law/parameters';
import type { Chemistry } from '../../src/simulator/chemistry';
import { liveThrough, type YearResult } from './soak/year';

const DAYS = 365;
const DAY = 86_400;

const PACKS: Readonly<Record<Chemistry, { readonly law: LawChemistry; readonly cells: number }>> = {
  lfp: { law: 'LFP', cells: 16 },
  nmc: { law: 'NMC', cells: 14 },
  lto: { law: 'LTO', cells: 16 },
};

interface Choice {
  readonly days: number;
  readonly seed: number;
  readonly pack: Chemistry;
  readonly mode: LawMode;
}

/** @throws RangeError for a word that means nothing here */
function choiceOf(words: readonly string[]): Choice {
  let [days, seed, pack, mode]: [number, number, Chemistry, LawMode] = [DAYS, 1, 'lfp', 'voltage'];
  for (const word of words) {
    const [key, value = ''] = word.split('=');
    if (key === '--seed' && Number.isInteger(Number(value))) seed = Number(value);
    else if (key === '--pack' && (value === 'lfp' || value === 'nmc' || value === 'lto')) pack = value;
    else if (key === '--mode' && (value === 'voltage' || value === 'soc')) mode = value;
    else if (Number(word) > 0) days = Number(word);
    else throw new RangeError(`"${word}": DAYS, --seed=N, --pack=lfp|nmc|lto or --mode=voltage|soc`);
  }
  return { days, seed, pack, mode };
}

/** [s] */
interface Spent {
  readonly clock: number;
  readonly processor: number;
}

function line(name: string, value: string): void {
  console.log(`  ${name.padEnd(26)}${value}`);
}

function report(result: YearResult, { clock, processor }: Spent, stop: number): void {
  const { steps, begun, mishaps, violations } = result;
  const speed = Math.round(steps / clock).toLocaleString('en');
  const spent = `${clock.toFixed(1)} s (${processor.toFixed(1)} s of processor)`;
  line('law steps', `${steps.toLocaleString('en')} in ${spent}: ${speed} steps per second`);
  line('cells', `${result.lowest.toFixed(3)} to ${result.highest.toFixed(3)} V; stop at ${stop.toFixed(3)} V`);
  line(
    'pack',
    `${result.coldest.toFixed(1)} to ${result.hottest.toFixed(1)} °C; ${Math.round(result.charged)} Ah in, ${Math.round(result.discharged)} Ah out`,
  );
  line(
    'charged while blocked',
    Object.entries(result.chargedWhileBlocked)
      .map(([name, ah]) => `${name} ${ah.toFixed(1)} Ah`)
      .join(', '),
  );
  line('CVL raised', `${result.raises} times`);
  line(
    'began',
    Object.entries(begun)
      .map(([name, count]) => `${name} ${count}`)
      .join(', '),
  );
  line(
    'mishaps',
    [...mishaps]
      .map(([name, count]) => `${name} ${count}`)
      .sort()
      .join(', '),
  );
  for (const [what, { count, second, value }] of violations) {
    const found = value === undefined ? '' : `: ${value}`;
    console.log(`  VIOLATED ${count} times: ${what}; first at second ${second} (day ${Math.floor(second / DAY)})${found}`);
  }
  line('violations', String(countOf(result)));
}

function countOf({ violations }: YearResult): number {
  return [...violations.values()].reduce((sum, { count }) => sum + count, 0);
}

/** Lives through a year or so many days and prints what happened; 1 when a property was violated. */
export function main(words: readonly string[]): number {
  const { days, seed, pack, mode } = choiceOf(words);
  const { law, cells } = PACKS[pack];
  const parameters = parametersFor(law, { cells, capacity: 280, maxCharge: 100, maxDischarge: 120 }, { mode });
  const refused = checkParameters(parameters);
  if (refused.length > 0) throw new RangeError(`the law refuses these parameters: ${JSON.stringify(refused)}`);
  console.log(`Soak: ${days} days, ${law} ${cells}S, ${mode} mode, seed ${seed}`);
  const start = performance.now();
  const processor = process.cpuUsage();
  const result = liveThrough({ seed, seconds: Math.round(days * DAY), chemistry: pack, parameters });
  const { user, system } = process.cpuUsage(processor);
  report(result, { clock: (performance.now() - start) / 1000, processor: (user + system) / 1e6 }, parameters.vStop);
  return countOf(result) === 0 ? 0 : 1;
}
