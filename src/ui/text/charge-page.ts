import type { Advice, ConflictCode } from '../../control/advice/advice';
import type { NumberKey } from '../../control/law/check';
import type { ParameterKey, ParameterTableKey } from '../../control/law/parameter-table';
import type { WishViolation } from '../../control/owner';
import type { ParameterTable } from '../../bridge/charge-contract';
import type { Format } from '../format/format';
import { type FieldKind, fieldMeasure } from '../format/parameter';
import type { AdviceText, Naming, ViolationOf } from './keys-charge-page';
import type { Texts } from './keys';

/** What the points of a derating table are counted in. */
export const TABLE_KINDS: Readonly<Record<ParameterTableKey, FieldKind>> = {
  chargeByVoltage: 'cell-voltage',
  dischargeByVoltage: 'cell-voltage',
  chargeByTemperature: 'temperature',
  dischargeByTemperature: 'temperature',
  chargeBySoc: 'percent',
};

const FACT_KINDS: Readonly<Record<Exclude<NumberKey, ParameterKey>, FieldKind | undefined>> = {
  cells: undefined,
  capacity: undefined,
  maxCharge: 'current',
  maxDischarge: 'current',
  holdAge: 'time',
  stopAge: 'time',
};

function isParameter(key: NumberKey, { numbers }: ParameterTable): key is ParameterKey {
  return Object.hasOwn(numbers, key);
}

function namingOf({ chargePage }: Texts, format: Format, table: ParameterTable): Naming {
  const { names, facts, tables } = chargePage.parameters;
  return {
    format,
    name: (key) => (isParameter(key, table) ? names[key].name : facts[key]),
    table: (key) => tables[key].name,
    value: (key, value) => {
      const kind = isParameter(key, table) ? table.numbers[key].kind : FACT_KINDS[key];
      return kind ? fieldMeasure(kind, value, format) : format.count(value);
    },
    point: (key, at) => fieldMeasure(TABLE_KINDS[key], at, format),
  };
}

/** A broken rule with the values that break it. */
export function violationSentence<C extends WishViolation['code']>(
  texts: Texts,
  violation: ViolationOf<C>,
  format: Format,
  table: ParameterTable,
): string {
  const code: C = violation.code;
  return texts.chargePage.violations[code](violation, namingOf(texts, format, table));
}

/** Which fields and tables a broken rule is about. */
export function concerns(violation: WishViolation): readonly string[] {
  switch (violation.code) {
    case 'order':
      return [violation.lower, violation.upper];
    case 'no-headroom':
      return ['vAbs', 'vStop'];
    case 'float-below-floor':
      return ['floatOff', 'vFloor'];
    case 'chemistry':
      return ['chemistry'];
    case 'not-a-number':
    case 'out-of-range':
    case 'beyond-bms':
      return [violation.key];
    case 'table-too-short':
    case 'table-order':
    case 'table-factor':
    case 'table-not-monotonous':
    case 'table-end':
    case 'table-beyond-stop':
      return [violation.table];
  }
}

/** A conflict in words, with its way out. */
export function adviceText<C extends ConflictCode>(
  { chargePage }: Texts,
  advice: Extract<Advice, { code: C }>,
  format: Format,
): AdviceText {
  const code: C = advice.code;
  return chargePage.advice.conflicts[code](advice, format);
}
