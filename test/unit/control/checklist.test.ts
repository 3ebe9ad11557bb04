import { describe, expect, test } from 'vitest';
import { checklist, unproven, type CheckName } from '../../../src/control/checklist';
import { followCurrent, type CurrentEvidence } from '../../../src/control/current-sign';
import { DEFAULT_SETTINGS, INITIAL_STATE, type BridgeEvent, type BridgeState } from '../../../src/control/state';
import { step } from '../../../src/control/step';
import { standardFrame } from '../../../src/protocols/can-frame';
import { LFP_SETTINGS, reading, type ReadingChange } from '../../support/pack-fixtures';

const after = (...events: readonly BridgeEvent[]): BridgeState =>
  events.reduce((state, event) => step(state, event, DEFAULT_SETTINGS).state, INITIAL_STATE);
const JOINED: BridgeEvent = { kind: 'pack-joined', at: 0, pack: 'pack-1', identity: undefined };
const settings = (change = {}): BridgeEvent => ({ kind: 'settings-read', at: 0, pack: 'pack-1', settings: { ...LFP_SETTINGS, ...change } });
const read = (at: number, change: ReadingChange = {}): BridgeEvent => ({ kind: 'pack-read', at, pack: 'pack-1', reading: reading(change) });
const UP: BridgeEvent = { kind: 'can-up', at: 0 };
const from = (id: number, data: readonly number[], at = 0): BridgeEvent => ({
  kind: 'can-frame',
  at,
  frame: standardFrame(id, Uint8Array.from(data)),
});
const CHARGING = { current: 20, status: 'charging' } as const;

const resultOf = (state: BridgeState, name: CheckName, at = 0): string | undefined =>
  checklist(state, DEFAULT_SETTINGS.charge, at).find(({ check }) => check === name)?.result;

describe('each point is open at first, proven by what is measured, and fails by what contradicts it', () => {
  test.each<readonly [CheckName, string, readonly BridgeEvent[]]>([
    ['battery', 'open', []],
    ['battery', 'proven', [JOINED, settings()]],
    ['battery', 'failed', [JOINED, settings({ batteryCapacity: 0 })]],
    ['battery', 'failed', [JOINED, settings(), { ...JOINED, pack: 'pack-2' }]],
    ['cells', 'open', [JOINED, settings()]],
    ['cells', 'proven', [JOINED, settings(), read(0)]],
    ['cells', 'failed', [JOINED, settings(), read(0, { count: 15 })]],
    ['cells', 'failed', [JOINED, settings(), read(0), read(100, { count: 15 })]],
    ['current', 'open', [JOINED, settings(), read(0)]],
    ['current', 'proven', [JOINED, settings(), read(0, CHARGING), read(5000, CHARGING)]],
    ['limits', 'open', [JOINED, settings()]],
    ['limits', 'proven', [JOINED, settings(), read(0)]],
    ['adapter', 'open', []],
    ['adapter', 'proven', [UP]],
    ['alone', 'open', []],
    ['alone', 'proven', [UP]],
    ['alone', 'failed', [UP, from(0x351, [0, 0, 0, 0, 0, 0, 0, 0])]],
    ['gx', 'open', [UP]],
    ['gx', 'proven', [UP, from(0x305, [0, 0, 0, 0, 0, 0, 0, 0])]],
  ])('%s: %s', (name, result, events) => {
    expect(resultOf(after(...events), name)).toBe(result);
  });

  test('settings that nothing follows from under the maxima of the owner have failed', () => {
    const charge = { ...DEFAULT_SETTINGS.charge, cvlUserMax: 40 };
    const [battery] = checklist(after(JOINED, settings()), charge, 0);
    expect(battery).toMatchObject({ check: 'battery', result: 'failed' });
  });

  test('limits that exceed a cutoff of the BMS have failed, whatever the law says', () => {
    const state = after(JOINED, settings(), read(0));
    const pack = state.packs[0];
    if (!pack?.settings) throw new Error('no settings');
    const lower = (change: Partial<typeof LFP_SETTINGS>): BridgeState => ({
      ...state,
      packs: [{ ...pack, settings: { ...LFP_SETTINGS, ...change } }],
    });
    expect(resultOf(lower({ overVoltageCutoff: 3.2 }), 'limits')).toBe('failed');
    expect(resultOf(lower({ chargeOverCurrentCutoff: 1 }), 'limits')).toBe('failed');
    expect(resultOf(lower({ dischargeOverCurrentCutoff: 1 }), 'limits')).toBe('failed');
  });

  test('a GX is forgotten after 10 s, a second battery after a minute', () => {
    const state = after(UP, from(0x307, [0, 0, 0, 0, 0x56, 0x49, 0x43, 0]), from(0x356, [0, 0, 0, 0, 0, 0]));
    expect([10_000, 10_001].map((at) => resultOf(state, 'gx', at))).toEqual(['proven', 'open']);
    expect([60_000, 60_001].map((at) => resultOf(state, 'alone', at))).toEqual(['failed', 'proven']);
  });
});

describe('the sign of the current', () => {
  const follow = (...readings: readonly (readonly [at: number, change: ReadingChange])[]): CurrentEvidence | undefined =>
    readings.reduce<CurrentEvidence | undefined>((before, [at, change]) => followCurrent(before, reading(change), at), undefined);
  const AGAINST = { current: -20, status: 'charging' } as const;

  test('needs 5 s without a break', () => {
    expect(follow([0, CHARGING], [4999, CHARGING])?.result).toBe('open');
    expect(follow([0, CHARGING], [4999, CHARGING], [5000, CHARGING])).toMatchObject({ result: 'proven', current: 20, status: 'charging' });
    expect(follow([0, CHARGING], [4000, AGAINST], [8000, CHARGING])?.result).toBe('open');
    expect(follow([0, CHARGING], [2500, { current: 0.9, status: 'charging' }], [5000, CHARGING])?.result).toBe('open');
  });

  test('is proven by a discharge as well', () => {
    const discharging = { current: -20, status: 'discharging' } as const;
    expect(follow([0, discharging], [5000, discharging])?.result).toBe('proven');
  });

  test('a sensor the wrong way round is found, and a proof does not outlive what contradicts it', () => {
    expect(follow([0, AGAINST], [5000, AGAINST])?.result).toBe('failed');
    expect(follow([0, CHARGING], [5000, CHARGING], [6000, AGAINST], [10_999, AGAINST])?.result).toBe('proven');
    expect(follow([0, CHARGING], [5000, CHARGING], [6000, AGAINST], [11_000, AGAINST])?.result).toBe('failed');
  });

  test('rest, and a status without direction, say nothing', () => {
    expect(follow([0, { current: 0, status: 'idle' }], [9000, { current: 30, status: 'idle' }])).toBeUndefined();
    expect(follow([0, { current: 30, status: 'fullyCharged' }], [9000, { current: 30, status: 'fullyCharged' }])).toBeUndefined();
  });
});

describe('the way up', () => {
  const OPEN = checklist(after(JOINED, settings(), read(0), UP), DEFAULT_SETTINGS.charge, 0);

  test('an open point of a resting battery or a GX that is off may be accepted, nothing else may', () => {
    expect(unproven(OPEN, [])).toEqual(['current', 'gx']);
    expect(unproven(OPEN, ['gx', 'current'])).toEqual([]);
    expect(
      unproven(checklist(INITIAL_STATE, DEFAULT_SETTINGS.charge, 0), ['battery', 'cells', 'current', 'limits', 'adapter', 'alone', 'gx']),
    ).toEqual(['battery', 'cells', 'limits', 'adapter', 'alone']);
  });

  test('what has failed cannot be accepted', () => {
    const against = { current: -20, status: 'charging' } as const;
    const state = after(JOINED, settings(), read(0, against), read(5000, against), UP);
    expect(unproven(checklist(state, DEFAULT_SETTINGS.charge, 5000), ['gx', 'current'])).toEqual(['current']);
  });
});
