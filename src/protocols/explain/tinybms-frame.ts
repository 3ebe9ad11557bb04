import { toHex } from '../bytes/hex';
import { ANSWERS, COMMANDS, commandName, NACK_ERRORS, PACKET_BIT, type CommandName, type Direction } from '../tinybms/commands';
import { bigEndianWords, littleEndianWords, openFrame } from '../tinybms/envelope';
import { nameOf } from '../tinybms/enumerations';
import { eventKey, rebuildEventTime } from '../tinybms/events';
import { decodeReply, requestIn, RESET_OPTIONS, SETTING_BOUNDS, type Request } from '../tinybms/frames';
import { CELL_SLOTS, REGISTERS, wordsOf, type Field, type Register, type RegisterKey } from '../tinybms/registers';
import { SETTINGS_BLOCK } from '../tinybms/settings';
import { readField, readValue } from '../tinybms/words';
import { part, type ByteField, type ByteMap, type Part } from './byte-map';

type Order = 'big' | 'little';

/** One parameter of a request. */
interface Parameter {
  readonly part: Part;
  readonly at: number;
  readonly length: number;
  readonly order?: Order;
}

const BLOCK_ADDRESS: Parameter = { part: 'address', at: 2, length: 2, order: 'big' };
const BLOCK_COUNT: Parameter = { part: 'register-count', at: 4, length: 2, order: 'big' };

/** What stands between the code and the data of a request. Source: TinyBMS Communication Protocols rev. D. */
const REQUEST_PARAMETERS: Readonly<Partial<Record<CommandName, readonly Parameter[]>>> = {
  modbusRead: [BLOCK_ADDRESS, BLOCK_COUNT],
  modbusWrite: [BLOCK_ADDRESS, BLOCK_COUNT, { part: 'byte-count', at: 6, length: 1 }],
  resetOrClear: [{ part: 'option', at: 2, length: 1 }],
  readBlock: [
    { part: 'register-count', at: 2, length: 1 },
    { part: 'address', at: 3, length: 2 },
  ],
  readRegisters: [{ part: 'byte-count', at: 2, length: 1 }],
  writeBlock: [
    { part: 'byte-count', at: 2, length: 1 },
    { part: 'address', at: 3, length: 2 },
  ],
  writeRegisters: [{ part: 'byte-count', at: 2, length: 1 }],
  settings: [
    { part: 'option', at: 2, length: 1 },
    { part: 'reserved', at: 3, length: 1 },
    { part: 'register-count', at: 4, length: 1 },
  ],
};

function number(bytes: Uint8Array, at: number, length: number, order: Order = 'little'): number {
  let value = 0;
  for (let index = 0; index < length; index++) value = value * 256 + (bytes[order === 'big' ? at + index : at + length - 1 - index] ?? 0);
  return value;
}

function isIntact(direction: Direction, frame: Uint8Array): boolean {
  try {
    openFrame(direction, frame);
    return true;
  } catch {
    return false;
  }
}

/** Byte map of what was sent to a TinyBMS. Bytes that are no frame are noise. */
export function explainBmsRequest(frame: Uint8Array): ByteMap {
  if (!isIntact('requests', frame)) return noise(frame);
  const command = commandName(frame[1] ?? 0);
  const fields: ByteField[] = [...envelope(frame)];
  const parameters = (command && REQUEST_PARAMETERS[command]) ?? [];
  for (const { part: name, at, length, order } of parameters) {
    const raw = number(frame, at, length, order);
    fields.push(part(name, at, length, raw, name === 'option' ? optionName(command, raw) : raw));
  }
  const request = requestIn(frame);
  switch (request?.command) {
    case 'modbusWrite':
      fields.push(...block(7, request.words, request.address, 'big'));
      break;
    case 'writeBlock':
      fields.push(...block(5, request.words, request.address, 'little'));
      break;
    case 'readRegisters':
      fields.push(...request.addresses.map((address, index) => part('address', 3 + 2 * index, 2, address, keyAt(address) ?? address)));
      break;
    case 'writeRegisters':
      fields.push(...pairs(request.pairs));
      break;
    default:
      break;
  }
  return inOrder(frame, fields);
}

/** Byte map of an answer. `request` is what it answers: without it, nothing tells which registers a block holds. */
export function explainBmsReply(frame: Uint8Array, request?: Request): ByteMap {
  if (!isIntact('replies', frame)) return noise(frame);
  const fields: ByteField[] = [...envelope(frame)];
  const reply = decodeReply(frame);
  const base = request && 'address' in request ? request.address : undefined;
  switch (reply.command) {
    case 'ack':
      fields.push(part('of-command', 2, 1, reply.of, commandName(reply.of) ?? reply.of));
      break;
    case 'nack':
      fields.push(part('of-command', 2, 1, reply.of, commandName(reply.of) ?? reply.of));
      fields.push(part('error-code', 3, 1, reply.error, nameOf(NACK_ERRORS, reply.error) ?? reply.error));
      break;
    case 'modbusRead':
      fields.push(count(frame), ...block(3, reply.words, request?.command === 'modbusRead' ? base : undefined, 'big'));
      break;
    case 'readBlock':
      fields.push(count(frame), ...block(3, reply.words, request?.command === 'readBlock' ? base : undefined, 'little'));
      break;
    case 'settings':
      fields.push(count(frame), ...block(3, reply.words, SETTINGS_BLOCK.address, 'little'));
      break;
    case 'modbusWrite':
      fields.push(part('address', 2, 2, reply.address), part('register-count', 4, 2, reply.count));
      break;
    case 'readRegisters':
      fields.push(count(frame), ...pairs(reply.pairs));
      break;
    case 'packet':
      fields.push(part('packet', 2, 1, frame[2] ?? 0, ((frame[2] ?? 0) & PACKET_BIT) === 0 ? 'last' : reply.id));
      break;
    case 'newestEvents':
    case 'allEvents':
      fields.push(count(frame), ...events(frame, reply.now));
      break;
    case 'temperatures':
      fields.push(count(frame));
      (['internalTemp', 'externalTemp1', 'externalTemp2'] as const).forEach((key, index) =>
        fields.push(registerField(key, 3 + 2 * index, littleEndianWords(frame.subarray(3 + 2 * index, 5 + 2 * index)))),
      );
      break;
    case 'cellVoltages':
      fields.push(count(frame));
      reply.voltages.forEach((voltage, index) => {
        const at = 3 + 2 * index;
        fields.push({ ...part('cell-voltage', at, 2, number(frame, at, 2), voltage), unit: 'V' });
      });
      break;
    case 'version':
    case 'extendedVersion':
      fields.push(count(frame), ...versions(frame));
      break;
    case 'driveData':
      fields.push(registerField('speed', 2, littleEndianWords(frame.subarray(2, 6))));
      // Four bytes here, although the register has two.
      fields.push({ ...registerField('distanceLeft', 6, littleEndianWords(frame.subarray(6, 8))), length: 4 });
      fields.push(registerField('estimatedTimeLeft', 10, littleEndianWords(frame.subarray(10, 14))));
      break;
    default:
      fields.push(registerField(reply.command, 2, littleEndianWords(frame.subarray(2, -2))));
  }
  return inOrder(frame, fields);
}

/** Header, code and checksum. */
function envelope(frame: Uint8Array): readonly ByteField[] {
  const code = frame[1] ?? 0;
  const end = frame.length - 2;
  const name = commandName(code) ?? (code === ANSWERS.ack.code ? 'ack' : code === ANSWERS.nack.code ? 'nack' : code);
  return [part('header', 0, 1, frame[0] ?? 0), part('command', 1, 1, code, name), part('checksum', end, 2, number(frame, end, 2))];
}

function count(frame: Uint8Array): ByteField {
  return part('byte-count', 2, 1, frame[2] ?? 0);
}

function noise(bytes: Uint8Array): ByteMap {
  return bytes.length === 0 ? [] : [part('noise', 0, bytes.length, toHex(bytes))];
}

function optionName(command: CommandName | undefined, raw: number): string | number {
  return nameOf<Readonly<Record<string, number>>>(command === 'settings' ? SETTING_BOUNDS : RESET_OPTIONS, raw) ?? raw;
}

const KEYS = Object.keys(REGISTERS) as readonly RegisterKey[];
const KEY_AT = new Map<number, RegisterKey>(KEYS.map((key) => [REGISTERS[key].address, key]));

function keyAt(address: number): RegisterKey | undefined {
  return KEY_AT.get(address);
}

/** Words of consecutive registers from `base` on; without a base they are just words. */
function block(at: number, words: readonly number[], base: number | undefined, order: Order): readonly ByteField[] {
  const fields: ByteField[] = [];
  const cells = base === undefined ? undefined : words[REGISTERS.detectedCells.address - base];
  for (let index = 0; index < words.length;) {
    const offset = at + 2 * index;
    const key = base === undefined ? undefined : keyAt(base + index);
    const length = key ? wordsOf(REGISTERS[key]) : 1;
    if (key === undefined || index + length > words.length) {
      const word = words[index] ?? 0;
      fields.push(part(base === undefined ? 'word' : 'reserved', offset, 2, word, word));
      index++;
      continue;
    }
    const field = registerField(key, offset, words.slice(index, index + length));
    const cell = cellIn(key, cells);
    fields.push(cell === undefined ? field : { ...field, subject: { of: 'register', register: key, cell } });
    fields.push(...bitFields(key, offset, words[index] ?? 0, order));
    index += length;
  }
  return fields;
}

/** Number of the cell in a slot: fewer than 16 cells sit in the highest slots. */
function cellIn(key: RegisterKey, cells: number | undefined): number | undefined {
  const { address } = REGISTERS[key];
  if (cells === undefined || address >= CELL_SLOTS) return undefined;
  const cell = address - (CELL_SLOTS - cells) + 1;
  return cell >= 1 ? cell : undefined;
}

function registerField(key: RegisterKey, offset: number, words: readonly number[]): ByteField {
  const row: Register = REGISTERS[key];
  const value = readValue(row, words, row.address);
  const raw = row.type === 'bytes' ? toHex(Uint8Array.from(words.flatMap((word) => [word & 0xff, word >>> 8])), '') : rawOf(row, words);
  const subject = { of: 'register', register: key } as const;
  return { offset, length: 2 * words.length, subject, raw, value: meaning(row, raw, value), unit: row.unit ?? '' };
}

function rawOf({ type }: Register, words: readonly number[]): number {
  const [low = 0, high = 0] = words;
  if (type === 'i16') return (low << 16) >> 16;
  return type === 'u16' ? low : high * 0x1_0000 + low;
}

function meaning(row: Register, raw: number | string, value: unknown): ByteField['value'] {
  if (row.codes && typeof raw === 'number') return nameOf(row.codes, row.lowByteOnly ? raw & 0xff : raw) ?? raw;
  if (row.type === 'event') return typeof raw === 'number' && raw !== 0 ? (eventKey(raw >>> 24) ?? raw >>> 24) : undefined;
  if (row.type === 'bytes') return raw;
  // Slots of the bits that are set.
  if (row.fields && isAllSingleBits(row.fields) && typeof raw === 'number') return setBits(row.fields, raw);
  return typeof value === 'number' ? value : undefined;
}

function isAllSingleBits(fields: Readonly<Record<string, Field>>): boolean {
  return Object.values(fields).every(({ width }) => width === 1);
}

function setBits(fields: Readonly<Record<string, Field>>, raw: number): string {
  const names = Object.entries(fields).flatMap(([name, field]) => (readField(field, raw) === 1 ? [name] : []));
  return names.length === 0 ? '0' : names.join(' ');
}

/** Parts of a register that have a meaning of their own; a byte of its own where they are one. */
function bitFields(key: RegisterKey, offset: number, word: number, order: Order): readonly ByteField[] {
  const row: Register = REGISTERS[key];
  if (!row.fields || isAllSingleBits(row.fields)) return [];
  return Object.entries(row.fields).map(([name, field]) => {
    const raw = readField(field, word);
    const high = field.lsb >= 8;
    return {
      offset: offset + (high === (order === 'little') ? 1 : 0),
      length: 1,
      ...(field.width === 8 ? {} : { bits: [field.lsb % 8, field.width] as const }),
      subject: { of: 'register', register: key, field: name } as const,
      raw,
      value: field.codes ? (nameOf(field.codes, raw) ?? raw) : raw,
      unit: field.unit ?? '',
    };
  });
}

/** Address and word by turns, low byte first. */
function pairs(list: readonly (readonly [address: number, word: number])[]): readonly ByteField[] {
  return list.flatMap(([address, word], index) => {
    const at = 3 + 4 * index;
    const key = keyAt(address);
    const whole = key !== undefined && wordsOf(REGISTERS[key]) === 1;
    return [part('address', at, 2, address), whole ? registerField(key, at + 2, [word]) : part('word', at + 2, 2, word)];
  });
}

function events(frame: Uint8Array, now: number): readonly ByteField[] {
  const fields: ByteField[] = [{ ...part('bms-time', 3, 4, now), unit: 's' }];
  for (let at = 7; at + 4 <= frame.length - 2; at += 4) {
    const bits = number(frame, at, 3);
    const code = frame[at + 3] ?? 0;
    fields.push({ ...part('event-time', at, 3, bits, rebuildEventTime(bits, now)), unit: 's' });
    fields.push(part('event-code', at + 3, 1, code, eventKey(code) ?? code));
  }
  return fields;
}

/** Numbers of 0x1E and 0x1F, each with the register field that holds it too. */
function versions(frame: Uint8Array): readonly ByteField[] {
  const field = (register: RegisterKey, name: string | undefined, at: number, length: number): ByteField => {
    const raw = number(frame, at, length);
    const subject = { of: 'register', register, ...(name === undefined ? {} : { field: name }) } as const;
    return { offset: at, length, subject, raw, value: raw, unit: '' };
  };
  const base = [
    field('hardwareVersion', 'hardwareVersionMajor', 3, 1),
    field('hardwareVersion', 'hardwareChangesVersion', 4, 1),
    field('publicFirmware', 'publicFirmwareVersion', 5, 1),
    field('internalFirmwareVersion', undefined, 6, 2),
  ];
  if (frame[1] !== COMMANDS.extendedVersion.code) return base;
  return [...base, field('bootloaderAndProfile', 'bootloaderVersion', 8, 1), field('bootloaderAndProfile', 'profileVersion', 9, 1)];
}

/** In the order of the bytes; what no field covers is data. */
function inOrder(frame: Uint8Array, fields: readonly ByteField[]): ByteMap {
  const sorted = [...fields].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const gaps: ByteField[] = [];
  let end = 0;
  const fill = (until: number): void => {
    if (until > end) gaps.push(part('data', end, until - end, toHex(frame.subarray(end, until))));
  };
  for (const { offset, length } of sorted) {
    fill(offset);
    end = Math.max(end, offset + length);
  }
  fill(frame.length);
  return [...sorted, ...gaps].sort((a, b) => a.offset - b.offset || b.length - a.length);
}

/** Words of a block answer, whichever command gave it, low word first: for finding a register in it. */
export function wordsIn(frame: Uint8Array): readonly number[] {
  const payload = frame.subarray(3, -2);
  return frame[1] === COMMANDS.modbusRead.code ? bigEndianWords(payload) : littleEndianWords(payload);
}
