import type { Ms } from '../battery/units';
import { PORTS_LOCK } from '../interfaces/ports-lock';

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
  /** Does something while nobody has the right, or is about to get it. Gives `false`, without doing it, where somebody has. */
  whileFree(work: () => Promise<unknown>): Promise<boolean>;
  /** Does something that no other window does meanwhile: reads what is stored, and stores what becomes of it. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

/** Tells when nobody owns the ports. */
export interface Vacancy {
  /** Calls `freed` once. Returns what ends the watch. */
  watch(freed: () => void): () => void;
}

/** Nobody is kept from the ports or from the settings for longer, whatever is being done [ms]. */
const LONGEST_WORK_MS = 2_000;

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
    async whileFree(work) {
      // Shared with others of this kind; whoever wants the ports comes after it.
      return locks.request(name, { mode: 'shared', ifAvailable: true }, async (lock) => {
        if (!lock) return false;
        const late = new Promise((resolve) => AbortSignal.timeout(LONGEST_WORK_MS).addEventListener('abort', resolve));
        await Promise.race([work(), late]);
        return true;
      });
    },
    async alone(work) {
      const limit = AbortSignal.timeout(LONGEST_WORK_MS);
      let begun = false;
      const begin = () => ((begun = true), work());
      return locks.request(`${name}-settings`, { signal: limit }, begin).catch((error: unknown) => {
        // A window that hangs must not keep the others from their settings.
        if (begun) throw error;
        return work();
      });
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
