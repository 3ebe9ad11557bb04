/** Who may use the serial ports: one tab of the browser at a time. */
export interface Ownership {
  /** Calls `granted` once the right is ours, at once or when the other tab ends. Returns what gives it back. */
  claim(granted: () => void): () => void;
}

/** Ownership as a Web Lock: released by the browser when the tab or its worker ends, however it ends. */
export function lockOwnership(locks: LockManager, name = 'tinybms-bridge-ports'): Ownership {
  return {
    claim(granted) {
      const giveBack = new AbortController();
      void locks
        .request(name, { signal: giveBack.signal }, () => {
          granted();
          return new Promise<void>((resolve) => giveBack.signal.addEventListener('abort', () => resolve(), { once: true }));
        })
        // A claim given back before it was granted rejects: that is its ordinary end.
        .catch(() => undefined);
      return () => giveBack.abort();
    },
  };
}
