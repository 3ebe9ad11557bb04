import { crc16 } from '../protocols/bytes/crc16';
import { commandName, FRAME_HEADER, frameLength, lastLengthByte, layoutOf, NACK_ERRORS } from '../protocols/tinybms/commands';

/** What a device makes of the bytes it hears. */
export type Heard =
  | { readonly kind: 'frame'; readonly frame: Uint8Array }
  /** To be refused: damaged, or a command that does not exist. */
  | { readonly kind: 'refuse'; readonly command: number; readonly error: number };

const LONGEST = 512;
/** Header, command, checksum. */
const SHORTEST = 4;

/** Cuts the bytes from a host into requests, the way a simple device does: by header and length, starting afresh after a pause. */
export class RequestFramer {
  private bytes: number[] = [];

  /** Requests that are complete with these bytes. */
  push(bytes: Uint8Array): Heard[] {
    this.bytes.push(...bytes);
    const heard: Heard[] = [];
    while (this.bytes.length > 0) {
      if (this.bytes[0] !== FRAME_HEADER) {
        const header = this.bytes.indexOf(FRAME_HEADER);
        this.bytes.splice(0, header < 0 ? this.bytes.length : header);
        continue;
      }
      const length = this.lengthOfFirst();
      if (length === undefined || this.bytes.length < length) break;
      const frame = Uint8Array.from(this.bytes.splice(0, length));
      heard.push(crc16(frame) === 0 ? { kind: 'frame', frame } : { kind: 'refuse', command: frame[1] ?? 0, error: NACK_ERRORS.checksum });
    }
    if (this.bytes.length > LONGEST) this.bytes = [];
    return heard;
  }

  /** The line has been quiet: what is left will not become a request. An intact frame of an unknown command is refused. */
  pause(): Heard[] {
    const frame = Uint8Array.from(this.bytes);
    this.bytes = [];
    const command = frame[1] ?? 0;
    if (frame.length < SHORTEST || frame[0] !== FRAME_HEADER || commandName(command) !== undefined || crc16(frame) !== 0) return [];
    return [{ kind: 'refuse', command, error: NACK_ERRORS.command }];
  }

  /** `undefined` while it is not known, and for ever for a command that does not exist. */
  private lengthOfFirst(): number | undefined {
    const layout = layoutOf('requests', this.bytes[1] ?? -1);
    if (layout === undefined) return undefined;
    const at = lastLengthByte(layout);
    const count = this.bytes[at];
    if (count === undefined) return undefined;
    // A count that no request has: two bytes are enough to see that the rest is no frame.
    return frameLength(layout, count) ?? SHORTEST;
  }
}
