import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { strToU8, zipSync } from 'fflate';
import type { HistoryApi } from '../../../../src/bridge/history-contract';
import type { Incident } from '../../../../src/bridge/incident-contract';
import type { TrafficApi } from '../../../../src/bridge/traffic-contract';
import type { LogApi } from '../../../../src/bridge/log-contract';
import { bundleHistory, bundleLog } from '../../../../src/ui/bundle/bundle-apis';
import type { BundleError } from '../../../../src/ui/bundle/open-bundle';
import { openBundle } from '../../../../src/ui/bundle/open-bundle';
import { bundleName, writeIncident, writeSupport } from '../../../../src/ui/bundle/write-bundle';
import { FILE_SERIES } from '../../../../src/ui/bundle/series';
import { parseLines } from '../../../../src/ui/log/parse-lines';
import { SYNTHETIC_HISTORY, syntheticColumns } from '../../../browser/fixtures/history';
import { syntheticEntry, syntheticLog } from '../../../browser/fixtures/log';
import { LIVE, faultOf } from '../../../browser/fixtures/views';

const NOW = Date.UTC(2026, 10, 28, 12);
const LINES = 1_200;
const history: Partial<HistoryApi> = {
  ...SYNTHETIC_HISTORY,
  // A reading a second; of the minutes every tenth.
  query: (query) =>
    Promise.resolve(syntheticColumns({ ...query, points: (query.to - query.from) / (query.tier === 'full' ? 1_000 : 600_000) })),
};

const HEARD =
  '{"format":"tinybms-bridge-traffic","version":1}\n{"time":"2026-11-28T11:59:00.000Z","port":"a","wire":"tinybms","direction":"sent","bytes":"AA 07 BC 7D"}\n';
let heard = 0;
let asked: unknown;
const traffic: Partial<TrafficApi> = {
  writeBegin: (format, range) => ((asked = { format, range }), Promise.resolve((heard = 0))),
  writeNext: () => Promise.resolve({ text: [...HEARD.split(/(?<=\n)/)][heard++] ?? '', share: heard / 3, done: heard === 3 }),
  writeEnd: () => Promise.resolve(),
};

async function bytesOf(file: Promise<Blob>): Promise<Uint8Array> {
  return new Uint8Array(await (await file).arrayBuffer());
}

function support(view = LIVE, signal = new AbortController().signal, told: number[] = []): Promise<Uint8Array> {
  const source = {
    history: history as HistoryApi,
    log: syntheticLog(LINES) as LogApi,
    traffic: traffic as TrafficApi,
    view,
    series: FILE_SERIES,
    now: NOW,
    browser: 'test',
  };
  return bytesOf(writeSupport(source, (share) => void told.push(share), signal));
}

const RANGE = { from: NOW - 600_000, to: NOW + 120_000 };
const INCIDENT: Incident = {
  ...RANGE,
  id: NOW,
  mode: 'simulation',
  complete: true,
  causes: [{ kind: 'fault', code: 'gx-lost', subject: undefined, detail: '', at: NOW }],
  app: { version: '1.2.3', commit: 'abc' },
  traffic: HEARD,
  log: [0, 1, 2].map((number) => `${JSON.stringify(syntheticEntry(number))}\n`).join(''),
  readings: syntheticColumns({ ...RANGE, mode: 'simulation', series: ['voltage', 'cell1', 'energyIn'], points: 720 }),
  marks: [{ at: NOW, track: 'fault', code: 'gx-lost', data: { raised: true } }],
  view: { ...LIVE, faults: [faultOf('gx-lost', 'warning')] },
};

describe('a support file', () => {
  test('is unpacked and understood by tools that others wrote', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
    try {
      writeFileSync(join(folder, 'file.zip'), await support());
      const script = `
import csv, io, json, sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
read = lambda name: io.TextIOWrapper(z.open(name), encoding='utf-8', newline='')
rows = list(csv.DictReader(read('readings-full.csv')))
print(json.dumps({
  'names': z.namelist(),
  'manifest': json.load(z.open('manifest.json')),
  'settings': json.load(z.open('settings.json')),
  'serial': json.load(z.open('bridge.json'))['packs'][0]['identity']['serialNumber'],
  'log': [json.loads(line)['code'] for line in read('log.ndjson')],
  'heard': [json.loads(line).get('bytes') for line in read('traffic.ndjson')],
  'rows': len(rows), 'voltage': float(rows[0]['voltage [V]']), 'minutes': sum(1 for _ in csv.reader(read('readings-minute.csv'))) - 1,
}))`;
      const found = JSON.parse(execFileSync('python3', ['-c', script, join(folder, 'file.zip')], { encoding: 'utf8' })) as Record<
        string,
        unknown
      >;
      expect(found).toMatchObject({
        manifest: { format: 'tinybms-bridge-file', formatVersion: 1, kind: 'support', mode: 'serial', to: NOW },
        settings: { can: { bitrate: 500_000 } },
        heard: [null, 'AA 07 BC 7D'],
        serial: '0042001F3438510232363938',
        // Three slices of 600 and seven of 144, each with a gap of a tenth.
        rows: 3 * 541,
        minutes: 7 * 130,
      });
      expect(found['log']).toHaveLength(LINES);
      // With a range the worker also looks into what is stored.
      expect(asked).toEqual({ format: 'ndjson', range: { from: NOW - 1_800_000, to: NOW } });
      expect(found['voltage']).toBeCloseTo(
        syntheticColumns({ from: NOW - 1_800_000, to: NOW - 1_799_000, mode: 'serial', series: ['voltage'], points: 1 }).series.voltage
          ?.mean[0] ?? 0,
        3,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('opens again with everything that was put in', async () => {
    const told: number[] = [];
    const bundle = openBundle('file.zip', await support(LIVE, undefined, told));
    expect(bundle.log).toEqual(Array.from({ length: LINES }, (_, number) => syntheticEntry(number)));
    expect(bundle.readings.map(({ tier }) => tier)).toEqual(['full', 'minute']);
    expect(bundle.marks).toEqual(await history.marks?.('serial', { from: NOW - 7 * 86_400_000, to: NOW }));
    expect(bundle.view.packs?.[0]?.settings).toEqual(LIVE.packs[0]?.settings);
    expect(bundle.traffic).toBe(HEARD);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(1);
  });

  test('leaves at home what opens a door, wherever it stands', async () => {
    const secret = {
      wifi: { ssid: 'Boat', password: 'hunter2', ap_fallback: { password: 'hunter3' } },
      mqtt: { username: 'me', server_certificate: 'x' },
    };
    const view = { ...LIVE, configuration: { ...LIVE.configuration, ...secret }, other: [{ apiKey: 'hunter4' }] };
    const text = new TextDecoder('latin1').decode(await unpackedText(await support(view)));
    for (const word of ['hunter', 'Boat', '"me"']) expect(text).not.toContain(word);
    expect(text).toContain('ap_fallback');
  });

  test('does not exist when it is cancelled', async () => {
    const ending = new AbortController();
    const file = support(LIVE, ending.signal);
    ending.abort();
    await expect(file).rejects.toThrow('abort');
  });

  test('is named by its moment, and by the simulation where it is one', () => {
    expect(bundleName('support', 'serial', NOW)).toBe('tinybms-support-2026-11-28-1200.zip');
    expect(bundleName('incident', 'simulation', NOW)).toBe('tinybms-incident-2026-11-28-1200-simulation.zip');
  });
});

test('an incident opens again with its cause, its lines and every reading', async () => {
  const bundle = openBundle('x.zip', await bytesOf(writeIncident(INCIDENT, { now: NOW + 1e6, browser: 'test' })));
  expect(bundle.manifest).toMatchObject({
    kind: 'incident',
    mode: 'simulation',
    ...RANGE,
    causes: [{ code: 'gx-lost' }],
    app: { version: '1.2.3' },
  });
  expect(bundle.traffic).toBe(HEARD);
  expect(bundle.log).toEqual([0, 1, 2].map(syntheticEntry));
  expect(bundle.view.faults?.[0]?.code).toBe('gx-lost');
  const columns = await bundleHistory(bundle).query({
    ...RANGE,
    mode: 'simulation',
    series: ['voltage', 'cell1', 'energyIn'],
    points: 10_000,
  });
  const present = Array.from(INCIDENT.readings.time.keys()).filter((index) => INCIDENT.readings.readings[index]);
  const own = Array.from(columns.time.keys()).filter((index) => columns.readings[index]);
  expect(own).toHaveLength(present.length);
  // The gap that was in the history is one column without a value.
  expect(columns.time.length - own.length).toBe(1);
  for (const [place, index] of own.entries()) {
    expect(columns.series.cell1?.mean[index]).toBeCloseTo(INCIDENT.readings.series.cell1?.mean[present[place] ?? 0] ?? 0, 4);
  }
});

describe('what is read from a file', () => {
  test('is thinned to the columns that are asked for: peaks stay, amounts are added up', async () => {
    const bundle = openBundle('x.zip', await bytesOf(writeIncident(INCIDENT, { now: NOW, browser: 'test' })));
    const query = { ...RANGE, mode: 'simulation', series: ['voltage', 'energyIn'] } as const;
    const fine = await bundleHistory(bundle).query({ ...query, points: 10_000 });
    const coarse = await bundleHistory(bundle).query({ ...query, points: 50 });
    expect(coarse.time.length).toBeLessThanOrEqual(53);
    const known = (values: Float64Array | undefined): number[] => Array.from(values ?? []).filter((value) => !Number.isNaN(value));
    expect(Math.max(...known(coarse.series.voltage?.max))).toBe(Math.max(...known(fine.series.voltage?.max)));
    const sum = (values: Float64Array | undefined): number => known(values).reduce((total, value) => total + value, 0);
    expect(sum(coarse.series.energyIn?.mean)).toBeCloseTo(sum(fine.series.energyIn?.mean), 9);
  });

  test('has its lines in both directions', async () => {
    const log = bundleLog(openBundle('x.zip', await support()));
    const newest = await log.before('serial', undefined);
    expect(parseLines(newest?.text ?? '').at(-1)).toEqual(syntheticEntry(LINES - 1));
    const start = await log.after('serial', { segment: '0 ', line: 0 });
    expect(parseLines(start.text)[0]).toEqual(syntheticEntry(0));
    expect((await log.after('serial', newest?.to ?? start.to)).text).toBe('');
    expect(await log.before('serial', start.from)).toBeUndefined();
  });
});

describe('a file that cannot be opened', () => {
  const zip = (parts: Record<string, unknown>): Uint8Array =>
    zipSync(
      Object.fromEntries(
        Object.entries(parts).map(([name, value]) => [name, strToU8(typeof value === 'string' ? value : JSON.stringify(value))]),
      ),
    );
  const manifest = {
    format: 'tinybms-bridge-file',
    formatVersion: 1,
    kind: 'support',
    mode: 'serial',
    from: 1,
    to: 2,
    writtenAt: 2,
    app: {},
    causes: [],
  };

  test.each([
    ['no zip', 'not-ours', strToU8('PK? no')],
    ['a zip of something else', 'not-ours', zip({ 'readme.txt': 'x' })],
    ['a file of a later version', 'newer', zip({ 'manifest.json': { ...manifest, formatVersion: 2 } })],
    ['a manifest that is cut off', 'damaged', zip({ 'manifest.json': '{"format"' })],
    ['a manifest without sense', 'damaged', zip({ 'manifest.json': { ...manifest, mode: 'dream' } })],
  ] as const)('%s', (_name, problem, bytes) => {
    expect(() => openBundle('x.zip', bytes)).toThrow(expect.objectContaining({ name: 'BundleError', problem }) as BundleError);
  });

  test('lines and rows that are damaged cost themselves only', () => {
    const bundle = openBundle(
      'x.zip',
      zip({
        'manifest.json': manifest,
        'log.ndjson':
          '{"time":"2026-01-01T00:00:00.000Z","code":"gx","uptime":1,"level":"INFO","source":"gx","data":{"state":"lost"}}\n{"time"\nnull\n',
        'readings-full.csv':
          'time,readings,voltage [V]\r\n2026-01-01T00:00:00.000Z,1,53.2\r\nyesterday,1,2\r\n2026-01-01T00:00:01.000Z,1\r\n',
      }),
    );
    expect(bundle.log).toHaveLength(1);
    expect(bundle.readings[0]?.series.voltage?.mean).toEqual(Float64Array.of(53.2));
  });
});

/** All texts of a zip, one after another. */
async function unpackedText(bytes: Uint8Array): Promise<Uint8Array> {
  const { unzipSync } = await import('fflate');
  return Buffer.concat(Object.values(unzipSync(bytes)));
}
