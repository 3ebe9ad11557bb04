import type { Ms } from '../../battery/units';

/** From the bridge to the device, or from the device to the bridge. */
export type Direction = 'sent' | 'received';

/** The language of a piece; `port` is not from the wire: the port was opened, closed or lost. */
export type Wire = 'tinybms' | 'slcan' | 'port';

/** One frame or line as it stood on the wire, or bytes between two of them that are neither. */
export interface Piece {
  readonly wire: Wire;
  readonly direction: Direction;
  /** Belongs to no intact frame and to no line of a known form. */
  readonly damaged: boolean;
  /** Everything, terminators and checksums included; for `port` the words of the event. */
  readonly bytes: Uint8Array;
}

/** A piece with its place in the recording. */
export interface Captured extends Piece {
  /** Ascending by one; a number that is missing at the beginning has been overwritten. */
  readonly seq: number;
  /** When its last byte had come or was handed over; worker clock. */
  readonly at: Ms;
  readonly port: string;
}

/** What can happen to a port: the word, and for people the rest. */
export type PortEvent = 'opened' | 'failed' | 'lost' | 'closed';
const PORT_EVENTS: readonly PortEvent[] = ['opened', 'failed', 'lost', 'closed'];

/** For instance "opened 115200" or "lost The cable was pulled". */
export function portPiece(event: PortEvent, detail = ''): Piece {
  const text = detail === '' ? event : `${event} ${detail}`;
  // Only what fits a byte: messages of the browser are English.
  const bytes = Uint8Array.from(text, (character) => Math.min(character.charCodeAt(0), 0xff));
  return { wire: 'port', direction: 'received', damaged: false, bytes };
}

/** The event in a piece of `portPiece`; `undefined` for any other text. */
export function portEventOf(bytes: Uint8Array): { readonly event: PortEvent; readonly detail: string } | undefined {
  const text = String.fromCharCode(...bytes);
  const event = PORT_EVENTS.find((name) => text === name || text.startsWith(`${name} `));
  return event && { event, detail: text.slice(event.length + 1) };
}
