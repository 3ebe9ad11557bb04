import { LIMITS_SPACING_MS, type Violation } from '../../../src/simulator/violations';
import type { SentFrame } from '../../support/adapter-log';
import type { Passed } from '../../support/device-host';
import { limitsIn, measurementsIn, stateOfChargeIn, type SentLimits } from '../../support/frames';
import { liveReplies, type SaidByBms } from '../../support/live-replies';

/** What the wire may be expected to carry: limits every second by both links, by the adapter alone while the BMS is away for less than 30 s, or nothing certain. */
export type Expected = 'both' | 'bms-away' | 'unsure';

/** Limits go out once a second. */
const PERIOD_MS = 1000;
/** Measurements leave while the newest reading is no older than 10 s, and wait for the adapter for less than one more. */
const FRESH_MS = 10_000 + 900;
/** Length of an answer with the live block, less one: what may be the beginning of one. */
const LONGEST_PART = 118;
/** Half a step of what the frames carry, and the error of a 32-bit float. */
const HALF = { voltage: 0.00501, current: 0.0501 };

interface Said extends SaidByBms {
  readonly at: number;
}

/** Something that must never be on a wire. */
export interface Wrong {
  readonly at: number;
  readonly what: string;
}

/**
 * Whether a violation is one for certain, when the machine that saw it was so late. Limits that leave as close to each other as they may
 * arrive closer when the first of them was held up on its way.
 */
export function isCertain({ afterMs = -Infinity }: Violation, lateMs: number): boolean {
  return afterMs + lateMs < LIMITS_SPACING_MS;
}

/** Looks at everything that passes the devices' ends of the cables and judges it by what the simulated BMS has really said. */
export class WireWatch {
  readonly wrong: Wrong[] = [];
  /** Periods of 0x351 that were expected, and those that passed without one. */
  readonly periods: Readonly<Record<'both' | 'bms-away', { expected: number; missed: number }>> = {
    both: { expected: 0, missed: 0 },
    'bms-away': { expected: 0, missed: 0 },
  };
  readonly missedAt: Wrong[] = [];
  /** Longest time between two 0x351 while both links were up [ms]. */
  longestGapMs = 0;
  frames = 0;
  judged = 0;
  /** When the GX last heard limits. */
  heardAt: number | undefined;
  /** When the BMS last answered with its live values. */
  saidAt: number | undefined;
  private expected: Expected = 'unsure';
  /** From here on the present expectation counts. */
  private countsFrom = Infinity;
  private usual: SentLimits[] | undefined;
  private ceiling: SentLimits | undefined;
  private said: Said[] = [];
  private part: Buffer = Buffer.alloc(0);

  /** Bytes at a device's end. */
  pass({ device, direction, at, bytes, original }: Passed): void {
    if (device === 'bms' && direction === 'out') this.listen(original, at);
    // A line for the bus that reaches the BMS went to the wrong port.
    if (device === 'bms' && direction === 'in' && Buffer.from(bytes).includes('t351'))
      this.blame(at, 'a frame for the bus went to the BMS');
  }

  /** The newest limits that the GX has heard, whenever anything may have changed. */
  heard(at: number | undefined): void {
    if (at === undefined || at === this.heardAt) return;
    if (this.expected !== 'unsure') this.period(this.expected, at, true);
    this.heardAt = at;
  }

  /** A frame that the app wrote to the adapter. */
  sent(frame: SentFrame): void {
    this.frames++;
    const at = frame.startedAt;
    if (frame.id === 0x351) this.limits(frame, at);
    else if (frame.id === 0x356) this.measurements(frame, at);
    else if (frame.id === 0x355) this.stateOfCharge(frame, at);
  }

  /** Begins to note the limits of an undisturbed bridge. */
  learn(): void {
    this.usual = [];
  }

  /** From now on no limit may be above what was noted: no mishap may raise one. */
  learned(): void {
    const most = (of: (limits: SentLimits) => number): number => Math.max(...(this.usual ?? []).map(of));
    this.ceiling = { cvl: most(({ cvl }) => cvl), ccl: most(({ ccl }) => ccl), dcl: most(({ dcl }) => dcl) };
    this.usual = undefined;
  }

  /** From `at` on something else is to be expected. */
  expect(expected: Expected, at: number): void {
    // The end of what was expected so far: a period that passed just before it was missed as well.
    if (this.expected !== 'unsure') this.period(this.expected, at, false);
    this.expected = expected;
    this.countsFrom = at;
  }

  private limits(frame: SentFrame, at: number): void {
    const limits = limitsIn(frame);
    this.usual?.push(limits);
    const { ceiling } = this;
    if (!ceiling) return;
    this.judged++;
    const { cvl, ccl, dcl } = limits;
    if (cvl > ceiling.cvl || ccl > ceiling.ccl || dcl > ceiling.dcl) this.blame(at, `limits above those in quiet: ${frame.hex}`);
  }

  private period(expected: 'both' | 'bms-away', at: number, arrived: boolean): void {
    const from = Math.max(this.countsFrom, this.heardAt ?? -Infinity);
    if (!(at > from)) return;
    const gap = at - from;
    // With the 0x351 that ends it the time is a whole number of periods; without one, only what is overdue by half a period is missed.
    const passed = Math.round(gap / PERIOD_MS);
    const missed = arrived ? Math.max(0, passed - 1) : Math.max(0, Math.floor(gap / PERIOD_MS - 0.5));
    const tally = this.periods[expected];
    tally.expected += arrived ? Math.max(passed, 0) : missed;
    tally.missed += missed;
    if (expected === 'both') this.longestGapMs = Math.max(this.longestGapMs, gap);
    if (missed > 0) this.missedAt.push({ at, what: `${missed} of 0x351 in ${Math.round(gap)} ms, ${expected}` });
  }

  private measurements(frame: SentFrame, at: number): void {
    this.judged++;
    const { voltage, current } = measurementsIn(frame);
    const isSaid = this.recent(at).some(
      (said) => Math.abs(said.voltage - voltage) <= HALF.voltage && Math.abs(said.current - current) <= HALF.current,
    );
    if (!isSaid) this.blame(at, `${voltage} V and ${current} A, which the BMS has not said`);
  }

  private stateOfCharge(frame: SentFrame, at: number): void {
    this.judged++;
    const percent = stateOfChargeIn(frame);
    if (!this.recent(at).some(({ stateOfCharge }) => Math.floor(stateOfCharge) === percent))
      this.blame(at, `${percent} %, which the BMS has not said`);
  }

  private recent(at: number): readonly Said[] {
    const first = this.said.findIndex((said) => at - said.at <= FRESH_MS);
    this.said = first < 0 ? [] : this.said.slice(first);
    return this.said;
  }

  private listen(bytes: Uint8Array, at: number): void {
    const heard = Buffer.concat([this.part, bytes]);
    for (const said of liveReplies(heard)) {
      this.said.push({ ...said, at });
      this.saidAt = at;
    }
    this.part = heard.subarray(-LONGEST_PART);
  }

  private blame(at: number, what: string): void {
    this.wrong.push({ at, what });
  }
}
