import type { Ms } from '../../battery/units';
import { asciiBytes, asciiText } from '../../protocols/bytes/ascii';
import type { Captured } from '../../protocols/capture/captured';
import { describe } from '../../protocols/capture/describe';
import { decodeCommand } from '../../protocols/slcan/commands';
import { lastUntil, type ReplayDevice } from './replay-device';

const ANSWER_AFTER_MS: Ms = 1;
/** Adapters that acknowledge do so for every frame. */
const ENOUGH_FRAMES = 10;
/** For a recording that holds no adapter, only frames: what stands in for one says so. */
const NO_ADAPTER = 'VREPLAY';

interface Said {
  readonly at: Ms;
  readonly bytes: Uint8Array;
}

/** A CAN adapter out of a recording: hears what the bus said at that time, acknowledges as it did, and sends nothing anywhere. */
export class AdapterReplay implements ReplayDevice {
  readonly unasked: readonly Said[];
  private readonly version: Uint8Array;
  private readonly serialNumber: Uint8Array | undefined;
  private readonly flags: readonly Said[];
  private readonly acknowledgement: Uint8Array | undefined;

  /** @param withSent - without a BMS in the recording the bridge sends nothing itself: the frames of the battery are then heard */
  constructor(pieces: readonly Captured[], withSent: boolean) {
    const unasked: Said[] = [];
    const flags: Said[] = [];
    let version: Uint8Array | undefined;
    let serialNumber: Uint8Array | undefined;
    let frames = 0;
    let acknowledgement: Uint8Array | undefined;
    let justSent = false;
    for (const piece of pieces) {
      if (piece.wire !== 'slcan') continue;
      const summary = describe(piece);
      const { at, bytes } = piece;
      if (piece.direction === 'sent') {
        justSent = summary.kind === 'frame';
        if (!justSent) continue;
        frames++;
        if (withSent) unasked.push({ at, bytes });
      } else if (summary.kind === 'frame' || summary.kind === 'damaged') unasked.push({ at, bytes });
      else if (summary.kind === 'answer') {
        if (summary.answer === 'version') version ??= bytes;
        else if (summary.answer === 'serial-number') serialNumber ??= bytes;
        else if (summary.answer === 'flags') flags.push({ at, bytes });
        else if (justSent && ['ok', 'transmitted', 'feedback'].includes(summary.answer)) acknowledgement ??= bytes;
        justSent = false;
      }
    }
    this.unasked = unasked;
    this.flags = flags;
    this.version = version ?? asciiBytes(`${NO_ADAPTER}\r`);
    this.serialNumber = serialNumber;
    this.acknowledgement = acknowledgement ?? (frames < ENOUGH_FRAMES ? asciiBytes('z\r') : undefined);
  }

  answers(bytes: Uint8Array, at: Ms): readonly { readonly after: Ms; readonly bytes: Uint8Array }[] {
    const answer = this.answer(bytes, at);
    return answer ? [{ after: ANSWER_AFTER_MS, bytes: answer }] : [];
  }

  private answer(bytes: Uint8Array, at: Ms): Uint8Array | undefined {
    const command = decodeCommand(asciiText(bytes).trimEnd());
    switch (command?.kind) {
      case 'version':
        return this.version;
      case 'serialNumber':
        return this.serialNumber ?? REFUSED;
      case 'flags':
        return this.flags[lastUntil(this.flags, at)]?.bytes ?? REFUSED;
      case 'frame':
        return this.acknowledgement;
      case undefined:
        return REFUSED;
      default:
        return DONE;
    }
  }
}

const DONE = asciiBytes('\r');
const REFUSED = Uint8Array.of(7);
