import { toHex } from '../bytes/hex';
import { NACK_ERRORS, commandName, type CommandName } from '../tinybms/commands';
import { nameOf } from '../tinybms/enumerations';
import { decodeReply, requestIn } from '../tinybms/frames';
import { readSlcanMessage } from '../slcan/message';
import { portEventOf, type Piece, type PortEvent } from './captured';

/** What a piece is at a glance. */
export type Summary =
  | { readonly kind: 'request'; readonly command: CommandName; readonly address?: number; readonly count?: number }
  | { readonly kind: 'reply'; readonly command: CommandName | 'ack' | 'packet' }
  | { readonly kind: 'refusal'; readonly of: CommandName | undefined; readonly error: string }
  /** A CAN frame; data as two upper-case hexadecimal digits a byte, parted by spaces; none for a remote frame. */
  | { readonly kind: 'frame'; readonly id: number; readonly extended: boolean; readonly remote: boolean; readonly data: string }
  /** A command to an adapter other than a frame, by its name. */
  | { readonly kind: 'command'; readonly command: string }
  /** What an adapter says other than a frame: kind of the line, and its text. */
  | { readonly kind: 'answer'; readonly answer: string; readonly text: string }
  | { readonly kind: 'port'; readonly event: PortEvent; readonly detail: string }
  | { readonly kind: 'damaged' };

const DAMAGED: Summary = { kind: 'damaged' };

export function describe(piece: Piece): Summary {
  if (piece.damaged) return DAMAGED;
  switch (piece.wire) {
    case 'tinybms':
      return piece.direction === 'sent' ? describeRequest(piece.bytes) : describeReply(piece.bytes);
    case 'slcan':
      return describeLine(piece);
    case 'port': {
      const event = portEventOf(piece.bytes);
      return event ? { kind: 'port', ...event } : DAMAGED;
    }
  }
}

function describeRequest(bytes: Uint8Array): Summary {
  const request = requestIn(bytes);
  if (!request) return DAMAGED;
  const { command } = request;
  if ('count' in request)
    return { kind: 'request', command, count: request.count, ...('address' in request ? { address: request.address } : {}) };
  return { kind: 'request', command };
}

function describeReply(bytes: Uint8Array): Summary {
  try {
    const reply = decodeReply(bytes);
    if (reply.command !== 'nack') return { kind: 'reply', command: reply.command };
    return { kind: 'refusal', of: commandName(reply.of), error: nameOf(NACK_ERRORS, reply.error) ?? String(reply.error) };
  } catch {
    return DAMAGED;
  }
}

function describeLine({ bytes, direction }: Piece): Summary {
  const { kind, command, line } = readSlcanMessage(bytes, direction);
  if (line) {
    const { id, extended, remote, data } = line.frame;
    return { kind: 'frame', id, extended, remote, data: toHex(data) };
  }
  if (kind === 'command') return { kind: 'command', command: command ?? '' };
  return { kind: 'answer', answer: kind, text: String.fromCharCode(...bytes.filter((byte) => byte >= 0x20 && byte < 0x7f)) };
}

/** What is counted together: an identifier, a command, or a kind of line. */
export function countKey(summary: Summary): string {
  switch (summary.kind) {
    case 'frame':
      return identifierText(summary);
    case 'request':
    case 'reply':
    case 'command':
      return summary.command;
    case 'answer':
      return summary.answer;
    case 'port':
      return summary.event;
    case 'refusal':
    case 'damaged':
      return summary.kind;
  }
}

/** Three digits, or eight for 29 bits. */
export function identifierText({ id, extended }: { readonly id: number; readonly extended: boolean }): string {
  return id
    .toString(16)
    .toUpperCase()
    .padStart(extended ? 8 : 3, '0');
}
