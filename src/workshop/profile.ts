/** What a BMS is set to, and what it may be set to. */
import { PRECHARGE_PIN, type Enumeration } from '../protocols/tinybms/enumerations';
import { rawOf, settingRow, type SettingId, type SettingWords } from './settings';

/** Bounds and factory values are what command 0x1D tells; `undefined` where the BMS does not know the command. */
export interface Profile {
  readonly words: SettingWords;
  readonly minimum: SettingWords | undefined;
  readonly maximum: SettingWords | undefined;
  readonly factory: SettingWords | undefined;
}

export interface Range {
  readonly min: number;
  readonly max: number;
  /** Told by the BMS itself, or only printed in the vendor's document. */
  readonly from: 'device' | 'document';
}

/** What a register holds at most by its type. */
const HOLDS = { u16: [0, 0xffff], i16: [-0x8000, 0x7fff], u32: [0, 0xffff_ffff] } as const;

function printedRange(id: SettingId): Range {
  const { register, field } = settingRow(id);
  if (field) {
    const codes = Object.values(field.codes ?? {});
    const most = codes.length > 0 ? Math.max(...codes) : 2 ** field.width - 1;
    return { min: field.min ?? 0, max: field.max ?? most, from: 'document' };
  }
  const [least, most] = HOLDS[register.type as keyof typeof HOLDS];
  return { min: register.min ?? least, max: register.max ?? most, from: 'document' };
}

/** Raw range of a setting, both ends included. Bounds of the BMS that contradict themselves count for nothing. */
export function rangeOf(id: SettingId, { minimum, maximum }: Profile): Range {
  const printed = printedRange(id);
  if (!minimum || !maximum) return printed;
  const [min, max] = [rawOf(id, minimum), rawOf(id, maximum)];
  return min < max ? { min, max, from: 'device' } : printed;
}

/**
 * Whether this firmware has the setting. One with the older register map reserves some registers; it then has neither a lowest
 * nor a highest value for them, and without command 0x1D only a cutoff of 0 A tells.
 */
export function isAvailable(id: SettingId, { words, minimum, maximum }: Profile): boolean {
  const { register, field } = settingRow(id);
  if (!register.since && id !== 'dischargeOverCurrentTimeout') return true;
  if (!minimum || !maximum)
    return register.absent === undefined || field !== undefined || rawOf(id, words) !== register.absent || register.absent !== 0;
  return rawOf(id, minimum) !== 0 || rawOf(id, maximum) !== 0;
}

/** Reserved by the vendor. */
const RESERVED: ReadonlySet<string> = new Set(['variable', 'can']);
/** Code that the vendor prints for the last precharge pin, and the one that would follow in the list. */
const PRINTED = PRECHARGE_PIN.aiho2High;
const FOLLOWING = PRECHARGE_PIN.aiho2Low + 1;

/** The codes that may be chosen, by name; `undefined` for a setting that is a number. */
export function choicesOf(id: SettingId, profile: Profile): Enumeration | undefined {
  const { register, field } = settingRow(id);
  const codes = field ? field.codes : register.codes;
  if (!codes) return undefined;
  const { min, max, from } = rangeOf(id, profile);
  const offered = Object.entries(codes).filter(([name, code]) => !RESERVED.has(name) && code >= min && code <= max);
  if (id !== 'prechargePin') return Object.fromEntries(offered);
  // The printed code looks like a slip: which one holds, only the highest value that the BMS itself names can tell.
  const sure = offered.filter(([, code]) => code !== PRINTED);
  if (from === 'device' && max === PRINTED) return Object.fromEntries(offered);
  if (from === 'device' && max === FOLLOWING) return Object.fromEntries([...sure, ['aiho2High', FOLLOWING]]);
  return Object.fromEntries(sure);
}

/** Whether a raw number may be written to a setting, apart from all other settings. */
export function isAllowed(id: SettingId, raw: number, profile: Profile): boolean {
  const { min, max } = rangeOf(id, profile);
  if (!Number.isInteger(raw) || raw < min || raw > max) return false;
  const choices = choicesOf(id, profile);
  return !choices || Object.values(choices).includes(raw);
}

/** A setting that differs between two profiles. */
export interface Difference {
  readonly setting: SettingId;
  readonly before: number;
  readonly after: number;
}
