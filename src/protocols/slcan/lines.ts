import { decodeFlags, encodeFlags, type StatusFlags } from './flags';
import { type FrameLine, writeFrameText } from './frame-text';

/** Everything an adapter may say, one value a line. Source: slcan, command set, dialects and parser requirements. */
export type SlcanLine =
  | FrameLine
  /** An empty line: the command before was done. */
  | { readonly kind: 'ok' }
  /** BEL, or 0x08 of one firmware: the command before was refused. */
  | { readonly kind: 'refused'; readonly byte: RefusalByte }
  /** The adapter took the frame, an 11-bit one for `z`. It does not mean that any node acknowledged it. */
  | { readonly kind: 'transmitted'; readonly letter: 'z' | 'Z' }
  /** Feedback mode: an empty code is success, any other names the cause. */
  | { readonly kind: 'feedback'; readonly code: string }
  /** Answers to `V`, `v` and `N`: the whole line, first letter included. */
  | { readonly kind: 'version'; readonly text: string }
  | { readonly kind: 'firmware'; readonly text: string }
  | { readonly kind: 'serial-number'; readonly text: string }
  | { readonly kind: 'flags'; readonly flags: StatusFlags }
  /** Report of the controller's state in the form that Linux reads; counters 0 to 999. */
  | { readonly kind: 'bus-state'; readonly state: ReportedBusState; readonly rxErrors: number; readonly txErrors: number }
  /** Report of bus errors, unasked: `e` with a count and that many letters, or `E` with eight digits. The whole line. */
  | { readonly kind: 'error-report'; readonly text: string }
  /** `A`: the list of polled frames is complete. */
  | { readonly kind: 'poll-end' }
  /** Any other line: boot chatter, a damaged frame, an answer nobody asked for. One character a byte. */
  | { readonly kind: 'text'; readonly text: string }
  /** A line longer than any legal one was dropped; its length. */
  | { readonly kind: 'overflow'; readonly bytes: number };

export type RefusalByte = typeof BEL | typeof BACKSPACE;
export type ReportedBusState = 'ok' | 'warning' | 'passive' | 'bus-off';

/** Query whose answer may come now: only then is a line of its form an answer. */
export type Expected = 'version' | 'firmware' | 'serial-number' | 'flags';

export const BEL = 0x07;
export const BACKSPACE = 0x08;
export const LF = 0x0a;
export const CR = 0x0d;

const STATE_LETTERS = { ok: 'a', warning: 'w', passive: 'p', 'bus-off': 'b' } as const satisfies Record<ReportedBusState, string>;

const BUS_STATE = /^s([awpb])(\d{3})(\d{3})$/;
const ERROR_LETTERS = /^e(\d)([abBcfoOs]+)$/;
const ERROR_REGISTERS = /^E[0-9A-Fa-f]{8}$/;
const FEEDBACK = /^#([0-9A-Za-z]?)$/;
/** Lawicel and relatives begin with `V`, one family with `+`, and the first CANable firmwares name their repository. */
const VERSION = /^(?:V[ -~]+|\+Board[\t -~]*|[ -~]*\bgit[ -~]*)$/;
const FIRMWARE = /^v[ -~]+$/;
const SERIAL_NUMBER = /^N[ -~]+$/;
const FLAGS = /^F([0-9A-Fa-f]{2})$/;

/** Reads a line that is neither empty nor a frame nor `z`/`Z`. Never fails: what has no known form is text. */
export function readReport(text: string, expected: Expected | undefined): SlcanLine {
  return (expected && readAnswer(text, expected)) ?? readUnasked(text) ?? { kind: 'text', text };
}

function readAnswer(text: string, expected: Expected): SlcanLine | undefined {
  switch (expected) {
    case 'version':
      return VERSION.test(text) ? { kind: 'version', text } : undefined;
    case 'firmware':
      return FIRMWARE.test(text) ? { kind: 'firmware', text } : undefined;
    case 'serial-number':
      return SERIAL_NUMBER.test(text) ? { kind: 'serial-number', text } : undefined;
    case 'flags': {
      const digits = FLAGS.exec(text)?.[1];
      return digits === undefined ? undefined : { kind: 'flags', flags: decodeFlags(Number.parseInt(digits, 16)) };
    }
  }
}

function readUnasked(text: string): SlcanLine | undefined {
  switch (text[0]) {
    case '#': {
      const code = FEEDBACK.exec(text)?.[1];
      return code === undefined ? undefined : { kind: 'feedback', code };
    }
    case 'A':
      return text === 'A' ? { kind: 'poll-end' } : undefined;
    case 'E':
      return ERROR_REGISTERS.test(text) ? { kind: 'error-report', text } : undefined;
    case 'e': {
      const [, count, letters] = ERROR_LETTERS.exec(text) ?? [];
      return letters !== undefined && letters.length === Number(count) ? { kind: 'error-report', text } : undefined;
    }
    case 's':
      return readBusState(text);
    default:
      return undefined;
  }
}

function readBusState(text: string): SlcanLine | undefined {
  const [, letter, rxErrors, txErrors] = BUS_STATE.exec(text) ?? [];
  const state = (Object.keys(STATE_LETTERS) as ReportedBusState[]).find((name) => STATE_LETTERS[name] === letter);
  return state && { kind: 'bus-state', state, rxErrors: Number(rxErrors), txErrors: Number(txErrors) };
}

/**
 * What an adapter sends, terminator included. A dropped line has no bytes to give back, so `overflow` is not among the arguments.
 * @throws RangeError when a frame, stamp or counter does not fit, or a text holds what would end its line
 */
export function encodeLine(line: Exclude<SlcanLine, { kind: 'overflow' }>): Uint8Array {
  switch (line.kind) {
    case 'frame':
      return writeFrameText(line.frame, line.stamp);
    case 'ok':
      return Uint8Array.of(CR);
    case 'refused':
      return Uint8Array.of(line.byte);
    case 'transmitted':
      return textLine(line.letter);
    case 'feedback':
      return textLine(`#${line.code}`);
    case 'flags':
      return textLine(`F${hex(encodeFlags(line.flags), 2)}`);
    case 'bus-state':
      return textLine(`s${STATE_LETTERS[line.state]}${counter('rxErrors', line.rxErrors)}${counter('txErrors', line.txErrors)}`);
    case 'poll-end':
      return textLine('A');
    case 'version':
    case 'firmware':
    case 'serial-number':
    case 'error-report':
    case 'text':
      return textLine(line.text);
  }
}

function counter(name: string, value: number): string {
  if (!Number.isInteger(value) || value < 0 || value > 999) throw new RangeError(`${name} ${value} is not 0 to 999`);
  return String(value).padStart(3, '0');
}

/** Upper-case digits of a value that fits them. */
export function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}

/** One byte a character and a CR. */
export function textLine(text: string): Uint8Array {
  const line = new Uint8Array(text.length + 1);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 0xff || code === CR || code === LF || code === BEL || code === BACKSPACE) {
      throw new RangeError(`text ${JSON.stringify(text)} cannot stand on one line`);
    }
    line[at] = code;
  }
  line[text.length] = CR;
  return line;
}
