import type { AlarmItem, CellAt, TemperatureAt } from '../../battery/battery';
import type { OnlineStatus } from '../../battery/pack';
import type {
  AdapterView,
  BusState,
  Evidence,
  FaultCode,
  Mode,
  Phase,
  PortAssignment,
  PortRole,
  PortState,
  WaitingFor,
  WireFrame,
} from '../../bridge/contract';
import type { DisplayState, PhaseCause, PhaseKind, PhaseWait, Reason, RuleId } from '../../control/limits';
import type { Format } from '../format/format';
import type { Withheld } from '../state/in-control';
import type { LanguageChoice, Theme } from '../state/preferences';
import type { PortAccess } from '../state/serial-support';
import type { WakeLockState } from '../state/wake-lock';
import type { Page } from '../state/route';
import type { AlarmPageTexts } from './keys-alarm-page';
import type { AlarmTexts } from './keys-alarms';
import type { CallTexts } from './keys-calls';
import type { ChargePageTexts } from './keys-charge-page';
import type { AppTexts } from './keys-app';
import type { CommissioningTexts } from './keys-commissioning';
import type { InterfaceTexts } from './keys-interfaces';
import type { GxTexts } from './keys-gx';
import type { FilesTexts } from './keys-files';
import type { HistoryTexts } from './keys-history';
import type { LogTexts } from './keys-log';
import type { ManualTexts } from './keys-manual';
import type { OperationTexts } from './keys-operation';
import type { SpokenTexts } from './keys-spoken';
import type { FaultGroup } from '../state/fault-groups';
import type { TrafficTexts } from './keys-traffic';
import type { PlausibilityTexts } from './keys-plausibility';
import type { SettingsTexts } from './keys-settings';
import type { WorkshopTexts } from './keys-workshop';
import type { WatchdogTexts } from './keys-watchdog';
import type { WindowTexts } from './keys-windows';
import type { BmsLinkState, BridgeLinkState, CanLinkState, GxLinkState, Tone } from '../state/chain';

/** Numbers come ready made from the format; `severalPacks` tells whether a cell number alone says enough. */
export interface Speaking {
  readonly format: Format;
  readonly severalPacks: boolean;
}

/** What has happened, why, and what the owner can do about it. */
export interface FaultText {
  readonly title: string;
  readonly cause: string;
  readonly action: string;
}

/** `Union` with every name of its members in a member of its own, as `Extract` needs it. */
type Split<Union, Key extends PropertyKey> =
  Union extends Readonly<Record<Key, infer Name>> ? (Name extends string ? Union & Readonly<Record<Key, Name>> : never) : never;

export type ReasonOf<R extends RuleId> = Extract<Split<Reason, 'rule'>, { rule: R }>;
export type CauseOf<C extends PhaseCause['cause']> = Extract<Split<PhaseCause, 'cause'>, { cause: C }>;
export type WaitOf<W extends PhaseWait['wait']> = Extract<PhaseWait, { wait: W }>;

/** Clauses without capital and full stop, so that one may stand inside another; `sentences.ts` makes sentences of them. */
export type ReasonTexts = { readonly [R in RuleId]: (reason: ReasonOf<R>, speaking: Speaking) => string };
type CauseTexts = { readonly [C in PhaseCause['cause']]: (cause: CauseOf<C>, speaking: Speaking) => string };
type WaitTexts = { readonly [W in PhaseWait['wait']]: (wait: WaitOf<W>, speaking: Speaking) => string };
type EvidenceTexts = { readonly [K in Evidence['kind']]: (evidence: Extract<Evidence, { kind: K }>, format: Format) => string };

/** Identifiers of the frames that have a name. */
export type NamedFrame =
  | '351' | '355' | '356' | '35A' | '35E' | '35F' | '370' | '371' | '372' | '373' | '374' | '375' | '376' | '377' | '378' | '379' | '380' | '381' | '382'
  | '305' | '306' | '307'; // prettier-ignore

/** Every text of the page. A language is complete when it compiles. */
export interface Texts {
  readonly productName: string;
  readonly pages: Readonly<Record<Page, string>>;
  readonly shell: {
    readonly skip: string;
    readonly navigation: string;
    readonly morePages: string;
    readonly chain: string;
    readonly display: string;
    readonly theme: string;
    readonly themes: Readonly<Record<Theme, string>>;
    readonly language: string;
    readonly languages: Readonly<Record<LanguageChoice, string>>;
    readonly notices: string;
    readonly more: (count: string) => string;
    /** In the title of the window. */
    readonly marks: Readonly<Record<'live' | 'alarm' | 'silent' | 'replay', string>>;
    readonly failed: string;
    readonly stop: string;
    readonly stopHelp: string;
    readonly tones: Readonly<Record<Tone, string>>;
  };
  readonly simulation: {
    readonly word: string;
    readonly band: string;
    /** The settings are of this simulation alone. */
    readonly apart: string;
  };
  readonly chain: {
    readonly bms: string;
    readonly bridge: string;
    readonly can: string;
    readonly canShort: string;
    readonly gx: string;
    readonly bmsStates: Readonly<Record<BmsLinkState, (age: string) => string>>;
    readonly bridgeStates: Readonly<Record<BridgeLinkState, string>>;
    readonly canStates: Readonly<Record<CanLinkState, string>>;
    readonly gxStates: Readonly<Record<GxLinkState, (age: string) => string>>;
  };
  readonly phases: Readonly<Record<Phase | 'replaying', { readonly title: string; readonly text: string }>>;
  readonly waitingFor: Readonly<Record<WaitingFor, string>>;
  readonly bridgeSilent: FaultText;
  readonly starting: string;
  readonly overview: {
    readonly stateOfCharge: string;
    readonly stateOfHealth: string;
    readonly capacity: string;
    readonly voltage: string;
    readonly current: string;
    readonly power: string;
    readonly temperatures: string;
    readonly direction: Readonly<Record<'charging' | 'discharging' | 'resting', string>>;
    readonly sensors: Readonly<Record<TemperatureAt['sensor'], string>>;
    readonly bmsStatus: string;
    /** A code of register 50 that the protocol does not name. */
    readonly unknownStatus: (code: string) => string;
    readonly onlineStatus: Readonly<Record<Exclude<OnlineStatus, 'unknown'>, string>>;
    readonly ageNote: (age: string) => string;
    readonly lostNote: (age: string) => string;
    readonly neverNote: string;
    readonly goToConnection: string;
    readonly waitingTitle: string;
    readonly charged: string;
    readonly discharged: string;
    readonly countedFrom: (time: string) => string;
    readonly fullIn: (time: string) => string;
    readonly emptyIn: (time: string) => string;
    readonly timeToFull: string;
    readonly timeToEmpty: string;
  };
  readonly wall: {
    readonly open: string;
    readonly night: string;
    readonly leave: string;
    readonly awake: Readonly<Record<Exclude<WakeLockState, 'off'>, string>>;
  };
  readonly limits: {
    readonly title: string;
    /** While nothing is let out. */
    readonly withheldTitle: string;
    readonly withheld: Readonly<Record<Withheld, string>>;
    readonly names: Readonly<Record<'cvl' | 'ccl' | 'dcl', string>>;
    readonly sent: (age: string) => string;
    readonly lastSent: (age: string) => string;
    readonly neverSent: string;
    /** The worker is silent: nobody knows whether frames still go out. */
    readonly notKnown: string;
    readonly otherRules: (count: string) => string;
    readonly chargingStopped: string;
    readonly dischargingStopped: string;
    readonly gx: Readonly<Record<GxLinkState, (age: string) => string>>;
    readonly gxVictron: string;
  };
  readonly reasons: ReasonTexts;
  readonly charge: {
    readonly title: string;
    readonly phases: Readonly<Record<PhaseKind, string>>;
    /** What the state of the seed means now. */
    readonly states: Readonly<Record<DisplayState, string>>;
    /** How long the phase has lasted, and why it began: a clause of `causes`. */
    readonly since: (time: string, cause: string) => string;
    readonly causes: CauseTexts;
    /** What happens once the conditions are met. */
    readonly waitsFor: Readonly<Record<PhaseKind, string>>;
    readonly waits: WaitTexts;
    readonly met: string;
    readonly notMet: string;
    readonly trim: (voltage: string) => string;
  };
  readonly alarms: {
    readonly title: string;
    readonly withheldTitle: string;
    readonly none: string;
    readonly unknown: string;
    readonly items: Readonly<Record<AlarmItem, { readonly name: string; readonly warning: string; readonly alarm: string }>>;
    readonly warningWord: string;
    readonly alarmWord: string;
  };
  readonly batteryAlarms: AlarmTexts;
  readonly alarmPage: AlarmPageTexts;
  readonly calls: CallTexts;
  readonly gxCard: GxTexts;
  readonly cells: {
    readonly title: string;
    readonly cell: (at: Pick<CellAt, 'cell'>) => string;
    readonly pack: (id: string) => string;
    readonly lowest: string;
    readonly highest: string;
    readonly spread: string;
    readonly balancing: string;
    /** How many cells are, and how many want to be. */
    readonly balancingCount: (real: string, wanted: string) => string;
    readonly balancingNone: string;
    readonly wantsBalancing: string;
    readonly showBars: string;
    readonly showTable: string;
    readonly view: string;
    readonly axis: (from: string, to: string) => string;
    readonly cutoffs: string;
    readonly cutoffRange: (from: string, to: string) => string;
    readonly column: Readonly<Record<'number' | 'voltage' | 'difference' | 'balancing', string>>;
    readonly sortBy: (column: string) => string;
    readonly none: string;
  };
  readonly connection: {
    readonly intro: Readonly<Record<Mode, string>>;
    readonly connect: string;
    readonly disconnect: string;
    readonly useSerial: string;
    readonly useSimulation: string;
    readonly stopConfirm: { readonly title: string; readonly text: string; readonly action: string };
    readonly simulateConfirm: { readonly title: string; readonly text: string; readonly action: string };
    readonly assignConfirm: { readonly title: string; readonly text: string; readonly action: string };
    readonly cancel: string;
    readonly stepsTitle: string;
    readonly steps: readonly { readonly title: string; readonly text: string }[];
    readonly stepStates: Readonly<Record<'done' | 'now' | 'later', string>>;
    readonly ports: string;
    readonly addPort: string;
    readonly addPortHelp: string;
    /** Where adapters are reached by WebUSB. */
    readonly addPortUsb: string;
    readonly addPortFailed: (reason: string) => string;
    readonly noPorts: string;
    readonly roles: Readonly<Record<PortRole, string>>;
    readonly portName: (number: string) => string;
    readonly simulatedPort: string;
    readonly usb: (vendor: string, product: string) => string;
    readonly noUsb: string;
    readonly portStates: Readonly<Record<PortState, { readonly word: string; readonly text: string }>>;
    readonly evidenceTitle: string;
    readonly evidence: EvidenceTexts;
    readonly noEvidence: string;
    readonly retryIn: (attempt: string, time: string) => string;
    readonly retryNow: string;
    readonly assignment: string;
    readonly assignments: Readonly<Record<PortAssignment, string>>;
    readonly settings: string;
    readonly bitrate: string;
    readonly bitrates: Readonly<Record<'250000' | '500000', string>>;
    readonly bitrateHelp: string;
    readonly baudRate: string;
    readonly baudRateHelp: string;
    readonly baud: (rate: string) => string;
    readonly unsupportedTitle: string;
    readonly unsupported: readonly string[];
  };
  readonly faults: Readonly<Record<FaultCode, FaultText>>;
  readonly app: AppTexts;
  readonly interfaces: InterfaceTexts;
  readonly operation: OperationTexts;
  readonly commissioning: CommissioningTexts;
  readonly plausibility: PlausibilityTexts;
  readonly watchdog: WatchdogTexts;
  readonly windows: WindowTexts;
  readonly wire: {
    readonly frames: string;
    readonly none: string;
    readonly column: Readonly<Record<'id' | 'name' | 'data' | 'count' | 'interval' | 'age' | 'direction', string>>;
    readonly directions: Readonly<Record<WireFrame['direction'], string>>;
    readonly frameNames: Readonly<Record<NamedFrame, string>>;
    readonly unnamed: string;
    readonly bmsCounters: string;
    readonly canCounters: string;
    readonly noCounters: string;
    readonly bms: Readonly<
      Record<
        | 'requests'
        | 'replies'
        | 'timeouts'
        | 'repeats'
        | 'refusals'
        | 'skippedBytes'
        | 'unexpectedReplies'
        | 'lastLatencyMs'
        | 'longestLatencyMs'
        | 'rejected'
        | 'lastRejection',
        string
      >
    >;
    readonly can: Readonly<
      Record<
        | 'version'
        | 'serialNumber'
        | 'acknowledges'
        | 'bus'
        | 'sent'
        | 'acknowledged'
        | 'refused'
        | 'unacknowledged'
        | 'dropped'
        | 'replaced'
        | 'received'
        | 'invalidLines'
        | 'queued',
        string
      >
    >;
    readonly acknowledges: Readonly<Record<AdapterView['acknowledges'], string>>;
    readonly bus: Readonly<Record<BusState, string>>;
  };
  readonly chargePage: ChargePageTexts;
  readonly history: HistoryTexts;
  readonly log: LogTexts;
  readonly traffic: TrafficTexts;
  readonly workshop: WorkshopTexts;
  readonly files: FilesTexts;
  readonly settings: SettingsTexts;
  readonly simulator: {
    readonly intro: string;
    readonly battery: string;
    readonly chemistry: string;
    readonly cells: string;
    readonly gx: string;
    readonly gxStates: Readonly<Record<'charging' | 'discharging' | 'resting' | 'timedOut', string>>;
    readonly solarCurrent: string;
    readonly loadCurrent: string;
    readonly faults: string;
    readonly faultsHelp: string;
    readonly faultGroups: Readonly<Record<FaultGroup, string>>;
    /** By the simulator's own name; a fault that is missing here is shown by that name. */
    readonly faultNames: Readonly<Record<string, string>>;
    readonly absent: string;
  };
  readonly manual: ManualTexts;
  readonly spoken: SpokenTexts;
  readonly about: {
    readonly what: string;
    readonly safetyTitle: string;
    readonly safety: readonly string[];
    readonly browsersTitle: string;
    readonly browsers: readonly string[];
    readonly thisBrowser: Readonly<Record<PortAccess, string>>;
    readonly interfaces: string;
    readonly toInterfaces: string;
    readonly diagnostics: Readonly<
      Record<'title' | 'text' | 'unknown' | 'persistent' | 'evictable' | 'copy' | 'copied' | 'notCopied' | 'show', string>
    > & { readonly used: (used: string, quota: string) => string };
    readonly buildTitle: string;
    readonly commit: string;
    readonly licenceTitle: string;
    readonly licence: string;
    readonly fontLicence: string;
    readonly toLicences: string;
  };
}

/** Areas that neither the frame nor the overview speaks with: they come with the other pages. */
export const REST_AREAS = [
  'alarmPage',
  'app',
  'chargePage',
  'commissioning',
  'connection',
  'files',
  'gxCard',
  'history',
  'interfaces',
  'log',
  'manual',
  'operation',
  'plausibility',
  'settings',
  'simulator',
  'spoken',
  'traffic',
  'windows',
  'wire',
  'workshop',
  'about',
] as const satisfies readonly (keyof Texts)[];
export type RestTexts = Pick<Texts, (typeof REST_AREAS)[number]>;
export type FirstTexts = Omit<Texts, keyof RestTexts>;
