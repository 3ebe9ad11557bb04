import type { FaultCode } from '../../bridge/contract';
import type { LogCode, LogEntry, LogEvents } from '../../bridge/log-contract';
import type { Tone } from '../state/chain';
import type { Speaking, Texts } from './keys';
import { evidenceSentence, reasonSentence } from './sentences';

type Sentence<C extends LogCode> = (data: LogEvents[C], text: Texts, speaking: Speaking) => string;

const value = (of: unknown): string => (typeof of === 'string' ? `“${of}”` : JSON.stringify(of));
const faultTitle = (code: FaultCode, detail: string, text: Texts): string => {
  const title = text.faults[code]?.title ?? code;
  return detail === '' ? title : `${title} (${detail})`;
};

const SENTENCES: { readonly [C in LogCode]: Sentence<C> } = {
  'app-started': ({ version, commit, at }, { log }) => log.lines.started(version, commit, at),
  restarted: ({ reason, silentMs, detail }, { log, watchdog }, { format }) =>
    `${log.lines.restarted(watchdog.reasons[reason](format.duration(silentMs)))} ${detail}`.trim(),
  phase: ({ phase }, { phases }) => phases[phase].title,
  'waiting-for': ({ waitingFor }, { log, waitingFor: words }) => log.lines.waitingFor(waitingFor.map((what) => words[what]).join(', ')),
  'link-up': ({ port, role, evidence }, text, { format }) =>
    text.log.lines.linkUp(
      text.connection.roles[role],
      port,
      evidence.map((observation) => evidenceSentence(text, observation, format)).join(' '),
    ),
  'link-down': ({ port, role, state, detail }, { log, connection }) => {
    const word = state === 'gone' ? log.lines.gone : connection.portStates[state].word;
    return log.lines.linkDown(connection.roles[role], port, detail === '' ? word : `${word}, ${detail}`);
  },
  'port-state': ({ port, state, attempt }, { log, connection }, { format }) =>
    log.lines.portState(port, connection.portStates[state].word, attempt > 1 ? format.count(attempt) : undefined),
  'port-assigned': ({ port, assignment }, { log, connection }) => log.lines.portAssigned(port, connection.assignments[assignment]),
  'fault-raised': ({ fault, detail }, text) => faultTitle(fault, detail, text),
  'fault-cleared': ({ fault, afterMs }, text, { format }) =>
    text.log.lines.overAfter(faultTitle(fault, '', text), format.span(afterMs / 1000)),
  alarm: ({ item, level }, { log, alarms }) => {
    const { name, ...words } = alarms.items[item];
    return level === 'ok' ? log.lines.over(name) : words[level];
  },
  'bms-status': ({ status }, { log, overview }) =>
    log.lines.status(overview.onlineStatus[status as keyof typeof overview.onlineStatus] ?? overview.unknownStatus(status)),
  'bms-setting': ({ name, from, to }, { log }) => log.lines.bmsSetting(name, value(from), value(to)),
  'reading-rejected': ({ count, rejection: { problem } }, { log, plausibility }, { format }) =>
    log.lines.rejected(format.count(count), plausibility.checks[problem.check](problem, format)),
  'bus-state': ({ state }, { log, wire }) => log.lines.bus(wire.bus[state]),
  gx: ({ state }, { log }) => log.lines.gx(log.lines.gxStates[state]),
  limit: ({ limit, from, value: to, reason }, text, speaking) => {
    const measure = (of: number): string => speaking.format.measure(limit === 'cvl' ? 'voltageLimit' : 'currentLimit', of);
    const before = from === undefined || from === to ? undefined : measure(from);
    return text.log.lines.limit(limit.toUpperCase(), measure(to), before, reasonSentence(text, reason, speaking));
  },
  'charge-phase': ({ phase }, { log, charge }) => log.lines.charge(charge.phases[phase]),
  setting: ({ path, from, to }, { log }) => log.lines.setting(path, value(from), value(to)),
  'hand-made': ({ request, serialNumber, outcome, afterMs }, { log, traffic }, { format }) =>
    log.lines.handMade(request, serialNumber, traffic.laboratory.outcomes[outcome](format.milliseconds(afterMs))),
  'simulated-fault': ({ name, active }, { log, simulator }) => log.lines.simulatedFault(simulator.faultNames[name] ?? name, active),
};

/** A line of the log in words. What this version does not know, or cannot read, stands for itself. */
export function logText(entry: LogEntry, text: Texts, speaking: Speaking): string {
  const sentence = SENTENCES[entry.code] as Sentence<LogCode> | undefined;
  try {
    if (sentence) return sentence(entry.data, text, speaking);
  } catch {
    // A line of another version, with other values.
  }
  return `${entry.code} ${JSON.stringify(entry.data)}`;
}

export const LEVEL_TONES: Readonly<Record<LogEntry['level'], Tone>> = { ERROR: 'alarm', WARNING: 'warning', INFO: 'idle', DEBUG: 'busy' };
