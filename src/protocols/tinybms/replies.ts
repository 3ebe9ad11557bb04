/** What a TinyBMS answers, as values and as frames. */
import { ANSWERS, COMMANDS, commandName, PACKET_BIT, PACKET_BYTES, PACKET_COUNT_MASK } from './commands';
import { bigEndian, bigEndianWords, checkedWords, littleEndian, littleEndianWords, openFrame, seal, within } from './envelope';
import { EVENT_TIME_WRAP, rebuildEventTime } from './events';
import type { LoggedEvent } from './events';
import { REGISTERS } from './registers';
import type { Register } from './registers';
import { pairsOf } from './requests';
import type { AddressedWord } from './requests';
import { readValue, writeValue } from './words';

/** Rows whose register says how the payload of a command of the same meaning is to be read. */
const SHORTCUTS = {
  packVoltage: REGISTERS.packVoltage,
  packCurrent: REGISTERS.packCurrent,
  maxCellVoltage: REGISTERS.maxCellVoltage,
  minCellVoltage: REGISTERS.minCellVoltage,
  onlineStatus: REGISTERS.onlineStatus,
  lifetimeCounter: REGISTERS.lifetimeCounter,
  stateOfCharge: REGISTERS.stateOfCharge,
} as const satisfies Readonly<Record<string, Register>>;

type ShortcutCommand = keyof typeof SHORTCUTS;

/** Numbers of command 0x1E. */
export interface VersionNumbers {
  readonly hardware: number;
  readonly hardwareChanges: number;
  readonly publicFirmware: number;
  readonly internalFirmware: number;
}

export type Reply =
  /** Done. `of` is the code of the command. */
  | { readonly command: 'ack'; readonly of: number }
  /** Refused; for `error` see `NACK_ERRORS`. */
  | { readonly command: 'nack'; readonly of: number; readonly error: number }
  | { readonly command: 'modbusRead'; readonly words: readonly number[] }
  | { readonly command: 'modbusWrite'; readonly address: number; readonly count: number }
  | { readonly command: 'readBlock'; readonly words: readonly number[] }
  | { readonly command: 'readRegisters'; readonly pairs: readonly AddressedWord[] }
  /** One packet of an answer in several, or a last packet that makes no sense alone: see `reassemble`. */
  | { readonly command: 'packet'; readonly of: 'readBlock' | 'readRegisters'; readonly id: number | 'last'; readonly bytes: Uint8Array }
  /** `now` is the lifetime counter [s], which the events are timed against; order as the device sent them. */
  | { readonly command: 'newestEvents' | 'allEvents'; readonly now: number; readonly events: readonly LoggedEvent[] }
  /** Value in the unit of the register of the same name. */
  | { readonly command: ShortcutCommand; readonly value: number }
  /** [°C] */
  | {
      readonly command: 'temperatures';
      readonly internal: number | undefined;
      readonly external1: number | undefined;
      readonly external2: number | undefined;
    }
  /** [V], as many as the device sends. Which end comes first is not certain: use registers 0 to 15 where it matters. */
  | { readonly command: 'cellVoltages'; readonly voltages: readonly number[] }
  /** Words of the registers from 300 on. */
  | { readonly command: 'settings'; readonly words: readonly number[] }
  | ({ readonly command: 'version' } & VersionNumbers)
  | ({ readonly command: 'extendedVersion'; readonly bootloader: number; readonly profile: number } & VersionNumbers)
  /** [km/h], [km], [s] */
  | { readonly command: 'driveData'; readonly speed: number; readonly distanceLeft: number; readonly timeLeft: number };

/** Rows for payloads that are no register: the address is the offset in words. */
const TEMPERATURE = { address: 0, type: 'i16', perUnit: 10, unit: '°C', absent: -32768 } as const satisfies Register;
const CELL_VOLTAGE = { address: 0, type: 'u16', perUnit: 10_000, unit: 'V' } as const satisfies Register;
const SECONDS = { address: 0, type: 'u32', unit: 's' } as const satisfies Register;
/** Distance has four bytes here, although its register has two. */
const DRIVE = {
  speed: { address: 0, type: 'f32', unit: 'km/h' },
  distanceLeft: { address: 2, type: 'u32', unit: 'km' },
  timeLeft: { address: 4, type: 'u32', unit: 's' },
} as const satisfies Readonly<Record<string, Register>>;

/** Payload with its count ahead. */
function counted(bytes: readonly number[]): number[] {
  return [bytes.length, ...bytes];
}

function encodeEvents(now: number, events: readonly LoggedEvent[]): number[] {
  within('number of events', events.length, 0, 49);
  const entries = events.flatMap(({ time, code }) => {
    within('age of an event', now - time, 0, EVENT_TIME_WRAP - 1);
    return [time & 0xff, (time >>> 8) & 0xff, (time >>> 16) & 0xff, within('event code', code, 1, 0xff)];
  });
  return counted([...writeValue(SECONDS, now).flatMap(littleEndian), ...entries]);
}

function versionBytes(version: VersionNumbers): number[] {
  return [
    within('hardware', version.hardware, 0, 0xff),
    within('hardware changes', version.hardwareChanges, 0, 0xff),
    within('public firmware', version.publicFirmware, 0, 0xff),
    ...littleEndian(within('internal firmware', version.internalFirmware, 0, 0xffff)),
  ];
}

/** Bytes between code and checksum. */
function replyBytes(reply: Exclude<Reply, { readonly command: 'ack' | 'nack' | 'packet' }>): number[] {
  switch (reply.command) {
    case 'modbusRead':
      return counted(checkedWords(reply.command, reply.words, 1, 127).flatMap(bigEndian));
    case 'modbusWrite':
      return [...bigEndian(within('address', reply.address, 0, 0xffff)), 0, within('count', reply.count, 1, 0xff)];
    case 'readBlock':
      return counted(checkedWords(reply.command, reply.words, 0, 31).flatMap(littleEndian));
    case 'readRegisters':
      return counted(checkedWords(reply.command, reply.pairs.flat(), 0, 30).flatMap(littleEndian));
    case 'newestEvents':
    case 'allEvents':
      return encodeEvents(reply.now, reply.events);
    case 'temperatures': {
      const sensors = [reply.internal, reply.external1, reply.external2];
      return counted(sensors.flatMap((celsius) => writeValue(TEMPERATURE, celsius)).flatMap(littleEndian));
    }
    case 'cellVoltages':
      within('number of cells', reply.voltages.length, 0, 16);
      return counted(reply.voltages.flatMap((voltage) => writeValue(CELL_VOLTAGE, voltage)).flatMap(littleEndian));
    case 'settings':
      return counted(checkedWords(reply.command, reply.words, 1, 100).flatMap(littleEndian));
    case 'version':
      return counted(versionBytes(reply));
    case 'extendedVersion':
      return counted([...versionBytes(reply), within('bootloader', reply.bootloader, 0, 0xff), within('profile', reply.profile, 0, 0xff)]);
    case 'driveData': {
      const { speed, distanceLeft, timeLeft } = reply;
      const words = [
        ...writeValue(DRIVE.speed, speed),
        ...writeValue(DRIVE.distanceLeft, distanceLeft),
        ...writeValue(DRIVE.timeLeft, timeLeft),
      ];
      return words.flatMap(littleEndian);
    }
    default:
      return writeValue(SHORTCUTS[reply.command], reply.value).flatMap(littleEndian);
  }
}

/**
 * The frame of a reply, as the device sends it.
 * @throws RangeError naming what does not fit; a block longer than one packet is for `encodePackets`
 */
export function encodeReply(reply: Reply): Uint8Array {
  switch (reply.command) {
    case 'ack':
      return seal(ANSWERS.ack.code, [within('command', reply.of, 0, 0xff)]);
    case 'nack':
      return seal(ANSWERS.nack.code, [within('command', reply.of, 0, 0xff), within('error', reply.error, 0, 0xff)]);
    case 'packet': {
      const size = reply.bytes.length;
      const isLast = reply.id === 'last';
      within('size of the packet', size, isLast ? 0 : PACKET_BYTES, PACKET_BYTES);
      const head = reply.id === 'last' ? size : PACKET_BIT | within('packet', reply.id, 0, PACKET_COUNT_MASK);
      return seal(COMMANDS[reply.of].code, [head, ...reply.bytes]);
    }
    default:
      return seal(COMMANDS[reply.command].code, replyBytes(reply));
  }
}

/** The value of a reply to 0x07 or 0x09 with this whole payload, or `undefined` when it does not divide into registers. */
function blockReply(command: 'readBlock' | 'readRegisters', payload: Uint8Array): Reply | undefined {
  const words = littleEndianWords(payload);
  if (payload.length % (command === 'readBlock' ? 2 : 4) !== 0) return undefined;
  return command === 'readBlock' ? { command, words } : { command, pairs: pairsOf(words) };
}

function decodeBlock(command: 'readBlock' | 'readRegisters', frame: Uint8Array): Reply {
  const bytes = frame.slice(3, -2);
  const head = frame[2] ?? 0;
  if (head & PACKET_BIT) return { command: 'packet', of: command, id: head & PACKET_COUNT_MASK, bytes };
  return blockReply(command, bytes) ?? { command: 'packet', of: command, id: 'last', bytes };
}

function decodeEvents(command: 'newestEvents' | 'allEvents', payload: Uint8Array): Reply {
  const now = readValue(SECONDS, littleEndianWords(payload), 0);
  const events: LoggedEvent[] = [];
  for (let at = 4; at + 3 < payload.length; at += 4) {
    const [low = 0, middle = 0, high = 0, code = 0] = payload.subarray(at, at + 4);
    if (code !== 0) events.push({ time: rebuildEventTime(low | (middle << 8) | (high << 16), now), code });
  }
  return { command, now, events };
}

function versionNumbers(payload: Uint8Array): VersionNumbers {
  const [hardware = 0, hardwareChanges = 0, publicFirmware = 0, low = 0, high = 0] = payload;
  return { hardware, hardwareChanges, publicFirmware, internalFirmware: low | (high << 8) };
}

/** The reply in a frame. @throws RangeError only for bytes that no deframer of replies would yield. */
export function decodeReply(frame: Uint8Array): Reply {
  const code = openFrame('replies', frame);
  if (code === ANSWERS.ack.code) return { command: 'ack', of: frame[2] ?? 0 };
  if (code === ANSWERS.nack.code) return { command: 'nack', of: frame[2] ?? 0, error: frame[3] ?? 0 };
  const command = commandName(code);
  const payload = frame.subarray(3, -2);
  switch (command) {
    case undefined:
    case 'resetOrClear':
    case 'writeBlock':
    case 'writeRegisters':
      throw new RangeError(`no reply has the code ${code}`);
    case 'modbusRead':
      return { command, words: bigEndianWords(payload) };
    case 'modbusWrite': {
      const [address = 0, count = 0] = bigEndianWords(frame.subarray(2, -2));
      return { command, address, count };
    }
    case 'readBlock':
    case 'readRegisters':
      return decodeBlock(command, frame);
    case 'newestEvents':
    case 'allEvents':
      return decodeEvents(command, payload);
    case 'temperatures': {
      const [internal, external1, external2] = littleEndianWords(payload).map((word) => readValue(TEMPERATURE, [word], 0));
      return { command, internal, external1, external2 };
    }
    case 'cellVoltages':
      return { command, voltages: littleEndianWords(payload).map((word) => readValue(CELL_VOLTAGE, [word], 0)) };
    case 'settings':
      return { command, words: littleEndianWords(payload) };
    case 'version':
      return { command, ...versionNumbers(payload) };
    case 'extendedVersion':
      return { command, ...versionNumbers(payload), bootloader: payload[5] ?? 0, profile: payload[6] ?? 0 };
    case 'driveData': {
      const words = littleEndianWords(frame.subarray(2, -2));
      return {
        command,
        speed: readValue(DRIVE.speed, words, 0),
        distanceLeft: readValue(DRIVE.distanceLeft, words, 0),
        timeLeft: readValue(DRIVE.timeLeft, words, 0),
      };
    }
    default: {
      const register = SHORTCUTS[command];
      return { command, value: readValue(register, littleEndianWords(frame.subarray(2, -2)), register.address) };
    }
  }
}

/**
 * Frames of one answer to 0x07 or 0x09 of any length: packets of 63 bytes and a rest, cut without regard to registers.
 * How the device numbers them is not known; here they count up from 0.
 */
export function encodePackets(reply: Extract<Reply, { readonly command: 'readBlock' | 'readRegisters' }>): Uint8Array[] {
  const words = reply.command === 'readBlock' ? reply.words : reply.pairs.flat();
  const payload = Uint8Array.from(words.flatMap(littleEndian));
  const frames: Uint8Array[] = [];
  let start = 0;
  for (; payload.length - start > PACKET_BYTES; start += PACKET_BYTES) {
    const bytes = payload.subarray(start, start + PACKET_BYTES);
    frames.push(encodeReply({ command: 'packet', of: reply.command, id: frames.length, bytes }));
  }
  return [...frames, encodeReply({ command: 'packet', of: reply.command, id: 'last', bytes: payload.subarray(start) })];
}

/**
 * One reply from the frames of an answer in several packets, in the order in which they came; their numbers are not looked
 * at, because whether they count up or down is not known. `undefined` when the frames are not one complete answer.
 * A request within `MOST_REGISTERS` is always answered in one packet and needs no reassembly.
 */
export function reassemble(frames: readonly Uint8Array[]): Reply | undefined {
  const last = frames.at(-1);
  const code = last?.[1] ?? -1;
  const command = commandName(code);
  if (command !== 'readBlock' && command !== 'readRegisters') return undefined;
  const isWhole = frames.every(
    (frame) => openFrame('replies', frame) === code && ((frame[2] ?? 0) & PACKET_BIT) === (frame === last ? 0 : PACKET_BIT),
  );
  return isWhole ? blockReply(command, Uint8Array.from(frames.flatMap((frame) => [...frame.subarray(3, -2)]))) : undefined;
}
