import type { Ms } from '../battery/units';
import type { CanFrame } from '../protocols/can-frame';

export type NodeName = 'adapter' | 'gx' | 'foreign';

export interface BusNode {
  readonly name: NodeName;
  /** [bit/s]; `undefined` while the node is off or not connected. */
  readonly bitrate: number | undefined;
  /** Confirms what others send. A node that only listens, or is bus-off, does not. */
  readonly acknowledges: boolean;
  hear(frame: CanFrame, at: Ms): void;
  /** Somebody sends at another speed. */
  disturb(at: Ms): void;
}

/** A frame that at least one other node has confirmed. */
export interface BusRecord {
  readonly at: Ms;
  readonly sender: NodeName;
  readonly frame: CanFrame;
}

/** `disturbed`: a node of another speed destroys the frame. */
export type TransmitOutcome = 'acknowledged' | 'unacknowledged' | 'disturbed';

/** The log keeps at least the newest half of this number. */
const LOG_MOST = 20_000;

/** Two wires and the nodes on them. */
export class CanBus {
  private readonly nodes: BusNode[] = [];
  private records: BusRecord[] = [];
  /** Told of every frame that goes into the log. */
  onRecord: (record: BusRecord) => void = () => undefined;

  /** Frames in the order in which they went over the bus; the oldest are dropped. */
  get log(): readonly BusRecord[] {
    return this.records;
  }

  attach(node: BusNode): void {
    this.nodes.push(node);
  }

  /** Sends one frame. Listeners of the same speed hear it even when nobody confirms it. */
  transmit(sender: BusNode, frame: CanFrame, at: Ms): TransmitOutcome {
    const { bitrate } = sender;
    const others = this.nodes.filter((node) => node !== sender && node.bitrate !== undefined);
    const strangers = others.filter((node) => node.bitrate !== bitrate);
    for (const node of strangers) node.disturb(at);
    if (strangers.some((node) => node.acknowledges)) return 'disturbed';
    const listeners = others.filter((node) => node.bitrate === bitrate);
    const acknowledged = listeners.some((node) => node.acknowledges);
    if (acknowledged) this.record({ at, sender: sender.name, frame });
    for (const node of listeners) node.hear(frame, at);
    return acknowledged ? 'acknowledged' : 'unacknowledged';
  }

  private record(entry: BusRecord): void {
    if (this.records.length >= LOG_MOST) this.records = this.records.slice(LOG_MOST / 2);
    this.records.push(entry);
    this.onRecord(entry);
  }
}

/** Time of a frame on the bus with the gap behind it, without stuffing. */
export function frameTime(frame: CanFrame, bitrate: number): Ms {
  return ((frame.extended ? 67 : 47) + 8 * frame.data.length) / (bitrate / 1000);
}
