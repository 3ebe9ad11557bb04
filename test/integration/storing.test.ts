import { expect, test } from 'vitest';
import type { BridgeView } from '../../src/bridge/contract';
import { DEFAULT_CONFIGURATION, type Configuration } from '../../src/configuration/configuration';
import { Storing } from '../../src/storage/storing';
import { testHistory } from '../support/history';
import { newestEntries, testLog } from '../support/log';
import { ManualClock, turn } from '../support/manual-clock';
import { memorySettings } from '../support/memory-settings';
import { simulatedBridge } from '../support/simulated-bridge';

const START = Date.UTC(2026, 5, 1, 12);
const RANGE = { from: START, to: START + 600_000 };
const QUERY = { mode: 'simulation', series: ['voltage'], points: 1000, ...RANGE } as const;

type Wishes = Partial<Pick<Configuration, 'storage' | 'log'>>;

/** A bridge whose history and log lie in databases of this name. */
function setup(name: string, wishes: Wishes = {}, console?: Parameters<typeof testLog>[3]) {
  const clock = new ManualClock(0, START);
  const storing = new Storing();
  const history = testHistory(clock, `${name}-history`, undefined, storing);
  const log = testLog(clock, `${name}-log`, storing, console);
  const bridge = simulatedBridge(clock, {
    settings: memorySettings({ configuration: { ...DEFAULT_CONFIGURATION, ...wishes } }),
    storing,
    history,
    observers: [log],
  });
  let view: BridgeView | undefined;
  bridge.watch((next) => (view = next));
  const run = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second++) {
      await clock.run(1_000);
      for (let round = 0; round < 10; round++) await turn();
    }
  };
  const readings = async (): Promise<number> => {
    const { readings } = await history.query(QUERY);
    return readings.reduce((sum, count) => sum + count, 0);
  };
  return { bridge, log, run, readings, faults: () => view?.faults.map(({ code }) => code) };
}

test('with storage switched off all is in memory, and nobody calls that a fault', async () => {
  const { bridge, log, run, readings, faults } = setup('memory', { storage: { enabled: false } });
  await bridge.boot();
  await run(30);
  expect(await readings()).toBeGreaterThan(200);
  expect((await newestEntries(log)).map(({ code }) => code)).toContain('phase');
  expect(faults()?.filter((code) => code.endsWith('-unsaved'))).toEqual([]);

  const other = setup('memory');
  expect(await other.readings()).toBe(0);
  expect(await newestEntries(other.log)).toEqual([]);
});

test('what is in memory is stored once the owner wants it after all', async () => {
  const { bridge, run } = setup('after-all', { storage: { enabled: false } });
  await bridge.boot();
  await run(20);
  await bridge.configure({ storage: { enabled: true } });
  await run(10);

  const other = setup('after-all');
  expect(await other.readings()).toBeGreaterThan(200);
  expect((await newestEntries(other.log))[0]?.code).toBe('app-started');
});

test('the log alone may be in memory, and be mirrored to the console', async () => {
  const lines: string[] = [];
  const take = (text: string): void => void lines.push(text);
  const console = { error: take, warn: take, info: take, debug: take };
  const { bridge, run } = setup('log-only', { log: { ...DEFAULT_CONFIGURATION.log, stored: false, console: true } }, console);
  await bridge.boot();
  await run(20);
  expect(lines[0]).toBe('[0] [INFO] [app] app-started');
  expect(lines.some((line) => line.endsWith('[bridge] phase'))).toBe(true);

  const other = setup('log-only');
  expect(await newestEntries(other.log)).toEqual([]);
  expect(await other.readings()).toBeGreaterThan(100);
});
