import type { AlarmEntry, LostLink } from '../../bridge/alarms-contract';
import type { BridgeView } from '../../bridge/contract';
import type { Snapshot } from './bridge-store';

/** How something is told: a lost link sounds and looks like nothing that a battery says. */
export type CallKind = 'warning' | 'alarm' | 'link';
export const CALL_KINDS: readonly CallKind[] = ['alarm', 'link', 'warning'];

/** What calls for the owner now; `worker` is the link that only the page can miss. */
export type Call =
  | { readonly id: string; readonly kind: CallKind; readonly entry: AlarmEntry }
  | { readonly id: 'worker'; readonly kind: 'link'; readonly entry: undefined };

/** Wall time of a snapshot [ms since 1970]. */
export function wallTimeOf({ view, now }: Snapshot): number {
  return view ? view.wallTime + now - view.now : 0;
}

/** Neither acknowledged nor silenced. */
export function isLoud({ acknowledgedAt, snooze }: AlarmEntry, wallTime: number): boolean {
  return acknowledgedAt === undefined && (snooze === undefined || wallTime < snooze.from || wallTime >= snooze.until);
}

/** What is known of the battery is of now; otherwise its alarms are those of before. */
export function isBatteryInSight({ batteryAlarms }: BridgeView): boolean {
  return batteryAlarms !== undefined;
}

/** An alarm of a battery that is out of sight is no news. */
export function isOfNow({ subject }: AlarmEntry, view: BridgeView): boolean {
  return subject.family !== 'battery' || isBatteryInSight(view);
}

export function callKindOf({ subject, level }: AlarmEntry): CallKind {
  return subject.family === 'link' ? 'link' : level;
}

/** Everything that calls for the owner. Without a worker nothing else is known. */
export function callsOf(snapshot: Snapshot): readonly Call[] {
  const { view, worker } = snapshot;
  if (worker === 'silent') return [{ id: 'worker', kind: 'link', entry: undefined }];
  if (!view) return [];
  const wallTime = wallTimeOf(snapshot);
  return view.activeAlarms
    .filter((entry) => isLoud(entry, wallTime) && isOfNow(entry, view))
    .map((entry) => ({ id: `${entry.id} ${entry.level}`, kind: callKindOf(entry), entry }));
}

/** The links that are lost, each with what tells of it, the gravest first. */
export function lostLinks(entries: readonly AlarmEntry[]): readonly { readonly link: LostLink; readonly entries: readonly AlarmEntry[] }[] {
  return (['bms', 'adapter', 'gx'] as const).flatMap((link) => {
    const own = entries.filter(({ subject }) => subject.family === 'link' && subject.link === link);
    const graver = (a: AlarmEntry, b: AlarmEntry): number => Number(b.level === 'alarm') - Number(a.level === 'alarm') || b.begin - a.begin;
    return own.length > 0 ? [{ link, entries: [...own].sort(graver) }] : [];
  });
}
