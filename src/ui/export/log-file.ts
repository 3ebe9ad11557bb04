import type { Mode } from '../../bridge/contract';
import type { LinePlace, LogApi, LogEntry } from '../../bridge/log-contract';
import { createFormat } from '../format/format';
import { parseLines } from '../log/parse-lines';
import { EN } from '../text/en';
import { logText } from '../text/log';
import { fileStamp, NothingToWrite } from './save-file';

/** `text`: the seed's line form. `ndjson`: one JSON value a line with everything that was written. */
export type LogFormat = 'text' | 'ndjson';

/** Before the first line of every log. */
const START: LinePlace = { segment: '0 ', line: 0 };
const SPEAKING = { format: createFormat('en'), severalPacks: false };

/** What a line says, in English. */
function english(entry: LogEntry): string {
  // Narrow and unbroken spaces are for the eye.
  return logText(entry, EN, SPEAKING).replace(/[\u00a0\u202f]/g, ' ');
}

/** As the seed writes it: milliseconds since the start, level, part, text. */
export function seedLine(entry: LogEntry): string {
  return `[${entry.uptime}] [${entry.level}] [${entry.source.toUpperCase()}] ${english(entry)}`;
}

export function ndjsonLine(entry: LogEntry): string {
  const { at, uptime, level, source, code, data } = entry;
  return JSON.stringify({ time: new Date(at).toISOString(), uptime, level, source, code, text: english(entry), data });
}

interface Wanted {
  readonly mode: Mode;
  readonly lineOf: (entry: LogEntry) => string;
  readonly wanted: (entry: LogEntry) => boolean;
}

/** The log as text, oldest line first, some hundreds of lines at a time. */
export async function* logLines(
  log: LogApi,
  { mode, lineOf, wanted }: Wanted,
  progress: (share: number) => void,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const { lines: total } = await log.storage(mode);
  let read = 0;
  for (let place = START; ;) {
    const lines = await log.after(mode, place);
    signal.throwIfAborted();
    if (lines.text === '') return;
    const entries = parseLines(lines.text);
    const text = entries.filter(wanted).map((entry) => `${lineOf(entry)}\n`);
    if (text.length > 0) yield text.join('');
    read += entries.length;
    progress(Math.min(1, read / Math.max(1, total)));
    place = lines.to;
  }
}

/**
 * Writes the log as a file, piece by piece: the browser keeps the pieces of a blob outside of the page's memory.
 * @throws NothingToWrite, or the reason of `signal` when it was cancelled, or what the log says
 */
export async function writeLog(
  log: LogApi,
  { mode, format, wanted }: { readonly mode: Mode; readonly format: LogFormat; readonly wanted: (entry: LogEntry) => boolean },
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<Blob> {
  const lineOf = format === 'text' ? seedLine : ndjsonLine;
  const pieces: Blob[] = [];
  for await (const text of logLines(log, { mode, lineOf, wanted }, progress, signal)) pieces.push(new Blob([text]));
  if (pieces.length === 0) throw new NothingToWrite();
  return new Blob(pieces, { type: format === 'text' ? 'text/plain;charset=utf-8' : 'application/x-ndjson' });
}

/** For instance "tinybms-log-2026-03-29-0800-simulation.txt". */
export function logFileName(mode: Mode, format: LogFormat, now: number): string {
  return `tinybms-log-${fileStamp(now)}${mode === 'simulation' ? '-simulation' : ''}.${format === 'text' ? 'txt' : 'ndjson'}`;
}
