import { describe, expect, test } from 'vitest';
import type { AdapterView, BridgeView } from '../../../../src/bridge/contract';
import type { Check } from '../../../../src/control/checklist';
import { Commissioner } from '../../../../src/ui/commissioning/commissioner';
import { confirmShown, currentStep, follow, resultOf, STEPS, type CommissioningRecord } from '../../../../src/ui/commissioning/record';
import { BridgeStore } from '../../../../src/ui/state/bridge-store';
import { DISPLAY, LIVE, MILLIVOLTS, OBSERVING, SHADOW, SIMULATED, packOf } from '../../../browser/fixtures/views';

function record(...views: readonly BridgeView[]): CommissioningRecord {
  const last = views.reduce<CommissioningRecord | undefined>(follow, undefined);
  if (!last) throw new Error('no record');
  return last;
}

const later = (view: BridgeView, ms: number, adapter: Partial<AdapterView> = {}): BridgeView => ({
  ...view,
  now: view.now + ms,
  wallTime: view.wallTime + ms,
  adapter: view.adapter && { ...view.adapter, ...adapter },
});

const withCheck = (view: BridgeView, changed: Check): BridgeView => ({
  ...view,
  operation: view.operation && {
    ...view.operation,
    checks: view.operation.checks.map((check) => (check.check === changed.check ? changed : check)),
  },
});

describe('steps of the checklist', () => {
  test('what the bridge has proven is proven, with the values of that moment', () => {
    const seen = record(OBSERVING);
    expect(STEPS.filter((step) => resultOf(seen, step) === 'proven')).toEqual(['battery', 'cells', 'limits', 'adapter', 'alone']);
    expect(currentStep(seen)).toBe('current');
    expect(seen.steps.cells).toMatchObject({ at: OBSERVING.wallTime, evidence: { check: { sum: 55.02, pack: 55.02 } } });
  });

  test('a proof stays while nothing is seen, gives way to a failure, and comes back', () => {
    const gone = withCheck(LIVE, { check: 'gx', acceptable: true, result: 'open', victron: false });
    expect(resultOf(record(LIVE, gone), 'gx')).toBe('proven');
    const failed = withCheck(LIVE, { check: 'current', acceptable: true, result: 'failed', status: 'charging', current: -5 });
    expect(resultOf(record(LIVE, failed), 'current')).toBe('failed');
    expect(resultOf(record(LIVE, failed, OBSERVING), 'current')).toBe('open');
    expect(resultOf(record(LIVE, failed, LIVE), 'current')).toBe('proven');
  });

  test('the first proof is kept', () => {
    expect(record(LIVE, later(LIVE, 60_000)).steps.battery?.at).toBe(LIVE.wallTime);
  });
});

describe('live', () => {
  test.each([OBSERVING, SHADOW])('nothing is live that is not sent', (view) => {
    expect(resultOf(record(view), 'live')).toBe('open');
    expect(resultOf(confirmShown(record(view), view), 'shown')).toBe('open');
  });

  test('limits on their way, and seen on the GX by the owner', () => {
    const seen = record(LIVE);
    expect(seen.steps.live?.evidence).toEqual({ step: 'live', limits: [55.2, 39.6, 135] });
    expect(resultOf(seen, 'shown')).toBe('open');
    expect(confirmShown(seen, LIVE).steps.shown?.evidence).toEqual({ step: 'shown', limits: [55.2, 39.6, 135] });
  });
});

describe('frames', () => {
  const from = { sent: 100, acknowledged: 100, refused: 0 };
  const start = later(LIVE, 0, from);

  test('enough of them taken, the bus in order and the GX heard', () => {
    expect(resultOf(record(start, later(LIVE, 1_000, { ...from, sent: 119, acknowledged: 119 })), 'frames')).toBe('open');
    expect(record(start, later(LIVE, 2_000, { ...from, sent: 121, acknowledged: 120 })).steps.frames).toMatchObject({
      result: 'proven',
      evidence: { sent: 21, acknowledged: 20, refused: 0, acknowledges: 'z', bus: 'ok' },
    });
  });

  test.each<[string, BridgeView, 'open' | 'failed' | 'proven']>([
    ['no answers from an adapter that gives them', later(LIVE, 2_000, { ...from, sent: 130 }), 'open'],
    ['an adapter that never answers', later(LIVE, 2_000, { ...from, sent: 130, acknowledges: 'none' }), 'proven'],
    ['a refusal', later(LIVE, 2_000, { ...from, sent: 130, acknowledged: 129, refused: 1 }), 'failed'],
    ['nobody acknowledges on the bus', later(LIVE, 2_000, { ...from, sent: 130, acknowledged: 130, bus: 'passive' }), 'failed'],
    [
      'a GX that is not heard',
      { ...later(LIVE, 2_000, { ...from, sent: 130, acknowledged: 130 }), gx: { state: 'quiet', heardAt: 0, victron: true } },
      'open',
    ],
  ])('%s', (_, view, result) => {
    expect(resultOf(record(start, view), 'frames')).toBe(result);
  });

  test('counters of a new adapter begin anew', () => {
    const fresh = later(LIVE, 2_000, { sent: 5, acknowledged: 5 });
    expect(resultOf(record(start, fresh, later(LIVE, 3_000, { sent: 20, acknowledged: 20 })), 'frames')).toBe('open');
    expect(resultOf(record(start, fresh, later(LIVE, 4_000, { sent: 26, acknowledged: 26 })), 'frames')).toBe('proven');
  });
});

describe('another installation', () => {
  test('another BMS begins a record of its own', () => {
    const pack = packOf('pack-9', MILLIVOLTS, {
      identity: { hardware: '2.1', publicFirmware: 257, internalFirmware: 243, serialNumber: 'OTHER' },
    });
    const other = withCheck(
      { ...later(OBSERVING, 5_000), packs: [pack] },
      { check: 'cells', acceptable: false, result: 'open', sum: undefined, pack: undefined },
    );
    const seen = record(LIVE, other);
    expect(seen).toMatchObject({ begun: other.wallTime, devices: { bms: { serialNumber: 'OTHER' } } });
    expect(resultOf(seen, 'cells')).toBe('open');
    expect(resultOf(seen, 'live')).toBe('open');
  });

  test('a simulation proves nothing about real equipment, and a recording nothing at all', () => {
    expect(record(LIVE, SIMULATED)).toMatchObject({ mode: 'simulation', begun: SIMULATED.wallTime });
    const real = record(LIVE);
    expect(follow(real, { ...OBSERVING, mode: 'replay' })).toBe(real);
    expect(follow(undefined, { ...LIVE, mode: 'replay' })).toBeUndefined();
  });
});

describe('what is kept', () => {
  function open(view: BridgeView, kept = new Map<string, string>()) {
    const store = new BridgeStore(() => 0);
    store.receive(view);
    const keep = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
    return { store, kept, commissioner: new Commissioner(store, keep) };
  }

  test('a real record outlives a reload, and nothing is told twice', () => {
    const { kept, commissioner, store } = open(LIVE);
    let told = 0;
    commissioner.subscribe(() => told++);
    store.receive(LIVE);
    expect(told).toBe(0);
    commissioner.confirmShown();
    expect(told).toBe(1);
    const again = open(OBSERVING, kept).commissioner;
    expect(again.record).toMatchObject({ begun: LIVE.wallTime });
    expect(again.record && resultOf(again.record, 'shown')).toBe('proven');
  });

  test('a simulated one does not, nor that of a display, and what cannot be read begins anew', () => {
    expect(open(SIMULATED).kept.size).toBe(0);
    expect(open(DISPLAY).kept.size).toBe(0);
    for (const text of ['{', '{"version":9}', 'null']) {
      expect(open(OBSERVING, new Map([['tb-commissioning', text]])).commissioner.record?.begun).toBe(OBSERVING.wallTime);
    }
  });
});
