import type { Parts } from './contract';

type Branch = Readonly<Record<string, unknown>>;

/** What lies deeper is told as a whole: finer parts cost more to find and to tell than they are. */
const DEEPEST = 3;

/** What makes `before` into `after`; `undefined` where nothing does. Plain data only, which nobody changes once it was told. */
export function partsOf(before: object, after: object, depth = DEEPEST): Parts | undefined {
  let set: Record<string, unknown> | undefined;
  let inside: Record<string, Parts> | undefined;
  // Loops that make no lists of names: this looks at nearly everything, several times a second.
  for (const name in after) {
    const old = (before as Branch)[name];
    const value = (after as Branch)[name];
    if (Object.is(old, value)) continue;
    if (depth > 1 && isBranch(old) && isBranch(value) && haveSameNames(old, value)) {
      const parts = partsOf(old, value, depth - 1);
      if (parts) (inside ??= {})[name] = parts;
    } else (set ??= {})[name] = value;
  }
  return set || inside ? { set, inside } : undefined;
}

function isBranch(value: unknown): value is Branch {
  return typeof value === 'object' && value !== null;
}

function haveSameNames(one: Branch, other: Branch): boolean {
  if (Array.isArray(one) || Array.isArray(other)) return Array.isArray(one) && Array.isArray(other) && one.length === other.length;
  let more = 0;
  for (const name in one) {
    if (!(name in other)) return false;
    more++;
  }
  for (const _name in other) more--;
  return more === 0;
}
