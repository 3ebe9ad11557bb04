import { HEADROOM, solarOffset } from './fit';
import type { LawParameters } from './parameters';
import { PARAMETERS, type ParameterTableKey } from './parameter-table';
import { endsOf, type Table } from './tables';

type KeyOf<T> = { [K in keyof LawParameters]: LawParameters[K] extends T ? K : never }[keyof LawParameters];
export type NumberKey = KeyOf<number> | 'cvlUserMax' | 'cclUserMax' | 'dclUserMax';

/** One rule that the parameters break, with the values that break it. Voltages are per cell [V], tables in their own unit. */
export type Violation =
  | { readonly code: 'not-a-number'; readonly key: NumberKey; readonly value: number }
  | { readonly code: 'out-of-range'; readonly key: NumberKey; readonly value: number; readonly min: number; readonly max: number }
  /** `lower` has to be below `upper`, or at most equal where `equal` is set. */
  | {
      readonly code: 'order';
      readonly lower: NumberKey;
      readonly upper: NumberKey;
      readonly values: readonly [number, number];
      readonly equal: boolean;
    }
  /** The charge voltage and the GX's solar offset come nearer to the stop than `headroom`. */
  | { readonly code: 'no-headroom'; readonly vAbs: number; readonly offset: number; readonly vStop: number; readonly headroom: number }
  /** The SOC-mode float voltage is below the lowest voltage that protection may ask for. */
  | { readonly code: 'float-below-floor'; readonly voltage: number; readonly vFloor: number }
  /** A table needs at least two points. */
  | { readonly code: 'table-too-short'; readonly table: ParameterTableKey; readonly points: number }
  /** Point `index` is not to the right of the one before it. */
  | { readonly code: 'table-order'; readonly table: ParameterTableKey; readonly index: number; readonly values: readonly [number, number] }
  | { readonly code: 'table-factor'; readonly table: ParameterTableKey; readonly index: number; readonly factor: number }
  /** Point `index` turns where the factor may only fall (highest cell), only rise (lowest cell), or rise and then fall (temperature). */
  | {
      readonly code: 'table-not-monotonous';
      readonly table: ParameterTableKey;
      readonly index: number;
      readonly factors: readonly [number, number];
    }
  /** The factor at this end has to be 0. */
  | { readonly code: 'table-end'; readonly table: ParameterTableKey; readonly at: number; readonly factor: number }
  /** The charge current has to be 0 at the stop voltage already. */
  | { readonly code: 'table-beyond-stop'; readonly table: ParameterTableKey; readonly at: number; readonly vStop: number };

/** Strictly rising, except where a pair is listed in `MAY_BE_EQUAL`. */
const CHAINS: readonly (readonly NumberKey[])[] = [
  ['vEmpty', 'vEmptyRel', 'vRebulk', 'vFloor', 'vFloat', 'vAbs', 'vSoft', 'vStop'],
  ['vKnee', 'vAbs'],
  ['imbRelease', 'imbHold'],
  ['balDone', 'imbHold'],
  ['approachOff', 'floatOff'],
  ['absHold', 'absMax'],
  ['holdAge', 'stopAge'],
  ['bulkSoc', 'transitionSoc', 'floatSoc'],
  ['floatExitSoc', 'floatSoc'],
];
const MAY_BE_EQUAL = new Set<string>(['vRebulk', 'vFloor', 'approachOff']);

/** What the owner has no say in. */
const FACTS = {
  cells: { least: 1, most: 32 },
  capacity: { least: 1, most: 100_000 },
  maxCharge: { least: 0.1, most: 1000 },
  maxDischarge: { least: 0.1, most: 1000 },
  holdAge: { least: 2, most: 60 },
  stopAge: { least: 3, most: 120 },
} as const satisfies { readonly [K in NumberKey]?: Range };

type Range = { readonly least: number; readonly most: number };
const RANGES: Readonly<Record<NumberKey, Range>> = { ...PARAMETERS, ...FACTS };

/** Every rule that these parameters break; empty when the law may run with them. Anything else is to be refused. */
export function checkParameters(parameters: LawParameters): readonly Violation[] {
  const numbers = Object.keys(RANGES).flatMap((key) => checkNumber(parameters, key as NumberKey));
  return [
    ...numbers,
    ...CHAINS.flatMap((chain) => checkChain(parameters, chain)),
    ...checkVoltages(parameters),
    ...checkTables(parameters),
  ];
}

function checkNumber(parameters: LawParameters, key: NumberKey): readonly Violation[] {
  const value = parameters[key];
  if (value === undefined) return [];
  if (!Number.isFinite(value)) return [{ code: 'not-a-number', key, value }];
  const { least: min, most: max } = RANGES[key];
  return value < min || value > max ? [{ code: 'out-of-range', key, value, min, max }] : [];
}

function checkChain(parameters: LawParameters, chain: readonly NumberKey[]): readonly Violation[] {
  return chain.flatMap((upper, index): Violation[] => {
    const lower = chain[index - 1];
    if (lower === undefined) return [];
    const values = [parameters[lower] ?? NaN, parameters[upper] ?? NaN] as const;
    const equal = MAY_BE_EQUAL.has(lower);
    const holds = equal ? values[0] <= values[1] : values[0] < values[1];
    return holds ? [] : [{ code: 'order', lower, upper, values, equal }];
  });
}

function checkVoltages({ cells, vAbs, vStop, vFloor, vEmptyRel, floatOff, cvlUserMax }: LawParameters): readonly Violation[] {
  const violations: Violation[] = [];
  const offset = solarOffset(cells, vAbs) / cells;
  if (vAbs + offset > vStop - HEADROOM + 1e-6) violations.push({ code: 'no-headroom', vAbs, offset, vStop, headroom: HEADROOM });
  if (vAbs - floatOff < vFloor - 1e-6) violations.push({ code: 'float-below-floor', voltage: vAbs - floatOff, vFloor });
  if (cvlUserMax !== undefined) {
    // Lower, and the GX would empty the battery to get there.
    const [min, max] = [cells * vEmptyRel, cells * 5];
    if (cvlUserMax < min || cvlUserMax > max) violations.push({ code: 'out-of-range', key: 'cvlUserMax', value: cvlUserMax, min, max });
  }
  return violations;
}

type Shape = 'falls' | 'rises' | 'rises-then-falls';

function checkTables(parameters: LawParameters): readonly Violation[] {
  const { chargeByVoltage, dischargeByVoltage, chargeByTemperature, dischargeByTemperature, chargeBySoc, vStop } = parameters;
  return [
    ...checkTable('chargeByVoltage', chargeByVoltage, 'falls'),
    ...checkTable('dischargeByVoltage', dischargeByVoltage, 'rises'),
    ...checkTable('chargeByTemperature', chargeByTemperature, 'rises-then-falls'),
    ...checkTable('dischargeByTemperature', dischargeByTemperature, 'rises-then-falls'),
    ...(chargeBySoc ? checkTable('chargeBySoc', chargeBySoc, 'falls') : []),
    ...checkStop(chargeByVoltage, vStop),
  ];
}

function checkTable(name: ParameterTableKey, table: Table, shape: Shape): readonly Violation[] {
  if (table.length < 2) return [{ code: 'table-too-short', table: name, points: table.length }];
  const violations: Violation[] = [];
  let rising = shape !== 'falls';
  table.forEach(([at, factor], index) => {
    if (!(factor >= 0 && factor <= 1)) violations.push({ code: 'table-factor', table: name, index, factor });
    const before = table[index - 1];
    if (!before) return;
    const step = at - before[0];
    if (!(step > 0 && Number.isFinite(step))) violations.push({ code: 'table-order', table: name, index, values: [before[0], at] });
    if (shape === 'rises-then-falls' && factor < before[1]) rising = false;
    const turns = rising ? factor < before[1] : factor > before[1];
    if (turns) violations.push({ code: 'table-not-monotonous', table: name, index, factors: [before[1], factor] });
  });
  const { first, last } = endsOf(table);
  const needsZero = { 'rises-then-falls': [first, last], falls: name === 'chargeBySoc' ? [] : [last], rises: [first] }[shape];
  for (const [at, factor] of needsZero) if (factor !== 0) violations.push({ code: 'table-end', table: name, at, factor });
  return violations;
}

function checkStop(table: Table, vStop: number): readonly Violation[] {
  const end = table.at(-1)?.[0];
  return end !== undefined && end > vStop + 1e-6 ? [{ code: 'table-beyond-stop', table: 'chargeByVoltage', at: end, vStop }] : [];
}
