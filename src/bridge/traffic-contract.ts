/** What the page may ask of the traffic on the wires. Types only. Times are of the worker's clock. */
import type { Ms } from '../battery/units';
import type { Making, SignalOf, SourceRegister } from '../control/provenance';
import type { Finding } from '../protocols/canbms-mirror/conformance';
import type { GxPages } from '../protocols/canbms-mirror/mirror';
import type { Captured, Direction, Wire } from '../protocols/capture/captured';
import type { Summary } from '../protocols/capture/describe';
import type { TrafficCount, TrafficFlow } from '../protocols/capture/tally';
import type { TrafficFormat } from '../protocols/recording/formats';
import type { ReadReport } from '../protocols/recording/reader';
import type { ByteField } from '../protocols/explain/byte-map';
import type { Mode, Outcome } from './contract';
import type { TimeRange } from './history-contract';
import type { LineStorage } from './log-contract';

export type { Making, SignalOf, SourceRegister } from '../control/provenance';
export type { ConformanceRule, Finding, Verdict } from '../protocols/canbms-mirror/conformance';
export type { MirrorAlarm, MirrorAlarmName } from '../protocols/canbms-mirror/decode';
export type { GxPages, Mirrored } from '../protocols/canbms-mirror/mirror';
export type { Captured, Direction, Wire } from '../protocols/capture/captured';
export type { Summary } from '../protocols/capture/describe';
export type { TrafficCount, TrafficFlow } from '../protocols/capture/tally';
export type { LineProblem, TrafficFormat } from '../protocols/recording/formats';
export type { BadLine, ReadReport } from '../protocols/recording/reader';
export type { ByteField, Subject } from '../protocols/explain/byte-map';

/** One frame or line, and what it is at a glance. */
export interface TrafficMessage extends Captured {
  readonly summary: Summary;
  /** For a reply of a TinyBMS: the question before it, without which nothing tells which registers a block holds. */
  readonly request: Uint8Array | undefined;
}

/** What is needed to show a message byte for byte, wherever it comes from. */
export type ShownMessage = Pick<TrafficMessage, 'wire' | 'direction' | 'bytes' | 'damaged' | 'summary' | 'request'>;

/** What is kept, and how much of what goes by. */
export interface TrafficState {
  /** Real, simulated and replayed traffic never stand in one recording. */
  readonly mode: Mode;
  readonly now: Ms;
  /** Milliseconds since 1970 at `now`: recordings carry the time of day. */
  readonly wallTime: number;
  readonly keptBytes: number;
  readonly mostBytes: number;
  /** Numbers of the oldest piece that is kept and of the next one. */
  readonly first: number;
  readonly end: number;
  /** Time of the oldest piece that is kept. */
  readonly since: Ms | undefined;
  /** Since the start of the bridge, or since they were cleared. */
  readonly counts: readonly TrafficCount[];
  readonly flows: readonly TrafficFlow[];
}

export interface TrafficBatch {
  /** In order, without a gap to the batch before unless pieces were overwritten meanwhile. */
  readonly messages: readonly TrafficMessage[];
  readonly state: TrafficState;
}

/**
 * Where a value in a frame comes from, or where a register goes.
 * - `made`: a signal of a frame, made of these registers in this way.
 * - `used`: a register that goes into these signals.
 */
export type FieldSource =
  | { readonly kind: 'made'; readonly making: Making; readonly registers: readonly SourceRegister[] }
  | { readonly kind: 'used'; readonly signals: readonly SignalOf[] };

export interface ExplainedField extends ByteField {
  readonly source: FieldSource | undefined;
}

/** What a GX makes of the battery frames on the wire. */
export interface MirrorView {
  readonly now: Ms;
  /** Frames of this bridge, or, while it sends none, those of another battery on the bus. */
  readonly of: Direction;
  /** `undefined` before the first frame. */
  readonly pages: GxPages | undefined;
  readonly findings: readonly Finding[];
}

/** A piece of a file that is being written. */
export interface FilePart {
  readonly text: string;
  /** How much of the whole has been written, 0 to 1. */
  readonly share: number;
  readonly done: boolean;
}

/** Links whose traffic can be stored. */
export type StoredLink = Exclude<Wire, 'port'>;

/** What is stored of each link in the mode that runs. */
export type StoredTraffic = Readonly<Record<StoredLink, LineStorage>>;

/** Limits as they stood in the 0x351 of a recording [V, A]. */
export interface ReplayLimits {
  readonly cvl: number;
  readonly ccl: number;
  readonly dcl: number;
}

/** A recording that is played again. */
export interface ReplayView {
  /** Of its file. */
  readonly name: string;
  /** Milliseconds since 1970 at its beginning. */
  readonly startedAt: number;
  readonly durationMs: Ms;
  readonly positionMs: Ms;
  /** Times the speed of then. */
  readonly speed: number;
  readonly state: 'playing' | 'paused' | 'ended';
  /** What was sent at this time, to be held against what the bridge decides now; `undefined` before the first 0x351. */
  readonly recordedLimits: ReplayLimits | undefined;
}

/** What is ready to be played. */
export interface RecordingView extends ReadReport {
  readonly name: string;
}

export interface TrafficApi {
  /**
   * Tells of the newest `last` pieces that are kept, and then of everything new, in batches of at most some thousand: four times a
   * second, and soon after one another while there is more. Through Comlink the listener is a proxy.
   */
  subscribe(listener: (batch: TrafficBatch) => void, last: number): Promise<number>;
  unsubscribe(id: number): Promise<void>;
  /** Forgets what is kept and counted. */
  clear(): Promise<void>;
  /** Every byte of a piece, and what it is. */
  explain(piece: Omit<ShownMessage, 'summary'>): Promise<readonly ExplainedField[]>;
  /** The frames since the start of the bridge, decoded once more by a decoder of its own and held against the protocol. */
  mirror(): Promise<MirrorView>;
  /**
   * Begins a file of what memory holds, and of how each port was found; with a range of the calendar, of what memory and the stores hold of
   * it. `writeNext` gives its parts, `writeEnd` forgets it at any time.
   */
  writeBegin(format: TrafficFormat, range?: TimeRange): Promise<number>;
  writeNext(id: number): Promise<FilePart>;
  writeEnd(id: number): Promise<void>;
  stored(): Promise<StoredTraffic>;
  /** Forgets what is stored in the mode that runs. */
  clearStored(): Promise<Outcome>;
  /** Begins to read a file; its text follows cut anywhere. What was read before stays until `readEnd`. */
  readBegin(): Promise<void>;
  readText(text: string): Promise<ReadReport>;
  /** The file has ended: if it holds any message it is the recording from now on. */
  readEnd(name: string): Promise<ReadReport>;
  /** Takes what is kept as the recording. */
  takeKept(name: string): Promise<RecordingView>;
  /** The recording that `start('replay')` of the bridge plays. */
  recording(): Promise<RecordingView | undefined>;
  play(): Promise<void>;
  pause(): Promise<void>;
  /** From 0.1 to 100 times. */
  setSpeed(times: number): Promise<void>;
  /** Goes to a time of the recording [ms]. `false`: it has been played, and the next `start('replay')` begins there. */
  goTo(position: Ms): Promise<boolean>;
}
