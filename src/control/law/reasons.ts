import type { CellAt, TemperatureAt } from '../../battery/battery';
import type { CurrentOrigin } from './parameters';

/** Why a direction is blocked, from the highest precedence down. */
export type BlockCause = 'bms-fault' | 'no-recent-data' | 'cell-over-voltage' | 'cell-under-voltage' | 'temperature';

/**
 * Why a limit has its value, with the values that made it so [V, A, °C, s; voltages of single cells unless `pack`].
 * Data only: the page turns it into a sentence in the owner's language.
 */
export type LawReason =
  // Charge voltage
  /** The target of the phase: `perCell` times `cells`. */
  | { readonly rule: 'phase-target'; readonly phase: PhaseKind; readonly perCell: number; readonly cells: number }
  /** The cells are too far apart near the top: the target is `drop` lower [V of the pack]. */
  | {
      readonly rule: 'imbalance';
      readonly highest: CellAt;
      readonly lowest: CellAt;
      readonly spread: number;
      readonly from: number;
      readonly release: number;
      readonly drop: number;
    }
  /** The voltage moves slowly towards `target` [V of the pack], which `because` asks for. */
  | { readonly rule: 'ramp'; readonly direction: 'up' | 'down'; readonly target: number; readonly because: LawReason }
  /** The highest cell is, or was, above `from`; `trim` [V of the pack] is taken off and given back below `recoversBelow`. */
  | {
      readonly rule: 'overshoot';
      readonly highest: CellAt;
      readonly from: number;
      readonly trim: number;
      readonly recoversBelow: number;
      /** Below `recoversBelow` for so long, of so long [s]. */
      readonly waited: number;
      readonly of: number;
    }
  /** Charging is forbidden: the pack is held where it was, by a constant that does not follow it down [V of the pack]. */
  | { readonly rule: 'charge-forbidden-hold'; readonly held: number; readonly because: BlockCause }
  /** Could rise to `target`, but the last change is too recent [s]. */
  | { readonly rule: 'raise-interval'; readonly target: number; readonly waited: number; readonly of: number }
  // Currents
  | { readonly rule: 'full-current'; readonly origin: CurrentOrigin }
  /** No more than the balancers can carry away, until the spread is back at `release`. */
  | {
      readonly rule: 'imbalance-current';
      readonly highest: CellAt;
      readonly lowest: CellAt;
      readonly spread: number;
      readonly from: number;
      readonly release: number;
    }
  /** The highest cell is above `from`, charging ends at `stop`. `floor` where the smallest current counts. */
  | {
      readonly rule: 'cell-near-full';
      readonly highest: CellAt;
      readonly from: number;
      readonly stop: number;
      readonly factor: number;
      readonly floor: boolean;
    }
  | {
      readonly rule: 'cell-near-empty';
      readonly lowest: CellAt;
      readonly from: number;
      readonly stop: number;
      readonly factor: number;
      readonly floor: boolean;
    }
  /** A sensor is on the cold or hot flank of the table: everything is allowed at `full`, nothing at `stop`. */
  | {
      readonly rule: 'temperature-derating';
      readonly side: 'cold' | 'hot';
      readonly at: TemperatureAt;
      readonly full: number;
      readonly stop: number;
      readonly factor: number;
    }
  | { readonly rule: 'state-of-charge'; readonly soc: number; readonly factor: number; readonly floor: boolean }
  /** Rises towards `target` once no fall has happened for `of` seconds. */
  | { readonly rule: 'recovering'; readonly target: number; readonly waited: number; readonly of: number }
  /** Stays 0 until at least `needs` would be allowed. */
  | { readonly rule: 'leaving-zero'; readonly wanted: number; readonly needs: number }
  // Latches and faults; both kinds of limit
  /** Was at `stop`; allowed again after `of` seconds at or below `release`. */
  | {
      readonly rule: 'cell-over-voltage';
      readonly highest: CellAt;
      readonly stop: number;
      readonly release: number;
      readonly waited: number;
      readonly of: number;
    }
  /** Was at `stop`; allowed again after `of` seconds at or above `release`, or `releaseCharging` while charging. */
  | {
      readonly rule: 'cell-under-voltage';
      readonly lowest: CellAt;
      readonly stop: number;
      readonly release: number;
      readonly releaseCharging: number;
      readonly waited: number;
      readonly of: number;
    }
  | {
      readonly rule: 'too-cold' | 'too-hot';
      readonly at: TemperatureAt;
      readonly stop: number;
      readonly release: number;
    }
  | { readonly rule: 'bms-fault' }
  | { readonly rule: 'no-recent-data'; readonly age: number; readonly of: number }
  /** The owner's own maximum [V of the pack, A]. */
  | { readonly rule: 'owner-maximum'; readonly maximum: number };

export type LawRuleId = LawReason['rule'];

/** What one rule would allow [V of the pack or A]. */
export interface LawAllowance {
  readonly value: number;
  readonly reason: LawReason;
}

/** A limit with the rule that set it and, from tightest to loosest, what the other rules would have allowed. */
export interface LawLimit extends LawAllowance {
  readonly others: readonly LawAllowance[];
}

/** Values for frame 0x351: one decimal, rounded down. */
export interface LawLimits {
  readonly cvl: LawLimit;
  readonly ccl: LawLimit;
  readonly dcl: LawLimit;
}

/** Phases of the voltage mode, of the SOC mode, and the one of a law that is switched off. */
export type PhaseKind = 'bulk' | 'absorption' | 'transition' | 'float-approach' | 'float' | 'fixed';

/** The seed's names, for display. */
export type DisplayState = 'BULK' | 'TRANSITION' | 'FLOAT_APPROACH' | 'FLOAT' | 'IMBALANCE_HOLD';

/** Why a phase was entered [V, A, %, s, days]. */
export type PhaseCause =
  | { readonly cause: 'start' }
  | { readonly cause: 'mode-changed' }
  | { readonly cause: 'switched-off' }
  /** The highest cell or the whole pack was up there for `held`. */
  | { readonly cause: 'voltage-reached'; readonly highest: CellAt; readonly packVoltage: number; readonly held: number }
  | { readonly cause: 'absorbed'; readonly held: number; readonly spread: number; readonly current: number }
  | { readonly cause: 'bms-full'; readonly held: number }
  | { readonly cause: 'absorption-timeout'; readonly after: number; readonly spread: number; readonly needs: number }
  | { readonly cause: 'voltage-fell'; readonly highest: CellAt; readonly below: number; readonly held: number }
  | { readonly cause: 'soc-low'; readonly soc: number; readonly threshold: number }
  | { readonly cause: 'cell-low'; readonly lowest: CellAt; readonly below: number; readonly held: number }
  | { readonly cause: 'rebalance-due'; readonly days: number }
  /** SOC mode. */
  | { readonly cause: 'soc-rose' | 'soc-fell'; readonly soc: number; readonly threshold: number };

/** A condition that a phase waits for, with where it stands. */
export type PhaseWait = { readonly met: boolean } & (
  | { readonly wait: 'cell-voltage'; readonly highest: CellAt; readonly needs: number; readonly held: number; readonly of: number }
  | { readonly wait: 'pack-voltage'; readonly voltage: number; readonly needs: number; readonly held: number; readonly of: number }
  | { readonly wait: 'absorption-hold'; readonly held: number; readonly of: number }
  | { readonly wait: 'cell-high'; readonly highest: CellAt; readonly needs: number }
  | { readonly wait: 'spread'; readonly spread: number; readonly needs: number }
  | { readonly wait: 'tail-current'; readonly current: number; readonly needs: number }
  | { readonly wait: 'absorption-end'; readonly elapsed: number; readonly of: number }
  | { readonly wait: 'soc-below'; readonly soc: number; readonly needs: number }
  | { readonly wait: 'soc-above'; readonly soc: number; readonly needs: number }
  | { readonly wait: 'cell-low'; readonly lowest: CellAt; readonly needs: number; readonly held: number; readonly of: number }
  | { readonly wait: 'rebalance'; readonly elapsedDays: number; readonly ofDays: number }
);

/** Where the charge is, why, since when [s] and what has to happen next. */
export interface PhaseReport {
  readonly kind: PhaseKind;
  readonly previous: PhaseKind | undefined;
  readonly since: number;
  readonly entered: PhaseCause;
  readonly waitsFor: readonly PhaseWait[];
}

/** What made a sample unusable. */
export type Rejection =
  | {
      readonly check: 'not-a-number';
      readonly field: 'voltage' | 'current' | 'stateOfCharge' | 'lowestCell' | 'highestCell' | 'coldest' | 'hottest';
    }
  | { readonly check: 'cell-voltages'; readonly lowest: CellAt; readonly highest: CellAt }
  | { readonly check: 'pack-voltage'; readonly voltage: number; readonly least: number; readonly most: number };

/** The tightest rule wins; of equals the later. @throws RangeError without any rule. */
export function tightest(rules: readonly LawAllowance[]): LawLimit {
  // Mostly there is only one, and the law asks at every sample.
  const others = rules.length === 1 ? rules.slice() : rules.toReversed().sort((a, b) => a.value - b.value);
  const winner = others.shift();
  if (!winner) throw new RangeError('a limit needs at least one rule');
  return { value: winner.value, reason: winner.reason, others };
}

/** A limit whose own rule comes before everything that `limit` already ranks. */
export function overruled(by: LawAllowance, limit: LawLimit): LawLimit {
  return { ...by, others: [{ value: limit.value, reason: limit.reason }, ...limit.others] };
}
