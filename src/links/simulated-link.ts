import type { Ms } from '../battery/units';
import type { SimulatedDevice } from '../simulator/device';
import type { World } from '../simulator/world';
import { LinkError, type ByteLink, type BytePort, type LinkEvents, type OpenOptions, type PortSource } from './byte-link';
import type { Cancel, Clock } from './clock';
import type { PortRole } from '../bridge/contract';

/** Longest sleep of the world: whether a cable was pulled is looked at no less often. */
const LONGEST_PAUSE_MS: Ms = 100;
const SHORTEST_PAUSE_MS: Ms = 1;

/**
 * The two ports of a simulated world: `port-1` has the TinyBMS behind it, `port-2` the CAN adapter. The world lives while it is watched.
 * With `told` the ports say so; without, they are as unknown as those of a browser.
 */
export class SimulatedPortSource implements PortSource {
  private readonly ports: readonly SimulatedPort[];
  private readonly listeners = new Set<() => void>();
  private listed = '';
  private timer: Cancel | undefined;

  constructor(
    private readonly world: Pick<World, 'bms' | 'can' | 'advance' | 'nextDue'>,
    private readonly clock: Clock,
    told = false,
  ) {
    const moved = (): void => this.schedule();
    this.ports = [
      new SimulatedPort('port-1', told ? 'bms' : undefined, world.bms, clock, moved),
      new SimulatedPort('port-2', told ? 'can' : undefined, world.can, clock, moved),
    ];
  }

  list(): Promise<readonly BytePort[]> {
    return Promise.resolve(this.present());
  }

  watch(listener: () => void): () => void {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.turn();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.timer?.();
    };
  }

  private present(): readonly SimulatedPort[] {
    return this.ports.filter(({ isPresent }) => isPresent);
  }

  /** Brings the world to the present and delivers what its devices have said by now. */
  private turn(): void {
    this.world.advance(this.clock.now());
    for (const port of this.ports) port.deliver();
    const listed = this.present()
      .map(({ id }) => id)
      .join();
    if (listed !== this.listed) {
      this.listed = listed;
      for (const listener of [...this.listeners]) listener();
    }
    this.schedule();
  }

  private schedule(): void {
    this.timer?.();
    if (this.listeners.size === 0) return;
    const now = this.clock.now();
    const due = Math.min(this.world.nextDue() ?? Infinity, now + LONGEST_PAUSE_MS);
    this.timer = this.clock.at(Math.max(due, now + SHORTEST_PAUSE_MS), () => this.turn());
  }
}

class SimulatedPort implements BytePort {
  readonly usb = undefined;
  private link: SimulatedLink | undefined;

  constructor(
    readonly id: string,
    readonly made: PortRole | undefined,
    private readonly device: SimulatedDevice,
    private readonly clock: Clock,
    private readonly moved: () => void,
  ) {}

  get isPresent(): boolean {
    return this.device.present;
  }

  async open(_options: OpenOptions, events: LinkEvents): Promise<ByteLink> {
    await Promise.resolve();
    if (!this.device.present) throw new LinkError('open-failed', 'The cable is unplugged');
    if (this.link !== undefined) throw new LinkError('open-failed', 'The port is open already');
    this.device.setOpen(true, this.clock.now());
    this.link = new SimulatedLink(
      events,
      (bytes) => {
        this.device.receive(bytes, this.clock.now());
        this.moved();
      },
      () => this.free(),
    );
    this.moved();
    return this.link;
  }

  deliver(): void {
    const { link } = this;
    if (link === undefined) return;
    if (!this.device.present) {
      this.free();
      return link.lose();
    }
    const bytes = this.device.take(this.clock.now());
    if (bytes.length > 0) link.deliver(bytes);
  }

  private free(): void {
    this.link = undefined;
    this.device.setOpen(false, this.clock.now());
  }
}

class SimulatedLink implements ByteLink {
  private isOpen = true;

  constructor(
    private readonly events: LinkEvents,
    private readonly send: (bytes: Uint8Array) => void,
    private readonly free: () => void,
  ) {}

  write(bytes: Uint8Array): void {
    if (this.isOpen) this.send(bytes);
  }

  close(): Promise<void> {
    if (this.isOpen) this.free();
    this.isOpen = false;
    return Promise.resolve();
  }

  deliver(bytes: Uint8Array): void {
    this.events.bytes(bytes);
  }

  lose(): void {
    this.isOpen = false;
    this.events.lost(new LinkError('port-lost', 'The cable was pulled'));
  }
}
