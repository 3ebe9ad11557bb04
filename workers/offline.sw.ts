/**
 * Composition root of the service worker: keeps the whole app, so that it starts without a network, and answers the bridge's routes from
 * the window in which it runs. A new version waits until it is told.
 */
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { showAlarms } from '../src/interfaces/message-press';
import { portsAreHeld } from '../src/interfaces/ports-lock';
import { relay } from './interface-relay';

declare const self: ServiceWorkerGlobalScope;
/** Every file of the build with its revision; put in by the build. */
declare const __PRECACHE__: PrecacheEntry[];

cleanupOutdatedCaches();
precacheAndRoute(__PRECACHE__, { ignoreURLParametersMatching: [/.*/] });

/** Address of the app; it may stand below that of the server. */
const base = new URL(self.registration.scope).pathname;
const isInterface = ({ url }: { readonly url: URL }): boolean =>
  url.origin === self.location.origin && url.pathname.startsWith(`${base}api/`);
/** Other pages may stand below the same address; this app is one page. */
const isApp = ({ url }: Client): boolean => [base, `${base}index.html`].includes(new URL(url).pathname);

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

registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html')));

// A page that no worker controls does not hold a new version back: the first visit must not be one.
self.addEventListener('activate', (event: ExtendableEvent) => event.waitUntil(self.clients.claim()));
self.addEventListener('notificationclick', (event: NotificationEvent) => {
  event.notification.close();
  event.waitUntil(windows().then((open) => showAlarms(open, () => self.clients.openWindow(`${base}#/alarms`))));
});
self.addEventListener('message', ({ data }: ExtendableMessageEvent) => {
  if ((data as { readonly type?: unknown } | null)?.type === 'SKIP_WAITING') void self.skipWaiting();
});
