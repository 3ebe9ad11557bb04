import type { Ms } from '../battery/units';
import type { Limit } from './limits';
import { RECOVERY } from './margins';

/** A current limit on its way: what is allowed now and since when it has not fallen. */
export interface HeldCurrent {
  readonly limit: Limit;
  readonly at: Ms;
  readonly lastFallAt: Ms;
}

/**
 * Falls at once; after a hold, rises by a share of the full current each second and says what it is recovering to.
 * Without a past the target holds as it is.
 */
export function followCurrent(before: HeldCurrent | undefined, target: Limit, full: number, at: Ms): HeldCurrent {
  if (!before) return { limit: target, at, lastFallAt: -Infinity };
  const { value } = before.limit;
  if (target.value < value) return { limit: target, at, lastFallAt: at };
  const rising = at - before.lastFallAt >= RECOVERY.currentHoldMs;
  const risen = rising ? value + (full * RECOVERY.currentRatePerSecond * (at - before.at)) / 1000 : value;
  if (risen >= target.value) return { limit: target, at, lastFallAt: before.lastFallAt };
  const recovering = { value: risen, reason: { rule: 'recovering', target: target.value } } as const;
  return {
    limit: { ...recovering, others: [{ value: target.value, reason: target.reason }, ...target.others] },
    at,
    lastFallAt: before.lastFallAt,
  };
}

/** The charge voltage on its way: `ramp` [V] moves every step, `limit` is what was last published. */
export interface HeldVoltage {
  readonly limit: Limit;
  readonly ramp: number;
  readonly at: Ms;
  readonly changedAt: Ms;
}

/** Falls at once; rises along a ramp and in steps that are far enough apart for chargers to settle. */
export function followVoltage(before: HeldVoltage | undefined, target: Limit, cells: number, at: Ms): HeldVoltage {
  const published = { ...target, value: floorTenth(target.value) };
  if (!before) return { limit: published, ramp: target.value, at, changedAt: at };
  const ramp = Math.min(target.value, before.ramp + (cells * RECOVERY.voltageRate * (at - before.at)) / 1000);
  if (published.value <= before.limit.value) {
    const changedAt = published.value < before.limit.value ? at : before.changedAt;
    return { limit: published, ramp, at, changedAt };
  }
  const risen = floorTenth(ramp);
  const due = risen > before.limit.value && at - before.changedAt >= RECOVERY.voltageIntervalMs;
  const value = due ? risen : before.limit.value;
  const changedAt = due ? at : before.changedAt;
  if (value >= published.value) return { limit: published, ramp, at, changedAt };
  const others = [{ value: published.value, reason: target.reason }, ...target.others];
  return { limit: { value, reason: { rule: 'recovering', target: published.value }, others }, ramp, at, changedAt };
}

/** A condition that stays set until the opposite has held for a while. */
export interface Latch {
  readonly set: boolean;
  /** Since when the condition for opening it holds; `undefined` while it does not. */
  readonly clearSince: Ms | undefined;
}

export const OPEN_LATCH: Latch = { set: false, clearSince: undefined };

export function followLatch(before: Latch, sets: boolean, clears: boolean, at: Ms): Latch {
  if (sets) return { set: true, clearSince: undefined };
  if (!before.set) return OPEN_LATCH;
  if (!clears) return { set: true, clearSince: undefined };
  const clearSince = before.clearSince ?? at;
  return at - clearSince >= RECOVERY.latchMs ? OPEN_LATCH : { set: true, clearSince };
}

/** Rounds down to the resolution of the wire; the guard keeps 55.2 from becoming 55.1. */
export function floorTenth(value: number): number {
  return Math.floor(value * 10 + 1e-6) / 10;
}
