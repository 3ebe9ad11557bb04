import type { Ms } from '../../battery/units';
import { type FrameLine, frameTextEnd, isFrameLetter, readFrameText } from './frame-text';
import { BACKSPACE, BEL, CR, type Expected, LF, readReport, type RefusalByte, type SlcanLine } from './lines';

/** Longest line kept, terminator excluded: well above the longest version text of a known adapter. */
const LINE_LIMIT = 512;
/** So many frames in a row with equal stamps settle whether, and how long, this adapter stamps. */
const FRAMES_TO_SETTLE = 10;
const TEXT_KEPT = 64;

const LETTER_Z = 0x5a;
const LETTER_z = 0x7a;

type Terminator = typeof CR | RefusalByte;

/** Since creation or the last reset. */
export interface SlcanCounters {
  readonly frames: number;
  /** Lines of no known form, and overlong ones. */
  readonly invalidLines: number;
  readonly overflows: number;
  readonly refusals: number;
  /** Frames refused because their stamp was unlike that of all frames before. */
  readonly strayStamps: number;
  /** The newest line of no known form, at most 64 characters. */
  readonly lastInvalid: string | undefined;
  /** When the newest line of a known form was complete; only where `push` is told the time. */
  readonly lastValidAt: Ms | undefined;
}

const NOTHING_YET: SlcanCounters = {
  frames: 0,
  invalidLines: 0,
  overflows: 0,
  refusals: 0,
  strayStamps: 0,
  lastInvalid: undefined,
  lastValidAt: undefined,
};

/**
 * Turns what an adapter sends, cut anywhere, into lines. Takes any bytes: what makes no sense becomes text and is counted, and
 * every terminator starts afresh. CR ends a line; BEL and 0x08 end what is collected and are refusals themselves; LF is ignored.
 */
export class SlcanDecoder {
  /** The query that waits for its answer; while `undefined`, lines of that form are text. Left as it is by an answer. */
  expect: Expected | undefined;

  #counters = { ...NOTHING_YET };
  readonly #pending = new Uint8Array(LINE_LIMIT);
  /** Length of the unfinished line; what lies beyond the limit is counted but not kept. */
  #length = 0;
  /** Digits of stamp on the newest frames, how many of them in a row, and what they settled. */
  #stampDigits = 0;
  #alike = 0;
  #settledDigits: number | undefined;

  get counters(): SlcanCounters {
    return { ...this.#counters };
  }

  /** Forgets the unfinished line, what was learned of the adapter, and the counters: another session begins. */
  reset(): void {
    this.expect = undefined;
    this.#counters = { ...NOTHING_YET };
    this.#length = 0;
    this.#alike = 0;
    this.#settledDigits = undefined;
  }

  /** Lines completed by `chunk`, in order. `at` is when it came. */
  push(chunk: Uint8Array, at?: Ms): SlcanLine[] {
    const lines: SlcanLine[] = [];
    let start = 0;
    while (start < chunk.length) start = this.#readPlainFrame(chunk, start, lines) ?? this.#readToTerminator(chunk, start, lines);
    if (at !== undefined && lines.some(isValid)) this.#counters.lastValidAt = at;
    return lines;
  }

  /** The usual line, a frame without stamp, is read without a search for its end. @returns the start of the next line */
  #readPlainFrame(chunk: Uint8Array, start: number, lines: SlcanLine[]): number | undefined {
    if (this.#length > 0) return undefined;
    const end = frameTextEnd(chunk, start);
    // What ends as its length says and is a frame to the last digit holds no other terminator.
    const frame = end < chunk.length && chunk[end] === CR ? readFrameText(chunk, start, end) : undefined;
    if (!frame) return undefined;
    if (this.#isLikeOthers(frame)) lines.push(frame);
    else this.#readOther(chunk, start, end, lines);
    return end + 1;
  }

  /** @returns the start of the next line, or the end of the chunk */
  #readToTerminator(chunk: Uint8Array, start: number, lines: SlcanLine[]): number {
    for (let index = start; index < chunk.length; index++) {
      const byte = chunk[index] ?? 0;
      if (byte > CR || (byte !== CR && byte !== LF && byte !== BEL && byte !== BACKSPACE)) continue;
      if (byte === LF) this.#keep(chunk, start, index);
      else this.#endLine(chunk, start, index, byte, lines);
      return index + 1;
    }
    this.#keep(chunk, start, chunk.length);
    return chunk.length;
  }

  #keep(chunk: Uint8Array, start: number, end: number): void {
    const before = this.#length;
    this.#length += end - start;
    // Pieces of a line are short: to copy byte by byte takes less than to make a view of them first.
    const kept = Math.min(this.#length, LINE_LIMIT);
    const pending = this.#pending;
    for (let to = before, from = start; to < kept; to++, from++) pending[to] = chunk[from] ?? 0;
    if (before <= LINE_LIMIT && this.#length > LINE_LIMIT) this.#counters.overflows++;
  }

  #endLine(chunk: Uint8Array, start: number, end: number, terminator: Terminator, lines: SlcanLine[]): void {
    if (this.#length === 0 && end - start <= LINE_LIMIT) {
      // The usual case: the whole line stands in this chunk and need not be copied.
      this.#readLine(chunk, start, end, terminator, lines);
    } else {
      this.#keep(chunk, start, end);
      const length = this.#length;
      this.#length = 0;
      if (length <= LINE_LIMIT) this.#readLine(this.#pending, 0, length, terminator, lines);
      else {
        this.#counters.invalidLines++;
        lines.push({ kind: 'overflow', bytes: length });
      }
    }
    if (terminator !== CR) {
      this.#counters.refusals++;
      lines.push({ kind: 'refused', byte: terminator });
    }
  }

  #readLine(bytes: Uint8Array, start: number, end: number, terminator: Terminator, lines: SlcanLine[]): void {
    if (start === end) {
      if (terminator === CR) lines.push({ kind: 'ok' });
      return;
    }
    const first = bytes[start] ?? 0;
    const letter = first === LETTER_z ? 'z' : first === LETTER_Z ? 'Z' : undefined;
    // Some adapters leave out the CR between their acknowledgement and the next frame.
    const frameStart = letter ? start + 1 : start;
    const frame = isFrameLetter(bytes[frameStart] ?? 0) ? this.#readFrame(bytes, frameStart, end) : undefined;
    if (letter && (frame || frameStart === end)) lines.push({ kind: 'transmitted', letter });
    if (frame) lines.push(frame);
    if (frame || (letter && frameStart === end)) return;

    this.#readOther(bytes, start, end, lines);
  }

  #readOther(bytes: Uint8Array, start: number, end: number, lines: SlcanLine[]): void {
    const report = readReport(String.fromCharCode(...bytes.subarray(start, end)), this.expect);
    lines.push(report);
    if (report.kind === 'text') {
      this.#counters.invalidLines++;
      this.#counters.lastInvalid = report.text.slice(0, TEXT_KEPT);
    }
  }

  #readFrame(bytes: Uint8Array, start: number, end: number): FrameLine | undefined {
    const line = readFrameText(bytes, start, end);
    return line && this.#isLikeOthers(line) ? line : undefined;
  }

  /** Counts a frame, as a stray one if its stamp is unlike the others'. */
  #isLikeOthers({ stamp }: FrameLine): boolean {
    const fits = this.#stampFits(stamp?.digits ?? 0);
    if (fits) this.#counters.frames++;
    else this.#counters.strayStamps++;
    return fits;
  }

  /**
   * An adapter stamps all its frames alike, so a damaged length digit that turns data into a stamp shows. Until enough frames
   * agreed any stamp goes; afterwards only as many others in a row, which no noise produces, mean that the adapter has changed.
   */
  #stampFits(digits: number): boolean {
    this.#alike = digits === this.#stampDigits ? Math.min(this.#alike + 1, FRAMES_TO_SETTLE) : 1;
    this.#stampDigits = digits;
    if (this.#alike === FRAMES_TO_SETTLE) this.#settledDigits = digits;
    return this.#settledDigits === undefined || this.#settledDigits === digits;
  }
}

function isValid(line: SlcanLine): boolean {
  return line.kind !== 'text' && line.kind !== 'overflow';
}
