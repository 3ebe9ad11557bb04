/** The filter of the log as it stands in the address, without any moment: a link means the same tomorrow and on another computer. */
import type { LogSpan } from '../text/keys-log';
import { LEVELS, NO_FILTER, SOURCES, timeOf, type LogFilter } from './log-filter';

const SPANS: readonly LogSpan[] = ['hour', 'day', 'week'];

/** For instance `level=ERROR&level=WARNING&source=bms&span=day&search=too+cold`; nothing for what is not filtered. */
export function filterQuery({ levels, source, span, search }: LogFilter): URLSearchParams {
  const query = new URLSearchParams();
  if (levels.size === 0) query.set('level', '');
  else if (levels.size < LEVELS.length) for (const level of LEVELS) if (levels.has(level)) query.append('level', level);
  if (source !== undefined) query.set('source', source);
  if (SPANS.includes(span)) query.set('span', span);
  if (search !== '') query.set('search', search);
  return query;
}

/** The filter that a query asks for at this moment; words that it does not know are as good as not there. */
export function filterOf(query: URLSearchParams, now: number): LogFilter {
  if (query.size === 0) return NO_FILTER;
  const asked = query.getAll('level');
  const levels = LEVELS.filter((level) => asked.includes(level));
  const isNone = asked.length === 1 && asked[0] === '';
  return {
    levels: new Set(levels.length > 0 || isNone ? levels : LEVELS),
    source: SOURCES.find((source) => source === query.get('source')),
    ...timeOf(SPANS.find((span) => span === query.get('span')) ?? 'all', now),
    search: query.get('search') ?? '',
  };
}
