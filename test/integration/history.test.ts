import { expect, test } from 'vitest';
import { testHistory } from '../support/history';
import { ManualClock } from '../support/manual-clock';
import { simulatedBridge } from '../support/simulated-bridge';

const START = Date.UTC(2026, 5, 1, 12);

function setup(name: string, startedAt = START) {
  const clock = new ManualClock(0, startedAt);
  const history = testHistory(clock, name);
  const bridge = simulatedBridge(clock, { history });
  return { clock, bridge, history };
}

const QUERY = { mode: 'simulation', series: ['voltage', 'cell16', 'cvl', 'energyIn', 'energyOut'], points: 1000 } as const;

test('what the bridge reads and sends is found again by another worker, and nothing of it among the real history', async () => {
  const first = setup('kept');
  await first.bridge.boot();
  await first.clock.run(30_000);
  const stopping = first.bridge.stop();
  await first.clock.run(3_000);
  await stopping;

  const second = setup('kept', START + 60_000);
  const range = { from: START, to: START + 60_000 };
  const found = await second.history.query({ ...QUERY, ...range });
  expect(found.readings.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(100);
  expect(Math.max(...(found.series.cvl?.max ?? []))).toBeGreaterThan(50);
  const marks = await second.history.marks('simulation', range);
  expect(marks.map(({ track, code }) => `${track} ${code}`)).toEqual(expect.arrayContaining(['run started', 'phase live', 'run stopped']));
  expect((await second.history.days('simulation', '2026-06-01', '2026-06-01'))[0]?.seconds).toBeGreaterThan(15);

  const real = await second.history.query({ ...QUERY, ...range, mode: 'serial' });
  expect(real.time).toHaveLength(0);
});

test('a question that makes no sense is refused', async () => {
  const { history } = setup('refusing');
  await expect(history.query({ ...QUERY, from: 2, to: 1 })).rejects.toThrow('from 2 must be before to 1');
  await expect(history.query({ ...QUERY, from: 1, to: 2, points: 0 })).rejects.toThrow('points 0');
});
