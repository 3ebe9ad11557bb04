import { expect, test } from 'vitest';
import type { LogEntry } from '../../../../src/bridge/log-contract';
import { matcher, NO_FILTER, type LogFilter } from '../../../../src/ui/log/log-filter';
import { parseLines } from '../../../../src/ui/log/parse-lines';
import { syntheticEntry } from '../../../browser/fixtures/log';

const ENTRIES = Array.from({ length: 9 }, (_, number) => syntheticEntry(number));
const codes = (filter: Partial<LogFilter>, text: (entry: LogEntry) => string = ({ code }) => `Line of ${code}`): readonly string[] =>
  ENTRIES.filter(matcher({ ...NO_FILTER, ...filter }, text)).map(({ code }) => code);

test('each part of a filter keeps what it names, all parts together what fits all', () => {
  expect(codes({})).toHaveLength(9);
  expect(codes({ levels: new Set(['ERROR']) })).toEqual(['fault-raised']);
  expect(codes({ source: 'ports' })).toEqual(['port-state', 'link-down']);
  expect(codes({ from: syntheticEntry(2).at, to: syntheticEntry(3).at })).toEqual(['port-state', 'fault-raised']);
  expect(codes({ search: 'FAULT line' })).toEqual(['fault-raised', 'fault-cleared', 'fault-raised']);
  expect(codes({ search: 'fault', levels: new Set(['WARNING']) })).toEqual(['fault-raised']);
});

test('asks for no sentence where the rest does not fit', () => {
  const refuse = (): string => {
    throw new Error('asked for a sentence');
  };
  expect(codes({ search: 'x', levels: new Set() }, refuse)).toEqual([]);
  expect(codes({}, refuse)).toHaveLength(9);
});

test('a damaged line costs itself only', () => {
  const good = JSON.stringify(ENTRIES[1]);
  expect(parseLines(`${good}\n{"at":1,"co\nnull\n{"at":"x","code":"y"}\n${good}\n`)).toEqual([ENTRIES[1], ENTRIES[1]]);
});
