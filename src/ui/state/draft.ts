import { type FieldKind, parseField } from '../format/parameter';

/** What a field takes: its unit, and its range in the unit of the core, both ends included. */
export interface FieldRow {
  readonly kind: FieldKind;
  readonly least: number;
  readonly most: number;
}

/** A field whose text cannot be taken. */
export interface WrongField {
  readonly text: string;
  readonly problem: 'not-a-number' | 'out-of-range';
}

/** What the owner is about to change of a section `S`; nothing of it acts before it is applied. */
export interface Draft<S> {
  /** Only what differs from what is stored. */
  readonly values: Partial<S>;
  readonly wrong: { readonly [K in keyof S]?: WrongField };
}

export const NO_DRAFT = { values: {}, wrong: {} } as const;

/** Stored settings with the draft over them. */
export function wishedBy<S>(stored: S, draft: Draft<S>): S {
  return { ...stored, ...draft.values };
}

export function isEmpty<S>({ values, wrong }: Draft<S>): boolean {
  return Object.keys(values).length === 0 && Object.keys(wrong).length === 0;
}

export function hasWrongFields<S>({ wrong }: Draft<S>): boolean {
  return Object.keys(wrong).length > 0;
}

/** The draft after some settings were chosen. What is chosen as it is stored is no change. */
export function chosen<S>(draft: Draft<S>, stored: S, change: Partial<S>): Draft<S> {
  const values = Object.entries({ ...draft.values, ...change }).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(stored[key as keyof S]),
  );
  const wrong = Object.entries(draft.wrong).filter(([key]) => !Object.hasOwn(change, key));
  return { values: Object.fromEntries(values) as Partial<S>, wrong: Object.fromEntries(wrong) as Draft<S>['wrong'] };
}

/** The draft after a text was typed into a field. @param empty - what an empty one stands for: as a rule, what follows from the BMS */
export function typed<S>(
  draft: Draft<S>,
  stored: S,
  key: keyof S,
  { kind, least, most }: FieldRow,
  text: string,
  empty: number | null = null,
): Draft<S> {
  if (text.trim() === '') return chosen(draft, stored, { [key]: empty } as Partial<S>);
  const value = parseField(kind, text);
  if (value !== undefined && value >= least && value <= most) return chosen(draft, stored, { [key]: value } as Partial<S>);
  const problem = value === undefined ? 'not-a-number' : 'out-of-range';
  return { ...draft, wrong: { ...draft.wrong, [key]: { text, problem } } };
}
