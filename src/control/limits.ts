import type { CellAt, TemperatureAt } from '../battery/battery';

/**
 * Why a limit has its value. Data only: the page turns it into a sentence in the owner's language.
 * Values in V, A, °C. `setting` is what the BMS itself is set to.
 */
export type Reason =
  // Charge voltage
  | { readonly rule: 'fully-charged-voltage'; readonly setting: number; readonly cells: number }
  | { readonly rule: 'over-voltage-margin'; readonly setting: number; readonly margin: number; readonly cells: number }
  | { readonly rule: 'cell-spread'; readonly highest: CellAt; readonly spread: number }
  | { readonly rule: 'charge-forbidden-hold'; readonly held: number }
  // Charge current
  | { readonly rule: 'charge-over-current'; readonly setting: number; readonly factor: number }
  | { readonly rule: 'cell-near-full'; readonly highest: CellAt; readonly from: number; readonly stop: number }
  | { readonly rule: 'cell-over-voltage'; readonly highest: CellAt; readonly stop: number }
  | { readonly rule: 'too-cold-to-charge'; readonly coldest: TemperatureAt; readonly stop: number }
  | { readonly rule: 'no-recent-data'; readonly ageMs: number }
  // Discharge current
  | { readonly rule: 'discharge-over-current'; readonly setting: number; readonly factor: number }
  | { readonly rule: 'peak-discharge-current'; readonly setting: number; readonly factor: number }
  | { readonly rule: 'cell-near-empty'; readonly lowest: CellAt; readonly from: number; readonly stop: number }
  | { readonly rule: 'cell-under-voltage'; readonly lowest: CellAt; readonly stop: number }
  // Both currents
  | { readonly rule: 'too-hot'; readonly hottest: TemperatureAt; readonly stop: number }
  | { readonly rule: 'bms-fault' }
  | { readonly rule: 'recovering'; readonly target: number };

export type RuleId = Reason['rule'];

/** What one rule would allow [V or A]. */
export interface Allowance {
  readonly value: number;
  readonly reason: Reason;
}

/** A limit with the rule that set it and, from tightest to loosest, what the other rules would have allowed. */
export interface Limit extends Allowance {
  readonly others: readonly Allowance[];
}

/** What frame 0x351 carries. Values are already those of the wire: one decimal, rounded down. */
export interface Limits {
  /** Charge voltage limit [V]. */
  readonly cvl: Limit;
  /** Charge current limit [A]. */
  readonly ccl: Limit;
  /** Discharge current limit [A]. */
  readonly dcl: Limit;
  /** Discharge voltage [V]; display only on the GX, 0 = not stated. */
  readonly dischargeVoltage: number;
}
