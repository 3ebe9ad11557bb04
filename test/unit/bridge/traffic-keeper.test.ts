import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { TrafficKeeper } from '../../../src/bridge/traffic-keeper';
import { DEFAULT_CONFIGURATION, type Configuration } from '../../../src/configuration/configuration';
import type { RecordedPiece } from '../../../src/protocols/recording/recording';
import { indexedDbLines } from '../../../src/storage/lines/line-database';
import { ManualClock, turn } from '../../support/manual-clock';

const START = Date.UTC(2026, 5, 1, 12);
let databases = 0;

function setup(wanted: Partial<Configuration['traffic']>, name = `kept-${++databases}`) {
  const clock = new ManualClock(0, START);
  const keeper = new TrafficKeeper(clock, (mode, link) => indexedDbLines(`${name}-${link}-${mode}`));
  const want = (traffic: Partial<Configuration['traffic']>): void =>
    keeper.configure({ ...DEFAULT_CONFIGURATION, traffic: { ...DEFAULT_CONFIGURATION.traffic, ...traffic } });
  want(wanted);
  const pass = async (ms: number): Promise<void> => {
    await clock.run(ms);
    for (let round = 0; round < 30; round++) await turn();
  };
  const read = async (from = START, to = START + 1e9, mode: 'serial' | 'simulation' = 'serial'): Promise<readonly RecordedPiece[]> => {
    const found: RecordedPiece[] = [];
    for await (const piece of keeper.read(mode, { from, to })) found.push(piece);
    return found;
  };
  return { clock, keeper, want, pass, read, name };
}

function piece(second: number, wire: RecordedPiece['wire'], length = 3): RecordedPiece {
  const bytes = wire === 'port' ? new TextEncoder().encode('opened 115200') : new Uint8Array(length).fill(second & 0xff);
  return { time: START + second * 1000, port: wire === 'slcan' ? 'b' : 'a', wire, direction: 'sent', damaged: false, bytes };
}

const secondsOf = (pieces: readonly RecordedPiece[]): readonly number[] => pieces.map(({ time }) => (time - START) / 1000);

test('nothing is stored unless it is wanted, and each link by itself', async () => {
  const { keeper, want, pass, read } = setup({});
  keeper.add('serial', piece(0, 'tinybms'));
  want({ storeCan: true });
  keeper.add('serial', piece(1, 'tinybms'));
  keeper.add('serial', piece(2, 'slcan'));
  want({ storeSerial: true });
  keeper.add('serial', piece(3, 'tinybms'));
  keeper.add('serial', piece(4, 'slcan'));
  await pass(4_000);
  expect((await read()).map(({ time, wire }) => [(time - START) / 1000, wire])).toEqual([
    [2, 'slcan'],
    [3, 'tinybms'],
  ]);
});

test('what another worker has stored is read back byte for byte, both links in order of time, events of a port once', async () => {
  const { keeper, pass, name } = setup({ storeSerial: true, storeCan: true });
  keeper.add('serial', piece(0, 'port'));
  for (let second = 1; second < 200; second++) keeper.add('serial', piece(second, second % 3 === 0 ? 'slcan' : 'tinybms', second));
  await pass(4_000);
  const { read } = setup({ storeSerial: true, storeCan: true }, name);
  const found = await read();
  expect(secondsOf(found)).toEqual(Array.from({ length: 200 }, (_, second) => second));
  expect(found[77]).toEqual(piece(77, 'tinybms', 77));
  expect(secondsOf(await read(START + 50_000, START + 60_000))).toEqual([50, 51, 52, 53, 54, 55, 56, 57, 58, 59]);
});

test('what is simulated stands apart, and what is played again is not stored', async () => {
  const { keeper, pass, read } = setup({ storeSerial: true });
  keeper.add('simulation', piece(1, 'tinybms'));
  keeper.add('replay', piece(2, 'tinybms'));
  await pass(4_000);
  expect(secondsOf(await read(START, START + 1e9, 'simulation'))).toEqual([1]);
  expect(await read()).toEqual([]);
});

test('a store that takes nothing says so for its own mode, and only where it is wanted', async () => {
  const clock = new ManualClock(0, START);
  const full = (): Promise<never> => Promise.reject(new DOMException('full', 'QuotaExceededError'));
  const keeper = new TrafficKeeper(clock, (mode, link) => ({ ...indexedDbLines(`full-${link}-${mode}`), commit: full }));
  const want = (storeCan: boolean): void =>
    keeper.configure({ ...DEFAULT_CONFIGURATION, traffic: { ...DEFAULT_CONFIGURATION.traffic, storeCan } });
  want(true);
  keeper.add('serial', piece(1, 'slcan'));
  await clock.run(4_000);
  for (let round = 0; round < 30; round++) await turn();
  expect(keeper.trouble('serial')).toBe('QuotaExceededError: full');
  expect(keeper.trouble('simulation')).toBeUndefined();
  want(false);
  expect(keeper.trouble('serial')).toBeUndefined();
});

test('the oldest goes when the size is reached, and a chatty link takes nothing from the other', async () => {
  const { keeper, pass, read } = setup({ storeSerial: true, storeCan: true, storedMegabytes: 2 });
  keeper.add('serial', piece(0, 'slcan'));
  // About 9 kB each: four megabytes.
  for (let second = 1; second <= 450; second++) {
    keeper.add('serial', piece(second, 'tinybms', 3_000));
    if (second % 25 === 0) await pass(4_000);
  }
  const found = await read();
  const serial = secondsOf(found.filter(({ wire }) => wire === 'tinybms'));
  expect(serial.at(-1)).toBe(450);
  expect(serial[0]).toBeGreaterThan(100);
  expect(secondsOf(found.filter(({ wire }) => wire === 'slcan'))).toEqual([0]);
  const stored = await keeper.stored('serial');
  expect(stored.tinybms.bytes).toBeLessThan(2_600_000);
  expect(stored.tinybms.bytes).toBeGreaterThan(1_400_000);
  await keeper.clear('serial');
  expect(await read()).toEqual([]);
});
