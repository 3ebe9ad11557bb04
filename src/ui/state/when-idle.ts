/** However busy the page is, it has drawn by then [ms]. */
const WITHIN = 1_000;

/** Settles when the page has nothing more urgent to do: for what nobody misses at first. */
export function whenIdle(): Promise<void> {
  return new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: WITHIN }));
}
