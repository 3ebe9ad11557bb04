import type { OnlineStatus, PackReading } from '../battery/pack';
import type { Ms } from '../battery/units';

/** `open`: nothing has shown it yet, in either way. */
export type CheckResult = 'proven' | 'open' | 'failed';

/** How the sign of the current and the status of the BMS have agreed. */
export interface CurrentEvidence {
  readonly result: CheckResult;
  /** Of the reading that decided it. */
  readonly status: OnlineStatus;
  /** [A], positive while charging. */
  readonly current: number;
  /** What the readings have said without a break, and since when. */
  readonly lean: { readonly agrees: boolean; readonly since: Ms } | undefined;
}

/** Enough to tell a direction from the offset of a shunt [A]. */
const CLEAR_CURRENT = 1;
/** The BMS decides what it is doing some seconds after the current has turned. */
const LASTING_MS: Ms = 5_000;

const DIRECTION: Readonly<Partial<Record<OnlineStatus, 1 | -1>>> = { charging: 1, discharging: -1 };

/** Takes one more reading into account. A current that rests, or a status without direction, says nothing. */
export function followCurrent(before: CurrentEvidence | undefined, reading: PackReading, at: Ms): CurrentEvidence | undefined {
  const { status, packCurrent: current } = reading;
  const direction = DIRECTION[status];
  if (direction === undefined || Math.abs(current) < CLEAR_CURRENT) return before && { ...before, lean: undefined };
  const agrees = Math.sign(current) === direction;
  const lean = before?.lean?.agrees === agrees ? before.lean : { agrees, since: at };
  if (at - lean.since >= LASTING_MS) return { result: agrees ? 'proven' : 'failed', status, current, lean };
  return before ? { ...before, lean } : { result: 'open', status, current, lean };
}
