import { describe, expect, test } from 'vitest';
import { filterOf, filterQuery } from '../../../../src/ui/log/filter-query';
import { NO_FILTER, timeOf, type LogFilter } from '../../../../src/ui/log/log-filter';
import { hashOfQuery, pageOf, placeOf, queryOf } from '../../../../src/ui/state/route';

const NOW = Date.UTC(2026, 10, 20, 12);

describe('the filter of the log in the address', () => {
  test.each<[string, Partial<LogFilter>]>([
    ['#/log', {}],
    ['#/log?level=ERROR&level=WARNING', { levels: new Set(['ERROR', 'WARNING']) }],
    ['#/log?level=', { levels: new Set() }],
    ['#/log?source=bms&span=day', { source: 'bms', ...timeOf('day', NOW) }],
    ['#/log?search=trop+froid+%26+%C3%A9t%C3%A9%3F', { search: 'trop froid & été?' }],
  ])('%s', (hash, change) => {
    const filter = { ...NO_FILTER, ...change };
    expect(hashOfQuery('log', filterQuery(filter))).toBe(hash);
    expect(filterOf(queryOf(hash), NOW)).toEqual(filter);
    expect([pageOf(hash), placeOf(hash)]).toEqual(['log', undefined]);
  });

  test('holds no moment: a stretch of the owner’s own stays on this page', () => {
    expect(filterQuery({ ...NO_FILTER, span: 'own', from: NOW - 1000, to: NOW }).size).toBe(0);
  });

  test('passes over what it does not know', () => {
    expect(filterOf(queryOf('#/log?level=LOUD&source=cat&span=aeon&colour=red'), NOW)).toEqual(NO_FILTER);
  });
});
