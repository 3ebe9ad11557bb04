import type { Ms } from '../../battery/units';

/** A wall clock that moves this much against the monotonic one was set, or the computer has slept. */
const JUMP_MS: Ms = 2_000;
/** How much a reading's time may be moved to follow a wall clock that runs a little faster or slower. */
const SLEW_MS: Ms = 5;

/**
 * Gives readings their wall time. Between two jumps of the wall clock times never run backwards; a jump begins a new stretch, so that
 * history stands under the time that the clock showed then.
 */
export class TimeBase {
  private lead: Ms | undefined;
  private last = -Infinity;

  /** @returns wall time of a reading at `at` [whole ms], and by how much the wall clock has jumped since the one before, if it has */
  follow(at: Ms, wallNow: number, now: Ms): { readonly time: number; readonly jumpedBy: Ms | undefined } {
    const lead = wallNow - now;
    const off = this.lead === undefined ? Infinity : lead - this.lead;
    const jumped = Math.abs(off) > JUMP_MS;
    const jumpedBy = jumped && Number.isFinite(off) ? off : undefined;
    this.lead = jumped || this.lead === undefined ? lead : this.lead + Math.max(-SLEW_MS, Math.min(SLEW_MS, off));
    const time = Math.round(this.lead + at);
    this.last = jumped ? time : Math.max(this.last, time);
    return { time: this.last, jumpedBy };
  }
}
