import type { AlarmEntry, LostLink } from '../../bridge/alarms-contract';
import type { Fault } from '../../bridge/contract';
import { type WatchdogNotice, watchdogNotices } from '../worker/watchdog-notices';
import { isLoud, isOfNow, lostLinks, wallTimeOf } from './alarms';
import type { Snapshot } from './bridge-store';

type Severity = 'warning' | 'alarm';

/** One thing for the banner. */
export type Notice =
  /** A link is lost; `worker` is the one that only the page can miss. */
  | { readonly kind: 'lost'; readonly severity: Severity; readonly link: LostLink | 'worker'; readonly entries: readonly AlarmEntry[] }
  | { readonly kind: 'alarm'; readonly severity: Severity; readonly entry: AlarmEntry }
  /** Of a bridge that does not run, and so keeps no book. */
  | { readonly kind: 'fault'; readonly severity: Severity; readonly fault: Fault }
  | WatchdogNotice;

/** Alarms before warnings, lost links before what they hide. What was acknowledged or silenced is no news. */
export function noticesOf(snapshot: Snapshot): readonly Notice[] {
  const { view, worker } = snapshot;
  const watchdog = watchdogNotices(snapshot);
  if (worker === 'silent') return [{ kind: 'lost', severity: 'alarm', link: 'worker', entries: [] }, ...watchdog.filter(isGrave)];
  if (!view) return watchdog;
  const wallTime = wallTimeOf(snapshot);
  const loud = view.activeAlarms.filter((entry) => isLoud(entry, wallTime) && isOfNow(entry, view));
  const booked = new Set<string>(view.activeAlarms.map(({ subject }) => subject.code));
  const notices: readonly Notice[] = [
    ...watchdog,
    ...lostLinks(loud).map(({ link, entries }): Notice => ({ kind: 'lost', severity: entries[0]?.level ?? 'warning', link, entries })),
    ...loud.filter(({ subject }) => subject.family !== 'link').map((entry): Notice => ({ kind: 'alarm', severity: entry.level, entry })),
    ...view.faults.flatMap((fault): readonly Notice[] =>
      fault.severity === 'info' || booked.has(fault.code) ? [] : [{ kind: 'fault', severity: fault.severity, fault }],
    ),
  ];
  return [...notices.filter(isGrave), ...notices.filter((notice) => !isGrave(notice))];
}

function isGrave({ severity }: { readonly severity: Severity }): boolean {
  return severity === 'alarm';
}

/** How many things last that the owner has acknowledged or silenced. */
export function quietOf(snapshot: Snapshot): number {
  const { view, worker } = snapshot;
  if (!view || worker === 'silent') return 0;
  const wallTime = wallTimeOf(snapshot);
  return view.activeAlarms.filter((entry) => !isLoud(entry, wallTime) && isOfNow(entry, view)).length;
}
