import { EN_ALARM_PAGE } from './en-alarm-page';
import { EN_MANUAL } from './en-manual';
import { EN_APP } from './en-app';
import { EN_CHARGE_PAGE } from './en-charge-page';
import { EN_COMMISSIONING } from './en-commissioning';
import { EN_CONNECTION } from './en-connection';
import { EN_FILES } from './en-files';
import { EN_GX } from './en-gx';
import { EN_HISTORY } from './en-history';
import { EN_INTERFACES } from './en-interfaces';
import { EN_LOG } from './en-log';
import { EN_OPERATION } from './en-operation';
import { EN_PLAUSIBILITY } from './en-plausibility';
import { EN_SETTINGS } from './en-settings';
import { EN_SIMULATOR } from './en-simulator';
import { EN_SPOKEN } from './en-spoken';
import { EN_TRAFFIC } from './en-traffic';
import { EN_WINDOWS } from './en-windows';
import { EN_WIRE } from './en-wire';
import { EN_WORKSHOP } from './en-workshop';
import type { RestTexts } from './keys';

export const EN_REST: RestTexts = {
  alarmPage: EN_ALARM_PAGE,
  app: EN_APP,
  chargePage: EN_CHARGE_PAGE,
  commissioning: EN_COMMISSIONING,
  connection: EN_CONNECTION,
  files: EN_FILES,
  gxCard: EN_GX,
  history: EN_HISTORY,
  interfaces: EN_INTERFACES,
  log: EN_LOG,
  operation: EN_OPERATION,
  plausibility: EN_PLAUSIBILITY,
  settings: EN_SETTINGS,
  simulator: EN_SIMULATOR,
  traffic: EN_TRAFFIC,
  windows: EN_WINDOWS,
  wire: EN_WIRE,
  workshop: EN_WORKSHOP,
  manual: EN_MANUAL,
  spoken: EN_SPOKEN,
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
    diagnostics: {
      title: 'Diagnostics',
      text: 'What somebody who helps asks first: versions, browser, storage, links, limits and faults. No serial numbers, names or passwords. A support file on the page “Log” holds much more.',
      used: (used, quota) => `Storage: ${used} of at most ${quota}.`,
      unknown: 'This browser does not tell how much it stores.',
      persistent: 'The browser has promised to keep it.',
      evictable: 'The browser may clear it when it runs out of space.',
      copy: 'Copy diagnostics',
      copied: 'Copied.',
      notCopied: 'The browser does not allow copying: mark the text below.',
      show: 'The text',
    },
    buildTitle: 'Build',
    commit: 'Commit',
    licenceTitle: 'Licence',
    licence: 'TinyBMS Bridge is free software under the MIT licence, without any warranty.',
    fontLicence: 'The typeface is Inter, under the SIL Open Font License 1.1.',
    toLicences: 'Licences of everything inside',
  },
};
