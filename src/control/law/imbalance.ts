import { atLeast, atMost, clamp } from './compare';
import type { LawParameters } from './parameters';
import type { LawBattery } from './state';

/** The overlay ends this far below the knee [V per cell]: further down, cells differ by nature. */
const LEAVE_BELOW_KNEE = 0.05;

export function spreadOf({ highestCell, lowestCell }: LawBattery): number {
  return highestCell.voltage - lowestCell.voltage;
}

/** Whether the cells are out of balance where it matters. Off when the law is. */
export function followImbalance(was: boolean, battery: LawBattery, parameters: LawParameters): boolean {
  const { enabled, vKnee, imbHold, imbRelease } = parameters;
  if (!enabled) return false;
  const highest = battery.highestCell.voltage;
  const spread = spreadOf(battery);
  if (atLeast(highest, vKnee) && atLeast(spread, imbHold)) return true;
  return was && !atMost(spread, imbRelease) && atLeast(highest, vKnee - LEAVE_BELOW_KNEE);
}

/** What the overlay takes off the target [V of the pack]. */
export function imbalanceDrop(spread: number, { cells, imbHold, imbDrop, imbDropMax }: LawParameters): number {
  return cells * clamp(imbDrop * (spread - imbHold), 0, imbDropMax);
}
