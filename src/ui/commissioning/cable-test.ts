import type { BridgeView, FaultCode } from '../../bridge/contract';
import type { Ms } from '../../battery/units';

/** What a pulled cable of the BMS has led to [ms], counted from the last good reading unless it is said otherwise. */
export interface CableTimes {
  /** Until the loss was told on the page. */
  readonly told: Ms;
  /** Until charging was held back: CCL 0. */
  readonly held: Ms | undefined;
  /** Until the last 0x351. */
  readonly ended: Ms;
  /** From the first reading after the cable was back to the first 0x351. */
  readonly resumed: Ms | undefined;
  /** From the last reading before to the first one after. */
  readonly without: Ms;
}

/**
 * - `armed`: waits for the cable to be pulled.
 * - `out`: no reading any more; watches everything stop.
 * - `back`: readings again; waits for limits.
 * - `done`: all times are known.
 * - `ended`: says nothing, because of `why`.
 */
export type CableTest =
  | { readonly phase: 'idle' }
  | { readonly phase: 'armed'; readonly since: Ms }
  | OutTest
  | (Omit<OutTest, 'phase'> & { readonly phase: 'back'; readonly backAt: Ms })
  | { readonly phase: 'done'; readonly times: CableTimes }
  | { readonly phase: 'ended'; readonly why: CableEnd };

interface OutTest {
  readonly phase: 'out';
  readonly lastReadingAt: Ms;
  readonly toldAt: Ms | undefined;
  readonly heldAt: Ms | undefined;
  /** The last 0x351, and how many there had been. */
  readonly lastLimits: LimitsFrame | undefined;
  /** For so long nothing was sent that a GX has stopped. */
  readonly silent: boolean;
}

interface LimitsFrame {
  readonly at: Ms;
  readonly count: number;
}

/** `too-early`: the cable was back before the bridge had fallen silent. */
export type CableEnd = 'not-live' | 'gave-up' | 'too-early' | 'restarted' | 'cancelled';

/** What must be reached. Source: docs/fail-safe.md, `bms-cable-pulled`: held after 10 s, silent after 30 s, a sample of 1 s each. */
export const CABLE_LIMITS = { told: 11_000, held: 11_000, ended: 31_000, resumed: 2_000 } as const satisfies Record<string, Ms>;

/** The BMS is read ten times a second: so long without a reading is no hiccup. */
const MISSED_MS: Ms = 3_000;
/** A GX that hears no 0x351 for so long stops by itself. */
const GX_STOPS_MS: Ms = 3_000;
/** For whoever has to walk to the cable. */
const PATIENCE_MS: Ms = 600_000;
/** The longest pause between two attempts at a port is 30 s. */
const RETURN_MS: Ms = 60_000;

const LIMITS_ID = 0x351;
const TELLING: ReadonlySet<FaultCode> = new Set(['port-lost', 'port-not-answering', 'port-open-failed', 'bms-stale', 'bms-silent']);

export const IDLE: CableTest = { phase: 'idle' };

export function armCableTest(view: BridgeView): CableTest {
  return isSending(view) ? { phase: 'armed', since: view.now } : { phase: 'ended', why: 'not-live' };
}

/** Takes one more view into account. Times are those of the worker, so that a busy page delays nothing. */
export function followCable(test: CableTest, view: BridgeView): CableTest {
  switch (test.phase) {
    case 'armed':
      return armed(test, view);
    case 'out':
      return watchOrEnd(test.lastReadingAt, view) ?? out(test, view);
    case 'back':
      return watchOrEnd(test.backAt, view) ?? back(test, view);
    case 'idle':
    case 'done':
    case 'ended':
      return test;
  }
}

/** Whether each time is within what must be reached; a time that is missing is not. */
export function judgeTimes(times: CableTimes): Readonly<Record<keyof typeof CABLE_LIMITS, boolean>> {
  const within = (name: keyof typeof CABLE_LIMITS): boolean => {
    const time = times[name];
    return time !== undefined && time <= CABLE_LIMITS[name];
  };
  return { told: within('told'), held: within('held'), ended: within('ended'), resumed: within('resumed') };
}

export function hasPassed(times: CableTimes): boolean {
  return Object.values(judgeTimes(times)).every(Boolean);
}

/** The level was lowered, or the worker began anew with another clock: then nothing that was measured says anything. */
function watchOrEnd(since: Ms, view: BridgeView): CableTest | undefined {
  if (view.now < since) return { phase: 'ended', why: 'restarted' };
  return view.operation?.level === 'live' ? undefined : { phase: 'ended', why: 'not-live' };
}

function armed(test: Extract<CableTest, { phase: 'armed' }>, view: BridgeView): CableTest {
  const ended = watchOrEnd(test.since, view);
  if (ended) return ended;
  if (view.now - test.since > PATIENCE_MS) return { phase: 'ended', why: 'gave-up' };
  const lastReadingAt = newestReading(view);
  if (lastReadingAt === undefined) return test;
  if (isBmsThere(view) && view.now - lastReadingAt < MISSED_MS) return test;
  return out({ phase: 'out', lastReadingAt, toldAt: undefined, heldAt: undefined, lastLimits: undefined, silent: false }, view);
}

function out(test: OutTest, view: BridgeView): CableTest {
  const newest = newestReading(view);
  if (newest !== undefined && newest > test.lastReadingAt) {
    return test.silent ? { ...test, phase: 'back', backAt: newest } : { phase: 'ended', why: 'too-early' };
  }
  const lastLimits = newestLimits(view) ?? test.lastLimits;
  return {
    ...test,
    toldAt: test.toldAt ?? toldAt(view, test.lastReadingAt),
    heldAt: test.heldAt ?? (view.phase === 'stale' ? sinceOf(view, 'bms-stale') : undefined),
    lastLimits,
    silent: view.phase === 'silent' && lastLimits !== undefined && view.now - lastLimits.at >= GX_STOPS_MS,
  };
}

function back(test: Extract<CableTest, { phase: 'back' }>, view: BridgeView): CableTest {
  const { lastReadingAt, toldAt, heldAt, lastLimits, backAt } = test;
  const first = firstLimitsAfter(lastLimits, view);
  const resumed = view.phase === 'live' && first !== undefined ? Math.max(0, first - backAt) : undefined;
  if (resumed === undefined && view.now - backAt <= RETURN_MS) return test;
  return {
    phase: 'done',
    times: {
      told: (toldAt ?? backAt) - lastReadingAt,
      held: heldAt === undefined ? undefined : heldAt - lastReadingAt,
      ended: Math.max(0, (lastLimits?.at ?? lastReadingAt) - lastReadingAt),
      resumed,
      without: backAt - lastReadingAt,
    },
  };
}

function isSending({ phase, operation }: BridgeView): boolean {
  return phase === 'live' && operation?.level === 'live';
}

function isBmsThere({ ports }: BridgeView): boolean {
  return ports.some(({ role, state }) => role === 'bms' && state === 'live');
}

function newestReading({ packs }: BridgeView): Ms | undefined {
  const times = packs.flatMap(({ readAt }) => (readAt === undefined ? [] : [readAt]));
  return times.length === 0 ? undefined : Math.max(...times);
}

/** When the page began to say that something is wrong with the BMS: not with another port, long before. Its state is told without a fault, too. */
function toldAt(view: BridgeView, lastReadingAt: Ms): Ms | undefined {
  const told = view.faults.filter(({ code, since }) => TELLING.has(code) && since >= lastReadingAt).map(({ since }) => since);
  if (told.length > 0) return Math.min(...told);
  return isBmsThere(view) ? undefined : view.now;
}

function sinceOf({ faults, now }: BridgeView, code: FaultCode): Ms {
  return faults.find((fault) => fault.code === code)?.since ?? now;
}

function limitsFrame({ wire }: BridgeView) {
  return wire.find(({ id, direction }) => id === LIMITS_ID && direction === 'sent');
}

function newestLimits(view: BridgeView): LimitsFrame | undefined {
  const frame = limitsFrame(view);
  return frame && { at: frame.at, count: frame.count };
}

/** The first 0x351 after that one: where the view has missed it, counted back from the newest. */
function firstLimitsAfter(last: LimitsFrame | undefined, view: BridgeView): Ms | undefined {
  const frame = limitsFrame(view);
  if (!frame || (last && frame.count <= last.count)) return undefined;
  const missed = frame.count - (last?.count ?? 0) - 1;
  return frame.at - missed * (frame.intervalMs ?? 0);
}
