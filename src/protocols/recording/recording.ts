import type { Ms } from '../../battery/units';
import type { Captured, Direction, Wire } from '../capture/captured';
import { TrafficRing } from '../capture/ring';

/** Most that is kept of an imported file; of a longer one the end stays. */
const MOST_BYTES = 128_000_000;
/** A silence longer than this is shortened: the bridge was stopped, or the beginning of a recording stands far before the rest. */
const LONGEST_SILENCE_MS: Ms = 60_000;
const SHORTENED_MS: Ms = 1_000;

/** A piece of a file: its time is of the calendar [ms since 1970]. */
export interface RecordedPiece {
  readonly time: number;
  readonly port: string;
  readonly wire: Wire;
  readonly direction: Direction;
  readonly damaged: boolean;
  readonly bytes: Uint8Array;
}

/** A stretch of traffic that can be played again: pieces in order, from time 0 on. */
export class Recording {
  private readonly ring = new TrafficRing(MOST_BYTES);
  private lastTime: number | undefined;
  private last: Ms = 0;
  private firstTime: number | undefined;

  /** Pieces come in the order of the file; one that claims to be older than the one before counts as simultaneous. */
  add({ time, port, ...piece }: RecordedPiece): void {
    const silence = this.lastTime === undefined ? 0 : Math.max(0, time - this.lastTime);
    this.last += silence > LONGEST_SILENCE_MS ? SHORTENED_MS : silence;
    this.lastTime = Math.max(time, this.lastTime ?? time);
    this.firstTime ??= time;
    this.ring.add(piece, port, this.last);
  }

  /** Milliseconds since 1970 at time 0. */
  get startedAt(): number {
    return this.firstTime ?? 0;
  }

  get durationMs(): Ms {
    return this.last;
  }

  get pieces(): number {
    return this.ring.end - this.ring.first;
  }

  /** All of it, oldest first. */
  all(): Iterable<Captured> {
    return this.ring.from(0);
  }
}
