import type { BridgeView, Parts, ViewNews } from '../../bridge/contract';

type Branch = Record<string, unknown>;

/** `before` with these parts; whatever else is in it stays the same object. */
export function renewed<T>(before: T, { set = {}, inside = {} }: Parts): T {
  const after = (Array.isArray(before) ? [...(before as readonly unknown[])] : { ...before }) as Branch;
  Object.assign(after, set);
  for (const [name, parts] of Object.entries(inside)) after[name] = renewed(after[name], parts);
  return after as T;
}

/** A subscriber that makes whole views of the news, and hands them on. */
export function viewsOf(tell: (view: BridgeView) => void): (news: ViewNews) => void {
  let newest: BridgeView | undefined;
  return ({ view, parts }) => {
    newest = view ?? (newest && parts ? renewed(newest, parts) : newest);
    if (newest) tell(newest);
  };
}
