/**
 * Every command of the UART, one row a code, with the rules that tell the length of its frames.
 * Source: TinyBMS Communication Protocols rev. D, "MODBUS-compatible commands" and "proprietary commands".
 */

/** First byte of every frame in both directions; in MODBUS terms a fixed device address. */
export const FRAME_HEADER = 0xaa;

/** How the length of a frame follows from its beginning. All lengths are of whole frames, with header and checksum. */
export type Layout =
  | { readonly kind: 'fixed'; readonly length: number }
  | {
      /** The byte at `at` counts the payload; `overhead` is the rest of the frame. Other counts cannot occur. */
      readonly kind: 'counted';
      readonly at: number;
      readonly overhead: number;
      readonly min: number;
      readonly max: number;
      readonly step: number;
      /** Bytes that the count may leave out: the vendor does not say whether it includes them, so the checksum decides. */
      readonly uncounted?: number;
    }
  | {
      /** Byte 2 has the packet bit: see `PACKET_BIT`. */
      readonly kind: 'packet';
    };

/** What a command does to the device: tells something, changes settings, or clears and restarts. */
export type Effect = 'reads' | 'writes' | 'acts';

interface CommandRow {
  readonly code: number;
  readonly effect: Effect;
  readonly request: Layout;
  /** `ack`: answered by the acknowledgement frame. Any command may be answered by the refusal frame instead. */
  readonly reply: Layout | 'ack';
}

const fixed = (length: number): Layout => ({ kind: 'fixed', length });
const counted = (min: number, max: number, step: number): Layout => ({ kind: 'counted', at: 2, overhead: 5, min, max, step });

/** Header, code and checksum: a request without parameters. */
const BARE = fixed(4);
const PACKET: Layout = { kind: 'packet' };
const EVENT_LIST: Layout = { kind: 'counted', at: 2, overhead: 5, min: 4, max: 200, step: 4, uncounted: 4 };

/** Set in byte 2 of an answer to 0x07 or 0x09: more packets follow. Bits 5 to 0 then number the packet instead of counting its bytes. */
export const PACKET_BIT = 0x80;
export const PACKET_COUNT_MASK = 0x3f;
/** Payload of one packet at most, and of every packet but the last. */
export const PACKET_BYTES = 63;

export const COMMANDS = {
  resetOrClear: { code: 0x02, effect: 'acts', request: fixed(5), reply: 'ack' },
  modbusRead: { code: 0x03, effect: 'reads', request: fixed(8), reply: counted(2, 254, 2) },
  readBlock: { code: 0x07, effect: 'reads', request: fixed(7), reply: PACKET },
  readRegisters: { code: 0x09, effect: 'reads', request: counted(2, 62, 2), reply: PACKET },
  /** The count includes the address: not proven on a device, so prefer the other two ways to write. */
  writeBlock: { code: 0x0b, effect: 'writes', request: counted(4, 62, 2), reply: 'ack' },
  writeRegisters: { code: 0x0d, effect: 'writes', request: counted(4, 60, 4), reply: 'ack' },
  modbusWrite: {
    code: 0x10,
    effect: 'writes',
    request: { kind: 'counted', at: 6, overhead: 9, min: 2, max: 200, step: 2 },
    reply: fixed(8),
  },
  newestEvents: { code: 0x11, effect: 'reads', request: BARE, reply: EVENT_LIST },
  allEvents: { code: 0x12, effect: 'reads', request: BARE, reply: EVENT_LIST },
  packVoltage: { code: 0x14, effect: 'reads', request: BARE, reply: fixed(8) },
  packCurrent: { code: 0x15, effect: 'reads', request: BARE, reply: fixed(8) },
  /** 0x16 is the highest and 0x17 the lowest cell, the other way round than registers 40 and 41. */
  maxCellVoltage: { code: 0x16, effect: 'reads', request: BARE, reply: fixed(6) },
  minCellVoltage: { code: 0x17, effect: 'reads', request: BARE, reply: fixed(6) },
  onlineStatus: { code: 0x18, effect: 'reads', request: BARE, reply: fixed(6) },
  lifetimeCounter: { code: 0x19, effect: 'reads', request: BARE, reply: fixed(8) },
  stateOfCharge: { code: 0x1a, effect: 'reads', request: BARE, reply: fixed(8) },
  temperatures: { code: 0x1b, effect: 'reads', request: BARE, reply: counted(6, 6, 6) },
  cellVoltages: { code: 0x1c, effect: 'reads', request: BARE, reply: counted(0, 32, 2) },
  settings: { code: 0x1d, effect: 'reads', request: fixed(7), reply: counted(2, 200, 2) },
  version: { code: 0x1e, effect: 'reads', request: BARE, reply: counted(5, 5, 5) },
  extendedVersion: { code: 0x1f, effect: 'reads', request: BARE, reply: counted(7, 7, 7) },
  driveData: { code: 0x20, effect: 'reads', request: BARE, reply: fixed(16) },
} as const satisfies Readonly<Record<string, CommandRow>>;

export type CommandName = keyof typeof COMMANDS;

/** The two answers that belong to no command of their own: `AA 01 cmd` and `AA 00 cmd error`, each with its checksum. */
export const ANSWERS = { nack: { code: 0x00, reply: fixed(6) }, ack: { code: 0x01, reply: fixed(5) } } as const;

/** What byte 3 of a refusal says; other numbers are not documented. */
export const NACK_ERRORS = { command: 0, checksum: 1 } as const;

export type Direction = 'replies' | 'requests';

const NAMES = new Map<number, CommandName>(Object.entries(COMMANDS).map(([name, row]) => [row.code, name as CommandName]));

function layoutsByCode(direction: Direction): readonly (Layout | undefined)[] {
  const layouts = new Array<Layout | undefined>(256).fill(undefined);
  for (const { code, request, reply } of Object.values<CommandRow>(COMMANDS)) {
    if (direction === 'requests') layouts[code] = request;
    else if (reply !== 'ack') layouts[code] = reply;
  }
  if (direction === 'replies') for (const { code, reply } of Object.values(ANSWERS)) layouts[code] = reply;
  return layouts;
}

const LAYOUTS = { replies: layoutsByCode('replies'), requests: layoutsByCode('requests') } as const;

/** Name of a command code, or `undefined` for one that the vendor does not list. */
export function commandName(code: number): CommandName | undefined {
  return NAMES.get(code);
}

/** Layout of the frames with this second byte, or `undefined` when there are none in this direction. */
export function layoutOf(direction: Direction, code: number): Layout | undefined {
  return LAYOUTS[direction][code];
}

/** Index of the last byte that `frameLength` needs. */
export function lastLengthByte(layout: Layout): number {
  switch (layout.kind) {
    case 'fixed':
      return 1;
    case 'counted':
      return layout.at;
    case 'packet':
      return 2;
  }
}

/** Length of a whole frame whose count byte is `count` (ignored for a fixed length); `undefined` when no frame counts so. */
export function frameLength(layout: Layout, count: number): number | undefined {
  switch (layout.kind) {
    case 'fixed':
      return layout.length;
    case 'counted':
      if (count < layout.min || count > layout.max || count % layout.step !== 0) return undefined;
      return layout.overhead + count;
    case 'packet':
      return 5 + (count & PACKET_BIT ? PACKET_BYTES : count & PACKET_COUNT_MASK);
  }
}
