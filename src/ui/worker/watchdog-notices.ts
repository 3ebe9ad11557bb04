import type { Restart } from '../../bridge/watchdog-contract';
import type { Snapshot } from '../state/bridge-store';

/** What the watchdog has to say in the banner. */
export type WatchdogNotice =
  | { readonly kind: 'bridge-failing'; readonly severity: 'alarm' }
  | { readonly kind: 'bridge-restarted'; readonly severity: 'warning'; readonly restart: Restart };

/** A restart is news for ten minutes; the card of the watchdog remembers it longer. */
const NEWS_MS = 600_000;

export function watchdogNotices({ watchdog, view, now }: Snapshot): readonly WatchdogNotice[] {
  if (!watchdog) return [];
  const notices: WatchdogNotice[] = [];
  if (watchdog.failing) notices.push({ kind: 'bridge-failing', severity: 'alarm' });
  const [restart] = watchdog.newest;
  if (!restart || restart.reason === 'owner' || !view || watchdog.state === 'suspended') return notices;
  const wallTime = view.wallTime + now - view.now;
  if (wallTime - restart.at < NEWS_MS) notices.push({ kind: 'bridge-restarted', severity: 'warning', restart });
  return notices;
}
