import { type CanFrame, standardFrame } from '../can-frame';
import { FRAMES, type FrameName } from './frames';
import type { FrameInput, FrameLayout, FrameValues, NumberSignal, PairSignal, Signal, TextSignal } from './layout';
import { printable } from './text';

/** The absolute error that binary fractions may bring into value × perUnit; without it 55.2 V could become 551. Counts of 1 have none. */
const FLOOR_GUARD = 1e-6;
const KELVIN = 273.15;
/** What the GX is believed to subtract: it shows whole degrees. */
const SHOWN_KELVIN = 273;
const U32 = 2 ** 32;

/** Raw range of each type, without the value that the protocol family reads as "unknown". */
const RANGES = {
  u8: { bytes: 1, min: 0, max: 0xff },
  u16: { bytes: 2, min: 0, max: 0xfffe },
  u16be: { bytes: 2, min: 0, max: 0xfffe },
  i16: { bytes: 2, min: -0x7fff, max: 0x7fff },
  u32: { bytes: 4, min: 0, max: U32 - 1 },
} as const satisfies Record<NumberSignal['type'], { bytes: number; min: number; max: number }>;

const PAIR_ACTIVE = 1;
const PAIR_OK = 2;

type Value = number | string | boolean | undefined;

/**
 * Encodes values [units of the layout] into the frame to send. Numbers are rounded as the row says and clamped to its range,
 * text is made printable and cut. Signals that are left out are sent as "unknown".
 * @throws RangeError naming frame and signal when a value is missing or not a finite number, or when the frame is not ours to send:
 *   two nodes that send one identifier disturb the bus
 */
export function encodeFrame<L extends FrameLayout & { readonly direction: 'send' }>(layout: L, values: FrameInput<L>): CanFrame;
export function encodeFrame(layout: FrameLayout, values: Readonly<Record<string, Value>>): CanFrame {
  if (layout.direction !== 'send') throw new RangeError(`frame ${hexId(layout.id)} must not be sent`);
  const data = new Uint8Array(layout.length);
  const view = new DataView(data.buffer);
  let end = layout.shortest ?? layout.length;
  for (const [name, signal] of Object.entries(layout.signals)) {
    const value = values[name];
    try {
      writeSignal(view, signal, value);
    } catch (error) {
      throw error instanceof RangeError ? new RangeError(`frame ${hexId(layout.id)}, ${name}: ${error.message}`) : error;
    }
    if (value !== undefined && signal.byte >= end) end = layout.length;
  }
  return standardFrame(layout.id, data.subarray(0, end));
}

/**
 * Values of a frame's bytes [units of the layout]. Bytes beyond the layout are ignored; a signal that can be unknown is so when
 * the frame ends before it.
 * @throws RangeError when the frame is too short for a signal that cannot be unknown
 */
export function decodeFrame<L extends FrameLayout>(layout: L, data: Uint8Array): FrameValues<L>;
export function decodeFrame(layout: FrameLayout, data: Uint8Array): Readonly<Record<string, Value>> {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return Object.fromEntries(Object.entries(layout.signals).map(([name, signal]) => [name, readSignal(view, signal)]));
}

const NAMES_BY_ID: ReadonlyMap<number, FrameName> = new Map((Object.keys(FRAMES) as FrameName[]).map((name) => [FRAMES[name].id, name]));

/** Name in `FRAMES` of a standard identifier. */
export function nameOf(id: number): FrameName | undefined {
  return NAMES_BY_ID.get(id);
}

/** Row of a standard identifier. */
export function layoutOf(id: number): FrameLayout | undefined {
  const name = nameOf(id);
  return name && FRAMES[name];
}

/** A frame seen on the bus, in words. */
export interface Interpretation {
  readonly name: FrameName;
  readonly layout: FrameLayout;
  readonly values: Readonly<Record<string, Value>>;
}

/** What any frame says, for a monitor: `undefined` for frames outside the protocol or too short for it. Never throws. */
export function interpret(frame: CanFrame): Interpretation | undefined {
  if (frame.extended || frame.remote) return undefined;
  const name = nameOf(frame.id);
  if (name === undefined) return undefined;
  const layout: FrameLayout = FRAMES[name];
  if (frame.data.length < shortestReadable(layout)) return undefined;
  return { name, layout, values: decodeFrame(layout, frame.data) };
}

/** Bytes that a frame needs for all signals that cannot be unknown. */
function shortestReadable(layout: FrameLayout): number {
  return Math.max(0, ...Object.values(layout.signals).map(bytesNeeded));
}

function bytesNeeded(signal: Signal): number {
  switch (signal.type) {
    case 'ascii':
    case 'pair':
      return 0;
    case 'flag':
      return signal.byte + 1;
    default:
      return signal.unknown ? 0 : signal.byte + RANGES[signal.type].bytes;
  }
}

function writeSignal(view: DataView, signal: Signal, value: Value): void {
  switch (signal.type) {
    case 'ascii':
      return writeText(view, signal, value);
    case 'pair':
      return writePair(view, signal, value);
    case 'flag':
      throw new RangeError('single bits are never sent');
    default:
      return writeNumber(view, signal, rawOf(signal, value));
  }
}

function readSignal(view: DataView, signal: Signal): Value {
  switch (signal.type) {
    case 'ascii':
      return readText(view, signal);
    case 'pair':
      return readPair(view, signal);
    case 'flag':
      return ((view.getUint8(signal.byte) >> signal.bit) & 1) === 1;
    default:
      return readNumber(view, signal);
  }
}

function rawOf(signal: NumberSignal, value: Value): number {
  if (value === undefined && signal.unknown) return signal.unknown[0];
  if (typeof value !== 'number') throw new RangeError('the value is missing');
  const { perUnit = 1 } = signal;
  const counts = signal.kelvin ? value + KELVIN : value * perUnit;
  if (!Number.isFinite(counts)) throw new RangeError(`${value} is not a finite number`);
  const raw = signal.rounding === 'floor' ? Math.floor(perUnit === 1 ? counts : counts + FLOOR_GUARD) : Math.round(counts);
  const range = RANGES[signal.type];
  const min = signal.min ?? range.min;
  return signal.wraps ? Math.max(raw, min) % U32 : Math.min(Math.max(raw, min), signal.max ?? range.max);
}

function writeNumber(view: DataView, { byte, type }: NumberSignal, raw: number): void {
  switch (type) {
    case 'u8':
      return view.setUint8(byte, raw);
    case 'u16':
      return view.setUint16(byte, raw, true);
    case 'u16be':
      return view.setUint16(byte, raw, false);
    case 'i16':
      return view.setInt16(byte, raw, true);
    case 'u32':
      return view.setUint32(byte, raw, true);
  }
}

function readNumber(view: DataView, signal: NumberSignal): number | undefined {
  if (signal.unknown && signal.byte + RANGES[signal.type].bytes > view.byteLength) return undefined;
  const raw = readRaw(view, signal);
  if (signal.unknown?.includes(raw)) return undefined;
  return signal.kelvin ? raw - SHOWN_KELVIN : raw / (signal.perUnit ?? 1);
}

function readRaw(view: DataView, { byte, type }: NumberSignal): number {
  switch (type) {
    case 'u8':
      return view.getUint8(byte);
    case 'u16':
      return view.getUint16(byte, true);
    case 'u16be':
      return view.getUint16(byte, false);
    case 'i16':
      return view.getInt16(byte, true);
    case 'u32':
      return view.getUint32(byte, true);
  }
}

function writePair(view: DataView, { byte, shift }: PairSignal, value: Value): void {
  const bits = value === 'active' ? PAIR_ACTIVE : value === 'ok' ? PAIR_OK : 0;
  view.setUint8(byte, view.getUint8(byte) | (bits << shift));
}

function readPair(view: DataView, { byte, shift }: PairSignal): Value {
  if (byte >= view.byteLength) return undefined;
  const bits = (view.getUint8(byte) >> shift) & 3;
  return bits === PAIR_ACTIVE ? 'active' : bits === PAIR_OK ? 'ok' : undefined;
}

function writeText(view: DataView, { byte, length }: TextSignal, value: Value): void {
  if (typeof value !== 'string') throw new RangeError('the text is missing');
  const text = printable(value).slice(0, length);
  for (let at = 0; at < text.length; at++) view.setUint8(byte + at, text.charCodeAt(at));
}

/** Up to the first zero; trailing spaces stay, since a text may go on in the next frame. */
function readText(view: DataView, { byte, length }: TextSignal): string {
  let text = '';
  for (let at = byte; at < Math.min(byte + length, view.byteLength); at++) {
    const code = view.getUint8(at);
    if (code === 0) break;
    text += String.fromCharCode(code);
  }
  return printable(text);
}

function hexId(id: number): string {
  return `0x${id.toString(16).toUpperCase()}`;
}
