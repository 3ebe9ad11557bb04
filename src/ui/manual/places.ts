import type { AlarmEntry, LostLink } from '../../bridge/alarms-contract';
import type { FaultCode } from '../../bridge/contract';
import type { AlarmCode } from '../../control/alarms/table';
import type { CheckName } from '../../control/checklist';
import type { GuideName } from '../../workshop/guides';
import type { Section } from './sections';

/** Which section answers what the owner asks at a fault, an alarm, a lost link, a point of the checklist, a guide. */
export const FAULT_SECTIONS: Readonly<Record<FaultCode, Section>> = {
  'port-open-failed': 'ports',
  'port-lost': 'ports',
  'port-not-answering': 'bms-missing',
  'port-unidentified': 'ports',
  'port-gone': 'ports',
  'bms-refused': 'bms-fault',
  'bms-implausible': 'implausible',
  'bms-cell-count': 'implausible',
  'bms-broadcasting': 'broadcast',
  'charge-refused': 'limits',
  'several-packs': 'implausible',
  'bms-exchanged': 'modes',
  'can-refusing': 'bus-trouble',
  'can-bus-off': 'bus-trouble',
  'can-error-passive': 'bus-trouble',
  'can-foreign-limits': 'bus-trouble',
  'gx-lost': 'gx-missing',
  'bms-stale': 'silence',
  'bms-silent': 'silence',
  'ports-owned-elsewhere': 'windows',
  'other-window-sends': 'windows',
  'serial-unsupported': 'browsers',
  'not-simulated': 'modes',
  'nothing-to-replay': 'modes',
  'part-missing': 'browsers',
  'not-proven': 'modes',
  'listen-only': 'modes',
  'storage-unavailable': 'storage',
  'settings-unread': 'storage',
  'history-unsaved': 'storage',
  'log-unsaved': 'storage',
  'alarms-unsaved': 'storage',
  'incidents-unsaved': 'storage',
  'traffic-unsaved': 'storage',
  'law-memory-unsaved': 'storage',
  'law-memory-dropped': 'storage',
  'configuration-invalid': 'storage',
  'configuration-moved': 'storage',
  'bms-not-there': 'bms-missing',
  'workshop-busy': 'bms-settings',
  'profile-changed': 'bms-settings',
  'changes-refused': 'bms-settings',
};

const ALARM_SECTIONS: Readonly<Record<AlarmCode, Section>> = {
  packOverVoltage: 'cell-voltage',
  packUnderVoltage: 'cell-voltage',
  cellOverVoltage: 'cell-voltage',
  cellUnderVoltage: 'cell-voltage',
  chargeOverCurrent: 'current',
  dischargeOverCurrent: 'current',
  overTemperature: 'temperature',
  underTemperature: 'temperature',
  chargeTooCold: 'temperature',
  chargeTooHot: 'temperature',
  imbalance: 'balance',
  chargeLow: 'state-of-charge',
  healthLow: 'state-of-charge',
  chargeHigh: 'state-of-charge',
  limitLow: 'current',
  bmsFault: 'bms-fault',
  bmsWarning: 'bms-fault',
};

export const LINK_SECTIONS: Readonly<Record<LostLink | 'worker', Section>> = {
  bms: 'bms-missing',
  adapter: 'adapter-missing',
  gx: 'gx-missing',
  worker: 'unattended',
};

export function sectionOfAlarm({ subject }: AlarmEntry): Section {
  switch (subject.family) {
    case 'battery':
      return ALARM_SECTIONS[subject.code];
    case 'link':
      return LINK_SECTIONS[subject.link];
    case 'bridge':
      return FAULT_SECTIONS[subject.code];
  }
}

export const CHECK_SECTIONS: Readonly<Record<CheckName, Section>> = {
  battery: 'bms-settings',
  cells: 'implausible',
  current: 'current-sign',
  limits: 'limits',
  adapter: 'can-adapter',
  alone: 'bus-trouble',
  gx: 'gx-missing',
};

export const GUIDE_SECTIONS: Readonly<Record<GuideName, Section>> = {
  pack: 'bms-settings',
  capacity: 'bms-settings',
  currents: 'bms-settings',
  peripherals: 'switches',
  'state-of-charge': 'state-of-charge',
  'broadcast-off': 'broadcast',
};
