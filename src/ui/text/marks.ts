import type { BmsEventClass, BmsEventKey } from '../../battery/bms-events';
import type { OnlineStatus } from '../../battery/pack';
import type { FaultCode, Phase } from '../../bridge/contract';
import type { Mark } from '../../bridge/history-contract';
import type { AlarmCode } from '../../control/alarms/table';
import type { PhaseKind } from '../../control/limits';
import type { Tone } from '../state/chain';
import type { Speaking, Texts } from './keys';
import { reasonSentence } from './sentences';

const PHASE_TONES: Readonly<Record<Phase, Tone>> = {
  stopped: 'idle',
  blocked: 'warning',
  waiting: 'idle',
  observe: 'idle',
  shadow: 'idle',
  live: 'ok',
  stale: 'warning',
  silent: 'alarm',
};

const ALARM_TONES: Readonly<Record<string, Tone>> = { ok: 'ok', warning: 'warning', alarm: 'alarm' };
const EVENT_TONES: Readonly<Record<BmsEventClass, Tone>> = { fault: 'alarm', warning: 'warning', information: 'idle', unknown: 'idle' };

/** A mark of the time line in words. A code that this version does not know stands for itself. */
export function markText({ track, code, data }: Mark, text: Texts, speaking: Speaking): string {
  const { marks: t } = text.history;
  switch (track) {
    case 'run':
      return t.run[code as keyof typeof t.run] ?? code;
    case 'pack':
      return t.pack(code);
    case 'phase':
      return text.phases[code as Phase]?.title ?? code;
    case 'status':
      return text.overview.onlineStatus[code as Exclude<OnlineStatus, 'unknown'>] ?? code;
    case 'charge':
      return text.charge.phases[code as PhaseKind] ?? code;
    case 'fault': {
      const title = text.faults[code as FaultCode]?.title ?? code;
      return data['raised'] === false ? t.ended(title) : title;
    }
    case 'alarm': {
      const name = text.batteryAlarms.names[code as AlarmCode] ?? code;
      return data['level'] === 'ok' ? t.ended(name) : name;
    }
    case 'bms':
      return text.workshop.events.names[code as BmsEventKey] ?? text.workshop.events.unknown(Number(code.replace('code-', '')));
    case 'cvl':
    case 'ccl':
    case 'dcl': {
      const { because, value } = data;
      if (!because || typeof value !== 'number') return code;
      const amount = speaking.format.measure(track === 'cvl' ? 'voltageLimit' : 'currentLimit', value);
      return text.log.lines.limit(track.toUpperCase(), amount, undefined, reasonSentence(text, because, speaking));
    }
  }
}

export function markTone({ track, code, data }: Mark): Tone {
  if (track === 'fault') return data['raised'] === false ? 'ok' : 'warning';
  if (track === 'alarm') return ALARM_TONES[data['level'] as string] ?? 'warning';
  if (track === 'phase') return PHASE_TONES[code as Phase] ?? 'idle';
  if (track === 'status' && code === 'fault') return 'alarm';
  if (track === 'bms') return EVENT_TONES[data['class'] as BmsEventClass] ?? 'idle';
  return 'idle';
}
