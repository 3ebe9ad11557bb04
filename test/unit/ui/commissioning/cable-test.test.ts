import { describe, expect, test } from 'vitest';
import type { BridgeView, Fault, Phase, WireFrame } from '../../../../src/bridge/contract';
import { armCableTest, type CableTest, followCable, hasPassed, judgeTimes } from '../../../../src/ui/commissioning/cable-test';
import { BMS_PORT, CAN_PORT, LIVE, OBSERVING, faultOf, packOf, MILLIVOLTS } from '../../../browser/fixtures/views';

interface Moment {
  readonly now: number;
  readonly phase: Phase;
  readonly readAt: number;
  /** When 0x351 was last sent, and how often. */
  readonly sentAt: number;
  readonly count: number;
  readonly intervalMs?: number;
  readonly lost?: boolean;
  readonly faults?: readonly Fault[];
}

function viewOf({ now, phase, readAt, sentAt, count, intervalMs = 1_000, lost = false, faults = [] }: Moment): BridgeView {
  const frame: WireFrame = { id: 0x351, direction: 'sent', data: '', at: sentAt, count, intervalMs };
  return {
    ...LIVE,
    now,
    phase,
    packs: [packOf('pack-1', MILLIVOLTS, { readAt })],
    ports: [lost ? { ...BMS_PORT, state: 'retrying' } : BMS_PORT, CAN_PORT],
    wire: [frame],
    faults,
  };
}

const since = (code: Fault['code'], at: number): Fault => ({ ...faultOf(code, 'alarm'), since: at });
const BEFORE: Moment = { now: 100_000, phase: 'live', readAt: 99_900, sentAt: 99_500, count: 40 };
const PULLED: Moment = {
  now: 105_400,
  phase: 'live',
  readAt: 105_000,
  sentAt: 104_500,
  count: 45,
  lost: true,
  faults: [since('port-lost', 105_200)],
};
const STALE: Moment = { ...PULLED, now: 116_000, phase: 'stale', sentAt: 115_500, count: 56, faults: [since('bms-stale', 115_050)] };
const SILENT: Moment = { ...STALE, now: 136_000, phase: 'silent', sentAt: 134_500, count: 75, faults: [since('bms-silent', 135_050)] };
const SILENT_LONG: Moment = { ...SILENT, now: 137_600 };
const BACK: Moment = { now: 150_000, phase: 'live', readAt: 149_950, sentAt: 150_200, count: 76, intervalMs: 15_700 };

/** Goes through these moments. */
function run(moments: readonly Moment[], from = viewOf(BEFORE)): CableTest {
  return moments.reduce<CableTest>((test, moment) => followCable(test, viewOf(moment)), armCableTest(from));
}

describe('a cable that is pulled and put back', () => {
  test('every time is that of the worker, counted from the last good reading', () => {
    const test = run([
      BEFORE,
      PULLED,
      STALE,
      SILENT,
      SILENT_LONG,
      { ...SILENT_LONG, ...BACK, now: 149_990, phase: 'silent', sentAt: 134_500, count: 75 },
      { ...BACK, now: 150_300 },
    ]);
    expect(test).toEqual({ phase: 'done', times: { told: 200, held: 10_050, ended: 29_500, resumed: 250, without: 44_950 } });
    expect(test.phase === 'done' && hasPassed(test.times)).toBe(true);
  });

  test('a page that has missed the first limits counts back to them', () => {
    const late: Moment = { ...BACK, now: 151_300, sentAt: 151_200, count: 77, intervalMs: 1_000 };
    const test = run([PULLED, STALE, SILENT_LONG, { ...BACK, phase: 'silent', sentAt: 134_500, count: 75 }, late]);
    expect(test).toMatchObject({ times: { resumed: 250 } });
  });

  test('a plug pulled at the BMS leaves its port open: three seconds without a reading say it', () => {
    const quiet: Moment = { ...BEFORE, now: 102_000 };
    expect(run([quiet])).toMatchObject({ phase: 'armed' });
    expect(run([quiet, { ...quiet, now: 102_900 }])).toMatchObject({ phase: 'out', lastReadingAt: 99_900, toldAt: undefined });
    expect(run([{ ...quiet, now: 103_000, faults: [since('port-not-answering', 102_950)] }])).toMatchObject({ toldAt: 102_950 });
  });

  test('what was wrong with another port before says nothing about the cable', () => {
    const old = since('port-open-failed', 1_000);
    expect(run([{ ...PULLED, faults: [old] }])).toMatchObject({ toldAt: PULLED.now });
    expect(run([{ ...PULLED, faults: [old, since('port-lost', 105_200)] }])).toMatchObject({ toldAt: 105_200 });
  });

  test('it may go back only when a GX has heard nothing for three seconds', () => {
    expect(run([PULLED, STALE, SILENT])).toMatchObject({ phase: 'out', silent: false });
    expect(run([PULLED, STALE, SILENT_LONG])).toMatchObject({ phase: 'out', silent: true });
  });
});

describe('a test that says nothing', () => {
  test.each<[string, readonly Moment[], string]>([
    ['back too early', [PULLED, STALE, { ...BACK, now: 125_000, readAt: 124_900 }], 'too-early'],
    ['nobody pulls', [{ ...BEFORE, now: 701_000, readAt: 700_900 }], 'gave-up'],
    ['the worker began anew', [PULLED, { ...BEFORE, now: 2_000, readAt: 1_900 }], 'restarted'],
  ])('%s', (_, moments, why) => {
    expect(run(moments)).toEqual({ phase: 'ended', why });
  });

  test('while nothing is sent it cannot begin, and the way down ends it', () => {
    expect(armCableTest(OBSERVING)).toEqual({ phase: 'ended', why: 'not-live' });
    const down = { ...viewOf(PULLED), operation: OBSERVING.operation };
    expect(followCable(run([PULLED]), down)).toEqual({ phase: 'ended', why: 'not-live' });
  });
});

describe('what must be reached', () => {
  const times = { told: 200, held: 10_050, ended: 29_500, resumed: 250, without: 44_950 };

  test.each([
    ['told', { ...times, told: 11_001 }],
    ['held', { ...times, held: undefined }],
    ['ended', { ...times, ended: 31_001 }],
    ['resumed', { ...times, resumed: 2_001 }],
  ] as const)('%s', (name, slow) => {
    expect(judgeTimes(slow)).toEqual({ told: true, held: true, ended: true, resumed: true, [name]: false });
    expect(hasPassed(slow)).toBe(false);
  });

  test('limits that do not come back fail the test', () => {
    const test = run([
      PULLED,
      STALE,
      SILENT_LONG,
      { ...BACK, phase: 'waiting', sentAt: 134_500, count: 75 },
      { ...BACK, now: 211_000, readAt: 210_900, phase: 'waiting', sentAt: 134_500, count: 75 },
    ]);
    expect(test).toMatchObject({ phase: 'done', times: { resumed: undefined } });
    expect(test.phase === 'done' && hasPassed(test.times)).toBe(false);
  });
});
