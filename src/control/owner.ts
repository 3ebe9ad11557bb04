import type { PackSettings } from '../battery/pack';
import { FROM_THE_BMS, type ChargeSettings } from './charge-settings';
import { checkParameters, type Violation } from './law/check';
import { guessChemistry, type Chemistry } from './law/chemistries';
import { boundsOf, deriveParameters } from './law/derive';
import { HEADROOM, solarOffset } from './law/fit';
import type { ParameterKey } from './law/parameter-table';
import type { LawOverrides, LawParameters } from './law/parameters';
import { endsOf } from './law/tables';

export { FROM_THE_BMS, type ChargeSettings } from './charge-settings';

type Anchor = 'vAbs' | 'vStop' | 'vEmpty';
type TemperatureTable = 'chargeByTemperature' | 'dischargeByTemperature';

/** A rule that the owner's wishes break: one of the law itself, or one that follows from the BMS. */
export type WishViolation =
  | Violation
  /** The wish lies beyond what the BMS is set to: more than `limit` allows, or less [V per cell, °C]. `register` names the setting. */
  | {
      readonly code: 'beyond-bms';
      readonly key: Anchor | TemperatureTable;
      readonly value: number;
      readonly limit: number;
      readonly side: 'above' | 'below';
      readonly register: number;
      readonly setting: number;
    }
  /** No pack of this chemistry is charged to the voltage to which the BMS charges its cells [V]. */
  | {
      readonly code: 'chemistry';
      readonly chemistry: Chemistry;
      readonly fullyCharged: number;
      readonly min: number;
      readonly max: number;
    };

/** Voltages to which cells of a chemistry are charged in the field, with caution and with daring [V]. */
const FULL: Readonly<Record<Chemistry, readonly [min: number, max: number]>> = { LFP: [3.3, 3.8], NMC: [3.7, 4.45], LTO: [2.2, 3] };

/** Wishes that only ever lower a limit. Like what the owner says of the installation they hold even where the others cannot be taken. */
const MAXIMA = ['cvlUserMax', 'cclUserMax', 'dclUserMax'] as const satisfies readonly ParameterKey[];

export type Derived =
  | {
      readonly ok: true;
      readonly parameters: LawParameters;
      /** Not empty: the owner's wishes break these rules, and `parameters` are those of the BMS under the owner's maxima. */
      readonly refused: readonly WishViolation[];
    }
  | { readonly ok: false; readonly violations: readonly WishViolation[] };

/** Asked with the same settings and wishes at every reading, and neither ever changes. */
const DERIVED = new WeakMap<PackSettings, WeakMap<ChargeSettings, Derived>>();

/** Parameters of the law from the BMS's own settings and the owner's wishes, or why the law cannot run on them. */
export function parametersOf(settings: PackSettings, wishes: ChargeSettings = FROM_THE_BMS): Derived {
  const known = DERIVED.get(settings) ?? new WeakMap<ChargeSettings, Derived>();
  const derived = known.get(wishes) ?? derive(settings, wishes);
  DERIVED.set(settings, known.set(wishes, derived));
  return derived;
}

function derive(settings: PackSettings, wishes: ChargeSettings): Derived {
  const { parameters, violations } = consider(settings, wishes);
  if (violations.length === 0) return { ok: true, parameters, refused: [] };
  const maxima = Object.fromEntries(MAXIMA.flatMap((key) => (wishes[key] === null ? [] : [[key, wishes[key]]])));
  const careful = consider(settings, { ...FROM_THE_BMS, ...maxima, feedIn: wishes.feedIn });
  if (careful.violations.length > 0) return { ok: false, violations: careful.violations };
  return { ok: true, parameters: careful.parameters, refused: violations };
}

/** What would follow from these wishes, and every rule that they break. */
export function consider(
  settings: PackSettings,
  wishes: ChargeSettings,
): { readonly parameters: LawParameters; readonly violations: readonly WishViolation[] } {
  const overrides = overridesOf(wishes);
  const chemistry = wishes.chemistry === 'automatic' ? guessChemistry(settings.fullyChargedVoltage) : wishes.chemistry;
  const parameters = deriveParameters(settings, chemistry, overrides);
  const violations = [...checkChemistry(settings, wishes), ...checkWishes(settings, overrides, parameters), ...checkParameters(parameters)];
  return { parameters, violations };
}

function overridesOf({ chemistry: _, ...wishes }: ChargeSettings): LawOverrides {
  return Object.fromEntries(Object.entries(wishes).filter(([, value]) => value !== null));
}

function checkChemistry({ fullyChargedVoltage: fullyCharged }: PackSettings, { chemistry }: ChargeSettings): readonly WishViolation[] {
  if (chemistry === 'automatic') return [];
  const [min, max] = FULL[chemistry];
  return fullyCharged >= min && fullyCharged <= max ? [] : [{ code: 'chemistry', chemistry, fullyCharged, min, max }];
}

/** Finer than anything that is set or measured [V, °C]. */
const GUARD = 1e-4;

/** The law is never given a wish that goes beyond the BMS; the owner is to know, instead of wondering. */
function checkWishes(settings: PackSettings, wishes: LawOverrides, { cells, vAbs, vStop }: LawParameters): readonly WishViolation[] {
  const bounds = boundsOf(settings);
  const above = (key: Anchor | TemperatureTable, value: number | undefined, limit: number, register: number, setting: number) =>
    value !== undefined && value > limit + GUARD
      ? [{ code: 'beyond-bms', key, value, limit, side: 'above', register, setting } as const]
      : [];
  const below = (key: Anchor | TemperatureTable, value: number | undefined, limit: number, register: number, setting: number) =>
    value !== undefined && value < limit - GUARD
      ? [{ code: 'beyond-bms', key, value, limit, side: 'below', register, setting } as const]
      : [];
  const { overVoltageCutoff, fullyChargedVoltage, fullyDischargedVoltage, underVoltageCutoff } = settings;
  const [emptyRegister, emptySetting] =
    bounds.emptyAtLeast === fullyDischargedVoltage ? [301, fullyDischargedVoltage] : [316, underVoltageCutoff];
  const violations: WishViolation[] = [
    ...above('vAbs', wishes.vAbs, bounds.absorbAtMost, 300, fullyChargedVoltage),
    ...above('vStop', wishes.vStop, bounds.stopAtMost, 315, overVoltageCutoff),
    ...below('vEmpty', wishes.vEmpty, bounds.emptyAtLeast, emptyRegister, emptySetting),
  ];
  for (const key of ['chargeByTemperature', 'dischargeByTemperature'] as const) {
    const table = wishes[key];
    if (!table || table.length === 0) continue;
    const { first, last } = endsOf(table);
    violations.push(...above(key, last[0], bounds.hotAtMost, 319, settings.overHeatCutoff));
    // No setting of the BMS ends discharging in the cold.
    if (key === 'chargeByTemperature')
      violations.push(...below(key, first[0], bounds.coldAtLeast, 320, settings.lowTemperatureChargerCutoff));
  }
  const lowered = wishes.vAbs !== undefined && wishes.vAbs > vAbs + GUARD && wishes.vAbs <= bounds.absorbAtMost + GUARD;
  if (lowered)
    violations.push({ code: 'no-headroom', vAbs: wishes.vAbs, offset: solarOffset(cells, wishes.vAbs) / cells, vStop, headroom: HEADROOM });
  return violations;
}
