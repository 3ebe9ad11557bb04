import { COMMANDS, NACK_ERRORS } from '../protocols/tinybms/commands';
import { EVENT_TIME_WRAP, type LoggedEvent, rebuildEventTime } from '../protocols/tinybms/events';
import { encodePackets, encodeReply, type Reply, type Request } from '../protocols/tinybms/frames';
import { CELL_SLOTS, EVENT_LOG, LIVE, type Register, VERSION } from '../protocols/tinybms/registers';
import { readField, readValue } from '../protocols/tinybms/words';
import type { BmsFirmware } from './bms-firmware';
import type { TinyBmsMemory } from './tinybms-memory';

/** What the device does once the answer is out. */
export type Afterwards = 'nothing' | 'save' | 'restart';

export interface Answered {
  readonly frames: readonly Uint8Array[];
  readonly afterwards: Afterwards;
}

/** Most registers of one answer of the MODBUS family. */
const MOST_MODBUS = 127;
const MOST_SETTINGS = 100;
const MOST_WRITTEN = 100;
const EVENT_ROWS: readonly Register[] = Object.values(EVENT_LOG);

/** What a TinyBMS answers to an intact request, and what it does. */
export function answer(request: Request, memory: TinyBmsMemory, firmware: BmsFirmware): Answered {
  switch (request.command) {
    case 'modbusRead':
      if (!isCount(request.count, MOST_MODBUS)) return refusal(request);
      return reply({ command: 'modbusRead', words: memory.block(request.address, request.count) });
    case 'readBlock':
      if (!isCount(request.count, MOST_MODBUS)) return refusal(request);
      return done(encodePackets({ command: 'readBlock', words: memory.block(request.address, request.count) }));
    case 'readRegisters': {
      const pairs = request.addresses.map((address) => [address, memory.read(address)] as const);
      return done(encodePackets({ command: 'readRegisters', pairs }));
    }
    case 'modbusWrite': {
      const { address, words } = request;
      if (!isCount(words.length, MOST_WRITTEN)) return refusal(request);
      return write(request, inOrder(address, words), { command: 'modbusWrite', address, count: words.length }, memory, firmware);
    }
    case 'writeBlock':
      return write(request, inOrder(request.address, request.words), acknowledgement(request), memory, firmware);
    case 'writeRegisters':
      return write(request, request.pairs, acknowledgement(request), memory, firmware);
    case 'resetOrClear':
      if (request.option === 'clearEvents') firmware.clearEvents();
      if (request.option === 'clearStatistics') firmware.clearStatistics();
      return reply(acknowledgement(request), request.option === 'restart' ? 'restart' : 'nothing');
    case 'settings':
      if (!isCount(request.count, MOST_SETTINGS)) return refusal(request);
      return reply({ command: 'settings', words: memory.settings.bound(request.bound, request.count) });
    case 'newestEvents':
    case 'allEvents':
      return reply({ command: request.command, ...eventsOf(request.command, memory, firmware) });
    case 'packVoltage':
    case 'packCurrent':
    case 'maxCellVoltage':
    case 'minCellVoltage':
    case 'onlineStatus':
    case 'lifetimeCounter':
      return reply({ command: request.command, value: value(memory, LIVE[request.command]) });
    case 'stateOfCharge':
      return reply({ command: request.command, value: value(memory, LIVE.stateOfCharge) });
    case 'temperatures':
      return reply({
        command: 'temperatures',
        internal: value(memory, LIVE.internalTemp),
        external1: value(memory, LIVE.externalTemp1),
        external2: value(memory, LIVE.externalTemp2),
      });
    case 'cellVoltages': {
      const count = Math.min(value(memory, LIVE.detectedCells), CELL_SLOTS);
      const slots = memory.block(CELL_SLOTS - count, count);
      return reply({ command: 'cellVoltages', voltages: slots.map((word) => readValue(LIVE.cellSlot01Voltage, [word], 0)) });
    }
    case 'version':
      return reply({ command: 'version', ...versionOf(memory) });
    case 'extendedVersion': {
      const { bootloaderVersion, profileVersion } = VERSION.bootloaderAndProfile.fields;
      const word = memory.read(VERSION.bootloaderAndProfile.address);
      const rest = { bootloader: readField(bootloaderVersion, word), profile: readField(profileVersion, word) };
      return reply({ command: 'extendedVersion', ...versionOf(memory), ...rest });
    }
    case 'driveData':
      return reply({
        command: 'driveData',
        speed: value(memory, LIVE.speed),
        distanceLeft: value(memory, LIVE.distanceLeft),
        timeLeft: value(memory, LIVE.estimatedTimeLeft),
      });
  }
}

/** The frame that refuses a command. */
export function refusalOf(command: number, error: number): Uint8Array {
  return encodeReply({ command: 'nack', of: command, error });
}

function done(frames: readonly Uint8Array[], afterwards: Afterwards = 'nothing'): Answered {
  return { frames, afterwards };
}

function reply(value: Reply, afterwards: Afterwards = 'nothing'): Answered {
  return done([encodeReply(value)], afterwards);
}

function refusal(request: Request): Answered {
  return done([refusalOf(COMMANDS[request.command].code, NACK_ERRORS.command)]);
}

function acknowledgement(request: Request): Reply {
  return { command: 'ack', of: COMMANDS[request.command].code };
}

function isCount(count: number, most: number): boolean {
  return count >= 1 && count <= most;
}

function inOrder(address: number, words: readonly number[]): readonly (readonly [number, number])[] {
  return words.map((word, index) => [address + index, word]);
}

/** A change of the operation mode makes the device restart by itself. */
function write(
  request: Request,
  pairs: readonly (readonly [number, number])[],
  success: Reply,
  memory: TinyBmsMemory,
  firmware: BmsFirmware,
): Answered {
  const mode = memory.settings.lowByte('operationMode');
  if (memory.write(pairs) === 'refused') return refusal(request);
  firmware.takeSetStates();
  return reply(success, memory.settings.lowByte('operationMode') === mode ? 'save' : 'restart');
}

function value<R extends Register>(memory: TinyBmsMemory, register: R): ReturnType<typeof readValue<R>> {
  return readValue(register, memory.block(register.address, 2), register.address);
}

function versionOf(memory: TinyBmsMemory): Omit<Extract<Reply, { command: 'version' }>, 'command'> {
  const hardware = memory.read(VERSION.hardwareVersion.address);
  const { hardwareVersionMajor, hardwareChangesVersion } = VERSION.hardwareVersion.fields;
  return {
    hardware: readField(hardwareVersionMajor, hardware),
    hardwareChanges: readField(hardwareChangesVersion, hardware),
    publicFirmware: readField(VERSION.publicFirmware.fields.publicFirmwareVersion, memory.read(VERSION.publicFirmware.address)),
    internalFirmware: memory.read(VERSION.internalFirmwareVersion.address),
  };
}

/** All events in the order of the slots, or the newest that have not been asked for yet, oldest first. */
function eventsOf(
  command: 'newestEvents' | 'allEvents',
  memory: TinyBmsMemory,
  { events }: BmsFirmware,
): { readonly now: number; readonly events: readonly LoggedEvent[] } {
  const now = value(memory, LIVE.lifetimeCounter);
  const unreported = events.takeUnreported();
  const slots =
    command === 'allEvents'
      ? [...EVENT_ROWS.keys()]
      : Array.from({ length: unreported }, (_, index) => events.slotOf(unreported - 1 - index));
  const list: LoggedEvent[] = [];
  for (const slot of slots) {
    const row = EVENT_ROWS[slot];
    const low = memory.read(row?.address ?? 0);
    const high = memory.read((row?.address ?? 0) + 1);
    const code = high >>> 8;
    if (code !== 0) list.push({ time: rebuildEventTime((low | ((high & 0xff) << 16)) % EVENT_TIME_WRAP, now), code });
  }
  return { now, events: list };
}
