/** What a value may be. Rows hold data only: the same row checks a value, draws its field and says its rule. */
export type Shape =
  /** Both limits included. */
  | { readonly kind: 'number'; readonly least: number; readonly most: number; readonly whole: boolean }
  | { readonly kind: 'flag' }
  | { readonly kind: 'text'; readonly longest: number }
  | { readonly kind: 'choice'; readonly options: readonly (string | number)[] }
  /** Names of things, in any order. */
  | { readonly kind: 'names'; readonly most: number }
  /** Points of a curve: where, and the share there from 0 to 1. */
  | { readonly kind: 'curve'; readonly least: number; readonly most: number };

/** One thing that the owner can set: what it may be, and what it is until then. */
export interface Key<T> {
  readonly shape: Shape;
  /** `null` is allowed: the value then follows from the BMS. */
  readonly follows: boolean;
  readonly default: T;
}

export type Section = Readonly<Record<string, Key<unknown>>>;

export type ValueOf<K> = K extends Key<infer T> ? T : never;
export type SectionValues<S extends Section> = { readonly [K in keyof S]: ValueOf<S[K]> };

/** The rule that a value breaks. */
export type Rule =
  | { readonly rule: 'kind'; readonly kind: Shape['kind'] }
  | { readonly rule: 'range'; readonly least: number; readonly most: number }
  | { readonly rule: 'whole' }
  | { readonly rule: 'longest'; readonly longest: number }
  | { readonly rule: 'options'; readonly options: readonly (string | number)[] }
  /** Of a list or a curve. */
  | { readonly rule: 'count'; readonly least: number; readonly most: number }
  /** Point `index` of a curve is no pair of a number and a share. */
  | { readonly rule: 'point'; readonly index: number }
  /** There is no such key, or no such section. */
  | { readonly rule: 'unknown' };

/** A number with its limits, both included. */
export function number(byDefault: number, least: number, most: number): Key<number> {
  return { shape: { kind: 'number', least, most, whole: false }, follows: false, default: byDefault };
}

export function integer(byDefault: number, least: number, most: number): Key<number> {
  return { shape: { kind: 'number', least, most, whole: true }, follows: false, default: byDefault };
}

/** A number that follows from the BMS until the owner sets another. */
export function ownNumber(least: number, most: number): Key<number | null> {
  return { shape: { kind: 'number', least, most, whole: false }, follows: true, default: null };
}

export function flag(byDefault: boolean): Key<boolean> {
  return { shape: { kind: 'flag' }, follows: false, default: byDefault };
}

export function text(byDefault: string, longest: number): Key<string> {
  return { shape: { kind: 'text', longest }, follows: false, default: byDefault };
}

export function choice<const T extends string | number>(byDefault: NoInfer<T>, options: readonly T[]): Key<T> {
  return { shape: { kind: 'choice', options }, follows: false, default: byDefault };
}

export function names(most: number): Key<readonly string[]> {
  return { shape: { kind: 'names', most }, follows: false, default: [] };
}

/** Longest name in a list of names. */
const LONGEST_NAME = 64;

/** The rule that a value of any origin breaks; `undefined` when it can be taken. */
export function brokenRule({ shape, follows }: Key<unknown>, value: unknown): Rule | undefined {
  return follows && value === null ? undefined : CHECKS[shape.kind](shape as never, value);
}

const CHECKS: { readonly [K in Shape['kind']]: (shape: Extract<Shape, { kind: K }>, value: unknown) => Rule | undefined } = {
  number({ least, most, whole }, value) {
    if (typeof value !== 'number' || Number.isNaN(value)) return { rule: 'kind', kind: 'number' };
    if (value < least || value > most) return { rule: 'range', least, most };
    return whole && !Number.isInteger(value) ? { rule: 'whole' } : undefined;
  },
  flag: (_, value) => (typeof value === 'boolean' ? undefined : { rule: 'kind', kind: 'flag' }),
  text({ longest }, value) {
    if (typeof value !== 'string') return { rule: 'kind', kind: 'text' };
    return value.length > longest ? { rule: 'longest', longest } : undefined;
  },
  choice({ options }, value) {
    return options.some((option) => option === value) ? undefined : { rule: 'options', options };
  },
  names({ most }, value) {
    if (!Array.isArray(value) || !value.every((name) => typeof name === 'string' && name.length <= LONGEST_NAME)) {
      return { rule: 'kind', kind: 'names' };
    }
    return value.length > most ? { rule: 'count', least: 0, most } : undefined;
  },
  curve({ least, most }, value) {
    if (!Array.isArray(value)) return { rule: 'kind', kind: 'curve' };
    if (value.length < least || value.length > most) return { rule: 'count', least, most };
    const index = value.findIndex((point) => !isPoint(point));
    return index < 0 ? undefined : { rule: 'point', index };
  },
};

function isPoint(point: unknown): boolean {
  if (!Array.isArray(point) || point.length !== 2) return false;
  const [at, share] = point as readonly unknown[];
  return typeof at === 'number' && Number.isFinite(at) && typeof share === 'number' && share >= 0 && share <= 1;
}
