import type { Ms } from '../battery/units';
import { toHex } from '../protocols/bytes/hex';
import type { CanFrame } from '../protocols/can-frame';
import type { WireFrame } from './contract';

/** The most identifiers that are kept: a bus shared with talkative neighbours must not fill the memory. */
const MOST_IDENTIFIERS = 64;

/** The newest frame of each identifier and direction. */
export class WireLog {
  private readonly frames = new Map<string, WireFrame>();
  /** In order of identifiers; `undefined` once it is out of date. */
  private listed: readonly WireFrame[] | undefined;

  record(direction: WireFrame['direction'], frame: CanFrame, at: Ms): void {
    const key = `${direction} ${frame.extended ? 'x' : ''}${frame.id}`;
    const before = this.frames.get(key);
    if (!before && this.frames.size >= MOST_IDENTIFIERS) return;
    this.listed = undefined;
    this.frames.set(key, {
      id: frame.id,
      direction,
      data: toHex(frame.data),
      at,
      count: (before?.count ?? 0) + 1,
      intervalMs: before && at - before.at,
    });
  }

  /** The same list as long as no frame has come. */
  list(): readonly WireFrame[] {
    return (this.listed ??= [...this.frames.values()].sort((a, b) => a.id - b.id));
  }
}
