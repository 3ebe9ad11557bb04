import './trusted-types';
import './tb-app';
import { keepApp } from './app/browser-app';
import { startBridge } from './state/bridge-client';
import { BridgeStore } from './state/bridge-store';
import { provideUi } from './state/context';
import { followDocument } from './state/follow-document';
import { Preferences, browserStorage } from './state/preferences';

/** Figures can be read at two a second; ages grow as fast. */
const TICK_MS = 500;

const store = new BridgeStore(() => performance.now());
const preferences = new Preferences(browserStorage(), () => navigator.languages);
const client = startBridge(store);
provideUi(document.body, { store, preferences, app: keepApp(), ...client });
followDocument(preferences, store);
setInterval(() => {
  client.watchdog.tick();
  store.tick();
}, TICK_MS);
document.body.append(document.createElement('tb-app'));
