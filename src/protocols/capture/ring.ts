import type { Ms } from '../../battery/units';
import type { Captured, Piece, Wire } from './captured';

const BLOCK_BYTES = 65_536;
/** Length, time, port and flags. */
const HEAD_BYTES = 14;
/** Longer pieces are kept in parts: nothing on these wires is this long. */
const MOST_BYTES = 4096;

const WIRES: readonly Wire[] = ['tinybms', 'slcan', 'port'];
const SENT = 4;
const DAMAGED = 8;

interface Block {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Number of its first piece, and how many there are. */
  readonly first: number;
  count: number;
  end: number;
}

/**
 * The newest traffic, packed into blocks of bytes so that its size is what it says and hours of it cost no objects. When the limit is
 * reached, the oldest block goes.
 */
export class TrafficRing {
  private blocks: Block[] = [];
  private readonly ports: string[] = [];
  private next = 0;

  /** @param limit - most bytes, in whole blocks of 64 KiB */
  constructor(private limit: number) {}

  /** Number of the oldest piece that is still there; that of the next one when there is none. */
  get first(): number {
    return this.blocks[0]?.first ?? this.next;
  }

  /** Number that the next piece will get. */
  get end(): number {
    return this.next;
  }

  get bytes(): number {
    return this.blocks.length * BLOCK_BYTES;
  }

  get mostBytes(): number {
    return this.limit;
  }

  set mostBytes(limit: number) {
    this.limit = limit;
    this.drop(0);
  }

  add(piece: Piece, port: string, at: Ms): void {
    if (piece.bytes.length <= MOST_BYTES) return this.put(piece, piece.bytes, port, at);
    for (let from = 0; from === 0 || from < piece.bytes.length; from += MOST_BYTES) {
      this.put(piece, piece.bytes.subarray(from, from + MOST_BYTES), port, at);
    }
  }

  clear(): void {
    this.blocks = [];
  }

  /** Pieces from this number on, oldest first. What is added meanwhile may or may not come too. */
  *from(seq: number): Generator<Captured> {
    // A copy: blocks may be dropped between two steps.
    for (const block of [...this.blocks]) {
      if (block.first + block.count <= seq) continue;
      let at = 0;
      for (let index = 0; index < block.count; index++) {
        const length = block.view.getUint32(at);
        if (block.first + index >= seq) yield this.read(block, at, length, block.first + index);
        at += HEAD_BYTES + length;
      }
    }
  }

  private put(piece: Piece, bytes: Uint8Array, port: string, at: Ms): void {
    const block = this.room(HEAD_BYTES + bytes.length);
    const { view, end } = block;
    view.setUint32(end, bytes.length);
    view.setFloat64(end + 4, at);
    view.setUint8(end + 12, this.portNumber(port));
    view.setUint8(end + 13, WIRES.indexOf(piece.wire) | (piece.direction === 'sent' ? SENT : 0) | (piece.damaged ? DAMAGED : 0));
    block.bytes.set(bytes, end + HEAD_BYTES);
    block.end += HEAD_BYTES + bytes.length;
    block.count++;
    this.next++;
  }

  private read({ bytes, view }: Block, at: number, length: number, seq: number): Captured {
    const flags = view.getUint8(at + 13);
    return {
      seq,
      at: view.getFloat64(at + 4),
      port: this.ports[view.getUint8(at + 12)] ?? '',
      wire: WIRES[flags & 3] ?? 'port',
      direction: flags & SENT ? 'sent' : 'received',
      damaged: (flags & DAMAGED) !== 0,
      bytes: bytes.slice(at + HEAD_BYTES, at + HEAD_BYTES + length),
    };
  }

  private room(bytes: number): Block {
    const last = this.blocks.at(-1);
    if (last && last.end + bytes <= BLOCK_BYTES) return last;
    this.drop(BLOCK_BYTES);
    const buffer = new Uint8Array(BLOCK_BYTES);
    const block: Block = { bytes: buffer, view: new DataView(buffer.buffer), first: this.next, count: 0, end: 0 };
    this.blocks.push(block);
    return block;
  }

  /** Lets the oldest blocks go until so many bytes more are within the limit. The newest stays. */
  private drop(more: number): void {
    while (this.blocks.length > 1 && this.bytes + more > this.limit) this.blocks.shift();
  }

  /** A byte is enough: a port that is plugged in again is a new one, but not 256 times. */
  private portNumber(port: string): number {
    const known = this.ports.indexOf(port);
    if (known >= 0) return known;
    if (this.ports.length === 256) this.ports.length = 0;
    return this.ports.push(port) - 1;
  }
}
