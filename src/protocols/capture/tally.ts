import type { Ms } from '../../battery/units';
import type { Captured, Direction, Wire } from './captured';
import { countKey, type Summary } from './describe';

/** All pieces of one kind. */
export interface TrafficCount {
  readonly wire: Wire;
  readonly direction: Direction;
  readonly kind: Summary['kind'];
  /** Identifier, command or kind of line. */
  readonly key: string;
  readonly count: number;
  readonly bytes: number;
  readonly lastAt: Ms;
  /** Between the last two [ms]. */
  readonly intervalMs: Ms | undefined;
}

/** One direction of one language. */
export interface TrafficFlow {
  readonly wire: Wire;
  readonly direction: Direction;
  readonly pieces: number;
  readonly bytes: number;
  readonly damaged: number;
  readonly damagedBytes: number;
  /** Of the last seconds. */
  readonly piecesPerSecond: number;
  readonly bytesPerSecond: number;
}

/** Whole seconds over which a rate is taken, without the present one. */
const RATE_SECONDS = 5;
/** A talkative bus must not fill the memory; what does not fit is counted in its flow alone. */
const MOST_KEYS = 256;

interface Recent {
  readonly second: number;
  pieces: number;
  bytes: number;
}

type Flow = { -readonly [K in keyof Omit<TrafficFlow, 'piecesPerSecond' | 'bytesPerSecond'>]: TrafficFlow[K] } & { recent: Recent[] };

/** Counts what goes over the wires since it was made. Knows no clock. */
export class Tally {
  private readonly lines = new Map<string, TrafficCount>();
  private readonly flows = new Map<string, Flow>();

  add(piece: Pick<Captured, 'wire' | 'direction' | 'damaged' | 'bytes' | 'at'>, summary: Summary): void {
    const { wire, direction, at } = piece;
    const bytes = piece.bytes.length;
    const key = countKey(summary);
    const of = `${wire} ${direction} ${summary.kind} ${key}`;
    const before = this.lines.get(of);
    if (before || this.lines.size < MOST_KEYS) {
      this.lines.set(of, {
        wire,
        direction,
        kind: summary.kind,
        key,
        count: (before?.count ?? 0) + 1,
        bytes: (before?.bytes ?? 0) + bytes,
        lastAt: at,
        intervalMs: before && at - before.lastAt,
      });
    }
    if (wire !== 'port') this.addFlow(wire, direction, piece.damaged, bytes, at);
  }

  get counts(): readonly TrafficCount[] {
    return [...this.lines.values()];
  }

  /** Both directions of each language that was heard. */
  flowsAt(now: Ms): readonly TrafficFlow[] {
    return [...this.flows.values()].map(({ recent, ...flow }) => {
      const present = Math.floor(now / 1000);
      const counted = recent.filter(({ second }) => second >= present - RATE_SECONDS && second < present);
      const perSecond = (of: 'pieces' | 'bytes'): number => counted.reduce((sum, bucket) => sum + bucket[of], 0) / RATE_SECONDS;
      return { ...flow, piecesPerSecond: perSecond('pieces'), bytesPerSecond: perSecond('bytes') };
    });
  }

  private addFlow(wire: Wire, direction: Direction, damaged: boolean, bytes: number, at: Ms): void {
    const key = `${wire} ${direction}`;
    let flow = this.flows.get(key);
    if (!flow) this.flows.set(key, (flow = { wire, direction, pieces: 0, bytes: 0, damaged: 0, damagedBytes: 0, recent: [] }));
    flow.pieces++;
    flow.bytes += bytes;
    if (damaged) {
      flow.damaged++;
      flow.damagedBytes += bytes;
    }
    const second = Math.floor(at / 1000);
    let bucket = flow.recent.at(-1);
    if (bucket?.second !== second) flow.recent = [...flow.recent.slice(-RATE_SECONDS), (bucket = { second, pieces: 0, bytes: 0 })];
    bucket.pieces++;
    bucket.bytes += bytes;
  }
}
