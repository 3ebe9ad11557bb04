/** Requests that somebody composes by hand: only what is known to read gets through. */
import { crc16 } from '../bytes/crc16';
import { COMMANDS, commandName, FRAME_HEADER, frameLength, lastLengthByte, layoutOf, type CommandName, type Effect } from './commands';
import { seal } from './envelope';
import { decodeRequest, encodeRequest, MOST_REGISTERS, type Request } from './requests';

/** A command that changes nothing in the device. */
export type ReadingCommand = {
  [C in CommandName]: (typeof COMMANDS)[C]['effect'] extends 'reads' ? C : never;
}[CommandName];

export type Reading = Extract<Request, { readonly command: ReadingCommand }>;

/** A reading, or bytes as hexadecimal text, with their checksum or without. */
export type Draft = { readonly kind: 'reading'; readonly reading: Reading } | { readonly kind: 'bytes'; readonly text: string };

/** Why a draft is not sent. Lengths are of whole frames [bytes]. */
export type DraftRefusal =
  | { readonly reason: 'empty' }
  | { readonly reason: 'not-hexadecimal' }
  | { readonly reason: 'header'; readonly byte: number }
  | { readonly reason: 'unknown-command'; readonly code: number }
  | { readonly reason: 'not-reading'; readonly command: CommandName; readonly effect: Exclude<Effect, 'reads'> }
  /** `wanted` is not known where the bytes that tell it are missing or count what cannot be. */
  | { readonly reason: 'length'; readonly is: number; readonly wanted: number | undefined }
  /** As the two bytes stand in the frame. */
  | { readonly reason: 'checksum'; readonly is: Uint8Array; readonly wanted: Uint8Array }
  /** Addresses or the number of registers are beyond what this command can ask for in one answer. */
  | { readonly reason: 'registers'; readonly most: number }
  /** An option or a reserved byte that the protocol does not know. */
  | { readonly reason: 'contradiction' };

export type ReadDraft =
  { readonly ok: true; readonly reading: Reading; readonly frame: Uint8Array } | { readonly ok: false; readonly refusal: DraftRefusal };

const refuse = (refusal: DraftRefusal): ReadDraft => ({ ok: false, refusal });

/** The one request that a draft stands for, with its frame: what is shown is, byte for byte, what would be sent. */
export function readDraft(draft: Draft): ReadDraft {
  return draft.kind === 'bytes' ? readBytes(draft.text) : encode(draft.reading);
}

function encode(request: Request): ReadDraft {
  const { command } = request;
  if (!isReading(request)) return refuse(notReading(command));
  try {
    return { ok: true, reading: request, frame: encodeRequest(request) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refuse({ reason: 'registers', most: (MOST_REGISTERS as Partial<Record<CommandName, number>>)[command] ?? 0 });
  }
}

function readBytes(text: string): ReadDraft {
  const digits = text.replaceAll(/0x/gi, ' ').replaceAll(/[\s,;:-]+/g, '');
  if (digits === '') return refuse({ reason: 'empty' });
  if (!/^([0-9a-f]{2})+$/i.test(digits)) return refuse({ reason: 'not-hexadecimal' });
  const bytes = Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const [header = 0, code] = bytes;
  if (header !== FRAME_HEADER) return refuse({ reason: 'header', byte: header });
  if (code === undefined) return refuse({ reason: 'length', is: bytes.length, wanted: undefined });
  const command = commandName(code);
  if (command === undefined) return refuse({ reason: 'unknown-command', code });
  if (COMMANDS[command].effect !== 'reads') return refuse(notReading(command));
  return complete(bytes, code);
}

function complete(bytes: Uint8Array, code: number): ReadDraft {
  const layout = layoutOf('requests', code);
  const wanted = layout && frameLength(layout, bytes[lastLengthByte(layout)] ?? -1);
  const is = bytes.length;
  if (wanted === undefined || (is !== wanted && is !== wanted - 2)) return refuse({ reason: 'length', is, wanted });
  const frame = seal(code, [...bytes.subarray(2, wanted - 2)]);
  if (is === wanted && crc16(bytes) !== 0) return refuse({ reason: 'checksum', is: bytes.slice(-2), wanted: frame.slice(-2) });
  return decode(frame);
}

function decode(frame: Uint8Array): ReadDraft {
  let request: Request;
  try {
    request = decodeRequest(frame);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refuse({ reason: 'contradiction' });
  }
  const read = encode(request);
  // Bytes that mean nothing to the decoder may mean something to the device.
  return read.ok && !isSame(read.frame, frame) ? refuse({ reason: 'contradiction' }) : read;
}

function isReading(request: Request): request is Reading {
  return COMMANDS[request.command].effect === 'reads';
}

function notReading(command: CommandName): DraftRefusal {
  const { effect } = COMMANDS[command];
  if (effect === 'reads') throw new RangeError(`${command} reads`);
  return { reason: 'not-reading', command, effect };
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
