import './trusted-types';
import './tb-app';
import { AlarmCaller } from './alarm/alarm-caller';
import { AlarmSound } from './alarm/alarm-sound';
import { callWords } from './alarm/call-words';
import { followMessages, Notifier } from './alarm/notifier';
import { installedApp, keepApp } from './app/browser-app';
import { takeLaunchedFiles } from './app/launched-files';
import { tellStarted } from './app/tell-started';
import { AccessToken } from './interfaces/access-token';
import { PAGE_PARTS } from './pages/registry';
import { startBridge } from './state/bridge-client';
import { BridgeStore } from './state/bridge-store';
import { provideUi } from './state/context';
import { followLanguage } from './state/follow-language';
import { followDocument } from './state/follow-document';
import { IncomingFile } from './state/incoming-file';
import { OpenedFile } from './state/opened-file';
import { Preferences, browserStorage } from './state/preferences';
import { anotherTask, firstDrawings } from './state/slices';
import { isFound, whenStore } from './state/when-found';
import { whenIdle } from './state/when-idle';
import { pageOf } from './state/route';
import { loadTexts } from './text/texts';

/** The first picture shows the bridge, unless its worker takes longer than this to say its first word. */
const SPEAKS_WITHIN_MS = 3_000;
/** The chart comes after the figures, when the history has answered: it is drawn in slices as well, unless that takes longer. */
const CHART_WITHIN_MS = 1_000;
/** Figures can be read at two a second; ages grow as fast. */
const TICK_MS = 500;

firstDrawings.begin();
const preferences = new Preferences(browserStorage(), () => navigator.languages);
// The page that is asked for comes beside the words, not after them.
const words = loadTexts(preferences.language);
void PAGE_PARTS[pageOf(location.hash)].load();
await anotherTask();
const incoming = new IncomingFile();
// What is drawn in slices would catch up in slices, too: it does not rest.
const store = new BridgeStore(
  () => performance.now(),
  () => !document.hidden || firstDrawings.mayWait,
);
// Before the browser draws again.
document.addEventListener('visibilitychange', () => store.tick());
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
const app = installedApp();
const token = new AccessToken(browserStorage());
const ui = { store, preferences, caller, app, file: new OpenedFile(), incoming, token, ...client };
provideUi(document.body, ui);
followDocument(preferences, store);
followMessages(navigator.serviceWorker);
setInterval(() => {
  client.watchdog.tick();
  store.tick();
}, TICK_MS);
await words;
followLanguage(preferences);
document.body.append(document.createElement('tb-app'));
await firstDrawings.settled();
await Promise.race([whenStore(store, ({ view }) => view !== undefined), new Promise((resolve) => setTimeout(resolve, SPEAKS_WITHIN_MS))]);
await firstDrawings.settled();
document.querySelector('.start')?.remove();
tellStarted(store, ui.app);
takeLaunchedFiles(incoming);
// What nobody sees need not come first.
const calm = whenStore(store, isFound)
  .then(() => firstDrawings.settled())
  .then(whenIdle);
void calm.then(() => {
  keepApp(app);
  setTimeout(() => firstDrawings.end(), CHART_WITHIN_MS);
});
void import('./interfaces/serve').then(({ serveInterfaces }) => serveInterfaces(ui, calm));
void import('./app/keep-storage').then(({ keepStorage }) => keepStorage(store));
void import('./state/keep-awake').then(({ keepAwake }) => keepAwake(preferences));
