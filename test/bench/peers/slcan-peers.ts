import type { CanFrame } from '../../../src/protocols/can-frame';
import { SlcanDecoder } from '../../../src/protocols/slcan/decoder';
import { writeFrameText } from '../../../src/protocols/slcan/frame-text';
import type { SlcanLine } from '../../../src/protocols/slcan/lines';
import { requirePeer } from './require';

export interface SlcanPeer {
  readonly name: string;
  /** What these bytes complete, in the codec's own shape. */
  readonly decoder: () => (chunk: Buffer) => readonly Decoded[];
  readonly encode: (frame: CanFrame) => Uint8Array;
}

/** A frame, or a line that holds one. */
export type Decoded = DecodedFrame | SlcanLine;

export interface DecodedFrame {
  readonly id: number;
  readonly data: Uint8Array;
}

/** The frame that something decoded holds; `undefined` for another line. */
export function frameOf(decoded: Decoded): DecodedFrame | undefined {
  if ('id' in decoded) return decoded;
  return decoded.kind === 'frame' ? decoded.frame : undefined;
}

function ours(): (chunk: Buffer) => readonly SlcanLine[] {
  const decoder = new SlcanDecoder();
  return (chunk) => decoder.push(chunk);
}

interface Parser {
  on(event: 'data', listener: (line: Buffer) => void): void;
  write(chunk: Buffer): boolean;
}

/** Lines cut by the parser of the serialport family, bytes by Node's own hexadecimal decoder. */
function delimiterAndHex(): (chunk: Buffer) => readonly DecodedFrame[] {
  const { DelimiterParser } = requirePeer('@serialport/parser-delimiter') as {
    DelimiterParser: new (options: { delimiter: string; readableHighWaterMark: number; writableHighWaterMark: number }) => Parser;
  };
  const parser = new DelimiterParser({ delimiter: '\r', readableHighWaterMark: 1 << 30, writableHighWaterMark: 1 << 30 });
  let found: DecodedFrame[] = [];
  parser.on('data', (line) => {
    const text = line.toString('latin1');
    const length = Number(text[4]);
    found.push({ id: parseInt(text.slice(1, 4), 16), data: Buffer.from(text.slice(5, 5 + 2 * length), 'hex') });
  });
  return (chunk) => {
    found = [];
    parser.write(chunk);
    return found;
  };
}

/** What is written when nobody thinks of speed. */
function splitAndParse(): (chunk: Buffer) => readonly DecodedFrame[] {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\r');
    rest = lines.pop() ?? '';
    return lines.map((line) => {
      const data = new Uint8Array(parseInt(line[4] ?? '0', 16));
      for (let index = 0; index < data.length; index++) data[index] = parseInt(line.slice(5 + 2 * index, 7 + 2 * index), 16);
      return { id: parseInt(line.slice(1, 4), 16), data };
    });
  };
}

function joinAndPad({ id, data }: CanFrame): Uint8Array {
  const bytes = [...data].map((byte) => byte.toString(16).padStart(2, '0'));
  return Buffer.from(`t${id.toString(16).padStart(3, '0')}${data.length}${bytes.join('')}\r`.toUpperCase().replace('T', 't'), 'latin1');
}

function hexEncoder({ id, data }: CanFrame): Uint8Array {
  return Buffer.from(
    `t${id.toString(16).toUpperCase().padStart(3, '0')}${data.length}${Buffer.from(data).toString('hex').toUpperCase()}\r`,
    'latin1',
  );
}

/** The codecs that the bench compares, ours first. */
export const SLCAN_PEERS: readonly SlcanPeer[] = [
  { name: 'TinyBMS Bridge', decoder: ours, encode: (frame) => writeFrameText(frame) },
  { name: 'parser-delimiter with hex', decoder: delimiterAndHex, encode: hexEncoder },
  { name: 'split and parseInt', decoder: splitAndParse, encode: joinAndPad },
];
