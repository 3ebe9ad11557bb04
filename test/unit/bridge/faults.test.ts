import { describe, expect, test } from 'vitest';
import type { BusState, PortView } from '../../../src/bridge/contract';
import { gxView, presentFaults, waitingFor } from '../../../src/bridge/faults';
import { missingDevices } from '../../../src/bridge/known-devices';
import { FROM_THE_BMS } from '../../../src/control/owner';
import { DEFAULT_SETTINGS, type BridgeEvent, type BridgeState } from '../../../src/control/state';
import { LIVE_STATE } from '../../support/live-state';
import { step } from '../../../src/control/step';
import { standardFrame } from '../../../src/protocols/can-frame';
import { LFP_SETTINGS, reading } from '../../support/pack-fixtures';

const after = (...events: readonly BridgeEvent[]): BridgeState =>
  events.reduce((state, event) => step(state, event, DEFAULT_SETTINGS).state, LIVE_STATE);
const joined = (pack: string): BridgeEvent => ({ kind: 'pack-joined', at: 0, pack, identity: undefined });
const settings = (change = {}): BridgeEvent => ({ kind: 'settings-read', at: 0, pack: 'pack-1', settings: { ...LFP_SETTINGS, ...change } });
const read = (at: number, change = {}): BridgeEvent => ({ kind: 'pack-read', at, pack: 'pack-1', reading: reading(change) });
const heard: BridgeEvent = { kind: 'can-frame', at: 1000, frame: standardFrame(0x305, new Uint8Array(8)) };
const codes = (state: BridgeState, at: number, sendingSince?: number, gxLostMs = DEFAULT_SETTINGS.gxLostMs): readonly string[] =>
  presentFaults(state, [], undefined, sendingSince, at, { ...DEFAULT_SETTINGS, gxLostMs }).map(({ code }) => code);

const missing = (state: BridgeState): readonly string[] => waitingFor(state, FROM_THE_BMS);

test('the gate names what it waits for, in the order of the chain', () => {
  expect(missing(LIVE_STATE)).toEqual(['bms-link', 'can-link']);
  expect(missing(after(joined('pack-1')))).toEqual(['settings', 'can-link']);
  expect(missing(after(joined('pack-1'), settings({ batteryCapacity: 0 }), { kind: 'can-up', at: 0 }))).toEqual(['settings']);
  expect(missing(after(joined('pack-1'), settings(), { kind: 'can-up', at: 0 }))).toEqual(['plausible-reading']);
  expect(missing(after(joined('pack-1'), settings(), read(0, { cell: { 5: 2.9 } }), { kind: 'can-up', at: 0 }))).toEqual(['latch-watch']);
  expect(missing(after(joined('pack-1'), settings(), read(0), { kind: 'can-up', at: 0 }))).toEqual([]);
});

test.each([
  ['10 s', 10_000, [6000, 6001, 11_000, 11_001]],
  ['600 s of the owner', 600_000, [301_000, 301_001, 601_000, 601_001]],
])('the GX is lost after %s, and quiet from half of it on', (_, lostMs, times) => {
  const state = after(heard);
  expect([LIVE_STATE, state].map((each) => gxView(each, 1000, lostMs).state)).toEqual(['never', 'heard']);
  expect(times.map((at) => gxView(state, at, lostMs).state)).toEqual(['heard', 'quiet', 'quiet', 'lost']);
  expect(times.map((at) => codes(state, at, 0, lostMs).includes('gx-lost'))).toEqual([false, false, false, true]);
});

test('an adapter that refuses frames is told, but not where the bus is to blame', () => {
  const adapter = {
    ...({ port: 'port-2', version: undefined, serialNumber: undefined, acknowledges: 'cr', refusing: true } as const),
    ...{ sent: 9, acknowledged: 0, refused: 9, unacknowledged: 0, dropped: 0, replaced: 0, received: 0, invalidLines: 0, queued: 1 },
  };
  const told = (bus: BusState): readonly string[] =>
    presentFaults(LIVE_STATE, [], { ...adapter, bus }, undefined, 0, DEFAULT_SETTINGS).map(({ code }) => code);
  expect(told('ok')).toEqual(['can-refusing']);
  expect(told('bus-off')).toEqual(['can-bus-off']);
  expect(told('passive')).toEqual(['can-error-passive']);
});

describe('missingDevices', () => {
  const port = (role: PortView['role'], state: PortView['state']): PortView => ({
    id: 'port-1',
    usb: undefined,
    role,
    state,
    assignment: 'automatic',
    evidence: [],
    attempt: 0,
    retryAt: undefined,
    fault: undefined,
  });
  const known = { bms: '0123', can: 'V1013' };

  test('a device that was used before is missed once no port can still be it', () => {
    expect(missingDevices([], known).map(({ code, detail, subject }) => [code, detail, subject])).toEqual([
      ['port-gone', 'TinyBMS 0123', 'bms'],
      ['port-gone', 'CAN adapter V1013', 'can'],
    ]);
    expect(missingDevices([port('bms', 'live')], known).map(({ subject }) => subject)).toEqual(['can']);
    expect(missingDevices([port('bms', 'live'), port(undefined, 'unidentified')], known).map(({ subject }) => subject)).toEqual(['can']);
  });

  test('nobody is missed while a port is being asked, while its own link comes back, or at the first visit', () => {
    expect(missingDevices([port('bms', 'live'), port(undefined, 'identifying')], known)).toEqual([]);
    expect(missingDevices([port('bms', 'retrying'), port('can', 'live')], known)).toEqual([]);
    expect(missingDevices([], { bms: undefined, can: undefined })).toEqual([]);
  });
});

describe('presentFaults', () => {
  test('a GX that is silent matters 10 s after sending began, or after it was last heard', () => {
    expect(codes(LIVE_STATE, 60_000)).toEqual([]);
    expect(codes(LIVE_STATE, 10_000, 0)).toEqual([]);
    expect(codes(LIVE_STATE, 10_001, 0)).toEqual(['gx-lost']);
    expect(codes(after(heard), 11_001, 0)).toEqual(['gx-lost']);
  });

  test('one rejected reading is noise, five in a row are a fault, a good one ends it', () => {
    const opening = [joined('pack-1'), settings(), read(0)];
    const bad = Array.from({ length: 5 }, (_, index) => read(100 * index, { cell: { 3: 0.1 } }));
    expect(codes(after(...opening, ...bad.slice(0, 4)), 500)).toEqual([]);
    expect(codes(after(...opening, ...bad), 500)).toEqual(['bms-implausible']);
    expect(codes(after(...opening, ...bad, read(600)), 600)).toEqual([]);
  });

  test('a wrong cell count has a name of its own', () => {
    const bad = Array.from({ length: 5 }, (_, index) => read(100 * index, { count: 14 }));
    expect(codes(after(joined('pack-1'), settings(), ...bad), 500)).toEqual(['bms-cell-count']);
  });

  test('settings that limits must not rest on, and a BMS that talks unasked, are told', () => {
    expect(codes(after(joined('pack-1'), settings({ overVoltageCutoff: 3.5 })), 0)).toEqual(['bms-implausible']);
    expect(codes(after(joined('pack-1'), settings({ broadcastTime: 2 })), 0)).toEqual(['bms-broadcasting']);
  });

  test('several packs, stale and silent data, another battery on the bus', () => {
    expect(codes(after(joined('pack-1'), joined('pack-2')), 0)).toEqual(['several-packs']);
    const live = [joined('pack-1'), settings(), read(0)];
    expect(codes(after(...live, { kind: 'tick', at: 10_000 }), 10_000)).toEqual(['bms-stale']);
    expect(codes(after(...live, { kind: 'tick', at: 30_000 }), 30_000)).toEqual(['bms-silent']);
    const foreign = after({ kind: 'can-frame', at: 0, frame: standardFrame(0x351, new Uint8Array(8)) });
    expect([codes(foreign, 10_000), codes(foreign, 10_001)]).toEqual([['can-foreign-limits'], []]);
  });
});
