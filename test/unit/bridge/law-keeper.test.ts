import { describe, expect, test } from 'vitest';
import { LawKeeper } from '../../../src/bridge/law-keeper';
import { lawStep } from '../../../src/control/law/law';
import { recordOf } from '../../../src/control/law/memory';
import type { LawState } from '../../../src/control/law/state';
import type { LawStore } from '../../../src/storage/law-store';
import { MemoryLawStore } from '../../support/law-store';
import { ManualClock } from '../../support/manual-clock';
import { inputOf, packParameters, REST, type Measured } from '../control/law/fixtures';

const SERIAL = '0123456789';
const PARAMETERS = packParameters();

/** A law that is asked ten times a second, and its keeper. */
class Bench {
  readonly clock = new ManualClock();
  readonly keeper: LawKeeper;
  private law: LawState | undefined;

  constructor(readonly store: LawStore = new MemoryLawStore()) {
    this.keeper = new LawKeeper(this.store, this.clock);
  }

  async run(seconds: number, change: Partial<Measured> = {}): Promise<void> {
    for (let tenth = 0; tenth < seconds * 10; tenth++) {
      await this.clock.run(100);
      this.law = lawStep(PARAMETERS, inputOf({ ...REST, ...change }), this.law, 0.1).next;
      if (this.law) this.keeper.keep(SERIAL, { law: this.law, alarms: undefined, cells: 16, at: this.clock.now() });
    }
  }
}

const EMPTY = { lowest: 2.79, highest: 2.9, voltage: 45.5 };

describe('what is stored', () => {
  test('a quiet battery: twice a minute', async () => {
    const store = new MemoryLawStore();
    await new Bench(store).run(300);
    expect(store.saves).toBeGreaterThanOrEqual(10);
    expect(store.saves).toBeLessThanOrEqual(11);
  });

  test('a latch at once', async () => {
    const store = new MemoryLawStore();
    const bench = new Bench(store);
    await bench.run(5);
    await bench.run(0.1, EMPTY);
    expect(store.records.get(SERIAL)).toMatchObject({ cells: 16, memory: { latches: { underVoltage: { set: true } } } });
  });

  test('the end of a latch within two seconds', async () => {
    const store = new MemoryLawStore();
    const bench = new Bench(store);
    await bench.run(1, EMPTY);
    await bench.run(62);
    expect(store.records.get(SERIAL)).toMatchObject({ memory: { latches: { underVoltage: { set: false } } } });
  });

  test('what is left at the end', async () => {
    const store = new MemoryLawStore();
    const bench = new Bench(store);
    await bench.run(10);
    await bench.keeper.end();
    expect(store.records.get(SERIAL)).toMatchObject({
      writtenAt: bench.clock.wallTime(),
      memory: { phase: { since: expect.closeTo(10, 1) as number } },
    });
  });

  test('the record is as old as the last sample, however late it is written', async () => {
    const store = new MemoryLawStore();
    const bench = new Bench(store);
    await bench.run(10);
    const sampled = bench.clock.wallTime();
    await bench.clock.run(60_000);
    await bench.keeper.end();
    expect(store.records.get(SERIAL)).toMatchObject({ writtenAt: sampled });
  });

  test('not younger because the computer slept before it was written, nor because the law waits for data', async () => {
    const store = new MemoryLawStore();
    const bench = new Bench(store);
    await bench.run(10);
    const sampled = bench.clock.wallTime();
    await bench.run(20, { voltage: NaN });
    bench.clock.sleep(3_600_000);
    await bench.keeper.end();
    expect(store.records.get(SERIAL)).toMatchObject({ writtenAt: expect.closeTo(sampled, 0) as number });
  });
});

describe('what comes back', () => {
  test('the latch, on the clock of the new run', async () => {
    const store = new MemoryLawStore();
    await new Bench(store).run(1, EMPTY);
    const clock = new ManualClock(5_000);
    const memory = await new LawKeeper(store, clock).recall(SERIAL);
    expect(memory).toMatchObject({
      cells: 16,
      at: 5_000,
      law: { newest: undefined, unwatched: expect.closeTo(4.9, 1) as number, latches: { underVoltage: { set: true } } },
    });
  });

  test('nothing for a BMS that was never here', async () => {
    const keeper = new LawKeeper(new MemoryLawStore(), new ManualClock());
    expect([await keeper.recall(SERIAL), keeper.faults]).toEqual([undefined, []]);
  });

  test('a record that cannot be used is told for a while', async () => {
    const store = new MemoryLawStore();
    store.records.set(SERIAL, { version: 0 });
    const clock = new ManualClock();
    const keeper = new LawKeeper(store, clock);
    expect(await keeper.recall(SERIAL)).toBeUndefined();
    expect(keeper.faults).toMatchObject([{ code: 'law-memory-dropped', severity: 'info', detail: 'other-version: version 0' }]);
    await clock.run(600_000);
    expect(keeper.faults).toEqual([]);
  });
});

describe('without storage', () => {
  const never = new Promise<never>(() => undefined);
  const refuse = () => Promise.reject(new Error('The disk is full'));

  test('a database that does not answer is waited for one second', async () => {
    const { keeper, clock } = new Bench({ load: () => never, save: () => never });
    let result: unknown = 'waiting';
    void keeper.recall(SERIAL).then((memory) => (result = memory));
    await clock.run(999);
    expect(result).toBe('waiting');
    await clock.run(1);
    expect(result).toBeUndefined();
    expect(keeper.faults[1]).toMatchObject({ code: 'law-memory-dropped', detail: 'unread: The database does not answer' });
    expect(keeper.faults.slice(0, 1)).toMatchObject([{ code: 'law-memory-unsaved', severity: 'warning' }]);
  });

  test('a database that hangs does not hold up the end', async () => {
    const bench = new Bench({ load: () => never, save: () => never });
    await bench.run(1);
    let ended = false;
    void bench.keeper.end().then(() => (ended = true));
    await bench.clock.run(2_000);
    expect(ended).toBe(true);
  });

  test('a refusal is told, tried again with the next record, and over once one is taken', async () => {
    let full = true;
    const inner = new MemoryLawStore();
    let tries = 0;
    const bench = new Bench({
      load: refuse,
      save: (record) => {
        tries += 1;
        return full ? refuse() : inner.save(record);
      },
    });
    await bench.run(31);
    expect(tries).toBe(2);
    expect(bench.keeper.faults).toMatchObject([{ code: 'law-memory-unsaved', detail: 'The disk is full' }]);
    full = false;
    await bench.run(31);
    expect(bench.keeper.faults).toEqual([]);
  });
});

test('a record of one BMS is not taken for another', async () => {
  const store = new MemoryLawStore();
  const law = lawStep(PARAMETERS, inputOf(REST), undefined, 1).next;
  if (!law) throw new RangeError('the law refuses a battery at rest');
  store.records.set(SERIAL, recordOf(law, { serialNumber: 'another', cells: 16 }, 0));
  const keeper = new LawKeeper(store, new ManualClock());
  expect(await keeper.recall(SERIAL)).toBeUndefined();
  expect(keeper.faults[0]?.detail).toBe('other-battery: of TinyBMS another');
});
