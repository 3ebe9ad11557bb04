import { expect, test } from 'vitest';
import { BridgeRuntime } from '../../src/bridge/runtime';
import type { TrafficBatch, TrafficMessage } from '../../src/bridge/traffic-contract';
import { DEFAULT_CONFIGURATION } from '../../src/configuration/configuration';
import { SimulatedPortSource } from '../../src/links/simulated-link';
import { createWorld, type WorldOptions } from '../../src/simulator/world';
import { LIVE_FOR_ANYONE } from '../support/live-state';
import { ManualClock, turn } from '../support/manual-clock';
import { testTraffic } from '../support/traffic';

/** A running bridge whose traffic is heard. */
function setup(options: Partial<WorldOptions> = {}) {
  const clock = new ManualClock();
  const world = createWorld(options);
  const traffic = testTraffic(clock);
  traffic.configure(DEFAULT_CONFIGURATION);
  traffic.begin('simulation');
  const runtime = new BridgeRuntime(
    traffic.listenTo(new SimulatedPortSource(world, clock)),
    clock,
    DEFAULT_CONFIGURATION,
    LIVE_FOR_ANYONE,
    () => undefined,
  );
  runtime.start();
  const batches: TrafficBatch[] = [];
  const messages = (): readonly TrafficMessage[] => batches.flatMap((batch) => batch.messages);
  return { clock, world, traffic, runtime, batches, messages };
}

test('a minute of traffic: every piece once and in order, frames and replies as the bridge counts them', async () => {
  const { clock, traffic, runtime, batches, messages } = setup();
  await clock.run(30_000);
  await traffic.subscribe((batch) => batches.push(batch), 100_000);
  await clock.run(30_300);
  const told = messages();
  expect(told.map(({ seq }) => seq)).toEqual(Array.from({ length: told.length }, (_, index) => index));
  expect(told.filter(({ damaged }) => damaged)).toEqual([]);
  const { counters } = runtime.view().packs[0] ?? {};
  const replies = told.filter(({ wire, direction }) => wire === 'tinybms' && direction === 'received');
  // One more than the client counts: the answer that told who is there.
  expect(replies.length).toBeGreaterThanOrEqual((counters?.replies ?? 0) - 3);
  expect(replies.length).toBeLessThanOrEqual((counters?.replies ?? 0) + 1);
  expect(replies.every(({ request }) => request !== undefined)).toBe(true);
  const limits = batches.at(-1)?.state.counts.find(({ key, direction }) => key === '351' && direction === 'sent');
  expect(limits?.count).toBe(runtime.view().wire.find(({ id }) => id === 0x351)?.count);
  const live = batches.at(-1)?.state.flows.find(({ wire, direction }) => wire === 'tinybms' && direction === 'received');
  expect(live?.piecesPerSecond).toBeGreaterThan(9);
  expect(live?.piecesPerSecond).toBeLessThan(12);
});

test('the limits in 0x351 are told byte by byte, with the registers that they are made of, and these with where they go', async () => {
  const { clock, traffic, batches, messages } = setup();
  await clock.run(5_000);
  await traffic.subscribe((batch) => batches.push(batch), 1_000);
  const frame = messages().find(({ summary }) => summary.kind === 'frame' && summary.id === 0x351);
  if (!frame) throw new Error('no 0x351');
  const fields = await traffic.explain(frame);
  const cvl = fields.find(({ subject }) => subject.of === 'signal' && subject.signal === 'cvl');
  // t351 8, then the data as digits.
  expect(cvl).toMatchObject({ offset: 5, length: 4, unit: 'V', source: { kind: 'made', making: 'law' } });
  expect(cvl?.source?.kind === 'made' && cvl.source.registers).toContain('fullyChargedVoltage');

  const reply = messages().findLast(({ summary }) => summary.kind === 'reply' && summary.command === 'modbusRead');
  if (!reply) throw new Error('no reply');
  const voltage = (await traffic.explain(reply)).find(({ subject }) => subject.of === 'register' && subject.register === 'packVoltage');
  expect(voltage?.source).toMatchObject({ kind: 'used' });
  expect(voltage?.source?.kind === 'used' && voltage.source.signals).toContainEqual({
    frame: 'measurements',
    id: 0x356,
    signal: 'voltage',
  });
});

test('noise on the line is counted and marked', async () => {
  const { clock, world, traffic, batches, messages } = setup();
  await clock.run(5_000);
  world.inject('bms-noise', true);
  await traffic.subscribe((batch) => batches.push(batch), 1_000);
  await clock.run(10_000);
  expect(messages().some(({ damaged, wire }) => damaged && wire === 'tinybms')).toBe(true);
  expect(
    batches.at(-1)?.state.flows.find(({ wire, direction }) => wire === 'tinybms' && direction === 'received')?.damaged,
  ).toBeGreaterThan(0);
});

test('what another mode has left is forgotten, and so is what the owner clears', async () => {
  const { clock, traffic, batches } = setup();
  await clock.run(5_000);
  await traffic.subscribe((batch) => batches.push(batch), 1_000);
  await traffic.clear();
  expect(batches.at(-1)).toMatchObject({ messages: [], state: { counts: [], since: undefined } });
  await clock.run(1_000);
  expect(batches.at(-1)?.state.since).toBeDefined();
  traffic.begin('serial');
  await clock.run(300);
  expect(batches.at(-1)?.state).toMatchObject({ mode: 'serial' });
  expect(batches.at(-1)?.messages.every(({ at }) => at >= 6_000)).toBe(true);
});

test('a stretch is told from the stores where it is older than what memory holds, without a gap and nothing twice', async () => {
  const { clock, traffic } = setup();
  traffic.configure({
    ...DEFAULT_CONFIGURATION,
    traffic: { ...DEFAULT_CONFIGURATION.traffic, storeSerial: true, storeCan: true, keptMegabytes: 1 },
  });
  // Memory takes one megabyte: some minutes.
  await clock.run(700_000);
  for (let round = 0; round < 30; round++) await turn();
  const batches: TrafficBatch[] = [];
  await traffic.subscribe((batch) => batches.push(batch), 0);
  const { since = 0, wallTime, now } = batches[0]?.state ?? { wallTime: 0, now: 0 };
  expect(since).toBeGreaterThan(120_000);
  const zero = wallTime - now;
  const from = zero + since - 60_000;
  const text = await clock.until(traffic.text('simulation', { from, to: zero + since + 60_000 }));
  const lines = text.split('\n').filter(Boolean).slice(1);
  const live = lines.filter((line) => line.includes('"direction":"sent"') && line.includes('"wire":"tinybms"'));
  // Ten questions a second, and now and then one for settings.
  expect(live.length).toBeGreaterThan(1_150);
  expect(live.length).toBeLessThan(1_350);
  const told = lines.map((line) => Date.parse((JSON.parse(line) as { time: string }).time));
  // First how the ports were found, long before.
  expect(lines[0]).toContain('"wire":"port"');
  const times = told.filter((time) => time >= Math.floor(from));
  expect(told.length - times.length).toBeLessThanOrEqual(2 * 64);
  const longest = times.reduce((most, time, index) => Math.max(most, time - (times[index - 1] ?? time)), 0);
  expect(longest).toBeLessThan(300);
  expect(times).toEqual([...times].sort((a, b) => a - b));
});
