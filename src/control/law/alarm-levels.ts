import type { AlarmLevel, Alarms } from '../../battery/battery';
import { atLeast } from './compare';
import { spreadOf } from './imbalance';
import type { LawParameters } from './parameters';
import type { LawBattery, LawFlags } from './state';
import { interpolate, plateauOf, type Table } from './tables';

/** Spread at which an imbalance becomes an alarm, in multiples of the one that starts the overlay. */
const IMBALANCE_ALARM = 3;
/** Share of the discharge current below which a low cell is worth a warning. */
const LOW_CELL_FACTOR = 0.5;

/** The alarm items that the law knows about. */
export type LawAlarms = Omit<Alarms, 'highDischargeCurrent' | 'highChargeCurrent'>;

/** Levels for frame 0x35A out of what the law has decided. They inform; only limits protect. */
export function alarmLevels(parameters: LawParameters, battery: LawBattery, flags: LawFlags): LawAlarms {
  const { vSoft, vKnee, imbHold, dischargeByVoltage, chargeByTemperature, dischargeByTemperature } = parameters;
  const highest = battery.highestCell.voltage;
  const charge = flanks(battery, chargeByTemperature);
  const discharge = flanks(battery, dischargeByTemperature);
  const imbalanceAlarm = spreadOf(battery) > IMBALANCE_ALARM * imbHold && atLeast(highest, vKnee);
  return {
    highVoltage: level(flags.overVoltage, atLeast(highest, vSoft)),
    lowVoltage: level(flags.underVoltage, interpolate(dischargeByVoltage, battery.lowestCell.voltage) < LOW_CELL_FACTOR),
    highTemperature: level(flags.dischargeTemperature && discharge.hot, discharge.hot),
    lowTemperature: level(flags.dischargeTemperature && discharge.cold, discharge.cold),
    highTemperatureCharge: level(flags.chargeTemperature && charge.hot, charge.hot),
    lowTemperatureCharge: level(flags.chargeTemperature && charge.cold, charge.cold),
    internal: level(flags.chargeFault || flags.dischargeFault, flags.stale),
    imbalance: level(flags.imbalance && imbalanceAlarm, flags.imbalance),
  };
}

/** On which sides of a table's plateau the pack is; while a latch is set, the side that set it is still among them. */
function flanks({ coldest, hottest }: LawBattery, table: Table): { readonly cold: boolean; readonly hot: boolean } {
  const plateau = plateauOf(table);
  return plateau ? { cold: coldest.celsius < plateau.from, hot: hottest.celsius > plateau.to } : { cold: true, hot: true };
}

function level(alarm: boolean, warning: boolean): AlarmLevel {
  if (alarm) return 'alarm';
  return warning ? 'warning' : 'ok';
}
