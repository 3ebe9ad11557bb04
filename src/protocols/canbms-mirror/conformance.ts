import type { Ms } from '../../battery/units';
import type { CanFrame } from '../can-frame';
import { mirrorFrame } from './decode';

/**
 * What is held against the frames of a battery, in the order in which it is shown. Source: Victron CAN-bus BMS protocol, acceptance.
 * - `period`: 0x351 every second, give or take 0.2 s.
 * - `presence`: 0x351 is never missing for 3 s; the GX would stop charging and discharging.
 * - `spacing`: two different 0x351 are at least 100 ms apart.
 * - `first-round`: 0x351, 0x355, 0x356 and 0x35A within 50 ms of each start.
 * - `order`: a start begins with 0x351; 0x371 follows 0x370, 0x381 follows 0x380.
 * - `ranges`: no value that a GX misreads.
 * - `alarm-pairs`: no pair 11, and a warning beneath each alarm.
 * - `identifiers`: 11 bits, no remote frames, nothing that is the GX's or another maker's.
 * - `lengths`: as many bytes as the values need.
 * - `rate`: not so many frames that the GX fails to keep up.
 * - `wanted`: 0x35E and 0x35F, without which a battery has no name.
 * - `optional`: frames that fill the details of the GX.
 */
export const CONFORMANCE_RULES = [
  'period',
  'presence',
  'spacing',
  'first-round',
  'order',
  'ranges',
  'alarm-pairs',
  'identifiers',
  'lengths',
  'rate',
  'wanted',
  'optional',
] as const;
export type ConformanceRule = (typeof CONFORMANCE_RULES)[number];

/** `open`: there has been nothing yet to judge by. */
export type Verdict = 'ok' | 'warning' | 'violated' | 'open';

export interface Finding {
  readonly rule: ConformanceRule;
  readonly verdict: Verdict;
  /** The worst that was measured: ms, or frames a second for `rate`. */
  readonly worst: number | undefined;
  /** Identifiers that are concerned. */
  readonly ids: readonly number[];
  readonly breaches: number;
  readonly lastAt: Ms | undefined;
}

const LIMITS = 0x351;
const CORE = [0x351, 0x355, 0x356, 0x35a] as const;
const WANTED = [0x35e, 0x35f] as const;
const OPTIONAL = [0x372, 0x373, 0x374, 0x375, 0x376, 0x377, 0x378, 0x379, 0x380, 0x381, 0x382] as const;
/** Not sent when the maker's name says it all. */
const LONG_NAME = [0x370, 0x371] as const;
const ALLOWED: ReadonlySet<number> = new Set([...CORE, ...WANTED, ...OPTIONAL, ...LONG_NAME]);
/** Frames that complete the one before. */
const COMPLETES: Readonly<Record<number, number>> = { 0x371: 0x370, 0x381: 0x380 };

/** Fewest and most bytes. */
const LENGTHS: Readonly<Record<number, readonly [number, number]>> = {
  0x351: [8, 8],
  0x355: [4, 8],
  0x356: [6, 8],
  0x35a: [8, 8],
  0x35e: [2, 8],
  0x35f: [6, 8],
  0x370: [1, 8],
  0x371: [1, 8],
  0x372: [8, 8],
  0x373: [4, 8],
  0x374: [1, 8],
  0x375: [1, 8],
  0x376: [1, 8],
  0x377: [1, 8],
  0x378: [8, 8],
  0x379: [2, 8],
  0x380: [1, 8],
  0x381: [1, 8],
  0x382: [1, 8],
};

const PERIOD_MS: readonly [Ms, Ms] = [800, 1200];
/** After this the GX stops; what comes later is a new start. */
const GONE_AFTER_MS: Ms = 3000;
const SPACING_MS: Ms = 100;
const FIRST_ROUND_MS: Ms = 50;
/** The second half of a text belongs right behind the first. */
const COMPLETION_MS: Ms = 500;
/** Slowest period is 10 s: what has not come by then is missing. */
const COMPLETE_AFTER_MS: Ms = 12_000;
/** One maker's 300 frames a second kept a GX from finding the battery. */
const RATE_WARNING = 100;
const RATE_MOST = 300;
/** A temperature [K] that no battery has is a mistake of unit. */
const KELVIN: readonly [number, number] = [200, 400];

interface Tally {
  verdict: Verdict;
  worst: number | undefined;
  readonly ids: Set<number>;
  breaches: number;
  lastAt: Ms | undefined;
}

interface Round {
  readonly startedAt: Ms;
  readonly core: Set<number>;
  judged: boolean;
}

/** Watches what one battery sends. Told every frame in order of time; knows no clock. */
export class Conformance {
  private readonly tallies = new Map<ConformanceRule, Tally>(
    CONFORMANCE_RULES.map((rule) => [rule, { verdict: 'open', worst: undefined, ids: new Set(), breaches: 0, lastAt: undefined }]),
  );
  private round: Round | undefined;
  private lastAt: Ms | undefined;
  private readonly lastOf = new Map<number, Ms>();
  private limits: { readonly at: Ms; readonly bytes: readonly number[]; readonly early: boolean } | undefined;
  /** Times of the last second. */
  private readonly recent: Ms[] = [];

  see(frame: CanFrame, at: Ms): void {
    if (this.lastAt === undefined || at - this.lastAt >= GONE_AFTER_MS) this.begin(frame, at);
    this.judgeRound(at);
    const { id, data } = frame;
    this.judge('identifiers', !frame.extended && !frame.remote && ALLOWED.has(id), at, id);
    if (!frame.extended && ALLOWED.has(id)) {
      this.round?.core.add(id);
      if (id === LIMITS) this.seeLimits(data, at);
      this.seeLength(id, data, at);
      this.seeCompletion(id, at);
      this.seeValues(id, data, at);
      this.lastOf.set(id, at);
    }
    this.seeRate(at);
    this.judgeRound(at);
    this.lastAt = at;
  }

  /** All rules as they stand at `now`. */
  report(now: Ms): readonly Finding[] {
    if (this.round && now - this.round.startedAt > FIRST_ROUND_MS) this.judgeRound(now);
    this.seeMissing(now);
    return [...this.tallies].map(([rule, { verdict, worst, ids, breaches, lastAt }]) => ({
      rule,
      verdict,
      worst,
      ids: [...ids].sort((a, b) => a - b),
      breaches,
      lastAt,
    }));
  }

  private begin(frame: CanFrame, at: Ms): void {
    this.round = { startedAt: at, core: new Set(), judged: false };
    this.judge('order', frame.id === LIMITS, at, frame.id);
  }

  private judgeRound(at: Ms): void {
    const { round } = this;
    if (!round || round.judged) return;
    const missing = CORE.filter((id) => !round.core.has(id));
    const took = at - round.startedAt;
    if (missing.length > 0 && took <= FIRST_ROUND_MS) return;
    round.judged = true;
    this.judge('first-round', missing.length === 0, at, ...missing);
    if (missing.length === 0) this.measure('first-round', Math.max(took, this.tally('first-round').worst ?? 0));
  }

  private seeLimits(data: Uint8Array, at: Ms): void {
    const before = this.limits;
    const bytes = [...data];
    const same = before !== undefined && before.bytes.every((byte, index) => byte === bytes[index]);
    const fell = before !== undefined && fallen(before.bytes, bytes);
    const gap = before === undefined ? undefined : at - before.at;
    const early = gap !== undefined && gap < PERIOD_MS[0] && fell;
    this.limits = { at, bytes, early };
    if (before === undefined || gap === undefined) return;
    this.judge('presence', gap < GONE_AFTER_MS, at);
    this.measure('presence', Math.max(gap, this.tally('presence').worst ?? 0));
    if (gap < GONE_AFTER_MS) {
      this.judge('period', gap <= PERIOD_MS[1], at);
      // A limit that falls goes out at once, and the beat goes on behind it.
      if (gap < PERIOD_MS[0] && !early && !before.early) this.judge('period', 'warning', at);
      const { worst } = this.tally('period');
      if (!early && !before.early && (worst === undefined || Math.abs(gap - 1000) > Math.abs(worst - 1000))) this.measure('period', gap);
    }
    if (!same) {
      this.judge('spacing', gap >= SPACING_MS, at);
      this.measure('spacing', Math.min(gap, this.tally('spacing').worst ?? Infinity));
    }
  }

  private seeLength(id: number, data: Uint8Array, at: Ms): void {
    const [least, most] = LENGTHS[id] ?? [0, 8];
    this.judge('lengths', data.length >= least && data.length <= most, at, id);
  }

  private seeCompletion(id: number, at: Ms): void {
    const first = COMPLETES[id];
    if (first === undefined) return;
    const firstAt = this.lastOf.get(first);
    this.judge('order', firstAt !== undefined && at - firstAt <= COMPLETION_MS, at, id);
  }

  private seeValues(id: number, data: Uint8Array, at: Ms): void {
    const reading = mirrorFrame(id, data);
    if (!reading) return;
    if (reading.id === 0x35a) {
      this.judge('alarm-pairs', pairsAreSound(data), at, id);
      return;
    }
    this.judge('ranges', isInRange(id, data), at, id);
  }

  private seeRate(at: Ms): void {
    this.recent.push(at);
    while ((this.recent[0] ?? at) <= at - 1000) this.recent.shift();
    const rate = this.recent.length;
    this.judge('rate', rate >= RATE_MOST ? false : rate < RATE_WARNING ? true : 'warning', at);
    this.measure('rate', Math.max(rate, this.tally('rate').worst ?? 0));
  }

  private seeMissing(now: Ms): void {
    const { round, lastAt } = this;
    if (!round || lastAt === undefined || Math.max(now, lastAt) - round.startedAt < COMPLETE_AFTER_MS) return;
    this.missing('wanted', WANTED);
    this.missing('optional', OPTIONAL);
  }

  private missing(rule: 'wanted' | 'optional', wanted: readonly number[]): void {
    const tally = this.tally(rule);
    tally.ids.clear();
    for (const id of wanted) if (!this.lastOf.has(id)) tally.ids.add(id);
    tally.verdict = tally.ids.size === 0 ? 'ok' : 'warning';
    tally.breaches = tally.ids.size;
  }

  private judge(rule: ConformanceRule, good: boolean | 'warning', at: Ms, ...ids: readonly number[]): void {
    const tally = this.tally(rule);
    if (good === true) {
      if (tally.verdict === 'open') tally.verdict = 'ok';
      return;
    }
    if (tally.verdict !== 'violated') tally.verdict = good === 'warning' ? 'warning' : 'violated';
    tally.breaches++;
    tally.lastAt = at;
    for (const id of ids) tally.ids.add(id);
  }

  private measure(rule: ConformanceRule, worst: number): void {
    this.tally(rule).worst = worst;
  }

  private tally(rule: ConformanceRule): Tally {
    const tally = this.tallies.get(rule);
    if (!tally) throw new RangeError(rule);
    return tally;
  }
}

const word = (bytes: ArrayLike<number>, at: number): number => (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);

/** One of CVL, CCL and DCL is lower than before. */
function fallen(before: readonly number[], after: readonly number[]): boolean {
  return [0, 2, 4].some((at) => word(after, at) < word(before, at));
}

/** No pair is 11, and where an alarm is raised its warning is as well. */
function pairsAreSound(data: Uint8Array): boolean {
  for (let pair = 0; pair < 16; pair++) {
    const [byte, shift] = [pair >> 2, 2 * (pair & 3)];
    const alarm = ((data[byte] ?? 0) >> shift) & 3;
    const warning = ((data[byte + 4] ?? 0) >> shift) & 3;
    if (alarm === 3 || warning === 3 || (alarm === 1 && warning !== 1)) return false;
  }
  return true;
}

/** Values that a GX takes for what they are. */
function isInRange(id: number, data: Uint8Array): boolean {
  const within = (value: number, [least, most]: readonly [number, number]): boolean => value >= least && value <= most;
  switch (id) {
    case 0x351: {
      const [cvl, ccl, dcl, low] = [0, 2, 4, 6].map((at) => word(data, at));
      return within(cvl ?? 0, [1, 0xfffe]) && within(ccl ?? 0, [0, 0x7fff]) && within(dcl ?? 0, [0, 0x7fff]) && (low ?? 0) < (cvl ?? 0);
    }
    case 0x355: {
      const [soc, soh, precise] = [0, 2, 4].map((at) => word(data, at));
      const hasPrecise = data.length >= 6 && precise !== 0xffff;
      // Both round down, each in its own step.
      const agree = within((precise ?? 0) - 100 * (soc ?? 0), [0, 100]);
      return within(soc ?? 0, [0, 100]) && within(soh ?? 0, [0, 100]) && (!hasPrecise || agree);
    }
    case 0x373: {
      const [lowest, highest, coldest, hottest] = [0, 2, 4, 6].map((at) => word(data, at));
      const unknown = (raw: number | undefined): boolean => raw === undefined || raw === 0 || raw === 0xffff;
      const ordered = (a: number | undefined, b: number | undefined): boolean => unknown(a) || unknown(b) || (a ?? 0) <= (b ?? 0);
      const sane = [coldest, hottest].every((raw) => unknown(raw) || within(raw ?? 0, KELVIN));
      return ordered(lowest, highest) && ordered(coldest, hottest) && sane;
    }
    default:
      return true;
  }
}
