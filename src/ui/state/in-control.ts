import type { BridgeView } from '../../bridge/contract';

/** Whether frames are on their way to a real GX, so that stopping has consequences. */
export function controlsBattery(view: BridgeView | undefined): boolean {
  return view?.mode === 'serial' && (view.phase === 'live' || view.phase === 'stale');
}
