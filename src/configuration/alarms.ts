import { DEFAULT_ALARM_SETTINGS, type HysteresisKey, type ThresholdKey, WATCHED_CODES } from '../control/alarms/settings';
import { WATCHES } from '../control/alarms/table';
import { integer, ownNumber, type Key } from './key';

const THRESHOLDS = Object.fromEntries(
  WATCHED_CODES.flatMap((code) => {
    const { least, most, mostHysteresis } = WATCHES[code];
    const levels = [`${code}Warning`, `${code}Alarm`].map((name) => [name, ownNumber(least, most)] as const);
    return [...levels, [`${code}Hysteresis`, ownNumber(0, mostHysteresis)] as const];
  }),
) as { readonly [K in ThresholdKey | HysteresisKey]: Key<number | null> };

/** When alarms are told [units of the alarm table, s]. `null` leaves a threshold to what follows from the settings of the BMS. */
export const ALARM_SECTION = {
  ...THRESHOLDS,
  debounce: integer(DEFAULT_ALARM_SETTINGS.debounce, 0, 60),
  minimumOn: integer(DEFAULT_ALARM_SETTINGS.minimumOn, 1, 60),
} as const;
