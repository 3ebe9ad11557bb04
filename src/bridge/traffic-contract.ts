/** What the page may ask of the traffic on the wires. Types only. Times are of the worker's clock. */
import type { Ms } from '../battery/units';
import type { Making, SignalOf, SourceRegister } from '../control/provenance';
import type { Captured } from '../protocols/capture/captured';
import type { Summary } from '../protocols/capture/describe';
import type { TrafficCount, TrafficFlow } from '../protocols/capture/tally';
import type { ByteField } from '../protocols/explain/byte-map';
import type { Mode } from './contract';

export type { Making, SignalOf, SourceRegister } from '../control/provenance';
export type { Captured, Direction, Wire } from '../protocols/capture/captured';
export type { Summary } from '../protocols/capture/describe';
export type { TrafficCount, TrafficFlow } from '../protocols/capture/tally';
export type { ByteField, Subject } from '../protocols/explain/byte-map';

/** One frame or line, and what it is at a glance. */
export interface TrafficMessage extends Captured {
  readonly summary: Summary;
  /** For a reply of a TinyBMS: the question before it, without which nothing tells which registers a block holds. */
  readonly request: Uint8Array | undefined;
}

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
  explain(piece: Pick<TrafficMessage, 'wire' | 'direction' | 'bytes' | 'request' | 'damaged'>): Promise<readonly ExplainedField[]>;
}
