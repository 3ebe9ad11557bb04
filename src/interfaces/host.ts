/** What the routes may use of the window that answers. */
import type { AlarmEntry } from '../bridge/alarms-contract';
import type { BridgeApi, BridgeView, Fault, WorkerApi } from '../bridge/contract';
import type { ConfigurationApi } from '../bridge/configuration-contract';
import type { LogEntry } from '../bridge/log-contract';
import type { LoopView } from '../bridge/watchdog-contract';
import type { DisplaySettings } from '../configuration/display';
import type { Ms } from '../battery/units';

/** The newest view, and how far the worker's clock has come since. */
export interface Moment {
  readonly view: BridgeView;
  readonly now: Ms;
  readonly watchdog: WatchdogFacts | undefined;
  /** Messages of the telemetry channel since the page was opened. */
  readonly telemetry: TelemetryFacts;
}

export interface WatchdogFacts {
  readonly timeoutMs: Ms;
  /** Since the worker last answered [ms]. */
  readonly sinceFeedMs: Ms;
  readonly feeds: number;
  readonly intervalMeanMs: Ms | undefined;
  readonly intervalMostMs: Ms | undefined;
  readonly restarts: number;
  /** How the present worker came to be. */
  readonly lastReset: string;
  readonly loop: LoopView | undefined;
}

export interface TelemetryFacts {
  readonly sent: number;
  /** Views that came too soon after the one before to be told. */
  readonly throttled: number;
}

/** Memory of the page [bytes]; only some browsers tell. */
export interface Heap {
  readonly used: number;
  readonly limit: number;
}

/** Sentences in English: answers are read by programs, and by people who write them. */
export interface Words {
  alarm(entry: AlarmEntry): string;
  fault(fault: Fault): string;
  log(entry: LogEntry): string;
}

/** Times as ISO 8601. */
export interface Calendar {
  /** @param at - milliseconds since 1970 */
  write(at: number): string;
  /** Milliseconds since 1970; NaN for what is no time. */
  read(text: string): number;
}

export interface InterfaceHost {
  /** `undefined` while the worker does not answer. */
  readonly moment: Moment | undefined;
  /** What a write has to bring. */
  readonly token: string;
  readonly areas: Pick<WorkerApi, 'history' | 'alarms' | 'log' | 'workshop'> & {
    readonly bridge: Pick<BridgeApi, 'configure'>;
    readonly configuration: Pick<ConfigurationApi, 'exportFile' | 'preview' | 'apply'>;
  };
  /** What the page keeps itself. */
  readonly preferences: { settings: DisplaySettings };
  readonly words: Words;
  /** Lines of the log as they are stored, with what is damaged left out. */
  parseLines(text: string): readonly LogEntry[];
  readonly calendar: Calendar;
  readonly heap: Heap | undefined;
  readonly build: { readonly version: string; readonly commit: string };
  /** What is true so much later. */
  later(ms: Ms): Promise<Moment | undefined>;
  /** Ends the worker and starts the next one, a second later. */
  restart(): void;
}
