import { LinkError, type ByteLink, type BytePort, type LinkEvents, type OpenOptions, type PortSource } from './byte-link';

/** Hears everything that goes over the ports of a source. Must not throw, and must not keep or change the bytes. */
export interface Tap {
  opened(port: string, baudRate: number): void;
  failed(port: string, reason: string): void;
  sent(port: string, bytes: Uint8Array): void;
  received(port: string, bytes: Uint8Array): void;
  lost(port: string, reason: string): void;
  closed(port: string): void;
}

/** The same ports with someone who listens. What goes over them is not changed, and not delayed. */
export class TappedPortSource implements PortSource {
  private readonly ports = new WeakMap<BytePort, BytePort>();

  constructor(
    private readonly source: PortSource,
    private readonly tap: Tap,
  ) {}

  async list(): Promise<readonly BytePort[]> {
    return (await this.source.list()).map((port) => this.tapped(port));
  }

  watch(listener: () => void): () => void {
    return this.source.watch(listener);
  }

  private tapped(port: BytePort): BytePort {
    let tapped = this.ports.get(port);
    if (!tapped) {
      const { id, usb, made } = port;
      tapped = { id, usb, made, open: (options, events) => this.open(port, options, events) };
      this.ports.set(port, tapped);
    }
    return tapped;
  }

  private async open(port: BytePort, options: OpenOptions, events: LinkEvents): Promise<ByteLink> {
    const { tap } = this;
    const { id } = port;
    let link: ByteLink;
    // A link may hear before `open` has settled, and what is heard belongs behind the opening.
    tap.opened(id, options.baudRate);
    try {
      link = await port.open(options, {
        bytes: (chunk) => {
          tap.received(id, chunk);
          events.bytes(chunk);
        },
        lost: (error) => {
          tap.lost(id, error.message);
          events.lost(error);
        },
      });
    } catch (error) {
      tap.failed(id, error instanceof LinkError ? error.message : String(error));
      throw error;
    }
    return {
      write: (bytes) => {
        tap.sent(id, bytes);
        link.write(bytes);
      },
      close: async () => {
        await link.close();
        tap.closed(id);
      },
    };
  }
}
