import type { BridgeView } from '../../bridge/contract';
import { directionOf } from '../format/direction';
import type { Format } from '../format/format';
import { ageOf, freshnessAt, type Snapshot } from '../state/bridge-store';
import { isOfNow } from '../state/alarms';
import { isShown } from '../state/freshness';
import { withheldBy } from '../state/in-control';
import { alarmWords } from './alarm-words';
import type { Texts } from './keys';

/** What the overview shows, in sentences: nothing that it would not show. */
export function spokenValues(snapshot: Snapshot, texts: Texts, format: Format): string {
  const { view, worker } = snapshot;
  if (!view || worker === 'silent') return texts.spoken.noBattery;
  return [
    ...batterySentences(snapshot, view, texts, format),
    limitsSentence(snapshot, view, texts, format),
    ...alarmsSentences(snapshot, view, texts, format),
  ].join(' ');
}

function batterySentences(snapshot: Snapshot, { battery, batteryAt }: BridgeView, { spoken: t }: Texts, format: Format): readonly string[] {
  const age = format.duration(ageOf(snapshot, batteryAt));
  const freshness = freshnessAt(snapshot, batteryAt);
  if (!battery || !isShown(freshness)) return [freshness === 'lost' ? t.lost(age) : t.noBattery];
  const { stateOfCharge, voltage, current, lowestCell, highestCell, coldest, hottest } = battery;
  const m = format.measure;
  return [
    ...(freshness === 'old' ? [t.aged(age)] : []),
    t.charge(m('percent', stateOfCharge), m('voltage', voltage)),
    t.current[directionOf(current)](m('currentLimit', Math.abs(current)), unsigned(m('power', voltage * current))),
    t.cells(m('cellVoltage', lowestCell.voltage), m('cellVoltage', highestCell.voltage)),
    t.temperatures(m('temperature', coldest.celsius), m('temperature', hottest.celsius)),
  ];
}

/** The direction has been said. */
function unsigned(measure: string): string {
  return measure.replace(/^[+−]/, '');
}

/** What reached the adapter, where anything may. */
function limitsSentence(snapshot: Snapshot, view: BridgeView, { spoken: t }: Texts, format: Format): string {
  const isSent = !withheldBy(view) && isShown(freshnessAt(snapshot, view.limitsSentAt));
  if (!view.limits || !isSent) return t.noLimits;
  const { cvl, ccl, dcl } = view.limits;
  return t.limits(
    format.measure('voltageLimit', cvl.value),
    format.measure('currentLimit', ccl.value),
    format.measure('currentLimit', dcl.value),
  );
}

/** That there are none can be told only of a battery in sight. */
function alarmsSentences(snapshot: Snapshot, view: BridgeView, texts: Texts, format: Format): readonly string[] {
  const { spoken: t } = texts;
  const speaking = { format, severalPacks: view.packs.length > 1 };
  const names = view.activeAlarms.filter((entry) => isOfNow(entry, view)).map((entry) => alarmWords(entry, texts, speaking).title);
  if (names.length > 0) return [t.alarms(names.join(', '))];
  return isShown(freshnessAt(snapshot, view.batteryAt)) ? [t.noAlarms] : [];
}
