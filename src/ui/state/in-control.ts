import type { BridgeView } from '../../bridge/contract';
import type { Work } from '../app/installed-app';

/** Whether frames are on their way to a real GX, so that stopping has consequences. */
export function controlsBattery(view: BridgeView | undefined): boolean {
  return view?.mode === 'serial' && (view.phase === 'live' || view.phase === 'stale');
}

/** Why nothing reaches a GX though limits are decided: the level that the owner has chosen, or a recording that is played. */
export type Withheld = 'observe' | 'shadow' | 'replay';

export function withheldBy(view: BridgeView | undefined): Withheld | undefined {
  if (view?.mode === 'replay') return 'replay';
  return view?.phase === 'observe' || view?.phase === 'shadow' ? view.phase : undefined;
}

/** What this window does with real hardware. */
export function workOf(view: BridgeView | undefined): Work {
  if (view?.window.role === 'display') return 'none';
  if (controlsBattery(view)) return 'sending';
  return view?.mode === 'serial' && view.phase !== 'stopped' && view.phase !== 'blocked' ? 'holding-ports' : 'none';
}

/** Whether closing this very window would stop it. */
export function sendsFromHere(view: BridgeView | undefined): boolean {
  return workOf(view) === 'sending';
}
