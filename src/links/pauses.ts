import type { Ms } from '../battery/units';

/** Pauses between attempts to bring something back, growing; the last one is kept for ever. */
export const RETRY_PAUSES_MS: readonly Ms[] = [1000, 2000, 5000, 10_000, 30_000];

/** Pause before attempt number `attempt`, which starts at 1. */
export function pauseBefore(attempt: number, pauses: readonly Ms[] = RETRY_PAUSES_MS): Ms {
  return pauses[Math.min(Math.max(attempt, 1), pauses.length) - 1] ?? 0;
}
