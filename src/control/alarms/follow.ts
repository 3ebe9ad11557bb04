import type { BmsEvent } from '../../battery/bms-events';
import type { Ms } from '../../battery/units';
import { atLeast, atMost } from '../law/compare';
import type { Alarm, AlarmCause, RaisedLevel } from './alarm';
import { followLevel, LEVEL_OFF, type LevelEvidence, type LevelState } from './level';
import { allThresholds, type AlarmSettings, type Threshold, type WatchThresholds } from './settings';
import { ALARM_CODES, alarmOfEvent, ALARMS, type AlarmCode, type AlarmContext } from './table';

interface AlarmState {
  readonly warning: LevelState;
  readonly alarm: LevelState;
  readonly told: Alarm | undefined;
}

/** All that alarms remember; plain data. `at` is when they were last looked at. */
export interface AlarmsState {
  readonly at: Ms;
  readonly states: Readonly<Record<AlarmCode, AlarmState>>;
}

/** Time that nobody watched proves nothing: no delay runs further in one look [s]. */
const LONGEST_STEP = 2;
const SLOWER = 6;

const QUIET: AlarmState = { warning: LEVEL_OFF, alarm: LEVEL_OFF, told: undefined };
const ALL_QUIET = Object.fromEntries(ALARM_CODES.map((code) => [code, QUIET])) as AlarmsState['states'];
const NONE: readonly never[] = [];

/** Looks at a fresh reading. `at` is its time on a clock that never goes back. */
export function followAlarms(was: AlarmsState | undefined, context: AlarmContext, settings: AlarmSettings, at: Ms): AlarmsState {
  const dt = was ? Math.min(Math.max(0, at - was.at) / 1000, LONGEST_STEP) : 0;
  const thresholds = allThresholds(settings, context);
  const before = was?.states ?? ALL_QUIET;
  // At most readings nothing changes: then the states are the very same.
  let states: Record<AlarmCode, AlarmState> | undefined;
  for (const code of ALARM_CODES) {
    const state = followAlarm(code, before[code], context, settings, thresholds[code], dt, at);
    if (state !== before[code]) (states ??= { ...before })[code] = state;
  }
  return { at, states: states ?? before };
}

/** Alarms that are told now, in the order of the table. */
export function raisedAlarms({ states }: AlarmsState): readonly Alarm[] {
  let raised: Alarm[] | undefined;
  for (const code of ALARM_CODES) {
    const { told } = states[code];
    if (told) (raised ??= []).push(told);
  }
  return raised ?? NONE;
}

function followAlarm(
  code: AlarmCode,
  was: AlarmState,
  context: AlarmContext,
  settings: AlarmSettings,
  thresholds: WatchThresholds | undefined,
  dt: number,
  at: Ms,
): AlarmState {
  const measured = ALARMS[code].watch?.measure(context);
  const margin = thresholds?.hysteresis ?? 0;
  const certain = certainty(code, context);
  const isBeyond = (level: RaisedLevel): boolean => compare(code, measured?.value, thresholds?.[level], margin).beyond;
  if (was === QUIET && !certain && !isBeyond('warning') && !isBeyond('alarm')) return QUIET;

  const { debounce, minimumOn } = settings;
  const times = { debounce: debounce * (ALARMS[code].watch?.slow ? SLOWER : 1), minimumOn };
  const look = (level: RaisedLevel, isCertain: boolean): LevelEvidence => ({
    certain: isCertain,
    ...compare(code, measured?.value, thresholds?.[level], margin),
  });
  const alarm = followLevel(was.alarm, look('alarm', certain?.level === 'alarm'), times, dt);
  // What is an alarm is a warning as well.
  const warning = followLevel(was.warning, look('warning', certain !== undefined || alarm.on), times, dt);

  if (!warning.on) return warning.held === 0 && alarm.held === 0 ? QUIET : { warning, alarm, told: undefined };
  const level = alarm.on ? 'alarm' : 'warning';
  const threshold = thresholds?.[level];
  const told: Alarm = {
    code,
    level,
    cause: causeOf(certain, level, threshold, compare(code, measured?.value, threshold, margin).beyond, was.told),
    // A spread below the knee does not count, and is not shown as what raised it.
    value: measured?.value ?? was.told?.value,
    threshold: threshold?.at,
    place: measured ? measured.place : was.told?.place,
    margin,
    since: was.told?.since ?? at,
  };
  return { warning, alarm, told };
}

interface Certainty {
  readonly level: RaisedLevel;
  readonly cause: AlarmCause;
}

/** What the BMS or the law says of it. A cutoff of the BMS is an alarm, whatever class the vendor gives it. */
function certainty(code: AlarmCode, context: AlarmContext): Certainty | undefined {
  const events = context.events.length === 0 ? NONE : context.events.filter((event) => alarmOfEvent(event) === code);
  if (code === 'bmsFault') {
    // Every fault is one of the BMS, also one that another alarm stands for: the status alone cannot tell them apart.
    return context.battery.fault
      ? { level: 'alarm', cause: fromBms(context.events.filter((event) => event.class === 'fault')) }
      : undefined;
  }
  if (events.length > 0) return { level: code === 'bmsWarning' ? 'warning' : 'alarm', cause: fromBms(events) };
  const level = ALARMS[code].law?.(context);
  return level && { level, cause: { by: 'law' } };
}

function fromBms(events: readonly BmsEvent[]): AlarmCause {
  return { by: 'bms', events: events.map(({ code, key }) => ({ code, key })) };
}

function compare(
  code: AlarmCode,
  value: number | undefined,
  threshold: Threshold | undefined,
  margin: number,
): Pick<LevelEvidence, 'beyond' | 'back'> {
  if (value === undefined || threshold?.at === undefined) return { beyond: false, back: true };
  return ALARMS[code].watch?.side === 'low'
    ? { beyond: atMost(value, threshold.at), back: atLeast(value, threshold.at + margin) }
    : { beyond: atLeast(value, threshold.at), back: atMost(value, threshold.at - margin) };
}

/** The newest evidence of this level, or what raised it while it lingers. */
function causeOf(
  certain: Certainty | undefined,
  level: RaisedLevel,
  threshold: Threshold | undefined,
  beyond: boolean,
  told: Alarm | undefined,
): AlarmCause {
  if (certain && (certain.level === level || level === 'warning')) return certain.cause;
  if (told && (told.level === level || !beyond)) return told.cause;
  return { by: 'threshold', origin: threshold?.origin ?? 'derived' };
}
