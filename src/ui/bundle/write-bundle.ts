import type { BridgeView, Mode } from '../../bridge/contract';
import type { HistoryApi, HistoryColumns, Mark, SeriesName, TierName, TimeRange } from '../../bridge/history-contract';
import type { Incident } from '../../bridge/incident-contract';
import type { LogApi } from '../../bridge/log-contract';
import type { TrafficApi } from '../../bridge/traffic-contract';
import { logLines, ndjsonLine } from '../export/log-file';
import { fileStamp } from '../export/save-file';
import { trafficParts } from '../export/traffic-file';
import { csvHeader, csvRows } from '../export/table-export';
import { parseLines } from '../log/parse-lines';
import { FORMAT, FORMAT_VERSION, PARTS, type Manifest } from './bundle';
import { withoutSecrets } from './without-secrets';
import { ZipWriter } from './zip-writer';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** What a support file holds of the wires, and of every reading. */
const CLOSE_MS = 30 * MINUTE;
/** What it holds of the readings: the last half hour in full, the last week by minutes. */
const STRETCHES: readonly { readonly tier: TierName; readonly lengthMs: number; readonly sliceMs: number }[] = [
  { tier: 'full', lengthMs: CLOSE_MS, sliceMs: 10 * MINUTE },
  { tier: 'minute', lengthMs: 7 * DAY, sliceMs: DAY },
];
const MOST_ROWS = 100_000;

export interface SupportSource {
  readonly history: HistoryApi;
  readonly log: LogApi;
  readonly traffic: TrafficApi;
  readonly view: BridgeView;
  readonly series: readonly SeriesName[];
  /** When the file is written, and by which browser. */
  readonly now: number;
  readonly browser: string;
}

type About = Pick<Manifest, 'kind' | 'mode' | 'from' | 'to' | 'causes' | 'app' | 'browser' | 'writtenAt'>;

/**
 * Log, traffic, settings, readings around now and versions of this bridge in one file, without secrets.
 * @param progress - told the share that is done, 0 to 1
 * @throws the reason of `signal` when it was cancelled, or what history and log say
 */
export async function writeSupport(
  { history, log, traffic, view, series, now, browser }: SupportSource,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<Blob> {
  const { mode } = view;
  const zip = new ZipWriter();
  const from = now - Math.max(...STRETCHES.map(({ lengthMs }) => lengthMs));
  const app = { version: __VERSION__, commit: __COMMIT__ };
  await addAbout(zip, { kind: 'support', mode, from, to: now, causes: [], app, browser, writtenAt: now }, view);
  await addMarks(zip, await history.marks(mode, { from, to: now }));
  const parts = STRETCHES.length + 2;
  for (const [index, { tier, lengthMs, sliceMs }] of STRETCHES.entries()) {
    const told = (share: number): void => progress((index + share) / parts);
    await zip.add(
      PARTS.readings(tier),
      readings(history, { mode, tier, series, range: { from: now - lengthMs, to: now }, sliceMs }, told, signal),
    );
  }
  const heard = (share: number): void => progress((STRETCHES.length + share) / parts);
  await zip.add(PARTS.traffic, trafficParts(traffic, 'ndjson', heard, signal, { from: now - CLOSE_MS, to: now }));
  const told = (share: number): void => progress((STRETCHES.length + 1 + share) / parts);
  await zip.add(PARTS.log, logLines(log, { mode, lineOf: ndjsonLine, wanted: () => true }, told, signal));
  return zip.end();
}

/** An incident as a file. */
export async function writeIncident(incident: Incident, { now, browser }: Pick<SupportSource, 'now' | 'browser'>): Promise<Blob> {
  const zip = new ZipWriter();
  const { mode, from, to, causes, app, view, readings: columns } = incident;
  await addAbout(zip, { kind: 'incident', mode, from, to, causes, app, browser, writtenAt: now }, view);
  await addMarks(zip, incident.marks);
  const series = Object.keys(columns.series) as SeriesName[];
  await zip.add(PARTS.readings('full'), [csvHeader(series, false, 'comma'), csvRows(columns, series, false, 'comma')]);
  if (incident.traffic) await zip.add(PARTS.traffic, [incident.traffic]);
  await zip.add(
    PARTS.log,
    parseLines(incident.log).map((entry) => `${ndjsonLine(entry)}\n`),
  );
  return zip.end();
}

/** For instance "tinybms-support-2026-03-29-0800-simulation.zip". */
export function bundleName(kind: Manifest['kind'], mode: Mode, at: number): string {
  return `tinybms-${kind}-${fileStamp(at)}${mode === 'simulation' ? '-simulation' : ''}.zip`;
}

async function addAbout(zip: ZipWriter, about: About, view: BridgeView): Promise<void> {
  const manifest: Manifest = { format: FORMAT, formatVersion: FORMAT_VERSION, ...about };
  const { configuration, ...rest } = view;
  await zip.add(PARTS.manifest, [json(manifest)]);
  await zip.add(PARTS.settings, [json(withoutSecrets(configuration))]);
  await zip.add(PARTS.view, [json(withoutSecrets(rest))]);
}

async function addMarks(zip: ZipWriter, marks: readonly Mark[]): Promise<void> {
  await zip.add(PARTS.marks, [json(marks)]);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

interface Wanted {
  readonly mode: Mode;
  readonly tier: TierName;
  readonly series: readonly SeriesName[];
  readonly range: TimeRange;
  readonly sliceMs: number;
}

async function* readings(
  history: HistoryApi,
  { mode, tier, series, range, sliceMs }: Wanted,
  progress: (share: number) => void,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const thinned = tier !== 'full';
  yield csvHeader(series, thinned, 'comma');
  for (let from = range.from; from < range.to; from += sliceMs) {
    const to = Math.min(range.to, from + sliceMs);
    const columns: HistoryColumns = await history.query({ mode, from, to, series, points: MOST_ROWS, tier });
    signal.throwIfAborted();
    yield csvRows(columns, series, thinned, 'comma');
    progress((to - range.from) / (range.to - range.from));
  }
}
