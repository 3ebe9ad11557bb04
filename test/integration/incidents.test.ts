import { expect, test } from 'vitest';
import { Part } from '../../src/bridge/part';
import { testHistory } from '../support/history';
import { testIncidents } from '../support/incidents';
import { testLog } from '../support/log';
import { ManualClock, turn } from '../support/manual-clock';
import { simulatedBridge } from '../support/simulated-bridge';
import { testTraffic } from '../support/traffic';

const START = Date.UTC(2026, 5, 1, 12);
function setup() {
  const clock = new ManualClock(0, START);
  const [history, log] = [testHistory(clock), testLog(clock)];
  const traffic = testTraffic(clock);
  const incidents = testIncidents(clock, { history, log, traffic });
  const bridge = simulatedBridge(clock, { history, traffic: Part.of(traffic), observers: [log, incidents] });
  return { clock, bridge, incidents };
}

async function pass(clock: ManualClock, seconds: number): Promise<void> {
  await clock.run(seconds * 1000);
  for (let round = 0; round < 30; round++) await turn();
}

test('around a fault everything is kept by itself: readings and lines before and after it', async () => {
  const { clock, bridge, incidents } = setup();
  await bridge.boot();
  await pass(clock, 20);
  expect(await incidents.list('simulation')).toEqual([]);
  await bridge.injectFault('bms-cable-pulled', true);
  await pass(clock, 15);
  const [young] = await incidents.list('simulation');
  expect(young).toMatchObject({ mode: 'simulation', complete: false, causes: [{ kind: 'fault', code: 'port-lost' }] });
  await bridge.injectFault('bms-cable-pulled', false);
  await pass(clock, 10);
  const stopping = bridge.stop();
  await pass(clock, 2);
  await stopping;
  await pass(clock, 1);

  const [head, ...others] = await incidents.list('simulation');
  expect(others).toEqual([]);
  expect(head?.complete).toBe(true);
  const at = head?.id ?? 0;
  expect(head?.from).toBe(at - 600_000);
  expect((head?.to ?? 0) - at).toBeGreaterThan(15_000);
  const incident = await incidents.read('simulation', at);
  const time = incident?.readings.time ?? new Float64Array();
  expect(time[0]).toBeLessThan(at - 10_000);
  expect(time.at(-1)).toBeGreaterThan(at + 5_000);
  expect(time.length).toBeGreaterThan(150);
  const heard = (incident?.traffic ?? '')
    .split('\n')
    .filter(Boolean)
    .slice(1)
    .map((text) => JSON.parse(text) as { time: string; wire: string; bytes: string });
  const timesHeard = heard.map(({ time: text }) => Date.parse(text));
  expect(timesHeard[0]).toBeLessThan(at - 10_000);
  expect(timesHeard.at(-1)).toBeGreaterThan(at + 5_000);
  expect(timesHeard).toEqual([...timesHeard].sort((a, b) => a - b));
  expect(heard.some(({ wire, bytes }) => wire === 'port' && bytes.startsWith('lost'))).toBe(true);
  expect(incident?.log).toContain('"code":"fault-raised","data":{"fault":"port-lost"');
  expect(incident?.log).toContain('"code":"fault-cleared","data":{"fault":"port-lost"');
  expect(incident?.marks.map(({ code }) => code)).toContain('port-lost');
  expect(incident?.view.faults.map(({ code }) => code)).toContain('port-lost');
  expect(await incidents.list('serial')).toEqual([]);
});
