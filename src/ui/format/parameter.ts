import type { ParameterKind } from '../../control/law/parameter-table';
import type { Language } from '../state/preferences';
import type { Format } from './format';

/** What a field or an axis of the charge control is counted in. */
export type FieldKind = ParameterKind | 'temperature';

interface Unit {
  readonly unit: string | Readonly<Record<Language, string>>;
  /** The core counts in another unit. */
  readonly factor?: number;
  /** At most. */
  readonly decimals: number;
}

const UNITS: Readonly<Record<FieldKind, Unit>> = {
  'cell-voltage': { unit: 'V', decimals: 4 },
  'cell-difference': { unit: 'mV', factor: 1000, decimals: 1 },
  'pack-voltage': { unit: 'V', decimals: 2 },
  current: { unit: 'A', decimals: 2 },
  time: { unit: 's', decimals: 0 },
  days: { unit: { en: 'd', fr: 'j' }, decimals: 0 },
  percent: { unit: '%', decimals: 1 },
  share: { unit: '%', factor: 100, decimals: 2 },
  'cell-rate': { unit: 'mV/s', factor: 1000, decimals: 4 },
  gain: { unit: { en: 'mV/s per V', fr: 'mV/s par V' }, factor: 1000, decimals: 3 },
  ratio: { unit: 'mV/mV', decimals: 4 },
  temperature: { unit: '°C', decimals: 1 },
};

const NO_BREAK_SPACE = '\u00a0';

/** The unit that stands behind a field. */
export function fieldUnit(kind: FieldKind, { language }: Format): string {
  const { unit } = UNITS[kind];
  return typeof unit === 'string' ? unit : unit[language];
}

/** A value of the core as it stands in a field: no more decimals than it has, no grouping. */
export function fieldText(kind: FieldKind, value: number, { language }: Format): string {
  return digits(kind, value, language, false);
}

/** With its unit, in one string that does not break. */
export function fieldMeasure(kind: FieldKind, value: number, format: Format): string {
  const text = digits(kind, value, format.language, true).replace('-', '\u2212');
  return `${text}${NO_BREAK_SPACE}${fieldUnit(kind, format)}`;
}

function digits(kind: FieldKind, value: number, language: Language, useGrouping: boolean): string {
  const { factor = 1, decimals } = UNITS[kind];
  return new Intl.NumberFormat(language, { maximumFractionDigits: decimals, useGrouping }).format(value * factor);
}

/** What the owner has typed, in the unit of the core; comma and point both divide. `undefined` when it is no number. */
export function parseField(kind: FieldKind, text: string): number | undefined {
  const plain = text.trim().replace(',', '.').replace('\u2212', '-');
  if (!/^-?\d+(\.\d*)?$|^-?\.\d+$/.test(plain)) return undefined;
  // A division keeps 15 mV exactly the 0.015 that everybody else writes.
  return Number(plain) / (UNITS[kind].factor ?? 1);
}
