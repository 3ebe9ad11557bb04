import type { LogEntry, LogLevel, LogSource } from '../../bridge/log-contract';

export const LEVELS: readonly LogLevel[] = ['ERROR', 'WARNING', 'INFO', 'DEBUG'];
export const SOURCES: readonly LogSource[] = ['app', 'bridge', 'ports', 'bms', 'can', 'gx', 'limits', 'settings', 'simulator'];

export interface LogFilter {
  readonly levels: ReadonlySet<LogLevel>;
  /** `undefined`: all. */
  readonly source: LogSource | undefined;
  /** First and last moment that are wanted [ms since 1970]. */
  readonly from: number;
  readonly to: number;
  /** Words that must all be in the line as it is shown, whatever their case. */
  readonly search: string;
}

export const NO_FILTER: LogFilter = { levels: new Set(LEVELS), source: undefined, from: -Infinity, to: Infinity, search: '' };

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
