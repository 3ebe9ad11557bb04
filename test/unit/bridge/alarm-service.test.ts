import { describe, expect, test } from 'vitest';
import { AlarmService } from '../../../src/bridge/alarm-service';
import { signalsOf } from '../../../src/bridge/alarm-signals';
import type { BridgeView } from '../../../src/bridge/contract';
import type { Alarm } from '../../../src/control/alarms/alarm';
import { LIVE, faultOf } from '../../browser/fixtures/views';
import { testAlarms } from '../../support/alarms';
import { ManualClock } from '../../support/manual-clock';

const HIGH: Alarm = {
  code: 'cellOverVoltage',
  level: 'warning',
  cause: { by: 'threshold', origin: 'derived' },
  value: 3.52,
  threshold: 3.5,
  place: { kind: 'cell', at: { voltage: 3.52, pack: 'pack-1', cell: 5 } },
  margin: 0.02,
  since: 0,
};
const viewOf = (batteryAlarms: readonly Alarm[] | undefined, change: Partial<BridgeView> = {}): BridgeView => ({
  ...LIVE,
  batteryAlarms,
  ...change,
});

/** Five seconds, with as many turns as the database needs. */
async function pass(clock: ManualClock): Promise<void> {
  for (let step = 0; step < 50; step++) await clock.run(100);
}

describe('what counts as what', () => {
  test('a lost link is told from everything else, and which one it is', () => {
    const faults = [
      faultOf('bms-stale', 'alarm'),
      faultOf('gx-lost', 'warning'),
      { ...faultOf('port-lost', 'alarm'), subject: LIVE.ports.find(({ role }) => role === 'can')?.id },
      { ...faultOf('port-gone', 'warning'), subject: 'bms' },
      faultOf('can-foreign-limits', 'alarm'),
      faultOf('bms-broadcasting', 'info'),
    ];
    expect(
      signalsOf(viewOf([HIGH], { faults })).map(({ subject, number }) => [
        subject.family,
        subject.code,
        'link' in subject ? subject.link : undefined,
        number,
      ]),
    ).toEqual([
      ['battery', 'cellOverVoltage', undefined, 3],
      ['link', 'bms-stale', 'bms', 41],
      ['link', 'gx-lost', 'gx', 45],
      ['link', 'port-lost', 'adapter', undefined],
      ['link', 'port-gone', 'bms', undefined],
      ['bridge', 'can-foreign-limits', undefined, undefined],
    ]);
  });
});

describe('the book', () => {
  test('is stored a second after something has turned, and survives a reload with what the owner said', async () => {
    const clock = new ManualClock(0, 1_000_000);
    const first = testAlarms(clock, 'reload');
    first.observe(viewOf([HIGH]));
    const [alarm] = first.active('serial');
    await first.acknowledge([alarm?.id ?? '']);
    await pass(clock);
    first.observe(viewOf([{ ...HIGH, value: 3.56 }]));
    first.ended();
    await pass(clock);

    const second = testAlarms(clock, 'reload');
    second.observe(viewOf([HIGH]));
    await pass(clock);
    expect(second.active('serial')).toMatchObject([{ id: alarm?.id, begin: 1_000_000, acknowledgedAt: 1_000_000, worst: { value: 3.56 } }]);
    second.observe(viewOf([]));
    await pass(clock);
    expect(await second.list('serial', Infinity, 10)).toMatchObject([{ id: alarm?.id, end: 1_015_000 }]);
    // Real and simulated alarms never meet.
    expect(await second.list('simulation', Infinity, 10)).toEqual([]);
  });

  test('lists the newest first, page by page, with what is not stored yet', async () => {
    const clock = new ManualClock(0, 1_000);
    const alarms = testAlarms(clock);
    for (const _ of [1, 2, 3]) {
      alarms.observe(viewOf([HIGH]));
      await clock.run(2_000);
      alarms.observe(viewOf([]));
      await clock.run(2_000);
    }
    alarms.observe(viewOf([HIGH]));
    const begins = async (before: number, limit: number) => (await alarms.list('serial', before, limit)).map(({ begin }) => begin);
    expect(await begins(Infinity, 10)).toEqual([13_000, 9_000, 5_000, 1_000]);
    expect(await begins(9_000, 1)).toEqual([5_000]);
    expect(await alarms.clear('serial')).toEqual({ ok: true });
    expect(await begins(Infinity, 10)).toEqual([13_000]);
  });

  test('while nobody watches nothing is active, and nothing has ended', async () => {
    const clock = new ManualClock(0, 1_000);
    const alarms = testAlarms(clock);
    alarms.observe(viewOf([HIGH]));
    alarms.observe(viewOf(undefined, { phase: 'stopped' }));
    expect(alarms.active('serial')).toEqual([]);
    await clock.run(60_000);
    alarms.observe(viewOf([HIGH]));
    expect(alarms.active('serial')).toMatchObject([{ begin: 1_000 }]);
    alarms.observe(viewOf(undefined, { phase: 'blocked' }));
    await clock.run(60_000);
    alarms.observe(viewOf([]));
    expect(await alarms.list('serial', Infinity, 5)).toMatchObject([{ begin: 1_000, end: 61_000 }]);
  });

  test('a full disk stops nothing: alarms are told, listed, and stored when there is room', async () => {
    const clock = new ManualClock(0, 1_000);
    let full = true;
    const stored: unknown[] = [];
    const failing = (): Promise<never> => Promise.reject(new DOMException('no room', 'QuotaExceededError'));
    const alarms = new AlarmService({
      clock,
      database: () => ({
        open: failing,
        list: failing,
        clear: failing,
        put: (batch) => (full ? failing() : (stored.push(...batch), Promise.resolve())),
      }),
    });
    alarms.observe(viewOf([HIGH]));
    await clock.run(5_000);
    await alarms.snooze(alarms.active('serial')[0]?.id ?? '', 10);
    expect(alarms.active('serial')[0]?.snooze).toBeDefined();
    expect(await alarms.list('serial', Infinity, 5)).toHaveLength(1);
    expect(await alarms.clear('serial')).toMatchObject({ ok: false, fault: { code: 'storage-unavailable' } });
    expect(alarms.faults).toMatchObject([{ code: 'alarms-unsaved', detail: 'no room' }]);
    full = false;
    await clock.run(120_000);
    expect(stored).toHaveLength(1);
    expect(alarms.faults).toEqual([]);
  });
});
