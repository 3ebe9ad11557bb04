/** What a file of a bridge holds: a support file, or an incident. */
import type { BridgeView, Mode } from '../../bridge/contract';
import type { HistoryColumns, Mark, TierName, TimeRange } from '../../bridge/history-contract';
import type { IncidentCause } from '../../bridge/incident-contract';
import type { LogEntry } from '../../bridge/log-contract';

export const FORMAT = 'tinybms-bridge-file';
export const FORMAT_VERSION = 1;

/** The first thing in a file: what it is, where it comes from, and what it covers. */
export interface Manifest extends TimeRange {
  readonly format: typeof FORMAT;
  readonly formatVersion: number;
  readonly kind: 'support' | 'incident';
  readonly mode: Mode;
  /** When it was written. */
  readonly writtenAt: number;
  readonly app: { readonly version: string; readonly commit: string };
  readonly browser: string;
  /** Of an incident. */
  readonly causes: readonly IncidentCause[];
}

/** Readings of one tier, ascending, without gaps as columns. */
export type TierReadings = Pick<HistoryColumns, 'time' | 'readings' | 'series'> & { readonly tier: TierName };

/** A file that was opened. */
export interface Bundle {
  readonly name: string;
  readonly manifest: Manifest;
  /** Oldest first. */
  readonly log: readonly LogEntry[];
  /** Finest first. */
  readonly readings: readonly TierReadings[];
  readonly marks: readonly Mark[];
  /** What went over the wires, as an NDJSON file; '' in files without it. */
  readonly traffic: string;
  /** As the page saw the bridge; values of another version may be missing. */
  readonly view: Partial<BridgeView>;
}

export const PARTS = {
  manifest: 'manifest.json',
  log: 'log.ndjson',
  traffic: 'traffic.ndjson',
  marks: 'marks.json',
  view: 'bridge.json',
  settings: 'settings.json',
  readings: (tier: TierName) => `readings-${tier}.csv`,
} as const;
