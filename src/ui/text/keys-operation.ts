import type { Check, CheckName } from '../../control/checklist';
import type { CheckResult } from '../../control/current-sign';
import type { Operation } from '../../control/state';
import type { Format } from '../format/format';

export type CheckOf<C extends CheckName> = Extract<Check, { check: C }>;

/** A point of the checklist: its name, and a sentence for each result. */
export type CheckText<C extends CheckName> = { readonly name: string } & {
  readonly [R in CheckResult]: (check: CheckOf<C>, format: Format) => string;
};

export interface OperationTexts {
  readonly title: string;
  readonly levels: Readonly<Record<Operation, { readonly name: string; readonly text: string }>>;
  readonly now: string;
  readonly since: (time: string) => string;
  readonly checklist: string;
  readonly checklistHelp: string;
  readonly checks: { readonly [C in CheckName]: CheckText<C> };
  readonly results: Readonly<Record<CheckResult, string>>;
  /** Beside the box of a point that the owner may answer for. */
  readonly accept: string;
  readonly go: Readonly<Record<Operation, string>>;
  readonly missing: (count: string) => string;
  readonly liveConfirm: { readonly title: string; readonly text: string; readonly action: string };
  readonly autoStart: string;
  readonly autoStartHelp: string;
}
