import type { Ms } from '../battery/units';
import type { PortSource } from '../links/byte-link';
import type { Clock } from '../links/clock';
import { TappedPortSource, type Tap } from '../links/tapped-source';
import { portPiece, type Captured, type Piece } from '../protocols/capture/captured';
import { describe } from '../protocols/capture/describe';
import { TrafficRing } from '../protocols/capture/ring';
import { Segmenter } from '../protocols/capture/segmenter';
import { Tally } from '../protocols/capture/tally';
import type { RecordedPiece } from '../protocols/recording/recording';
import type { Mode } from './contract';
import type { TimeRange } from './history-contract';
import type { TrafficState } from './traffic-contract';
import type { TrafficKeeper } from './traffic-keeper';

/** So many pieces from each opening of a port tell how the bridge found out what is behind it; a replay needs them. */
const PIECES_OF_OPENING = 64;
/** A port that is plugged in again may be a new one: so many that are gone are remembered beyond what memory holds of them. */
const MOST_GONE = 16;
const MEGABYTE = 1_000_000;

/** Hears everything that goes over the ports of the bridge that runs, keeps the newest of it, and counts. */
export class TrafficCapture {
  mode: Mode = 'simulation';
  readonly ring = new TrafficRing(MEGABYTE);
  private tally = new Tally();
  private readonly segmenters = new Map<string, Segmenter>();
  /** How each port was found: may be older than what is kept. */
  private readonly openings = new Map<string, Captured[]>();
  /** Ports that are closed, each with the number of its last piece; the first of them first. */
  private readonly gone = new Map<string, number>();

  constructor(
    /** The time of the bridge that runs. */
    private running: Clock,
    private readonly keeper: TrafficKeeper,
    /** Told every line of the CAN adapter. */
    private readonly line: (line: Captured) => void,
  ) {}

  set keptMegabytes(megabytes: number) {
    this.ring.mostBytes = megabytes * MEGABYTE;
  }

  get now(): Ms {
    return this.running.now();
  }

  /** A bridge of this mode is about to run. What another mode has left goes: real traffic and a demonstration never stand together. */
  begin(mode: Mode, running: Clock): void {
    if (mode !== this.mode || mode === 'replay') {
      this.clear();
      this.openings.clear();
      this.gone.clear();
    }
    this.running = running;
    this.mode = mode;
    this.tally = new Tally();
    this.segmenters.clear();
  }

  /** Forgets what is kept and counted. */
  clear(): void {
    this.ring.clear();
    this.tally = new Tally();
  }

  /** The same ports, heard. */
  listenTo(source: PortSource): PortSource {
    const tap: Tap = {
      opened: (port, baudRate) => {
        this.segmenters.set(port, new Segmenter());
        this.openings.set(port, []);
        this.gone.delete(port);
        this.keep(port, [portPiece('opened', String(baudRate))]);
      },
      failed: (port, reason) => this.end(port, portPiece('failed', reason)),
      sent: (port, bytes) => this.keep(port, this.segmenters.get(port)?.sent(bytes) ?? []),
      received: (port, bytes) => this.keep(port, this.segmenters.get(port)?.received(bytes) ?? []),
      lost: (port, reason) => this.end(port, portPiece('lost', reason)),
      closed: (port) => this.end(port, portPiece('closed')),
    };
    return new TappedPortSource(source, tap);
  }

  get state(): TrafficState {
    const { ring, tally, running, mode } = this;
    const now = running.now();
    const [oldest] = ring.from(ring.first);
    return {
      mode,
      now,
      wallTime: running.wallTime(),
      keptBytes: ring.bytes,
      mostBytes: ring.mostBytes,
      first: ring.first,
      end: ring.end,
      since: oldest?.at,
      counts: tally.counts,
      flows: tally.flowsAt(now),
    };
  }

  /** The stretch of the calendar that memory holds now, and what it holds of it, with how each port was found before. */
  get kept(): { readonly range: TimeRange; readonly pieces: Iterable<RecordedPiece> } {
    const { wallZero, ring } = this;
    const [oldest] = ring.from(ring.first);
    const range = { from: wallZero + (oldest?.at ?? 0), to: this.running.wallTime() };
    return { range, pieces: this.recorded(wallZero, ring.end) };
  }

  /** How each port was found, then from the stores what is older than all that memory holds, the rest from memory. */
  async *within(mode: Mode, { from, to }: TimeRange): AsyncGenerator<RecordedPiece> {
    const { wallZero, ring, keeper } = this;
    const isOwn = mode === this.mode;
    const [oldest] = isOwn ? ring.from(ring.first) : [];
    const since = oldest ? wallZero + oldest.at : Infinity;
    const openings = isOwn ? this.openingPieces().map((piece) => ({ ...piece, time: wallZero + piece.at })) : [];
    // A replay has to find the ports again; what a store or memory holds of the stretch is told from there.
    const unstored = openings.filter(({ time, wire, seq }) => time < to && (time < from || (seq < ring.first && !keeper.keeps(wire))));
    if (since > from) {
      for await (const piece of keeper.read(mode, { from, to: Math.min(to, since) })) {
        while (unstored[0] && unstored[0].time <= piece.time) yield* unstored.splice(0, 1);
        yield piece;
      }
    }
    yield* unstored;
    if (!isOwn) return;
    for (const piece of ring.from(ring.first)) {
      const time = wallZero + piece.at;
      if (time >= from && time < to) yield { ...piece, time };
    }
  }

  /** Milliseconds since 1970 at zero of the running clock. */
  private get wallZero(): number {
    return this.running.wallTime() - this.running.now();
  }

  private *recorded(wallZero: number, end: number): Generator<RecordedPiece> {
    const { first } = this.ring;
    for (const piece of this.openingPieces()) if (piece.seq < first) yield { ...piece, time: wallZero + piece.at };
    for (const piece of this.ring.from(first)) if (piece.seq < end) yield { ...piece, time: wallZero + piece.at };
  }

  /** How each port was found, in order. */
  private openingPieces(): readonly Captured[] {
    return [...this.openings.values()].flat().sort((a, b) => a.seq - b.seq);
  }

  private keep(port: string, pieces: readonly Piece[]): void {
    const at = this.running.now();
    const opening = this.openings.get(port);
    for (const piece of pieces) {
      const { wire, direction, damaged, bytes } = piece;
      const captured: Captured = { wire, direction, damaged, bytes, seq: this.ring.end, at, port };
      if (opening && opening.length < PIECES_OF_OPENING) opening.push(captured);
      this.ring.add(piece, port, at);
      if (this.keeper.keeps(wire)) this.keeper.add(this.mode, { ...piece, port, time: Math.floor(this.wallZero + at) });
      this.tally.add(captured, describe(piece));
      if (wire === 'slcan') this.line(captured);
    }
  }

  private end(port: string, event: Piece): void {
    this.keep(port, [...(this.segmenters.get(port)?.flush() ?? []), event]);
    this.segmenters.delete(port);
    this.gone.set(port, this.ring.end - 1);
    this.forgetGone();
  }

  /** A port of which memory holds nothing any more need not be found in a replay. */
  private forgetGone(): void {
    for (const [port, last] of this.gone) {
      if (this.gone.size <= MOST_GONE || last >= this.ring.first) return;
      this.gone.delete(port);
      this.openings.delete(port);
    }
  }
}
