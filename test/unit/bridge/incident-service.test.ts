import { describe, expect, test } from 'vitest';
import type { BridgeView, Fault, FaultCode } from '../../../src/bridge/contract';
import type { HistoryQuery, TimeRange } from '../../../src/bridge/history-contract';
import type { Incident } from '../../../src/bridge/incident-contract';
import type { IncidentServiceParts } from '../../../src/bridge/incident-service';
import { syntheticColumns } from '../../browser/fixtures/history';
import { LIVE, QUIET, faultOf } from '../../browser/fixtures/views';
import { testIncidents } from '../../support/incidents';
import { ManualClock, turn } from '../../support/manual-clock';

const START = Date.UTC(2026, 5, 1, 12);
const line = (at: number): string =>
  `${JSON.stringify({ at, uptime: 0, level: 'INFO', source: 'gx', code: 'gx', data: { state: 'lost' } })}\n`;

function setup(parts: Partial<IncidentServiceParts> = {}) {
  const clock = new ManualClock(0, START);
  const asked: HistoryQuery[] = [];
  const incidents = testIncidents(clock, {
    history: {
      query: (query) => (asked.push(query), Promise.resolve(syntheticColumns({ ...query, points: 10 }))),
      marks: (_mode: string, { from }: TimeRange) => Promise.resolve([{ at: from, track: 'phase', code: 'live', data: {} }]),
    },
    // A line a minute, an hour of them, in segments of ten.
    log: {
      before: (_mode, place) => {
        const end = place ? place.line : 60;
        const numbers = Array.from({ length: 10 }, (_, index) => end - 10 + index);
        const text = numbers.map((number) => line(START - 3_000_000 + number * 60_000)).join('');
        return Promise.resolve(end > 0 ? { from: { segment: 'x', line: end - 10 }, to: { segment: 'x', line: end }, text } : undefined);
      },
    },
    ...parts,
  });
  const seconds = async (count: number): Promise<void> => {
    await clock.run(count * 1000);
    for (let round = 0; round < 20; round++) await turn();
  };
  const see = (faults: readonly (FaultCode | Fault)[], change: Partial<BridgeView> = {}): void =>
    incidents.observe({
      ...LIVE,
      mode: 'simulation',
      now: clock.now(),
      wallTime: clock.wallTime(),
      faults: faults.map((fault) => (typeof fault === 'string' ? faultOf(fault, 'warning') : fault)),
      ...change,
    });
  return { incidents, see, seconds, asked, clock, list: () => incidents.list('simulation') };
}

const keeping = (incidents: number): Partial<BridgeView> => ({
  configuration: { ...LIVE.configuration, log: { ...LIVE.configuration.log, incidents } },
});

describe('an incident', () => {
  test('holds ten minutes before and two minutes after, of every series', async () => {
    const { incidents, see, seconds, asked, list } = setup();
    see([]);
    await seconds(60);
    see(['gx-lost']);
    await seconds(10);
    see([]);
    await seconds(120);
    const [head] = await list();
    const at = START + 60_000;
    expect(head).toEqual({
      id: at,
      mode: 'simulation',
      from: at - 600_000,
      to: at + 120_000,
      causes: [{ kind: 'fault', code: 'gx-lost', subject: undefined, detail: '', at }],
      complete: true,
    });
    expect(asked.at(-1)).toMatchObject({ mode: 'simulation', from: at - 600_000, to: at + 120_001, tier: 'full' });
    expect(asked.at(-1)?.series).toHaveLength(35);
    const whole = await incidents.read('simulation', at);
    const times = (whole?.log ?? '')
      .split('\n')
      .filter(Boolean)
      .map((text) => (JSON.parse(text) as { at: number }).at);
    // A line a minute from 11:10 to 12:09, of which 11:51 to 12:03 are in it.
    expect(times).toEqual(Array.from({ length: 13 }, (_, index) => at - 600_000 + index * 60_000));
    expect(whole).toMatchObject({ app: { version: '1.2.3', commit: 'abc' }, view: { faults: [{ code: 'gx-lost' }] } });
  });

  test('is there at once with what came before, should the tab be closed now', async () => {
    const { see, seconds, list } = setup();
    see(['gx-lost']);
    await seconds(1);
    expect(await list()).toMatchObject([{ complete: false, to: START + 1 }]);
  });

  test('ends when the bridge does', async () => {
    const { incidents, see, seconds, list } = setup();
    see(['gx-lost']);
    await seconds(30);
    incidents.ended();
    await seconds(1);
    expect(await list()).toMatchObject([{ complete: true, to: START + 30_000 }]);
  });

  test('takes in what follows, and goes on for two minutes after it, but not for ever', async () => {
    const { see, seconds, list } = setup();
    const codes: FaultCode[] = ['gx-lost'];
    see(codes);
    for (const code of ['bms-stale', 'bms-silent', 'port-lost', 'can-refusing', 'can-bus-off', 'several-packs', 'port-gone'] as const) {
      await seconds(110);
      codes.push(code);
      see(codes);
    }
    await seconds(200);
    const [head, ...others] = await list();
    expect(others).toEqual([]);
    expect(head?.causes).toHaveLength(8);
    expect((head?.to ?? 0) - (head?.id ?? 0)).toBe(7 * 110_000 + 120_000);
  });

  test('is not made a second time of a cause that flickers', async () => {
    const { see, seconds, list } = setup();
    for (let minute = 0; minute < 50; minute++) {
      see(minute % 2 === 0 ? ['gx-lost'] : []);
      await seconds(60);
    }
    const heads = await list();
    expect(heads).toHaveLength(1);
    expect((heads[0]?.to ?? 0) - (heads[0]?.id ?? 0)).toBe(120_000);
    expect(heads[0]?.causes).toHaveLength(1);
  });

  test('is made of an alarm, not of a warning, of a notice, or of what the app says of itself', async () => {
    const { see, seconds, list } = setup();
    see([faultOf('bms-broadcasting', 'info'), 'history-unsaved', 'log-unsaved', 'law-memory-unsaved'], {
      alarms: { ...QUIET, imbalance: 'warning' },
    });
    await seconds(130);
    expect(await list()).toEqual([]);
    see([], { alarms: { ...QUIET, highVoltage: 'alarm' } });
    await seconds(130);
    expect((await list())[0]?.causes).toMatchObject([{ kind: 'alarm', item: 'highVoltage' }]);
  });

  test('is not made before there was a battery to lose', async () => {
    const { see, seconds, list } = setup();
    see(['gx-lost'], { packs: [] });
    await seconds(130);
    expect(await list()).toEqual([]);
  });
});

test('only so many are kept as the owner wants, the newest; one can be let go', async () => {
  const { incidents, see, seconds, list } = setup();
  for (const code of ['gx-lost', 'bms-stale', 'port-lost'] as const) {
    see([code], keeping(2));
    await seconds(130);
  }
  const codes = async () => (await list()).map(({ causes: [cause] }) => cause?.kind === 'fault' && cause.code);
  expect(await codes()).toEqual(['port-lost', 'bms-stale']);
  expect(await incidents.remove('simulation', (await list())[0]?.id ?? 0)).toEqual({ ok: true });
  expect(await codes()).toEqual(['bms-stale']);
  see(['can-bus-off'], keeping(0));
  await seconds(130);
  expect(await codes()).toEqual(['bms-stale']);
});

test('a database that takes nothing costs no incident while the tab is open', async () => {
  const refused = (): Promise<never> => Promise.reject(new Error('full'));
  const { incidents, see, seconds, list } = setup({ database: () => ({ heads: refused, read: refused, put: refused, remove: refused }) });
  see(['gx-lost']);
  await seconds(130);
  const [head] = await list();
  expect(head?.complete).toBe(true);
  expect((await incidents.read('simulation', head?.id ?? 0))?.readings.time.length).toBe(10);
  expect(await incidents.remove('simulation', head?.id ?? 0)).toMatchObject({ ok: false, fault: { code: 'storage-unavailable' } });
});

test('a database that is full says so, and is offered the incident again once a minute', async () => {
  let full = true;
  const kept: Incident[] = [];
  const { incidents, see, seconds } = setup({
    database: () => ({
      heads: () => Promise.resolve(kept),
      read: (id) => Promise.resolve(kept.find((incident) => incident.id === id)),
      put: (incident) =>
        full ? Promise.reject(new DOMException('no room', 'QuotaExceededError')) : (kept.push(incident), Promise.resolve()),
      remove: () => Promise.resolve(),
    }),
  });
  see(['gx-lost']);
  await seconds(130);
  expect(incidents.faults).toMatchObject([{ code: 'incidents-unsaved', detail: 'no room' }]);
  full = false;
  await seconds(61);
  see(['gx-lost']);
  await seconds(1);
  expect(kept).toMatchObject([{ complete: true }]);
  expect(incidents.faults).toEqual([]);
});
