import type { BridgeStore } from '../state/bridge-store';
import type { InstalledApp } from './installed-app';

/** The page is drawn. Once its worker has answered, a version has started: the guard of the page rests, and the service worker knows. */
export function tellStarted(store: BridgeStore, app: Pick<InstalledApp, 'started'>): void {
  const tell = (): void => {
    if (!store.snapshot.view) return;
    document.documentElement.dataset['started'] = '';
    app.started();
    end();
  };
  const end = store.subscribe(tell);
  tell();
}
