/** The tab that a key leads to, as the ARIA pattern has it; `undefined` for any other key. */
export function tabAfter<T>(tabs: readonly T[], chosen: T, key: string): T | undefined {
  const at = tabs.indexOf(chosen);
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[key];
  return next === undefined ? undefined : tabs[(next + tabs.length) % tabs.length];
}
