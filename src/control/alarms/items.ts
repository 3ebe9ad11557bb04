import type { AlarmItem, AlarmLevel, Alarms } from '../../battery/battery';
import type { Alarm } from './alarm';
import { ALARMS } from './table';

const QUIET: Alarms = {
  highVoltage: 'ok',
  lowVoltage: 'ok',
  highTemperature: 'ok',
  lowTemperature: 'ok',
  highTemperatureCharge: 'ok',
  lowTemperatureCharge: 'ok',
  highDischargeCurrent: 'ok',
  highChargeCurrent: 'ok',
  internal: 'ok',
  imbalance: 'ok',
};

/** Levels of the ten items of frame 0x35A: the gravest of the alarms behind each. Data that is too old is an internal warning. */
export function alarmItems(alarms: readonly Alarm[], stale: boolean): Alarms {
  const items: Record<AlarmItem, AlarmLevel> = { ...QUIET, internal: stale ? 'warning' : 'ok' };
  for (const { code, level } of alarms) {
    const { item } = ALARMS[code];
    if (item && items[item] !== 'alarm') items[item] = level;
  }
  return items;
}
