import type { BmsEventKey } from '../../battery/bms-events';
import type { AlarmCause, RaisedLevel } from '../../control/alarms/alarm';
import type { AlarmCode } from '../../control/alarms/table';

/** Alarms of the battery in words. */
export interface AlarmTexts {
  readonly names: Readonly<Record<AlarmCode, string>>;
  readonly meanings: Readonly<Record<AlarmCode, Readonly<Record<RaisedLevel, string>>>>;
  readonly actions: Readonly<Record<AlarmCode, string>>;
  readonly levels: Readonly<Record<RaisedLevel, string>>;
  /** Entries of the log of the BMS. */
  readonly bmsEvents: Readonly<Record<BmsEventKey, string>>;
  readonly unknownEvent: (code: string) => string;
  /** Where and how much, and from where on it counts. */
  readonly measured: (place: string, value: string) => string;
  readonly twoCells: (highest: string, lowest: string) => string;
  readonly apart: (cells: string, spread: string) => string;
  /** What was measured, and where the threshold is. */
  readonly against: (measured: string, threshold: string) => string;
  readonly from: Readonly<Record<'high' | 'low', (level: string, threshold: string) => string>>;
  /** Instead of the meaning, once the value is no longer beyond its threshold. */
  readonly eased: string;
  readonly raisedBy: {
    readonly threshold: Readonly<Record<Extract<AlarmCause, { by: 'threshold' }>['origin'], string>>;
    readonly law: string;
    /** `what` is empty where the log of the BMS does not tell. */
    readonly bms: (what: string) => string;
  };
}
