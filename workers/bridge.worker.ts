/** Composition root: the real clock, the browser's ports and its database meet the core here. */
import { expose } from 'comlink';
import { AlarmService } from '../src/bridge/alarm-service';
import { Bridge } from '../src/bridge/bridge';
import type { Mode, WorkerApi } from '../src/bridge/contract';
import { HistoryService } from '../src/bridge/history-service';
import type { LaboratoryService } from '../src/bridge/laboratory-service';
import { lateArea } from '../src/bridge/late-area';
import { LateObserver } from '../src/bridge/late-observer';
import { LogService } from '../src/bridge/log-service';
import { lockOwnership, takeWindowNumber } from '../src/bridge/ownership';
import { Part } from '../src/bridge/part';
import type { StoredLink } from '../src/bridge/traffic-contract';
import { WatchdogService } from '../src/bridge/watchdog-service';
import { broadcastWindows } from '../src/bridge/windows/window-channel';
import { Windows } from '../src/bridge/windows/windows';
import { EventKeeper } from '../src/bridge/workshop/event-keeper';
import { systemClock } from '../src/links/system-clock';
import { UsbSerial } from '../src/links/usb-serial';
import { type SerialLike, WebSerialPortSource } from '../src/links/web-serial-link';
import { indexedDbAlarms } from '../src/storage/alarms/alarm-database';
import { indexedDbHistory } from '../src/storage/history/history-database';
import { indexedDbLines, type LineDatabase } from '../src/storage/lines/line-database';
import { indexedDbLawStore } from '../src/storage/law-store';
import { indexedDbSettings } from '../src/storage/settings-store';
import { Storing } from '../src/storage/storing';
import { indexedDbWorkshop } from '../src/storage/workshop-store';

const clock = systemClock();

/** Web Serial, or WebUSB where there is nothing else; its driver is fetched only when an adapter needs it. */
function serialPorts(): SerialLike | undefined {
  if ('serial' in navigator) return navigator.serial;
  if (!('usb' in navigator)) return undefined;
  return new UsbSerial((navigator as WorkerNavigator).usb, async () => {
    const { SerialPort: CdcPort } = await import('web-serial-polyfill');
    // The same members in the driver's own words; what it lacks nobody asks for.
    return (device) => new CdcPort(device) as unknown as SerialPort;
  });
}

const serial = serialPorts();
const storing = new Storing();
const workshopStore = (mode: Mode) => indexedDbWorkshop(`tinybms-bridge-workshop-${mode}`);
const keeper = new EventKeeper(workshopStore);
const history = new HistoryService({
  clock,
  otherMarks: (mode, range) => keeper.marks(mode, range),
  database: (mode) => storing.past(indexedDbHistory(`tinybms-bridge-history-${mode}`)),
  thinning: new Part('charts', () => import('../src/storage/history/thin')),
  estimate: async () => {
    const [{ usage, quota }, persisted] = await Promise.all([navigator.storage.estimate(), navigator.storage.persisted()]);
    return { usage, quota, persisted };
  },
});
const alarms = new AlarmService({ clock, database: (mode) => storing.past(indexedDbAlarms(`tinybms-bridge-alarms-${mode}`)) });
const log = new LogService({
  clock,
  database: (mode) => storing.lines(indexedDbLines(`tinybms-bridge-log-${mode}`)),
  recorder: new Part('log', () => import('../src/bridge/log-recorder')),
  version: __VERSION__,
  commit: __COMMIT__,
  console,
});
const ownership = lockOwnership(navigator.locks);
const windows = new Windows({
  clock,
  channel: broadcastWindows(),
  vacancy: ownership,
  takeNumber: () => takeWindowNumber(navigator.locks),
  build: __COMMIT__,
});
const traffic = new Part('traffic', async () => {
  const [{ TrafficKeeper }, { TrafficService }] = await Promise.all([
    import('../src/bridge/traffic-keeper'),
    import('../src/bridge/traffic-service'),
  ]);
  const database = (mode: Mode, link: StoredLink): LineDatabase => storing.past(indexedDbLines(`tinybms-bridge-traffic-${link}-${mode}`));
  return new TrafficService(clock, new TrafficKeeper(clock, database));
});
const incidents = new Part('incidents', async () => {
  const [{ IncidentService }, { indexedDbIncidents }] = await Promise.all([
    import('../src/bridge/incident-service'),
    import('../src/storage/incidents/incident-database'),
  ]);
  return new IncidentService({
    clock,
    database: (mode) => storing.past(indexedDbIncidents(`tinybms-bridge-incidents-${mode}`)),
    history,
    log,
    traffic: { text: async (mode, range) => (await traffic.get()).text(mode, range) },
    version: __VERSION__,
    commit: __COMMIT__,
  });
});
const simulator = new Part('simulator', () => import('../src/bridge/simulation'));
const bridge = new Bridge({
  clock,
  serial: serial && new WebSerialPortSource(serial, clock),
  simulate: async () => (await simulator.get()).simulation(clock, { hang }),
  settings: indexedDbSettings(),
  storing,
  lawStore: indexedDbLawStore(),
  ownership,
  windows,
  history,
  alarms,
  traffic,
  // What the laboratory has sent it withdraws by itself once the bridge goes further than observing.
  observers: [log, keeper, new LateObserver(incidents), { observe: () => laboratory.present?.observe() }],
});

const laboratory: Part<LaboratoryService> = new Part('laboratory', async () => {
  const { LaboratoryService } = await import('../src/bridge/laboratory-service');
  const service = new LaboratoryService(clock, log);
  service.join(bridge.bmsHost);
  return service;
});

const workshop = new Part('workshop', async () => {
  const { WorkshopService } = await import('../src/bridge/workshop/workshop-service');
  const service = new WorkshopService({ clock, host: bridge.bmsHost, store: workshopStore, keeper, windows });
  void service.subscribe((view) => windows.relayWorkshop(view));
  return service;
});

/** Nothing in this worker runs any more; only the page can end it. */
function hang(): never {
  for (;;);
}

const watchdog = new WatchdogService(() => bridge.loop, history, log);
const api: WorkerApi = {
  bridge,
  history,
  alarms,
  charge: bridge.charge,
  configuration: bridge.settingsFiles,
  log,
  incidents: lateArea('incidents', incidents),
  traffic: lateArea('traffic', traffic),
  laboratory: lateArea('laboratory', laboratory),
  watchdog,
  workshop: lateArea('workshop', workshop),
};
windows.join(bridge, api, () => workshop.present?.refresh());
bridge.watch((view) => {
  windows.relay(view);
  // Other windows show what this one knows of the BMS, whether its own page asks or not.
  if (view.window.role === 'sender' && view.window.displays > 0) void workshop.get().catch(() => undefined);
});
expose(windows.shared(api));
void bridge.boot();
