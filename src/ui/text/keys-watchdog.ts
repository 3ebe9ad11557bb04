import type { RestartReason } from '../../bridge/watchdog-contract';
import type { PageBegin, WorkerState } from '../worker/watchdog-view';
import type { FaultText } from './keys';

/** What is told of the worker's pulse and of its restarts. */
export interface WatchdogTexts {
  readonly title: string;
  /** What it does. */
  readonly help: string;
  readonly states: Readonly<Record<WorkerState, string>>;
  readonly startsIn: (time: string) => string;
  readonly timeout: string;
  readonly timeoutHelp: string;
  readonly facts: Readonly<
    Record<'beats' | 'misses' | 'gaps' | 'steps' | 'late' | 'longestLate' | 'longestGap' | 'restarts' | 'lost', string>
  >;
  readonly none: string;
  readonly gaps: (mean: string, longest: string) => string;
  readonly since: Readonly<Record<PageBegin, (time: string) => string>>;
  readonly restartsTitle: string;
  readonly reasons: Readonly<Record<RestartReason, (silence: string) => string>>;
  readonly restart: string;
  readonly restartConfirm: { readonly title: string; readonly text: string; readonly action: string };
  /** A request whose worker was ended. */
  readonly requestLost: FaultText;
  /** `cause` is a sentence of `reasons`. */
  readonly restarted: (time: string) => Pick<FaultText, 'title' | 'action'>;
  readonly failing: FaultText;
}
