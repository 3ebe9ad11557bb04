import { describe, expect, test } from 'vitest';
import type { BridgeView } from '../../../src/bridge/contract';
import { AGING, ALARM, BMS_PORT, CAN_PORT, CONNECTING, LIVE, NO_PORT, SILENT, STALE, faultOf, portOf } from '../../browser/fixtures/views';
import { BridgeStore } from '../../../src/ui/state/bridge-store';
import { chainOf } from '../../../src/ui/state/chain';
import { CELL_HIGH, WALL } from '../../browser/fixtures/alarms';
import { noticesOf, quietOf } from '../../../src/ui/state/notices';

function snapshot(view?: BridgeView, silence = 0) {
  let now = 0;
  const store = new BridgeStore(() => now);
  if (view) store.receive(view);
  now += silence;
  store.tick();
  return store.snapshot;
}

const states = (view?: BridgeView, silence = 0) => {
  const { bms, bridge, can, gx } = chainOf(snapshot(view, silence));
  return [bms.state, bridge.state, can.state, gx.state];
};

describe('chain', () => {
  test('everything works', () => {
    const chain = chainOf(snapshot(LIVE));
    expect(chain).toEqual({
      bms: { state: 'live', tone: 'ok', age: undefined },
      bridge: { state: 'live', tone: 'ok', age: undefined },
      can: { state: 'live', tone: 'ok', age: undefined },
      gx: { state: 'heard', tone: 'ok', age: 600 },
    });
  });

  test('nothing is claimed before the first view, nor of a silent worker', () => {
    expect(states()).toEqual(['unknown', 'starting', 'unknown', 'unknown']);
    expect(states(LIVE, 3_000)).toEqual(['unknown', 'not-answering', 'unknown', 'unknown']);
  });

  test('a recording is never shown as live', () => {
    expect(chainOf(snapshot({ ...LIVE, mode: 'replay' })).bridge).toMatchObject({ state: 'replaying', tone: 'busy' });
    expect(states({ ...STALE, mode: 'replay' })[1]).toBe('stale');
  });

  test('no port', () => {
    expect(states(NO_PORT)).toEqual(['absent', 'waiting', 'absent', 'never']);
  });

  test('a port that is still being asked stands for a role nobody has', () => {
    expect(states(CONNECTING)).toEqual(['identifying', 'waiting', 'retrying', 'never']);
  });

  test('of two ports with a role the working one counts', () => {
    const ports = [portOf('a', { role: 'bms', state: 'spare' }), BMS_PORT, portOf('b', { role: 'can', state: 'retrying' }), CAN_PORT];
    expect(states({ ...LIVE, ports })).toEqual(['live', 'live', 'live', 'heard']);
  });

  test('an open port without data is not live', () => {
    expect(chainOf(snapshot(AGING)).bms).toEqual({ state: 'no-data', tone: 'warning', age: 4_300 });
    expect(chainOf(snapshot(STALE)).bms).toEqual({ state: 'no-data', tone: 'alarm', age: 12_000 });
    expect(chainOf(snapshot(SILENT)).bms).toMatchObject({ state: 'retrying', tone: 'warning' });
  });

  test.each(['passive', 'bus-off'] as const)('a bus that is %s is told instead of the port', (bus) => {
    const adapter = LIVE.adapter && { ...LIVE.adapter, bus };
    expect(chainOf(snapshot({ ...LIVE, adapter })).can.state).toBe(bus);
  });

  test('the bus of an adapter that is gone says nothing', () => {
    const adapter = LIVE.adapter && { ...LIVE.adapter, bus: 'bus-off' as const };
    const ports = [BMS_PORT, { ...CAN_PORT, state: 'retrying' as const }];
    expect(chainOf(snapshot({ ...LIVE, adapter, ports })).can.state).toBe('retrying');
  });
});

describe('notices', () => {
  const told = (view: BridgeView) =>
    noticesOf(snapshot(view)).map((notice) =>
      notice.kind === 'fault'
        ? notice.fault.code
        : notice.kind === 'alarm'
          ? notice.entry.subject.code
          : notice.kind === 'lost' && [notice.link, ...notice.entries.map(({ subject }) => subject.code)],
    );

  test('silence of the worker is the only thing that can be said then', () => {
    expect(noticesOf(snapshot(SILENT, 3_000))).toEqual([{ kind: 'lost', severity: 'alarm', link: 'worker', entries: [] }]);
  });

  test('alarms come first, then warnings; information stays out, and what was acknowledged too', () => {
    const faults = [faultOf('bms-broadcasting', 'info'), faultOf('history-unsaved', 'warning'), faultOf('can-bus-off', 'alarm')];
    expect(told({ ...ALARM, faults })).toEqual(['cellOverVoltage', 'can-bus-off', 'overTemperature', 'history-unsaved']);
    expect(quietOf(snapshot(ALARM))).toBe(1);
  });

  test('what tells of one lost link is one notice, the gravest and newest first', () => {
    expect(told({ ...SILENT, faults: [] })).toEqual([
      ['bms', 'bms-silent', 'port-lost'],
      ['gx', 'gx-lost'],
    ]);
  });

  test('alarms of a battery that is out of sight are not news', () => {
    expect(told({ ...LIVE, batteryAlarms: undefined, activeAlarms: [CELL_HIGH] })).toEqual([]);
  });

  test('a silenced alarm is news again when its time is over, or the clock was set back', () => {
    const snoozed = (from: number, until: number) => ({ ...LIVE, activeAlarms: [{ ...CELL_HIGH, snooze: { from, until, level: 'alarm', value: 3.6 } as const }] }); // prettier-ignore
    expect(told(snoozed(WALL - 1_000, WALL + 1_000))).toEqual([]);
    expect(told(snoozed(WALL - 1_000, WALL))).toEqual(['cellOverVoltage']);
    expect(told(snoozed(WALL + 1_000, WALL + 2_000))).toEqual(['cellOverVoltage']);
  });

  test('all quiet', () => {
    expect(noticesOf(snapshot(LIVE))).toEqual([]);
  });
});
