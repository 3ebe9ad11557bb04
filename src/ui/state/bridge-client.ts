import { wrap } from 'comlink';
import { followLifeCycle, howPageBegan } from '../worker/life-cycle';
import type { RemoteApi } from '../worker/remote-areas';
import { type SpawnedWorker, WorkerSupervisor } from '../worker/worker-supervisor';
import type { BridgeStore } from './bridge-store';
import type { Ui } from './context';
import { viewsOf } from './renewed';

/** Until the worker has told what the owner has set [s]. */
const DEFAULT_TIMEOUT_S = 30;

/** Starts the worker, keeps it alive, and lets its views flow into the store. */
export function startBridge(
  store: BridgeStore,
): Pick<
  Ui,
  'bridge' | 'history' | 'alarms' | 'charge' | 'configuration' | 'log' | 'incidents' | 'traffic' | 'laboratory' | 'workshop' | 'watchdog'
> {
  const supervisor = new WorkerSupervisor({
    spawn,
    clock: () => performance.now(),
    wallTime: () => Date.now(),
    timeout: () => (store.snapshot.view?.configuration.watchdog.timeoutS ?? DEFAULT_TIMEOUT_S) * 1000,
    told: (watchdog) => store.attend(watchdog),
    begun: howPageBegan(),
  });
  followLifeCycle(supervisor);
  const pacemaker = new Worker(new URL('../../../workers/pacemaker.worker.ts', import.meta.url), { type: 'module', name: 'pacemaker' });
  pacemaker.addEventListener('message', () => supervisor.tick());

  const bridge = supervisor.area('bridge');
  void bridge.subscribe(viewsOf((view) => store.receive(view)));
  return {
    bridge,
    history: supervisor.area('history'),
    alarms: supervisor.area('alarms'),
    charge: supervisor.area('charge'),
    configuration: supervisor.area('configuration'),
    log: supervisor.area('log'),
    incidents: supervisor.area('incidents'),
    traffic: supervisor.area('traffic'),
    laboratory: supervisor.area('laboratory'),
    workshop: supervisor.area('workshop'),
    watchdog: supervisor,
  };
}

function spawn(): SpawnedWorker {
  const worker = new Worker(new URL('../../../workers/bridge.worker.ts', import.meta.url), { type: 'module', name: 'bridge' });
  return {
    // Comlink reaches into objects; its types believe that only functions can be reached.
    api: wrap(worker) as unknown as RemoteApi,
    end: () => worker.terminate(),
    onError: (listener) =>
      worker.addEventListener('error', (event) =>
        listener(event instanceof ErrorEvent ? event.message : 'The script of the worker did not load'),
      ),
  };
}
