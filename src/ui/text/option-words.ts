import type { ParameterTable } from '../../bridge/charge-contract';
import type { Rule } from '../../configuration/key';
import type { ParameterKey, ParameterTableKey } from '../../control/law/parameter-table';
import type { ThresholdViolation } from '../../control/alarms/settings';
import type { WatchedCode } from '../../control/alarms/table';
import type { Format } from '../format/format';
import { type FieldKind, fieldMeasure, fieldUnit } from '../format/parameter';
import { hysteresisKind, OWN_THRESHOLDS, THRESHOLD_KINDS } from '../format/thresholds';
import { TABLE_KINDS } from './charge-page';
import type { Texts } from './keys';
import type { OptionText } from './keys-settings';

/** Everything that is needed to name a setting and its value; the table of the charge control once it is there. */
export interface OptionWords {
  readonly text: Texts;
  readonly format: Format;
  readonly table: ParameterTable | undefined;
}

interface Threshold {
  readonly code: WatchedCode;
  readonly part: 'warning' | 'alarm' | 'hysteresis';
}

/** The alarm and what of it "alarms.imbalanceWarning" is. */
function thresholdOf(path: string): Threshold | undefined {
  const [, code = '', part = ''] = /^alarms\.(\w+)(Warning|Alarm|Hysteresis)$/.exec(path) ?? [];
  if (!Object.hasOwn(THRESHOLD_KINDS, code)) return undefined;
  return { code: code as WatchedCode, part: part.toLowerCase() as Threshold['part'] };
}

/** A threshold that is there only once the owner sets it. */
function isUnset(path: string): boolean {
  const threshold = thresholdOf(path);
  return threshold !== undefined && threshold.part !== 'hysteresis' && OWN_THRESHOLDS.includes(threshold.code);
}

function optionOf({ text }: OptionWords, path: string): OptionText | undefined {
  const { options } = text.settings;
  return Object.hasOwn(options, path) ? options[path as keyof typeof options] : undefined;
}

function chargeKey(path: string): string | undefined {
  return path.startsWith('charge.') ? path.slice('charge.'.length) : undefined;
}

/** "Cell voltage high: warning". */
export function thresholdName({ alarmPage, batteryAlarms }: Texts, { code, part }: Threshold): string {
  const { row, hysteresis } = alarmPage.thresholds;
  return row(batteryAlarms.names[code], part === 'hysteresis' ? hysteresis : batteryAlarms.levels[part]);
}

/** Why a threshold makes no sense with the battery of the moment. */
export function thresholdSentence(text: Texts, violation: ThresholdViolation, format: Format): string {
  const { thresholds: t } = text.alarmPage;
  const { code } = violation;
  const measure = (value: number): string => fieldMeasure(THRESHOLD_KINDS[code], value, format);
  switch (violation.rule) {
    case 'beyond-battery': {
      const { level, value, least, most } = violation;
      return t.beyondBattery(thresholdName(text, { code, part: level }), measure(value), measure(least), measure(most));
    }
    case 'warning-late':
      return t.warningLate(text.batteryAlarms.names[code], measure(violation.warning), measure(violation.alarm));
  }
}

/** What a setting such as "can.bitrate" is called; its path where it has no name. */
export function settingName(words: OptionWords, path: string): string {
  const { settings, chargePage } = words.text;
  const threshold = thresholdOf(path);
  if (threshold) return thresholdName(words.text, threshold);
  const key = chargeKey(path);
  const names: Readonly<Record<string, string | { readonly name: string }>> =
    key === undefined ? settings.others : { ...chargePage.parameters.names, ...chargePage.parameters.tables, ...chargePage.draft.switches };
  const name = names[key ?? path.replace('display.', '')];
  return optionOf(words, path)?.name ?? (typeof name === 'object' ? name.name : name) ?? path;
}

/** The kind of a number that is counted in units of the charge control. */
export function kindOf({ table }: OptionWords, path: string): FieldKind | undefined {
  const threshold = thresholdOf(path);
  if (threshold) return threshold.part === 'hysteresis' ? hysteresisKind(threshold.code) : THRESHOLD_KINDS[threshold.code];
  const key = chargeKey(path);
  return key !== undefined && table && Object.hasOwn(table.numbers, key) ? table.numbers[key as ParameterKey].kind : undefined;
}

/** What stands behind the figure. */
export function settingUnit(words: OptionWords, path: string): string {
  const kind = kindOf(words, path);
  return kind ? fieldUnit(kind, words.format) : (optionOf(words, path)?.unit ?? '');
}

/** A value as its owner knows it. */
export function settingValue(words: OptionWords, path: string, value: unknown): string {
  const { text, format } = words;
  const { settings: t, chargePage } = text;
  if (value === null) return isUnset(path) ? t.none : t.fromBms;
  if (typeof value === 'boolean') return value ? t.on : t.off;
  const choices = optionOf(words, path)?.choices ?? chargeChoices(text, path);
  if (typeof value === 'number') {
    const chosen = choices[String(value)];
    if (chosen !== undefined) return chosen;
    const kind = kindOf(words, path);
    return kind ? fieldMeasure(kind, value, format) : `${format.number(value)}\u00a0${settingUnit(words, path)}`.trim();
  }
  if (typeof value === 'string') return choices[value] ?? (value === '' ? t.none : value);
  if (!Array.isArray(value)) return JSON.stringify(value) ?? t.none;
  if (value.length === 0) return t.none;
  const curve = chargeKey(path);
  if (curve === undefined || !Object.hasOwn(TABLE_KINDS, curve)) return value.join(', ');
  const kind = TABLE_KINDS[curve as ParameterTableKey];
  return (value as readonly (readonly [number, number])[])
    .map(([at, share]) => chargePage.parameters.point(fieldMeasure(kind, at, format), fieldMeasure('share', share, format)))
    .join(', ');
}

function chargeChoices({ chargePage }: Texts, path: string): Readonly<Record<string, string>> {
  if (path === 'charge.mode') return chargePage.parameters.modes;
  return path === 'charge.chemistry' ? chargePage.parameters.chemistries : {};
}

/** The rule that a value breaks, as a sentence. */
export function ruleSentence(words: OptionWords, path: string, rule: Rule): string {
  const { wrong: t } = words.text.settings;
  const value = (of: string | number): string => settingValue(words, path, of);
  const count = (of: number): string => words.format.count(of);
  switch (rule.rule) {
    case 'kind':
      return rule.kind === 'number' ? t.notANumber : t.kind;
    case 'range':
      return t.outOfRange(value(rule.least), value(rule.most));
    case 'whole':
      return t.notWhole;
    case 'longest':
      return t.tooLong(count(rule.longest));
    case 'options':
      return t.options(rule.options.map(value).join(', '));
    case 'count':
      return t.count(count(rule.least), count(rule.most));
    case 'point':
      return t.point(count(rule.index + 1));
    case 'unknown':
      return t.unknown;
  }
}
