import type { WorkerApi } from '../contract';

/**
 * Where a request is carried out whose window only displays.
 * - `here`: concerns this window alone.
 * - `sender`: by the window that sends. Reading, and whatever makes it do less.
 * - `refused`: could make the sender do more, or another thing than its owner sees there.
 */
export type Route = 'here' | 'sender' | 'refused';

type RouteOf<Method> = Method extends (...args: infer Args) => unknown ? Route | ((...args: Args) => Route) : never;
type Routes = { readonly [A in keyof WorkerApi]: { readonly [M in keyof WorkerApi[A]]: RouteOf<WorkerApi[A][M]> } };

/** Complete by its type: whoever adds a request decides. */
export const ROUTES: Routes = {
  bridge: {
    start: 'here',
    endReplay: 'here',
    stop: 'sender',
    rescan: 'refused',
    assign: 'refused',
    retry: 'refused',
    // The way down is open from everywhere.
    operate: (operation) => (operation === 'live' ? 'refused' : 'sender'),
    configure: 'sender',
    injectFault: 'here',
    subscribe: 'here',
    unsubscribe: 'here',
  },
  history: { query: 'sender', marks: 'sender', days: 'sender', storage: 'sender', clear: 'refused' },
  charge: { table: 'sender', consider: 'sender', tryOut: 'sender', endTrial: 'sender', rehearse: 'sender', cancelRehearsal: 'sender' },
  // As `configure`: what is changed is what the sender has shown.
  configuration: { table: 'here', exportFile: 'sender', preview: 'sender', apply: 'sender' },
  alarms: { thresholds: 'sender', list: 'sender', acknowledge: 'sender', snooze: 'sender', clear: 'refused' },
  incidents: { list: 'sender', read: 'sender', remove: 'refused' },
  log: { before: 'sender', after: 'sender', storage: 'sender', clear: 'refused' },
  // Each window hears its own ports; one that only displays has none.
  traffic: {
    subscribe: 'here',
    unsubscribe: 'here',
    clear: 'here',
    explain: 'here',
    mirror: 'here',
    stored: 'here',
    clearStored: 'refused',
    writeBegin: 'here',
    writeNext: 'here',
    writeEnd: 'here',
    readBegin: 'here',
    readText: 'here',
    readEnd: 'here',
    takeKept: 'here',
    recording: 'here',
    play: 'here',
    pause: 'here',
    setSpeed: 'here',
    goTo: 'here',
  },
  // Only the window that has the BMS may ask it more than it asks by itself.
  laboratory: { compose: 'here', send: 'refused' },
  // The BMS is worked on in the window that has its port. Reading it is no more than what that window does by itself.
  workshop: {
    subscribe: 'here',
    unsubscribe: 'here',
    read: 'sender',
    review: 'sender',
    write: 'refused',
    stopWriting: 'sender',
    closeWriting: 'refused',
    command: 'refused',
    events: 'sender',
    snapshots: 'sender',
    note: 'sender',
    forget: 'refused',
    compare: 'sender',
    exportFile: 'sender',
    importFile: 'sender',
    guide: 'sender',
  },
  watchdog: { beat: 'here', restarted: 'here' },
};

/** `refused` for what no table knows: such a request comes from another version. */
export function routeOf(area: string, method: string, args: readonly unknown[]): Route {
  const methods = Object.hasOwn(ROUTES, area) ? (ROUTES[area as keyof Routes] as Readonly<Record<string, unknown>>) : {};
  const route = Object.hasOwn(methods, method) ? methods[method] : 'refused';
  return (typeof route === 'function' ? (route as (...args: readonly unknown[]) => Route)(...args) : route) as Route;
}
