import { asciiBytes, asciiText } from '../../src/protocols/bytes/ascii';
import { fromHex, toHex } from '../../src/protocols/bytes/hex';
import type { SimulatedDevice } from '../../src/simulator/device';

/** The host at the other end of a simulated cable: writes, waits, reads, on a clock that only it moves. */
export class Host {
  constructor(
    readonly device: SimulatedDevice,
    public now = 0,
  ) {
    device.setOpen(true, now);
  }

  /** Writes and returns what has come back after `waitMs`. */
  exchange(bytes: Uint8Array, waitMs = 100): Uint8Array {
    this.device.receive(bytes, this.now);
    return this.wait(waitMs);
  }

  /** What comes within `ms`. */
  wait(ms: number): Uint8Array {
    this.now += ms;
    return this.device.take(this.now);
  }

  hex(request: string, waitMs?: number): string {
    return toHex(this.exchange(fromHex(request), waitMs));
  }

  /** One slcan command without its CR. */
  say(command: string, waitMs = 20): string {
    return asciiText(this.exchange(asciiBytes(`${command}\r`), waitMs));
  }
}
