import { isOfNow } from './alarms';
import type { Snapshot } from './bridge-store';

/**
 * What the window's title and icon say while it is not looked at, the most urgent first. Nothing that is not real ever looks live.
 * - `silent`: nothing trustworthy reaches the GX, or the bridge does not answer.
 */
export type AppMark = 'idle' | 'live' | 'alarm' | 'silent' | 'simulated';

export function appMark({ view, worker }: Snapshot): AppMark {
  if (worker === 'silent') return 'silent';
  if (!view) return 'idle';
  if (view.mode !== 'serial') return 'simulated';
  if (view.phase === 'stale' || view.phase === 'silent') return 'silent';
  if (view.activeAlarms.some((entry) => entry.level === 'alarm' && isOfNow(entry, view))) return 'alarm';
  return view.phase === 'live' ? 'live' : 'idle';
}

/** Shows the icon of this state in the tab. */
export function showMark(mark: AppMark): void {
  document.querySelector('link[rel="icon"]')?.setAttribute('href', mark === 'idle' ? './favicon.svg' : `./favicon-${mark}.svg`);
}
