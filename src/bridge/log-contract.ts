/** What is written to the log, and what the page may ask of it. Types only. */
import type { Alarms } from '../battery/battery';
import type { Rejection } from '../battery/plausibility';
import type { Ms } from '../battery/units';
import type { Limits, PhaseKind, Reason } from '../control/limits';
import type {
  BusState,
  Evidence,
  FaultCode,
  GxView,
  Mode,
  Outcome,
  Phase,
  PortAssignment,
  PortRole,
  PortState,
  WaitingFor,
} from './contract';
import type { HistoryState } from './history-contract';
import type { HandMadeOutcome } from './laboratory-contract';
import type { Restart } from './watchdog-contract';

/** From the gravest down; the names and their order are the seed's. */
export type LogLevel = 'ERROR' | 'WARNING' | 'INFO' | 'DEBUG';

/** Which part of the whole speaks. */
export type LogSource = 'app' | 'bridge' | 'ports' | 'bms' | 'can' | 'gx' | 'limits' | 'settings' | 'simulator';

/** What can happen, each with its values. Data only: the page makes the sentence in the owner's language. */
export interface LogEvents {
  /** A worker has begun; `at` is the wall time as ISO 8601. */
  readonly 'app-started': { readonly version: string; readonly commit: string; readonly at: string };
  /** The worker before was ended by the watchdog. */
  readonly restarted: Restart;
  readonly phase: { readonly phase: Phase; readonly before: Phase | undefined };
  readonly 'waiting-for': { readonly waitingFor: readonly WaitingFor[] };
  readonly 'link-up': { readonly port: string; readonly role: PortRole; readonly evidence: readonly Evidence[] };
  readonly 'link-down': {
    readonly port: string;
    readonly role: PortRole;
    readonly state: PortState | 'gone';
    readonly detail: string;
  };
  readonly 'port-state': { readonly port: string; readonly state: PortState; readonly attempt: number };
  readonly 'port-assigned': { readonly port: string; readonly assignment: PortAssignment };
  readonly 'fault-raised': { readonly fault: FaultCode; readonly subject: string | undefined; readonly detail: string };
  readonly 'fault-cleared': { readonly fault: FaultCode; readonly subject: string | undefined; readonly afterMs: Ms };
  readonly alarm: { readonly item: keyof Alarms; readonly level: 'ok' | 'warning' | 'alarm' };
  readonly 'bms-status': { readonly status: string };
  /** `name` as in the view; NaN cannot be stored and never comes. */
  readonly 'bms-setting': { readonly name: string; readonly from: number; readonly to: number };
  readonly 'reading-rejected': { readonly rejection: Rejection; readonly count: number };
  readonly 'bus-state': { readonly state: BusState };
  readonly gx: { readonly state: GxView['state'] };
  /** A limit that is sent has another value or another rule; `value` [V of the pack or A]. */
  readonly limit: { readonly limit: keyof Limits; readonly from: number | undefined; readonly value: number; readonly reason: Reason };
  readonly 'charge-phase': { readonly phase: PhaseKind };
  readonly setting: { readonly path: string; readonly from: unknown; readonly to: unknown };
  /** A request that the owner has composed: its bytes as hexadecimal text, the BMS that was asked (lines of an older version do not say it), and what came of it. */
  readonly 'hand-made': {
    readonly request: string;
    readonly serialNumber: string | undefined;
    readonly outcome: HandMadeOutcome;
    readonly afterMs: Ms;
  };
  readonly 'simulated-fault': { readonly name: string; readonly active: boolean };
}

export type LogCode = keyof LogEvents;

/** One event with its values. */
export type LogEvent = { readonly [C in LogCode]: { readonly code: C; readonly data: LogEvents[C] } }[LogCode];

/** One line of the log. Values that are `undefined` are missing from what is stored. */
export type LogEntry = LogEvent & {
  /** Wall time [ms since 1970]. */
  readonly at: number;
  /** Since this worker began [ms]. */
  readonly uptime: Ms;
  readonly level: LogLevel;
  readonly source: LogSource;
};

/** A place between two lines: `line` is the number, within its segment, of the line that follows. */
export interface LinePlace {
  readonly segment: string;
  readonly line: number;
}

/** Lines that follow one another. */
export interface Lines {
  readonly from: LinePlace;
  readonly to: LinePlace;
  /** One JSON value a line, each line ended by a line feed. */
  readonly text: string;
}

export interface LineStorage {
  readonly state: HistoryState;
  readonly segments: number;
  readonly lines: number;
  readonly bytes: number;
  readonly mostBytes: number;
  /** About the time of the oldest line [ms since 1970]. */
  readonly oldest: number | undefined;
  /** Held in memory because the database has not taken them yet. */
  readonly unsavedLines: number;
  /** Lost since the start, because the database took nothing for too long. */
  readonly droppedLines: number;
}

/** Lines of the log are `LogEntry` values. Real and simulated logs are apart. */
export interface LogApi {
  /** Lines before a place, or the newest ones: some hundreds at a time. `undefined`: there are none. */
  before(mode: Mode, place: LinePlace | undefined): Promise<Lines | undefined>;
  /** Lines that have come after a place: some hundreds at a time; no text where it is the end. */
  after(mode: Mode, place: LinePlace): Promise<Lines>;
  storage(mode: Mode): Promise<LineStorage>;
  clear(mode: Mode): Promise<Outcome>;
}
