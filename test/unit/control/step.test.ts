import { describe, expect, test } from 'vitest';
import type { BridgeEvent, BridgeState, ControlSettings } from '../../../src/control/state';
import { LIVE_STATE } from '../../support/live-state';
import { DEFAULT_SETTINGS } from '../../../src/control/state';
import { step } from '../../../src/control/step';
import { nextDue } from '../../../src/control/transmission';
import type { CanFrame } from '../../../src/protocols/can-frame';
import { standardFrame } from '../../../src/protocols/can-frame';
import { decodeFrame } from '../../../src/protocols/canbms/codec';
import { FRAMES } from '../../../src/protocols/canbms/frames';
import { LFP_SETTINGS, reading, type ReadingChange } from '../../support/pack-fixtures';

interface Sent {
  readonly at: number;
  readonly frame: CanFrame;
}

/** Runs events through `step` and ticks it whenever it asks for it, as the runtime does. */
class Bridge {
  state: BridgeState = LIVE_STATE;
  readonly sent: Sent[] = [];
  private now = 0;

  constructor(public settings: ControlSettings = DEFAULT_SETTINGS) {}

  feed(event: BridgeEvent): void {
    this.advance(event.at);
    this.apply(event);
  }

  advance(to: number): void {
    for (;;) {
      const due = nextDue(this.state, this.settings);
      if (due === undefined || due > to) break;
      this.now = Math.max(due, this.now);
      this.apply({ kind: 'tick', at: this.now });
    }
    this.now = to;
  }

  read(at: number, change: ReadingChange = {}): void {
    this.feed({ kind: 'pack-read', at, pack: 'pack-1', reading: reading(change) });
  }

  /** Ten readings a second from `from` up to, not including, `to`. */
  readings(from: number, to: number, change: ReadingChange = {}): void {
    for (let at = from; at < to; at += 100) this.read(at, change);
  }

  ids(from = 0, to = Infinity): readonly number[] {
    return this.sent.filter(({ at }) => at >= from && at < to).map(({ frame }) => frame.id);
  }

  limits(from = 0, to = Infinity): readonly { at: number; cvl: number; ccl: number; dcl: number }[] {
    return this.sent
      .filter(({ at, frame }) => frame.id === 0x351 && at >= from && at < to)
      .map(({ at, frame }) => ({ at, ...decodeFrame(FRAMES.chargeLimits, frame.data) }));
  }

  private apply(event: BridgeEvent): void {
    const { state, effects } = step(this.state, event, this.settings);
    this.state = state;
    this.sent.push(...effects.map(({ frame }) => ({ at: event.at, frame })));
  }
}

function ready(settings?: ControlSettings): Bridge {
  const bridge = new Bridge(settings);
  bridge.feed({ kind: 'can-up', at: 0 });
  bridge.feed({ kind: 'pack-joined', at: 0, pack: 'pack-1', identity: undefined });
  bridge.feed({ kind: 'settings-read', at: 0, pack: 'pack-1', settings: LFP_SETTINGS });
  return bridge;
}

describe('the gate', () => {
  test('nothing is sent before settings and a plausible reading are there', () => {
    const bridge = new Bridge();
    bridge.feed({ kind: 'can-up', at: 0 });
    bridge.feed({ kind: 'pack-joined', at: 0, pack: 'pack-1', identity: undefined });
    bridge.readings(0, 3000);
    bridge.feed({ kind: 'settings-read', at: 3000, pack: 'pack-1', settings: LFP_SETTINGS });
    bridge.readings(3000, 6000, { cell: { 4: 0 } });
    expect(bridge.sent).toEqual([]);
    bridge.read(6000);
    expect(bridge.ids()).toEqual([0x351]);
  });

  test('nothing is sent for settings that limits must not be derived from', () => {
    const bridge = ready();
    bridge.feed({ kind: 'settings-read', at: 0, pack: 'pack-1', settings: { ...LFP_SETTINGS, chargeOverCurrentCutoff: 0 } });
    bridge.readings(0, 5000);
    expect(bridge.sent).toEqual([]);
    expect(bridge.state.packs[0]?.reading).toBeUndefined();
  });

  test('nothing is sent for two packs, which nobody has thought through yet', () => {
    const bridge = ready();
    bridge.readings(0, 1000);
    bridge.feed({ kind: 'pack-joined', at: 1000, pack: 'pack-2', identity: undefined });
    const before = bridge.sent.length;
    bridge.feed({ kind: 'settings-read', at: 1000, pack: 'pack-2', settings: LFP_SETTINGS });
    bridge.feed({ kind: 'pack-read', at: 1100, pack: 'pack-2', reading: reading() });
    bridge.readings(1200, 3000);
    expect(bridge.sent.length).toBe(before);
  });

  test('another BMS in the place of one that is gone starts from nothing', () => {
    const bridge = ready();
    bridge.readings(0, 1000);
    bridge.feed({ kind: 'pack-left', at: 1000, pack: 'pack-1' });
    bridge.feed({ kind: 'pack-joined', at: 1500, pack: 'pack-2', identity: undefined });
    bridge.feed({ kind: 'tick', at: 1600 });
    expect(bridge.ids(1500)).toEqual([]);
    bridge.feed({ kind: 'settings-read', at: 1700, pack: 'pack-2', settings: { ...LFP_SETTINGS, chargeOverCurrentCutoff: 50 } });
    bridge.feed({ kind: 'pack-read', at: 1800, pack: 'pack-2', reading: reading() });
    expect(bridge.limits(1500)[0]?.ccl).toBe(45);
  });
});

test('another number of cells is another battery: nothing that was learnt holds for it', () => {
  const bridge = ready();
  bridge.readings(0, 1000, { temperatures: [1, 5] });
  expect(bridge.limits(0, 1000).at(-1)?.ccl).toBe(0);
  bridge.feed({ kind: 'settings-read', at: 1000, pack: 'pack-1', settings: { ...LFP_SETTINGS, seriesCells: 15 } });
  bridge.readings(1050, 3000, { count: 15 });
  expect(bridge.limits(2000).at(-1)).toMatchObject({ ccl: 90, cvl: 51.7 });
});

describe('a start with a cell at its limit', () => {
  test('an empty cell: nothing for 10 s, then limits with the discharge latched, never a small one before', () => {
    const bridge = ready();
    bridge.readings(0, 10_000, { cell: { 5: 2.9 } });
    expect(bridge.sent).toEqual([]);
    bridge.readings(10_000, 12_000, { cell: { 5: 2.9 } });
    expect(bridge.limits(10_000).length).toBeGreaterThan(0);
    expect(bridge.limits().every(({ dcl, ccl }) => dcl === 0 && ccl > 0)).toBe(true);
  });

  test('a cell at the stop voltage: nothing for 3 s, then no charge current', () => {
    const bridge = ready();
    bridge.readings(0, 3_000, { cells: 3.45, cell: { 5: 3.6 } });
    expect(bridge.sent).toEqual([]);
    bridge.readings(3_000, 5_000, { cells: 3.45, cell: { 5: 3.6 } });
    expect(bridge.limits(3_000).length).toBeGreaterThan(0);
    expect(bridge.limits().every(({ ccl }) => ccl === 0)).toBe(true);
  });

  test('a cell that leaves its limit meanwhile opens the gate', () => {
    const bridge = ready();
    bridge.readings(0, 2_000, { cell: { 5: 2.9 } });
    bridge.read(2_000, { cell: { 5: 3.2 } });
    expect(bridge.ids()).toEqual([0x351]);
  });

  test('once open, the gate does not close for a cell that gets there later', () => {
    const bridge = ready();
    bridge.readings(0, 1_000);
    bridge.readings(1_000, 5_000, { cell: { 5: 2.9 } });
    expect(bridge.limits(1_000).length).toBeGreaterThanOrEqual(4);
  });
});

describe('the schedule', () => {
  test('a complete round within 100 ms, the four core frames within 50 ms, limits first', () => {
    const bridge = ready();
    bridge.readings(0, 900);
    expect(bridge.ids(0, 50).slice(0, 4)).toEqual([0x351, 0x355, 0x356, 0x35a]);
    expect(bridge.ids(0, 100)).toEqual([0x351, 0x355, 0x356, 0x35a, 0x372, 0x373, 0x374, 0x375, 0x376, 0x377, 0x35e, 0x35f, 0x379, 0x382]);
    const times = bridge.sent.map(({ at }) => at);
    expect(times.every((at, index) => index === 0 || at - (times[index - 1] ?? 0) >= 5)).toBe(true);
  });

  test('each frame keeps its period over a minute', () => {
    const bridge = ready();
    bridge.readings(0, 60_000);
    const count = (id: number): number => bridge.ids().filter((each) => each === id).length;
    expect([0x351, 0x355, 0x356, 0x35a].map(count)).toEqual([60, 60, 60, 60]);
    expect([0x372, 0x373, 0x374, 0x375, 0x376, 0x377].map(count)).toEqual([30, 30, 30, 30, 30, 30]);
    expect([0x35e, 0x35f, 0x379, 0x382].map(count)).toEqual([12, 12, 12, 12]);
    const times = bridge.limits().map(({ at }) => at);
    expect(new Set(times.map((at) => at % 1000))).toEqual(new Set([0]));
  });

  test('a long name and a serial number go out in two parts, the first before the second', () => {
    const identity = { hardware: '2.1', publicFirmware: 1, internalFirmware: 243, serialNumber: '0123456789ABCDEF01234567' };
    const named = { ...DEFAULT_SETTINGS, batteryName: 'TinyBMS 16S-280' };
    let state = LIVE_STATE;
    const frames: CanFrame[] = [];
    const events: readonly BridgeEvent[] = [
      { kind: 'can-up', at: 0 },
      { kind: 'pack-joined', at: 0, pack: 'pack-1', identity },
      { kind: 'settings-read', at: 0, pack: 'pack-1', settings: LFP_SETTINGS },
      { kind: 'pack-read', at: 0, pack: 'pack-1', reading: reading() },
      { kind: 'tick', at: 100 },
    ];
    for (const event of events) {
      const next = step(state, event, named);
      state = next.state;
      frames.push(...next.effects.map((effect) => effect.frame));
    }
    const text = (id: number): string => String.fromCharCode(...(frames.find((frame) => frame.id === id)?.data ?? []));
    expect([text(0x370), text(0x371)]).toEqual(['TinyBMS ', '16S-280\0']);
    expect([text(0x380), text(0x381)]).toEqual(['89ABCDEF', '01234567']);
    expect(frames.map(({ id }) => id).indexOf(0x371)).toBe(frames.map(({ id }) => id).indexOf(0x370) + 1);
  });

  test('a late tick sends each frame once and keeps the beat', () => {
    const bridge = ready();
    bridge.read(0);
    const late = step(bridge.state, { kind: 'tick', at: 4321 }, DEFAULT_SETTINGS);
    expect(late.effects.filter(({ frame }) => frame.id === 0x351)).toHaveLength(1);
    expect(late.state.transmission?.chargeLimits).toBe(5000);
  });

  test('never a frame of the GX', () => {
    const bridge = ready();
    bridge.readings(0, 20_000);
    expect(bridge.ids().some((id) => id >= 0x305 && id <= 0x307)).toBe(false);
  });
});

describe('frames as the owner wants them', () => {
  const wanting = (frames: Partial<ControlSettings['frames']>): ControlSettings => ({
    ...DEFAULT_SETTINGS,
    frames: { ...DEFAULT_SETTINGS.frames, ...frames },
  });

  test('each pace has its own time', () => {
    const bridge = ready(wanting({ fastMs: 500, cellsMs: 10_000, namesMs: 20_000 }));
    bridge.readings(0, 60_000);
    const count = (id: number): number => bridge.ids().filter((each) => each === id).length;
    expect([0x351, 0x356, 0x372, 0x35e].map(count)).toEqual([120, 120, 6, 3]);
  });

  test('what can be left out is left out, and nothing else', () => {
    const off = { modules: false, cells: false, product: false, capacity: false, family: false, serial: false };
    const bridge = ready(wanting(off));
    bridge.readings(0, 20_000);
    expect(new Set(bridge.ids())).toEqual(new Set([0x351, 0x355, 0x356, 0x35a, 0x35e]));
  });

  test('a shorter time holds at once, not when the longer one is over', () => {
    const bridge = ready(wanting({ namesMs: 60_000 }));
    bridge.readings(0, 1_000);
    bridge.settings = wanting({ namesMs: 2_000 });
    bridge.readings(1_000, 4_000);
    expect(bridge.ids(1_000, 4_000)).toContain(0x35e);
  });

  test('a limit that falls goes out at once whatever the pace', () => {
    const bridge = ready(wanting({ fastMs: 2_000 }));
    bridge.readings(0, 2_300);
    bridge.readings(2_300, 2_700, { cells: 3.62 });
    const [before] = bridge.limits(2_000);
    const [fallen] = bridge.limits(2_300);
    expect(fallen?.at).toBe(2_300);
    expect(fallen?.ccl).toBeLessThan(before?.ccl ?? 0);
  });

  test.each([
    ['hottest', [21, 24], 24],
    ['external1', [21, 24], 21],
    ['internal', [21, 24], 25],
    // A sensor that is not fitted is no temperature.
    ['external2', [21, undefined], 21],
  ] as const)('the temperature of %s stands in 0x356', (temperature, temperatures, celsius) => {
    const bridge = ready(wanting({ temperature }));
    bridge.read(0, { temperatures });
    bridge.advance(50);
    const sent = bridge.sent.find(({ frame }) => frame.id === 0x356);
    expect(sent && decodeFrame(FRAMES.measurements, sent.frame.data).temperature).toBe(celsius);
  });
});

describe('a limit that falls', () => {
  test('goes out with the reading that lowers it', () => {
    const bridge = ready();
    bridge.readings(0, 500, { temperatures: [5, 9] });
    bridge.read(512, { temperatures: [2, 9] });
    expect(bridge.limits(500, 600)).toMatchObject([{ at: 512, ccl: 0 }]);
  });

  test('waits until 100 ms after the last different one, and the beat stays', () => {
    const bridge = ready();
    bridge.readings(0, 900);
    bridge.read(960, { cell: { 7: 3.6 }, cells: 3.5 });
    bridge.read(990, { cell: { 7: 3.65 }, cells: 3.5 });
    bridge.readings(1100, 3500, { cell: { 7: 3.65 }, cells: 3.5 });
    expect(bridge.limits(900).map(({ at }) => at)).toEqual([960, 1060, 2000, 3000]);
  });

  test('a limit that rises waits for the beat', () => {
    const bridge = ready();
    bridge.readings(0, 500, { cells: 3.05 });
    bridge.readings(500, 990, { cells: 3.2 });
    expect(bridge.limits(1, 999)).toEqual([]);
  });
});

describe('no data from the BMS', () => {
  test('10 s: no charging, internal warning, no old measurements; 30 s: silence', () => {
    const bridge = ready();
    bridge.readings(0, 1000);
    bridge.advance(40_000);
    expect(bridge.limits(9000, 10_900).every(({ ccl }) => ccl === 90)).toBe(true);
    expect(bridge.limits(10_900, 11_000)).toMatchObject([{ cvl: 53.2, ccl: 0, dcl: 108 }]);
    const stale = bridge.ids(10_901, 30_900);
    expect(new Set(stale)).toEqual(new Set([0x351, 0x35a, 0x372, 0x35e, 0x35f, 0x379, 0x382]));
    const alarms = bridge.sent.findLast(({ frame }) => frame.id === 0x35a);
    expect(decodeFrame(FRAMES.alarms, alarms?.frame.data ?? new Uint8Array())).toMatchObject({
      internalWarning: 'active',
      internalAlarm: 'ok',
    });
    expect(bridge.ids(30_900)).toEqual([]);
    expect(bridge.state.phase.kind).toBe('silent');
  });

  test.each([15_000, 60_000])('back after %i ms: at once, without a zero limit', (gap) => {
    const bridge = ready();
    bridge.readings(0, 1000);
    bridge.readings(1050 + gap, 4500 + gap);
    const limits = bridge.limits(1050 + gap, 4500 + gap);
    expect(limits[0]?.at).toBeLessThanOrEqual(2050 + gap);
    expect(limits.length).toBeGreaterThanOrEqual(3);
    expect(limits.every(({ cvl, ccl, dcl }) => cvl > 50 && ccl > 0 && dcl > 0)).toBe(true);
  });

  test('after a sleep nothing of before is sent, until the next reading', () => {
    const bridge = ready();
    bridge.readings(0, 1000);
    bridge.feed({ kind: 'slept', at: 1000, forMs: 3_600_000 });
    bridge.advance(3000);
    expect(bridge.ids(1001, 3000)).toEqual([]);
    bridge.read(3000);
    expect(bridge.limits(3000)).toMatchObject([{ ccl: 2 }]);
  });

  test('a sleep has passed for what the law remembers', () => {
    const bridge = ready();
    bridge.readings(0, 1000);
    const before = bridge.state.memory;
    bridge.feed({ kind: 'slept', at: 1000, forMs: 7_200_000 });
    bridge.read(3000);
    const after = bridge.state.memory?.law;
    const passed = (3000 - (before?.at ?? NaN)) / 1000 + 7200;
    expect(after?.phase.unwatched).toBeCloseTo(passed, 3);
    expect(after?.phase.since).toBeCloseTo((before?.law.phase.since ?? NaN) + passed, 3);
    expect(after?.sinceFull).toBeCloseTo((before?.law.sinceFull ?? NaN) + passed, 3);
  });

  test('readings that cannot be true count as none', () => {
    const bridge = ready();
    bridge.readings(0, 1000);
    bridge.readings(1000, 40_000, { cell: { 4: 0.2 } });
    expect(bridge.state.phase.kind).toBe('silent');
    expect(bridge.state.packs[0]?.rejected).toBe(390);
  });

  test.each([
    ['no cell can have', { cell: { 4: 0.2 } }],
    ['no cell jumps to', { cell: { 4: 3.7 } }],
    ['no sensor jumps to', { temperatures: [-20, 24] as const }],
  ])('one reading that %s changes nothing', (_, change) => {
    const bridge = ready();
    bridge.readings(0, 1000);
    const before = bridge.state.phase;
    bridge.read(1050, change);
    expect(bridge.state.phase).toBe(before);
    bridge.readings(1100, 2500);
    expect(new Set(bridge.limits(0, 2500).map(({ cvl, ccl, dcl }) => `${cvl} ${ccl} ${dcl}`)).size).toBe(1);
    expect(bridge.state.packs[0]).toMatchObject({ rejected: 1, rejectedInARow: 0, doubt: undefined, lastRejection: { at: 1050 } });
  });

  test('a cold that stays is believed, and forbids charging within a second', () => {
    const bridge = ready();
    bridge.readings(0, 1000);
    bridge.readings(1000, 2500, { temperatures: [-5, -4] });
    const forbidden = bridge.limits(1000, 2500).find(({ ccl }) => ccl === 0);
    expect(forbidden?.at).toBeLessThanOrEqual(2000);
    expect(bridge.state.packs[0]).toMatchObject({ rejected: 2, doubt: undefined });
  });

  test('a value that never settles is never believed: stale after 10 s, silent after 30 s', () => {
    const bridge = ready();
    bridge.readings(0, 1000);
    for (let at = 1000; at < 40_000; at += 100) bridge.read(at, { soc: (at / 100) % 2 === 0 ? 5 : 95 });
    expect(bridge.limits(11_100, 30_000).every(({ ccl }) => ccl === 0)).toBe(true);
    expect(bridge.ids(31_100)).toEqual([]);
    expect(bridge.state.phase.kind).toBe('silent');
  });
});

describe('the adapter', () => {
  test('nothing is sent while it is down, and a complete round when it is back', () => {
    const bridge = ready();
    bridge.readings(0, 1000);
    bridge.feed({ kind: 'can-down', at: 1000 });
    bridge.readings(1100, 5000);
    expect(bridge.ids(1001, 5000)).toEqual([]);
    bridge.feed({ kind: 'can-up', at: 5000 });
    bridge.readings(5000, 5200);
    expect(bridge.ids(5000, 5020)).toEqual([0x351, 0x355, 0x356, 0x35a]);
  });
});

describe('the bus', () => {
  const heard = (id: number, data: readonly number[] = []): CanFrame => standardFrame(id, Uint8Array.from(data));

  test('0x305 and 0x307 show the GX; "VIC" shows its make', () => {
    const bridge = ready();
    bridge.feed({ kind: 'can-frame', at: 100, frame: heard(0x305) });
    expect(bridge.state.gx).toEqual({ heardAt: 100, victron: false });
    bridge.feed({ kind: 'can-frame', at: 200, frame: heard(0x307, [0x12, 0x34, 0x56, 0x78, 0x56, 0x49, 0x43, 0]) });
    expect(bridge.state.gx).toEqual({ heardAt: 200, victron: true });
  });

  test('29-bit and remote frames of the same number mean nothing', () => {
    const bridge = ready();
    bridge.feed({ kind: 'can-frame', at: 100, frame: { ...heard(0x305), extended: true } });
    bridge.feed({ kind: 'can-frame', at: 100, frame: { ...heard(0x351), remote: true } });
    expect(bridge.state).toMatchObject({ gx: { heardAt: undefined }, foreignLimitsAt: undefined });
  });

  test('another battery on the bus is noticed', () => {
    const bridge = ready();
    bridge.feed({ kind: 'can-frame', at: 100, frame: heard(0x351, [0, 0, 0, 0, 0, 0, 0, 0]) });
    expect(bridge.state.foreignLimitsAt).toBe(100);
  });
});
