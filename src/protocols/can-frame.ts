/** One classic CAN frame. */
export interface CanFrame {
  /** 0 to 0x7FF, or 0 to 0x1FFFFFFF when `extended`. */
  readonly id: number;
  readonly extended: boolean;
  /** A remote frame carries a length but no bytes: `data` is empty and `length` says how many are asked for. */
  readonly remote: boolean;
  /** Data length code, 0 to 8. */
  readonly length: number;
  readonly data: Uint8Array;
}

/** A standard data frame. */
export function standardFrame(id: number, data: Uint8Array): CanFrame {
  return { id, extended: false, remote: false, length: data.length, data };
}
