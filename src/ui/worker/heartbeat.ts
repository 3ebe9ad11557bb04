import type { Ms } from '../../battery/units';
import type { Beat, LoopView } from '../../bridge/watchdog-contract';

/** How often the page looks at its worker, and asks it. */
export const BEAT_MS: Ms = 500;
/**
 * Most that one look counts for. What is longer was taken from the page itself: it was frozen, paused by a debugger, busy, or the
 * computer slept. Its worker may have answered long ago, and the answer waits in the queue of the page.
 */
export const LOOK_MOST_MS: Ms = 750;
/** An answer that takes longer is late. */
export const LATE_MS: Ms = 1_000;
/** Loading and starting takes a new worker longer than an answer, whatever time-out is set. */
const START_MS: Ms = 15_000;
/** A tick of the control loop that is overdue by this much is not merely late. */
const OVERDUE_MS: Ms = 1_000;

/** Counted since the page was opened, over all its workers. */
export interface BeatStatistics {
  readonly beats: number;
  /** Answers that came late or, at its end, not at all. */
  readonly misses: number;
  /** Times from one answer of a worker to its next. */
  readonly gaps: number;
  /** Of such a time, without what the page itself has lost [ms]. */
  readonly longestGapMs: Ms | undefined;
  readonly meanGapMs: Ms | undefined;
  /** What the page itself has lost [ms]: not counted against the worker. */
  readonly lostMs: Ms;
}

/** What the page knows of the pulse of its worker. All times are of the page's monotonic clock. */
export interface Heartbeat {
  readonly lookedAt: Ms;
  /** Time since the question that has no answer yet, as far as the page was there to see it [ms]; `undefined` while none is open. */
  readonly waitedMs: Ms | undefined;
  /** Time since the last answer, counted in the same way [ms]. */
  readonly gapMs: Ms;
  /** How long every answer has told of an overdue control loop [ms]. */
  readonly stuckMs: Ms;
  /** This worker has answered at least once. */
  readonly answered: boolean;
  readonly loop: LoopView | undefined;
  readonly statistics: BeatStatistics;
}

const NO_STATISTICS: BeatStatistics = {
  beats: 0,
  misses: 0,
  gaps: 0,
  longestGapMs: undefined,
  meanGapMs: undefined,
  lostMs: 0,
};

/** A worker was started; `before` is what is known of earlier ones. */
export function begin(at: Ms, before?: Heartbeat): Heartbeat {
  const statistics = before?.statistics ?? NO_STATISTICS;
  return { lookedAt: at, waitedMs: undefined, gapMs: 0, stuckMs: 0, answered: false, loop: undefined, statistics };
}

/** Lets time pass. */
export function look(beat: Heartbeat, at: Ms): Heartbeat {
  const passed = Math.max(0, at - beat.lookedAt);
  const seen = Math.min(passed, LOOK_MOST_MS);
  const { waitedMs, gapMs, statistics } = beat;
  return {
    ...beat,
    lookedAt: Math.max(at, beat.lookedAt),
    waitedMs: waitedMs === undefined ? undefined : waitedMs + seen,
    gapMs: gapMs + seen,
    statistics: passed === seen ? statistics : { ...statistics, lostMs: statistics.lostMs + passed - seen },
  };
}

/** The worker is asked; one question is open at a time. */
export function ask(beat: Heartbeat): Heartbeat {
  return { ...beat, waitedMs: beat.waitedMs ?? 0 };
}

export function answer(before: Heartbeat, at: Ms, { loop }: Beat): Heartbeat {
  const beat = look(before, at);
  const { statistics, gapMs, waitedMs = 0 } = beat;
  const stuckMs = loop !== undefined && loop.overdueMs > OVERDUE_MS ? beat.stuckMs + gapMs : 0;
  const late = waitedMs > LATE_MS ? 1 : 0;
  // The first answer of a worker ends its start, not a gap.
  const counted = beat.answered ? withGap(statistics, gapMs) : statistics;
  return {
    ...beat,
    waitedMs: undefined,
    gapMs: 0,
    stuckMs,
    answered: true,
    loop,
    statistics: { ...counted, beats: counted.beats + 1, misses: counted.misses + late },
  };
}

/** The worker was ended: what it still owed is missed. */
export function end(beat: Heartbeat): Heartbeat {
  const { statistics, waitedMs = 0 } = beat;
  if (waitedMs <= LATE_MS) return beat;
  return { ...beat, statistics: { ...statistics, misses: statistics.misses + 1 } };
}

/** What must be done about the worker, if anything. */
export function verdict({ waitedMs = 0, stuckMs, answered }: Heartbeat, timeoutMs: Ms): 'no-answer' | 'loop-stuck' | undefined {
  if (waitedMs >= (answered ? timeoutMs : Math.max(timeoutMs, START_MS))) return 'no-answer';
  return stuckMs >= timeoutMs ? 'loop-stuck' : undefined;
}

function withGap(statistics: BeatStatistics, gapMs: Ms): BeatStatistics {
  const { gaps, longestGapMs = 0, meanGapMs = gapMs } = statistics;
  return {
    ...statistics,
    gaps: gaps + 1,
    longestGapMs: Math.max(longestGapMs, gapMs),
    meanGapMs: meanGapMs + (gapMs - meanGapMs) / (gaps + 1),
  };
}
