import './trusted-types';
import './tb-app';
import { AlarmCaller } from './alarm/alarm-caller';
import { AlarmSound } from './alarm/alarm-sound';
import { callWords } from './alarm/call-words';
import { followMessages, Notifier } from './alarm/notifier';
import { keepApp } from './app/browser-app';
import { takeLaunchedFiles } from './app/launched-files';
import { AccessToken } from './interfaces/access-token';
import { serveInterfaces } from './interfaces/serve';
import { startBridge } from './state/bridge-client';
import { BridgeStore } from './state/bridge-store';
import { provideUi } from './state/context';
import { followDocument } from './state/follow-document';
import { IncomingFile } from './state/incoming-file';
import { OpenedFile } from './state/opened-file';
import { keepAwake } from './state/keep-awake';
import { Preferences, browserStorage } from './state/preferences';
import { WakeLock } from './state/wake-lock';

/** Figures can be read at two a second; ages grow as fast. */
const TICK_MS = 500;

const store = new BridgeStore(() => performance.now());
const preferences = new Preferences(browserStorage(), () => navigator.languages);
const incoming = new IncomingFile();
const client = startBridge(store);
const caller = new AlarmCaller({
  store,
  preferences,
  sound: new AlarmSound(),
  notifier: new Notifier(),
  clock: () => performance.now(),
  words: (call) => callWords(call, store.snapshot, preferences.language),
});
// Whatever is touched first lets alarms be heard.
for (const touch of ['pointerdown', 'keydown'] as const) document.addEventListener(touch, () => void caller.unlock(), { capture: true });
const token = new AccessToken(browserStorage());
const ui = { store, preferences, caller, app: keepApp(), file: new OpenedFile(), incoming, token, ...client };
provideUi(document.body, ui);
serveInterfaces(ui);
followDocument(preferences, store);
followMessages(navigator.serviceWorker);
void keepAwake(preferences, new WakeLock(() => undefined));
setInterval(() => {
  client.watchdog.tick();
  store.tick();
}, TICK_MS);
document.body.append(document.createElement('tb-app'));
takeLaunchedFiles(incoming);
