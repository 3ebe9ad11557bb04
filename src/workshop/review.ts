/** Everything that an owner has to see before anything is written. */
import { decodeSettings } from '../protocols/tinybms/settings';
import { FROM_THE_BMS, parametersOf, type ChargeSettings, type Derived } from '../control/owner';
import { pinUse, type PinUse } from './pins';
import { planOf, type Plan } from './plan';
import { isAllowed, rangeOf, type Difference, type Profile } from './profile';
import { problemsOf, type Problem, type RuleContext } from './rules';
import { changedIds, rawOf, settingRow, withChanges, type Changes, type SettingId } from './settings';

/** Full limits that the bridge makes of a profile: charge voltage of the pack [V], currents [A]. */
export interface FullLimits {
  readonly cvl: number;
  readonly ccl: number;
  readonly dcl: number;
}

export interface Review {
  readonly differences: readonly Difference[];
  readonly problems: readonly Problem[];
  readonly plan: Plan;
  /** What each pin will serve. */
  readonly pins: readonly PinUse[];
  /** The owner has to type a word: a protection setting is among the differences. */
  readonly typed: boolean;
  readonly restarts: boolean;
  /** The limits that will follow, where they change; `undefined` on a side where none can be made. */
  readonly limits: { readonly before: FullLimits | undefined; readonly after: FullLimits | undefined } | undefined;
  /** Nothing stands against writing. */
  readonly ready: boolean;
}

/** What the bridge makes of a profile under these wishes of the owner. */
export function chargeControlOf(wishes: ChargeSettings = FROM_THE_BMS): RuleContext['chargeControl'] {
  return (words) => parametersOf(decodeSettings(words), wishes);
}

/** The limits under which nothing else holds the battery back; `undefined` where no parameters follow. */
export function fullLimits(control: Derived): FullLimits | undefined {
  if (!control.ok) return undefined;
  const { cells, vAbs, maxCharge, maxDischarge, cvlUserMax, cclUserMax, dclUserMax } = control.parameters;
  return {
    cvl: Math.min(cells * vAbs, cvlUserMax ?? Infinity),
    ccl: Math.min(maxCharge, cclUserMax ?? Infinity),
    dcl: Math.min(maxDischarge, dclUserMax ?? Infinity),
  };
}

export function isSameLimits(a: FullLimits | undefined, b: FullLimits | undefined): boolean {
  return a?.cvl === b?.cvl && a?.ccl === b?.ccl && a?.dcl === b?.dcl;
}

/** A number that no bits could hold is told, not written. */
function unfit(changes: Changes, profile: Profile): readonly Problem[] {
  return changedIds(changes).flatMap((setting): Problem[] => {
    const raw = changes[setting] ?? NaN;
    if (isAllowed(setting, raw, profile)) return [];
    const { min, max } = rangeOf(setting, profile);
    const isCode = raw >= min && raw <= max && Number.isInteger(raw);
    return [
      {
        severity: 'forbidden',
        settings: [setting],
        finding: isCode ? { rule: 'code', setting, raw } : { rule: 'range', setting, raw, min, max },
      },
    ];
  });
}

/** Looks at changes to a profile. Changes to the present value are none. */
export function review(changes: Changes, context: RuleContext): Review {
  const { profile, chargeControl } = context;
  const wished: Changes = Object.fromEntries(
    changedIds(changes).flatMap((id) => (changes[id] === rawOf(id, profile.words) ? [] : [[id, changes[id]]])),
  );
  const ids = changedIds(wished);
  const differences = ids.map((setting) => ({ setting, before: rawOf(setting, profile.words), after: wished[setting] ?? 0 }));
  const typed = ids.some((id) => settingRow(id).protection);
  const restarts = ids.some((id) => settingRow(id).restarts);
  const misfits = unfit(wished, profile);
  if (misfits.length > 0) {
    const nothing = { plan: { steps: [], blocked: ids }, limits: undefined, ready: false };
    return { differences, problems: misfits, pins: pinUse(profile.words), typed, restarts, ...nothing };
  }
  const words = withChanges(wished, profile.words);
  const problems = problemsOf(words, context);
  const plan = planOf(wished, profile);
  const [before, after] = [fullLimits(chargeControl(profile.words)), fullLimits(chargeControl(words))];
  return {
    differences,
    problems,
    plan,
    pins: pinUse(words),
    typed,
    restarts,
    limits: isSameLimits(before, after) ? undefined : { before, after },
    ready:
      ids.length > 0 &&
      plan.blocked.length === 0 &&
      !problems.some((problem) => problem.severity === 'forbidden' && concerns(problem, ids)),
  };
}

/** What is wrong in the BMS already, and is not touched, does not keep the owner from setting something else. */
function concerns({ settings }: Problem, ids: readonly SettingId[]): boolean {
  return settings.some((id) => ids.includes(id));
}
