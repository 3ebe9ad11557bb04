import type { Ms } from '../battery/units';
import type { Random } from './random';

interface Piece {
  /** When the line begins and ends to carry it. */
  readonly from: Ms;
  readonly at: Ms;
  readonly kind: OutputKind;
  readonly bytes: Uint8Array;
}

/** Text waits while an answer goes out, even in its middle. */
export type OutputKind = 'answer' | 'text';

/** A USB bridge hands on packets of this size. */
const PACKET = 62;
const LONGEST_GAP_MS: Ms = 4;
/** Text can be interrupted after so many bytes. */
const TEXT_PIECE = 8;

export interface SerialOutputOptions {
  /** Time of one byte on the line [ms]; 0 for native USB. */
  readonly byteMs: Ms;
  readonly random: Random;
  /** Share of the bytes that are damaged now. */
  readonly noise: () => number;
  /** Most bytes in one piece now; `undefined` for whole packets. */
  readonly chop: () => number | undefined;
}

/** Bytes on their way to the host: in order, each at the time at which the line has carried it. */
export class SerialOutput {
  private pieces: Piece[] = [];
  /** When the line has carried everything so far. */
  private freeAt: Ms = 0;

  constructor(private readonly options: SerialOutputOptions) {}

  /** When bytes are next ready. */
  get next(): Ms | undefined {
    return this.pieces[0]?.at;
  }

  /** When the line is free for further bytes. */
  get idleFrom(): Ms {
    return this.freeAt;
  }

  /** Sends bytes as soon as the line is free, at `at` at the earliest. */
  push(bytes: Uint8Array, at: Ms, kind: OutputKind = 'answer'): void {
    const postponed = kind === 'answer' ? this.withdrawText(at) : [];
    const { random, chop } = this.options;
    for (let start = 0; start < bytes.length;) {
      const most = chop();
      const size = most === undefined ? (kind === 'text' ? TEXT_PIECE : PACKET) : random.integer(1, most);
      const piece = damage(bytes.slice(start, start + size), this.options.noise(), random);
      const gap = most === undefined ? 0 : random.between(0, LONGEST_GAP_MS);
      this.append(piece, Math.max(at, this.freeAt) + gap, kind);
      start += size;
    }
    for (const piece of postponed) this.append(piece.bytes, this.freeAt, 'text');
  }

  /** Everything whose time has come. */
  take(at: Ms): Uint8Array {
    const due = this.pieces.findIndex((piece) => piece.at > at);
    const taken = this.pieces.splice(0, due < 0 ? this.pieces.length : due);
    const bytes = new Uint8Array(taken.reduce((sum, piece) => sum + piece.bytes.length, 0));
    let end = 0;
    for (const piece of taken) {
      bytes.set(piece.bytes, end);
      end += piece.bytes.length;
    }
    return bytes;
  }

  private append(bytes: Uint8Array, at: Ms, kind: OutputKind): void {
    const from = Math.max(at, this.freeAt);
    this.freeAt = from + bytes.length * this.options.byteMs;
    this.pieces.push({ from, at: this.freeAt, bytes, kind });
  }

  /** Takes back text whose turn has not come at `at`. */
  private withdrawText(at: Ms): readonly Piece[] {
    const waits = (piece: Piece): boolean => piece.kind === 'text' && piece.from >= at;
    const withdrawn = this.pieces.filter(waits);
    if (withdrawn.length === 0) return [];
    this.pieces = this.pieces.filter((piece) => !waits(piece));
    this.freeAt = Math.max(at, this.pieces.at(-1)?.at ?? 0);
    return withdrawn;
  }

  /** Nobody will hear what is still on its way. */
  clear(): void {
    this.pieces = [];
    this.freeAt = 0;
  }
}

/** The same array, each byte replaced by another one with the given probability. */
export function damage(bytes: Uint8Array, rate: number, random: Random): Uint8Array {
  if (rate <= 0) return bytes;
  for (let index = 0; index < bytes.length; index++) {
    if (random.chance(rate)) bytes[index] = (bytes[index] ?? 0) ^ random.integer(1, 0xff);
  }
  return bytes;
}
