import type {
  ConformanceRule,
  Direction,
  FieldSource,
  GxPages,
  LineProblem,
  MirrorAlarmName,
  ReplayView,
  StoredLink,
  Summary,
  TrafficFormat,
  Verdict,
  Wire,
} from '../../bridge/traffic-contract';
import type { FrameName, FRAMES } from '../../protocols/canbms/frames';
import type { Part } from '../../protocols/explain/byte-map';
import type { CommandName } from '../../protocols/tinybms/commands';
import type { RegisterKey } from '../../protocols/tinybms/registers';
import type { LaboratoryTexts } from './keys-laboratory';

/** What the wire page is divided into. */
export type WireTab = 'now' | 'traffic' | 'requests' | 'mirror' | 'files';

export type SignalName = { [F in FrameName]: Extract<keyof (typeof FRAMES)[F]['signals'], string> }[FrameName];

/** Registers that come in numbers have one name for all. */
export type NamedRegister = Exclude<RegisterKey, `cellSlot${string}` | `eventSlot${string}`>;

type MirrorValue = { [P in 'overview' | 'details' | 'history' | 'parameters']: keyof GxPages[P] }[
  'overview' | 'details' | 'history' | 'parameters'];

/** Names as they stand on the battery pages of a GX. */
export interface MirrorTexts {
  readonly empty: string;
  /** The frames are not ours. */
  readonly foreign: string;
  readonly pages: Readonly<Record<'overview' | 'details' | 'alarms' | 'history' | 'parameters', string>>;
  readonly values: Readonly<Record<MirrorValue, string>>;
  readonly alarms: Readonly<Record<MirrorAlarmName, string>>;
  /** By level: in order, warning, alarm. */
  readonly levels: readonly [string, string, string];
  readonly age: (age: string) => string;
  readonly conformance: string;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly rules: Readonly<Record<ConformanceRule, { readonly name: string; readonly text: string }>>;
  readonly worst: (time: string) => string;
  readonly mostRate: (count: string) => string;
  readonly breaches: (count: string) => string;
}

export interface FileTexts {
  readonly take: string;
  readonly takeHelp: string;
  readonly formats: Readonly<Record<TrafficFormat, { readonly name: string; readonly text: string }>>;
  readonly writing: (share: string) => string;
  readonly saved: (name: string) => string;
  readonly nothingKept: string;
  readonly cancel: string;
  readonly cancelled: string;
  readonly failed: (detail: string) => string;
  readonly open: string;
  readonly openHelp: string;
  readonly choose: string;
  readonly takeKept: string;
  readonly keptName: (time: string) => string;
  readonly reading: (share: string) => string;
  readonly opened: (format: string, messages: string) => string;
  readonly noRecording: (name: string) => string;
  readonly badLines: (count: string, shown: string) => string;
  readonly line: string;
  readonly problem: string;
  readonly text: string;
  readonly problems: Readonly<Record<LineProblem, string>>;
  readonly recording: (messages: string, duration: string) => string;
  readonly recordedAt: (time: string) => string;
  readonly play: string;
  readonly playHelp: string;
  /** Traffic that outlives the tab. */
  readonly stored: {
    readonly title: string;
    readonly help: string;
    readonly links: Readonly<Record<StoredLink, string>>;
    readonly size: string;
    readonly holds: (messages: string, bytes: string) => string;
    readonly since: (time: string) => string;
    readonly empty: string;
    readonly unsaved: string;
    readonly lost: (messages: string) => string;
    readonly stretch: string;
    /** By hours. */
    readonly stretches: Readonly<Record<1 | 24 | 'all', string>>;
    readonly save: string;
    readonly clear: string;
    readonly clearConfirm: { readonly title: string; readonly text: string; readonly action: string };
  };
  readonly playConfirm: { readonly title: string; readonly text: string; readonly action: string };
}

export interface ReplayTexts {
  readonly word: string;
  readonly band: (name: string, time: string) => string;
  readonly stopped: string;
  readonly states: Readonly<Record<ReplayView['state'], string>>;
  readonly position: (position: string, of: string) => string;
  readonly slider: string;
  readonly pause: string;
  readonly play: string;
  readonly speed: string;
  readonly end: string;
  readonly same: string;
  readonly other: (values: string) => string;
}

export interface TrafficTexts {
  readonly files: FileTexts;
  readonly replay: ReplayTexts;
  readonly laboratory: LaboratoryTexts;
  readonly mirror: MirrorTexts;
  readonly tabs: Readonly<Record<WireTab, string>>;
  readonly intros: Readonly<Record<WireTab, string>>;
  readonly tabList: string;
  readonly list: string;
  readonly listHelp: string;
  readonly empty: string;
  /** In a window that only displays. */
  readonly elsewhere: string;
  readonly noMatch: string;
  readonly pause: string;
  readonly goOn: string;
  readonly clear: string;
  readonly newer: (count: string) => string;
  readonly shown: (shown: string, of: string) => string;
  readonly filter: {
    readonly link: string;
    readonly links: Readonly<Record<'all' | Wire, string>>;
    readonly direction: string;
    readonly directions: Readonly<Record<'all' | Direction, string>>;
    readonly search: string;
    readonly searchHint: string;
    readonly damaged: string;
  };
  readonly kinds: Readonly<Record<Extract<Summary['kind'], 'port' | 'refusal' | 'damaged'>, string>>;
  /** What an adapter says, by the kind of its line. */
  readonly answers: Readonly<Record<string, string>>;
  readonly answer: (kind: string, text: string) => string;
  readonly adapterCommands: Readonly<Record<string, string>>;
  readonly commands: Readonly<Record<CommandName | 'ack' | 'packet', string>>;
  readonly ports: Readonly<Record<'opened' | 'failed' | 'lost' | 'closed', (detail: string) => string>>;
  readonly reads: (address: string, count: string) => string;
  readonly refused: (what: string, why: string) => string;
  readonly reply: (what: string) => string;
  readonly damaged: (bytes: string) => string;
  readonly map: {
    readonly title: string;
    readonly none: string;
    readonly titleOf: (message: string) => string;
    readonly bytes: string;
    readonly column: Readonly<Record<'at' | 'name' | 'raw' | 'value' | 'source', string>>;
    readonly making: Readonly<Record<Extract<FieldSource, { kind: 'made' }>['making'], string>>;
    readonly from: (registers: string) => string;
    readonly into: (frames: string) => string;
    readonly unknown: string;
    readonly active: string;
    readonly inOrder: string;
    readonly bits: (from: string, to: string) => string;
    readonly bit: (bit: string) => string;
    readonly failed: string;
    readonly ruleNow: (sentence: string) => string;
  };
  readonly parts: Readonly<Record<Part, string>>;
  readonly signals: Readonly<Record<SignalName, string>>;
  readonly registers: Readonly<Record<NamedRegister, string>>;
  readonly registerFields: Readonly<Record<string, string>>;
  readonly cellRegister: (cell: string) => string;
  readonly cellSlot: (slot: string) => string;
  readonly eventSlot: (slot: string) => string;
  readonly allCells: string;
  readonly rates: {
    readonly title: string;
    readonly flow: string;
    readonly perSecond: string;
    readonly bytesPerSecond: string;
    readonly total: string;
    readonly damaged: string;
    readonly kept: (kept: string, most: string) => string;
    readonly since: (time: string) => string;
    readonly size: string;
    readonly sizeFailed: string;
    readonly counts: string;
    readonly column: Readonly<Record<'what' | 'direction' | 'count' | 'bytes' | 'interval', string>>;
  };
}
