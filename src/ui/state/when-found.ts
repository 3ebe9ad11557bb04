import type { BridgeStore, Snapshot } from './bridge-store';

/** So long a bridge that has just begun is given to find its battery before empty figures are drawn [ms]. */
const FINDS_WITHIN = 5_000;

/** Whether there is more to show than what the bridge waits for; what is known is never held back. */
export function isFound({ view, now, worker }: Snapshot): boolean {
  if (worker === 'silent') return true;
  if (!view) return false;
  // A TinyBMS that has only told its name has nothing to show yet, and its first reading is on the way.
  const read = view.packs.some(({ reading, rejected }) => reading !== undefined || rejected > 0);
  return view.phase !== 'waiting' || read || now - (view.operation?.since ?? now) >= FINDS_WITHIN;
}

/** Settles with the first snapshot that is like this. */
export function whenStore(store: Pick<BridgeStore, 'snapshot' | 'subscribe'>, isSo: (snapshot: Snapshot) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (snapshot: Snapshot): void => {
      if (!isSo(snapshot)) return;
      end();
      resolve();
    };
    const end = store.subscribe(look);
    look(store.snapshot);
  });
}
