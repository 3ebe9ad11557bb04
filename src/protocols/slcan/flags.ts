/**
 * What an adapter answers to `F`; reading clears it. Some firmwares always answer 00, so an all-clear proves nothing.
 * Source: Lawicel CANUSB manual, status flags.
 */
export interface StatusFlags {
  /** Frames were or will be lost towards the host. */
  readonly receiveQueueFull: boolean;
  readonly transmitQueueFull: boolean;
  /** An error counter of the CAN controller passed 96. */
  readonly errorWarning: boolean;
  /** The CAN controller's own buffer overflowed. */
  readonly dataOverrun: boolean;
  /** An error counter passed 127. */
  readonly errorPassive: boolean;
  /** Informative: normal on a busy bus. */
  readonly arbitrationLost: boolean;
  readonly busError: boolean;
}

/** Mask of each flag; 0x10 is not used. */
const MASKS = {
  receiveQueueFull: 0x01,
  transmitQueueFull: 0x02,
  errorWarning: 0x04,
  dataOverrun: 0x08,
  errorPassive: 0x20,
  arbitrationLost: 0x40,
  busError: 0x80,
} as const satisfies Record<keyof StatusFlags, number>;

/** Flags from the byte that stands after `F`. */
export function decodeFlags(byte: number): StatusFlags {
  return {
    receiveQueueFull: (byte & MASKS.receiveQueueFull) !== 0,
    transmitQueueFull: (byte & MASKS.transmitQueueFull) !== 0,
    errorWarning: (byte & MASKS.errorWarning) !== 0,
    dataOverrun: (byte & MASKS.dataOverrun) !== 0,
    errorPassive: (byte & MASKS.errorPassive) !== 0,
    arbitrationLost: (byte & MASKS.arbitrationLost) !== 0,
    busError: (byte & MASKS.busError) !== 0,
  };
}

/** The byte that says these flags. */
export function encodeFlags(flags: StatusFlags): number {
  let byte = 0;
  for (const [name, mask] of Object.entries(MASKS)) if (flags[name as keyof StatusFlags]) byte |= mask;
  return byte;
}
