import { LinkError, type ByteLink, type BytePort, type LinkEvents, type OpenOptions, type PortSource } from '../../src/links/byte-link';

/** What stands behind a memory port: gets every write, and answers through `answer` at once or later. */
export type MemoryDevice = (bytes: Uint8Array, answer: (chunk: Uint8Array) => void) => void;

/** A port in memory. The test is the device: it sees what was written, delivers chunks, and pulls the cable. */
export class MemoryPort implements BytePort {
  readonly usb = undefined;
  /** Options of every successful `open`. */
  readonly opened: OpenOptions[] = [];
  /** Every write of every connection. */
  readonly written: Uint8Array[] = [];
  /** `open` fails while it is set, as for a port that another program holds. */
  busy = false;
  /** What `open` waits for first. */
  held: Promise<void> = Promise.resolve();
  private link: MemoryLink | undefined;

  constructor(
    readonly id: string,
    public device: MemoryDevice = () => undefined,
  ) {}

  get isOpen(): boolean {
    return this.link !== undefined;
  }

  async open(options: OpenOptions, events: LinkEvents): Promise<ByteLink> {
    await this.held;
    if (this.busy || this.link !== undefined) throw new LinkError('open-failed', `${this.id} is busy`);
    this.opened.push(options);
    const link = new MemoryLink(this, events, () => {
      if (this.link === link) this.link = undefined;
    });
    this.link = link;
    return link;
  }

  /** Bytes from the device; nobody hears them on a closed port. */
  deliver(chunk: Uint8Array): void {
    this.link?.deliver(chunk);
  }

  /** Pulls the cable of an open port. */
  lose(): void {
    this.link?.lose();
  }

  /** Everything written since the last call, in one piece. */
  takeWritten(): Uint8Array {
    const bytes = Uint8Array.from(this.written.flatMap((chunk) => [...chunk]));
    this.written.length = 0;
    return bytes;
  }
}

class MemoryLink implements ByteLink {
  private open = true;

  constructor(
    private readonly port: MemoryPort,
    private readonly events: LinkEvents,
    private readonly freed: () => void,
  ) {}

  write(bytes: Uint8Array): void {
    if (!this.open) return;
    this.port.written.push(bytes.slice());
    this.port.device(bytes.slice(), (chunk) => this.deliver(chunk));
  }

  close(): Promise<void> {
    this.open = false;
    this.freed();
    return Promise.resolve();
  }

  deliver(chunk: Uint8Array): void {
    if (this.open) this.events.bytes(chunk.slice());
  }

  lose(): void {
    if (!this.open) return;
    this.open = false;
    this.freed();
    this.events.lost(new LinkError('port-lost', `${this.port.id} was pulled`));
  }
}

/** A list of memory ports that tests change while it is watched. */
export class MemoryPortSource implements PortSource {
  private readonly listeners = new Set<() => void>();
  private readonly ports: BytePort[];

  constructor(...ports: BytePort[]) {
    this.ports = ports;
  }

  list(): Promise<readonly BytePort[]> {
    return Promise.resolve([...this.ports]);
  }

  watch(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  plug(port: BytePort): void {
    this.grant(port);
    this.tell();
  }

  /** The owner has chosen a port in the browser's list, which tells nobody. */
  grant(port: BytePort): void {
    this.ports.push(port);
  }

  unplug(port: BytePort): void {
    this.ports.splice(this.ports.indexOf(port), 1);
    this.tell();
  }

  /** A connect or disconnect event of the browser. */
  tell(): void {
    for (const listener of [...this.listeners]) listener();
  }
}
