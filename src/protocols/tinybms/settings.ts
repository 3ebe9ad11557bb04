import type { PackSettings } from '../../battery/pack';
import { SETTINGS } from './registers';
import { readValue } from './words';

/** All settings known today; command 0x1D has the same registers in the same order. */
export const SETTINGS_BLOCK = { address: 300, count: 44 } as const;

/** Settings from the words of `SETTINGS_BLOCK`, as the device says them: nothing is judged. @throws RangeError when words are missing. */
export function decodeSettings(words: readonly number[]): PackSettings {
  const base = SETTINGS_BLOCK.address;
  return {
    fullyChargedVoltage: readValue(SETTINGS.fullyChargedVoltage, words, base),
    fullyDischargedVoltage: readValue(SETTINGS.fullyDischargedVoltage, words, base),
    earlyBalancingThreshold: readValue(SETTINGS.earlyBalancingThreshold, words, base),
    chargeFinishedCurrent: readValue(SETTINGS.chargeFinishedCurrent, words, base),
    peakDischargeCurrentCutoff: readValue(SETTINGS.peakDischargeCurrentCutoff, words, base),
    batteryCapacity: readValue(SETTINGS.batteryCapacity, words, base),
    seriesCells: readValue(SETTINGS.seriesCells, words, base),
    allowedDisbalance: readValue(SETTINGS.allowedDisbalance, words, base),
    overVoltageCutoff: readValue(SETTINGS.overVoltageCutoff, words, base),
    underVoltageCutoff: readValue(SETTINGS.underVoltageCutoff, words, base),
    dischargeOverCurrentCutoff: readValue(SETTINGS.dischargeOverCurrentCutoff, words, base),
    chargeOverCurrentCutoff: readValue(SETTINGS.chargeOverCurrentCutoff, words, base),
    overHeatCutoff: readValue(SETTINGS.overHeatCutoff, words, base),
    lowTemperatureChargerCutoff: readValue(SETTINGS.lowTemperatureChargerCutoff, words, base),
    broadcastTime: readValue(SETTINGS.broadcastTime, words, base),
  };
}
