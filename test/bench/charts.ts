import { onBenchPage, type Run } from './bench-page';
import type { Round, Steps } from './charts/page';
import { timingOf, type Timing } from './measure';
import { peerFile, peerVersion } from './peers/require';
import { writeReport, type Goal, type Table } from './report';

const GOAL = 3;
const PEAKS = 2;
/** Turns of all charts, and updates in each. */
const TURNS = 3;
const WINDOWS = [
  { words: 'a day', days: 1, updates: 15 },
  { words: 'a week', days: 7, updates: 5 },
] as const;

interface Found {
  readonly name: string;
  readonly first: Timing;
  readonly drawn: Timing;
  readonly painted: Timing;
  readonly whole: Timing;
  readonly rounds: readonly Round[];
}

async function measure(run: Run<Steps>, days: number, updates: number): Promise<readonly Found[]> {
  const names = await run('names');
  const rounds = new Map<string, Round[]>(names.map((name) => [name, []]));
  // The first turn only warms up.
  for (let turn = 0; turn <= TURNS; turn++) {
    for (const name of names) {
      const round = await run('round', name, days, turn === 0 ? 1 : updates);
      if (turn > 0) rounds.get(name)?.push(round);
    }
  }
  return [...rounds].map(([name, all]) => {
    const times = (pick: (round: Round) => readonly number[]): readonly number[] => all.flatMap(pick);
    return {
      name,
      first: timingOf(times(({ first }) => [first])),
      drawn: timingOf(times(({ drawn }) => drawn)),
      painted: timingOf(times(({ painted }) => painted)),
      whole: timingOf(times(({ whole }) => whole)),
      rounds: all,
    };
  });
}

const ms = (value: number): string => value.toFixed(value < 10 ? 2 : 1);
const spread = ({ median, low, high }: Timing): string => `${ms(median)} (${ms(low)} to ${ms(high)})`;

/** Every peak is there, and nothing where there is none. */
function seen({ rounds }: Found): string {
  const fewest = Math.min(...rounds.map(({ peaks }) => peaks));
  return Number.isNaN(fewest) ? 'cannot be told' : `${fewest} of ${PEAKS}`;
}

function tableOf(words: string, found: readonly Found[]): Table {
  const [ours] = found as [Found];
  const rows = found.map((each) => [
    each.name,
    ...[each.first, each.drawn, each.painted, each.whole].map(spread),
    (each.painted.median / ours.painted.median).toFixed(1),
    seen(each),
  ]);
  return {
    caption: `${words.replace('a', 'A')} of 10 lines at one reading a second: median and the middle half [ms].`,
    columns: [
      'chart',
      'first draw',
      'update, drawn',
      'update, painted',
      'with the worker',
      'painted, of ours',
      'peaks of one reading seen',
    ],
    rows,
  };
}

function goalOf(what: string, found: readonly Found[], pick: (each: Found) => Timing): Goal {
  const [ours, ...others] = found as [Found, ...Found[]];
  const fastest = others.reduce((best, each) => (pick(each).median < pick(best).median ? each : best));
  const ratio = pick(fastest).median / pick(ours).median;
  return {
    what: `${what} at least ${GOAL} times faster than the fastest peer`,
    reached: ratio >= GOAL,
    found: `${ratio.toFixed(1)} times: ${spread(pick(ours))} ms, ${fastest.name} ${spread(pick(fastest))} ms`,
  };
}

/** Charts beside uPlot with raw points, Chart.js and ECharts, in a real Chromium; 1 when ours shows something wrong. */
export async function main(): Promise<number> {
  return onBenchPage<Steps, number>('charts', compare, {
    'peer:chart.js': peerFile('chart.js/dist/chart.js'),
    'peer:echarts': peerFile('echarts/index.js'),
  });
}

async function compare(run: Run<Steps>, browser: string): Promise<number> {
  await run('record');
  const all: { readonly words: string; readonly found: readonly Found[] }[] = [];
  for (const { words, days, updates } of WINDOWS) all.push({ words, found: await measure(run, days, updates) });
  const wrong = all.flatMap(({ words, found }) =>
    found.flatMap(({ name, rounds }) => rounds.flatMap((round) => round.wrong.map((each) => `${name}, ${words}, ${each}`))),
  );
  const lost = all.filter(({ found: [ours] }) => ours && ours.rounds.some(({ peaks }) => peaks !== PEAKS)).map(({ words }) => words);
  for (const each of wrong) console.error(`wrong: ${each}`);
  for (const each of lost) console.error(`a peak cannot be seen in ${each}`);
  writeReport('charts', {
    title: 'Charts beside other libraries',
    notes: [
      `${browser},`,
      `uPlot and the app's own charts, Chart.js ${peerVersion('chart.js')}, ECharts ${peerVersion('echarts')}, without graphics hardware.`,
      'An update is one new reading of every line: what the page does until it is drawn, then until its pixels are there, then with',
      'what comes before: ours asks the worker, which reads what is stored and thins it anew.',
      'The peers have all readings in memory, only append, and thin by themselves, each in its fastest configuration.',
    ],
    tables: all.map(({ words, found }) => tableOf(words, found)),
    goals: all.flatMap(({ words, found }) => [
      goalOf(`live update of ${words} of 10 lines`, found, ({ painted }) => painted),
      goalOf(`live update of ${words} of 10 lines, the worker's answer included,`, found, ({ whole }) => whole),
    ]),
  });
  return wrong.length + lost.length > 0 ? 1 : 0;
}
