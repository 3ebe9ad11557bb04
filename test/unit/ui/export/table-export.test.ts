import { describe, expect, it } from 'vitest';
import { historyFileName, writeHistory } from '../../../../src/ui/export/history-file';
import { NothingToWrite } from '../../../../src/ui/export/save-file';
import { JSON_END, csvHeader, csvRows, jsonHead, jsonRows } from '../../../../src/ui/export/table-export';
import type { HistoryApi, HistoryQuery } from '../../../../src/bridge/history-contract';
import { columnsOf } from '../charts/columns';

const columns = columnsOf(
  { voltage: [[50.1234, 49, 51], undefined, [54, 52, 58]], energyIn: [[1.5, 1.5, 1.5], undefined, undefined] },
  [10, 0, 30],
);
const SERIES = ['voltage', 'energyIn'] as const;

describe('history as a file', () => {
  it('writes RFC 4180 with units in the header, UTC times, and gaps left out', () => {
    expect(csvHeader(SERIES, true, 'comma') + csvRows(columns, SERIES, true, 'comma')).toBe(
      'time,readings,voltage [V],voltage min [V],voltage max [V],energyIn [Wh]\r\n' +
        '1970-01-01T00:00:00.000Z,10,50.123,49.000,51.000,1.5000\r\n' +
        '1970-01-01T00:02:00.000Z,30,54.000,52.000,58.000,\r\n',
    );
  });

  it('writes what a French spreadsheet opens: byte order mark, semicolons, decimal commas', () => {
    expect(csvHeader(SERIES, false, 'semicolon')).toBe('\ufefftime;readings;voltage [V];energyIn [Wh]\r\n');
    expect(csvRows(columns, SERIES, false, 'semicolon')).toContain('1970-01-01T00:00:00.000Z;10;50,123;1,5000\r\n');
  });

  it('writes JSON that any parser reads, one piece after the other', () => {
    const rows = jsonRows(columns, SERIES, true, true) + jsonRows(columns, ['energyIn'], false, false);
    const parsed: unknown = JSON.parse(jsonHead(SERIES, { mode: 'serial' }) + rows + JSON_END);
    expect(parsed).toMatchObject({
      format: 'tinybms-bridge-history',
      mode: 'serial',
      units: { voltage: 'V', energyIn: 'Wh' },
      rows: [
        { time: '1970-01-01T00:00:00.000Z', readings: 10, voltage: { mean: 50.123, min: 49, max: 51 }, energyIn: 1.5 },
        { time: '1970-01-01T00:02:00.000Z', voltage: { mean: 54 }, energyIn: null },
        { energyIn: 1.5 },
        { energyIn: null },
      ],
    });
  });

  const wanted = { mode: 'simulation', range: { from: 0, to: 7_200_000 }, series: SERIES, points: 100 } as const;
  const historyOf = (query: (query: HistoryQuery) => ReturnType<HistoryApi['query']>) => ({ query }) as HistoryApi;

  it('asks for a long stretch in pieces and tells how far it is', async () => {
    const asked: HistoryQuery[] = [];
    const told: number[] = [];
    const history = historyOf((query) => {
      asked.push(query);
      return Promise.resolve({ ...columns, from: query.from, to: query.to });
    });
    const file = await writeHistory(
      history,
      { ...wanted, step: 'second', format: 'comma' },
      (share) => told.push(share),
      new AbortController().signal,
    );
    expect(asked.map(({ from, to, tier }) => [from, to, tier])).toEqual([
      [0, 3_600_000, 'second'],
      [3_600_000, 7_200_000, 'second'],
    ]);
    expect(told).toEqual([0.5, 1]);
    expect((await file.text()).split('\r\n')).toHaveLength(1 + 2 + 2 + 1);
  });

  it('stops when it is cancelled', async () => {
    const ending = new AbortController();
    const history = historyOf(() => {
      ending.abort();
      return Promise.resolve(columns);
    });
    await expect(writeHistory(history, { ...wanted, step: 'full', format: 'json' }, () => undefined, ending.signal)).rejects.toThrow(
      /abort/i,
    );
  });

  it('writes no file where nothing was recorded', async () => {
    const history = historyOf(() => Promise.resolve(columnsOf({ voltage: [undefined] }, [0])));
    const writing = writeHistory(history, { ...wanted, step: 'shown', format: 'comma' }, () => undefined, new AbortController().signal);
    await expect(writing).rejects.toBeInstanceOf(NothingToWrite);
  });

  it('says in the name of the file that it is simulated', () => {
    expect(historyFileName({ ...wanted, step: 'shown', format: 'comma' })).toBe('tinybms-1970-01-01-0000-simulation.csv');
    expect(historyFileName({ ...wanted, mode: 'serial', step: 'shown', format: 'json' })).toBe('tinybms-1970-01-01-0000.json');
  });
});
