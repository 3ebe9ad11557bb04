import type { SimulatedDevice, World } from '../../src/simulator/world';
import type { Device } from './terminal';

export type DeviceName = 'bms' | 'can';

/** A piece of the stream as it passed the device's end of the cable. */
export interface Passed {
  readonly device: DeviceName;
  /** `in`: from the app to the device. */
  readonly direction: 'in' | 'out';
  /** On the host's clock [ms]. */
  readonly at: number;
  readonly bytes: Uint8Array;
  /** The same before the line damaged them. */
  readonly original: Uint8Array;
}

/** Changes bytes on their way, as line noise does. */
export type Distortion = (bytes: Uint8Array, device: DeviceName, direction: 'in' | 'out') => Uint8Array;

/** Runs the simulated world in real time behind two cables. */
export class DeviceHost {
  readonly devices: Readonly<Record<DeviceName, Device>>;
  distortion: Distortion | undefined;
  private readonly listeners = new Set<(passed: Passed) => void>();
  private readonly senders: Partial<Record<DeviceName, (bytes: Uint8Array) => void>> = {};
  private readonly startedAt = performance.now();
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(readonly world: World) {
    this.devices = { bms: this.device('bms'), can: this.device('can') };
    this.turn();
  }

  /** Time of the world [ms]: 0 when the host was made. */
  now(): number {
    return performance.now() - this.startedAt;
  }

  /** Switches a fault of the world in this moment: what was due before has happened by then, however late this process is. */
  inject(...fault: Parameters<World['inject']>): void {
    this.turn();
    this.world.inject(...fault);
  }

  /** Calls `listener` for everything that passes from now on. */
  watch(listener: (passed: Passed) => void): void {
    this.listeners.add(listener);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private device(name: DeviceName): Device {
    const simulated: SimulatedDevice = this.world[name];
    return {
      plugged: (send) => {
        this.senders[name] = send;
        simulated.setOpen(true, this.now());
      },
      received: (chunk) => {
        const at = this.now();
        const bytes = this.distortion?.(chunk, name, 'in') ?? chunk;
        this.tell({ device: name, direction: 'in', at, bytes, original: chunk });
        simulated.receive(bytes, at);
        this.turn();
      },
      unplugged: () => {
        delete this.senders[name];
        simulated.setOpen(false, this.now());
      },
    };
  }

  /** Brings the world to the present, delivers what its devices say, and sleeps until it has something to do again. */
  private turn(): void {
    if (this.stopped) return;
    clearTimeout(this.timer);
    const now = this.now();
    this.world.advance(now);
    for (const name of ['bms', 'can'] as const) this.deliver(name, this.world[name].take(now));
    const due = this.world.nextDue();
    // A timer never fires early enough to matter: whole milliseconds are the best that Node offers.
    this.timer = setTimeout(() => this.turn(), due === undefined ? 10 : Math.min(10, Math.max(0, due - this.now())));
  }

  private deliver(name: DeviceName, said: Uint8Array): void {
    const send = this.senders[name];
    if (said.length === 0 || !send) return;
    const bytes = this.distortion?.(said, name, 'out') ?? said;
    const at = this.now();
    send(bytes);
    this.tell({ device: name, direction: 'out', at, bytes, original: said });
  }

  private tell(passed: Passed): void {
    for (const listener of this.listeners) listener(passed);
  }
}
