import { expect, test } from 'vitest';
import { Bridge } from '../../src/bridge/bridge';
import { Part } from '../../src/bridge/part';
import type { BridgeView } from '../../src/bridge/contract';
import { simulation } from '../../src/bridge/simulation';
import type { TrafficFormat } from '../../src/bridge/traffic-contract';
import { mirrorFrame } from '../../src/protocols/canbms-mirror/decode';
import { fromHex } from '../../src/protocols/bytes/hex';
import { DEFAULT_STORED_SETTINGS, type StoredSettings } from '../../src/storage/settings-store';
import { testAlarms } from '../support/alarms';
import { testHistory } from '../support/history';
import { ManualClock } from '../support/manual-clock';
import { testTraffic } from '../support/traffic';
import type { TrafficService } from '../../src/bridge/traffic-service';
import { SOLE_WINDOW } from '../support/sole-window';

const NOON = Date.UTC(2026, 5, 1, 12);

function setup() {
  const clock = new ManualClock(5_000, NOON);
  let stored: StoredSettings = DEFAULT_STORED_SETTINGS;
  const history = testHistory(clock);
  const traffic = testTraffic(clock);
  const bridge = new Bridge({
    clock,
    serial: undefined,
    simulate: () => simulation(clock),
    settings: { load: () => Promise.resolve(stored), change: (change) => Promise.resolve((stored = { ...stored, ...change })) },
    ownership: SOLE_WINDOW,
    alarms: testAlarms(clock),
    history,
    traffic: Part.of(traffic),
  });
  let view: BridgeView | undefined;
  const last = (): BridgeView => {
    if (!view) throw new Error('nothing was published');
    return view;
  };
  bridge.watch((value) => (view = value));
  return { clock, bridge, traffic, history, last, stored: () => stored };
}

async function fileOf(traffic: TrafficService, format: TrafficFormat): Promise<string> {
  const id = await traffic.writeBegin(format);
  let text = '';
  for (let done = false; !done;) {
    const part = await traffic.writeNext(id);
    text += part.text;
    done = part.done;
  }
  return text;
}

async function read(traffic: TrafficService, text: string, name = 'file') {
  await traffic.readBegin();
  for (let at = 0; at < text.length; at += 1000) await traffic.readText(text.slice(at, at + 1000));
  return traffic.readEnd(name);
}

/** The newest limits on the wire, as the wire page has them. */
function limitsOnWire({ wire }: BridgeView): unknown {
  const frame = wire.find(({ id, direction }) => id === 0x351 && direction === 'sent');
  const reading = frame && mirrorFrame(0x351, fromHex(frame.data));
  return reading?.id === 0x351
    ? { cvl: reading.maxChargeVoltage, ccl: reading.maxChargeCurrent, dcl: reading.maxDischargeCurrent }
    : undefined;
}

test('recorded in the simulation, saved, read and played again: the same limits, in a mode of its own, and no history of it', async () => {
  const first = setup();
  await first.bridge.boot();
  await first.clock.run(15_000);
  await first.bridge.injectFault('too-cold', true);
  await first.clock.run(20_000);
  await first.bridge.injectFault('too-cold', false);
  await first.clock.run(25_000);
  const file = await fileOf(first.traffic, 'ndjson');
  expect(limitsOnWire(first.last())).toBeDefined();

  const second = setup();
  const report = await read(second.traffic, file, 'noon');
  expect(report).toMatchObject({ format: 'ndjson', bad: 0, startedAt: NOON + 5_000 });
  expect(await second.bridge.start('replay')).toEqual({ ok: true });
  await second.traffic.setSpeed(10);
  const compared: { readonly now: unknown; readonly then: unknown; readonly ccl: unknown }[] = [];
  for (let step = 0; step < 59; step++) {
    await second.clock.run(100);
    const view = second.last();
    expect(view.mode).toBe('replay');
    if (view.replay?.recordedLimits && view.replay.positionMs > 8_000)
      compared.push({ now: limitsOnWire(view), then: view.replay.recordedLimits, ccl: view.replay.recordedLimits.ccl });
  }
  expect(compared.length).toBeGreaterThan(20);
  // The fault was there: the comparison would notice a bridge that decides nothing.
  expect(new Set(compared.map(({ ccl }) => ccl)).size).toBeGreaterThan(3);
  const same = compared.filter(({ now, then }) => JSON.stringify(now) === JSON.stringify(then));
  // A limit that moves may be seen one frame apart.
  expect(same.length / compared.length).toBeGreaterThan(0.7);
  expect(second.last().packs[0]?.identity).toEqual(first.last().packs[0]?.identity);
  expect(second.last().energy).toBeUndefined();
  expect(second.stored()).toMatchObject({ running: DEFAULT_STORED_SETTINGS.running });
  const range = { from: NOON - 60_000, to: NOON + 600_000 };
  expect(await second.history.marks('simulation', range)).toEqual([]);

  await second.clock.run(2_000);
  expect(second.last().replay).toMatchObject({ state: 'ended' });
  // A bridge that has come to the end of its time can still be stopped.
  const stopping = second.bridge.stop();
  await second.clock.run(6_000);
  await stopping;
  expect(second.last()).toMatchObject({ phase: 'stopped', replay: undefined });
});

test('a replay waits in a pause, goes on, goes forward, and goes back by another run', async () => {
  const bench = setup();
  await bench.bridge.boot();
  await bench.clock.run(30_000);
  expect(await bench.traffic.takeKept('kept')).toMatchObject({ name: 'kept' });
  const starting = bench.bridge.start('replay');
  await bench.clock.run(6_000);
  await starting;
  const position = (): number => bench.last().replay?.positionMs ?? -1;
  await bench.clock.run(5_000);
  const reached = position();
  expect(reached).toBeGreaterThan(3_000);
  await bench.traffic.pause();
  await bench.clock.run(5_000);
  expect(position() - reached).toBeLessThan(200);
  expect(bench.last().replay?.state).toBe('paused');
  expect(await bench.traffic.goTo(20_000)).toBe(true);
  await bench.clock.run(3_000);
  expect(position()).toBeGreaterThanOrEqual(20_000);
  expect(await bench.traffic.goTo(2_000)).toBe(false);
});

test('frames of a candump file are heard, and the mirror shows them as those of another battery', async () => {
  const bench = setup();
  const lines = Array.from({ length: 30 }, (_, second) => {
    const time = (1_780_000_000 + second).toFixed(6);
    return `(${time}) can0 351#2C02390378050000\n(${time}) can0 356#C5147B00D800\n(${time}) can0 305#0000000000000000\n`;
  });
  const report = await read(bench.traffic, `${lines.slice(0, 10).join('')}(not a line\n${lines.slice(10).join('')}`);
  expect(report).toMatchObject({ format: 'candump', pieces: 90, bad: 1, badLines: [{ line: 31, problem: 'form', text: '(not a line' }] });
  await bench.bridge.start('replay');
  await bench.clock.run(20_000);
  expect(bench.last().adapter).toMatchObject({ version: 'VREPLAY', sent: 0 });
  expect(bench.last().gx.state).toBe('heard');
  const { of, pages } = await bench.traffic.mirror();
  expect(of).toBe('received');
  expect(pages?.parameters.maxChargeVoltage.value).toBe(55.6);
  expect(pages?.overview.voltage.value).toBe(53.17);
});

test('a stretch from the middle plays by itself: how its ports were found long before goes with it', async () => {
  const first = setup();
  await first.bridge.boot();
  await first.clock.run(400_000);
  const now = first.clock.wallTime();
  const text = await first.clock.until(first.traffic.text('simulation', { from: now - 60_000, to: now }));
  const second = setup();
  // The long silence after the ports were opened is shortened.
  expect(await read(second.traffic, text)).toMatchObject({ bad: 0 });
  const starting = second.bridge.start('replay');
  await second.clock.run(6_000);
  await starting;
  await second.traffic.setSpeed(10);
  await second.clock.run(3_000);
  expect(second.last().packs[0]?.identity).toEqual(first.last().packs[0]?.identity);
  expect(second.last().packs[0]?.reading).toBeDefined();
  expect(second.last().phase).toBe('live');
});

test('without a recording there is nothing to play', async () => {
  const { bridge } = setup();
  expect(await bridge.start('replay')).toMatchObject({ ok: false, fault: { code: 'nothing-to-replay' } });
});

test('parameters that are tried on a recording are fed in its own time', async () => {
  const { clock, bridge, traffic, last } = setup();
  await clock.run(100_000);
  await bridge.boot();
  await clock.run(30_000);
  await traffic.takeKept('kept');
  const starting = bridge.start('replay');
  await clock.run(6_000);
  await starting;
  await clock.run(6_000);
  expect(last().phase).toBe('live');
  expect(await bridge.charge.tryOut(last().configuration.charge)).toEqual({ ok: true });
  await clock.run(3_000);
  const { trial, limits, now } = last();
  expect(trial?.limits?.ccl.value).toBe(limits?.ccl.value);
  expect(now - (trial?.since ?? 0)).toBeGreaterThan(0);
  expect(now - (trial?.since ?? 0)).toBeLessThan(5_000);
});
