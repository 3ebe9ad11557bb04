import type { FrameName } from '../canbms/frames';
import type { RegisterKey } from '../tinybms/registers';

/** Bytes that are no value of the battery: how a message is put together. */
export type Part =
  | 'header'
  | 'command'
  | 'of-command'
  | 'error-code'
  | 'byte-count'
  | 'packet'
  | 'register-count'
  | 'address'
  | 'option'
  | 'reserved'
  | 'word'
  | 'cell-voltage'
  | 'bms-time'
  | 'event-time'
  | 'event-code'
  | 'checksum'
  | 'letter'
  | 'identifier'
  | 'length'
  | 'data'
  | 'stamp'
  | 'argument'
  | 'flags'
  | 'text'
  | 'acknowledged'
  | 'terminator'
  | 'noise';

/** What a field is; the page has a name for each. */
export type Subject =
  | { readonly of: 'part'; readonly part: Part }
  /** `field`: several bits of it. `cell`: which cell sits in this slot, where the number of cells is known. */
  | { readonly of: 'register'; readonly register: RegisterKey; readonly field?: string; readonly cell?: number }
  | { readonly of: 'signal'; readonly frame: FrameName; readonly signal: string };

export interface ByteField {
  /** First byte of the message, and how many. */
  readonly offset: number;
  readonly length: number;
  /** Lowest bit and number of bits, where it is not whole bytes. */
  readonly bits?: readonly [lowest: number, count: number];
  readonly subject: Subject;
  /** The number, or the text, on the wire. */
  readonly raw: number | string;
  /** What it means, in `unit`; `undefined` where the wire says "unknown" or "not fitted". */
  readonly value: number | string | boolean | undefined;
  readonly unit: string;
}

/** Every byte of a message, in order, and what it is. Fields share bytes only where one is a part of the other, or both are bits. */
export type ByteMap = readonly ByteField[];

export function part(name: Part, offset: number, length: number, raw: number | string, value: ByteField['value'] = raw): ByteField {
  return { offset, length, subject: { of: 'part', part: name }, raw, value, unit: '' };
}
