import type { Page } from '@playwright/test';

/** Busy for 90 % of the time, in slices. */
const SLICE = { busyMs: 180, freeMs: 20 };

/**
 * Keeps the main thread of a page busy, hidden or not: messages to itself are not throttled as timers are.
 * @returns what ends it
 */
export async function block(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(({ busyMs, freeMs }) => {
    const { port1, port2 } = new MessageChannel();
    const stop = new AbortController();
    let freeUntil = performance.now() + freeMs;
    port1.onmessage = () => {
      if (performance.now() >= freeUntil) {
        const end = performance.now() + busyMs;
        while (performance.now() < end);
        freeUntil = end + freeMs;
      }
      if (!stop.signal.aborted) port2.postMessage(undefined);
    };
    port2.postMessage(undefined);
    Object.assign(globalThis, { stopBlocking: stop });
  }, SLICE);
  return () => page.evaluate(() => (globalThis as unknown as { stopBlocking: AbortController }).stopBlocking.abort());
}
