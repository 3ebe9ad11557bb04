import type { Ms } from '../battery/units';

/** A device behind a serial port, in bytes and times. Times never run backwards; an earlier one counts as "now". */
export interface SimulatedDevice {
  /** Whether the cable is plugged in. While it is not, bytes are lost both ways and the port does not exist. */
  readonly present: boolean;
  /** Bytes from the host, handed over at `at`. Bytes to a closed port are lost. */
  receive(bytes: Uint8Array, at: Ms): void;
  /** Bytes whose time has come, in order; none while the port is closed. */
  take(at: Ms): Uint8Array;
  /** When to call `take` next; `undefined` while the port is closed. There may then be no bytes yet. */
  nextDue(): Ms | undefined;
  /** Opens or closes the port on the side of the host. Some boards restart when it is opened. */
  setOpen(open: boolean, at: Ms): void;
}
