import * as v from 'valibot';

/** One thing that the owner can set: what it may be, and what it is until then. */
export interface Key<T> {
  readonly schema: v.GenericSchema<unknown, T>;
  readonly default: T;
}

export type Section = Readonly<Record<string, Key<unknown>>>;

export type ValueOf<K> = K extends Key<infer T> ? T : never;
export type SectionValues<S extends Section> = { readonly [K in keyof S]: ValueOf<S[K]> };

export function key<T>(schema: v.GenericSchema<unknown, T>, byDefault: NoInfer<T>): Key<T> {
  return { schema, default: byDefault };
}

/** A number with its limits, both included. */
export function number(byDefault: number, least: number, most: number): Key<number> {
  return key(v.pipe(v.number(), v.finite(), v.minValue(least), v.maxValue(most)), byDefault);
}

export function integer(byDefault: number, least: number, most: number): Key<number> {
  return key(v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most)), byDefault);
}

export function flag(byDefault: boolean): Key<boolean> {
  return key(v.boolean(), byDefault);
}

export function text(byDefault: string, longest: number): Key<string> {
  return key(v.pipe(v.string(), v.maxLength(longest)), byDefault);
}

export function choice<const T extends string | number>(byDefault: NoInfer<T>, options: readonly T[]): Key<T> {
  return key(v.picklist(options), byDefault);
}
