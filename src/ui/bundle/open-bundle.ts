import { strFromU8, unzipSync, type Unzipped } from 'fflate';
import type { BridgeView } from '../../bridge/contract';
import type { Mark, TierName } from '../../bridge/history-contract';
import type { LogEntry } from '../../bridge/log-contract';
import { FORMAT, FORMAT_VERSION, PARTS, type Bundle, type Manifest } from './bundle';
import { readReadings } from './read-readings';

/** A part that unpacks to more than this is not one of ours [bytes]. */
const MOST_BYTES = 400_000_000;
const TIERS: readonly TierName[] = ['full', 'second', 'minute', 'quarter'];

/** Why a file cannot be opened. */
export type BundleProblem = 'not-ours' | 'newer' | 'damaged';

export class BundleError extends Error {
  override readonly name = 'BundleError';
  constructor(readonly problem: BundleProblem) {
    super(problem);
  }
}

/** @throws BundleError */
export function openBundle(name: string, bytes: Uint8Array): Bundle {
  const parts = unpacked(bytes);
  const text = (part: string): string | undefined => parts[part] && strFromU8(parts[part]);
  const manifest = parsed<Manifest>(text(PARTS.manifest));
  if (manifest?.format !== FORMAT) throw new BundleError('not-ours');
  if (!(manifest.formatVersion <= FORMAT_VERSION)) throw new BundleError('newer');
  const { from, to, mode, kind } = manifest;
  if (!(from < to) || !['serial', 'simulation'].includes(mode) || !['support', 'incident'].includes(kind)) throw new BundleError('damaged');
  return {
    name,
    manifest: { ...manifest, causes: listOf(manifest.causes) },
    log: (text(PARTS.log) ?? '').split('\n').flatMap(logEntry),
    readings: TIERS.flatMap((tier) => {
      const csv = text(PARTS.readings(tier));
      return csv === undefined ? [] : [readReadings(csv, tier)];
    }),
    marks: listOf(parsed<Mark[]>(text(PARTS.marks))),
    traffic: text(PARTS.traffic) ?? '',
    view: parsed<Partial<BridgeView>>(text(PARTS.view)) ?? {},
  };
}

/** In this thread: the other way of this library needs a worker made of text, which the page forbids itself. */
function unpacked(bytes: Uint8Array): Unzipped {
  const known = new Set<string>([PARTS.manifest, PARTS.log, PARTS.traffic, PARTS.marks, PARTS.view, ...TIERS.map(PARTS.readings)]);
  try {
    return unzipSync(bytes, { filter: ({ name, originalSize }) => known.has(name) && originalSize <= MOST_BYTES });
  } catch {
    throw new BundleError('not-ours');
  }
}

function parsed<T>(text: string | undefined): T | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new BundleError('damaged');
  }
}

function listOf<T>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [];
}

/** A line as `ndjsonLine` writes it. */
function logEntry(line: string): readonly LogEntry[] {
  if (line === '') return [];
  try {
    const { time, uptime, level, source, code, data } = JSON.parse(line) as Record<string, unknown>;
    const at = typeof time === 'string' ? Date.parse(time) : NaN;
    return Number.isNaN(at) || typeof code !== 'string' ? [] : [{ at, uptime, level, source, code, data } as LogEntry];
  } catch {
    return [];
  }
}
