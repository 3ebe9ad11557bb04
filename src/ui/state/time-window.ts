/** The stretch of time that charts show [ms since 1970]. A live window ends now and moves with it. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
  readonly live: boolean;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Stretches to choose from, by name. */
export const SPANS = {
  minutes5: 5 * MINUTE,
  hour: HOUR,
  hours6: 6 * HOUR,
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
  year: 365 * DAY,
} as const;
export type SpanName = keyof typeof SPANS;
export const SPAN_NAMES = Object.keys(SPANS) as readonly SpanName[];

const SHORTEST = 10 * SECOND;
const LONGEST = 20 * SPANS.year;

export function liveWindow(span: number, now: number): TimeWindow {
  return { from: now - clampSpan(span), to: now, live: true };
}

/** A live window at this moment; any other stays where it is. */
export function follow(window: TimeWindow, now: number): TimeWindow {
  return window.live ? liveWindow(window.to - window.from, now) : window;
}

/** The preset that this window is, if it is one. */
export function spanOf({ from, to }: TimeWindow): SpanName | undefined {
  return SPAN_NAMES.find((name) => Math.abs(to - from - SPANS[name]) < 1);
}

/**
 * Shows `factor` times as much time, keeping the moment at `share` (0 = left edge, 1 = right edge) in its place. A live window
 * stays live, and then its end is what stays.
 */
export function zoomed(window: TimeWindow, factor: number, share: number, now: number): TimeWindow {
  const length = window.to - window.from;
  const next = clampSpan(length * factor);
  if (window.live) return liveWindow(next, now);
  const anchor = window.from + length * share;
  return placed(anchor - next * share, next, now);
}

/** Moves by a share of its length: negative into the past. Moving away from now ends live. */
export function panned(window: TimeWindow, share: number, now: number): TimeWindow {
  const length = window.to - window.from;
  return placed(window.from + share * length, length, now);
}

/** The stretch between two moments, whichever comes first. */
export function between(one: number, other: number, now: number): TimeWindow {
  const from = Math.min(one, other);
  return placed(from, clampSpan(Math.abs(other - one)), now);
}

/** The future has not been recorded: a window ends now at the latest. */
function placed(from: number, length: number, now: number): TimeWindow {
  const to = Math.min(from + length, now);
  return { from: to - length, to, live: false };
}

function clampSpan(span: number): number {
  return Math.min(Math.max(span, SHORTEST), LONGEST);
}
