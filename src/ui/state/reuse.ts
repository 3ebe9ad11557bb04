type Branch = Readonly<Record<string, unknown>>;

function isBranch(value: unknown): value is Branch {
  return typeof value === 'object' && value !== null;
}

/**
 * Returns `after`, keeping every branch of `before` that is equal.
 * Each message from the worker is a fresh clone; afterwards identity means "unchanged" again. Plain data only.
 */
export function reuse<T>(before: unknown, after: T): T {
  if (!isBranch(before) || !isBranch(after) || Array.isArray(before) !== Array.isArray(after)) return after;
  const entries = Object.entries(after).map(([key, value]) => [key, reuse(before[key], value)] as const);
  const same =
    entries.length === Object.keys(before).length &&
    entries.every(([key, value]) => Object.hasOwn(before, key) && Object.is(value, before[key]));
  if (same) return before as T;
  return (Array.isArray(after) ? entries.map(([, value]) => value) : Object.fromEntries(entries)) as T;
}
