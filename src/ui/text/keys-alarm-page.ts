import type { WatchedCode } from '../../control/alarms/table';
import type { CallKind } from '../state/alarms';
import type { NotifierState } from '../alarm/notifier';

/** The page of alarms, and how the owner wants to be called. */
export interface AlarmPageTexts {
  readonly acknowledgeAll: string;
  readonly acknowledged: (time: string) => string;
  readonly snooze: (time: string) => string;
  readonly snoozed: (time: string) => string;
  readonly wake: string;
  readonly active: string;
  readonly links: string;
  readonly battery: string;
  readonly bridge: string;
  readonly nothing: string;
  readonly notWatching: string;
  readonly outOfSight: string;
  readonly since: (moment: string, span: string) => string;
  readonly worst: (value: string, time: string) => string;
  readonly number: (number: string) => string;
  readonly history: string;
  readonly noHistory: string;
  readonly column: Readonly<Record<'began' | 'lasted' | 'what' | 'worst' | 'you', string>>;
  readonly lasting: string;
  readonly endUnseen: string;
  readonly more: string;
  readonly clear: string;
  readonly clearConfirm: { readonly title: string; readonly text: string; readonly action: string };
  readonly failed: (detail: string) => string;
  readonly calling: string;
  readonly callingHelp: string;
  readonly kinds: Readonly<Record<CallKind, string>>;
  readonly test: (kind: string) => string;
  readonly testWord: string;
  readonly soundReady: string;
  readonly soundMissing: string;
  readonly notifications: string;
  readonly notifierStates: Readonly<Record<NotifierState, string>>;
  readonly allowNotifications: string;
  readonly thresholds: ThresholdTexts;
}

/** The editor of thresholds. */
export interface ThresholdTexts {
  readonly title: string;
  readonly help: string;
  readonly groups: Readonly<Record<'voltage' | 'current' | 'temperature' | 'state' | 'times', string>>;
  /** `what` is a level or the hysteresis. */
  readonly row: (alarm: string, what: string) => string;
  readonly hysteresis: string;
  readonly hysteresisHelp: string;
  /** What is measured for it. */
  readonly about: Readonly<Record<WatchedCode, string>>;
  readonly told: Readonly<Record<'high' | 'low', string>>;
  readonly bounded: string;
  readonly otherwise: (value: string) => string;
  readonly noneOtherwise: string;
  readonly beyondBattery: (name: string, value: string, least: string, most: string) => string;
  readonly warningLate: (alarm: string, warning: string, threshold: string) => string;
}
