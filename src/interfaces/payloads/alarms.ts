import type { AlarmItem } from '../../battery/battery';
import type { AlarmEntry } from '../../bridge/alarms-contract';
import { ALARMS } from '../../control/alarms/table';
import { FRAMES } from '../../protocols/canbms/frames';
import type { Words } from '../host';
import { round } from '../numbers';

/** The firmware bridge's numbers of severity. */
const SEVERITIES = { warning: 1, alarm: 2 } as const;

/** Where a GX keeps the item on its D-Bus. */
const PATHS: Readonly<Record<AlarmItem, string>> = {
  highVoltage: '/Alarms/HighVoltage',
  lowVoltage: '/Alarms/LowVoltage',
  highTemperature: '/Alarms/HighTemperature',
  lowTemperature: '/Alarms/LowTemperature',
  highTemperatureCharge: '/Alarms/HighChargeTemperature',
  lowTemperatureCharge: '/Alarms/LowChargeTemperature',
  highDischargeCurrent: '/Alarms/HighDischargeCurrent',
  highChargeCurrent: '/Alarms/HighChargeCurrent',
  internal: '/Alarms/InternalFailure',
  imbalance: '/Alarms/CellImbalance',
};

/** The lowest bit of an item among the 64 of frame 0x35A, where it has one. */
function bitOf(item: string, level: 'warning' | 'alarm'): number | null {
  const signals: Readonly<Record<string, { readonly byte: number; readonly shift?: number }>> = FRAMES.alarms.signals;
  const signal = signals[`${item}${level === 'alarm' ? 'Alarm' : 'Warning'}`];
  return signal ? 8 * signal.byte + (signal.shift ?? 0) : null;
}

/** One alarm with the fields of the firmware bridge. Times are milliseconds since 1970. */
export function alarmPayload(entry: AlarmEntry, words: Words, sequence: number): object {
  const { subject, level, latest, begin, end, acknowledgedAt, number, id } = entry;
  const item = subject.family === 'battery' ? ALARMS[subject.code].item : undefined;
  return {
    id,
    event: subject.code,
    timestamp_ms: Math.round(begin),
    source_id: subject.family === 'link' ? subject.link : subject.family,
    sequence,
    code: number ?? null,
    severity: SEVERITIES[level],
    severity_name: level,
    message: words.alarm(entry),
    value: round(latest?.value, 3),
    unit: subject.family === 'battery' ? subject.unit : '',
    active: end === undefined,
    ended_ms: end === undefined ? null : Math.round(end),
    acknowledged_ms: acknowledgedAt === undefined ? null : Math.round(acknowledgedAt),
    victron_bit: item ? bitOf(item, level) : null,
    victron_level: item ? SEVERITIES[level] : null,
    victron_path: item ? PATHS[item] : null,
  };
}

export function alarmPayloads(entries: readonly AlarmEntry[], words: Words): readonly object[] {
  return entries.map((entry, index) => alarmPayload(entry, words, index + 1));
}
