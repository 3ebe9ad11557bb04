import type { Ms } from '../battery/units';

/** What becomes of a claim that was not granted. */
export interface Impatience {
  readonly afterMs: Ms;
  readonly refused: () => void;
}

/** Who may use the serial ports: one tab of the browser at a time. */
export interface Ownership {
  /**
   * Calls `granted` once the right is ours: at once, or when the other tab ends; or, where there is `impatience`, `refused` when it did not
   * become free in time. Returns what gives it back.
   */
  claim(granted: () => void, impatience?: Impatience): () => void;
}

/** Tells when nobody owns the ports. */
export interface Vacancy {
  /** Calls `freed` once. Returns what ends the watch. */
  watch(freed: () => void): () => void;
}

/** Whoever holds this lock has the serial ports. */
export const PORTS_LOCK = 'tinybms-bridge-ports';

/** Ownership as a Web Lock: released by the browser when the tab or its worker ends, however it ends. */
export function lockOwnership(locks: LockManager, name = PORTS_LOCK): Ownership & Vacancy {
  return {
    claim(granted, impatience) {
      const giveBack = new AbortController();
      const { signal } = giveBack;
      const limit = impatience ? AbortSignal.any([signal, AbortSignal.timeout(impatience.afterMs)]) : signal;
      void locks
        .request(name, { signal: limit }, () => {
          granted();
          return new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
        })
        // A claim given back before it was granted rejects as well: that is its ordinary end.
        .catch(() => {
          if (!signal.aborted) impatience?.refused();
        });
      return () => giveBack.abort();
    },
    watch(freed) {
      const end = new AbortController();
      // Shared, so that all who watch are told, and given back at once.
      void locks
        .request(name, { mode: 'shared', signal: end.signal }, () => undefined)
        .then(
          () => freed(),
          () => undefined,
        );
      return () => end.abort();
    },
  };
}

/** The smallest number that no other window holds; ours until this worker ends. */
export async function takeWindowNumber(locks: LockManager, name = 'tinybms-bridge-window'): Promise<number> {
  for (let number = 1; ; number++) {
    const taken = await new Promise<boolean>((resolve) => {
      void locks.request(`${name}-${number}`, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock ? new Promise<void>(() => undefined) : undefined;
      });
    });
    if (taken) return number;
  }
}
