import { Random } from '../../src/simulator/random';
import type { DialectName } from '../../src/simulator/slcan-dialects';
import { writeReport, type Goal } from '../bench/report';
import { expect } from './fixtures';
import { test } from './tabs';
import { APP_ORIGIN } from './addresses.mjs';
import { heapOf, type Heap } from './soak/heap';
import { MISHAPS } from './soak/mishaps';
import { Scene, type Timed } from './soak/scene';
import { isCertain, WireWatch } from './soak/wire-watch';
import { Yardstick } from './soak/yardstick';

const MINUTES = Number(process.env['SOAK_MINUTES'] ?? 10);
const SEED = Number(process.env['SOAK_SEED'] ?? 1);
/** Firmwares of adapters that differ in how they acknowledge, and in what they print after a reset. */
const ADAPTERS: readonly DialectName[] = ['canusb', 'esp32-twai', 'cr', 'elmue-hash'];
/** Undisturbed at the beginning, to know what is usual [ms]. */
const QUIET_MS = 10_000;
/** Around what went wrong it is told how late the machine was [ms]. */
const AROUND_MS = 2_000;
const LONGEST: Readonly<Partial<Record<Timed, number>>> = { 'loss shown': 1_000, 'live again': 5_000, closing: 2_000 };

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;

test('a bridge that lives through mishaps', async ({ tabs, rig }) => {
  const { page } = tabs;
  test.setTimeout(MINUTES * 60_000 + 180_000);
  const random = new Random(SEED);
  const adapter = ADAPTERS[SEED % ADAPTERS.length] ?? 'canusb';
  console.log(`seed ${SEED}, ${MINUTES} minutes, adapter ${adapter}`);
  const bench = rig.bench({ adapter });
  const watch = new WireWatch();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('dialog', (dialog) => void dialog.accept());
  bench.host.watch((passed) => {
    watch.pass(passed);
    for (const frame of bench.sent.frames.splice(0)) watch.sent(frame);
    bench.sent.lines.length = 0;
    bench.passed.length = 0;
    watch.heard(bench.host.world.truth.gx.lastLimits?.at);
  });
  const scene = new Scene(tabs, bench, watch, random);
  await bench.plug('bms');
  await bench.plug('can');
  await page.goto(APP_ORIGIN);
  await scene.liveAgain('after a reload', 0);

  watch.learn();
  await scene.wait(QUIET_MS);
  watch.learned();
  const before = await heapOf(page);
  const yardstick = new Yardstick(() => scene.now());
  const startedAt = scene.now();
  const happened = new Map<string, number>();
  const next = mishaps(random);
  while (scene.now() - startedAt < MINUTES * 60_000) {
    const name = next.next().value;
    happened.set(name, (happened.get(name) ?? 0) + 1);
    console.log(`${((scene.now() - startedAt) / 1000).toFixed(0).padStart(5)} s  ${name}`);
    await MISHAPS[name]?.run(scene);
    await scene.expectAtRest();
    await scene.wait(random.between(1_000, 4_000));
  }
  await scene.wait(QUIET_MS);
  watch.expect('unsure', scene.now());
  const after = await heapOf(page);

  const lateAround = (at: number): number => yardstick.worst(at - AROUND_MS, at + AROUND_MS);
  const violations = bench.host.world.truth.violations.map((violation) => ({
    violation,
    certain: isCertain(violation, lateAround(violation.at)),
  }));
  const remarkable = [
    ...watch.wrong,
    ...watch.missedAt,
    ...violations.map(({ violation: { at, kind, detail, afterMs }, certain }) => ({
      at,
      what: `${kind}: ${detail}${afterMs === undefined ? '' : `, ${afterMs.toFixed(0)} ms after the last`}${certain ? '' : ', not certain'}`,
    })),
    ...scene.timed
      .filter(({ what, ms }) => ms >= (LONGEST[what] ?? Infinity))
      .map(({ what, ms, at }) => ({ at, what: `${what}: ${ms.toFixed(0)} ms` })),
  ];
  for (const { at, what } of remarkable)
    console.log(
      `  ${((at - startedAt) / 1000).toFixed(1)} s  ${what}; timers of this process up to ${lateAround(at).toFixed(0)} ms late around it`,
    );
  const goals = judge(scene, watch, violations, errors);
  writeReport('soak-serial', {
    title: `Endurance over real serial ports, ${MINUTES} minutes, seed ${SEED}, adapter ${adapter}`,
    notes: ['Chromium, pseudo-terminals, one simulated TinyBMS, adapter and GX; times include a busy machine.', yardstick.end()],
    tables: [
      { caption: 'What happened', columns: ['mishap', 'times'], rows: [...happened] },
      {
        caption: 'How long it took [ms]',
        columns: ['what', 'times', 'median', 'longest'],
        rows: [...scene.times].map(([what, times]) => [what, times.length, middle(times).toFixed(0), Math.max(...times).toFixed(0)]),
      },
      { caption: 'Memory after a collection', columns: ['of', 'at the beginning', 'at the end'], rows: memory(before, after) },
    ],
    goals,
  });
  expect(goals.filter(({ reached }) => !reached)).toEqual([]);
});

/** One of each in any order, then at random, each as often as it weighs. */
function* mishaps(random: Random): Generator<string, never> {
  const names = Object.keys(MISHAPS);
  const rest = [...names];
  while (rest.length > 0) yield rest.splice(random.integer(0, rest.length - 1), 1)[0] ?? '';
  const all = names.flatMap((name) => Array.from({ length: MISHAPS[name]?.weight ?? 0 }, () => name));
  for (;;) yield all[random.integer(0, all.length - 1)] ?? '';
}

function judge(
  { times }: Scene,
  watch: WireWatch,
  violations: readonly { readonly certain: boolean }[],
  errors: readonly string[],
): readonly Goal[] {
  const { both, 'bms-away': away } = watch.periods;
  const certain = violations.filter((violation) => violation.certain).length;
  const unsure = violations.length > certain ? `, ${violations.length - certain} that a late machine may have made` : '';
  return [
    {
      what: 'no period of 0x351 missed while both links were up',
      reached: both.missed === 0 && both.expected > 0,
      found: `${both.missed} of ${both.expected}, ${watch.longestGapMs.toFixed(0)} ms at most from one to the next`,
    },
    {
      what: 'none missed while the BMS was away and limits were held',
      reached: away.missed === 0,
      found: `${away.missed} of ${away.expected}`,
    },
    {
      what: 'no wrong value accepted',
      reached: watch.wrong.length === 0 && watch.judged > 0 && certain === 0,
      found: `${watch.wrong.length} in ${watch.judged} frames with limits and measurements, ${certain} violations of the protocol${unsure}`,
    },
    ...(Object.keys(LONGEST) as Timed[]).map((what) => inTime(what, times.get(what) ?? [])),
    { what: 'no error in the page', reached: errors.length === 0, found: errors.length === 0 ? 'none' : errors.join('; ') },
  ];
}

function inTime(what: Timed, times: readonly number[]): Goal {
  const goal = LONGEST[what] ?? Infinity;
  const most = Math.max(...times);
  const found = times.length === 0 ? 'nothing in so short a run' : `${(most / 1000).toFixed(2)} s at most`;
  return { what: `${what} within ${goal / 1000} s`, reached: most < goal, found };
}

function middle(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;
}

function memory(before: Heap, after: Heap): readonly (readonly string[])[] {
  return (['page', 'worker'] as const).map((of) => [of, megabytes(before[of]), megabytes(after[of])]);
}
