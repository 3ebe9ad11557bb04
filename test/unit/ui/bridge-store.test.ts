import { beforeEach, describe, expect, test, vi } from 'vitest';
import { LIVE, NOW, SIMULATED, STALE } from '../../browser/fixtures/views';
import { BridgeStore, type Change, ageOf, freshnessAt } from '../../../src/ui/state/bridge-store';
import { freshnessOf } from '../../../src/ui/state/freshness';

let now = 0;
let store: BridgeStore;

beforeEach(() => {
  now = 5_000;
  store = new BridgeStore(() => now);
});

function changes(): Change[] {
  const seen: Change[] = [];
  store.subscribe((_, change) => seen.push(change));
  return seen;
}

describe('freshness', () => {
  test.each([
    [undefined, 'none'],
    [0, 'fresh'],
    [2_000, 'fresh'],
    [2_001, 'old'],
    [9_999, 'old'],
    [10_000, 'lost'],
  ] as const)('%s ms is %s', (age, freshness) => {
    expect(freshnessOf(age)).toBe(freshness);
  });
});

describe('time', () => {
  test('ages grow on the page between two views', () => {
    store.receive(LIVE);
    expect(ageOf(store.snapshot, NOW - 120)).toBe(120);
    now += 1_500;
    store.tick();
    expect(ageOf(store.snapshot, NOW - 120)).toBe(1_620);
    expect(freshnessAt(store.snapshot, NOW - 120)).toBe('fresh');
  });

  test('a later moment than now has age 0, not a negative one', () => {
    store.receive(LIVE);
    expect(ageOf(store.snapshot, NOW + 50)).toBe(0);
  });

  test('a worker that is silent for 3 s makes every value lost at once', () => {
    store.receive(LIVE);
    now += 2_999;
    store.tick();
    expect(store.snapshot.worker).toBe('answering');
    now += 1;
    store.tick();
    expect(store.snapshot.worker).toBe('silent');
    expect(freshnessAt(store.snapshot, NOW)).toBe('lost');
    expect(freshnessAt(store.snapshot, undefined)).toBe('none');
  });

  test('a worker that never speaks is silent, too', () => {
    expect(store.snapshot.worker).toBe('starting');
    now += 3_000;
    store.tick();
    expect(store.snapshot.worker).toBe('silent');
  });

  test('the next view brings the worker back', () => {
    now += 4_000;
    store.tick();
    store.receive(LIVE);
    expect(store.snapshot.worker).toBe('answering');
    expect(freshnessAt(store.snapshot, NOW - 120)).toBe('fresh');
  });
});

describe('changes', () => {
  test('what must not wait is a turn: first view, mode, phase, silence and its end', () => {
    const seen = changes();
    store.receive(LIVE);
    store.receive({ ...LIVE, now: NOW + 200 });
    store.receive(STALE);
    store.receive(SIMULATED);
    store.tick();
    now += 3_000;
    store.tick();
    store.tick();
    store.receive(SIMULATED);
    expect(seen).toEqual(['turn', 'view', 'turn', 'turn', 'tick', 'turn', 'tick', 'turn']);
  });

  test('a listener that has left hears nothing', () => {
    const listener = vi.fn();
    store.subscribe(listener)();
    store.receive(LIVE);
    expect(listener).not.toHaveBeenCalled();
  });
});

describe('a page that nobody sees', () => {
  let isSeen = true;
  const heard = { always: [] as Change[], seen: [] as Change[] };

  beforeEach(() => {
    isSeen = true;
    store = new BridgeStore(
      () => now,
      () => isSeen,
    );
    for (const attention of ['always', 'seen'] as const) {
      heard[attention] = [];
      store.subscribe((_, change) => heard[attention].push(change), attention);
    }
    store.receive(LIVE);
  });

  test('rests, and only what is told outside of it goes on', () => {
    isSeen = false;
    store.receive({ ...LIVE, now: NOW + 200 });
    store.tick();
    store.receive(STALE);
    expect(heard).toEqual({ always: ['turn', 'view', 'tick', 'turn'], seen: ['turn'] });
  });

  test('hears of a turn when it is seen again, whatever tells it first, and once', () => {
    isSeen = false;
    store.receive({ ...LIVE, now: NOW + 200 });
    isSeen = true;
    store.tick();
    store.tick();
    isSeen = false;
    store.tick();
    isSeen = true;
    store.receive({ ...LIVE, now: NOW + 400 });
    store.receive({ ...LIVE, now: NOW + 600 });
    expect(heard.seen).toEqual(['turn', 'turn', 'tick', 'turn', 'view']);
  });

  test('knows at once how old everything has become', () => {
    isSeen = false;
    store.tick();
    now += 20_000;
    isSeen = true;
    let seen: string | undefined;
    store.subscribe((snapshot) => (seen = freshnessAt(snapshot, NOW)), 'seen');
    store.tick();
    expect(seen).toBe('lost');
  });
});
