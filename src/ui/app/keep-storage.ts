import type { BridgeStore } from '../state/bridge-store';

type Storage = Partial<Pick<StorageManager, 'persist'>>;

/**
 * Asks the browser never to throw away what is stored, once there is something that cannot be had again: readings of a real battery. Some
 * browsers ask the owner, who then knows why; most decide by themselves.
 */
export function keepStorage(store: Pick<BridgeStore, 'subscribe'>, storage: Storage | undefined = navigator.storage): void {
  const end = store.subscribe(({ view }) => {
    if (view?.mode !== 'serial' || view.window.role !== 'sender' || !view.battery) return;
    end();
    void storage?.persist?.().catch(() => undefined);
  });
}
