import { describe, expect, test } from 'vitest';
import type { BridgeView } from '../../../src/bridge/contract';
import {
  AGING,
  ALARM,
  BMS_PORT,
  CAN_PORT,
  CONNECTING,
  LIVE,
  NO_PORT,
  NOW,
  QUIET,
  SILENT,
  STALE,
  faultOf,
  portOf,
} from '../../browser/fixtures/views';
import { BridgeStore } from '../../../src/ui/state/bridge-store';
import { chainOf } from '../../../src/ui/state/chain';
import { noticesOf } from '../../../src/ui/state/notices';

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
      gx: { state: 'heard', tone: 'ok', age: 640 },
    });
  });

  test('nothing is claimed before the first view, nor of a silent worker', () => {
    expect(states()).toEqual(['unknown', 'starting', 'unknown', 'unknown']);
    expect(states(LIVE, 3_000)).toEqual(['unknown', 'not-answering', 'unknown', 'unknown']);
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
  test('silence of the worker is the only thing that can be said then', () => {
    expect(noticesOf(snapshot(SILENT, 3_000))).toEqual([{ kind: 'bridge-silent', severity: 'alarm' }]);
  });

  test('alarms come first, information stays out', () => {
    const faults = [faultOf('bms-broadcasting', 'info'), faultOf('gx-lost', 'warning'), faultOf('can-bus-off', 'alarm')];
    const told = noticesOf(snapshot({ ...ALARM, faults })).map((notice) =>
      notice.kind === 'fault' ? notice.fault.code : notice.kind === 'battery' && notice.item,
    );
    expect(told).toEqual(['can-bus-off', 'highVoltage', 'gx-lost', 'highTemperature']);
  });

  test('alarms of a battery that is out of sight are not news', () => {
    expect(noticesOf(snapshot({ ...LIVE, batteryAt: NOW - 11_000, alarms: { ...QUIET, lowVoltage: 'alarm' } }))).toEqual([]);
  });

  test('all quiet', () => {
    expect(noticesOf(snapshot(LIVE))).toEqual([]);
  });
});
