import type { Preferences } from './preferences';
import { WakeLock } from './wake-lock';

/** The part of the browser's battery that is needed. */
export interface Mains extends Pick<EventTarget, 'addEventListener'> {
  readonly charging: boolean;
}

/** The computer's own battery; one that always hangs on mains says that it charges. `undefined` where the browser tells nothing. */
export async function browserMains(): Promise<Mains | undefined> {
  const { getBattery } = navigator as { readonly getBattery?: () => Promise<Mains> };
  return getBattery?.call(navigator).catch(() => undefined);
}

/** Keeps the screen on while the owner wants that; on mains only, what is not known to be on mains does not count as such. */
export async function keepAwake(
  preferences: Preferences,
  lock: Pick<WakeLock, 'hold' | 'release'> = new WakeLock(() => undefined),
  mains: () => Promise<Mains | undefined> = browserMains,
): Promise<void> {
  const battery = await mains();
  let held = false;
  const apply = (): void => {
    const { awake } = preferences;
    const wanted = awake === 'always' || (awake === 'mains' && battery?.charging === true);
    if (wanted === held) return;
    held = wanted;
    if (wanted) lock.hold();
    else lock.release();
  };
  preferences.subscribe(apply);
  battery?.addEventListener('chargingchange', apply);
  apply();
}
