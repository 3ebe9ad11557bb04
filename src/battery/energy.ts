import type { Ms } from './units';

/** Energy [Wh] and charge [Ah] that went in and out. */
export interface Amounts {
  readonly energyIn: number;
  readonly energyOut: number;
  readonly chargeIn: number;
  readonly chargeOut: number;
}

export const NO_AMOUNTS: Amounts = { energyIn: 0, energyOut: 0, chargeIn: 0, chargeOut: 0 };

export interface Flow {
  /** Monotonic. */
  readonly at: Ms;
  /** [V] */
  readonly voltage: number;
  /** [A], positive while charging. */
  readonly current: number;
}

/** What happened between two readings further apart than this is not known, so nothing is counted for it. */
const LONGEST_STEP_MS: Ms = 3_000;

/** What flowed between two readings, each quantity taken as a straight line from one to the other. Nothing across a gap. */
export function flowed(before: Flow | undefined, now: Flow): Amounts {
  const elapsed = before ? now.at - before.at : 0;
  if (!before || elapsed <= 0 || elapsed > LONGEST_STEP_MS) return NO_AMOUNTS;
  const hours = elapsed / 3_600_000;
  const [energyIn, energyOut] = parts(before.voltage * before.current, now.voltage * now.current, hours);
  const [chargeIn, chargeOut] = parts(before.current, now.current, hours);
  return { energyIn, energyOut, chargeIn, chargeOut };
}

/** Areas above and below zero under the line from `a` to `b`. */
function parts(a: number, b: number, width: number): readonly [above: number, below: number] {
  if (a * b >= 0) {
    const area = ((a + b) / 2) * width;
    return area > 0 ? [area, 0] : [0, -area];
  }
  const crossing = (width * a) / (a - b);
  const [first, second] = [(Math.abs(a) / 2) * crossing, (Math.abs(b) / 2) * (width - crossing)];
  return a > 0 ? [first, second] : [second, first];
}

export function addAmounts(a: Amounts, b: Amounts): Amounts {
  return {
    energyIn: a.energyIn + b.energyIn,
    energyOut: a.energyOut + b.energyOut,
    chargeIn: a.chargeIn + b.chargeIn,
    chargeOut: a.chargeOut + b.chargeOut,
  };
}
