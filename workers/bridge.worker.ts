/** Composition root: the real clock, the browser's ports and its database meet the core here. */
import { expose } from 'comlink';
import { Bridge } from '../src/bridge/bridge';
import type { WorkerApi } from '../src/bridge/contract';
import { lockOwnership } from '../src/bridge/ownership';
import { simulation } from '../src/bridge/simulation';
import { systemClock } from '../src/links/system-clock';
import { WebSerialPortSource } from '../src/links/web-serial-link';
import { indexedDbSettings } from '../src/storage/settings-store';

const clock = systemClock();
const bridge = new Bridge({
  clock,
  serial: 'serial' in navigator ? new WebSerialPortSource(navigator.serial, clock) : undefined,
  simulate: () => simulation(clock),
  settings: indexedDbSettings(),
  ownership: lockOwnership(navigator.locks),
});

expose({ bridge } satisfies WorkerApi);
void bridge.boot();
