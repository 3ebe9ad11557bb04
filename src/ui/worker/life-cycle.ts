import type { PageBegin } from './watchdog-view';
import type { WorkerSupervisor } from './worker-supervisor';

/**
 * A page that the browser puts away or freezes owns nothing: in a frozen page bytes still arrive while every timer stands still, so its
 * worker is ended before, and started again when the page is back. The document ends the worker of a page that is closed.
 */
export function followLifeCycle(supervisor: Pick<WorkerSupervisor, 'suspend' | 'resume'>, page: Window = window): void {
  page.addEventListener('pagehide', ({ persisted }) => {
    if (persisted) supervisor.suspend('hidden-away');
  });
  page.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) supervisor.resume();
  });
  page.document.addEventListener('freeze', () => supervisor.suspend('frozen'));
  page.document.addEventListener('resume', () => supervisor.resume());
}

/** Told by the browser, for the owner who wonders why the bridge has started anew. */
export function howPageBegan(page: Window = window): PageBegin {
  if ((page.document as Document & { readonly wasDiscarded?: boolean }).wasDiscarded) return 'discarded';
  const [navigation] = page.performance.getEntriesByType('navigation');
  return navigation instanceof PerformanceNavigationTiming && navigation.type === 'reload' ? 'reloaded' : 'opened';
}
