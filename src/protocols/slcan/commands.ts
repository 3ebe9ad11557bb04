import type { CanFrame } from '../can-frame';
import { readFrameText, writeFrameText } from './frame-text';
import { hex, textLine } from './lines';

/** Bus speeds that an adapter knows by name [bit/s]. S7 means 750 kbit/s to some firmwares: do not offer it. */
export const BITRATE_CODES = {
  S0: 10_000,
  S1: 20_000,
  S2: 50_000,
  S3: 100_000,
  S4: 125_000,
  S5: 250_000,
  S6: 500_000,
  S7: 800_000,
  S8: 1_000_000,
} as const;

export type BitrateCode = keyof typeof BITRATE_CODES;

/** What a host may ask of an adapter. Source: Lawicel CAN232 v3 and CANUSB, command set. */
export type SlcanCommand =
  /** Queries: each is answered by a line that starts with the command's letter. */
  | { readonly kind: 'version' }
  | { readonly kind: 'firmware' }
  | { readonly kind: 'serialNumber' }
  /** Reads and clears the status flags. */
  | { readonly kind: 'flags' }
  | { readonly kind: 'bitrate'; readonly code: BitrateCode }
  /** Bus timing registers of an SJA1000 at 16 MHz, a byte each. */
  | { readonly kind: 'rawBitTiming'; readonly btr0: number; readonly btr1: number }
  | { readonly kind: 'open' }
  /** Opens without ever sending, not even acknowledgements. */
  | { readonly kind: 'listen' }
  | { readonly kind: 'close' }
  | { readonly kind: 'timestamps'; readonly on: boolean }
  /** SJA1000 acceptance registers AC0 to AC3, AC0 in the highest byte. */
  | { readonly kind: 'acceptanceCode'; readonly value: number }
  /** AM0 to AM3; a bit that is set is not compared. */
  | { readonly kind: 'acceptanceMask'; readonly value: number }
  | { readonly kind: 'filterMode'; readonly mode: 'dual' | 'single' }
  /** CAN232: sends received frames unasked, and acknowledges with `z`/`Z`. */
  | { readonly kind: 'autoPoll'; readonly on: boolean }
  | { readonly kind: 'poll' }
  | { readonly kind: 'pollAll' }
  | { readonly kind: 'autoStart'; readonly mode: 'off' | 'normal' | 'listen' }
  /** Speed of the serial side by number, 0 to 6: 230400, 115200, 57600, 38400, 19200, 9600, 2400 Bd. */
  | { readonly kind: 'uartSpeed'; readonly code: number }
  /** Transmits a frame. */
  | { readonly kind: 'frame'; readonly frame: CanFrame };

type PlainKind = 'version' | 'firmware' | 'serialNumber' | 'flags' | 'open' | 'listen' | 'close' | 'poll' | 'pollAll';

const PLAIN_LETTERS: Readonly<Record<PlainKind, string>> = {
  version: 'V',
  firmware: 'v',
  serialNumber: 'N',
  flags: 'F',
  open: 'O',
  listen: 'L',
  close: 'C',
  poll: 'P',
  pollAll: 'A',
};

const PLAIN_COMMANDS: ReadonlyMap<string, SlcanCommand> = new Map(
  (Object.keys(PLAIN_LETTERS) as PlainKind[]).map((kind) => [PLAIN_LETTERS[kind], { kind }]),
);

const FILTER_MODES = ['dual', 'single'] as const;
const AUTO_STARTS = ['off', 'normal', 'listen'] as const;

/**
 * One command with its CR, ready to be one write.
 * @throws RangeError when a number does not fit its digits or the frame is not a classic CAN frame
 */
export function encodeCommand(command: SlcanCommand): Uint8Array {
  switch (command.kind) {
    case 'frame':
      return writeFrameText(command.frame);
    case 'bitrate':
      return textLine(command.code);
    case 'rawBitTiming':
      return textLine(`s${digits('btr0', command.btr0, 2)}${digits('btr1', command.btr1, 2)}`);
    case 'timestamps':
      return textLine(command.on ? 'Z1' : 'Z0');
    case 'acceptanceCode':
      return textLine(`M${digits('acceptanceCode', command.value, 8)}`);
    case 'acceptanceMask':
      return textLine(`m${digits('acceptanceMask', command.value, 8)}`);
    case 'filterMode':
      return textLine(`W${FILTER_MODES.indexOf(command.mode)}`);
    case 'autoPoll':
      return textLine(command.on ? 'X1' : 'X0');
    case 'autoStart':
      return textLine(`Q${AUTO_STARTS.indexOf(command.mode)}`);
    case 'uartSpeed':
      if (!Number.isInteger(command.code) || command.code < 0 || command.code > 6) throw new RangeError(`uartSpeed ${command.code}`);
      return textLine(`U${command.code}`);
    case 'version':
    case 'firmware':
    case 'serialNumber':
    case 'flags':
    case 'open':
    case 'listen':
    case 'close':
    case 'poll':
    case 'pollAll':
      return textLine(PLAIN_LETTERS[command.kind]);
  }
}

/** What an adapter understands by a line, CR excluded; `undefined` for any other line, which it should refuse. */
export function decodeCommand(line: string): SlcanCommand | undefined {
  const plain = PLAIN_COMMANDS.get(line);
  if (plain) return plain;
  const argument = line.slice(1);
  switch (line[0]) {
    case 't':
    case 'T':
    case 'r':
    case 'R':
      return readTransmit(line);
    case 'S':
      return isBitrateCode(line) ? { kind: 'bitrate', code: line } : undefined;
    case 's': {
      const timing = readHex(argument, 4);
      return timing === undefined ? undefined : { kind: 'rawBitTiming', btr0: timing >> 8, btr1: timing & 0xff };
    }
    case 'Z':
      return isSwitch(argument) ? { kind: 'timestamps', on: argument === '1' } : undefined;
    case 'X':
      return isSwitch(argument) ? { kind: 'autoPoll', on: argument === '1' } : undefined;
    case 'M': {
      const value = readHex(argument, 8);
      return value === undefined ? undefined : { kind: 'acceptanceCode', value };
    }
    case 'm': {
      const value = readHex(argument, 8);
      return value === undefined ? undefined : { kind: 'acceptanceMask', value };
    }
    case 'W': {
      const mode = FILTER_MODES[readDigit(argument)];
      return mode && { kind: 'filterMode', mode };
    }
    case 'Q': {
      const mode = AUTO_STARTS[readDigit(argument)];
      return mode && { kind: 'autoStart', mode };
    }
    case 'U': {
      const code = readDigit(argument);
      return code >= 0 && code <= 6 ? { kind: 'uartSpeed', code } : undefined;
    }
    default:
      return undefined;
  }
}

function readTransmit(line: string): SlcanCommand | undefined {
  const bytes = Uint8Array.from(line, (character) => Math.min(character.charCodeAt(0), 0xff));
  const read = readFrameText(bytes, 0, bytes.length);
  // Stamps are appended by adapters only.
  return read && !read.stamp ? { kind: 'frame', frame: read.frame } : undefined;
}

function isBitrateCode(text: string): text is BitrateCode {
  return Object.hasOwn(BITRATE_CODES, text);
}

function isSwitch(text: string): boolean {
  return text === '0' || text === '1';
}

/** -1 unless `text` is one decimal digit. */
function readDigit(text: string): number {
  return /^\d$/.test(text) ? Number(text) : -1;
}

function readHex(text: string, length: number): number | undefined {
  return text.length === length && /^[0-9A-Fa-f]+$/.test(text) ? Number.parseInt(text, 16) : undefined;
}

function digits(name: string, value: number, count: number): string {
  if (!Number.isInteger(value) || value < 0 || value >= 16 ** count) throw new RangeError(`${name} ${value} does not fit ${count} digits`);
  return hex(value, count);
}
