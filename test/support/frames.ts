import type { SentFrame } from './adapter-log';

/** Values of the frames, read by hand after the Victron CAN-bus BMS protocol: little-endian, tenths. */
export interface SentLimits {
  readonly cvl: number;
  readonly ccl: number;
  readonly dcl: number;
}

/** 0x351 [V, A, A]. */
export function limitsIn({ data }: SentFrame): SentLimits {
  return { cvl: data.getUint16(0, true) / 10, ccl: data.getInt16(2, true) / 10, dcl: data.getInt16(4, true) / 10 };
}

/** 0x356 [V, A, °C]. */
export function measurementsIn({ data }: SentFrame): { readonly voltage: number; readonly current: number; readonly temperature: number } {
  return { voltage: data.getInt16(0, true) / 100, current: data.getInt16(2, true) / 10, temperature: data.getInt16(4, true) / 10 };
}

/** 0x355 [%]. */
export function stateOfChargeIn({ data }: SentFrame): number {
  return data.getUint16(0, true);
}
