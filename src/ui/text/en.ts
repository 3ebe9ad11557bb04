import { EN_ALARM_PAGE } from './en-alarm-page';
import { EN_ALARMS } from './en-alarms';
import { EN_APP } from './en-app';
import { EN_INTERFACES } from './en-interfaces';
import { EN_BATTERY } from './en-battery';
import { EN_CHARGE } from './en-charge';
import { EN_COMMISSIONING } from './en-commissioning';
import { EN_CONNECTION } from './en-connection';
import { EN_FAULTS } from './en-faults';
import { EN_OPERATION } from './en-operation';
import { EN_PLAUSIBILITY } from './en-plausibility';
import { EN_CHARGE_PAGE } from './en-charge-page';
import { EN_GX } from './en-gx';
import { EN_SETTINGS } from './en-settings';
import { EN_FILES } from './en-files';
import { EN_MANUAL } from './en-manual';
import { EN_HISTORY } from './en-history';
import { EN_LOG } from './en-log';
import { EN_SIMULATOR } from './en-simulator';
import { EN_WATCHDOG } from './en-watchdog';
import { EN_WINDOWS } from './en-windows';
import { EN_TRAFFIC } from './en-traffic';
import { EN_WIRE } from './en-wire';
import { EN_WORKSHOP } from './en-workshop';
import type { Texts } from './keys';

export const EN: Texts = {
  productName: 'TinyBMS Bridge',
  pages: {
    overview: 'Overview',
    charge: 'Charge control',
    history: 'History',
    bms: 'BMS',
    alarms: 'Alarms',
    connection: 'Connection',
    commissioning: 'Commissioning',
    wire: 'Wire',
    log: 'Log',
    simulator: 'Simulator',
    manual: 'Manual',
    settings: 'Settings',
    about: 'About',
    interfaces: 'Interfaces',
  },
  shell: {
    skip: 'Skip to content',
    navigation: 'Pages',
    morePages: 'More',
    chain: 'From the battery to the GX',
    display: 'Display and language',
    theme: 'Appearance',
    themes: { auto: 'As the system', dark: 'Dark', light: 'Light' },
    language: 'Language',
    languages: { auto: 'As the browser', en: 'English', fr: 'Français' },
    notices: 'Messages',
    more: (count) => `${count} more`,
    marks: { live: 'Live', alarm: 'Alarm', silent: 'Silent' },
    tones: { idle: 'off', busy: 'in progress', ok: 'fine', warning: 'warning', alarm: 'alarm' },
  },
  simulation: {
    word: 'Simulation',
    band: 'Simulated battery, adapter and GX. Nothing is sent to real equipment.',
  },
  wall: {
    open: 'Wall view',
    night: 'Night',
    leave: 'Leave',
    awake: { held: 'The screen stays on', refused: 'The system may switch the screen off', unsupported: 'The screen may go dark' },
  },
  chain: {
    bms: 'BMS',
    bridge: 'Bridge',
    can: 'CAN adapter',
    canShort: 'CAN',
    gx: 'GX',
    bmsStates: {
      closed: () => 'closed',
      opening: () => 'opening',
      settling: () => 'starting up',
      identifying: () => 'identifying',
      configuring: () => 'setting up',
      live: () => 'live',
      spare: () => 'spare',
      unidentified: () => 'not recognised',
      retrying: () => 'retrying',
      ignored: () => 'ignored',
      absent: () => 'not connected',
      'no-data': (age) => `no data ${age}`,
      unknown: () => 'unknown',
    },
    bridgeStates: {
      stopped: 'stopped',
      blocked: 'in another tab',
      waiting: 'waiting',
      observe: 'observing',
      shadow: 'shadow',
      live: 'LIVE',
      replaying: 'replay',
      stale: 'no fresh data',
      silent: 'silent',
      'not-answering': 'not answering',
      starting: 'starting',
    },
    canStates: {
      closed: 'closed',
      opening: 'opening',
      settling: 'starting up',
      identifying: 'identifying',
      configuring: 'setting up',
      live: 'live',
      spare: 'spare',
      unidentified: 'not recognised',
      retrying: 'retrying',
      ignored: 'ignored',
      absent: 'not connected',
      passive: 'bus errors',
      'bus-off': 'bus off',
      unknown: 'unknown',
    },
    gxStates: {
      never: () => 'not heard yet',
      heard: (age) => `heard ${age}`,
      quiet: (age) => `quiet ${age}`,
      lost: (age) => `lost ${age}`,
      unknown: () => 'unknown',
    },
  },
  phases: {
    stopped: { title: 'The bridge is stopped', text: 'Nothing is read from the BMS and nothing is sent to the GX.' },
    blocked: {
      title: 'The bridge runs in another tab',
      text: 'Only one tab at a time may own the ports. Close the other one to take over here.',
    },
    waiting: { title: 'The bridge is waiting', text: 'Nothing is sent to the GX until everything is in place.' },
    observe: { title: 'The bridge observes', text: 'The battery is read; nothing is sent to the GX, and the adapter only listens.' },
    shadow: { title: 'The bridge runs in shadow', text: 'Frames are made and shown as they would be sent. None is sent to the GX.' },
    live: { title: 'The bridge is live', text: 'Limits follow the battery and are being sent to the GX.' },
    replaying: { title: 'A recording is played', text: 'Limits are decided from what was recorded. None is sent.' },
    stale: { title: 'No fresh data from the BMS', text: 'Charging is held back until the BMS answers again.' },
    silent: { title: 'The bridge is silent', text: 'Without data from the BMS nothing is sent, so that the GX stops by itself.' },
  },
  waitingFor: {
    'bms-link': 'A TinyBMS that answers',
    settings: 'The settings of the BMS',
    'plausible-reading': 'A first complete and plausible reading',
    'latch-watch': 'A moment to watch a cell that is at its limit',
    'single-pack': 'Exactly one battery pack (several are connected)',
    'can-link': 'A CAN adapter that is ready',
  },
  bridgeSilent: {
    title: 'The bridge is not answering',
    cause: 'The part of this app that talks to the ports has sent nothing for 3 seconds, so no value on this page can be trusted.',
    action:
      'Wait a moment: the watchdog starts it again. If it stays like this, reload the page; a GX that no limits reach stops by itself.',
  },
  starting: 'Starting',
  ...EN_BATTERY,
  batteryAlarms: EN_ALARMS,
  alarmPage: EN_ALARM_PAGE,
  gxCard: EN_GX,
  ...EN_CHARGE,
  connection: EN_CONNECTION,
  commissioning: EN_COMMISSIONING,
  faults: EN_FAULTS,
  app: EN_APP,
  interfaces: EN_INTERFACES,
  operation: EN_OPERATION,
  plausibility: EN_PLAUSIBILITY,
  chargePage: EN_CHARGE_PAGE,
  watchdog: EN_WATCHDOG,
  windows: EN_WINDOWS,
  history: EN_HISTORY,
  log: EN_LOG,
  traffic: EN_TRAFFIC,
  files: EN_FILES,
  settings: EN_SETTINGS,
  wire: EN_WIRE,
  workshop: EN_WORKSHOP,
  simulator: EN_SIMULATOR,
  manual: EN_MANUAL,
  about: {
    what: 'Reads an Enepaq/Energus TinyBMS over USB and tells a Victron GX, over CAN, what the battery allows. Everything runs in this browser; no data leaves this computer.',
    safetyTitle: 'Safety',
    safety: [
      'This app is not a protection device. The TinyBMS, its contactors and your fuses must protect the battery on their own, with settings made for it.',
      'The bridge never raises a limit above what the BMS itself is set to, and it sends nothing that it could not read and check.',
      'When data from the BMS stops, charging is held back after 10 seconds and the bridge falls silent after 30 seconds. The GX then stops charging and discharging by itself.',
      'A browser can be closed, suspended or updated. Use a system that keeps running safely when this page is gone.',
    ],
    browsersTitle: 'Browsers',
    browsers: [
      'Chrome, Edge and other Chromium browsers on a computer: fully supported.',
      'Firefox 151 and later on a computer: works after one extra permission.',
      'Chrome on Android: may work, depending on the device and the adapter.',
      'Safari, and every browser on an iPhone or iPad: only the simulation.',
    ],
    thisBrowser: {
      serial: 'This browser can use serial ports.',
      usb: 'This browser has no serial ports, and can use some adapters by WebUSB.',
      none: 'This browser cannot use serial ports.',
    },
    interfaces: 'Dashboards and scripts made for the firmware bridge can ask this app, inside this browser.',
    toInterfaces: 'All routes, and a place to try them',
    buildTitle: 'Build',
    commit: 'Commit',
    licenceTitle: 'Licence',
    licence: 'TinyBMS Bridge is free software under the MIT licence, without any warranty.',
    fontLicence: 'The typeface is Inter, under the SIL Open Font License 1.1.',
  },
};
