/** What the page may ask of the charge control. Types only. */
import type { Ms } from '../battery/units';
import type { Limits } from '../control/limits';
import type { DayPlan, DayResult } from '../rehearsal/day';
import type { ChargeView, Outcome } from './contract';
import type { Advice } from '../control/advice/advice';
import type { ParameterKey, ParameterRow, ParameterTableKey } from '../control/law/parameter-table';
import type { LawParameters } from '../control/law/parameters';
import type { ChargeSettings, WishViolation } from '../control/owner';

/** What the battery is charged by, and what can be said of it. */
export interface ParametersView {
  /** What the law runs with now. */
  readonly active: LawParameters;
  /** What would follow from the BMS alone. */
  readonly fromBms: LawParameters;
  /** Not empty: the owner's wishes break these rules and are not used, apart from the maxima. */
  readonly refused: readonly WishViolation[];
  /** Conflicts between the parameters, the BMS and what a GX does, most serious first. */
  readonly advice: readonly Advice[];
}

/** Wishes that are being tried before they are applied. Nothing of it is ever sent. */
export interface TrialView {
  readonly wishes: ChargeSettings;
  /** Worker clock. */
  readonly since: Ms;
  /** What these parameters would allow for the battery of this moment; `undefined` while no data of it is recent. */
  readonly limits: Limits | undefined;
  readonly charge: ChargeView | undefined;
}

export interface RehearsalRequest {
  readonly wishes: ChargeSettings;
  readonly plan: DayPlan;
}

/** The same simulated day with the parameters that act now and with those that are wished. */
export interface RehearsalAnswer {
  readonly active: DayResult;
  readonly wished: DayResult;
}

/** What can be set, in the order of the page. */
export interface ParameterTable {
  readonly numbers: { readonly [K in ParameterKey]: ParameterRow };
  readonly tables: readonly ParameterTableKey[];
}

/** What would become of wishes with the battery of the moment. */
export interface Considered {
  /** Empty: they can be taken. */
  readonly violations: readonly WishViolation[];
  readonly parameters: LawParameters;
  readonly advice: readonly Advice[];
}

export interface ChargeApi {
  table(): Promise<ParameterTable>;
  /** `undefined` while no battery is known, and for wishes that no battery could be given. */
  consider(wishes: ChargeSettings): Promise<Considered | undefined>;
  /** Lets wishes run beside the active parameters; refused, with `configuration-invalid`, when they break a rule or no battery is known. */
  tryOut(wishes: ChargeSettings): Promise<Outcome>;
  endTrial(): Promise<void>;
  /**
   * Lives through a simulated day, in pieces short enough for the bridge not to wait. Its progress is in the view.
   * `undefined` when it was cancelled, when wishes break a rule, and while no battery is known.
   */
  rehearse(request: RehearsalRequest): Promise<RehearsalAnswer | undefined>;
  cancelRehearsal(): Promise<void>;
}
