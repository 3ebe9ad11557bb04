/** What holds across settings, one row a rule. What they find is data; sentences are made where they are shown. */
import type { Derived, WishViolation } from '../control/owner';
import { choicesOf, isAllowed, isAvailable, rangeOf, type Profile } from './profile';
import { pinUse, type Pin, type PinFunction } from './pins';
import { rawOf, SETTING_IDS, settingRow, withRaw, type SettingId, type SettingWords } from './settings';

/** What a profile is held against. */
export interface RuleContext {
  /** Ranges; its words are not looked at. */
  readonly profile: Profile;
  /** Cells that the BMS finds connected; `undefined` while nobody has read them. */
  readonly measuredCells: number | undefined;
  readonly internalFirmware: number | undefined;
  /** What the bridge would make of a profile. */
  readonly chargeControl: (words: SettingWords) => Derived;
}

/** - `forbidden`: the BMS must never be in this state, not even for a moment. - `warning`: allowed, and the owner must know. */
export type Severity = 'forbidden' | 'warning';

/** Thresholds keep this distance from one another [mV]. Source: TinyBMS User Manual rev. D. */
export const LEAST_DISTANCE = 10;

/** What a rule found: raw numbers of its settings, and what is needed to say it. */
export type Finding =
  | { readonly rule: 'range'; readonly setting: SettingId; readonly raw: number; readonly min: number; readonly max: number }
  /** `raw` is not among the codes of the setting. */
  | { readonly rule: 'code'; readonly setting: SettingId; readonly raw: number }
  /** `lower` has to be at least `distance` below `upper`. */
  | {
      readonly rule: 'order';
      readonly lower: SettingId;
      readonly upper: SettingId;
      readonly raws: readonly [number, number];
      readonly distance: number;
    }
  | { readonly rule: 'pin-twice'; readonly pin: Pin; readonly functions: readonly [PinFunction, PinFunction] }
  /** The text for a display cannot be sent this often in this format. */
  | { readonly rule: 'broadcast-too-fast' }
  | { readonly rule: 'cells-measured'; readonly set: number; readonly measured: number }
  /** Balancing would begin above the voltage at which charging ends: never. */
  | { readonly rule: 'never-balances'; readonly threshold: number; readonly fullyCharged: number }
  | { readonly rule: 'broadcasting' }
  /** The level is set and the switch for it is off, or the other way round. */
  | { readonly rule: 'restart-level-unused' }
  | { readonly rule: 'no-recovery'; readonly firmware: number | undefined }
  | { readonly rule: 'no-diagnostics' }
  /** The bridge cannot make limits from these settings: it would send nothing. */
  | { readonly rule: 'no-limits'; readonly violations: readonly WishViolation[] }
  /** What the owner has set for the charge goes beyond what the BMS would be set to: the bridge would leave it aside. */
  | { readonly rule: 'wishes-refused'; readonly violations: readonly WishViolation[] }
  /** The over-voltage cutoff is so near that the bridge has to charge to less than it otherwise would [V per cell]. */
  | { readonly rule: 'little-room'; readonly charged: number; readonly wished: number };

export type RuleId = Finding['rule'];

/** A finding with the settings that it is about. */
export interface Problem {
  readonly severity: Severity;
  readonly settings: readonly SettingId[];
  readonly finding: Finding;
}

interface Rule {
  readonly severity: Severity;
  readonly find: (
    words: SettingWords,
    context: RuleContext,
  ) => readonly { readonly settings: readonly SettingId[]; readonly finding: Finding }[];
}

/** What charge control follows from. */
const ABOUT_CHARGE: readonly SettingId[] = ['fullyChargedVoltage', 'fullyDischargedVoltage', 'overVoltageCutoff', 'underVoltageCutoff'];

/** From the lowest to the highest. */
const THRESHOLDS = ['underVoltageCutoff', 'fullyDischargedVoltage', 'fullyChargedVoltage', 'overVoltageCutoff'] as const;

function order(lower: SettingId, upper: SettingId, distance: number, words: SettingWords): ReturnType<Rule['find']> {
  const raws = [rawOf(lower, words), rawOf(upper, words)] as const;
  if (raws[1] - raws[0] >= distance) return [];
  return [{ settings: [lower, upper], finding: { rule: 'order', lower, upper, raws, distance } }];
}

const FAST_PERIODS: ReadonlySet<number> = new Set([1, 2, 3]);
const SOC_BAR = 2;
/** From here on 0 s is a recovery time. Source: TinyBMS reference, D21. */
const RECOVERY_OFF_SINCE = 239;
/** [V] */
const ROUNDING = 0.0005;
/** No cell is charged to here [mV]. */
const FAR_AWAY = 5500;

const RULES: Readonly<Record<RuleId, Rule>> = {
  range: {
    severity: 'forbidden',
    find: (words, { profile }) =>
      SETTING_IDS.filter((id) => !settingRow(id).once && isAvailable(id, profile)).flatMap((setting) => {
        const raw = rawOf(setting, words);
        const { min, max } = rangeOf(setting, profile);
        if (raw >= min && raw <= max) return [];
        return [{ settings: [setting], finding: { rule: 'range' as const, setting, raw, min, max } }];
      }),
  },
  code: {
    severity: 'forbidden',
    find: (words, { profile }) =>
      SETTING_IDS.filter((id) => isAvailable(id, profile)).flatMap((setting) => {
        const raw = rawOf(setting, words);
        const { min, max } = rangeOf(setting, profile);
        if (!choicesOf(setting, profile) || raw < min || raw > max || isAllowed(setting, raw, profile)) return [];
        return [{ settings: [setting], finding: { rule: 'code' as const, setting, raw } }];
      }),
  },
  order: {
    severity: 'forbidden',
    find: (words, { profile }) => [
      ...THRESHOLDS.slice(1).flatMap((upper, index) => order(THRESHOLDS[index] ?? upper, upper, LEAST_DISTANCE, words)),
      ...(isAvailable('peakDischargeCurrentCutoff', profile)
        ? order('dischargeOverCurrentCutoff', 'peakDischargeCurrentCutoff', 1, words)
        : []),
    ],
  },
  'pin-twice': {
    severity: 'forbidden',
    find: (words) =>
      pinUse(words).flatMap(({ pin, functions }) =>
        functions.flatMap((first, index) =>
          functions.slice(index + 1).map((second) => ({
            settings: [first, second],
            finding: { rule: 'pin-twice' as const, pin, functions: [first, second] as const },
          })),
        ),
      ),
  },
  'broadcast-too-fast': {
    severity: 'forbidden',
    find: (words) => {
      const clash = rawOf('broadcastProtocol', words) === SOC_BAR && FAST_PERIODS.has(rawOf('broadcastTime', words));
      return clash ? [{ settings: ['broadcastTime', 'broadcastProtocol'], finding: { rule: 'broadcast-too-fast' } }] : [];
    },
  },
  'cells-measured': {
    severity: 'warning',
    find: (words, { measuredCells: measured }) => {
      const set = rawOf('seriesCells', words);
      if (measured === undefined || measured === set) return [];
      return [{ settings: ['seriesCells'], finding: { rule: 'cells-measured', set, measured } }];
    },
  },
  'never-balances': {
    severity: 'warning',
    find: (words) => {
      const [threshold, fullyCharged] = [rawOf('earlyBalancingThreshold', words), rawOf('fullyChargedVoltage', words)];
      if (threshold < fullyCharged) return [];
      return [
        { settings: ['earlyBalancingThreshold', 'fullyChargedVoltage'], finding: { rule: 'never-balances', threshold, fullyCharged } },
      ];
    },
  },
  broadcasting: {
    severity: 'warning',
    find: (words) => (rawOf('broadcastTime', words) === 0 ? [] : [{ settings: ['broadcastTime'], finding: { rule: 'broadcasting' } }]),
  },
  'restart-level-unused': {
    severity: 'warning',
    // Whether the level alone was changed on purpose cannot be seen in a profile: it is told where the change is.
    find: (words, { profile }) => {
      const isOff = rawOf('enableChargerRestartLevel', words) === 0;
      const isChanged = rawOf('chargeRestartLevel', words) !== rawOf('chargeRestartLevel', profile.words);
      return isOff && isChanged ? [{ settings: ['chargeRestartLevel'], finding: { rule: 'restart-level-unused' } }] : [];
    },
  },
  'no-recovery': {
    severity: 'warning',
    find: (words, { internalFirmware: firmware }) => {
      if (rawOf('automaticRecovery', words) !== 0) return [];
      return [{ settings: ['automaticRecovery'], finding: { rule: 'no-recovery', firmware: isOld(firmware) ? firmware : undefined } }];
    },
  },
  'no-diagnostics': {
    severity: 'warning',
    find: (words) =>
      rawOf('disableSwitchDiagnostics', words) === 0
        ? []
        : [{ settings: ['disableSwitchDiagnostics'], finding: { rule: 'no-diagnostics' } }],
  },
  'no-limits': {
    severity: 'warning',
    find: (words, { chargeControl }) => {
      const control = chargeControl(words);
      if (control.ok) return [];
      return [
        {
          settings: ABOUT_CHARGE,
          finding: { rule: 'no-limits', violations: control.violations },
        },
      ];
    },
  },
  'wishes-refused': {
    severity: 'warning',
    find: (words, { chargeControl }) => {
      const control = chargeControl(words);
      if (!control.ok || control.refused.length === 0) return [];
      return [{ settings: ABOUT_CHARGE, finding: { rule: 'wishes-refused', violations: control.refused } }];
    },
  },
  'little-room': {
    severity: 'warning',
    find: (words, { chargeControl }) => {
      const control = chargeControl(words);
      const free = chargeControl(withRaw('overVoltageCutoff', FAR_AWAY, words));
      if (!control.ok || !free.ok) return [];
      const [charged, wished] = [control.parameters.vAbs, free.parameters.vAbs];
      if (charged >= wished - ROUNDING) return [];
      return [{ settings: ['fullyChargedVoltage', 'overVoltageCutoff'], finding: { rule: 'little-room', charged, wished } }];
    },
  },
};

function isOld(firmware: number | undefined): boolean {
  return firmware !== undefined && firmware < RECOVERY_OFF_SINCE;
}

const RULE_ROWS = Object.values(RULES);
const FORBIDDING = RULE_ROWS.filter(({ severity }) => severity === 'forbidden');

function find(rules: readonly Rule[], words: SettingWords, context: RuleContext): readonly Problem[] {
  return rules.flatMap(({ severity, find: look }) => look(words, context).map((found) => ({ severity, ...found })));
}

/** Everything that a profile does not keep. */
export function problemsOf(words: SettingWords, context: RuleContext): readonly Problem[] {
  return find(RULE_ROWS, words, context);
}

/** What a BMS must never be in. */
export function forbiddenIn(words: SettingWords, context: Pick<RuleContext, 'profile'>): readonly Problem[] {
  return find(FORBIDDING, words, { ...context, measuredCells: undefined, internalFirmware: undefined, chargeControl: () => NOT_ASKED });
}

/** No forbidding rule looks at charge control. */
const NOT_ASKED: Derived = { ok: false, violations: [] };
