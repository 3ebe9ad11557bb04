import { describe, expect, test } from 'vitest';
import type { AlarmEntry } from '../../../src/bridge/alarms-contract';
import { AlarmCaller } from '../../../src/ui/alarm/alarm-caller';
import { PATTERNS, type SoundState } from '../../../src/ui/alarm/alarm-sound';
import { callWords } from '../../../src/ui/alarm/call-words';
import { type CallKind } from '../../../src/ui/state/alarms';
import { BridgeStore } from '../../../src/ui/state/bridge-store';
import { Preferences } from '../../../src/ui/state/preferences';
import { BMS_LOST, CELL_HIGH, GX_LOST, WALL, WARM } from '../../browser/fixtures/alarms';
import { loadTexts } from '../../../src/ui/text/texts';
import { LIVE, SIMULATED } from '../../browser/fixtures/views';

await loadTexts('en');

function setup({ permission = 'default' }: { permission?: NotificationPermission } = {}) {
  let now = 0;
  let state: SoundState = 'ready';
  const store = new BridgeStore(() => now);
  const preferences = new Preferences(undefined, () => []);
  const heard: [number, CallKind][] = [];
  const shown: string[] = [];
  let looked = 0;
  const caller = new AlarmCaller({
    store,
    preferences,
    clock: () => now,
    sound: {
      get state() {
        return state;
      },
      play: (kind) => state === 'ready' && (heard.push([now, kind]), true),
      unlock: () => ((state = 'ready'), Promise.resolve()),
      subscribe: () => () => undefined,
    },
    notifier: {
      get permission() {
        looked += 1;
        return permission;
      },
      ask: () => Promise.resolve(),
      show: ({ title }) => (shown.push(title), Promise.resolve()),
    },
    words: (call) => callWords(call, store.snapshot, 'en'),
  });
  return {
    preferences,
    caller,
    heard,
    shown,
    /** How often the browser was asked what it allows. */
    looked: () => looked,
    lock: () => (state = 'locked'),
    /** Half-second views for so long. */
    see(entries: readonly AlarmEntry[], seconds: number, view = LIVE) {
      for (const end = now + seconds * 1000; now < end; now += 500) store.receive({ ...view, activeAlarms: entries });
    },
    silence(seconds: number) {
      for (const end = now + seconds * 1000; now < end; now += 500) store.tick();
    },
  };
}

const kinds = (heard: readonly (readonly [number, CallKind])[]) => heard.map(([, kind]) => kind);

describe('sound', () => {
  test('is repeated at the pace of its kind until the alarm is acknowledged', () => {
    const { see, heard } = setup();
    see([CELL_HIGH], 20);
    expect(heard).toEqual([[0, 'alarm'], [6_000, 'alarm'], [12_000, 'alarm'], [18_000, 'alarm']]); // prettier-ignore
    see([{ ...CELL_HIGH, acknowledgedAt: WALL }], 60);
    expect(heard).toHaveLength(4);
  });

  test('a snooze is quiet until its end', () => {
    const { see, heard } = setup();
    const snooze = { from: WALL - 600_000, until: WALL + 60_000, level: 'alarm', value: undefined } as const;
    see([{ ...CELL_HIGH, snooze }], 10);
    expect(heard).toEqual([]);
    see([{ ...CELL_HIGH, snooze }], 10, { ...LIVE, wallTime: WALL + 60_000 });
    expect(kinds(heard)).toContain('alarm');
  });

  test('a lost link has its own, which is heard beside the alarm and never into it', () => {
    const { see, heard } = setup();
    see([CELL_HIGH, BMS_LOST, WARM], 16);
    expect(new Set(kinds(heard))).toEqual(new Set(['alarm', 'link', 'warning']));
    expect(heard[0]?.[1]).toBe('alarm');
    const gaps = heard.slice(1).map(([at], index) => at - (heard[index]?.[0] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(3_000);
  });

  test('the bridge itself can be the lost link', () => {
    const { see, silence, heard } = setup();
    see([CELL_HIGH], 1);
    silence(12);
    expect(kinds(heard)).toEqual(['alarm', 'link']);
  });

  test('what is locked is heard as soon as it is not, and what is switched off is not heard', async () => {
    const { see, heard, lock, caller, preferences } = setup();
    lock();
    see([CELL_HIGH], 5);
    expect(heard).toEqual([]);
    await caller.unlock();
    see([CELL_HIGH], 1);
    expect(kinds(heard)).toEqual(['alarm']);
    preferences.setSound('alarm', false);
    see([CELL_HIGH], 30);
    expect(heard).toHaveLength(1);
  });

  test('no two patterns sound alike', () => {
    const shapes = Object.values(PATTERNS).map((tones) => JSON.stringify(tones.map(({ from, to }) => [from, to])));
    expect(new Set(shapes).size).toBe(3);
    // A lost link is the only one that glides.
    expect(
      Object.entries(PATTERNS)
        .filter(([, tones]) => tones.some(({ from, to }) => from !== to))
        .map(([kind]) => kind),
    ).toEqual(['link']);
  });
});

describe('messages of the system', () => {
  test('are shown once for each alarm, and again when it becomes graver', () => {
    const { see, shown, preferences } = setup({ permission: 'granted' });
    preferences.notifications = true;
    see([WARM], 3);
    see([WARM, GX_LOST], 3);
    see([{ ...WARM, level: 'alarm' }], 3);
    expect(shown).toEqual(['warning · Temperature high', 'Link lost: GX', 'alarm · Temperature high']);
  });

  test('the browser is asked what it allows only when there is something new to tell', () => {
    const { see, looked } = setup({ permission: 'granted' });
    see([], 60);
    expect(looked()).toBe(0);
    see([WARM], 60);
    expect(looked()).toBe(1);
  });

  test('say when it is all simulated', () => {
    const { see, shown, preferences } = setup({ permission: 'granted' });
    preferences.notifications = true;
    see([WARM], 1, SIMULATED);
    expect(shown).toEqual(['Simulation · warning · Temperature high']);
  });

  test.each(['default', 'denied'] as const)('are not shown while the permission is %s', (permission) => {
    const { see, shown, preferences, caller } = setup({ permission });
    preferences.notifications = true;
    see([WARM], 1);
    expect(shown).toEqual([]);
    expect(caller.notifier).toBe(permission === 'default' ? 'ask' : 'refused');
  });
});
