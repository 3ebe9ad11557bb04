/** What is kept of each fault, and what the page may ask of it. Types only. Times are milliseconds since 1970, UTC. */
import type { Alarms } from '../battery/battery';
import type { BridgeView, FaultCode, Mode, Outcome } from './contract';
import type { HistoryColumns, Mark, TimeRange } from './history-contract';

/** What made an incident of it. */
export type IncidentCause =
  | { readonly kind: 'fault'; readonly code: FaultCode; readonly subject: string | undefined; readonly detail: string; readonly at: number }
  | { readonly kind: 'alarm'; readonly item: keyof Alarms; readonly at: number };

/** An incident without its content. `from` to `to`: what it holds; while it is not `complete`, more is still to come. */
export interface IncidentHead extends TimeRange {
  readonly id: number;
  readonly mode: Mode;
  readonly causes: readonly IncidentCause[];
  readonly complete: boolean;
}

export interface Incident extends IncidentHead {
  /** Version of the app, and its commit. */
  readonly app: { readonly version: string; readonly commit: string };
  /** Lines of the log. */
  readonly log: string;
  /** What went over the wires, as an NDJSON file; missing from incidents of an older version. */
  readonly traffic?: string;
  /** Every reading. */
  readonly readings: HistoryColumns;
  readonly marks: readonly Mark[];
  /** When the first cause came up. */
  readonly view: BridgeView;
}

export interface IncidentApi {
  /** Newest first. */
  list(mode: Mode): Promise<readonly IncidentHead[]>;
  read(mode: Mode, id: number): Promise<Incident | undefined>;
  remove(mode: Mode, id: number): Promise<Outcome>;
}
