import type { CombinedBattery } from '../battery/combine';
import type { PackSettings } from '../battery/pack';
import { unusableSettings } from '../battery/plausibility';
import type { Ms } from '../battery/units';
import { atLeast, atMost } from './law/compare';
import { lawStep } from './law/law';
import type { LawParameters } from './law/parameters';
import type { LawBattery, LawOutcome, LawState } from './law/state';
import { parametersOf, type ChargeSettings } from './owner';

/** Says why no limits can be decided from these settings, with what the owner wishes; `undefined` when they can. */
export function whyUnusable(settings: PackSettings, wishes?: ChargeSettings): string | undefined {
  const unusable = unusableSettings(settings);
  if (unusable !== undefined) return unusable;
  const derived = parametersOf(settings, wishes);
  return derived.ok
    ? undefined
    : `no parameters follow from the settings: ${derived.violations.map((violation) => JSON.stringify(violation)).join(', ')}`;
}

/** Lets the law look at a battery whose newest reading is `age` old. */
export function decide(
  parameters: LawParameters,
  { battery, bmsFull }: CombinedBattery,
  state: LawState | undefined,
  times: { readonly ageMs: Ms; readonly elapsedMs: Ms },
): LawOutcome {
  // The BMS says that it is in a fault, not which path it has opened for it: neither is trusted then.
  const input = { battery, chargeFault: battery.fault, dischargeFault: battery.fault, bmsFull, age: times.ageMs / 1000 };
  return lawStep(parameters, input, state, times.elapsedMs / 1000);
}

/**
 * A cell is where a latch would set, and the law has not watched it for long enough to tell. A law that has just begun may have
 * forgotten such a latch: until it has decided, nothing must be sent.
 */
export function isUndecided({ vEmpty, vStop }: LawParameters, { lowestCell, highestCell }: LawBattery, { flags }: LawOutcome): boolean {
  const nearlyEmpty = atMost(lowestCell.voltage, vEmpty) && !flags.underVoltage;
  const nearlyOver = atLeast(highestCell.voltage, vStop) && !flags.overVoltage;
  return nearlyEmpty || nearlyOver;
}
