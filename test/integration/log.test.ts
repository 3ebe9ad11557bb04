import { expect, test } from 'vitest';
import { newestEntries, testLog } from '../support/log';
import { ManualClock } from '../support/manual-clock';
import { simulatedBridge } from '../support/simulated-bridge';

const START = Date.UTC(2026, 5, 1, 12);

function setup(name: string, startedAt = START) {
  const clock = new ManualClock(0, startedAt);
  const log = testLog(clock, name);
  const bridge = simulatedBridge(clock, { observers: [log] });
  return { clock, bridge, log };
}

test('what happened is told in order, and found again by another worker', async () => {
  const { clock, bridge } = setup('told');
  await bridge.boot();
  await clock.run(30_000);
  await bridge.injectFault('too-cold', true);
  await clock.run(10_000);
  await bridge.configure({ log: { level: 'WARNING' } });
  await bridge.configure({ names: { battery: 'Cabin' } });
  await clock.run(5_000);

  const next = setup('told', START + 60_000);
  const entries = await newestEntries(next.log);
  expect(entries[0]).toEqual({
    at: START,
    uptime: 0,
    level: 'INFO',
    source: 'app',
    code: 'app-started',
    data: { version: '1.2.3', commit: 'abc', at: new Date(START).toISOString() },
  });
  const told = entries.map(({ level, code, data }) => `${level} ${code} ${JSON.stringify(data)}`);
  const at = (part: string): number => told.findIndex((line) => line.includes(part));
  expect(at('"role":"bms","evidence"')).toBeGreaterThan(0);
  expect(at('"phase":"live"')).toBeGreaterThan(at('"role":"bms","evidence"'));
  expect(at('"limit":"ccl","value":')).toBeGreaterThan(0);
  expect(at('simulated-fault {"name":"too-cold","active":true}')).toBeGreaterThan(at('"phase":"live"'));
  expect(at('"rule":"too-cold"')).toBeGreaterThan(at('simulated-fault'));
  // Below the level that was set before it.
  expect(at('names.battery')).toBe(-1);
  for (const [index, { at: time }] of entries.entries()) expect(time).toBeGreaterThanOrEqual(entries[index - 1]?.at ?? 0);
  expect(await next.log.before('serial', undefined)).toBeUndefined();
});

test('a bridge that is stopped is told before the tab can be closed', async () => {
  const { clock, bridge, log } = setup('stopped');
  await bridge.boot();
  await clock.run(20_000);
  const stopping = bridge.stop();
  await clock.run(1_000);
  await stopping;
  await clock.run(0);
  expect((await newestEntries(log)).at(-1)).toMatchObject({ code: 'phase', data: { phase: 'stopped', before: 'live' } });
  expect((await log.storage('simulation')).unsavedLines).toBe(0);
});

test('a page that reads the log before a bridge runs takes no line away from it', async () => {
  const { clock, bridge, log } = setup('read-first');
  expect(await log.before('simulation', undefined)).toBeUndefined();
  log.restarted({ reason: 'no-answer', at: START, silentMs: 10_000, detail: '' });
  await bridge.boot();
  await clock.run(1_000);
  expect((await newestEntries(log)).slice(0, 2).map(({ code }) => code)).toEqual(['app-started', 'restarted']);
});
