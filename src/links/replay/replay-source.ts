import type { Ms } from '../../battery/units';
import type { Captured } from '../../protocols/capture/captured';
import { LinkError, type ByteLink, type BytePort, type LinkEvents, type OpenOptions, type PortSource } from '../byte-link';
import type { Cancel, Clock } from '../clock';
import { AdapterReplay } from './replay-adapter';
import { BmsReplay } from './replay-bms';
import { lastUntil, type ReplayDevice } from './replay-device';

interface Presence {
  readonly at: Ms;
  readonly present: boolean;
}

/**
 * The ports of a recording: the bridge asks, and each port answers as the device behind it did at that time. What the bridge sends
 * ends here.
 */
export class ReplayPortSource implements PortSource {
  private readonly ports: readonly ReplayPort[];
  private readonly listeners = new Set<() => void>();
  private readonly cancels: Cancel[] = [];

  constructor(pieces: Iterable<Captured>, clock: Clock) {
    const byPort = new Map<string, Captured[]>();
    for (const piece of pieces) {
      const known = byPort.get(piece.port);
      if (known) known.push(piece);
      else byPort.set(piece.port, [piece]);
    }
    const hasBms = [...byPort.values()].some(speaksBms);
    this.ports = [...byPort].map(([id, of]) => {
      const device = speaksBms(of) ? new BmsReplay(of) : new AdapterReplay(of, !hasBms);
      return new ReplayPort(id, device, presenceOf(of), clock);
    });
  }

  list(): Promise<readonly BytePort[]> {
    return Promise.resolve(this.ports.filter((port) => port.isPresent));
  }

  watch(listener: () => void): () => void {
    this.listeners.add(listener);
    if (this.listeners.size === 1) {
      for (const port of this.ports) this.cancels.push(...port.follow(() => this.listeners.forEach((tell) => tell())));
    }
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) for (const cancel of this.cancels.splice(0)) cancel();
    };
  }
}

function speaksBms(pieces: readonly Captured[]): boolean {
  return pieces.some(({ wire, direction, damaged }) => wire === 'tinybms' && direction === 'received' && !damaged);
}

/** A port is there from its first piece on, or from the beginning, and away from the moment it was lost until it was opened again. */
function presenceOf(pieces: readonly Captured[]): readonly Presence[] {
  const first = pieces[0]?.at ?? 0;
  // What was there when the recording began need not have been opened in it.
  const changes: Presence[] = [{ at: first < FROM_THE_START_MS ? 0 : first, present: true }];
  for (const { wire, bytes, at } of pieces) {
    if (wire !== 'port') continue;
    const event = String.fromCharCode(...bytes);
    if (event.startsWith('lost')) changes.push({ at, present: false });
    else if (event.startsWith('opened') && changes.at(-1)?.present === false) changes.push({ at, present: true });
  }
  return changes;
}

const FROM_THE_START_MS: Ms = 30_000;

class ReplayPort implements BytePort {
  readonly usb = undefined;
  private link: ReplayLink | undefined;
  private present = false;

  constructor(
    readonly id: string,
    private readonly device: ReplayDevice,
    private readonly presence: readonly Presence[],
    private readonly clock: Clock,
  ) {
    this.present = presence.findLast(({ at }) => at <= clock.now())?.present ?? false;
  }

  get isPresent(): boolean {
    return this.present;
  }

  /** Comes and goes as it did; `moved` is called each time. */
  follow(moved: () => void): readonly Cancel[] {
    const now = this.clock.now();
    return this.presence
      .filter(({ at }) => at > now)
      .map(({ at, present }) =>
        this.clock.at(at, () => {
          this.present = present;
          if (!present) this.link?.lose();
          moved();
        }),
      );
  }

  async open(_options: OpenOptions, events: LinkEvents): Promise<ByteLink> {
    await Promise.resolve();
    if (!this.present) throw new LinkError('open-failed', 'The port was not there in the recording');
    if (this.link?.isOpen === true) throw new LinkError('open-failed', 'The port is open already');
    this.link = new ReplayLink(this.device, events, this.clock);
    return this.link;
  }
}

class ReplayLink implements ByteLink {
  isOpen = true;
  private readonly cancels = new Set<Cancel>();
  private next: number;

  constructor(
    private readonly device: ReplayDevice,
    private readonly events: LinkEvents,
    private readonly clock: Clock,
  ) {
    const now = clock.now();
    this.next = lastUntil(device.unasked, now) + 1;
    this.sayNext();
  }

  write(bytes: Uint8Array): void {
    if (!this.isOpen) return;
    const now = this.clock.now();
    for (const answer of this.device.answers(bytes, now)) this.later(now + answer.after, () => this.events.bytes(answer.bytes));
  }

  close(): Promise<void> {
    this.end();
    return Promise.resolve();
  }

  lose(): void {
    if (!this.isOpen) return;
    this.end();
    this.events.lost(new LinkError('port-lost', 'The port was lost in the recording'));
  }

  private sayNext(): void {
    const said = this.device.unasked[this.next];
    if (!said) return;
    this.later(said.at, () => {
      this.next++;
      this.events.bytes(said.bytes);
      if (this.isOpen) this.sayNext();
    });
  }

  private later(time: Ms, callback: () => void): void {
    const cancel = this.clock.at(time, () => {
      this.cancels.delete(cancel);
      callback();
    });
    this.cancels.add(cancel);
  }

  private end(): void {
    this.isOpen = false;
    for (const cancel of this.cancels) cancel();
    this.cancels.clear();
  }
}
