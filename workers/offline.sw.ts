/**
 * Composition root of the service worker: keeps the whole app, so that it starts without a network, and answers the bridge's routes from
 * the window in which it runs. A new version waits until it is told.
 */
import { PrecacheController, PrecacheRoute, type PrecacheEntry } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { showAlarms } from '../src/interfaces/message-press';
import { portsAreHeld } from '../src/interfaces/ports-lock';
import { relay } from './interface-relay';
import { KeptVersions } from './kept-versions';

declare const self: ServiceWorkerGlobalScope;
/** Every file of the build with its revision; put in by the build. */
declare const __PRECACHE__: PrecacheEntry[];

/** Address of the app; it may stand below that of the server. */
const base = new URL(self.registration.scope).pathname;
const isInterface = ({ url }: { readonly url: URL }): boolean =>
  url.origin === self.location.origin && url.pathname.startsWith(`${base}api/`);
/** Other pages may stand below the same address; this app is one page. */
const isAppAddress = ({ pathname }: URL): boolean => [base, `${base}index.html`].includes(pathname);
const isApp = ({ url }: Client): boolean => isAppAddress(new URL(url));

const entries = __PRECACHE__;
/** Each version has a store of its own, named by what is in it. */
const store = `tinybms-bridge-precache-${editionOf(entries)}-${self.registration.scope}`;
const isVersion = (name: string): boolean => name.includes('-precache-') && name.endsWith(`-${self.registration.scope}`);
const versions = new KeptVersions(caches, store, isVersion);
const files = new PrecacheController({ cacheName: store });
files.precache(entries);

const newestPage = files.createHandlerBoundToURL('index.html');
const page: typeof newestPage = async (options) => (await versions.pageInstead(`${base}index.html`)) ?? (await newestPage(options));
registerRoute(({ request, url }) => request.mode === 'navigate' && isAppAddress(url), page);
registerRoute(new PrecacheRoute(files, { ignoreURLParametersMatching: [/.*/] }));

const windows = async (): Promise<readonly WindowClient[]> =>
  (await self.clients.matchAll({ type: 'window', includeUncontrolled: true })).filter(isApp);

for (const method of ['GET', 'POST', 'PUT', 'DELETE'] as const) {
  const answer = ({ request, url }: { readonly request: Request; readonly url: URL }): Promise<Response> =>
    relay(request, url.pathname.slice(base.length - 1), {
      windows,
      portsHeld: () => portsAreHeld(navigator.locks),
    });
  registerRoute(isInterface, answer, method);
}

registerRoute(new NavigationRoute(page));
registerRoute(
  ({ sameOrigin }) => sameOrigin,
  async ({ request }) => (await versions.fileBefore(request.url)) ?? fetch(request),
);

// A page that no worker controls does not hold a new version back: the first visit must not be one.
self.addEventListener('activate', (event: ExtendableEvent) => event.waitUntil(versions.activated().then(() => self.clients.claim())));
self.addEventListener('notificationclick', (event: NotificationEvent) => {
  event.notification.close();
  event.waitUntil(windows().then((open) => showAlarms(open, () => self.clients.openWindow(`${base}#/alarms`))));
});

/** What pages tell, and what they are answered. */
const MESSAGES: Readonly<Record<string, () => Promise<string | undefined>>> = {
  SKIP_WAITING: () => self.skipWaiting().then(() => undefined),
  STARTED: async () => ((await versions.started()) ? undefined : 'WENT_BACK'),
  NOT_STARTED: async () => ((await versions.didNotStart()) ? 'LOAD_AGAIN' : undefined),
  TRY_AGAIN: async () => (await versions.tryAgain(), 'LOAD_AGAIN'),
};
self.addEventListener('message', (event: ExtendableMessageEvent) => {
  const { source } = event;
  const type: unknown = (event.data as { readonly type?: unknown } | null)?.type;
  const answer = typeof type === 'string' && Object.hasOwn(MESSAGES, type) ? MESSAGES[type] : undefined;
  if (!answer) return;
  event.waitUntil(answer().then((told) => told !== undefined && source?.postMessage({ type: told })));
});

/** Another text for another list of files (FNV-1a). */
function editionOf(entries: readonly PrecacheEntry[]): string {
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify(entries)) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}
