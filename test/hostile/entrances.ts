/** Every way into the app for what others have made, with something that belongs there, and what must hold whatever comes. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import fc from 'fast-check';
import type { BridgeView, WorkerApi } from '../../src/bridge/contract';
import { messageOf, type WindowMessage } from '../../src/bridge/windows/window-channel';
import { Windows } from '../../src/bridge/windows/windows';
import { ROUTES } from '../../src/interfaces/answer';
import { ABSENT_ROUTES } from '../../src/interfaces/routes/absent-routes';
import { DEFAULT_CONFIGURATION, readConfiguration } from '../../src/configuration/configuration';
import { readFile } from '../../src/configuration/document';
import { recall, recordOf, type LawRecord } from '../../src/control/law/memory';
import { lawStep } from '../../src/control/law/law';
import { decodeReply } from '../../src/protocols/tinybms/replies';
import { Deframer } from '../../src/protocols/tinybms/deframer';
import { SlcanDecoder } from '../../src/protocols/slcan/decoder';
import { RecordingReader } from '../../src/protocols/recording/reader';
import { DEFAULT_STORED_SETTINGS, parseSettings } from '../../src/storage/settings-store';
import { readWriting } from '../../src/storage/writing-record';
import { BundleError, openBundle } from '../../src/ui/bundle/open-bundle';
import { filterOf } from '../../src/ui/log/filter-query';
import { PAGES, pageOf, placeOf, queryOf } from '../../src/ui/state/route';
import type { Writing } from '../../src/workshop/account';
import { readProfileFile, writeProfileFile } from '../../src/workshop/files';
import { inputOf, packParameters, REST } from '../unit/control/law/fixtures';
import { LFP_PROFILE } from '../support/workshop';
import { interfaceBench, type InterfaceBench } from '../support/interface-bench';
import { ManualClock } from '../support/manual-clock';
import { SEED_CONFIG_FILE, SEED_MAPPING_FILE } from '../support/seed-files';
import { mutatedBytes, mutatedText, mutatedValue } from './mutations';

export interface Entrance {
  readonly name: string;
  /** Throws when something holds no longer. */
  readonly check: fc.IProperty<[unknown]> | fc.IAsyncProperty<[unknown]>;
}

function entrance<T>(name: string, input: fc.Arbitrary<T>, enter: (input: T) => void): Entrance {
  return { name, check: fc.property(input, (given) => enter(given)) };
}

function asyncEntrance<T>(name: string, input: fc.Arbitrary<T>, enter: (input: T) => Promise<void>): Entrance {
  return { name, check: fc.asyncProperty(input, (given) => enter(given)) };
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

interface Vector {
  readonly hex: string;
}

/** Bytes of a vector file, each alone, and all of them as one stream. */
function vectors(file: string): readonly Uint8Array[] {
  const all = JSON.parse(readFileSync(new URL(`../vectors/${file}`, import.meta.url), 'utf8')) as readonly Vector[];
  const each = all.map(({ hex }) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex')));
  return [...each, Uint8Array.from(each.flatMap((bytes) => [...bytes]))];
}

/** Inputs that once broke something, as files named after what they broke. */
function corpus(entrance: string): readonly string[] {
  const folder = new URL(`corpus/${entrance}/`, import.meta.url);
  return existsSync(folder) ? readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8')) : [];
}

const PROFILE_FILE = writeProfileFile({ at: '2026-06-01T12:00:00.000Z', note: 'winter', device: undefined, words: LFP_PROFILE.words });
const RECORDINGS = [
  '(1780315200.000000) can0 351#2802C02390378050\n(1780315200.010000) can0 305#0000000000000000\n',
  '1.000 t35182C02390378050\n1.010 t30580000000000000000\n',
  '{"time":"2026-06-01T12:00:00.000Z","port":"port-1","wire":"tinybms","direction":"sent","hex":"AA 03 00 24 00 04 1D D9"}\n',
  'time,port,wire,direction,damaged,hex\n2026-06-01T12:00:00.000Z,port-1,tinybms,sent,0,AA 03 00 24 00 04 1D D9\n',
];
const BUNDLE = zipSync({
  'manifest.json': strToU8(
    '{"format":"tinybms-bridge-bundle","formatVersion":1,"kind":"support","mode":"serial","from":1780315200000,"to":1780318800000,"causes":[]}',
  ),
  'log.ndjson': strToU8('{"time":"2026-06-01T12:00:00.000Z","uptime":1,"level":"INFO","source":"app","code":"started","data":{}}\n'),
  'bridge.json': strToU8('{"mode":"serial"}'),
});
const SERIAL = '0123456789';
const NOW = Date.UTC(2026, 5, 1);
const WRITING: Writing = {
  serialNumber: SERIAL,
  startedAt: NOW,
  state: 'interrupted',
  changes: { overVoltageCutoff: 3700 },
  start: LFP_PROFILE.words,
  records: [{ step: { setting: 'overVoltageCutoff', raw: 3700, detour: false }, answer: 'taken', found: 3700 }],
  underway: undefined,
};

function lawRecord(): LawRecord {
  const { next } = lawStep(packParameters(), inputOf(REST), undefined, 1);
  if (!next) throw new RangeError('the law refuses the sample');
  return recordOf(next, { serialNumber: SERIAL, cells: 16 }, NOW);
}

const VIEW = { now: 5_000, wallTime: NOW, mode: 'serial', window: { role: 'sender', number: 1, displays: 1 } };
const MESSAGES = [
  { kind: 'view', from: 1, view: VIEW, build: 'b' },
  { kind: 'workshop', view: { mode: 'serial', snapshots: 0, events: 0 }, build: 'b' },
  { kind: 'gone', build: 'b' },
  { kind: 'here', from: 2, build: 'b' },
  { kind: 'ask', id: 'a', area: 'bridge', method: 'stop', args: [], build: 'b' },
  { kind: 'answer', id: 'a', value: 1, build: 'b' },
  { kind: 'failed', id: 'a', reason: 'gone', build: 'b' },
];

/** Puts a message in front of a window that would like to show what others tell. */
function hear(data: unknown): void {
  const message = messageOf(data);
  if (!message) return;
  let heard: ((message: WindowMessage) => void) | undefined;
  const windows = new Windows({
    clock: new ManualClock(),
    channel: { post: () => undefined, listen: (listener) => (heard = listener) },
    vacancy: { watch: () => () => undefined },
    takeNumber: () => Promise.resolve(9),
    build: 'b',
  });
  const own = { ...VIEW, window: windows.view('watches') } as BridgeView;
  const look = (): void => void windows.shown({ ...own, window: windows.view('watches') });
  windows.join({ part: 'watches', refresh: look, vacated: () => undefined }, {} as WorkerApi, () => undefined);
  heard?.(message);
  look();
}

let made: Promise<InterfaceBench> | undefined;
const bench = (): Promise<InterfaceBench> => (made ??= interfaceBench());

const PATHS = [...ROUTES, ...ABSENT_ROUTES].map(({ path }) => path.replaceAll(/:\w+/g, '1'));
const request = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', ''),
  path: fc.oneof(fc.constantFrom(...PATHS), mutatedText(PATHS)),
  query: fc.dictionary(fc.constantFrom('limit', 'from', 'to', 'level', 'offset', '__proto__'), fc.constantFrom('-1', '1e9', '', 'x', '5')),
  body: fc.oneof(mutatedText([SEED_CONFIG_FILE, '{"address":300,"value":3650}', '[]']), fc.constant('')),
  allowed: fc.boolean(),
});

export const ENTRANCES: readonly Entrance[] = [
  entrance('bytes of the BMS', mutatedBytes(vectors('tinybms-frames.json')), (bytes) => {
    const deframer = new Deframer('replies');
    const { frames, skipped } = deframer.push(bytes);
    const rest = deframer.giveUp();
    const all = [...frames, ...rest.frames];
    const kept = all.reduce((sum, { length }) => sum + length, 0);
    must(kept + skipped + rest.skipped === bytes.length, 'bytes were lost or doubled');
    for (const frame of all) decodeReply(frame);
  }),
  entrance('bytes of the CAN adapter', mutatedBytes(vectors('slcan-lines.json')), (bytes) => {
    for (const line of new SlcanDecoder().push(bytes)) {
      if (line.kind !== 'frame') continue;
      const { id, extended, length, data, remote } = line.frame;
      must(id >= 0 && id <= (extended ? 0x1fff_ffff : 0x7ff), `identifier ${id}`);
      must(length <= 8 && data.length === (remote ? 0 : length), `length ${length} with ${data.length} bytes`);
    }
  }),
  entrance('configuration files', mutatedText([SEED_CONFIG_FILE, SEED_MAPPING_FILE, ...corpus('configuration')]), (text) => {
    const file = readFile(text);
    must(file.ok ? Array.isArray(file.wishes) : typeof file.why === 'string', 'neither wishes nor a reason');
  }),
  entrance('profile files', mutatedText([PROFILE_FILE, ...corpus('profile')]), (text) => {
    const { kind } = readProfileFile(text, {}, LFP_PROFILE);
    must(typeof kind === 'string', 'neither a profile nor a reason');
  }),
  entrance('recordings of traffic', mutatedText([...RECORDINGS, ...corpus('recording')]), (text) => {
    const reader = new RecordingReader();
    for (let at = 0; at < text.length; at += 97) reader.push(text.slice(at, at + 97));
    reader.end();
    const { lines, bad, durationMs } = reader.report;
    must(bad <= lines && durationMs >= 0, 'more bad lines than lines, or time that runs back');
  }),
  entrance('support files', mutatedBytes([BUNDLE]), (bytes) => {
    try {
      const { manifest } = openBundle('support.zip', bytes);
      must(manifest.from < manifest.to, 'a span that ends before it begins');
    } catch (error) {
      if (!(error instanceof BundleError)) throw error;
    }
  }),
  entrance('stored settings', mutatedValue([DEFAULT_STORED_SETTINGS]), (record) => {
    const { configuration } = parseSettings(record);
    must(JSON.stringify(readConfiguration(configuration)) === JSON.stringify(configuration), 'settings that do not hold their own rules');
  }),
  entrance('a stored configuration', mutatedValue([DEFAULT_CONFIGURATION]), (record) => {
    const configuration = readConfiguration(record);
    must(
      JSON.stringify(readConfiguration(configuration)) === JSON.stringify(configuration),
      'a configuration that does not hold its own rules',
    );
  }),
  entrance('the stored memory of the law', mutatedValue([lawRecord()]), (record) => {
    const found = recall(record, SERIAL, NOW);
    if (found.ok) must(Number.isFinite(found.law.cvl.published) && found.law.ccl.value >= 0, 'limits that are none');
  }),
  entrance('the stored account of a writing', mutatedValue([WRITING]), (record) => {
    const account = readWriting(record);
    must(account === undefined || account.start.every(Number.isInteger), 'registers that are none');
  }),
  entrance(
    'the address of a page',
    mutatedText(['#/log?level=ERROR&source=bms&span=day&search=cell', '#/manual/termination', '#/wall']),
    (hash) => {
      must(PAGES.includes(pageOf(hash)), 'a page that is none');
      must(typeof (placeOf(hash) ?? '') === 'string', 'a place that is none');
      filterOf(queryOf(hash), 0);
    },
  ),
  entrance('messages of other windows', mutatedValue(MESSAGES), hear),
  asyncEntrance('requests over HTTP', request, async (given) => {
    const { ask, token } = await bench();
    const { status, text, headers } = await ask({ ...given, token: given.allowed ? token : undefined });
    must(
      [200, 202, 400, 401, 403, 404, 405, 409, 413, 422, 501, 503].includes(status),
      `status ${status} for ${JSON.stringify(given)}: ${text}`,
    );
    must(!text.includes('TypeError'), `${JSON.stringify(given)}: ${text}`);
    if (headers['Content-Type']?.startsWith('application/json')) JSON.parse(text);
  }),
];
