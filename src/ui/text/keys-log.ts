import type { GxView } from '../../bridge/contract';
import type { LogLevel, LogSource } from '../../bridge/log-contract';

/** Stretches of time by which the log is filtered. */
export type LogSpan = 'all' | 'hour' | 'day' | 'week' | 'own';

export interface LogTexts {
  readonly intro: string;
  readonly list: string;
  readonly levels: Readonly<Record<LogLevel, string>>;
  readonly sources: Readonly<Record<LogSource, string>>;
  /** Lines; numbers and sentences come ready made. A line has no full stop. */
  readonly lines: {
    readonly started: (version: string, commit: string, at: string) => string;
    /** With a sentence that says why. */
    readonly restarted: (reason: string) => string;
    readonly waitingFor: (what: string) => string;
    readonly linkUp: (role: string, port: string, evidence: string) => string;
    readonly linkDown: (role: string, port: string, state: string) => string;
    readonly gone: string;
    readonly portState: (port: string, state: string, attempt: string | undefined) => string;
    readonly portAssigned: (port: string, assignment: string) => string;
    readonly over: (what: string) => string;
    readonly overAfter: (what: string, time: string) => string;
    readonly status: (status: string) => string;
    readonly bmsSetting: (name: string, from: string, to: string) => string;
    readonly rejected: (count: string, problem: string) => string;
    readonly bus: (state: string) => string;
    readonly gx: (state: string) => string;
    readonly gxStates: Readonly<Record<GxView['state'], string>>;
    readonly limit: (name: string, value: string, before: string | undefined, reason: string) => string;
    readonly charge: (phase: string) => string;
    readonly setting: (path: string, from: string, to: string) => string;
    /** With the bytes, and what came of them. */
    readonly handMade: (request: string, serialNumber: string | undefined, outcome: string) => string;
    readonly simulatedFault: (name: string, active: boolean) => string;
  };
  readonly filter: {
    readonly search: string;
    readonly levels: string;
    readonly source: string;
    readonly allSources: string;
    readonly time: string;
    readonly spans: Readonly<Record<LogSpan, string>>;
    readonly from: string;
    readonly to: string;
    readonly reset: string;
  };
  readonly shown: (shown: string, of: string) => string;
  readonly loading: string;
  readonly searching: string;
  readonly empty: string;
  readonly noMatch: string;
  readonly failed: (detail: string) => string;
  readonly toNewest: string;
  readonly newLines: (count: string) => string;
  readonly detail: {
    readonly title: string;
    readonly none: string;
    readonly time: string;
    readonly uptime: string;
    readonly level: string;
    readonly source: string;
    readonly code: string;
    readonly copy: string;
    readonly copied: string;
  };
  readonly take: {
    readonly title: string;
    readonly what: string;
    readonly all: string;
    readonly shown: string;
    readonly text: string;
    readonly ndjson: string;
    readonly empty: string;
  };
  readonly keeping: {
    readonly title: string;
    readonly states: Readonly<Record<'stored' | 'opening' | 'memory' | 'off', string>>;
    readonly size: (lines: string, bytes: string, most: string) => string;
    readonly oldest: (time: string) => string;
    readonly lost: (count: string) => string;
    readonly level: string;
    readonly levelHelp: string;
    readonly segmentKilobytes: string;
    readonly segmentCount: string;
    readonly limitChanges: string;
    readonly clear: string;
    readonly clearConfirm: { readonly title: string; readonly text: string; readonly action: string };
  };
}
