import type { Battery } from '../../battery/battery';
import type { PackSettings } from '../../battery/pack';
import type { Chemistry } from '../law/chemistries';
import type { LawParameters } from '../law/parameters';

/** What is held against each other: what the law runs with, what the BMS is set to, what the battery reports. */
export interface Advised {
  readonly parameters: LawParameters;
  readonly settings: PackSettings;
  readonly battery: Pick<Battery, 'coldest'> | undefined;
}

/** One conflict with the values that make it, voltages per cell [V] unless said; the sentence and the way out are the page's. */
export type Conflict =
  /** Cells are charged to `reach` at most, so the BMS never sees `fullyCharged` (register 300) and its state of charge drifts. */
  | { readonly code: 'never-full'; readonly reach: number; readonly fullyCharged: number }
  /** The phases follow a state of charge that drifts, because the BMS never sees its cells full. */
  | { readonly code: 'soc-never-corrected'; readonly reach: number; readonly fullyCharged: number }
  /** Absorption may end at `tail`, above the current at which the BMS counts full (register 304) [A]. */
  | { readonly code: 'tail-above-finished'; readonly tail: number; readonly finished: number }
  /** With the GX's solar offset the mean cell is `room` below the over-voltage cutoff (315); a cell that is `needs` ahead would trip it. */
  | {
      readonly code: 'trip-near';
      readonly vAbs: number;
      readonly offset: number;
      readonly cutoff: number;
      readonly room: number;
      readonly needs: number;
    }
  /** Balancing begins (register 303) above everything that the battery is charged to: it never begins. */
  | { readonly code: 'never-balances'; readonly threshold: number; readonly reach: number }
  /** Balancing ends with absorption: the float voltage is below its threshold (303). */
  | { readonly code: 'balancing-above-float'; readonly threshold: number; readonly vFloat: number }
  /** Absorption waits for a spread that the BMS does not try to reach (308) [V]. */
  | { readonly code: 'spread-unreachable'; readonly needs: number; readonly allowed: number }
  /** The BMS sends text of its own (342) between its answers. */
  | { readonly code: 'broadcast-on' }
  /** The owner's maximum is above what the BMS allows, `allowed` [V of the pack, A], and has no effect. */
  | { readonly code: 'maximum-without-effect'; readonly limit: 'cvl' | 'ccl' | 'dcl'; readonly maximum: number; readonly allowed: number }
  /** To a GX 0 means off: no sun for the loads, or an inverter that stops. */
  | { readonly code: 'maximum-zero'; readonly limit: 'ccl' | 'dcl' }
  /** With feed-in a GX empties the battery down to this maximum; below `floor` that is far [V of the pack]. */
  | { readonly code: 'maximum-empties'; readonly maximum: number; readonly floor: number }
  /** The peak cutoff (305) has to be above the continuous one (317) [A]. */
  | { readonly code: 'peak-not-above'; readonly peak: number; readonly continuous: number }
  /** The BMS opens its discharge path (301) before, or just when, the bridge would have told the inverter to stop. */
  | { readonly code: 'empty-at-cutoff'; readonly vEmpty: number; readonly fullyDischarged: number }
  /** Charging begins below freezing [°C], which these cells do not bear. */
  | { readonly code: 'charges-in-frost'; readonly chemistry: Chemistry; readonly from: number }
  /** The BMS alone (320) would charge these cells below freezing [°C]. */
  | { readonly code: 'bms-charges-in-frost'; readonly chemistry: Chemistry; readonly cutoff: number }
  /** No battery sensor is fitted: temperatures are those of the BMS's board, which is warmer. */
  | { readonly code: 'board-temperature' }
  /** The owner has switched the control of the charge off. */
  | { readonly code: 'control-off' };

export type ConflictCode = Conflict['code'];

/** `warning`: the battery is served worse than it could be, or may be cut off. `info`: worth knowing. */
export type Weight = 'warning' | 'info';

export type Advice = Conflict & { readonly weight: Weight };
