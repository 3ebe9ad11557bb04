import type { Ms } from '../battery/units';
import { Conformance } from '../protocols/canbms-mirror/conformance';
import { mirrorFrame } from '../protocols/canbms-mirror/decode';
import { Mirror } from '../protocols/canbms-mirror/mirror';
import type { Direction, Piece } from '../protocols/capture/captured';
import { readSlcanMessage } from '../protocols/slcan/message';
import type { MirrorView } from './traffic-contract';

interface Watch {
  readonly mirror: Mirror;
  readonly conformance: Conformance;
  seen: boolean;
}

function newWatch(): Watch {
  return { mirror: new Mirror(), conformance: new Conformance(), seen: false };
}

/** What a GX makes of the frames of a battery, ours or another one's. Told every line in order of time. */
export class FrameWatch {
  private readonly watches: Readonly<Record<Direction, Watch>> = { sent: newWatch(), received: newWatch() };

  /** Only frames of a battery: what the GX says is none of the battery's business. */
  see({ bytes, direction }: Pick<Piece, 'bytes' | 'direction'>, at: Ms): void {
    const frame = readSlcanMessage(bytes, direction).line?.frame;
    if (!frame || (direction === 'received' && !mirrorFrame(frame.id, frame.data))) return;
    const watch = this.watches[direction];
    watch.seen = true;
    watch.mirror.see(frame.id, frame.data, at);
    watch.conformance.see(frame, at);
  }

  view(now: Ms): MirrorView {
    const { sent, received } = this.watches;
    const of = sent.seen || !received.seen ? 'sent' : 'received';
    const { mirror, conformance, seen } = this.watches[of];
    return { now, of, pages: seen ? mirror.pages : undefined, findings: seen ? conformance.report(now) : [] };
  }
}
