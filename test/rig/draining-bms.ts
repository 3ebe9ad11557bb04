import { crc16 } from '../../src/protocols/bytes/crc16';
import type { Device } from '../support/terminal';
import { REGISTER_IMAGE, float } from './register-image';

const UNIT = 0xaa;
const READ = 0x03;
/** Where the live block begins. */
const LIVE = 0;

/** A TinyBMS of standard reads whose eight cells sink by a millivolt when told to, so that the discharge limit falls a little each time. */
export class DrainingBms implements Device {
  private send: ((bytes: Uint8Array) => void) | undefined;
  private pending: Buffer = Buffer.alloc(0);
  private armed = false;
  private millivolts: number;

  /** @param answered - called when an answer with lower cells has gone out */
  constructor(
    start: number,
    private readonly answered: () => void,
  ) {
    this.millivolts = start;
  }

  /** The next live answer shows the cells a millivolt lower. */
  sink(): void {
    this.armed = true;
  }

  plugged(send: (bytes: Uint8Array) => void): void {
    this.send = send;
  }

  unplugged(): void {
    this.send = undefined;
  }

  received(chunk: Uint8Array): void {
    this.pending = Buffer.concat([this.pending, chunk]);
    for (;;) {
      const start = this.pending.indexOf(UNIT);
      this.pending = start < 0 ? Buffer.alloc(0) : this.pending.subarray(start);
      if (this.pending.length < 8) return;
      const request = this.pending.subarray(0, 8);
      const intact = request[1] === READ && crc16(request, 0, 6) === request.readUInt16LE(6);
      this.pending = this.pending.subarray(intact ? 8 : 1);
      if (intact) this.answer(request.readUInt16BE(2), request.readUInt16BE(4));
    }
  }

  private answer(address: number, count: number): void {
    const words = address === LIVE ? this.live() : REGISTER_IMAGE[address];
    if (!words || words.length < count) return;
    const frame = Buffer.alloc(3 + 2 * count + 2);
    frame.set([UNIT, READ, 2 * count]);
    words.slice(0, count).forEach((word, index) => frame.writeUInt16BE(word, 3 + 2 * index));
    frame.writeUInt16LE(crc16(frame, 0, frame.length - 2), frame.length - 2);
    const sinks = address === LIVE && this.armed;
    this.send?.(frame);
    if (!sinks) return;
    this.armed = false;
    this.answered();
  }

  private live(): readonly number[] {
    if (this.armed) this.millivolts -= 1;
    const words = [...(REGISTER_IMAGE[LIVE] ?? [])];
    words.fill(this.millivolts * 10, 8, 16);
    words.splice(36, 2, ...float((8 * this.millivolts) / 1000));
    words.fill(this.millivolts, 40, 42);
    return words;
  }
}
