/** What can be asked of a TinyBMS, as values and as frames. */
import { COMMANDS, commandName } from './commands';
import type { CommandName } from './commands';
import { bigEndian, bigEndianWords, checkedWords, littleEndian, littleEndianWords, openFrame, seal, within } from './envelope';
import { isWritable, WRITABLE } from './registers';

/** Option byte of command 0x02. Clearing the events does not clear an active fault. */
export const RESET_OPTIONS = { clearEvents: 0x01, clearStatistics: 0x02, restart: 0x05 } as const;
export type ResetOption = keyof typeof RESET_OPTIONS;

/** Option byte of command 0x1D. */
export const SETTING_BOUNDS = { minimum: 1, maximum: 2, default: 3, current: 4 } as const;
export type SettingBound = keyof typeof SETTING_BOUNDS;

/** Register address and the word in it. */
export type AddressedWord = readonly [address: number, word: number];

type ParameterCommand =
  'modbusRead' | 'modbusWrite' | 'resetOrClear' | 'readBlock' | 'readRegisters' | 'writeBlock' | 'writeRegisters' | 'settings';
type BareCommand = Exclude<CommandName, ParameterCommand>;

export type Request =
  | { readonly command: 'modbusRead'; readonly address: number; readonly count: number }
  | { readonly command: 'modbusWrite'; readonly address: number; readonly words: readonly number[] }
  | { readonly command: 'resetOrClear'; readonly option: ResetOption }
  | { readonly command: 'readBlock'; readonly address: number; readonly count: number }
  | { readonly command: 'readRegisters'; readonly addresses: readonly number[] }
  | { readonly command: 'writeBlock'; readonly address: number; readonly words: readonly number[] }
  | { readonly command: 'writeRegisters'; readonly pairs: readonly AddressedWord[] }
  /** Settings from register 300 on: what they may be, are by default, or are now. */
  | { readonly command: 'settings'; readonly bound: SettingBound; readonly count: number }
  | { readonly command: BareCommand };

/**
 * Most registers in one request. For 0x07, 0x09, 0x0B and 0x0D these are what one packet carries: longer ones would be
 * split in a way that the vendor does not describe in full.
 */
export const MOST_REGISTERS = {
  modbusRead: 127,
  modbusWrite: 100,
  readBlock: 31,
  readRegisters: 15,
  writeBlock: 30,
  writeRegisters: 15,
  settings: 100,
} as const;

function checkWritable(address: number, count: number): number {
  if (!isWritable(within('address', address, 0, 0xffff), count)) {
    throw new RangeError(`${count} registers from ${address} cannot be written, only ${WRITABLE.first} to ${WRITABLE.last}`);
  }
  return address;
}

/**
 * The frame of a request.
 * @throws RangeError naming what does not fit: addresses and words beyond 16 bits, more registers than one answer carries,
 * writes outside the settings
 */
export function encodeRequest(request: Request): Uint8Array {
  const { code } = COMMANDS[request.command];
  switch (request.command) {
    case 'modbusRead': {
      const count = within('count', request.count, 1, MOST_REGISTERS.modbusRead);
      return seal(code, [...bigEndian(within('address', request.address, 0, 0xffff)), 0, count]);
    }
    case 'modbusWrite': {
      const words = checkedWords(request.command, request.words, 1, MOST_REGISTERS.modbusWrite);
      const address = checkWritable(request.address, words.length);
      return seal(code, [...bigEndian(address), 0, words.length, 2 * words.length, ...words.flatMap(bigEndian)]);
    }
    case 'resetOrClear':
      return seal(code, [RESET_OPTIONS[request.option]]);
    case 'readBlock': {
      const count = within('count', request.count, 1, MOST_REGISTERS.readBlock);
      return seal(code, [count, ...littleEndian(within('address', request.address, 0, 0xffff))]);
    }
    case 'readRegisters': {
      const addresses = checkedWords(request.command, request.addresses, 1, MOST_REGISTERS.readRegisters);
      return seal(code, [2 * addresses.length, ...addresses.flatMap(littleEndian)]);
    }
    case 'writeBlock': {
      const words = checkedWords(request.command, request.words, 1, MOST_REGISTERS.writeBlock);
      const address = checkWritable(request.address, words.length);
      return seal(code, [2 + 2 * words.length, ...littleEndian(address), ...words.flatMap(littleEndian)]);
    }
    case 'writeRegisters': {
      const { pairs } = request;
      within('number of pairs', pairs.length, 1, MOST_REGISTERS.writeRegisters);
      for (const [address, word] of pairs) {
        checkWritable(address, 1);
        within('word', word, 0, 0xffff);
      }
      return seal(code, [4 * pairs.length, ...pairs.flat().flatMap(littleEndian)]);
    }
    case 'settings':
      return seal(code, [SETTING_BOUNDS[request.bound], 0, within('count', request.count, 1, MOST_REGISTERS.settings)]);
    default:
      return seal(code, []);
  }
}

function named<T extends Readonly<Record<string, number>>>(codes: T, code: number, what: string): keyof T & string {
  for (const name in codes) if (codes[name] === code) return name;
  throw new RangeError(`${what} ${code} is not known`);
}

/**
 * The request in a frame, as the device sees it. Addresses and counts are taken as they come, so that a device can refuse
 * them itself.
 * @throws RangeError for bytes that no deframer of requests would yield, and for options and counts that contradict the
 * protocol; a device answers those with a refusal
 */
export function decodeRequest(frame: Uint8Array): Request {
  const command = commandName(openFrame('requests', frame));
  const at = (index: number): number => frame[index] ?? 0;
  const words = (from: number): number[] => littleEndianWords(frame.subarray(from, -2));
  const [address = 0] = bigEndianWords(frame.subarray(2, 4));
  switch (command) {
    case undefined:
      throw new RangeError(`command ${at(1)} is not known`);
    case 'modbusRead':
      return { command, address, count: at(4) * 0x100 + at(5) };
    case 'modbusWrite':
      if (at(4) !== 0 || at(6) !== 2 * at(5)) throw new RangeError(`${at(6)} bytes for ${at(4) * 0x100 + at(5)} registers`);
      return { command, address, words: bigEndianWords(frame.subarray(7, -2)) };
    case 'resetOrClear':
      return { command, option: named(RESET_OPTIONS, at(2), 'option') };
    case 'readBlock': {
      const [first = 0] = words(3);
      return { command, address: first, count: at(2) };
    }
    case 'readRegisters':
      return { command, addresses: words(3) };
    case 'writeBlock': {
      const [first = 0, ...rest] = words(3);
      return { command, address: first, words: rest };
    }
    case 'writeRegisters':
      return { command, pairs: pairsOf(words(3)) };
    case 'settings':
      return { command, bound: named(SETTING_BOUNDS, at(2), 'bound'), count: at(4) };
    default:
      return { command };
  }
}

/** Address and word by turns, as pairs. */
export function pairsOf(words: readonly number[]): AddressedWord[] {
  return Array.from({ length: words.length >>> 1 }, (_, index) => [words[2 * index] ?? 0, words[2 * index + 1] ?? 0] as const);
}

/** The request in a frame, if it is one that makes sense. */
export function requestIn(frame: Uint8Array): Request | undefined {
  try {
    return decodeRequest(frame);
  } catch {
    return undefined;
  }
}
