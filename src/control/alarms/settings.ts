import { atLeast, atMost } from '../law/compare';
import type { RaisedLevel } from './alarm';
import { ALARM_CODES, ALARMS, WATCHES, type AlarmCode, type Bounds, type ThresholdContext, type WatchedCode } from './table';

/** What the owner may set of the alarms. A threshold or a hysteresis of `null` follows from the settings of the BMS. */
export type AlarmSettings = { readonly [K in ThresholdKey | HysteresisKey]: number | null } & {
  /** How long a value must be beyond its threshold, and how long back, to count [s]; six times as long for what is slow. */
  readonly debounce: number;
  /** Once told, an alarm is told for so long at least [s]. */
  readonly minimumOn: number;
};

export type ThresholdKey = `${WatchedCode}${'Warning' | 'Alarm'}`;
/** How far back a value must come before its alarm is over, in the unit of the alarm. */
export type HysteresisKey = `${WatchedCode}Hysteresis`;

export const WATCHED_CODES = ALARM_CODES.filter((code): code is WatchedCode => ALARMS[code].watch !== undefined);

export const DEFAULT_ALARM_SETTINGS: AlarmSettings = {
  ...(Object.fromEntries(
    WATCHED_CODES.flatMap((code) => [
      [`${code}Warning`, null],
      [`${code}Alarm`, null],
      [`${code}Hysteresis`, null],
    ]),
  ) as Record<ThresholdKey | HysteresisKey, null>),
  debounce: 10,
  minimumOn: 5,
};

/** Keys of the settings of each watched alarm: put together once, not at every look. */
const KEYS = Object.fromEntries(
  WATCHED_CODES.map((code) => [code, { warning: `${code}Warning`, alarm: `${code}Alarm`, hysteresis: `${code}Hysteresis` }]),
) as Readonly<Record<WatchedCode, { readonly warning: ThresholdKey; readonly alarm: ThresholdKey; readonly hysteresis: HysteresisKey }>>;

/** A threshold in force. `refused` is one that the owner has set and that cannot belong to this battery. */
export interface Threshold {
  readonly at: number | undefined;
  readonly origin: 'owner' | 'derived';
  readonly refused: number | undefined;
}

/** What is in force for one alarm. The warning is never beyond the alarm. */
export interface WatchThresholds {
  readonly warning: Threshold;
  readonly alarm: Threshold;
  readonly hysteresis: number;
}

type AllThresholds = Readonly<Partial<Record<AlarmCode, WatchThresholds>>>;

export function thresholdsOf(code: WatchedCode, settings: AlarmSettings, context: ThresholdContext): WatchThresholds {
  const { side, derived } = WATCHES[code];
  const keys = KEYS[code];
  const fallback = derived(context);
  const bounds = boundsOf(code, context);
  const choose = (own: number | null, otherwise: number | undefined): Threshold => {
    if (own === null) return { at: otherwise, origin: 'derived', refused: undefined };
    if (!isWithin(own, bounds)) return { at: otherwise, origin: 'derived', refused: own };
    return { at: own, origin: 'owner', refused: undefined };
  };
  const alarm = choose(settings[keys.alarm], fallback.alarm);
  const warning = choose(settings[keys.warning], fallback.warning);
  const hysteresis = settings[keys.hysteresis] ?? WATCHES[code].hysteresis(context);
  if (warning.at === undefined || alarm.at === undefined) return { warning, alarm, hysteresis };
  const late = side === 'high' ? warning.at > alarm.at : warning.at < alarm.at;
  return { warning: late ? { ...warning, at: alarm.at } : warning, alarm, hysteresis };
}

let newest: { readonly settings: AlarmSettings; readonly context: ThresholdContext; readonly thresholds: AllThresholds } | undefined;

/** What is in force for every alarm: worked out anew only when something changed that it follows from. */
export function allThresholds(settings: AlarmSettings, context: ThresholdContext): AllThresholds {
  if (newest?.settings === settings && newest.context.settings === context.settings && newest.context.parameters === context.parameters) {
    return newest.thresholds;
  }
  const entries = WATCHED_CODES.map((code) => [code, thresholdsOf(code, settings, context)]);
  const thresholds = Object.fromEntries(entries) as AllThresholds;
  newest = { settings, context: { settings: context.settings, parameters: context.parameters }, thresholds };
  return thresholds;
}

/** What a threshold of the owner must keep to: the range of its row, and with a battery what makes sense there. */
export function boundsOf(code: WatchedCode, context: ThresholdContext | undefined): Required<Bounds> {
  const { least, most, bounds } = WATCHES[code];
  const here = context && bounds ? bounds(context) : {};
  return { least: Math.max(least, here.least ?? -Infinity), most: Math.min(most, here.most ?? Infinity) };
}

function isWithin(value: number, { least, most }: Required<Bounds>): boolean {
  return atLeast(value, least) && atMost(value, most);
}

/** A threshold of the owner that the battery of the moment cannot have. */
export type ThresholdViolation =
  | {
      readonly rule: 'beyond-battery';
      readonly code: WatchedCode;
      readonly level: RaisedLevel;
      readonly value: number;
      readonly least: number;
      readonly most: number;
    }
  /** The warning would not come before the alarm. */
  | { readonly rule: 'warning-late'; readonly code: WatchedCode; readonly warning: number; readonly alarm: number };

const LEVELS = [
  ['warning', 'Warning'],
  ['alarm', 'Alarm'],
] as const;

/** Every rule that the owner's thresholds break with this battery; without one only ranges and the order of the owner's own. */
export function thresholdViolations(settings: AlarmSettings, context: ThresholdContext | undefined): readonly ThresholdViolation[] {
  return WATCHED_CODES.flatMap((code) => {
    const bounds = boundsOf(code, context);
    const beyond = LEVELS.flatMap(([level, name]): readonly ThresholdViolation[] => {
      const value = settings[`${code}${name}`];
      return value === null || isWithin(value, bounds) ? [] : [{ rule: 'beyond-battery', code, level, value, ...bounds }];
    });
    if (beyond.length > 0) return beyond;
    const warning = settings[`${code}Warning`];
    const alarm = settings[`${code}Alarm`] ?? (context && WATCHES[code].derived(context).alarm);
    if (warning === null || alarm === undefined) return [];
    const late = WATCHES[code].side === 'high' ? !atMost(warning, alarm) : !atLeast(warning, alarm);
    return late ? [{ rule: 'warning-late', code, warning, alarm }] : [];
  });
}

export function isWatched(code: AlarmCode): code is WatchedCode {
  return ALARMS[code].watch !== undefined;
}
