import type { RaisedLevel } from '../control/alarms/alarm';
import { ALARMS } from '../control/alarms/table';
import type { AlarmEntry, AlarmSubject, LostLink } from './alarms-contract';
import type { BridgeView, Fault, FaultCode } from './contract';

/** What is wrong at one moment. */
export interface AlarmSignal extends Pick<AlarmEntry, 'subject' | 'number' | 'cause' | 'threshold' | 'detail'> {
  /** The same for as long as it is the same alarm. */
  readonly key: string;
  readonly level: RaisedLevel;
  readonly value: number | undefined;
  readonly place: NonNullable<AlarmEntry['latest']>['place'];
  readonly margin: number;
}

/** Faults that mean: a link is lost. `port`: the one that belongs to the port. */
const LOST: Readonly<Partial<Record<FaultCode, LostLink | 'port'>>> = {
  'port-open-failed': 'port',
  'port-lost': 'port',
  'port-not-answering': 'port',
  'port-gone': 'port',
  'bms-refused': 'bms',
  'bms-stale': 'bms',
  'bms-silent': 'bms',
  'can-refusing': 'adapter',
  'can-bus-off': 'adapter',
  'gx-lost': 'gx',
};

/** Numbers of the firmware bridge. */
const NUMBERS: Readonly<Partial<Record<FaultCode, number>>> = {
  'bms-refused': 40,
  'bms-implausible': 40,
  'bms-stale': 41,
  'can-error-passive': 42,
  'can-bus-off': 43,
  'can-refusing': 44,
  'gx-lost': 45,
  'several-packs': 51,
  'bms-cell-count': 51,
  'storage-unavailable': 52,
  'settings-unread': 52,
  'history-unsaved': 52,
  'bms-silent': 60,
};

/** Everything that is wrong in a view, gravest of each kind as it comes. Information is no alarm. */
export function signalsOf(view: BridgeView): readonly AlarmSignal[] {
  const battery = (view.batteryAlarms ?? []).map(({ code, level, cause, value, threshold, place, margin }): AlarmSignal => {
    const { number, unit, watch } = ALARMS[code];
    return {
      key: code,
      subject: { family: 'battery', code, unit, side: watch?.side },
      ...{ number, level, cause, value, threshold, place, margin, detail: '' },
    };
  });
  return [...battery, ...view.faults.flatMap((fault) => faultSignal(fault, view) ?? [])];
}

function faultSignal({ code, severity, detail, subject }: Fault, { ports }: BridgeView): AlarmSignal | undefined {
  if (severity === 'info') return undefined;
  const lost = LOST[code];
  const link = lost === 'port' ? linkOf(subject, ports) : lost;
  const about: AlarmSubject = link ? { family: 'link', code, link } : { family: 'bridge', code };
  return {
    key: `${code} ${subject ?? ''}`,
    subject: about,
    number: NUMBERS[code],
    level: severity,
    cause: undefined,
    threshold: undefined,
    value: undefined,
    place: undefined,
    margin: 0,
    detail,
  };
}

/** A port by its role; `port-gone` names the role itself. */
function linkOf(subject: string | undefined, ports: BridgeView['ports']): LostLink | undefined {
  const role = ports.find(({ id }) => id === subject)?.role ?? subject;
  if (role === 'bms') return 'bms';
  return role === 'can' ? 'adapter' : undefined;
}
