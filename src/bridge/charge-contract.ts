/** What the page may ask of the charge control. Types only. */
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
}
