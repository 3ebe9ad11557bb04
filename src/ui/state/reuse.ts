type Branch = Readonly<Record<string, unknown>>;
type List = readonly unknown[];

function isBranch(value: unknown): value is Branch {
  return typeof value === 'object' && value !== null;
}

/**
 * Returns `after`, keeping every branch of `before` that is equal.
 * Each message from the worker is a fresh clone; afterwards identity means "unchanged" again. Plain data only.
 */
export function reuse<T>(before: unknown, after: T): T {
  // What was kept once is the same object, and need not be looked through again.
  if (before === after || !isBranch(before) || !isBranch(after)) return after;
  if (Array.isArray(before) !== Array.isArray(after)) return after;
  return (Array.isArray(after) ? reuseList(before as unknown as List, after) : reuseRecord(before, after)) as T;
}

// Plain loops that copy nothing until something is kept: this looks at everything that the worker tells, several times a second.
function reuseList(before: List, after: List): List {
  let same = before.length === after.length;
  let kept: unknown[] | undefined;
  for (let index = 0; index < after.length; index++) {
    const value = reuse(before[index], after[index]);
    same &&= Object.is(value, before[index]);
    if (!Object.is(value, after[index])) (kept ??= [...after])[index] = value;
  }
  return same ? before : (kept ?? after);
}

function reuseRecord(before: Branch, after: Branch): Branch {
  const keys = Object.keys(after);
  let same = keys.length === Object.keys(before).length;
  let kept: Record<string, unknown> | undefined;
  for (const key of keys) {
    const value = reuse(before[key], after[key]);
    same &&= Object.hasOwn(before, key) && Object.is(value, before[key]);
    if (!Object.is(value, after[key])) (kept ??= { ...after })[key] = value;
  }
  return same ? before : (kept ?? after);
}
