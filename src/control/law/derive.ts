import type { PackSettings } from '../../battery/pack';
import { guessChemistry, type Chemistry } from './chemistries';
import type { CellBounds } from './fit';
import { assemble, type CurrentOrigin, type LawOverrides, type LawParameters } from './parameters';

/** Distances kept from the BMS's own thresholds: it is the last line of defence and must never have to act. */
const KEEP = {
  /** [V per cell] */
  belowOverVoltage: 0.03,
  aboveUnderVoltage: 0.05,
  /** [°C] */
  aboveLowTemperature: 2,
  belowOverHeat: 5,
  /** Share of the over-current cutoffs. */
  ofCurrent: 0.9,
} as const;

/**
 * Parameters from the BMS's own settings. The chemistry is guessed from the fully charged voltage unless given. Whatever
 * the owner wants different, nothing goes beyond what the BMS is set to. To be held against `checkParameters`.
 */
export function deriveParameters(settings: PackSettings, chemistry?: Chemistry, owner: LawOverrides = {}): LawParameters {
  const chosen = chemistry ?? guessChemistry(settings.fullyChargedVoltage);
  const charge = bmsCurrent('bms-over-current', settings.chargeOverCurrentCutoff);
  const discharge = bmsCurrent('bms-over-current', settings.dischargeOverCurrentCutoff);
  // A register that reads 0 is one that this firmware does not have.
  const peak = settings.peakDischargeCurrentCutoff ? bmsCurrent('bms-peak-current', settings.peakDischargeCurrentCutoff) : discharge;
  const tightest = peak.amps < discharge.amps ? peak : discharge;
  const facts = {
    cells: settings.seriesCells,
    capacity: settings.batteryCapacity,
    maxCharge: charge.amps,
    maxChargeFrom: charge.from,
    maxDischarge: tightest.amps,
    maxDischargeFrom: tightest.from,
  };
  const derived = assemble(chosen, facts, owner, boundsOf(settings));
  // A BMS that stops balancing at its allowed spread never reaches a smaller one.
  const balDone = owner.balDone ?? Math.min(Math.max(derived.balDone, settings.allowedDisbalance), derived.imbRelease);
  return { ...derived, balDone };
}

/** What a BMS set like this leaves of any chemistry and of any wish. */
export function boundsOf(settings: PackSettings): Required<CellBounds> {
  return {
    stopAtMost: settings.overVoltageCutoff - KEEP.belowOverVoltage,
    absorbAtMost: settings.fullyChargedVoltage,
    // The BMS opens its discharge path at "fully discharged" already; the cutoff below it is for what still flows.
    emptyAtLeast: Math.max(settings.underVoltageCutoff + KEEP.aboveUnderVoltage, settings.fullyDischargedVoltage),
    coldAtLeast: settings.lowTemperatureChargerCutoff + KEEP.aboveLowTemperature,
    hotAtMost: settings.overHeatCutoff - KEEP.belowOverHeat,
  };
}

function bmsCurrent(
  kind: 'bms-over-current' | 'bms-peak-current',
  setting: number,
): { readonly amps: number; readonly from: CurrentOrigin } {
  return { amps: setting * KEEP.ofCurrent, from: { kind, setting, factor: KEEP.ofCurrent } };
}
