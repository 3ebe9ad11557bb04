import type { LogEntry } from '../../bridge/log-contract';

/** Lines as they are stored; what is damaged is left out. */
export function parseLines(text: string): readonly LogEntry[] {
  const entries: LogEntry[] = [];
  for (const line of text.split('\n')) {
    const entry = line === '' ? undefined : parsed(line);
    if (entry) entries.push(entry);
  }
  return entries;
}

function parsed(line: string): LogEntry | undefined {
  try {
    const value = JSON.parse(line) as Partial<LogEntry> | null;
    return typeof value?.at === 'number' && typeof value.code === 'string' ? (value as LogEntry) : undefined;
  } catch {
    return undefined;
  }
}
