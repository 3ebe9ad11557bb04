import { afterEach, expect, test } from 'vitest';
import { DEFAULT_CONFIGURATION } from '../../../../src/configuration/configuration';
import { History } from '../../../../src/storage/history/history';
import { indexedDbHistory, type HistoryDatabase } from '../../../../src/storage/history/history-database';
import { coveredOf } from '../../../../src/ui/charts/statistics';
import { ClosingIndexedDb } from '../../../support/closing-indexeddb';
import { ManualClock, turn } from '../../../support/manual-clock';

const START = Date.UTC(2026, 2, 1);
const SERIAL = '0042001F3438510232363938';
let databases = 0;

const browser = new ClosingIndexedDb();
afterEach(() => browser.allow(true));

interface Bench {
  readonly clock: ManualClock;
  readonly history: History;
  readonly stored: { energyIn: number; energyOut: number }[];
}

function setup(database: HistoryDatabase = indexedDbHistory(`history-${++databases}`), clock = new ManualClock(0, START)): Bench {
  const stored: Bench['stored'] = [];
  const history = new History(
    {
      mode: 'serial',
      clock,
      database,
      localDay: (time) => new Date(time).toISOString().slice(0, 10),
      changed: () => undefined,
      stored: (_serialNumber, total) => stored.push(total),
    },
    DEFAULT_CONFIGURATION.history,
  );
  history.start();
  return { clock, history, stored };
}

/** Readings every `everyMs` until `seconds` have passed: 50 V, and a current by time. */
async function run({ clock, history }: Bench, seconds: number, everyMs = 100, current = (_at: number): number => 10): Promise<void> {
  const end = clock.now() + seconds * 1000;
  while (clock.now() < end) {
    const at = clock.now();
    const amps = current(at);
    history.add({
      serialNumber: SERIAL,
      at,
      voltage: 50,
      current: amps,
      sample: { voltage: 50, current: amps, stateOfCharge: 60, cell1: 3.3 + at / 1e8 },
    });
    clock.advance(everyMs);
    if (at % 5000 === 0) await settled();
  }
  await settled();
}

async function settled(): Promise<void> {
  for (let round = 0; round < 30; round++) await turn();
}

const ALL = { from: START - 1e9, to: START + 1e9, mode: 'serial', series: ['current', 'cell1', 'energyIn', 'ccl'] } as const;

test('what was read stands in every tier at once', async () => {
  const bench = setup();
  await run(bench, 90);
  for (const tier of ['full', 'second', 'minute', 'quarter'] as const) {
    const columns = await bench.history.query({ ...ALL, tier, points: 10_000 });
    expect(
      columns.readings.reduce((sum, count) => sum + count),
      tier,
    ).toBe(900);
    expect(columns.series.energyIn?.mean.reduce((sum, value) => sum + value)).toBeCloseTo((89.9 / 3600) * 500, 4);
    expect(Math.max(...(columns.series.cell1?.max ?? []))).toBeCloseTo(3.3 + 89_900 / 1e8, 4);
    expect(columns.time[0]).toBe(START);
    expect(columns.series.ccl?.mean.every(Number.isNaN)).toBe(true);
  }
});

test('a young history claims no more time than was recorded, whatever tiers were looked into', async () => {
  const bench = setup();
  await run(bench, 40);
  const to = START + 40_000;
  const columns = await bench.history.query({ ...ALL, from: to - 300_000, to, points: 1200 });
  expect(columns.columnMs).toBe(0);
  expect(coveredOf(columns)).toBe(39_900);
});

test('rows of several tiers beside each other say what each of them covers', async () => {
  const quarterHour = 15 * 60_000;
  const bench = setup(undefined, new ManualClock(0, START + quarterHour - 60_000));
  await run(bench, 90, 1000);
  const columns = await bench.history.query({ ...ALL, from: START, to: START + 4 * quarterHour, points: 30 });
  expect(columns.tiers).toEqual(['minute', 'quarter']);
  expect([...columns.time]).toEqual([START, START + quarterHour]);
  expect(columns.columnMs).toBe(quarterHour);
  expect([...(columns.widths ?? [])]).toEqual([quarterHour, 60_000]);
});

test('the next start finds what was stored, and the meter goes on', async () => {
  const name = `history-${++databases}`;
  const first = setup(indexedDbHistory(name));
  await run(first, 100);
  await first.history.stop();
  const second = setup(indexedDbHistory(name), new ManualClock(0, START + 200_000));
  await run(second, 100);
  const { readings, tiers, time } = await second.history.query({ ...ALL, points: 10_000, tier: 'full' });
  expect(readings.reduce((sum, count) => sum + count)).toBe(2000);
  expect(tiers).toEqual(['full']);
  expect(time.length).toBe(2001);
  expect(second.history.energy?.total?.energyIn).toBeCloseTo(((2 * 99.9) / 3600) * 500, 6);
  expect(second.history.energy?.today.energyIn).toBeCloseTo(((2 * 99.9) / 3600) * 500, 6);
});

test('another window that has counted meanwhile is counted on', async () => {
  const name = `history-${++databases}`;
  const clock = new ManualClock(0, START);
  const first = setup(indexedDbHistory(name), clock);
  await run(first, 360);
  await first.history.stop();
  const second = setup(indexedDbHistory(name), clock);
  await run(second, 360);
  await second.history.stop();
  const between = second.history.energy;
  expect(between?.total?.energyIn).toBeCloseTo(100, 0);
  first.history.start();
  await run(first, 360);
  expect(first.history.energy?.total?.energyIn).toBeCloseTo(150, 0);
  expect(first.history.energy?.today.energyIn).toBeCloseTo(150, 0);
});

test('much that the owner no longer wants goes some at a time, also while the disk is full', async () => {
  const inner = indexedDbHistory(`history-${++databases}`);
  let full = false;
  const drops: number[] = [];
  const bench = setup({
    ...inner,
    async commit(batch) {
      if (full && batch.puts.length > 0) throw new DOMException('full', 'QuotaExceededError');
      const before = (await inner.keys()).length;
      await inner.commit(batch);
      if (batch.dropUpTo.length > 0) drops.push(before - (await inner.keys()).length);
    },
  });
  await run(bench, 3600, 1000);
  full = true;
  bench.history.configure({ ...DEFAULT_CONFIGURATION.history, fullHours: 0.25, secondDays: 0.25 / 24 });
  await run(bench, 60, 1000);
  expect(bench.history.state).toBe('memory');
  // Three quarters of an hour in blocks of five minutes, and of half an hour.
  expect(drops.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(9);
  expect(Math.max(...drops)).toBeLessThanOrEqual(4);
  full = false;
  await run(bench, 10, 1000);
  expect(bench.history.state).toBe('stored');
  const { readings } = await bench.history.query({ ...ALL, tier: 'minute', points: 10_000 });
  expect(readings.reduce((sum, count) => sum + count)).toBe(3670);
});

test('marks go with the minutes that they stand beside, behind the last of the blocks that have to go', async () => {
  const bench = setup();
  bench.history.mark('phase', 'live');
  await run(bench, 7200, 1000);
  bench.history.mark('phase', 'stale');
  bench.history.configure({ ...DEFAULT_CONFIGURATION.history, fullHours: 0.25, secondDays: 0.25 / 24, minuteDays: 1 / 24 });
  await run(bench, 120, 1000);
  const codes = (await bench.history.marks(ALL)).filter(({ track }) => track === 'phase').map(({ code }) => code);
  expect(codes).toEqual(['stale']);
  const { tiers } = await bench.history.storage();
  expect(tiers.find(({ tier }) => tier === 'full')?.oldest).toBeGreaterThan(START + 7200_000 - 25 * 60_000);
});

test('a database that the browser closes and does not open is told; what was read meanwhile stands in it once it opens', async () => {
  const name = `history-${++databases}`;
  const bench = setup(indexedDbHistory(name));
  await run(bench, 60);
  browser.close();
  browser.allow(false);
  await run(bench, 30);
  expect([bench.history.state, bench.history.trouble]).toEqual(['memory', 'UnknownError: no storage']);
  const { readings } = await bench.history.query({ ...ALL, tier: 'full', points: 10_000 });
  // What is stored cannot be read now; what is not is there.
  expect(readings.reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(300);
  browser.allow(true);
  await run(bench, 10);
  expect([bench.history.state, bench.history.trouble]).toEqual(['stored', undefined]);
  await bench.history.stop();
  const next = setup(indexedDbHistory(name), new ManualClock(0, START + 200_000));
  const all = await next.history.query({ ...ALL, tier: 'full', points: 10_000 });
  expect(all.readings.reduce((sum, count) => sum + count)).toBe(1000);
});

test('when the browser clears what is stored, the next readings are, the meter goes on, and nothing is counted that is gone', async () => {
  const name = `history-${++databases}`;
  const bench = setup(indexedDbHistory(name));
  await run(bench, 700);
  await browser.clear(name);
  await run(bench, 60);
  expect(bench.history.state).toBe('stored');
  const { tiers } = await bench.history.storage();
  const stored = await indexedDbHistory(name).keys();
  for (const { tier, blocks, bytes } of tiers) {
    const own = stored.filter((key) => key.tier === tier);
    expect([tier, blocks, bytes]).toEqual([tier, own.length, own.reduce((sum, key) => sum + key.bytes, 0)]);
  }
  await bench.history.stop();
  const next = setup(indexedDbHistory(name), new ManualClock(0, START + 800_000));
  await run(next, 10);
  const { readings, time } = await next.history.query({ ...ALL, tier: 'full', points: 10_000 });
  expect(readings.reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(600 + 100);
  expect(time[0]).toBeGreaterThan(START + 600_000);
  expect(next.history.energy?.total?.energyIn).toBeCloseTo(((759.9 + 9.9) / 3600) * 500, 6);
});
