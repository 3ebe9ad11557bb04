import { ALARM_CODES, ALARMS, WATCHES, type AlarmCode, type AlarmContext, type WatchedCode } from './table';

/** What the owner may set of the alarms. A threshold of `null` follows from the settings of the BMS. */
export type AlarmSettings = { readonly [K in ThresholdKey]: number | null } & {
  /** How long a value must be beyond its threshold, and how long back, to count [s]; six times as long for what is slow. */
  readonly debounce: number;
  /** Once told, an alarm is told for so long at least [s]. */
  readonly minimumOn: number;
};

export type ThresholdKey = `${WatchedCode}${'Warning' | 'Alarm'}`;

export const WATCHED_CODES = ALARM_CODES.filter((code): code is WatchedCode => ALARMS[code].watch !== undefined);

export const DEFAULT_ALARM_SETTINGS: AlarmSettings = {
  ...(Object.fromEntries(
    WATCHED_CODES.flatMap((code) => [
      [`${code}Warning`, null],
      [`${code}Alarm`, null],
    ]),
  ) as Record<ThresholdKey, null>),
  debounce: 10,
  minimumOn: 5,
};

/** A threshold in force. `refused` is one that the owner has set and that cannot belong to this battery. */
export interface Threshold {
  readonly at: number | undefined;
  readonly origin: 'owner' | 'derived';
  readonly refused: number | undefined;
}

/** The thresholds in force. The warning is never beyond the alarm. */
export function thresholdsOf(
  code: WatchedCode,
  settings: AlarmSettings,
  context: AlarmContext,
): { readonly warning: Threshold; readonly alarm: Threshold } {
  const { side, derived, fits } = WATCHES[code];
  const fallback = derived(context);
  const choose = (own: number | null, otherwise: number | undefined): Threshold => {
    if (own === null) return { at: otherwise, origin: 'derived', refused: undefined };
    if (fits && !fits(own, context)) return { at: otherwise, origin: 'derived', refused: own };
    return { at: own, origin: 'owner', refused: undefined };
  };
  const alarm = choose(settings[`${code}Alarm`], fallback.alarm);
  const warning = choose(settings[`${code}Warning`], fallback.warning);
  if (warning.at === undefined || alarm.at === undefined) return { warning, alarm };
  const late = side === 'high' ? warning.at > alarm.at : warning.at < alarm.at;
  return { warning: late ? { ...warning, at: alarm.at } : warning, alarm };
}

export function isWatched(code: AlarmCode): code is WatchedCode {
  return ALARMS[code].watch !== undefined;
}
