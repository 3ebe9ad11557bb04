import type { AlarmSignal } from './alarm-signals';
import type { AlarmEntry, AlarmSnooze, AlarmSubject, AlarmValue } from './alarms-contract';

/** An alarm that was not seen for longer is another one when it is there again [ms]. */
const CONTINUES_WITHIN = 3_600_000;

/** How long an alarm may be silenced at most [min]: what is grave comes back within the hour. */
export const SNOOZE_LIMITS = { link: 60, alarm: 60, warning: 24 * 60 } as const;

export interface OpenAlarm {
  readonly key: string;
  readonly entry: AlarmEntry;
  /** Of the time before: not seen since this bridge runs. */
  readonly recovered: boolean;
}

export interface Followed {
  readonly open: readonly OpenAlarm[];
  readonly ended: readonly AlarmEntry[];
  /** Something is different that should be stored soon: a begin, an end, another level. */
  readonly turned: boolean;
}

/**
 * Takes up what is wrong at `at`. Alarms of the battery neither go on nor end while nobody can see it, so those of a battery that is
 * out of sight are kept as they are.
 */
export function followBook(open: readonly OpenAlarm[], signals: readonly AlarmSignal[], at: number, batteryInSight: boolean): Followed {
  const rest = new Map(signals.map((signal) => [signal.key, signal]));
  const next: OpenAlarm[] = [];
  const ended: AlarmEntry[] = [];
  let turned = false;
  for (const alarm of open) {
    const signal = rest.get(alarm.key);
    if (signal && (!alarm.recovered || at - alarm.entry.seenAt <= CONTINUES_WITHIN)) {
      rest.delete(alarm.key);
      const entry = updated(alarm.entry, signal, at);
      turned ||= entry.level !== alarm.entry.level || alarm.recovered;
      next.push({ key: alarm.key, entry, recovered: false });
    } else if (!signal && alarm.entry.subject.family === 'battery' && !batteryInSight) {
      next.push(alarm);
    } else {
      ended.push({ ...alarm.entry, end: alarm.recovered ? alarm.entry.seenAt : at, snooze: undefined });
    }
  }
  for (const signal of rest.values()) next.push({ key: signal.key, entry: begun(signal, at), recovered: false });
  return { open: next, ended, turned: turned || ended.length > 0 || rest.size > 0 };
}

function begun(signal: AlarmSignal, at: number): AlarmEntry {
  const { key, subject, number, level, cause, threshold, detail } = signal;
  const latest = valueOf(signal, at);
  return {
    id: `${at} ${key}`,
    subject,
    number,
    level,
    worstLevel: level,
    cause,
    threshold,
    latest,
    worst: latest,
    detail,
    begin: at,
    end: undefined,
    seenAt: at,
    acknowledgedAt: undefined,
    snooze: undefined,
  };
}

function updated(entry: AlarmEntry, signal: AlarmSignal, at: number): AlarmEntry {
  const { level, cause, threshold, detail } = signal;
  const latest = valueOf(signal, at);
  const graver = level === 'alarm' && entry.level === 'warning';
  return {
    ...entry,
    level,
    worstLevel: level === 'alarm' ? level : entry.worstLevel,
    cause,
    threshold,
    latest,
    worst: isWorse(entry.subject, latest?.value, entry.worst?.value, 0) ? latest : entry.worst,
    detail,
    seenAt: at,
    // What has become graver is news again.
    acknowledgedAt: graver ? undefined : entry.acknowledgedAt,
    snooze: entry.snooze && !graver && isAsleep(entry, entry.snooze, signal, at) ? entry.snooze : undefined,
  };
}

/** A clock that was set back must not make it longer. */
function isAsleep({ subject }: AlarmEntry, { from, until, value }: AlarmSnooze, signal: AlarmSignal, at: number): boolean {
  return at >= from && at < until && !isWorse(subject, signal.value, value, signal.margin);
}

function valueOf({ value, place }: AlarmSignal, at: number): AlarmValue | undefined {
  return value === undefined ? undefined : { value, place, at };
}

function isWorse(subject: AlarmSubject, value: number | undefined, than: number | undefined, margin: number): boolean {
  if (value === undefined) return false;
  if (than === undefined) return true;
  const side = subject.family === 'battery' ? subject.side : undefined;
  return side === 'low' ? value < than - margin : value > than + margin;
}

export function acknowledged(alarm: OpenAlarm, at: number): OpenAlarm {
  return { ...alarm, entry: { ...alarm.entry, acknowledgedAt: alarm.entry.acknowledgedAt ?? at, snooze: undefined } };
}

/** Silent for so many minutes, or for as long as its kind allows. */
export function snoozed(alarm: OpenAlarm, at: number, minutes: number): OpenAlarm {
  const { entry } = alarm;
  const limit = SNOOZE_LIMITS[entry.subject.family === 'link' ? 'link' : entry.level];
  const until = at + Math.min(Math.max(minutes, 0), limit) * 60_000;
  return { ...alarm, entry: { ...entry, snooze: { from: at, until, level: entry.level, value: entry.latest?.value } } };
}

/** Takes up what was stored of the time before; an alarm that is there again is still the same. */
export function recovered(open: readonly OpenAlarm[], stored: readonly OpenAlarm[]): readonly OpenAlarm[] {
  const before = new Map(stored.map((alarm) => [alarm.key, alarm]));
  const merged = open.map((alarm): OpenAlarm => {
    const old = before.get(alarm.key)?.entry;
    if (!old || alarm.entry.begin - old.seenAt > CONTINUES_WITHIN) return alarm;
    before.delete(alarm.key);
    const { entry } = alarm;
    const graver = entry.level === 'alarm' && old.level === 'warning';
    return {
      ...alarm,
      entry: {
        ...entry,
        id: old.id,
        begin: old.begin,
        worstLevel: old.worstLevel === 'alarm' ? 'alarm' : entry.worstLevel,
        worst: isWorse(entry.subject, old.worst?.value, entry.worst?.value, 0) ? old.worst : entry.worst,
        acknowledgedAt: entry.acknowledgedAt ?? (graver ? undefined : old.acknowledgedAt),
        snooze: entry.snooze ?? (graver ? undefined : old.snooze),
      },
    };
  });
  return [...merged, ...before.values()];
}
