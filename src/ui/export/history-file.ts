import type { HistoryApi, HistoryColumns, SeriesName, TierName, TimeRange } from '../../bridge/history-contract';
import type { Mode } from '../../bridge/contract';
import { type CsvDialect, JSON_END, csvHeader, csvRows, jsonHead, jsonRows } from './table-export';
import { fileStamp, NothingToWrite } from './save-file';

export type HistoryFormat = 'json' | CsvDialect;
/** `shown`: the points of the charts as they are on the screen. */
export type HistoryStep = TierName | 'shown';

export interface HistoryExport {
  readonly mode: Mode;
  readonly range: TimeRange;
  readonly series: readonly SeriesName[];
  readonly step: HistoryStep;
  readonly format: HistoryFormat;
  /** Points of the charts, for `shown`. */
  readonly points: number;
}

/** Longest stretch of one question [ms], so that some thousands of rows come at a time and a cancel is heard soon. */
const SLICES: Readonly<Record<TierName, number>> = {
  full: 500_000,
  second: 3_600_000,
  minute: 5 * 86_400_000,
  quarter: 60 * 86_400_000,
};
const MOST_ROWS = 100_000;

/**
 * Writes a stretch of the history as a file, piece by piece: the browser keeps the pieces of a blob outside of the page's memory.
 * @param progress - told the share that is done, 0 to 1
 * @throws NothingToWrite, or the reason of `signal` when it was cancelled, or what the history says
 */
export async function writeHistory(
  history: HistoryApi,
  wanted: HistoryExport,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<Blob> {
  const { series, format, range, mode } = wanted;
  const thinned = wanted.step !== 'full';
  const pieces: Blob[] = [];
  const add = (text: string): void => void pieces.push(new Blob([text]));
  const about = { mode, from: new Date(range.from).toISOString(), to: new Date(range.to).toISOString(), step: wanted.step };
  add(format === 'json' ? jsonHead(series, about) : csvHeader(series, thinned, format));
  let empty = true;
  for await (const columns of slices(history, wanted)) {
    signal.throwIfAborted();
    const text = format === 'json' ? jsonRows(columns, series, thinned, empty) : csvRows(columns, series, thinned, format);
    if (text !== '') {
      empty = false;
      add(text);
    }
    progress((columns.to - range.from) / (range.to - range.from));
  }
  if (empty) throw new NothingToWrite();
  if (format === 'json') add(JSON_END);
  return new Blob(pieces, { type: format === 'json' ? 'application/json' : 'text/csv;charset=utf-8' });
}

async function* slices(history: HistoryApi, { mode, range, series, step, points }: HistoryExport): AsyncGenerator<HistoryColumns> {
  if (step === 'shown') {
    yield await history.query({ mode, ...range, series, points });
    return;
  }
  for (let from = range.from; from < range.to; from += SLICES[step]) {
    const to = Math.min(range.to, from + SLICES[step]);
    yield await history.query({ mode, from, to, series, points: MOST_ROWS, tier: step });
  }
}

/** For instance "tinybms-2026-03-29-0800-simulation.csv". */
export function historyFileName({ mode, range, format }: HistoryExport): string {
  return `tinybms-${fileStamp(range.from)}${mode === 'simulation' ? '-simulation' : ''}.${format === 'json' ? 'json' : 'csv'}`;
}
