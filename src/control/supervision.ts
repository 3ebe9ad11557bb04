import type { Ms } from '../battery/units';
import type { CanFrame } from '../protocols/can-frame';
import { FRAMES } from '../protocols/canbms/frames';

/** A frame with one of our identifiers that somebody else has sent. */
export interface ForeignFrame {
  readonly id: number;
  readonly count: number;
  readonly at: Ms;
}

/** What has become of the GX, and of the bus that it shares with us. */
export interface Supervision {
  /** Without a loss since then. */
  readonly heardSince: Ms | undefined;
  /** Times at which it was not heard for long, and the last of them. */
  readonly losses: number;
  readonly lastLoss: { readonly from: Ms; readonly to: Ms } | undefined;
  /** Keep-alives and identifications. */
  readonly signs: number;
  /** By identifier. */
  readonly foreign: readonly ForeignFrame[];
}

/** Frames that only a battery sends. */
export const OWN_IDENTIFIERS: ReadonlySet<number> = new Set(
  Object.values(FRAMES).flatMap((layout) => (layout.direction === 'send' ? [layout.id] : [])),
);

/** Takes a frame from the bus. `heardAt` is when the GX was heard before it; unheard for more than `lostMs` it was lost. */
export function supervise(was: Supervision, frame: CanFrame, heardAt: Ms | undefined, at: Ms, lostMs: Ms): Supervision {
  if (frame.extended || frame.remote) return was;
  if (frame.id === FRAMES.keepAlive.id || frame.id === FRAMES.inverterId.id) return heardGx(was, heardAt, at, lostMs);
  if (!OWN_IDENTIFIERS.has(frame.id)) return was;
  const known = was.foreign.find(({ id }) => id === frame.id);
  const foreign = [...was.foreign.filter(({ id }) => id !== frame.id), { id: frame.id, count: (known?.count ?? 0) + 1, at }];
  return { ...was, foreign: foreign.sort((a, b) => a.id - b.id) };
}

function heardGx(was: Supervision, heardAt: Ms | undefined, at: Ms, lostMs: Ms): Supervision {
  const signs = was.signs + 1;
  if (heardAt === undefined) return { ...was, signs, heardSince: at };
  if (at - heardAt <= lostMs) return { ...was, signs };
  return { ...was, signs, heardSince: at, losses: was.losses + 1, lastLoss: { from: heardAt, to: at } };
}
