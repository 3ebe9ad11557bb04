import type { ReadReport, TrafficApi, TrafficFormat } from '../../bridge/traffic-contract';
import type { Mode } from '../../bridge/contract';
import type { TimeRange } from '../../bridge/history-contract';
import { fileStamp, NothingToWrite } from './save-file';

const EXTENSIONS: Readonly<Record<TrafficFormat, string>> = { ndjson: 'ndjson', csv: 'csv', candump: 'log', slcan: 'slcan.txt' };
/** Read at once of a file: small enough for a bar that moves, and a cancel that is heard. */
const SLICE_BYTES = 262_144;

/**
 * The text of a file of what is kept, or of what is kept and stored of a range of the calendar, part by part.
 * @param progress - told the share that is done, 0 to 1
 * @throws the reason of `signal`
 */
export async function* trafficParts(
  traffic: TrafficApi,
  format: TrafficFormat,
  progress: (share: number) => void,
  signal: AbortSignal,
  range?: TimeRange,
): AsyncGenerator<string> {
  const id = await traffic.writeBegin(format, range);
  try {
    for (;;) {
      signal.throwIfAborted();
      const { text, share, done } = await traffic.writeNext(id);
      yield text;
      progress(share);
      if (done) return;
    }
  } finally {
    await traffic.writeEnd(id);
  }
}

/** The same as a file. @throws NothingToWrite, or the reason of `signal` */
export async function writeTraffic(...source: Parameters<typeof trafficParts>): Promise<Blob> {
  const parts: Blob[] = [];
  for await (const text of trafficParts(...source)) parts.push(new Blob([text]));
  const file = new Blob(parts, { type: 'text/plain;charset=utf-8' });
  if (file.size === 0) throw new NothingToWrite();
  return file;
}

/** For instance "tinybms-traffic-2026-03-29-0800-simulation.ndjson". */
export function trafficFileName(mode: Mode, format: TrafficFormat, now: number): string {
  return `tinybms-traffic-${fileStamp(now)}${mode === 'serial' ? '' : `-${mode}`}.${EXTENSIONS[format]}`;
}

/**
 * Reads a file in slices; what it holds becomes the recording.
 * @throws the reason of `signal`
 */
export async function readTraffic(
  traffic: TrafficApi,
  file: File,
  progress: (share: number, report: ReadReport) => void,
  signal: AbortSignal,
): Promise<ReadReport> {
  await traffic.readBegin();
  const decoder = new TextDecoder();
  for (let from = 0; from < file.size; from += SLICE_BYTES) {
    signal.throwIfAborted();
    const bytes = await file.slice(from, from + SLICE_BYTES).arrayBuffer();
    const report = await traffic.readText(decoder.decode(bytes, { stream: true }));
    progress(Math.min(1, (from + SLICE_BYTES) / file.size), report);
  }
  signal.throwIfAborted();
  await traffic.readText(decoder.decode());
  return traffic.readEnd(file.name);
}
