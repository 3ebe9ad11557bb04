import type { ParameterKey, ParameterRow } from '../../control/law/parameter-table';
import type { ChargeSettings } from '../../control/owner';
import { parseField } from '../format/parameter';

/** A field whose text cannot be taken. */
export interface WrongField {
  readonly text: string;
  readonly problem: 'not-a-number' | 'out-of-range';
}

/** What the owner is about to change; nothing of it acts before it is applied. */
export interface ChargeDraft {
  /** Only what differs from what is stored. */
  readonly values: Partial<ChargeSettings>;
  readonly wrong: { readonly [K in ParameterKey]?: WrongField };
}

export const NO_DRAFT: ChargeDraft = { values: {}, wrong: {} };

/** Stored settings with the draft over them. */
export function wishedBy(stored: ChargeSettings, draft: ChargeDraft): ChargeSettings {
  return { ...stored, ...draft.values };
}

export function isEmpty({ values, wrong }: ChargeDraft): boolean {
  return Object.keys(values).length === 0 && Object.keys(wrong).length === 0;
}

export function hasWrongFields({ wrong }: ChargeDraft): boolean {
  return Object.keys(wrong).length > 0;
}

/** The draft after some settings were chosen. What is chosen as it is stored is no change. */
export function chosen(draft: ChargeDraft, stored: ChargeSettings, change: Partial<ChargeSettings>): ChargeDraft {
  const values = Object.entries({ ...draft.values, ...change }).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(stored[key as keyof ChargeSettings]),
  );
  const wrong = Object.entries(draft.wrong).filter(([key]) => !Object.hasOwn(change, key));
  return { values: Object.fromEntries(values), wrong: Object.fromEntries(wrong) };
}

/** The draft after a text was typed into a field; an empty one leaves the value to the BMS. */
export function typed(draft: ChargeDraft, stored: ChargeSettings, key: ParameterKey, row: ParameterRow, text: string): ChargeDraft {
  if (text.trim() === '') return chosen(draft, stored, { [key]: null });
  const value = parseField(row.kind, text);
  if (value !== undefined && value >= row.least && value <= row.most) return chosen(draft, stored, { [key]: value });
  const problem = value === undefined ? 'not-a-number' : 'out-of-range';
  return { ...draft, wrong: { ...draft.wrong, [key]: { text, problem } } };
}
