import { describe, expect, test } from 'vitest';
import { HistoryRecorder } from '../../../src/bridge/history-recorder';
import type { BridgeView } from '../../../src/bridge/contract';
import type { Alarm } from '../../../src/control/alarms/alarm';
import type { Reading } from '../../../src/storage/history/history';
import { LIVE, faultOf } from '../../browser/fixtures/views';

/** A recorder with everything it has taken down. */
function setup() {
  const readings: Reading[] = [];
  const marks: (readonly [track: string, code: string, data: unknown])[] = [];
  const recorder = new HistoryRecorder({
    add: (reading) => void readings.push(reading),
    mark: (track, code, data = {}) => void marks.push([track, code, data]),
  });
  return { recorder, readings, marks };
}

/** The next reading of the same battery. */
function later(view: BridgeView, ms: number, current?: number): BridgeView {
  return {
    ...view,
    packs: view.packs.map((pack) => ({
      ...pack,
      readAt: (pack.readAt ?? 0) + ms,
      reading: pack.reading && { ...pack.reading, packCurrent: current ?? pack.reading.packCurrent },
    })),
  };
}

describe('the recorder of the history', () => {
  test('takes each reading once, with every cell and what was sent', () => {
    const { recorder, readings } = setup();
    recorder.observe(LIVE);
    recorder.observe(LIVE);
    recorder.observe(later(LIVE, 100));
    expect(readings).toHaveLength(2);
    expect(readings[0]?.sample).toMatchObject({ cell1: 3.438, cell16: 3.442, cvl: LIVE.limits?.cvl.value, ccl: LIVE.limits?.ccl.value });
    expect(readings[0]?.sample.spread).toBeCloseTo(3.46 - 3.412, 9);
  });

  test('records no limit that was not sent', () => {
    const { recorder, readings, marks } = setup();
    recorder.observe({ ...LIVE, phase: 'waiting', limitsSentAt: undefined });
    expect(readings[0]?.sample.cvl).toBeUndefined();
    expect(marks.map(([track]) => track)).not.toContain('ccl');
  });

  test('marks the rule of a limit with its values, once for each rule', () => {
    const { recorder, marks } = setup();
    recorder.observe(LIVE);
    recorder.observe(later(LIVE, 100));
    const { value, reason } = LIVE.limits?.ccl ?? {};
    expect(marks.filter(([track]) => track === 'ccl')).toEqual([['ccl', reason?.rule, { value, because: reason }]]);
  });

  test('marks two rules that take turns once a minute each, and a new one at once', () => {
    const { recorder, marks } = setup();
    const { limits } = LIVE;
    if (!limits) throw new Error('no limits');
    const ruled = (rule: string, at: number): BridgeView => ({
      ...LIVE,
      now: at,
      limits: { ...limits, ccl: { ...limits.ccl, reason: { ...limits.ccl.reason, rule } as never } },
    });
    for (let second = 0; second < 120; second++)
      recorder.observe(ruled(second % 2 === 0 ? 'cell-near-full' : 'recovering', second * 1_000));
    recorder.observe(ruled('bms-fault', 120_000));
    // What has stayed for a minute is marked in the end.
    recorder.observe(ruled('recovering', 121_000));
    recorder.observe(ruled('recovering', 181_000));
    const rules = marks.filter(([track]) => track === 'ccl').map(([, code]) => code);
    expect(rules).toEqual(['cell-near-full', 'recovering', 'cell-near-full', 'recovering', 'bms-fault', 'recovering']);
  });

  test('takes nothing from a battery whose link is gone', () => {
    const { recorder, readings } = setup();
    recorder.observe({ ...LIVE, packs: LIVE.packs.map((pack) => ({ ...pack, port: undefined })) });
    expect(readings).toEqual([]);
  });

  test('marks a state when it begins, and a fault when it comes and goes', () => {
    const { recorder, marks } = setup();
    const fault = faultOf('gx-lost', 'warning');
    recorder.observe({ ...LIVE, faults: [] });
    const before = marks.length;
    recorder.observe({ ...LIVE, faults: [fault] });
    recorder.observe({ ...LIVE, faults: [fault] });
    recorder.observe({ ...LIVE, phase: 'stale', faults: [] });
    expect(marks.slice(before)).toMatchObject([
      ['fault', 'gx-lost', { raised: true }],
      ['phase', 'stale', {}],
      ['fault', 'gx-lost', { raised: false }],
    ]);
  });

  test('tells the time to full at a steady current, and none once the bridge has lost the battery', () => {
    const { recorder } = setup();
    const view = later(LIVE, 0, 28);
    recorder.observe(view);
    const { battery } = view;
    const missing = ((100 - (battery?.stateOfCharge ?? 0)) / 100) * (battery?.capacity ?? 0);
    expect(recorder.timeLeft(view.phase).timeToFull).toBeCloseTo((missing / 28) * 3600, 6);
    expect(recorder.timeLeft('silent').timeToFull).toBeUndefined();
  });

  test('marks an alarm of the battery with its level and cell, and its end; not while nobody sees the battery', () => {
    const { recorder, marks } = setup();
    const alarm: Alarm = {
      code: 'cellOverVoltage',
      level: 'warning',
      cause: { by: 'threshold', origin: 'derived' },
      value: 3.52,
      threshold: 3.5,
      place: { kind: 'cell', at: { voltage: 3.52, pack: 'pack-1', cell: 5 } },
      margin: 0.02,
      since: 0,
    };
    recorder.observe({ ...LIVE, batteryAlarms: [alarm] });
    recorder.observe({ ...LIVE, batteryAlarms: [{ ...alarm, value: 3.55 }] });
    recorder.observe({ ...LIVE, batteryAlarms: undefined });
    recorder.observe({ ...LIVE, batteryAlarms: [{ ...alarm, level: 'alarm', value: 3.61 }] });
    recorder.observe({ ...LIVE, batteryAlarms: [] });
    expect(marks.filter(([track]) => track === 'alarm')).toEqual([
      ['alarm', 'cellOverVoltage', { level: 'warning', value: 3.52, cell: 5 }],
      ['alarm', 'cellOverVoltage', { level: 'alarm', value: 3.61, cell: 5 }],
      ['alarm', 'cellOverVoltage', { level: 'ok' }],
    ]);
  });
});
