import { describe, expect, test } from 'vitest';
import type { BridgeView } from '../../src/bridge/contract';
import type { Captured } from '../../src/bridge/traffic-contract';
import { Stream, trafficMessages, type StreamTopic } from '../../src/interfaces/stream';
import { describe as describePiece } from '../../src/protocols/capture/describe';
import { fromHex } from '../../src/protocols/bytes/hex';
import { WORDS } from '../../src/ui/interfaces/interface-host';
import { interfaceBench, type InterfaceBench } from '../support/interface-bench';
import { violations } from '../support/schemas';

type Told = readonly [topic: StreamTopic, mode: string, message: Record<string, unknown>];

function listen(bench: InterfaceBench, change: (view: BridgeView) => BridgeView = (view) => view) {
  const told: Told[] = [];
  const stream = new Stream('page-1', WORDS, (topic, mode, message) => told.push([topic, mode, message as Told[2]]));
  const look = (): void => {
    const moment = bench.moment();
    if (moment) stream.next({ ...moment, view: change(moment.view) });
  };
  /** As often as the worker publishes. */
  const run = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 200) {
      await bench.clock.run(200);
      look();
    }
  };
  const messages = (topic: StreamTopic) => told.filter(([of]) => of === topic).map(([, , message]) => message);
  return { run, messages, stream };
}

describe('telemetry', () => {
  test('once a second, flat and nested at once, as its schema says', async () => {
    const { run, messages, stream } = listen(await interfaceBench());
    await run(20_000);
    const telemetry = messages('telemetry');
    expect(telemetry).toHaveLength(20);
    expect(stream.facts).toEqual({ sent: 20, throttled: 80 });
    for (const message of telemetry) expect(violations('telemetry', message)).toEqual([]);
    const last = telemetry.at(-1) as { voltage: number; live_data: { voltage: number }; mode: string };
    expect(last.voltage).toBeGreaterThan(40);
    expect(last.live_data.voltage).toBe(last.voltage);
    expect(last.mode).toBe('simulation');
  });

  test('has the fields of the web gateway as well, of the same reading', async () => {
    const bench = await interfaceBench();
    const { run, messages } = listen(bench);
    await run(5_000);
    const message = messages('telemetry').at(-1) ?? {};
    const { battery, packs } = bench.moment()?.view ?? {};
    expect(message).toMatchObject({
      pack_voltage_v: Number(battery?.voltage.toFixed(3)),
      state_of_charge_pct: Number(battery?.stateOfCharge.toFixed(2)),
      charge_overcurrent_limit_a: packs?.[0]?.settings?.chargeOverCurrentCutoff,
      timestamp_iso: new Date(message['timestamp_ms'] as number).toISOString(),
      alarms: { cell_imbalance: 0, high_charge: 0, high_discharge: 0 },
    });
    expect(message['pack_voltage_v']).toBeCloseTo(message['voltage'] as number, 2);
    const route = await bench.get('/api/telemetry');
    expect(violations('gateway-telemetry', route.body)).toEqual([]);
  });

  test('keeps the pace that the owner has set, also when it changes', async () => {
    const bench = await interfaceBench();
    const { run, messages } = listen(bench);
    const during = async (telemetryMs: number): Promise<number> => {
      await bench.settle(bench.bridge.configure({ interfaces: { telemetryMs } }));
      await run(1_000);
      const before = messages('telemetry').length;
      await run(10_000);
      return messages('telemetry').length - before;
    };
    expect(await during(2_000)).toBe(5);
    expect(await during(400)).toBe(25);
    expect(await during(1_000)).toBe(10);
  });

  test('a battery that is not heard any more has no values', async () => {
    const bench = await interfaceBench();
    const { run, messages } = listen(bench);
    bench.world.inject('bms-silent', true);
    await run(12_000);
    expect(messages('telemetry').at(-1)).toMatchObject({ phase: 'stale', voltage: null, live_data: { voltage: null } });
    const events = messages('events');
    for (const event of events) expect(violations('stream-events', event)).toEqual([]);
    expect(events.map(({ event, value }) => [event, value])).toContainEqual(['phase', 'stale']);
    expect(events.map(({ event, value }) => [event, value])).toContainEqual(['fault-raised', 'bms-stale']);
  });

  test('a window that displays the real battery tells nothing; the one that sends says once that it has ended', async () => {
    const bench = await interfaceBench();
    let window: BridgeView['window'] = { role: 'display', number: 2, sender: 1, silent: false };
    const { run, messages } = listen(bench, (view) => ({ ...view, mode: 'serial', window }));
    await run(3_000);
    expect(messages('telemetry')).toEqual([]);
    window = { role: 'sender', number: 2, displays: 0 };
    await run(3_000);
    const sent = messages('telemetry').length;
    expect(sent).toBe(3);
    window = { role: 'apart', number: 2 };
    await run(3_000);
    expect(messages('telemetry').length).toBe(sent + 1);
  });
});

test('alarms are told when they change', async () => {
  const bench = await interfaceBench();
  const { run, messages } = listen(bench);
  bench.world.inject('too-cold', true);
  await run(30_000);
  const alerts = messages('alerts');
  for (const message of alerts) expect(violations('stream-alerts', message)).toEqual([]);
  expect(alerts.at(-1)?.['alarms']).toEqual(expect.arrayContaining([expect.objectContaining({ event: 'chargeTooCold', code: 22 })]));
});

test('frames and requests on the wires, in the shapes that the firmware bridge had promised', () => {
  const piece = (of: Omit<Captured, 'seq' | 'at' | 'port' | 'damaged'>) => {
    const captured = { ...of, seq: 1, at: 2_000, port: 'p', damaged: false };
    return { ...captured, request: undefined, summary: describePiece(captured) };
  };
  const line = new TextEncoder().encode('t35182802E803DC05E001\r');
  const messages = [
    piece({ wire: 'slcan', direction: 'sent', bytes: line }),
    piece({ wire: 'tinybms', direction: 'sent', bytes: fromHex('AA 14 7F 1F') }),
  ];
  const state = {
    mode: 'simulation' as const,
    now: 5_000,
    wallTime: 1_000_000,
    keptBytes: 0,
    mostBytes: 0,
    first: 0,
    end: 2,
    since: 0,
    counts: [],
    flows: [],
  };
  const told = trafficMessages({ messages, state }, 'page-1');
  const stamp = { mode: 'simulation', source: 'page-1', timestamp_ms: 997_000 };
  expect(told).toEqual([
    ['can', { ...stamp, can_message: { id: 0x351, dlc: 8, data: [0x28, 0x02, 0xe8, 0x03, 0xdc, 0x05, 0xe0, 0x01], direction: 'tx' } }],
    ['uart', { ...stamp, uart_message: { direction: 'tx', command: 'packVoltage', data: 'AA 14 7F 1F', status: 'ok' } }],
  ]);
  for (const [topic, message] of told) expect(violations(`stream-${topic}`, message)).toEqual([]);
});
