import { expect, test } from 'vitest';
import type { BridgeView } from '../../src/bridge/contract';
import { testAlarms } from '../support/alarms';
import { testHistory } from '../support/history';
import { ManualClock } from '../support/manual-clock';
import { simulatedBridge } from '../support/simulated-bridge';

const START = Date.UTC(2026, 5, 1, 12);

function setup(name: string, startedAt = START) {
  const clock = new ManualClock(0, startedAt);
  const alarms = testAlarms(clock, name);
  const history = testHistory(clock, `${name}-history`);
  const bridge = simulatedBridge(clock, { history, alarms });
  const view = async (): Promise<BridgeView> => {
    let latest: BridgeView | undefined;
    await bridge.unsubscribe(bridge.watch((value) => (latest = value)));
    if (!latest) throw new Error('nothing was published');
    return latest;
  };
  return { clock, bridge, alarms, history, view };
}

test('a cell that gets too high: told with its number, acknowledged, over, and found in the book and on the time line', async () => {
  const { clock, bridge, alarms, history, view } = setup('high');
  await bridge.boot();
  await clock.run(20_000);
  expect((await view()).activeAlarms).toEqual([]);

  await bridge.injectFault('cell-high', true);
  await clock.run(15_000);
  const raised = (await view()).activeAlarms.find(({ subject }) => subject.code === 'cellOverVoltage');
  expect(raised).toMatchObject({ level: 'alarm', cause: { by: 'law' }, latest: { place: { kind: 'cell' } } });
  const { highestCell } = (await view()).battery ?? {};
  expect(raised?.latest?.place).toMatchObject({ at: { cell: highestCell?.cell } });
  expect((await view()).alarms?.highVoltage).toBe('alarm');

  await alarms.acknowledge([raised?.id ?? '']);
  await bridge.injectFault('cell-high', false);
  await clock.run(120_000);
  expect((await view()).activeAlarms).toEqual([]);
  const [entry] = (await alarms.list('simulation', Infinity, 50)).filter(({ subject }) => subject.code === 'cellOverVoltage');
  expect(entry).toMatchObject({ id: raised?.id, worstLevel: 'alarm' });
  expect(entry?.acknowledgedAt).toBeDefined();
  expect((entry?.end ?? 0) - (entry?.begin ?? 0)).toBeGreaterThan(60_000);

  const marks = await history.marks('simulation', { from: START, to: START + 600_000 });
  const own = marks.filter(({ track, code }) => track === 'alarm' && code === 'cellOverVoltage').map(({ data }) => data['level']);
  expect([own[0], own.at(-1)]).toEqual(['alarm', 'ok']);
});

test('a lost BMS is a lost link, and the battery alarms of before are kept as they were', async () => {
  const { clock, bridge, view } = setup('lost');
  await bridge.boot();
  await clock.run(20_000);
  await bridge.injectFault('too-cold', true);
  await clock.run(15_000);
  const before = (await view()).activeAlarms.map(({ subject }) => subject.code);
  expect(before).toContain('chargeTooCold');
  await bridge.injectFault('bms-cable-pulled', true);
  await clock.run(60_000);
  const { activeAlarms } = await view();
  expect(activeAlarms.filter(({ subject }) => subject.family === 'link').map(({ subject }) => 'link' in subject && subject.link)).toContain(
    'bms',
  );
  const cold = activeAlarms.find(({ subject }) => subject.code === 'chargeTooCold');
  expect(START + clock.now() - (cold?.seenAt ?? 0)).toBeGreaterThan(45_000);
  await bridge.injectFault('bms-cable-pulled', false);
  await bridge.injectFault('too-cold', false);
  await clock.run(90_000);
  expect((await view()).activeAlarms).toEqual([]);
});

test('the GX is silent for minutes: sending goes on, and no queue grows', async () => {
  const { clock, bridge, view } = setup('gx');
  await bridge.boot();
  await clock.run(20_000);
  await bridge.injectFault('gx-off', true);
  await clock.run(60_000);
  expect((await view()).activeAlarms.map(({ subject }) => subject)).toContainEqual({ family: 'link', code: 'gx-lost', link: 'gx' });
  const queued: number[] = [];
  const limitsSent = new Set<number>();
  const watching = bridge.watch(({ adapter, limitsSentAt }) => {
    queued.push(adapter?.queued ?? 0);
    if (limitsSentAt !== undefined) limitsSent.add(limitsSentAt);
  });
  await clock.run(240_000);
  await bridge.unsubscribe(watching);
  // One frame of each identifier at most: what is newer takes the place of what waits.
  expect(Math.max(...queued)).toBeLessThanOrEqual(19);
  // An adapter that nobody acknowledges refuses in the end and is opened anew, after 30 s at most; in between 0x351 is sent on.
  const times = [...limitsSent];
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
  expect(times.length).toBeGreaterThan(30);
  expect(Math.max(...gaps)).toBeLessThan(34_000);
  await bridge.injectFault('gx-off', false);
  await clock.run(40_000);
  const back = await view();
  expect(back.gx.state).toBe('heard');
  expect(back.activeAlarms).toEqual([]);
  expect(clock.now() - (back.limitsSentAt ?? 0)).toBeLessThan(1_200);
});
