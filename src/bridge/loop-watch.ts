import type { Ms } from '../battery/units';
import type { LoopView } from './watchdog-contract';

/** Timers of a busy worker come a few dozen milliseconds late; more than this is worth counting. */
const LATE_MS: Ms = 250;

/** Watches from the side whether the control loop keeps its times. Pure: it is told when a tick is due, and when a step ran. */
export class LoopWatch {
  private due: Ms | undefined;
  private ranAt: Ms | undefined;
  private steps = 0;
  private late = 0;
  private longestLateMs: Ms = 0;
  private longestGapMs: Ms = 0;

  /** The next tick is due then; `undefined` when none is needed. */
  expect(due: Ms | undefined): void {
    this.due = due;
  }

  /** A step has run to its end. One that threw has not: what was due stays due. */
  ran(at: Ms): void {
    this.steps++;
    if (this.due !== undefined) {
      const lateBy = at - this.due;
      if (lateBy > LATE_MS) this.late++;
      this.longestLateMs = Math.max(this.longestLateMs, lateBy);
      if (this.ranAt !== undefined) this.longestGapMs = Math.max(this.longestGapMs, at - this.ranAt);
    }
    this.ranAt = at;
    this.due = undefined;
  }

  /** The computer has slept: what passed meanwhile is nobody's fault. */
  slept(): void {
    this.due = undefined;
    this.ranAt = undefined;
  }

  view(now: Ms): LoopView {
    const { steps, late, longestLateMs, longestGapMs, due } = this;
    return { steps, late, longestLateMs, longestGapMs, overdueMs: due === undefined ? 0 : Math.max(0, now - due) };
  }
}
