import { describe, expect, test } from 'vitest';
import type { LogApi, LogEntry } from '../../../../src/bridge/log-contract';
import { logFileName, ndjsonLine, seedLine, writeLog } from '../../../../src/ui/export/log-file';
import { NothingToWrite } from '../../../../src/ui/export/save-file';
import { syntheticEntry, syntheticLog } from '../../../browser/fixtures/log';

const COUNT = 1_234;
const log = syntheticLog(COUNT) as LogApi;
const all = (): boolean => true;

function write(format: 'text' | 'ndjson', wanted: (entry: LogEntry) => boolean = all, ending = new AbortController()) {
  const told: number[] = [];
  const file = writeLog(log, { mode: 'serial', format, wanted }, (share) => void told.push(share), ending.signal);
  return { file, told };
}

describe('a file of the log', () => {
  test('as text has the form of the seed: milliseconds, level, part, words', () => {
    expect(seedLine(syntheticEntry(0))).toBe('[0] [INFO] [APP] TinyBMS Bridge 1.2.3 (abc) started at 2026-11-20T06:00:00.000Z');
    expect(seedLine(syntheticEntry(7))).toBe('[49000] [ERROR] [BRIDGE] The bridge has fallen silent');
  });

  test('as NDJSON has every value, and the words', () => {
    expect(JSON.parse(ndjsonLine(syntheticEntry(5)))).toEqual({
      time: '2026-11-20T06:00:35.000Z',
      uptime: 35_000,
      level: 'INFO',
      source: 'settings',
      code: 'setting',
      text: 'can.bitrate: 250000 before, 500000 now',
      data: { path: 'can.bitrate', from: 250_000, to: 500_000 },
    });
  });

  test('has every line once, oldest first, and tells how far it is', async () => {
    const { file, told } = write('ndjson');
    const lines = (await (await file).text()).trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { uptime: number }).uptime)).toEqual(
      Array.from({ length: COUNT }, (_, number) => number * 7_000),
    );
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(1);
  });

  test('has only the lines that are wanted, and does not exist without any', async () => {
    const text = await (await write('text', ({ level }) => level === 'ERROR').file).text();
    expect(
      new Set(
        text
          .trimEnd()
          .split('\n')
          .map((line) => line.replace(/^\[\d+\] /, '')),
      ),
    ).toEqual(new Set(['[ERROR] [BRIDGE] The bridge has fallen silent']));
    await expect(write('text', () => false).file).rejects.toBeInstanceOf(NothingToWrite);
  });

  test('ends where it is cancelled', async () => {
    const ending = new AbortController();
    const { file } = write('text', all, ending);
    ending.abort();
    await expect(file).rejects.toThrow('abort');
  });

  test('is named by its moment, and by the simulation where it is one', () => {
    const at = Date.UTC(2026, 2, 29, 8);
    expect(logFileName('serial', 'text', at)).toBe('tinybms-log-2026-03-29-0800.txt');
    expect(logFileName('simulation', 'ndjson', at)).toBe('tinybms-log-2026-03-29-0800-simulation.ndjson');
  });
});
