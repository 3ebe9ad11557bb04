/** In which order settings are written, so that the BMS is never in a state that it must not be in. */
import type { Profile } from './profile';
import { PIN_FUNCTIONS, PIN_FUNCTION_IDS, pinOf } from './pins';
import { forbiddenIn, type Problem } from './rules';
import { changedIds, rawOf, settingRow, withRaw, type Changes, type SettingId, type SettingWords } from './settings';

/** The vendor's order, where thresholds leave the choice: what the pack is, then cutoffs, then when it is full and empty, then the rest. */
const VENDOR_ORDER: readonly SettingId[] = [
  'seriesCells',
  'allowedDisbalance',
  'batteryCapacity',
  'overVoltageCutoff',
  'underVoltageCutoff',
  'peakDischargeCurrentCutoff',
  'dischargeOverCurrentCutoff',
  'chargeOverCurrentCutoff',
  'overHeatCutoff',
  'lowTemperatureChargerCutoff',
  'fullyChargedVoltage',
  'fullyDischargedVoltage',
];

export interface Step {
  readonly setting: SettingId;
  readonly raw: number;
  /** Only to make room: the pin that the setting uses is wanted elsewhere, and the setting gets its own value later. */
  readonly detour: boolean;
}

/** How far the writing has come. */
export interface Progress {
  /** What the BMS holds now. */
  readonly words: SettingWords;
  /** Settings that have been tried. */
  readonly done: ReadonlySet<SettingId>;
  readonly detours: ReadonlySet<SettingId>;
}

function keyOf({ finding }: Problem): string {
  switch (finding.rule) {
    case 'range':
    case 'code':
      return `${finding.rule} ${finding.setting}`;
    case 'order':
      return `${finding.rule} ${finding.lower} ${finding.upper}`;
    case 'pin-twice':
      return `${finding.rule} ${finding.functions.join(' ')}`;
    default:
      return finding.rule;
  }
}

/** What is forbidden in `after` and was not already so in `before`. */
export function newlyForbidden(before: SettingWords, after: SettingWords, profile: Profile): readonly Problem[] {
  const known = new Set(forbiddenIn(before, { profile }).map(keyOf));
  return forbiddenIn(after, { profile }).filter((problem) => !known.has(keyOf(problem)));
}

function inVendorOrder(changes: Changes): readonly SettingId[] {
  const rank = (id: SettingId): number => {
    // A restart ends all conversation for a while: last.
    if (settingRow(id).restarts) return VENDOR_ORDER.length + 1;
    const place = VENDOR_ORDER.indexOf(id);
    return place < 0 ? VENDOR_ORDER.length : place;
  };
  return changedIds(changes).toSorted((a, b) => rank(a) - rank(b));
}

/**
 * The next setting to write; `undefined` when nothing is left that may be written. Looks at what the BMS really holds, so that a
 * setting that was refused or clamped on the way changes the order instead of leading into a forbidden state.
 */
export function nextStep(changes: Changes, { words, done, detours }: Progress, profile: Profile): Step | undefined {
  const left = inVendorOrder(changes).filter((id) => !done.has(id) && changes[id] !== rawOf(id, words));
  const may = (id: SettingId, raw: number): boolean => newlyForbidden(words, withRaw(id, raw, words), profile).length === 0;
  for (const setting of left) {
    const raw = changes[setting] ?? 0;
    if (may(setting, raw)) return { setting, raw, detour: false };
  }
  // Pins that change hands in a circle: one function lets go of its pin first.
  for (const id of PIN_FUNCTION_IDS) {
    if (!left.includes(id) || detours.has(id) || pinOf(id, rawOf(id, words)) === undefined) continue;
    if (may(id, PIN_FUNCTIONS[id])) return { setting: id, raw: PIN_FUNCTIONS[id], detour: true };
  }
  return undefined;
}

/** Where the writing stands after a step that left the BMS with `words`. */
export function afterStep({ done, detours }: Progress, { setting, detour }: Step, words: SettingWords): Progress {
  if (detour) return { words, done, detours: new Set([...detours, setting]) };
  return { words, done: new Set([...done, setting]), detours };
}

export function beginning(words: SettingWords): Progress {
  return { words, done: new Set(), detours: new Set() };
}

export interface Plan {
  readonly steps: readonly Step[];
  /** Changes that no order reaches without a forbidden state on the way; only where the end itself is forbidden. */
  readonly blocked: readonly SettingId[];
}

/** All steps, if every write is taken as it is asked for. */
export function planOf(changes: Changes, profile: Profile): Plan {
  const steps: Step[] = [];
  let progress = beginning(profile.words);
  for (let step = nextStep(changes, progress, profile); step; step = nextStep(changes, progress, profile)) {
    steps.push(step);
    progress = afterStep(progress, step, withRaw(step.setting, step.raw, progress.words));
  }
  const { words, done } = progress;
  return { steps, blocked: changedIds(changes).filter((id) => !done.has(id) && changes[id] !== rawOf(id, words)) };
}
