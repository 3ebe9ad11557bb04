import { proxy, wrap, type Remote } from 'comlink';
import type { WorkerApi } from '../../bridge/contract';
import type { BridgeStore } from './bridge-store';
import type { Ui } from './context';

/**
 * Starts the worker and lets its views flow into the store. A worker that cannot start or dies sends nothing more,
 * and the store then says so by itself.
 */
export function startBridge(store: BridgeStore): Pick<Ui, 'bridge' | 'history'> {
  const worker = new Worker(new URL('../../../workers/bridge.worker.ts', import.meta.url), { type: 'module', name: 'bridge' });
  const remote = wrap<WorkerApi>(worker);
  const bridge = area(remote, 'bridge');
  bridge.subscribe(proxy((view) => store.receive(view))).catch((error: unknown) => console.error('The bridge cannot be heard', error));
  return { bridge, history: area(remote, 'history') };
}

/** Comlink reaches into objects; its types believe that only functions can be reached. */
function area<K extends keyof WorkerApi>(remote: Remote<WorkerApi>, name: K): Remote<WorkerApi[K]> {
  return remote[name] as unknown as Remote<WorkerApi[K]>;
}
