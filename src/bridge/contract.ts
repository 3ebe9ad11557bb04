/** What the page may ask of the worker, and everything that it is shown. Types only. */
import type { ChargeApi, ParametersView, TrialView } from './charge-contract';
import type { AlarmEntry, AlarmsApi } from './alarms-contract';
import type { ConfigurationApi, UndoView } from './configuration-contract';
import type { EnergyView, HistoryApi } from './history-contract';
import type { IncidentApi } from './incident-contract';
import type { LaboratoryApi } from './laboratory-contract';
import type { LogApi } from './log-contract';
import type { WatchdogApi } from './watchdog-contract';
import type { WindowView } from './windows-contract';
import type { ReplayView, TrafficApi } from './traffic-contract';
import type { WorkshopApi } from './workshop-contract';
import type { Alarms, Battery } from '../battery/battery';
import type { BmsEvent } from '../battery/bms-events';
import type { PackIdentity, PackReading, PackSettings } from '../battery/pack';
import type { Rejection } from '../battery/plausibility';
import type { Ms, PackId } from '../battery/units';
import type { Alarm } from '../control/alarms/alarm';
import type { Supervision } from '../control/supervision';
import type { Configuration, ConfigurationChange } from '../configuration/configuration';
import type { Check, CheckName } from '../control/checklist';
import type { DisplayState, Limits, PhaseReport } from '../control/limits';
import type { Operation } from '../control/state';

/**
 * Real ports, a simulated battery, adapter and GX, or ports out of a recording. They never mix: each runs in a bridge of its own, and
 * only the first two are kept in a history.
 */
export type Mode = 'serial' | 'simulation' | 'replay';

/**
 * - `stopped`: the owner has not started the bridge, or has stopped it.
 * - `blocked`: another tab of this browser owns the ports.
 * - `waiting`: nothing has been sent yet; `waitingFor` says why.
 * - `observe`, `shadow`: limits follow the battery and are not sent, because the owner has not let them out.
 * - `live`: limits follow the battery and are being sent.
 * - `stale`: no BMS data for 10 s; charging is held back.
 * - `silent`: no BMS data for 30 s; nothing is sent, so that the GX stops by itself.
 */
export type Phase = 'stopped' | 'blocked' | 'waiting' | 'observe' | 'shadow' | 'live' | 'stale' | 'silent';

/** What the gate still waits for before the first frame. */
export type WaitingFor = 'bms-link' | 'settings' | 'plausible-reading' | 'single-pack' | 'latch-watch' | 'can-link';

export type PortRole = 'bms' | 'can';

/** Owner's choice for a port; `automatic` asks the device. `can-unidentified` uses an adapter that does not answer `V`. */
export type PortAssignment = 'automatic' | 'bms' | 'can' | 'can-unidentified' | 'ignored';

/**
 * - `settling`: open, listening until a booting board has gone quiet.
 * - `identifying`: asking who is there.
 * - `configuring`: a CAN adapter is being set up.
 * - `live`: answers, in use.
 * - `spare`: answers, but its role is already taken by another port.
 * - `unidentified`: answers neither question.
 * - `retrying`: failed or lost; `retryAt` says when the next attempt is.
 */
export type PortState =
  'closed' | 'opening' | 'settling' | 'identifying' | 'configuring' | 'live' | 'spare' | 'unidentified' | 'retrying' | 'ignored';

/** One observation on the way to a role, in the order it was made. */
export type Evidence =
  | { readonly kind: 'adapter-version'; readonly text: string }
  | { readonly kind: 'adapter-refusal' }
  | { readonly kind: 'adapter-frames'; readonly count: number }
  | { readonly kind: 'adapter-silent' }
  | { readonly kind: 'bms-answer'; readonly serialNumber: string | undefined }
  | { readonly kind: 'bms-silent' }
  | { readonly kind: 'boot-text'; readonly text: string }
  | { readonly kind: 'owner' };

export type FaultCode =
  // Ports
  | 'port-open-failed'
  | 'port-lost'
  | 'port-not-answering'
  | 'port-unidentified'
  | 'port-gone'
  // TinyBMS
  | 'bms-refused'
  | 'bms-implausible'
  | 'bms-cell-count'
  | 'bms-broadcasting'
  | 'charge-refused'
  | 'several-packs'
  | 'bms-exchanged'
  // CAN
  | 'can-refusing'
  | 'can-bus-off'
  | 'can-error-passive'
  | 'can-foreign-limits'
  | 'gx-lost'
  // Bridge
  | 'bms-stale'
  | 'bms-silent'
  | 'ports-owned-elsewhere'
  | 'other-window-sends'
  | 'serial-unsupported'
  | 'not-simulated'
  | 'nothing-to-replay'
  | 'part-missing'
  | 'not-proven'
  | 'listen-only'
  | 'storage-unavailable'
  | 'settings-unread'
  | 'history-unsaved'
  | 'log-unsaved'
  | 'alarms-unsaved'
  | 'incidents-unsaved'
  | 'traffic-unsaved'
  | 'law-memory-unsaved'
  | 'law-memory-dropped'
  | 'configuration-invalid'
  | 'configuration-moved'
  // Workshop
  | 'bms-not-there'
  | 'workshop-busy'
  | 'profile-changed'
  | 'changes-refused';

/** Something the owner must know. `detail` is for people who report it; the sentence comes from `code`. */
export interface Fault {
  readonly code: FaultCode;
  readonly severity: 'info' | 'warning' | 'alarm';
  readonly detail: string;
  /** Port or pack it concerns, where there is one. */
  readonly subject: string | undefined;
  /** Worker clock. */
  readonly since: Ms;
}

export interface PortView {
  readonly id: string;
  readonly usb: { readonly vendorId: number; readonly productId: number } | undefined;
  readonly state: PortState;
  readonly role: PortRole | undefined;
  readonly assignment: PortAssignment;
  readonly evidence: readonly Evidence[];
  /** 1 for the first attempt after a failure, growing. */
  readonly attempt: number;
  readonly retryAt: Ms | undefined;
  readonly fault: Fault | undefined;
}

/** Counters of one TinyBMS link since it was opened. */
export interface BmsCounters {
  readonly requests: number;
  readonly replies: number;
  readonly timeouts: number;
  /** Requests sent again because the first copy stayed without answer. */
  readonly repeats: number;
  readonly refusals: number;
  /** Bytes that belong to no intact frame. */
  readonly skippedBytes: number;
  readonly unexpectedReplies: number;
  /** Last and longest time from request to complete reply [ms]. */
  readonly lastLatencyMs: Ms | undefined;
  readonly longestLatencyMs: Ms | undefined;
  /** Of all replies. */
  readonly meanLatencyMs: Ms | undefined;
}

export interface PackView {
  readonly id: PackId;
  /** Port behind which it answers now, if any. */
  readonly port: string | undefined;
  readonly identity: PackIdentity | undefined;
  readonly settings: PackSettings | undefined;
  readonly reading: PackReading | undefined;
  /** When `reading` was complete; worker clock. */
  readonly readAt: Ms | undefined;
  /** Between the two newest answers with live values [ms]; `undefined` while it is not asked, or has not answered twice. */
  readonly readEveryMs: Ms | undefined;
  /** Readings rejected because no battery can be like that. */
  readonly rejected: number;
  readonly lastRejection: Rejection | undefined;
  /** The log of the BMS, oldest first; `undefined` until it was read. */
  readonly events: readonly BmsEvent[] | undefined;
  readonly counters: BmsCounters | undefined;
}

export type BusState = 'unknown' | 'ok' | 'warning' | 'passive' | 'bus-off';

/** What is known of the CAN adapter in use. */
export interface AdapterView {
  readonly port: string;
  readonly version: string | undefined;
  readonly serialNumber: string | undefined;
  /** How the adapter acknowledges frames; `none` is a dialect, not a fault. */
  readonly acknowledges: 'unknown' | 'none' | 'cr' | 'z' | 'hash';
  readonly bus: BusState;
  readonly sent: number;
  readonly acknowledged: number;
  readonly refused: number;
  /** It has refused several frames in a row, and taken none since. */
  readonly refusing: boolean;
  readonly unacknowledged: number;
  /** Frames dropped because they had become too old, or were replaced by a newer one of the same identifier. */
  readonly dropped: number;
  readonly replaced: number;
  readonly received: number;
  readonly invalidLines: number;
  readonly queued: number;
}

export interface GxView {
  /** `never`: no 0x305 or 0x307 yet. Lost after the time that is set (section `gx` of the configuration), quiet from half of it on. */
  readonly state: 'never' | 'heard' | 'quiet' | 'lost';
  readonly heardAt: Ms | undefined;
  /** 0x307 carried "VIC". */
  readonly victron: boolean;
}

/** The newest frame of one identifier on the wire. */
export interface WireFrame {
  readonly id: number;
  /** `withheld`: made in shadow operation, and not sent. */
  readonly direction: 'sent' | 'withheld' | 'received';
  /** Two upper-case hexadecimal digits a byte, separated by spaces. */
  readonly data: string;
  readonly at: Ms;
  readonly count: number;
  /** Time since the frame before [ms]. */
  readonly intervalMs: Ms | undefined;
}

export interface SimulationView {
  /** Names for `injectFault`, with their present state. */
  readonly faults: readonly { readonly name: string; readonly active: boolean }[];
  readonly chemistry: string;
  readonly cells: number;
  /** What the simulated GX makes of our frames. */
  readonly gx: {
    readonly charging: boolean;
    readonly discharging: boolean;
    readonly timedOut: boolean;
    readonly solarCurrent: number;
    readonly loadCurrent: number;
  };
}

/** Where the charge is, and what it waits for. */
export interface ChargeView {
  /** The seed's name of the state. */
  readonly state: DisplayState;
  readonly phase: PhaseReport;
  /** What overshoot control takes off the charge voltage now [V]. */
  readonly trim: number;
  /** Charge voltage that the phase asks for [V]. */
  readonly target: number;
  readonly chemistry: 'LFP' | 'NMC' | 'LTO';
}

/** How far the bridge goes, and what speaks for going further. */
export interface OperationView {
  readonly level: Operation;
  readonly since: Ms;
  /** In the order in which they are proven. */
  readonly checks: readonly Check[];
}

/** Everything the page shows: one immutable, structured-cloneable value. All times are of the worker's clock. */
export interface BridgeView {
  readonly mode: Mode;
  readonly phase: Phase;
  readonly waitingFor: readonly WaitingFor[];
  /** Worker clock and wall time at publication. */
  readonly now: Ms;
  readonly wallTime: number;
  readonly ports: readonly PortView[];
  readonly packs: readonly PackView[];
  readonly battery: Battery | undefined;
  /** When the newest reading in `battery` was complete. */
  readonly batteryAt: Ms | undefined;
  /** Limits as last decided; `undefined` before the gate opens and in silence. */
  readonly limits: Limits | undefined;
  readonly charge: ChargeView | undefined;
  /** `undefined` while no bridge runs. */
  readonly operation: OperationView | undefined;
  /** `undefined` until the settings of a battery have been read. */
  readonly parameters: ParametersView | undefined;
  /** Parameters that run beside the active ones, and are never sent. */
  readonly trial: TrialView | undefined;
  /** How much of a simulated day has been lived through, 0 to 1; `undefined` while none runs. */
  readonly rehearsal: number | undefined;
  /** When 0x351 was last handed to the adapter. */
  readonly limitsSentAt: Ms | undefined;
  /** What frame 0x35A says. */
  readonly alarms: Alarms | undefined;
  /** Alarms of the battery in a fresh reading; `undefined` while nobody can see the battery. */
  readonly batteryAlarms: readonly Alarm[] | undefined;
  /** Everything that is wrong now, from the book of alarms, in the order in which it began. */
  readonly activeAlarms: readonly AlarmEntry[];
  readonly adapter: AdapterView | undefined;
  readonly gx: GxView;
  readonly supervision: Supervision;
  readonly wire: readonly WireFrame[];
  readonly faults: readonly Fault[];
  readonly configuration: Configuration;
  /** What has replaced the configuration as a whole, and can be undone. */
  readonly configurationUndo: UndoView | undefined;
  /** It was changed here while another window has the ports: it holds for this simulation alone, and is stored nowhere. */
  readonly configurationApart: boolean;
  /** This window among the others; in one that displays, everything else is what the sender's worker tells. */
  readonly window: WindowView;
  /** `undefined` until a battery has been read. */
  readonly energy: EnergyView | undefined;
  readonly simulation: SimulationView | undefined;
  readonly replay: ReplayView | undefined;
}

/** Fields that are others now, and those of which only parts are, by name; an index is the name in a list. */
export interface Parts {
  readonly set: Readonly<Record<string, unknown>> | undefined;
  readonly inside: Readonly<Record<string, Parts>> | undefined;
}

/** The whole view, or what makes it out of the one that was told before; neither where nothing has changed. */
export interface ViewNews {
  readonly view?: BridgeView;
  readonly parts?: Parts | undefined;
}

export type Outcome = { readonly ok: true } | { readonly ok: false; readonly fault: Fault };

export interface BridgeApi {
  /** Starts a bridge of this mode, ending the one before. The choice is remembered. */
  start(mode: Mode): Promise<Outcome>;
  /** Ends a replay: the bridge of before goes on, if it was running. */
  endReplay(): Promise<Outcome>;
  /** Stops sending, closes the ports. Stays stopped until `start`. */
  stop(): Promise<void>;
  /** Looks at the port list again, after the owner has chosen a port. */
  rescan(): Promise<void>;
  /** Overrides or frees the role of a port. */
  assign(port: string, assignment: PortAssignment): Promise<void>;
  /** Tries a port again now instead of at its next time. */
  retry(port: string): Promise<void>;
  /**
   * Lets the bridge go so far and no further. The way down is taken at once, whatever else is under way. The way up to `live` needs
   * every point of the checklist proven, or open and `accepted` where that is possible; `not-proven` names the others.
   */
  operate(operation: Operation, accepted?: readonly CheckName[]): Promise<Outcome>;
  /** Changes what the owner can set: all of it or, with `configuration-invalid`, nothing. */
  configure(change: ConfigurationChange): Promise<Outcome>;
  /** Simulation only: switches a fault of the catalogue on or off. */
  injectFault(name: string, active: boolean): Promise<Outcome>;
  /**
   * Calls `listener` now and on change: newest value only, at most every 200 ms and at least every second. It begins with a whole view.
   * Through Comlink the listener is a proxy.
   */
  subscribe(listener: (news: ViewNews) => void): Promise<number>;
  unsubscribe(id: number): Promise<void>;
}

/** What the worker exposes; one area for each part of the app, so that each has a contract of its own. */
export interface WorkerApi {
  readonly bridge: BridgeApi;
  readonly history: HistoryApi;
  readonly charge: ChargeApi;
  readonly configuration: ConfigurationApi;
  readonly alarms: AlarmsApi;
  readonly log: LogApi;
  readonly incidents: IncidentApi;
  readonly watchdog: WatchdogApi;
  readonly traffic: TrafficApi;
  readonly laboratory: LaboratoryApi;
  readonly workshop: WorkshopApi;
}
