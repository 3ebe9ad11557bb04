import type { Mode } from '../bridge/contract';
import type { LogApi, LogEntry } from '../bridge/log-contract';

/** The newest lines that are wanted, oldest of them first. @param since - nothing before this time is looked for [ms since 1970] */
export async function newestLines(
  log: Pick<LogApi, 'before'>,
  mode: Mode,
  most: number,
  since: number,
  isWanted: (entry: LogEntry) => boolean,
  parse: (text: string) => readonly LogEntry[],
): Promise<readonly LogEntry[]> {
  let found: readonly LogEntry[] = [];
  let lines = await log.before(mode, undefined);
  while (lines) {
    const entries = parse(lines.text);
    found = [...entries.filter(isWanted), ...found];
    const [oldest] = entries;
    if (found.length >= most || (oldest && oldest.at < since)) break;
    lines = await log.before(mode, lines.from);
  }
  return found.slice(-most);
}
