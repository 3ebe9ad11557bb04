/** Ten days at 1 Hz with 16 cells: what every tier has kept is held against sums and extremes taken over the readings themselves. */
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { HistoryColumns, SeriesName, TierName } from '../../src/bridge/history-contract';
import { DEFAULT_CONFIGURATION } from '../../src/configuration/configuration';
import { History } from '../../src/storage/history/history';
import { indexedDbHistory } from '../../src/storage/history/history-database';
import { ManualClock, turn } from '../support/manual-clock';

const START = Date.UTC(2026, 2, 1);
const SERIAL = '0042001F3438510232363938';
const DAY_SECONDS = 86_400;
const DAYS = 10;
const SECONDS = DAYS * DAY_SECONDS;
/** Three of ten days of seconds, one of single readings: the rest is rotated away. */
const SETTINGS = { ...DEFAULT_CONFIGURATION.history, fullHours: 24, secondDays: 3 };
/** Longest stretch of readings between two writes: a busy computer writes less often, and tails of every length are met. */
const LONGEST_STRETCH = 240;
/** The battery is not heard for twenty minutes of each day, and on the fifth day the app is started anew. */
const isHeard = (second: number): boolean => second % DAY_SECONDS < 40_000 || second % DAY_SECONDS >= 41_200;
const RESTART = 4.5 * DAY_SECONDS;

/** Counts in one volt, ampere, percent: the resolution of the registers. */
const GAUGES: Readonly<Record<string, number>> = {
  voltage: 1000,
  current: 1000,
  stateOfCharge: 1000,
  ...Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`cell${index + 1}`, 10_000])),
};
const AMOUNTS = ['energyIn', 'energyOut', 'chargeIn', 'chargeOut'] as const;

/** A number from 0 to 1 that looks random and is the same each time. */
function noise(seed: number): number {
  let x = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
}

/** Between charging and discharging the current rests at zero, so that no two readings in a row lie on both sides of it. */
function valueOf(name: string, second: number): number {
  const swing = 60 * Math.sin(second / 3600) + 25 * noise(second);
  switch (name) {
    case 'voltage':
      return 52 + 2 * noise(second + 7e6);
    case 'current':
      return Math.abs(swing) < 30 ? 0 : swing;
    case 'stateOfCharge':
      return 50 + 40 * Math.sin(second / 20_000);
    default:
      return 3.2 + 0.2 * noise(second * 16 + Number(name.slice(4)));
  }
}

type Columns = Readonly<Record<string, Float64Array>>;

const GIVEN: Columns = Object.fromEntries(
  Object.entries(GAUGES).map(([name, perUnit]) => [
    name,
    Float64Array.from({ length: SECONDS }, (_, second) => Math.round(valueOf(name, second) * perUnit) / perUnit),
  ]),
);

/** What came in or went out in the second before each reading: the mean of both ends. */
const FLOWED: Columns = Object.fromEntries(
  AMOUNTS.map((name) => [name, Float64Array.from({ length: SECONDS }, (_, at) => flowIn(name, at))]),
);

function flowIn(name: (typeof AMOUNTS)[number], second: number): number {
  if (second === 0 || second === RESTART || !isHeard(second) || !isHeard(second - 1)) return 0;
  const at = (of: number): number => {
    const amperes = GIVEN['current']?.[of] as number;
    return name.startsWith('energy') ? amperes * (GIVEN['voltage']?.[of] as number) : amperes;
  };
  const mean = (at(second - 1) + at(second)) / 2 / 3600;
  return Math.max(0, name.endsWith('In') ? mean : -mean);
}

const DAY_NAMES = Array.from({ length: DAYS + 1 }, (_, day) => new Date(START + day * DAY_SECONDS * 1000).toISOString().slice(0, 10));
const dayOf = (time: number): string => DAY_NAMES[Math.floor((time - START) / 1000 / DAY_SECONDS)] as string;

function open(clock: ManualClock): History {
  const history = new History(
    {
      mode: 'serial',
      clock,
      database: indexedDbHistory('ten-days'),
      localDay: dayOf,
      changed: () => undefined,
      stored: () => undefined,
    },
    SETTINGS,
  );
  history.start();
  return history;
}

async function settled(rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++) await turn();
}

async function liveThrough(clock: ManualClock): Promise<History> {
  let history = open(clock);
  await settled(30);
  const names = Object.keys(GAUGES);
  const sample: Record<string, number> & { voltage: number; current: number } = { voltage: 0, current: 0 };
  for (let second = 0; second < SECONDS;) {
    if (second === RESTART) {
      await history.stop();
      history = open(clock);
      await settled(30);
    }
    const stretch = 4 + Math.floor(noise(second) * (LONGEST_STRETCH - 4));
    const end = Math.min(second + stretch, second < RESTART ? RESTART : SECONDS);
    const now = clock.now();
    for (let next = second; next < end; next++) {
      if (!isHeard(next)) continue;
      for (const name of names) sample[name] = GIVEN[name]?.[next] as number;
      history.add({ serialNumber: SERIAL, at: now + (next - second) * 1000, voltage: sample.voltage, current: sample.current, sample });
    }
    clock.advance((end - second) * 1000);
    await settled(40);
    second = end;
  }
  // Time enough to make one block of what lies in pieces.
  for (let beat = 0; beat < 30; beat++) {
    await clock.run(4_000);
    await settled(40);
  }
  return history;
}

interface Compared {
  /** Readings that were given and that were found. */
  given: number;
  found: number;
  /** Largest distance from a lowest, highest or mean value [counts]. */
  counts: number;
  /** Largest distance of a sum over all rows so far [Wh, Ah]. */
  drift: number;
}

/** Holds each row against its seconds, one after the other. */
function compare(row: HistoryColumns, index: number, width: number, offs: Map<string, number>, compared: Compared): void {
  const first = ((row.time[index] as number) - START) / 1000;
  const seconds: number[] = [];
  for (let second = first; second < first + width; second++) if (isHeard(second)) seconds.push(second);
  compared.given += seconds.length;
  compared.found += row.readings[index] as number;
  for (const [name, perUnit] of Object.entries(GAUGES)) {
    const { min, max, mean } = row.series[name as SeriesName] as NonNullable<HistoryColumns['series'][SeriesName]>;
    let [lowest, highest, sum] = [Infinity, -Infinity, 0];
    for (const second of seconds) {
      const value = GIVEN[name]?.[second] as number;
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
      sum += value;
    }
    const distances = [(min[index] as number) - lowest, (max[index] as number) - highest, (mean[index] as number) - sum / seconds.length];
    compared.counts = Math.max(compared.counts, ...distances.map((distance) => Math.abs(distance) * perUnit));
  }
  for (const name of AMOUNTS) {
    const straight = seconds.reduce((sum, second) => sum + (FLOWED[name]?.[second] as number), 0);
    const off = (offs.get(name) ?? 0) + (row.series[name]?.mean[index] as number) - straight;
    offs.set(name, off);
    compared.drift = Math.max(compared.drift, Math.abs(off));
  }
}

test('ten days at 1 Hz stand in every tier as their readings say', { timeout: 240_000 }, async () => {
  const history = await liveThrough(new ManualClock(0, START));
  const tiers: readonly (readonly [tier: TierName, width: number, days: number])[] = [
    ['full', 1, 1],
    ['second', 1, 3],
    ['minute', 60, DAYS],
    ['quarter', 900, DAYS],
  ];
  for (const [tier, width, days] of tiers) {
    const compared: Compared = { given: 0, found: 0, counts: 0, drift: 0 };
    const offs = new Map<string, number>();
    for (let day = DAYS - days; day < DAYS; day++) {
      const [from, to] = [START + day * DAY_SECONDS * 1000, START + (day + 1) * DAY_SECONDS * 1000];
      const series = [...Object.keys(GAUGES), ...AMOUNTS] as SeriesName[];
      const rows = await history.query({ mode: 'serial', from, to, series, points: 100_000, tier });
      for (const [index, readings] of rows.readings.entries()) if (readings > 0) compare(rows, index, width, offs, compared);
    }
    expect(compared.found, `readings in ${tier}`).toBe(days * (DAY_SECONDS - 1200));
    expect(compared.given, `readings behind ${tier}`).toBe(compared.found);
    expect(compared.counts, `values in ${tier}`).toBeLessThan(0.501);
    expect(compared.drift, `energy in ${tier}`).toBeLessThan(0.0001);
  }

  const given = (name: string): number => FLOWED[name]?.reduce((sum, amount) => sum + amount) ?? NaN;
  const totals = await history.days('2026-03-01', '2026-03-10');
  expect(totals.map(({ day }) => day)).toHaveLength(DAYS);
  for (const name of AMOUNTS) {
    expect(history.energy?.total?.[name], `meter ${name}`).toBeCloseTo(given(name), 5);
    const inDays = totals.reduce((sum, day) => sum + day[name], 0);
    expect(inDays, `days of ${name}`).toBeCloseTo(given(name), 5);
  }

  const { tiers: kept, damaged } = await history.storage();
  expect(damaged).toBe(0);
  const storedDays = kept.map(({ oldest = NaN }) => DAYS - (oldest - START) / 1000 / DAY_SECONDS);
  // Whole blocks go: at most one more than was wanted stays.
  expect(storedDays[0]).toBeLessThan(1 + 0.01);
  expect(storedDays[1]).toBeLessThan(3 + 0.03);
  expect(storedDays.slice(2)).toEqual([DAYS, DAYS]);
  // Ended windows lie in one block each, but for those the database has not come round to.
  expect(kept[1]?.blocks).toBeLessThan(3 * 48 + 80);
});
