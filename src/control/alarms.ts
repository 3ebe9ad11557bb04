import type { AlarmLevel, Alarms } from '../battery/battery';
import type { CombinedBattery } from '../battery/combine';
import type { LimitMemory } from './decide';
import { thresholdsOf } from './rules';

/** How far before its alarm each warning is raised. */
const WARN = {
  /** [V per cell] */
  voltage: 0.05,
  /** [°C] */
  temperature: 5,
  /** Share of the over-current cutoff. */
  current: 0.9,
} as const;

/** Spread at which cells that are nearly full count as out of balance [V]. */
const IMBALANCE = { warning: 0.1, alarm: 0.2, nearFull: 0.25 } as const;

/** The BMS opens everything at -40 °C; no register tells [°C]. */
const LOW_TEMPERATURE = { warning: -30, alarm: -38 } as const;

/** Levels of the ten items of frame 0x35A. They inform; only limits protect. */
export function alarmsOf({ battery, settings }: CombinedBattery, { latches }: LimitMemory, stale: boolean): Alarms {
  const { chargeStop, dischargeStop, coldStop, hotStop } = thresholdsOf(settings);
  const { lowestCell, highestCell, coldest, hottest, current } = battery;
  const spread = highestCell.voltage - lowestCell.voltage;
  const nearFull = highestCell.voltage >= settings.fullyChargedVoltage - IMBALANCE.nearFull;
  const heat = level(latches.hot.set, hottest.celsius >= hotStop - WARN.temperature);
  return {
    highVoltage: level(latches.overVoltage.set, highestCell.voltage >= chargeStop - WARN.voltage),
    lowVoltage: level(latches.underVoltage.set, lowestCell.voltage <= dischargeStop + WARN.voltage),
    highTemperature: heat,
    highTemperatureCharge: heat,
    lowTemperature: level(coldest.celsius <= LOW_TEMPERATURE.alarm, coldest.celsius <= LOW_TEMPERATURE.warning),
    lowTemperatureCharge: level(latches.cold.set, coldest.celsius <= coldStop + WARN.temperature),
    highDischargeCurrent: currentLevel(-current, settings.dischargeOverCurrentCutoff),
    highChargeCurrent: currentLevel(current, settings.chargeOverCurrentCutoff),
    internal: level(battery.fault, stale),
    imbalance: level(nearFull && spread >= IMBALANCE.alarm, nearFull && spread >= IMBALANCE.warning),
  };
}

function currentLevel(current: number, cutoff: number): AlarmLevel {
  return level(current >= cutoff, current >= cutoff * WARN.current);
}

function level(alarm: boolean, warning: boolean): AlarmLevel {
  if (alarm) return 'alarm';
  return warning ? 'warning' : 'ok';
}
