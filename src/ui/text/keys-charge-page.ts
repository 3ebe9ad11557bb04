import type { Conflict, ConflictCode, Weight } from '../../control/advice/advice';
import type { NumberKey } from '../../control/law/check';
import type { Chemistry } from '../../control/law/chemistries';
import type { ParameterGroup, ParameterKey, ParameterTableKey } from '../../control/law/parameter-table';
import type { LawMode } from '../../control/law/parameters';
import type { WishViolation } from '../../control/owner';
import type { DayPlan, DaySeries } from '../../rehearsal/day';
import type { Format } from '../format/format';

export type Installation = DayPlan['installation'];
export type ViolationOf<C extends WishViolation['code']> = Extract<WishViolation, { code: C }>;
type ConflictOf<C extends ConflictCode> = Extract<Conflict, { code: C }>;

/** Sentences that name a parameter get its name and its value in its own unit from here. */
export interface Naming {
  readonly format: Format;
  readonly name: (key: NumberKey) => string;
  readonly table: (key: ParameterTableKey) => string;
  readonly value: (key: NumberKey, value: number) => string;
  readonly point: (key: ParameterTableKey, at: number) => string;
}

export interface AdviceText {
  readonly title: string;
  readonly text: string;
  /** The way out. */
  readonly action: string;
}

/** Everything that the page "Charge control" says besides the reasons. */
export interface ChargePageTexts {
  readonly intro: string;
  readonly path: {
    readonly title: string;
    readonly steps: string;
    readonly hold: (held: string, of: string) => string;
    readonly unknown: string;
  };
  readonly measures: {
    readonly title: string;
    readonly help: string;
    readonly column: Readonly<Record<'what' | 'measured' | 'wanted' | 'room', string>>;
    readonly rows: Readonly<Record<'voltage' | 'charge' | 'discharge' | 'highest' | 'lowest' | 'spread' | 'trim', string>>;
    readonly cell: (number: string) => string;
    readonly target: (voltage: string) => string;
    readonly stop: (voltage: string) => string;
    readonly empty: (voltage: string) => string;
    readonly balanced: (difference: string) => string;
    readonly none: string;
  };
  readonly advice: {
    readonly title: string;
    readonly none: string;
    readonly unknown: string;
    readonly weights: Readonly<Record<Weight, string>>;
    readonly conflicts: { readonly [C in ConflictCode]: (conflict: ConflictOf<C>, format: Format) => AdviceText };
  };
  readonly parameters: {
    readonly title: string;
    readonly help: string;
    /** In a simulation: the same parameters hold for the real battery. */
    readonly shared: string;
    readonly unknown: string;
    readonly refused: string;
    readonly mode: string;
    readonly modeHelp: string;
    readonly modes: Readonly<Record<LawMode, string>>;
    readonly chemistry: string;
    readonly chemistryHelp: string;
    readonly chemistries: Readonly<Record<Chemistry, string>>;
    readonly automatic: (chemistry: string) => string;
    readonly enabled: string;
    readonly enabledHelp: string;
    readonly feedIn: string;
    readonly feedInHelp: string;
    readonly groups: Readonly<Record<ParameterGroup | 'tables', { readonly title: string; readonly help: string }>>;
    readonly names: Readonly<Record<ParameterKey, { readonly name: string; readonly help: string }>>;
    readonly facts: Readonly<Record<Exclude<NumberKey, ParameterKey>, string>>;
    readonly tables: Readonly<Record<ParameterTableKey, { readonly name: string; readonly help: string; readonly axis: string }>>;
    readonly fromBms: (value: string) => string;
    readonly noneFromBms: string;
    /** Left to the BMS, but moved by another value. */
    readonly follows: (value: string) => string;
    readonly changed: (count: string) => string;
    readonly range: (least: string, most: string) => string;
    readonly reset: (name: string) => string;
    readonly resetShort: string;
    readonly notANumber: string;
    readonly outOfRange: (least: string, most: string) => string;
    readonly ownTable: (name: string) => string;
    readonly addPoint: string;
    readonly removePoint: (number: string) => string;
    readonly pointAt: (number: string) => string;
    readonly pointShare: (number: string) => string;
    readonly chart: (name: string) => string;
    readonly point: (at: string, share: string) => string;
    readonly now: (at: string, share: string) => string;
    readonly active: string;
    readonly draft: string;
  };
  readonly draft: {
    readonly title: string;
    readonly change: (name: string, before: string, after: string) => string;
    readonly tryFirst: string;
    readonly apply: string;
    readonly discard: string;
    readonly broken: (count: string) => string;
    readonly ready: string;
    readonly waiting: string;
    readonly switches: Readonly<Record<'mode' | 'chemistry' | 'enabled' | 'feedIn', string>>;
    readonly on: string;
    readonly off: string;
    readonly yes: string;
    readonly no: string;
    readonly table: string;
    readonly fromBms: string;
  };
  readonly trial: {
    readonly title: string;
    readonly help: string;
    readonly end: string;
    readonly beside: string;
    readonly besideUnknown: string;
    readonly column: Readonly<Record<'limit' | 'active' | 'tried' | 'reason', string>>;
    readonly phase: string;
    readonly day: string;
    readonly dayHelp: string;
    readonly installation: string;
    readonly installations: Readonly<Record<Installation, string>>;
    readonly stateOfCharge: string;
    readonly ahead: string;
    readonly cellAhead: (percent: string) => string;
    readonly run: string;
    readonly cancel: string;
    readonly progress: (share: string) => string;
    readonly cancelled: string;
    readonly series: Readonly<Record<DaySeries, string>>;
    readonly chart: (name: string, active: string, tried: string) => string;
    readonly figures: Readonly<
      Record<'peak' | 'directionChanges' | 'lowestCvl' | 'charged' | 'discharged' | 'exported' | 'fullAt' | 'tripped', string>
    >;
    readonly inPhase: (phase: string) => string;
    readonly never: string;
    readonly yes: string;
    readonly no: string;
    readonly hour: (hour: string) => string;
    readonly model: string;
  };
  readonly violations: { readonly [C in WishViolation['code']]: (violation: ViolationOf<C>, naming: Naming) => string };
}
