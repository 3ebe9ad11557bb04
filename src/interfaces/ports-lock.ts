/** Whoever holds this Web Lock alone has the serial ports; the worker, the page and the service worker know it by this name. */
export const PORTS_LOCK = 'tinybms-bridge-ports';

/** The part of the browser's `LockManager` that is needed. */
interface Locks {
  query(): Promise<{ readonly held?: readonly { readonly name?: string; readonly mode?: 'exclusive' | 'shared' }[] }>;
}

/** A window of this browser has the serial ports. Who shares the lock only keeps others from taking them for a moment. */
export async function portsAreHeld(locks: Locks): Promise<boolean> {
  const { held = [] } = await locks.query();
  return held.some(({ name, mode }) => name === PORTS_LOCK && mode === 'exclusive');
}
