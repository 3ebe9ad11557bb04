import { expect, test } from 'vitest';
import { DEFAULT_ALARM_SETTINGS, thresholdsOf, WATCHED_CODES } from '../../../src/control/alarms/settings';
import { createFormat } from '../../../src/ui/format/format';
import { OWN_THRESHOLDS } from '../../../src/ui/format/thresholds';
import { EN } from '../../../src/ui/text/en';
import { settingValue } from '../../../src/ui/text/option-words';
import { context } from '../../support/alarm-watch';

test('alarms without a threshold of the BMS are those that have none with any battery', () => {
  const none = WATCHED_CODES.filter((code) => thresholdsOf(code, DEFAULT_ALARM_SETTINGS, context()).alarm.at === undefined);
  expect([...OWN_THRESHOLDS].sort()).toEqual([...none].sort());
});

test('a threshold that is not set is told to follow from the BMS only where it does', () => {
  const words = { text: EN, format: createFormat('en'), table: undefined };
  const said = (path: string): string => settingValue(words, path, null);
  expect(said('alarms.chargeHighWarning')).toBe('none');
  expect(said('alarms.limitLowAlarm')).toBe('none');
  expect(said('alarms.chargeLowWarning')).toBe('from the BMS');
  expect(said('alarms.chargeHighHysteresis')).toBe('from the BMS');
});
