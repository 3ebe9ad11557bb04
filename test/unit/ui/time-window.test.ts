import { describe, expect, it } from 'vitest';
import { SPANS, between, follow, liveWindow, panned, spanOf, zoomed } from '../../../src/ui/state/time-window';

const NOW = Date.UTC(2026, 2, 29, 12);

describe('the stretch of time that charts show', () => {
  it('follows now while it is live, and stays where it is otherwise', () => {
    const live = liveWindow(SPANS.hour, NOW);
    expect(follow(live, NOW + 5_000)).toEqual({ from: NOW + 5_000 - SPANS.hour, to: NOW + 5_000, live: true });
    const past = between(NOW - SPANS.day, NOW - SPANS.hour, NOW);
    expect(follow(past, NOW + 5_000)).toBe(past);
  });

  it('keeps the moment under the pointer in its place when it is zoomed', () => {
    const past = between(NOW - 10 * SPANS.hour, NOW - 6 * SPANS.hour, NOW);
    const closer = zoomed(past, 0.5, 0.25, NOW);
    expect(closer.to - closer.from).toBe(2 * SPANS.hour);
    expect(closer.from + 0.25 * 2 * SPANS.hour).toBe(NOW - 9 * SPANS.hour);
  });

  it('stays live, and ends now, when a live one is zoomed', () => {
    expect(zoomed(liveWindow(SPANS.hour, NOW), 2, 0, NOW)).toEqual({ from: NOW - 2 * SPANS.hour, to: NOW, live: true });
  });

  it('leaves live when it is moved, and never reaches into the future', () => {
    const live = liveWindow(SPANS.hour, NOW);
    expect(panned(live, -0.5, NOW)).toEqual({ from: NOW - 1.5 * SPANS.hour, to: NOW - 0.5 * SPANS.hour, live: false });
    expect(panned(live, 3, NOW).to).toBe(NOW);
  });

  it('takes two moments in either order', () => {
    const expected = { from: NOW - SPANS.hour, to: NOW, live: false };
    expect(between(NOW, NOW - SPANS.hour, NOW)).toEqual(expected);
    expect(between(NOW - SPANS.hour, NOW, NOW)).toEqual(expected);
  });

  it('is never shorter than ten seconds nor longer than twenty years', () => {
    const tiny = zoomed(between(NOW - 20_000, NOW, NOW), 0.001, 0.5, NOW);
    expect(tiny.to - tiny.from).toBe(10_000);
    const huge = zoomed(liveWindow(SPANS.year, NOW), 1000, 0.5, NOW);
    expect(huge.to - huge.from).toBe(20 * SPANS.year);
  });

  it('knows which preset it is', () => {
    expect(spanOf(liveWindow(SPANS.week, NOW))).toBe('week');
    expect(spanOf(liveWindow(SPANS.week + 60_000, NOW))).toBeUndefined();
  });
});
