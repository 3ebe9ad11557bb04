/** The kinds of files in which traffic can be taken along, each with what it writes and what it understands. */
import type { CanFrame } from '../can-frame';
import { fromHex, toHex } from '../bytes/hex';
import { countKey, describe } from '../capture/describe';
import type { Direction, Wire } from '../capture/captured';
import { encodeCommand } from '../slcan/commands';
import { readFrameText } from '../slcan/frame-text';
import { readSlcanMessage } from '../slcan/message';
import { isoOf, timeOfIso } from './iso-time';
import type { RecordedPiece } from './recording';

/**
 * - `ndjson`: everything, one JSON object a line. - `csv`: the same as a table (RFC 4180).
 * - `candump`: CAN frames as can-utils log them. - `slcan`: CAN frames as an adapter says them.
 */
export const TRAFFIC_FORMATS = ['ndjson', 'csv', 'candump', 'slcan'] as const;
export type TrafficFormat = (typeof TRAFFIC_FORMATS)[number];

/** Why a line could not be read. */
export type LineProblem = 'form' | 'json' | 'field' | 'time' | 'bytes' | 'frame' | 'fd-frame';

export type ReadLine = RecordedPiece | LineProblem | undefined;

/** What a reader remembers from line to line. */
export interface LineMemory {
  /** Time of the piece before [ms since 1970]. */
  time: number;
  /** Names of the columns of a table. */
  columns?: readonly string[];
}

interface Format {
  readonly head: string;
  /** Line for a piece with its end; '' for one that this kind of file cannot hold. */
  write(piece: RecordedPiece): string;
  /** Whether a first line is of this kind. */
  recognises(line: string): boolean;
  /** `undefined` for a line that holds no piece by right: a head, a remark. */
  read(line: string, memory: LineMemory): ReadLine;
}

const WIRES: readonly Wire[] = ['tinybms', 'slcan', 'port'];
const DIRECTIONS: readonly Direction[] = ['sent', 'received'];
/** Where a file does not say it: these come from the GX, everything else from a battery. */
const GX_IDS: readonly number[] = [0x305, 0x306, 0x307];
const CAN_PORT = 'can0';
const CSV_COLUMNS = ['time', 'port', 'wire', 'direction', 'kind', 'name', 'bytes'] as const;
const STAMP_WRAP_MS = 60_000;
/** Lines without any time follow one another at this pace. */
const PACE_MS = 5;

const HEX = /^(?:[0-9A-Fa-f]{2}\s*)*$/;
const CANDUMP = /^\((\d+)\.(\d{1,9})\)\s+(\S+)\s+([0-9A-Fa-f]{3}|[0-9A-Fa-f]{8})#(#?)(R\d?|[0-9A-Fa-f.]*)(?:_\d+)?(?:\s+([TR]))?\s*$/;

export const FORMATS: Readonly<Record<TrafficFormat, Format>> = {
  ndjson: {
    head: `${JSON.stringify({ format: 'tinybms-bridge-traffic', version: 1 })}\n`,
    write: (piece) => `${JSON.stringify(recordOf(piece))}\n`,
    recognises: (line) => line.startsWith('{'),
    read(line) {
      let record: unknown;
      try {
        record = JSON.parse(line);
      } catch {
        return 'json';
      }
      if (typeof record !== 'object' || record === null) return 'json';
      if ('format' in record) return record.format === 'tinybms-bridge-traffic' ? undefined : 'form';
      return pieceOf(record as Readonly<Record<string, unknown>>);
    },
  },
  csv: {
    head: `${CSV_COLUMNS.join(',')}\r\n`,
    write(piece) {
      const summary = describe(piece);
      const { time, port, wire, direction, bytes } = recordOf(piece);
      return `${[time, port, wire, direction, summary.kind, countKey(summary), bytes].map(csvField).join(',')}\r\n`;
    },
    recognises: (line) => /^\ufeff?"?time"?[,;]/.test(line),
    read(line, memory) {
      const fields = csvFields(line);
      if (!memory.columns) {
        memory.columns = fields;
        return undefined;
      }
      const record = Object.fromEntries(memory.columns.map((name, index) => [name, fields[index] ?? '']));
      return pieceOf({ ...record, damaged: record['kind'] === 'damaged' });
    },
  },
  candump: {
    head: '',
    write(piece) {
      const frame = frameOf(piece);
      if (!frame) return '';
      const seconds = Math.floor(piece.time / 1000);
      const micros = String(Math.min(Math.round((piece.time - 1000 * seconds) * 1000), 999_999)).padStart(6, '0');
      const id = frame.id
        .toString(16)
        .toUpperCase()
        .padStart(frame.extended ? 8 : 3, '0');
      const data = frame.remote ? `R${frame.length}` : toHex(frame.data, '');
      return `(${seconds}.${micros}) ${CAN_PORT} ${id}#${data} ${piece.direction === 'sent' ? 'T' : 'R'}\n`;
    },
    recognises: (line) => /^\(\d+\.\d+\)\s/.test(line),
    read(line) {
      const parts = CANDUMP.exec(line);
      if (!parts) return 'form';
      const [, seconds = '', fraction = '', port = '', id = '', fd = '', data = '', way] = parts;
      if (fd !== '') return 'fd-frame';
      const remote = data.startsWith('R');
      const bytes = remote ? new Uint8Array() : hexBytes(data.replaceAll('.', ''));
      if (!bytes || bytes.length > 8) return 'bytes';
      const frame = makeFrame(Number.parseInt(id, 16), id.length > 3, remote, remote ? Number(data.slice(1) || 0) : bytes.length, bytes);
      if (!frame) return 'frame';
      const time = Number(seconds) * 1000 + Number(`0.${fraction}`) * 1000;
      return pieceOfFrame(frame, time, port, way === 'T' ? 'sent' : way === 'R' ? 'received' : undefined);
    },
  },
  slcan: {
    head: '',
    write(piece) {
      const frame = frameOf(piece);
      if (!frame) return '';
      const line = String.fromCharCode(...encodeCommand({ kind: 'frame', frame })).trimEnd();
      const stamp = Math.floor(piece.time % STAMP_WRAP_MS);
      return `${line}${stamp.toString(16).toUpperCase().padStart(4, '0')}\n`;
    },
    recognises: (line) => /^[zZ]?[tTrR][0-9A-Fa-f]{4,}/.test(line),
    read(line, memory) {
      const text = line.replace(/^[zZ](?=[tTrR])/, '').trim();
      const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
      const read = readFrameText(bytes, 0, bytes.length);
      if (!read) return /^[tTrR]/.test(text) ? 'frame' : 'form';
      const { frame, stamp } = read;
      const since = stamp?.digits === 4 ? (stamp.value - (memory.time % STAMP_WRAP_MS) + STAMP_WRAP_MS) % STAMP_WRAP_MS : PACE_MS;
      return pieceOfFrame(frame, memory.time + since, CAN_PORT, undefined);
    },
  },
};

interface TrafficRecord {
  readonly time: string;
  readonly port: string;
  readonly wire: Wire;
  readonly direction: Direction;
  /** As text for `port`, else two hexadecimal digits a byte. */
  readonly bytes: string;
  readonly damaged?: true;
}

function recordOf({ time, port, wire, direction, damaged, bytes }: RecordedPiece): TrafficRecord {
  return {
    time: isoOf(time),
    port,
    wire,
    direction,
    bytes: wire === 'port' ? String.fromCharCode(...bytes) : toHex(bytes),
    ...(damaged ? { damaged: true } : {}),
  };
}

function pieceOf(record: Readonly<Record<string, unknown>>): ReadLine {
  const { time, port, wire, direction, bytes, damaged } = record;
  const at = typeof time === 'string' ? timeOfIso(time) : NaN;
  if (Number.isNaN(at)) return 'time';
  const isWire = WIRES.find((name) => name === wire);
  const isDirection = DIRECTIONS.find((name) => name === direction);
  if (typeof port !== 'string' || port === '' || !isWire || !isDirection || typeof bytes !== 'string') return 'field';
  const raw = isWire === 'port' ? Uint8Array.from(bytes, (character) => character.charCodeAt(0) & 0xff) : hexBytes(bytes);
  if (!raw) return 'bytes';
  return { time: at, port, wire: isWire, direction: isDirection, damaged: damaged === true, bytes: raw };
}

function hexBytes(text: string): Uint8Array | undefined {
  return HEX.test(text) ? fromHex(text) : undefined;
}

/** The CAN frame in a piece, if it is an intact one. */
function frameOf({ wire, damaged, bytes, direction }: RecordedPiece): CanFrame | undefined {
  return wire === 'slcan' && !damaged ? readSlcanMessage(bytes, direction).line?.frame : undefined;
}

function makeFrame(id: number, extended: boolean, remote: boolean, length: number, data: Uint8Array): CanFrame | undefined {
  return id <= (extended ? 0x1fff_ffff : 0x7ff) && length <= 8 ? { id, extended, remote, length, data } : undefined;
}

function pieceOfFrame(frame: CanFrame, time: number, port: string, direction: Direction | undefined): RecordedPiece {
  return {
    time,
    port,
    wire: 'slcan',
    direction: direction ?? (GX_IDS.includes(frame.id) ? 'received' : 'sent'),
    damaged: false,
    bytes: encodeCommand({ kind: 'frame', frame }),
  };
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Fields of one line; commas or semicolons part them. */
function csvFields(line: string): readonly string[] {
  const separator = /^[^",]*;/.test(line) ? ';' : ',';
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const character = line[at] ?? '';
    if (quoted) {
      if (character !== '"') field += character;
      else if (line[at + 1] === '"') field += line[++at] ?? '';
      else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === separator) {
      fields.push(field);
      field = '';
    } else field += character;
  }
  return [...fields, field].map((text) => text.replace(/^\ufeff/, '').trim());
}
