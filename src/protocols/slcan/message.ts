import { decodeCommand } from './commands';
import { isFrameLetter, readFrameText, type FrameLine } from './frame-text';
import { BACKSPACE, BEL, CR, LF, readReport, type Expected, type SlcanLine } from './lines';

/** Queries whose answers look like text unless they were asked for. */
const ANSWERS: Readonly<Partial<Record<number, Expected>>> = { 0x56: 'version', 0x76: 'firmware', 0x4e: 'serial-number', 0x46: 'flags' };

/** A line of an adapter, or a command to it, with its terminator. */
export interface SlcanMessage {
  readonly kind: SlcanLine['kind'] | 'command';
  /** Kind of the command, for one that the protocol knows. */
  readonly command?: string;
  readonly line?: FrameLine;
}

/** The line without its terminators, and where it ends. */
export function bodyEnd(bytes: Uint8Array): number {
  let end = bytes.length;
  while (end > 0 && isTerminator(bytes[end - 1] ?? 0)) end--;
  return end;
}

function isTerminator(byte: number): boolean {
  return byte === CR || byte === LF || byte === BEL || byte === BACKSPACE;
}

/** Frame letter behind an acknowledgement that lacks its CR. */
export function frameStart(bytes: Uint8Array, end: number): number {
  const first = bytes[0] ?? 0;
  return end > 1 && (first === 0x7a || first === 0x5a) && isFrameLetter(bytes[1] ?? 0) ? 1 : 0;
}

/** What a whole line is. `sent`: from the host. */
export function readSlcanMessage(bytes: Uint8Array, direction: 'sent' | 'received'): SlcanMessage {
  const end = bodyEnd(bytes);
  const line = readFrameText(bytes, direction === 'received' ? frameStart(bytes, end) : 0, end);
  if (line) return { kind: direction === 'sent' ? 'command' : 'frame', line, ...(direction === 'sent' ? { command: 'frame' } : {}) };
  const text = String.fromCharCode(...bytes.subarray(0, end));
  if (direction === 'sent') {
    const command = decodeCommand(text);
    return command ? { kind: 'command', command: command.kind } : { kind: 'text' };
  }
  if (end === 0) return { kind: bytes.some((byte) => byte === BEL || byte === BACKSPACE) ? 'refused' : bytes.includes(CR) ? 'ok' : 'text' };
  if (text === 'z' || text === 'Z') return { kind: 'transmitted' };
  return { kind: readReport(text, ANSWERS[bytes[0] ?? 0] ?? 'version').kind };
}
