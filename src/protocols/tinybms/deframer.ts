import { crc16Step } from '../bytes/crc16';
import { endsWithItsChecksum } from '../bytes/crc16-window';
import { FRAME_HEADER, frameLength, lastLengthByte, layoutOf } from './commands';
import type { Direction } from './commands';

/** What one piece of the stream has completed. */
export interface Deframed {
  /** Intact frames in the order of the stream, each a copy with header and checksum. */
  readonly frames: readonly Uint8Array[];
  /** Bytes that belong to no intact frame. */
  readonly skipped: number;
}

/** Room for what is undecided (never more than one frame) and for many chunks, so that moving bytes to the front is rare. */
const CAPACITY = 4096;

/** Nothing begins here. */
const NO_FRAME = 0;
/** Only further bytes can tell. */
const UNDECIDED = -1;

/**
 * Finds the frames in a stream of bytes that is cut anywhere and may hold text, noise and damaged frames.
 *
 * A byte 0xAA may begin a frame; the next bytes tell its length and the checksum decides. If it does not hold, the search
 * goes on one byte later, so that a damaged frame costs no other. Each byte enters the checksum once, and each possible
 * beginning is judged from the running checksum at its two ends: time is linear in the input whatever the bytes are.
 */
export class Deframer {
  private readonly bytes = new Uint8Array(CAPACITY);
  /** Running checksum ahead of each byte, and behind the last. Its beginning does not matter, only its course. */
  private readonly states = new Uint16Array(CAPACITY + 1);
  private start = 0;
  private end = 0;

  constructor(private readonly direction: Direction) {}

  /** Bytes received that may still become a frame. */
  get pending(): number {
    return this.end - this.start;
  }

  /** Takes the next bytes of the stream; the chunk may be reused afterwards. */
  push(chunk: Uint8Array): Deframed {
    const frames: Uint8Array[] = [];
    let skipped = 0;
    for (let taken = 0; taken < chunk.length;) {
      taken += this.append(chunk, taken);
      skipped += this.scan(frames, false);
    }
    return { frames, skipped };
  }

  /** The bytes that are missing will not come: what is pending now is searched to its end. Call it at a deadline. */
  giveUp(): Deframed {
    const frames: Uint8Array[] = [];
    const skipped = this.scan(frames, true);
    return { frames, skipped };
  }

  /** Appends as much of the chunk as there is room for; returns how much. */
  private append(chunk: Uint8Array, from: number): number {
    if (this.end === CAPACITY) this.moveToFront();
    const count = Math.min(chunk.length - from, CAPACITY - this.end);
    const { bytes, states } = this;
    let end = this.end;
    let state = states[end] ?? 0;
    for (let index = from; index < from + count; index++) {
      const byte = chunk[index] ?? 0;
      bytes[end++] = byte;
      state = crc16Step(state, byte);
      states[end] = state;
    }
    this.end = end;
    return count;
  }

  private moveToFront(): void {
    this.bytes.copyWithin(0, this.start, this.end);
    this.states.copyWithin(0, this.start, this.end + 1);
    this.end -= this.start;
    this.start = 0;
  }

  /** Decides from `start` on as far as possible, or to the end if nothing more will come. Returns the bytes skipped. */
  private scan(frames: Uint8Array[], final: boolean): number {
    let skipped = 0;
    while (this.start < this.end) {
      const length = this.bytes[this.start] === FRAME_HEADER ? this.judge(this.start) : NO_FRAME;
      if (length === UNDECIDED && !final) break;
      if (length > 0) {
        frames.push(this.bytes.slice(this.start, this.start + length));
        this.start += length;
      } else {
        this.start++;
        skipped++;
      }
    }
    return skipped;
  }

  /** Length of the intact frame that begins at `start`, or `NO_FRAME`, or `UNDECIDED`. */
  private judge(start: number): number {
    const available = this.end - start;
    if (available < 2) return UNDECIDED;
    const layout = layoutOf(this.direction, this.bytes[start + 1] ?? 0);
    if (layout === undefined) return NO_FRAME;
    const last = lastLengthByte(layout);
    if (available <= last) return UNDECIDED;
    const length = frameLength(layout, this.bytes[start + last] ?? 0);
    if (length === undefined) return NO_FRAME;
    if (available < length) return UNDECIDED;
    if (this.isIntact(start, length)) return length;
    if (layout.kind !== 'counted' || layout.uncounted === undefined) return NO_FRAME;
    const longer = length + layout.uncounted;
    if (available < longer) return UNDECIDED;
    return this.isIntact(start, longer) ? longer : NO_FRAME;
  }

  private isIntact(start: number, length: number): boolean {
    return endsWithItsChecksum(this.states[start] ?? 0, this.states[start + length] ?? 0, length);
  }
}
