import { atLeast, clamp, floorTenth } from './compare';
import { solarOffset } from './fit';
import { imbalanceDrop, spreadOf } from './imbalance';
import { lowestHold, overVoltageReason, type Latches } from './latches';
import type { LawParameters } from './parameters';
import { perCellTarget } from './phase';
import { overruled, tightest, type BlockCause, type LawAllowance, type LawLimit, type PhaseKind } from './reasons';
import type { LawBattery } from './state';
import type { Trim } from './trim';

/** With feed-in, a hold falls at this rate [V/s per cell] while more than this current flows in all the same [A per Ah]. */
const HOLD_FALLS = 0.001;
const CHARGES_ANYWAY = 0.002;

/** The charge voltage limit on its way [V of the pack]. */
export interface ChargeVoltage {
  /** Follows the target at a limited rate. */
  readonly ramped: number;
  /** Last published value, and since when [s]. */
  readonly published: number;
  readonly sinceChange: number;
  /**
   * Taken once when charging was forbidden and kept until it is allowed: a limit that follows the pack down would empty it. With
   * feed-in it falls, but only while the pack is being charged.
   */
  readonly held: number | undefined;
  /** What the phase, the imbalance overlay and the owner ask for. */
  readonly target: number;
}

export interface CvlInput {
  readonly phase: PhaseKind;
  readonly imbalance: boolean;
  readonly trim: Trim;
  readonly latches: Latches;
  /** Why charging is forbidden by anything but the cell voltage. */
  readonly forbidden: BlockCause | undefined;
  readonly battery: LawBattery;
  readonly parameters: LawParameters;
  readonly dt: number;
}

/** The next charge voltage and the limit to publish, with its reasons. */
export function followChargeVoltage(
  was: ChargeVoltage | undefined,
  input: CvlInput,
): { readonly cvl: ChargeVoltage; readonly limit: LawLimit } {
  const { trim, forbidden, battery, parameters, dt } = input;
  const { cells, vAbs, cvlUserMax = Infinity } = parameters;
  const wanted = tightest(targetRules(input));
  const target = wanted.value;
  // A maximum that has just been lowered holds at once.
  const ramped = Math.min(follow(was?.ramped, target, parameters, dt), cells * vAbs, cvlUserMax);
  // The trim is bounded, so this is never below the floor.
  const trimmed = cells * vAbs - trim.volts;
  const free = Math.min(ramped, trimmed);
  const held = forbidden === undefined ? undefined : keptVoltage(was?.held ?? holdVoltage(free, battery, parameters), input);

  const rules = rampRules(wanted, ramped);
  if (trim.volts > 0) rules.push({ value: trimmed, reason: overshootReason(input) });
  if (held !== undefined && forbidden !== undefined) {
    rules.push({ value: held, reason: { rule: 'charge-forbidden-hold', held, because: forbidden } });
  }
  const exact = tightest(rules);
  const { published, sinceChange, limit } = publish(was, exact, parameters, dt);
  return { cvl: { ramped: held === undefined ? ramped : Math.min(ramped, exact.value), published, sinceChange, held, target }, limit };
}

/**
 * Where a charge that is forbidden is held: at the pack's voltage of that moment, neither above the limit nor near empty. With
 * feed-in the chargers go above it by their offset, which then takes them to the pack's voltage and no further.
 */
export function holdVoltage(cvl: number, battery: LawBattery, parameters: LawParameters): number {
  const { cells, vAbs, feedIn } = parameters;
  const room = feedIn ? solarOffset(cells, vAbs) : 0;
  return Math.max(cells * lowestHold(parameters), Math.min(battery.voltage - room, cvl));
}

/** With feed-in CCL 0 is not obeyed: what still flows in is stopped by the voltage, which ends where the current does. */
function keptVoltage(held: number, { battery, parameters, dt }: CvlInput): number {
  const { cells, capacity, feedIn } = parameters;
  if (!feedIn || battery.current <= CHARGES_ANYWAY * capacity) return held;
  return Math.max(cells * lowestHold(parameters), held - cells * HOLD_FALLS * dt);
}

function targetRules({ phase, imbalance, battery, parameters }: CvlInput): readonly LawAllowance[] {
  const { cells, vFloor, cvlUserMax, imbHold, imbRelease } = parameters;
  const perCell = perCellTarget(phase, parameters);
  const target = cells * perCell;
  const rules: LawAllowance[] = [{ value: target, reason: { rule: 'phase-target', phase, perCell, cells } }];
  const spread = spreadOf(battery);
  const drop = imbalance ? imbalanceDrop(spread, parameters) : 0;
  if (drop > 0) {
    const { highestCell: highest, lowestCell: lowest } = battery;
    // Like all protection it ends at the floor: further down it would empty the battery into the grid.
    rules.push({
      value: Math.max(target - drop, Math.min(target, cells * vFloor)),
      reason: { rule: 'imbalance', highest, lowest, spread, from: imbHold, release: imbRelease, drop },
    });
  }
  if (cvlUserMax !== undefined) rules.push({ value: cvlUserMax, reason: { rule: 'owner-maximum', maximum: cvlUserMax } });
  return rules;
}

function follow(was: number | undefined, target: number, { cells, rampDown, rampUp }: LawParameters, dt: number): number {
  if (was === undefined) return target;
  return clamp(target, was - cells * rampDown * dt, was + cells * rampUp * dt);
}

/** What the target rules allow at this point of the ramp. On the way down none of them acts fully yet. */
function rampRules(wanted: LawLimit, ramped: number): LawAllowance[] {
  const { value: target, reason: because, others } = wanted;
  const rules = [...others, { value: target, reason: because }];
  if (ramped === target) return rules;
  const direction = ramped < target ? 'up' : 'down';
  return [
    ...rules.map((rule) => ({ ...rule, value: Math.max(rule.value, ramped) })),
    { value: ramped, reason: { rule: 'ramp', direction, target, because } },
  ];
}

function overshootReason({ trim, latches, battery, parameters }: CvlInput): LawAllowance['reason'] {
  if (latches.overVoltage.set) return overVoltageReason(latches.overVoltage, battery, parameters);
  const { vAbs, band, recBand, recHold } = parameters;
  const recovery = { recoversBelow: vAbs - recBand, waited: Math.min(trim.recovery, recHold), of: recHold };
  return { rule: 'overshoot', highest: battery.highestCell, from: vAbs + band, trim: trim.volts, ...recovery };
}

/** Reductions at once, raises far enough apart for chargers to settle. */
function publish(
  was: ChargeVoltage | undefined,
  exact: LawLimit,
  { cvlUpInterval }: LawParameters,
  dt: number,
): { readonly published: number; readonly sinceChange: number; readonly limit: LawLimit } {
  const value = floorTenth(exact.value);
  if (!was || value < was.published) return { published: value, sinceChange: 0, limit: { ...exact, value } };
  const sinceChange = was.sinceChange + dt;
  if (value === was.published) return { published: value, sinceChange, limit: { ...exact, value } };
  if (atLeast(sinceChange, cvlUpInterval)) return { published: value, sinceChange: 0, limit: { ...exact, value } };
  const reason = { rule: 'raise-interval', target: value, waited: sinceChange, of: cvlUpInterval } as const;
  return { published: was.published, sinceChange, limit: overruled({ value: was.published, reason }, exact) };
}
