import { portsAreHeld } from '../../interfaces/ports-lock';
import { type AppBrowser, InstalledApp, type InstallOffer, type KeptPage } from './installed-app';

/** A tablet on a wall is never loaded again by itself: it looks for a new version so often [ms]. */
const CHECK_EVERY_MS = 6 * 3_600_000;

const BROWSER: AppBrowser = {
  async register({ ready, waiting, wentBack }): Promise<KeptPage> {
    if (!('serviceWorker' in navigator)) throw new Error('The browser keeps no pages');
    const { Workbox } = await import('workbox-window');
    const workbox = new Workbox('./offline.sw.js');
    let applying = false;
    workbox.addEventListener('activated', ready);
    workbox.addEventListener('waiting', waiting);
    workbox.addEventListener('controlling', () => {
      if (applying) location.reload();
    });
    navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<{ readonly type?: unknown } | null>) => {
      if (data?.type === 'WENT_BACK') wentBack();
    });
    const registration = await workbox.register();
    // The one that gave this page: a version that waits knows nothing of it.
    const tell = (type: string): void => void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage({ type }));
    if (registration?.active) ready();
    return {
      check: () => workbox.update(),
      apply() {
        applying = true;
        workbox.messageSkipWaiting();
      },
      started: () => tell('STARTED'),
      tryAgain: () => tell('TRY_AGAIN'),
    };
  },
  standalone: matchMedia('(display-mode: standalone)').matches,
  portsAreHeld: () => portsAreHeld(navigator.locks),
};

/** The page as an app, which the browser may offer to install at any time. */
export function installedApp(): InstalledApp {
  const app = new InstalledApp(BROWSER);
  window.addEventListener('beforeinstallprompt', (event) => {
    // The app has a button of its own, and does not interrupt.
    event.preventDefault();
    app.offered(event as InstallOffer);
  });
  window.addEventListener('appinstalled', () => app.installed());
  return app;
}

/** Begins to keep this page. It reads every file of the app, and must not delay what is shown. */
export function keepApp(app: InstalledApp): void {
  // The dev server has no service worker: what it serves changes with every edit.
  if (import.meta.env.PROD) void app.start();
  setInterval(() => void app.check(), CHECK_EVERY_MS);
}
