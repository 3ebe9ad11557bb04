import { Deframer, type Deframed } from '../tinybms/deframer';
import { FRAME_HEADER } from '../tinybms/commands';
import { BACKSPACE, BEL, CR, LF } from '../slcan/lines';
import { readSlcanMessage } from '../slcan/message';
import { requestIn } from '../tinybms/requests';
import type { Piece } from './captured';

/** A line that is longer than any legal one, or so much noise in a row, is cut here. */
const MOST_BYTES = 512;

/**
 * Cuts what goes over one port into frames and lines; no byte is lost. A port speaks the language of the last question: before the
 * bridge has found out what is behind it, it asks in both.
 */
export class Segmenter {
  private readonly replies = new Deframer('replies');
  private wire: 'tinybms' | 'slcan' = 'slcan';
  /** Bytes received that belong to no piece yet. */
  private held: Uint8Array = new Uint8Array();

  /** What the bridge hands over at once is one message. */
  sent(bytes: Uint8Array): readonly Piece[] {
    const wire = bytes[0] === FRAME_HEADER ? 'tinybms' : 'slcan';
    // A TinyBMS speaks only when asked: what is incomplete now will stay so. An adapter speaks at any time.
    const before = this.wire === 'tinybms' || wire !== this.wire ? this.flush() : [];
    this.wire = wire;
    const damaged = wire === 'tinybms' ? requestIn(bytes) === undefined : readSlcanMessage(bytes, 'sent').kind === 'text';
    return [...before, { wire, direction: 'sent', damaged, bytes }];
  }

  /** A chunk, cut anywhere. */
  received(chunk: Uint8Array): readonly Piece[] {
    return this.wire === 'tinybms' ? this.cutFrames(chunk, this.replies.push(chunk)) : this.cutLines(chunk);
  }

  /** Nothing more will come: what is incomplete is damaged. */
  flush(): readonly Piece[] {
    const pieces = this.wire === 'tinybms' ? [...this.cutFrames(new Uint8Array(), this.replies.giveUp())] : [];
    if (this.held.length > 0) pieces.push(this.piece(this.held, true));
    this.held = new Uint8Array();
    return pieces;
  }

  private cutFrames(chunk: Uint8Array, { frames }: Deframed): readonly Piece[] {
    const bytes = joined(this.held, chunk);
    const pieces: Piece[] = [];
    let at = 0;
    for (const frame of frames) {
      // The deframer takes the first intact frame, so these very bytes cannot stand any earlier.
      const found = indexOf(bytes, frame, at);
      if (found > at) pieces.push(this.piece(bytes.slice(at, found), true));
      pieces.push(this.piece(frame, false));
      at = found + frame.length;
    }
    const undecided = bytes.length - this.replies.pending;
    if (undecided - at >= MOST_BYTES) {
      pieces.push(this.piece(bytes.slice(at, undecided), true));
      at = undecided;
    }
    this.held = bytes.slice(at);
    return pieces;
  }

  private cutLines(chunk: Uint8Array): readonly Piece[] {
    const bytes = joined(this.held, chunk);
    const pieces: Piece[] = [];
    let start = 0;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      // A line feed that came late follows no line any more.
      const isEnd = byte === CR || byte === BEL || byte === BACKSPACE || (byte === LF && at === start);
      if (!isEnd && at + 1 - start < MOST_BYTES) continue;
      // A line feed belongs to the line that it follows.
      if (isEnd && byte !== LF && bytes[at + 1] === LF) at++;
      const line = bytes.slice(start, at + 1);
      pieces.push(this.piece(line, line[0] !== LF && readSlcanMessage(line, 'received').kind === 'text'));
      start = at + 1;
    }
    this.held = bytes.slice(start);
    return pieces;
  }

  private piece(bytes: Uint8Array, damaged: boolean): Piece {
    return { wire: this.wire, direction: 'received', damaged, bytes };
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  for (let at = from; ; at++) {
    let same = 0;
    while (same < wanted.length && bytes[at + same] === wanted[same]) same++;
    if (same === wanted.length) return at;
    if (at > bytes.length) throw new RangeError('the frame is not in the stream it was found in');
  }
}
