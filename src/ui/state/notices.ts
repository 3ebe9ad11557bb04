import type { AlarmItem } from '../../battery/battery';
import type { Fault } from '../../bridge/contract';
import { type Snapshot, freshnessAt } from './bridge-store';
import { type WatchdogNotice, watchdogNotices } from '../worker/watchdog-notices';
import { isShown } from './freshness';

/** One thing for the banner. */
export type Notice =
  | { readonly kind: 'fault'; readonly severity: 'warning' | 'alarm'; readonly fault: Fault }
  | { readonly kind: 'battery'; readonly severity: 'warning' | 'alarm'; readonly item: AlarmItem }
  | { readonly kind: 'bridge-silent'; readonly severity: 'alarm' }
  | WatchdogNotice;

/** Alarms before warnings, faults of the bridge before what the battery says. Alarms of a battery that is out of sight are not news. */
export function noticesOf(snapshot: Snapshot): readonly Notice[] {
  const { view, worker } = snapshot;
  const notices: Notice[] = [...watchdogNotices(snapshot)];
  if (worker === 'silent') return [...notices.filter(({ severity }) => severity === 'alarm'), { kind: 'bridge-silent', severity: 'alarm' }];
  if (!view) return notices;
  for (const fault of view.faults) {
    if (fault.severity !== 'info') notices.push({ kind: 'fault', severity: fault.severity, fault });
  }
  if (view.alarms && isShown(freshnessAt(snapshot, view.batteryAt))) {
    for (const [item, level] of Object.entries(view.alarms)) {
      if (level !== 'ok') notices.push({ kind: 'battery', severity: level, item: item as AlarmItem });
    }
  }
  return [...notices.filter(({ severity }) => severity === 'alarm'), ...notices.filter(({ severity }) => severity === 'warning')];
}
