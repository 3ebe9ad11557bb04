import type { LogEntry, LogLevel, LogSource } from '../../bridge/log-contract';
import type { LogSpan } from '../text/keys-log';

export const LEVELS: readonly LogLevel[] = ['ERROR', 'WARNING', 'INFO', 'DEBUG'];
export const SOURCES: readonly LogSource[] = ['app', 'bridge', 'ports', 'bms', 'can', 'gx', 'limits', 'settings', 'simulator'];

export interface LogFilter {
  readonly levels: ReadonlySet<LogLevel>;
  /** `undefined`: all. */
  readonly source: LogSource | undefined;
  /** How the stretch of time was chosen. */
  readonly span: LogSpan;
  /** First and last moment that are wanted [ms since 1970]. */
  readonly from: number;
  readonly to: number;
  /** Words that must all be in the line as it is shown, whatever their case. */
  readonly search: string;
}

/** Lengths of the stretches that end now [ms]. */
const LENGTHS: Readonly<Partial<Record<LogSpan, number>>> = { hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000 };

/** A stretch of time as it is at this moment [ms since 1970]; one of the owner's own begins with all of it. */
export function timeOf(span: LogSpan, now: number): Pick<LogFilter, 'span' | 'from' | 'to'> {
  const length = LENGTHS[span];
  return { span, from: length === undefined ? -Infinity : now - length, to: Infinity };
}

export const NO_FILTER: LogFilter = { levels: new Set(LEVELS), source: undefined, ...timeOf('all', 0), search: '' };

/** Whether a line is wanted; `text` is asked for only when the rest fits. */
export function matcher({ levels, source, from, to, search }: LogFilter, text: (entry: LogEntry) => string): (entry: LogEntry) => boolean {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return (entry) => {
    if (!levels.has(entry.level) || (source !== undefined && entry.source !== source) || entry.at < from || entry.at > to) return false;
    if (words.length === 0) return true;
    const line = `${text(entry)} ${entry.code}`.toLocaleLowerCase();
    return words.every((word) => line.includes(word));
  };
}
