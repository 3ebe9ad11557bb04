import type { Battery } from '../battery/battery';
import type { PackSettings } from '../battery/pack';
import type { Allowance, Limit } from './limits';
import { FLOORS, MARGINS } from './margins';

/** Per-cell voltages and temperatures at which charging and discharging end, derived from the BMS's own settings. */
export interface Thresholds {
  /** Charge is forbidden from here up [V]. */
  readonly chargeStop: number;
  /** The charge current is reduced from here up [V]. */
  readonly chargeTaper: number;
  /** Discharge is forbidden from here down [V]. */
  readonly dischargeStop: number;
  /** The discharge current is reduced from here down [V]. */
  readonly dischargeTaper: number;
  /** [°C] */
  readonly coldStop: number;
  readonly hotStop: number;
}

/** Conditions that forbid a direction until they have been gone for a while. */
export interface Latches {
  readonly overVoltage: boolean;
  readonly underVoltage: boolean;
  readonly cold: boolean;
  readonly hot: boolean;
}

export function thresholdsOf(settings: PackSettings): Thresholds {
  const chargeStop = settings.overVoltageCutoff - MARGINS.belowOverVoltage;
  // The BMS opens its discharge path at "fully discharged" already; the cutoff below it is for what still flows.
  const dischargeStop = Math.max(settings.underVoltageCutoff + MARGINS.aboveUnderVoltage, settings.fullyDischargedVoltage);
  return {
    chargeStop,
    chargeTaper: Math.min(settings.fullyChargedVoltage, chargeStop - 0.05),
    dischargeStop,
    dischargeTaper: dischargeStop + 0.2,
    coldStop: settings.lowTemperatureChargerCutoff + MARGINS.aboveLowTemperatureCutoff,
    hotStop: settings.overHeatCutoff - MARGINS.belowOverHeatCutoff,
  };
}

/** Lowest charge voltage that protection may ask for [V]. */
export function voltageFloor(settings: PackSettings): number {
  const allowed = Math.min(...chargeVoltageCeilings(settings).map((ceiling) => ceiling.value));
  return Math.min(settings.seriesCells * (settings.fullyChargedVoltage - MARGINS.floorBelowFullyCharged), allowed);
}

/** What each rule allows for the charge voltage [V of the battery]. */
export function chargeVoltageRules(battery: Battery, settings: PackSettings): readonly Allowance[] {
  const { seriesCells: cells } = settings;
  const [fullyCharged, overVoltage] = chargeVoltageCeilings(settings);
  const spread = battery.highestCell.voltage - battery.voltage / cells;
  // Below the top, cells differ by nature and say nothing of balance.
  const nearTop = battery.highestCell.voltage >= settings.fullyChargedVoltage - MARGINS.floorBelowFullyCharged;
  if (!nearTop || spread <= 0) return [fullyCharged, overVoltage];
  // With the mean at the charge voltage, the highest cell is this much nearer to its cutoff.
  const value = Math.max(overVoltage.value - cells * spread, voltageFloor(settings));
  return [fullyCharged, overVoltage, { value, reason: { rule: 'cell-spread', highest: battery.highestCell, spread } }];
}

function chargeVoltageCeilings(settings: PackSettings): readonly [Allowance, Allowance] {
  const { seriesCells: cells, fullyChargedVoltage, overVoltageCutoff } = settings;
  const solarOffset = (MARGINS.solarOffset48 * nominalClass(cells * fullyChargedVoltage)) / 48;
  const margin = MARGINS.belowOverVoltage + MARGINS.belowStop + solarOffset / cells;
  return [
    { value: cells * fullyChargedVoltage, reason: { rule: 'fully-charged-voltage', setting: fullyChargedVoltage, cells } },
    {
      value: cells * (overVoltageCutoff - margin),
      reason: { rule: 'over-voltage-margin', setting: overVoltageCutoff, margin, cells },
    },
  ];
}

/** The GX scales its solar offset with the system voltage: 12, 24 or 48. */
function nominalClass(fullVoltage: number): 12 | 24 | 48 {
  if (fullVoltage <= 17) return 12;
  return fullVoltage <= 34 ? 24 : 48;
}

/** What each rule allows for the charge current [A]. */
export function chargeCurrentRules(battery: Battery, settings: PackSettings, latches: Latches): readonly Allowance[] {
  const { chargeStop, chargeTaper, coldStop, hotStop } = thresholdsOf(settings);
  const setting = settings.chargeOverCurrentCutoff;
  const full = setting * MARGINS.currentFactor;
  const rules: Allowance[] = [{ value: full, reason: { rule: 'charge-over-current', setting, factor: MARGINS.currentFactor } }];
  const { highestCell: highest, coldest, hottest } = battery;
  if (highest.voltage > chargeTaper) {
    const share = (chargeStop - highest.voltage) / (chargeStop - chargeTaper);
    rules.push({
      value: Math.min(full, Math.max(full * share, FLOORS.charge)),
      reason: { rule: 'cell-near-full', highest, from: chargeTaper, stop: chargeStop },
    });
  }
  if (latches.overVoltage) rules.push({ value: 0, reason: { rule: 'cell-over-voltage', highest, stop: chargeStop } });
  if (latches.cold) rules.push({ value: 0, reason: { rule: 'too-cold-to-charge', coldest, stop: coldStop } });
  if (latches.hot) rules.push({ value: 0, reason: { rule: 'too-hot', hottest, stop: hotStop } });
  if (battery.fault) rules.push({ value: 0, reason: { rule: 'bms-fault' } });
  return rules;
}

/** What each rule allows for the discharge current [A]. */
export function dischargeCurrentRules(battery: Battery, settings: PackSettings, latches: Latches): readonly Allowance[] {
  const { dischargeStop, dischargeTaper, hotStop } = thresholdsOf(settings);
  const factor = MARGINS.currentFactor;
  const setting = settings.dischargeOverCurrentCutoff;
  const peak = settings.peakDischargeCurrentCutoff;
  const rules: Allowance[] = [{ value: setting * factor, reason: { rule: 'discharge-over-current', setting, factor } }];
  // A register that reads 0 is one that this firmware does not have.
  if (peak) rules.push({ value: peak * factor, reason: { rule: 'peak-discharge-current', setting: peak, factor } });
  const full = Math.min(...rules.map((rule) => rule.value));
  const { lowestCell: lowest, hottest } = battery;
  if (lowest.voltage < dischargeTaper) {
    const share = (lowest.voltage - dischargeStop) / (dischargeTaper - dischargeStop);
    rules.push({
      value: Math.min(full, Math.max(full * share, FLOORS.discharge)),
      reason: { rule: 'cell-near-empty', lowest, from: dischargeTaper, stop: dischargeStop },
    });
  }
  if (latches.underVoltage) rules.push({ value: 0, reason: { rule: 'cell-under-voltage', lowest, stop: dischargeStop } });
  if (latches.hot) rules.push({ value: 0, reason: { rule: 'too-hot', hottest, stop: hotStop } });
  if (battery.fault) rules.push({ value: 0, reason: { rule: 'bms-fault' } });
  return rules;
}

/** The tightest rule wins; of equals the later, more specific one. The others follow from tightest to loosest. */
export function tightest(rules: readonly Allowance[]): Limit {
  const ranked = rules.map((rule, index) => ({ rule, index })).sort((a, b) => a.rule.value - b.rule.value || b.index - a.index);
  const [winner, ...others] = ranked.map(({ rule }) => rule);
  if (!winner) throw new RangeError('a limit needs at least one rule');
  return { ...winner, others };
}
