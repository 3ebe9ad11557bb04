/** Arbitrary requests and replies of a TinyBMS, within what the protocol allows. */
import fc from 'fast-check';
import type { Reply, Request } from '../../src/protocols/tinybms/frames';

const byte = fc.integer({ min: 0, max: 0xff });
/** The header and other bytes that look like the beginning of a frame come more often than chance would have it. */
export const treacherousByte = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(0xaa, 0x03, 0x11, 0x07, 0x01, 0x00, 0x10) },
  { weight: 1, arbitrary: byte },
);
export const treacherousBytes = fc.array(treacherousByte, { maxLength: 600 }).map((bytes) => Uint8Array.from(bytes));
export const word = fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0xaa03, 0x03aa, 0xaaaa, 0xffff));
const words = (minLength: number, maxLength: number): fc.Arbitrary<number[]> => fc.array(word, { minLength, maxLength });
const float = fc.float({ noNaN: true, noDefaultInfinity: true });
const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const settingsBlock = (most: number): fc.Arbitrary<{ address: number; words: number[] }> =>
  words(1, most).chain((list) => fc.record({ address: fc.integer({ min: 300, max: 400 - list.length }), words: fc.constant(list) }));

const BARE = [
  'newestEvents',
  'allEvents',
  'packVoltage',
  'packCurrent',
  'maxCellVoltage',
  'minCellVoltage',
  'onlineStatus',
  'lifetimeCounter',
  'stateOfCharge',
  'temperatures',
  'cellVoltages',
  'version',
  'extendedVersion',
  'driveData',
] as const;

export const request: fc.Arbitrary<Request> = fc.oneof(
  fc.record({ command: fc.constant('modbusRead' as const), address: word, count: fc.integer({ min: 1, max: 127 }) }),
  settingsBlock(100).map((block) => ({ command: 'modbusWrite' as const, ...block })),
  fc.record({
    command: fc.constant('resetOrClear' as const),
    option: fc.constantFrom('clearEvents' as const, 'clearStatistics' as const, 'restart' as const),
  }),
  fc.record({ command: fc.constant('readBlock' as const), address: word, count: fc.integer({ min: 1, max: 31 }) }),
  fc.record({ command: fc.constant('readRegisters' as const), addresses: words(1, 15) }),
  settingsBlock(30).map((block) => ({ command: 'writeBlock' as const, ...block })),
  fc.record({
    command: fc.constant('writeRegisters' as const),
    pairs: fc.array(fc.tuple(fc.integer({ min: 300, max: 399 }), word), { minLength: 1, maxLength: 15 }),
  }),
  fc.record({
    command: fc.constant('settings' as const),
    bound: fc.constantFrom('minimum' as const, 'maximum' as const, 'default' as const, 'current' as const),
    count: fc.integer({ min: 1, max: 100 }),
  }),
  fc.record({ command: fc.constantFrom(...BARE) }),
);

const temperature = fc.option(
  fc.integer({ min: -32767, max: 32767 }).map((raw) => raw / 10),
  { nil: undefined },
);
const version = { hardware: byte, hardwareChanges: byte, publicFirmware: byte, internalFirmware: word };

const eventList = u32.chain((now) =>
  fc.record({
    command: fc.constantFrom('newestEvents' as const, 'allEvents' as const),
    now: fc.constant(now),
    events: fc.array(fc.record({ time: fc.integer({ min: now - 0xffffff, max: now }), code: fc.integer({ min: 1, max: 0xff }) }), {
      maxLength: 49,
    }),
  }),
);

/** Replies in one frame. */
export const reply: fc.Arbitrary<Reply> = fc.oneof(
  fc.record({ command: fc.constant('ack' as const), of: byte }),
  fc.record({ command: fc.constant('nack' as const), of: byte, error: byte }),
  fc.record({ command: fc.constant('modbusRead' as const), words: words(1, 127) }),
  fc.record({ command: fc.constant('modbusWrite' as const), address: word, count: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ command: fc.constant('readBlock' as const), words: words(0, 31) }),
  fc.record({ command: fc.constant('readRegisters' as const), pairs: fc.array(fc.tuple(word, word), { maxLength: 15 }) }),
  fc.record({
    command: fc.constant('packet' as const),
    of: fc.constantFrom('readBlock' as const, 'readRegisters' as const),
    id: fc.integer({ min: 0, max: 63 }),
    bytes: fc.uint8Array({ minLength: 63, maxLength: 63 }),
  }),
  eventList,
  fc.record({ command: fc.constantFrom('packVoltage' as const, 'packCurrent' as const), value: float }),
  fc.record({ command: fc.constantFrom('maxCellVoltage' as const, 'minCellVoltage' as const), value: word.map((raw) => raw / 1000) }),
  fc.record({ command: fc.constant('onlineStatus' as const), value: word }),
  fc.record({ command: fc.constant('lifetimeCounter' as const), value: u32 }),
  fc.record({
    command: fc.constant('stateOfCharge' as const),
    value: fc.integer({ min: 0, max: 100_000_000 }).map((raw) => raw / 1_000_000),
  }),
  fc.record({ command: fc.constant('temperatures' as const), internal: temperature, external1: temperature, external2: temperature }),
  fc.record({
    command: fc.constant('cellVoltages' as const),
    voltages: fc.array(
      word.map((raw) => raw / 10_000),
      { maxLength: 16 },
    ),
  }),
  fc.record({ command: fc.constant('settings' as const), words: words(1, 100) }),
  fc.record({ command: fc.constant('version' as const), ...version }),
  fc.record({ command: fc.constant('extendedVersion' as const), ...version, bootloader: byte, profile: byte }),
  fc.record({ command: fc.constant('driveData' as const), speed: float, distanceLeft: u32, timeLeft: u32 }),
);

/** A stream in pieces; cuts are lengths, the last piece is the rest. */
export function split(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let start = 0;
  for (const cut of cuts) {
    pieces.push(bytes.subarray(start, start + cut));
    start += cut;
  }
  return [...pieces, bytes.subarray(start)];
}

export function concat(pieces: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  return Uint8Array.from(pieces.flatMap((piece) => [...piece]));
}
