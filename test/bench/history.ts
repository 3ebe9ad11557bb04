import { onBenchPage, type Run } from './bench-page';
import { END } from './history/lengths';
import type { Steps } from './history/page';
import { writeReport, type Goal, type Table } from './report';

const READINGS = 100_000;
const STORE_ROUNDS = 5;
const OPEN_ROUNDS = 9;
const DAY_ROUNDS = 20;
const PLAIN_ROUNDS = 5;
const ROTATE_ROUNDS = 5;
const FRAMES = 60;
const FRAME_MS = 1000 / 60;
const READINGS_OF_A_DAY = 864_000;
/** What a frame leaves when there is room to spare [ms]. */
const ROOMY_MS = FRAME_MS / 2;
const MOST_WAIT_MS = 30;

/** Wants less of the filled history than there is, so that much has to go. */
const SHORTER = { fullHours: 4, secondDays: 2, minuteDays: 100, quarterYears: 20, totalMegabytes: 4_000 };

function check(words: string, holds: boolean): void {
  if (!holds) throw new Error(`wrong before fast: ${words}`);
}

const sorted = (values: readonly number[]): readonly number[] => values.toSorted((a, b) => a - b);
const median = (values: readonly number[]): number => sorted(values)[Math.floor(values.length / 2)] ?? NaN;
const longest = (values: readonly number[]): number => Math.max(...values);
const ratios = (a: readonly number[], b: readonly number[]): readonly number[] => a.map((value, place) => value / (b[place] as number));

/** The middle value, and the least and the most of all rounds. */
function spread(values: readonly number[], digits = 1): string {
  return `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)} to ${longest(values).toFixed(digits)})`;
}

type Section = { readonly table: Table; readonly goals: readonly Goal[] };

async function storing(run: Run<Steps>): Promise<Section> {
  const [ours, waited, together]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < STORE_ROUNDS; round++) {
    const batched = await run('storeBatched', `bench-batched-${round}`, READINGS);
    const each = await run('storeEach', `bench-each-${round}`, READINGS / 50, true);
    const atOnce = await run('storeEach', `bench-together-${round}`, READINGS / 50, false);
    for (const [into, { readings, found, ms }] of [
      [ours, batched],
      [waited, each],
      [together, atOnce],
    ] as const) {
      check('every reading is stored', found === readings);
      into.push((1000 * readings) / ms);
    }
  }
  const before = await run('estimate');
  const { full, second, minute, quarter } = await run('fill');
  const added = (await run('estimate')) - before;
  const whole = (full + second + minute + quarter) / READINGS_OF_A_DAY;
  const faster = ratios(ours, waited);
  return {
    table: {
      caption: `Storing ${READINGS} readings of 16 cells, ${STORE_ROUNDS} rounds.`,
      columns: ['', 'median (least to most)'],
      rows: [
        ['readings stored per second, in all four tiers', spread(ours, 0)],
        ['one object and one put each, waited for', spread(waited, 0)],
        ['one object and one put each, all under way at once', spread(together, 0)],
        ['bytes of a reading in its own tier', (full / READINGS_OF_A_DAY).toFixed(1)],
        ['bytes of a reading with all that it leaves in the others', whole.toFixed(1)],
        ['the browser’s estimate of 1, 10, 400 and 400 days of the four tiers [MB]', (added / 1e6).toFixed(0)],
      ],
    },
    goals: [
      {
        what: 'readings stored per second at least 50 times as many as with one put each',
        reached: median(faster) >= 50,
        found: `${spread(faster)} times`,
      },
      { what: 'at most 60 bytes a reading', reached: whole <= 60, found: whole.toFixed(1) },
    ],
  };
}

async function opening(run: Run<Steps>): Promise<Section> {
  const rows: string[][] = [];
  for (const [words, days] of [
    ['a day', 1],
    ['a month', 30],
    ['a year', 365],
  ] as const) {
    const { times, columns, tiers } = await run('open', days, END, OPEN_ROUNDS);
    check(`${words} has columns`, columns >= 900);
    rows.push([words, tiers, spread(times)]);
  }
  return {
    table: {
      caption: `Asking for a stretch and drawing its four charts [ms], ${OPEN_ROUNDS} rounds.`,
      columns: ['', 'tier', 'median (least to most)'],
      rows,
    },
    goals: [],
  };
}

async function reading(run: Run<Steps>): Promise<Section> {
  const { rows, bytes, read, whole, bareRead, bareWhole } = await run('day', END, DAY_ROUNDS);
  check('all seconds of the day', rows === 86_400);
  check('a day of single objects', (await run('fillPlain')) === 86_400);
  const { ours, plain } = await run('plainDay', END, PLAIN_ROUNDS);
  const dearer = ratios(whole, bareWhole);
  const quicker = ratios(plain, ours);
  return {
    table: {
      caption: `Every second of a day with 16 cells, ${(bytes / 1e6).toFixed(1)} MB [ms], ${DAY_ROUNDS} rounds.`,
      columns: ['', 'median (least to most)'],
      rows: [
        ['read, thinned, handed over and drawn', spread(whole)],
        ['bare read of the same bytes, bare uPlot draw of the same points', spread(bareWhole)],
        ['read, thinned and handed over', spread(read)],
        ['bare read', spread(bareRead)],
        [`read of one object for each second, ${PLAIN_ROUNDS} rounds`, spread(plain)],
      ],
    },
    goals: [
      {
        what: 'a day read and drawn in at most twice a bare read and draw',
        reached: median(dearer) <= 2,
        found: `${spread(dearer)} times`,
      },
      { what: 'a day read and drawn within 150 ms', reached: median(whole) <= 150, found: `${spread(whole)} ms` },
      { what: 'a day read at least 5 times faster than single objects', reached: median(quicker) >= 5, found: `${spread(quicker)} times` },
    ],
  };
}

async function drawing(run: Run<Steps>): Promise<Section> {
  const { pan, painted, barePainted, live } = await run('frames', END, FRAMES);
  const fits = (what: string, times: readonly number[]): Goal => ({
    what: `${what} in half a frame of 60 Hz, ${ROOMY_MS.toFixed(1)} ms`,
    reached: median(times) <= ROOMY_MS,
    found: `${spread(times)} ms`,
  });
  return {
    table: {
      caption: `What the page’s thread does for one step [ms], ${FRAMES} steps.`,
      columns: ['', 'median (least to most)'],
      rows: [
        ['a pan, all charts of 16 cells', spread(pan)],
        ['… and painted by the processor', spread(painted)],
        ['the same points by uPlot alone, and painted by the processor', spread(barePainted)],
        ['a live update, four charts', spread(live)],
      ],
    },
    goals: [fits('a step of a pan', pan), fits('a live update', live)],
  };
}

async function rotating(run: Run<Steps>): Promise<Section> {
  const rounds: Awaited<ReturnType<Steps['rotate']>>[] = [];
  for (let round = 0; round < ROTATE_ROUNDS; round++) rounds.push(await run('rotate', SHORTER));
  const dropped = rounds.reduce((sum, round) => sum + round.dropped, 0);
  const all = (of: keyof Omit<(typeof rounds)[number], 'dropped'>): readonly number[] => rounds.flatMap((round) => round[of]);
  check(
    'what is too old has gone',
    rounds.every((round) => round.dropped > 100 && round.compactions.length > 1),
  );
  const row = (words: string, times: readonly number[]): Table['rows'][number] => [words, times.length, spread(times)];
  const waits = (what: string, of: 'behindDrops' | 'behindCompactions'): Goal => {
    const most = rounds.map((round) => longest(round[of]));
    return {
      what: `no write waits over ${MOST_WAIT_MS} ms behind ${what}`,
      reached: median(most) <= MOST_WAIT_MS,
      found: `longest of a round ${spread(most)} ms`,
    };
  };
  return {
    table: {
      caption: `Small writes of another thread, while ${dropped} blocks go and readings come in [ms], ${ROTATE_ROUNDS} rounds.`,
      columns: ['', 'how many', 'median (least to most)'],
      rows: [
        row('transactions that let go of the oldest blocks', all('drops')),
        row('transactions that make one block of a window', all('compactions')),
        row('a write while there is neither', all('alone')),
        row('how long one stood behind a rotation', all('behindDrops')),
        row('how long one stood behind a window being made', all('behindCompactions')),
      ],
    },
    goals: [waits('a rotation', 'behindDrops'), waits('a window being made', 'behindCompactions')],
  };
}

/** The history with real IndexedDB in a real Chromium, beside one object for each reading and beside a bare read and a bare draw. */
export function main(): Promise<number> {
  return onBenchPage<Steps, number>('history', async (run, browser) => {
    const sections: Section[] = [];
    for (const measure of [storing, opening, reading, drawing, rotating]) sections.push(await measure(run));
    writeReport('history', {
      title: 'History',
      notes: [`${browser}, without graphics hardware, an empty profile. Each ratio is of one round, in which both took turns.`],
      tables: sections.map(({ table }) => table),
      goals: sections.flatMap(({ goals }) => goals),
    });
    return 0;
  });
}
