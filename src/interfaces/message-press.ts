/** A message of the system was pressed: the window that has the bridge comes to the front and shows its alarms. */

/** What the service worker tells the window. Never a navigation: a window that sends must not be loaded anew. */
export const SHOW_ALARMS = 'tinybms-show-alarms';

/** A window of the app, as the service worker sees it. */
export interface AppWindow {
  readonly focused: boolean;
  readonly visibilityState: string;
  focus(): Promise<unknown>;
  postMessage(message: unknown): void;
}

/**
 * @param windows those that show the app
 * @param open opens a new one, where there is none
 */
export async function showAlarms(windows: readonly AppWindow[], open: () => Promise<unknown>): Promise<void> {
  const best = windows.find(({ focused }) => focused) ?? windows.find(({ visibilityState }) => visibilityState === 'visible') ?? windows[0];
  if (!best) return void (await open());
  best.postMessage({ type: SHOW_ALARMS });
  await best.focus();
}
