import type { AlarmEntry, AlarmValue } from '../../bridge/alarms-contract';
import type { AlarmCode } from '../../control/alarms/table';
import type { AlarmCause, AlarmPlace } from '../../control/alarms/alarm';
import type { Quantity } from '../format/format';
import type { Speaking, Texts } from './keys';

/** An alarm in words. `measured` and `raisedBy` are empty where there is nothing to say. */
export interface AlarmWords {
  readonly title: string;
  readonly meaning: string;
  readonly measured: string;
  readonly raisedBy: string;
  readonly action: string;
}

const QUANTITIES: Readonly<Record<AlarmCode, Quantity>> = {
  packOverVoltage: 'voltage',
  packUnderVoltage: 'voltage',
  cellOverVoltage: 'cellVoltage',
  cellUnderVoltage: 'cellVoltage',
  chargeOverCurrent: 'currentLimit',
  dischargeOverCurrent: 'currentLimit',
  overTemperature: 'temperature',
  underTemperature: 'temperature',
  chargeTooCold: 'temperature',
  chargeTooHot: 'temperature',
  imbalance: 'millivolts',
  chargeLow: 'wholePercent',
  healthLow: 'wholePercent',
  chargeHigh: 'wholePercent',
  limitLow: 'currentLimit',
  bmsFault: 'wholePercent',
  bmsWarning: 'wholePercent',
};

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

export function alarmWords(entry: AlarmEntry, texts: Texts, speaking: Speaking): AlarmWords {
  const { subject, level, cause, latest, threshold } = entry;
  if (subject.family !== 'battery') {
    const { title, cause: meaning, action } = texts.faults[subject.code];
    return { title, meaning, measured: '', raisedBy: '', action };
  }
  const { batteryAlarms: t } = texts;
  const { code, side } = subject;
  const value = latest && valueWords(code, latest, texts, speaking);
  // What the BMS has raised goes by thresholds of its own.
  const byValue = entry.end === undefined && cause?.by !== 'bms';
  const eased =
    byValue && latest !== undefined && threshold !== undefined && side !== undefined && !isBeyond(latest.value, threshold, side);
  const from =
    threshold === undefined || !side ? undefined : t.from[side](t.levels[level], speaking.format.measure(QUANTITIES[code], threshold));
  return {
    title: t.names[code],
    meaning: eased ? t.eased : t.meanings[code][level],
    measured: value === undefined ? '' : `${capital(from === undefined ? value : t.against(value, from))}.`,
    raisedBy: cause ? causeWords(cause, texts) : '',
    action: t.actions[code],
  };
}

function isBeyond(value: number, threshold: number, side: 'high' | 'low'): boolean {
  return side === 'high' ? value >= threshold : value <= threshold;
}

/** "Cell 5 at 3.620 V", "3.620 V" where there is no place to name. */
export function valueWords(code: AlarmCode, { value, place }: AlarmValue, texts: Texts, speaking: Speaking): string {
  const { batteryAlarms: t } = texts;
  const measured = speaking.format.measure(QUANTITIES[code], value);
  if (!place) return measured;
  const where = placeWords(place, texts, speaking);
  return place.kind === 'cells' ? t.apart(where, measured) : t.measured(where, measured);
}

function placeWords(place: AlarmPlace, { cells, overview, batteryAlarms: t }: Texts, { severalPacks }: Speaking): string {
  const inPack = (text: string, pack: string): string => (severalPacks ? `${cells.pack(pack)}, ${text}` : text);
  switch (place.kind) {
    case 'cell':
      return inPack(cells.cell(place.at), place.at.pack);
    case 'sensor':
      return inPack(overview.sensors[place.at.sensor], place.at.pack);
    case 'cells':
      return inPack(t.twoCells(cells.cell(place.highest), cells.cell(place.lowest)), place.highest.pack);
  }
}

function causeWords(cause: AlarmCause, { batteryAlarms: t }: Texts): string {
  switch (cause.by) {
    case 'threshold':
      return t.raisedBy.threshold[cause.origin];
    case 'law':
      return t.raisedBy.law;
    case 'bms':
      return t.raisedBy.bms(cause.events.map(({ key, code }) => (key ? t.bmsEvents[key] : t.unknownEvent(eventCode(code)))).join(', '));
  }
}

function eventCode(code: number): string {
  return `0x${code.toString(16).toUpperCase().padStart(2, '0')}`;
}
