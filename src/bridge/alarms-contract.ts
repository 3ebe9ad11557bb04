/** Alarms as the page sees them, and what it may do about them. Types only. Times are milliseconds since 1970, UTC. */
import type { AlarmCause, AlarmPlace, RaisedLevel } from '../control/alarms/alarm';
import type { AlarmSettings, ThresholdViolation, WatchThresholds } from '../control/alarms/settings';
import type { AlarmCode, WatchedCode } from '../control/alarms/table';
import type { FaultCode, Mode, Outcome } from './contract';

/** A link that is lost: never to be taken for an alarm of the battery. */
export type LostLink = 'bms' | 'adapter' | 'gx';

/** What it is about: the battery itself, a link without which nobody knows how it is, or the bridge. */
export type AlarmSubject =
  | {
      readonly family: 'battery';
      readonly code: AlarmCode;
      readonly unit: 'V' | 'A' | '°C' | '%' | '';
      readonly side: 'high' | 'low' | undefined;
    }
  | { readonly family: 'link'; readonly code: FaultCode; readonly link: LostLink }
  | { readonly family: 'bridge'; readonly code: FaultCode };

/** What was measured for it [`unit`], and when. */
export interface AlarmValue {
  readonly value: number;
  readonly place: AlarmPlace | undefined;
  readonly at: number;
}

/** One alarm from its begin to its end. */
export interface AlarmEntry {
  readonly id: string;
  readonly subject: AlarmSubject;
  /** The number that owners know from the firmware bridge; `undefined` for what it had not. */
  readonly number: number | undefined;
  /** Now, or when it ended, and the gravest that it was. */
  readonly level: RaisedLevel;
  readonly worstLevel: RaisedLevel;
  /** Only for alarms of the battery. */
  readonly cause: AlarmCause | undefined;
  readonly threshold: number | undefined;
  readonly latest: AlarmValue | undefined;
  readonly worst: AlarmValue | undefined;
  /** For people who report it. */
  readonly detail: string;
  readonly begin: number;
  /** `undefined` while it lasts. */
  readonly end: number | undefined;
  /** When it was last known to last: an alarm whose end nobody saw ended some time after. */
  readonly seenAt: number;
  readonly acknowledgedAt: number | undefined;
  /** Silent from `from` to `until`; ends at once when it becomes worse than `value` or `level`. */
  readonly snooze: AlarmSnooze | undefined;
}

export interface AlarmSnooze {
  readonly from: number;
  readonly until: number;
  readonly level: RaisedLevel;
  readonly value: number | undefined;
}

/** One alarm with thresholds: what the owner may set, and what comes of it with the battery of the moment. */
export interface WatchView {
  readonly number: number;
  /** The alarm is raised by a value above its threshold, or by one below. */
  readonly side: 'high' | 'low';
  /** Given six times as long as the others to come and to go. */
  readonly slow: boolean;
  /** What a threshold may be here. */
  readonly least: number;
  readonly most: number;
  /** They are narrower than they would be for any battery: beyond them the BMS or the charge control acts first. */
  readonly bounded: boolean;
  readonly mostHysteresis: number;
  /** What follows from the BMS, and what would be in force; `undefined` while no battery is known. */
  readonly fromBms: WatchThresholds | undefined;
  readonly inForce: WatchThresholds | undefined;
}

export interface ThresholdsView {
  readonly watches: Readonly<Record<WatchedCode, WatchView>>;
  /** Empty: they can be taken. */
  readonly violations: readonly ThresholdViolation[];
  /** A battery is known to hold them against. */
  readonly known: boolean;
}

export interface AlarmsApi {
  /** What would become of these settings with the battery of the moment. */
  thresholds(wishes: AlarmSettings): Promise<ThresholdsView>;
  /** Past and present alarms that began before `before`, newest first, at most `limit`. */
  list(mode: Mode, before: number, limit: number): Promise<readonly AlarmEntry[]>;
  /** The owner knows of these; what has ended meanwhile is left as it is. */
  acknowledge(ids: readonly string[]): Promise<void>;
  /** Silent for so many minutes, but never longer than `SNOOZE_LIMITS` allow for its kind. */
  snooze(id: string, minutes: number): Promise<void>;
  /** Forgets alarms of this mode that are over. */
  clear(mode: Mode): Promise<Outcome>;
}
