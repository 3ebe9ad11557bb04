import { proxy, wrap } from 'comlink';
import type { BridgeApi } from '../../bridge/contract';
import type { BridgeStore } from './bridge-store';
import type { BridgeActions } from './context';

/**
 * Starts the worker and lets its views flow into the store. A worker that cannot start or dies sends nothing more,
 * and the store then says so by itself.
 */
export function startBridge(store: BridgeStore): BridgeActions {
  const worker = new Worker(new URL('../../../workers/bridge.worker.ts', import.meta.url), { type: 'module', name: 'bridge' });
  const remote = wrap<BridgeApi>(worker);
  remote.subscribe(proxy((view) => store.receive(view))).catch((error: unknown) => console.error('The bridge cannot be heard', error));
  return remote;
}
