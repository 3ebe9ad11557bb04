import { crc16Step } from '../bytes/crc16';
import { endsWithItsChecksum } from '../bytes/crc16-window';
import { BEHIND, isSealed } from '../bytes/crc16-words';
import { FRAME_HEADER, frameLength, lastLengthByte, layoutOf } from './commands';
import type { Direction, Layout } from './commands';

/** What one piece of the stream has completed. */
export interface Deframed {
  /** Intact frames in the order of the stream, each with header and checksum. They stay as they are. */
  readonly frames: readonly Uint8Array[];
  /** Bytes that belong to no intact frame. */
  readonly skipped: number;
}

/** Room for what is undecided (never more than one frame) and for many chunks, so that a new buffer is rare. */
const CAPACITY = 4096;
const LONGEST_PART = CAPACITY / 2;

/** Nothing begins here. */
const NO_FRAME = 0;

/** Header bytes side by side, and the lowest and the highest bit of each byte. */
const HEADERS = 0x01010101 * FRAME_HEADER;
const LOWEST = 0x01010101;
const HIGHEST = 0x80808080;

const NOTHING: Deframed = { frames: [], skipped: 0 };

/**
 * Finds the frames in a stream of bytes that is cut anywhere and may hold text, noise and damaged frames.
 *
 * A byte 0xAA may begin a frame; the next bytes tell its length and the checksum decides. If it does not hold, the search
 * goes on one byte later, so that a damaged frame costs no other. Time is linear in the input whatever the bytes are: within
 * what was no frame, further beginnings are judged from a running checksum at their two ends, so that each byte enters
 * two checksums at most.
 */
export class Deframer {
  /** Written once, front to back, then left to the frames, which are views of it. */
  private buffer = new ArrayBuffer(CAPACITY + BEHIND);
  private bytes = new Uint8Array(this.buffer);
  private view = new DataView(this.buffer);
  private start = 0;
  private end = 0;
  /** With fewer bytes than up to here nothing can be decided. */
  private awaited = 0;
  /** End of the newest bytes whose own checksum has told that they are no frame. */
  private doubted = 0;
  /** Running checksum ahead of each byte from where doubt began up to `summed`. Its beginning does not matter, only its course. */
  private readonly states = new Uint16Array(CAPACITY + 1);
  private summed = 0;

  constructor(private readonly direction: Direction) {}

  /** Bytes received that may still become a frame. */
  get pending(): number {
    return this.end - this.start;
  }

  /** Takes the next bytes of the stream; the chunk may be reused afterwards. */
  push(chunk: Uint8Array): Deframed {
    if (chunk.length > LONGEST_PART) return this.pushInParts(chunk);
    if (chunk.length > CAPACITY - this.end) this.renew();
    this.bytes.set(chunk, this.end);
    this.end += chunk.length;
    return this.end < this.awaited ? NOTHING : this.search(false);
  }

  /** The bytes that are missing will not come: what is pending now is searched to its end. Call it at a deadline. */
  giveUp(): Deframed {
    return this.search(true);
  }

  private pushInParts(chunk: Uint8Array): Deframed {
    const frames: Uint8Array[] = [];
    let skipped = 0;
    for (let at = 0; at < chunk.length; at += LONGEST_PART) {
      const found = this.push(chunk.subarray(at, at + LONGEST_PART));
      frames.push(...found.frames);
      skipped += found.skipped;
    }
    return { frames, skipped };
  }

  /** What is undecided moves to the front of a new buffer. */
  private renew(): void {
    const { bytes, start, end } = this;
    this.buffer = new ArrayBuffer(CAPACITY + BEHIND);
    this.bytes = new Uint8Array(this.buffer);
    this.view = new DataView(this.buffer);
    this.bytes.set(bytes.subarray(start, end));
    this.states.copyWithin(0, start, end + 1);
    this.start = 0;
    this.end -= start;
    this.awaited -= start;
    this.doubted = Math.max(0, this.doubted - start);
    this.summed = Math.max(0, this.summed - start);
  }

  /** Decides from `start` on as far as possible, or to the end if nothing more will come. */
  private search(final: boolean): Deframed {
    const { bytes, start, end } = this;
    let frames: Uint8Array[] | undefined;
    let inFrames = 0;
    let at = start;
    this.awaited = 0;
    // A header byte behind the end stops every search for one.
    bytes[end] = FRAME_HEADER;
    for (;;) {
      at = this.nextHeader(at);
      if (at === end) break;
      const length = this.judge(at);
      if (length > end - at && !final) {
        this.awaited = at + length;
        break;
      }
      if (length === NO_FRAME || length > end - at) {
        at++;
      } else {
        const frame = new Uint8Array(this.buffer, at, length);
        if (frames) frames.push(frame);
        else frames = [frame];
        inFrames += length;
        at += length;
      }
    }
    this.start = at;
    if (!frames && at === start) return NOTHING;
    return { frames: frames ?? NOTHING.frames, skipped: at - start - inFrames };
  }

  /** Where the next header byte stands. Four bytes are looked at in one step: less one, only a byte that was zero borrows. */
  private nextHeader(from: number): number {
    const { bytes, view } = this;
    let at = from;
    for (;;) {
      const others = view.getInt32(at, true) ^ HEADERS;
      if ((others - LOWEST) & ~others & HIGHEST) break;
      at += 4;
    }
    while (bytes[at] !== FRAME_HEADER) at++;
    return at;
  }

  /** Length of the intact frame that begins at `start`, or `NO_FRAME`, or as many bytes as it needs to tell, more than there are. */
  private judge(start: number): number {
    const available = this.end - start;
    if (available < 2) return 2;
    const layout = layoutOf(this.direction, this.bytes[start + 1] ?? 0);
    if (layout === undefined) return NO_FRAME;
    const last = lastLengthByte(layout);
    if (available <= last) return last + 1;
    const length = frameLength(layout, this.bytes[start + last] ?? 0);
    if (length === undefined) return NO_FRAME;
    if (available < length || this.isIntact(start, length)) return length;
    return this.judgeLonger(start, length, layout);
  }

  /** The same for a frame whose count may leave something out. */
  private judgeLonger(start: number, counted: number, layout: Layout): number {
    if (layout.kind !== 'counted' || layout.uncounted === undefined) return NO_FRAME;
    const length = counted + layout.uncounted;
    return this.end - start < length || this.isIntact(start, length) ? length : NO_FRAME;
  }

  private isIntact(start: number, length: number): boolean {
    const end = start + length;
    if (start >= this.doubted) {
      if (isSealed(this.view, start, end)) return true;
      this.doubted = end;
      return false;
    }
    this.sum(start, end);
    return endsWithItsChecksum(this.states[start] ?? 0, this.states[end] ?? 0, length);
  }

  /** Takes the running checksum up to `end`; where none has come as far as `start`, it begins there with whatever it was. */
  private sum(start: number, end: number): void {
    const { bytes, states } = this;
    let at = Math.max(start, this.summed);
    for (let state = states[at] ?? 0; at < end; states[at] = state) state = crc16Step(state, bytes[at++] ?? 0);
    this.summed = at;
  }
}
