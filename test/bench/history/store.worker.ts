/** The history of the app with real IndexedDB, in a worker as in the app, on a clock that goes as fast as it can. */
import { expose, transfer } from 'comlink';
import { openDB, type IDBPDatabase } from 'idb';
import type { HistoryColumns, HistoryQuery, SeriesName, TierName } from '../../../src/bridge/history-contract';
import { encodeBlock } from '../../../src/storage/history/block';
import { History } from '../../../src/storage/history/history';
import {
  indexedDbHistory,
  NOTHING,
  type Batch,
  type HistoryDatabase,
  type StoredBlock,
} from '../../../src/storage/history/history-database';
import type { HistorySettings } from '../../../src/storage/history/rotation';
import { Bucket, valuesOf, type PerSeries, type Row } from '../../../src/storage/history/rows';
import { TIER_NAMES, TIERS } from '../../../src/storage/history/tiers';
import { ManualClock, turn } from '../../support/manual-clock';
import { DAY, END, LENGTHS } from './lengths';
import { PlainStore, type PlainReading } from './plain';
import { sampleAt, SERIAL_NUMBER } from './samples';

const LONG: HistorySettings = { fullHours: 240, secondDays: 60, minuteDays: 800, quarterYears: 20, totalMegabytes: 4_000 };
/** Readings a second, as a TinyBMS is asked. */
const PACE = 10;
const KINDS = 3_000;
const SAMPLES = Array.from({ length: KINDS }, (_, place) => sampleAt(place));
const VALUES = SAMPLES.map((sample) => valuesOf(sample, { energyIn: 0.01, energyOut: 0, chargeIn: 0.0002, chargeOut: 0 }));

export interface Stored {
  readonly readings: number;
  readonly found: number;
  readonly ms: number;
  /** Of all tiers together, once every window is one block. */
  readonly bytes: number;
}

/** On the clock that all threads of a page share [ms]. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface Rotation {
  readonly dropped: number;
  /** Each transaction that lets go of some blocks. */
  readonly drops: readonly Stretch[];
  /** Each transaction that makes one block of the pieces of a window. */
  readonly compactions: readonly Stretch[];
}

const sharedNow = (): number => performance.timeOrigin + performance.now();

class Timed implements HistoryDatabase {
  readonly drops: Stretch[] = [];
  readonly compactions: Stretch[] = [];
  constructor(private readonly inner: HistoryDatabase) {}
  openings = () => this.inner.openings();
  keys = () => this.inner.keys();
  read: HistoryDatabase['read'] = (tier, range) => this.inner.read(tier, range);
  marks: HistoryDatabase['marks'] = (range) => this.inner.marks(range);
  days: HistoryDatabase['days'] = (from, to) => this.inner.days(from, to);
  day: HistoryDatabase['day'] = (day, serialNumber) => this.inner.day(day, serialNumber);
  meter: HistoryDatabase['meter'] = (serialNumber) => this.inner.meter(serialNumber);
  clear = () => this.inner.clear();
  async commit(batch: Batch): Promise<void> {
    const from = sharedNow();
    await this.inner.commit(batch);
    const stretch = { from, to: sharedNow() };
    if (batch.dropUpTo.length > 0) this.drops.push(stretch);
    // What is new comes with the meters, which have always moved.
    else if (batch.puts.length === 1 && batch.meters.length === 0) this.compactions.push(stretch);
  }
}

function historyOn(database: HistoryDatabase, clock: ManualClock, settings = LONG): History {
  const parts = { mode: 'serial' as const, clock, database, localDay: (time: number) => new Date(time).toISOString().slice(0, 10) };
  return new History({ ...parts, changed: () => undefined, stored: () => undefined }, settings);
}

/** Readings at the pace of a BMS, as fast as the history takes them: it writes whenever 4 s of its own time have passed. */
async function feed(history: History, clock: ManualClock, readings: number): Promise<void> {
  for (let place = 0; place < readings; place++) {
    const sample = SAMPLES[place % KINDS] as (typeof SAMPLES)[number];
    history.add({ serialNumber: SERIAL_NUMBER, at: clock.now(), voltage: sample.voltage, current: sample.current, sample });
    clock.advance(1000 / PACE);
    // Whoever waits for the database must have a turn, as between two readings of a real battery.
    if (place % 400 === 399) await turn();
  }
}

async function sizeOf(database: HistoryDatabase): Promise<number> {
  return (await database.keys()).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** One block of every window of a stretch, made of one day that repeats itself. */
function* repeated(tier: TierName, from: number, to: number): Generator<StoredBlock> {
  const { width, window } = TIERS[tier];
  const shapes = new Map<number, ArrayBuffer>();
  for (let start = from; start < to; start += window) {
    const phase = start % DAY;
    const shape = shapes.get(phase) ?? encodeBlock(tier, rowsOf(tier, start));
    shapes.set(phase, shape);
    const data = shape.slice(0);
    // The time of the first row is the only thing in a block that tells one day from another.
    new DataView(data).setFloat64(16, start, true);
    const last = width > 0 ? width : 1000 / PACE;
    yield { key: { tier, from: start, to: start + window - (width > 0 ? 0 : last - 1), bytes: data.byteLength, nonce: `${start}` }, data };
  }
}

/** Rows of one window: of 1 Hz readings, and at the full rate for the tier of every reading. */
function rowsOf(tier: TierName, start: number): readonly Row[] {
  const { width, window } = TIERS[tier];
  const step = width > 0 ? Math.max(1000, width / 60) : 1000 / PACE;
  const bucket = new Bucket();
  const rowWidth = Math.max(width, step);
  return Array.from({ length: window / rowWidth }, (_, row) => {
    const begin = row * rowWidth;
    for (let at = begin; at < begin + rowWidth; at += step) bucket.add(start + begin, VALUES[Math.round(at / step) % KINDS] as PerSeries);
    return bucket.take();
  });
}

async function fill(database: HistoryDatabase, tier: TierName, from: number, to: number): Promise<void> {
  let puts: StoredBlock[] = [];
  for (const block of repeated(tier, from, to)) {
    puts.push(block);
    if (puts.length < 50) continue;
    await database.commit({ ...NOTHING, puts });
    puts = [];
  }
  await database.commit({ ...NOTHING, puts });
}

let filled: { readonly database: Timed; readonly history: History; readonly clock: ManualClock } | undefined;

function opened() {
  if (filled) return filled;
  const database = new Timed(indexedDbHistory('bench-filled'));
  const clock = new ManualClock(0, END);
  const history = historyOn(database, clock);
  history.start();
  return (filled = { database, history, clock });
}

/** Connections stay open, as the one of the history does. */
let bare: IDBPDatabase | undefined;
let plain: PlainStore | undefined;

const plainReading = (place: number, from: number, step: number): PlainReading => ({
  ...SAMPLES[place % KINDS],
  time: from + place * step,
});

export const bench = {
  async storeBatched(name: string, readings: number): Promise<Stored> {
    const database = indexedDbHistory(name);
    await database.keys();
    const clock = new ManualClock(0, END);
    const history = historyOn(database, clock);
    history.start();
    const begin = performance.now();
    await feed(history, clock, readings);
    await history.stop();
    const ms = performance.now() - begin;
    const range = { from: END - 1, to: END + DAY };
    const { readings: counts } = await history.query({ mode: 'serial', ...range, series: ['cell1'], points: 100_000, tier: 'full' });
    return { readings, found: counts.reduce((sum, count) => sum + count, 0), ms, bytes: await sizeOf(database) };
  },

  async storeEach(name: string, readings: number, waiting: boolean): Promise<Omit<Stored, 'bytes'>> {
    const store = await PlainStore.open(name);
    const made = Array.from({ length: readings }, (_, place) => plainReading(place, END, 1000 / PACE));
    const begin = performance.now();
    await store.putEach(made, waiting);
    return { readings, found: await store.count(), ms: performance.now() - begin };
  },

  /** Bytes of a day at the pace of a BMS, by tier. */
  async fill(): Promise<Readonly<Record<TierName, number>>> {
    const database = indexedDbHistory('bench-filled');
    for (const tier of TIER_NAMES) await fill(database, tier, END - LENGTHS[tier], END);
    const keys = await database.keys();
    const perDay = (tier: TierName): number =>
      keys.filter((key) => key.tier === tier).reduce((sum, { bytes }) => sum + bytes, 0) / (LENGTHS[tier] / DAY);
    opened();
    return { full: perDay('full'), second: perDay('second'), minute: perDay('minute'), quarter: perDay('quarter') };
  },

  async query(query: Omit<HistoryQuery, 'mode'>): Promise<HistoryColumns> {
    return opened().history.query({ ...query, mode: 'serial' });
  },

  /** The stored bytes of a stretch and nothing else, read with plain IndexedDB. @returns how many */
  async bareRead(tier: TierName, from: number, to: number): Promise<number> {
    bare ??= await openDB('bench-filled');
    const { id } = TIERS[tier];
    const found = (await bare.getAll('blocks', IDBKeyRange.bound([id, from], [id, to], false, true))) as ArrayBuffer[];
    return found.reduce((sum, { byteLength }) => sum + byteLength, 0);
  },

  async fillPlain(): Promise<number> {
    const store = await PlainStore.open('bench-plain-day');
    await store.fill(Array.from({ length: 86_400 }, (_, place) => plainReading(place, END - DAY, 1000)));
    return store.count();
  },

  async readPlain(from: number, to: number, series: readonly SeriesName[]): Promise<readonly Float64Array[]> {
    plain ??= await PlainStore.open('bench-plain-day');
    const columns = await plain.read(from, to, series);
    return transfer(
      columns,
      columns.map(({ buffer }) => buffer as ArrayBuffer),
    );
  },

  /** Lets go of what `settings` no longer want, while readings come in. */
  async rotate(settings: HistorySettings): Promise<Rotation> {
    const { history, clock, database } = opened();
    const old = async (): Promise<number> => (await database.keys()).filter(({ from }) => from < END).length;
    const beats = async (count: number): Promise<void> => {
      for (let beat = 0; beat < count; beat++) {
        await feed(history, clock, 41);
        // Answers come in turn: this one after what was written.
        await history.storage();
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    history.configure(LONG);
    // Ten minutes of readings: two windows come to their end.
    await beats(150);
    const before = await old();
    history.configure(settings);
    await beats(40);
    const [drops, compactions] = [database.drops.splice(0), database.compactions.splice(0)];
    return { dropped: before - (await old()), drops, compactions };
  },
};

expose(bench);
