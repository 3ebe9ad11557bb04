import type { CanFrame } from '../can-frame';
import { decodeFrame, nameOf } from '../canbms/codec';
import { FRAMES, type FrameName } from '../canbms/frames';
import type { FrameLayout, Signal } from '../canbms/layout';
import { toHex } from '../bytes/hex';
import { part, type ByteField, type ByteMap } from './byte-map';

const BYTES = { u8: 1, u16: 2, u16be: 2, i16: 2, u32: 4 } as const;

/** The data bytes of a frame. What the layouts do not name is data; a frame that is too short for its layout is nothing but data. */
export function explainCanFrame(frame: CanFrame): ByteMap {
  const name = frame.extended || frame.remote ? undefined : nameOf(frame.id);
  const fields = name === undefined ? [] : signalsOf(name, frame.data);
  return [...fields, ...rest(frame.data, fields)].sort((a, b) => a.offset - b.offset || (a.bits?.[0] ?? 0) - (b.bits?.[0] ?? 0));
}

function signalsOf(name: FrameName, data: Uint8Array): readonly ByteField[] {
  const layout: FrameLayout = FRAMES[name];
  return Object.entries(layout.signals).flatMap(([signal, row]) => {
    const length = lengthOf(row);
    // Text may be shorter than its room; a number that is cut off says nothing.
    if (row.byte + (row.type === 'ascii' ? 1 : length) > data.length) return [];
    const field = fieldOf(name, signal, row, data);
    return field ? [field] : [];
  });
}

function fieldOf(frame: FrameName, signal: string, row: Signal, data: Uint8Array): ByteField | undefined {
  const only: FrameLayout = { ...FRAMES[frame], signals: { [signal]: row } };
  const value = (decodeFrame(only, data) as Readonly<Record<string, ByteField['value']>>)[signal];
  const subject = { of: 'signal', frame, signal } as const;
  switch (row.type) {
    case 'ascii': {
      const bytes = data.subarray(row.byte, row.byte + row.length);
      return { offset: row.byte, length: bytes.length, subject, raw: toHex(bytes), value, unit: '' };
    }
    case 'pair': {
      const raw = ((data[row.byte] ?? 0) >> row.shift) & 3;
      return { offset: row.byte, length: 1, bits: [row.shift, 2], subject, raw, value, unit: '' };
    }
    case 'flag': {
      const raw = ((data[row.byte] ?? 0) >> row.bit) & 1;
      return { offset: row.byte, length: 1, bits: [row.bit, 1], subject, raw, value, unit: '' };
    }
    default:
      return { offset: row.byte, length: BYTES[row.type], subject, raw: rawOf(row.byte, row.type, data), value, unit: row.unit };
  }
}

function lengthOf(row: Signal): number {
  return row.type === 'ascii' ? row.length : row.type === 'pair' || row.type === 'flag' ? 1 : BYTES[row.type];
}

/** The integer on the wire: the row without its scale is the same row in raw counts. */
function rawOf(byte: number, type: keyof typeof BYTES, data: Uint8Array): number {
  const counts: FrameLayout = { id: 0, direction: 'never', length: 8, signals: { raw: { byte, type, unit: '', rounding: 'nearest' } } };
  return (decodeFrame(counts, data) as { readonly raw: number }).raw;
}

/** Runs of bytes that no field covers. */
function rest(data: Uint8Array, fields: readonly ByteField[]): readonly ByteField[] {
  const covered = (at: number): boolean => fields.some(({ offset, length }) => at >= offset && at < offset + length);
  const runs: ByteField[] = [];
  for (let at = 0; at < data.length; at++) {
    if (covered(at)) continue;
    let end = at + 1;
    while (end < data.length && !covered(end)) end++;
    runs.push(part('data', at, end - at, toHex(data.subarray(at, end))));
    at = end;
  }
  return runs;
}
