import type { LogEntry, LogLevel } from '../../bridge/log-contract';
import type { Calendar } from '../host';
import { newestLines } from '../newest-lines';
import { countOf, timeOf } from '../query';
import { answerOf } from '../outcome';
import { ok, refuse, type Answer } from '../request';
import { read, writes, type Asked, type Handler, type Route } from '../route';

/** From the gravest down: the firmware bridge's numbers are the places in this list. */
const LEVELS: readonly LogLevel[] = ['ERROR', 'WARNING', 'INFO', 'DEBUG'];
const DEFAULT_LIMIT = 200;
const MOST_LINES = 5_000;

interface Wanted {
  readonly deepest: number;
  readonly limit: number;
  readonly since: number;
}

function wantedOf({ level, limit, since }: Readonly<Record<string, string>>, calendar: Calendar): Wanted | Answer {
  const deepest = level === undefined ? LEVELS.length - 1 : levelOf(level);
  if (deepest < 0) return refuse(400, 'invalid', `level has to be one of ${LEVELS.join(', ')} or 0 to 3.`);
  const lines = countOf(limit, DEFAULT_LIMIT, MOST_LINES);
  if (lines === undefined) return refuse(400, 'invalid', `limit has to be 1 to ${MOST_LINES}.`);
  const from = since === undefined ? -Infinity : timeOf(since, calendar);
  if (Number.isNaN(from)) return refuse(400, 'invalid', 'since has to be milliseconds since 1970, or a time as ISO 8601.');
  return { deepest, limit: lines, since: from };
}

function levelOf(name: string): number {
  const upper = name.toUpperCase();
  if (upper === 'WARN') return LEVELS.indexOf('WARNING');
  return /^[0-3]$/.test(name) ? Number(name) : LEVELS.indexOf(upper as LogLevel);
}

async function entriesOf({ request, moment, host }: Asked): Promise<readonly LogEntry[] | Answer> {
  const { mode } = moment.view;
  if (mode === 'replay') return refuse(404, 'not-kept', 'A recording that is played is kept in no log.');
  const wanted = wantedOf(request.query, host.calendar);
  if ('status' in wanted) return wanted;
  const isWanted = ({ level, at }: LogEntry): boolean => LEVELS.indexOf(level) <= wanted.deepest && at >= wanted.since;
  return newestLines(host.areas.log, mode, wanted.limit, wanted.since, isWanted, host.parseLines);
}

function isAnswer(found: readonly LogEntry[] | Answer): found is Answer {
  return 'status' in found;
}

const logs: Handler = async (asked) => {
  const entries = await entriesOf(asked);
  if (isAnswer(entries)) return entries;
  const { request, host, moment } = asked;
  if (request.query['format'] !== 'json') return ok(textOf(entries, asked));
  const lines = entries.map((entry) => ({
    time: host.calendar.write(entry.at),
    uptime: entry.uptime,
    level: entry.level,
    source: entry.source,
    code: entry.code,
    text: host.words.log(entry),
    data: entry.data,
  }));
  return ok({ mode: moment.view.mode, lines });
};

/** The firmware bridge's line. A simulated battery's log says so in its first line. */
function textOf(entries: readonly LogEntry[], { host, moment }: Asked): string {
  const head = moment.view.mode === 'serial' ? [] : [`[mode] ${moment.view.mode}`];
  const lines = entries.map((entry) => `[${entry.uptime}] [${entry.level}] [${entry.source.toUpperCase()}] ${host.words.log(entry)}`);
  return [...head, ...lines].map((line) => `${line}\n`).join('');
}

const download: Handler = async (asked) => {
  const answer = await logs(asked);
  return answer.status !== 200 ? answer : { ...answer, headers: { 'Content-Disposition': 'attachment; filename="tinybms-log.txt"' } };
};

const clear: Handler = async ({ moment, host }) => answerOf(await host.areas.log.clear(moment.view.mode), 'The log is empty.');

export const LOG_ROUTES: readonly Route[] = [
  read('log', 'logs', '/api/logs', logs, { schema: 'logs', example: { query: 'format=json&limit=20' } }),
  read('log', 'logDownload', '/api/logs/download', download),
  writes('log', 'clearLog', 'POST', '/api/logs/clear', clear),
];
