import { LinkError, type ByteLink, type BytePort, type OpenOptions } from './byte-link';

export interface ConnectionEvents {
  opened(): void;
  /** Could not be opened. Called instead of everything else. */
  failed(error: LinkError): void;
  /** Called once at most, after `opened`. */
  lost(error: LinkError): void;
}

/** One attempt to use a port, from before it is open until it is free again. After `close` nothing is called, however late it comes. */
export class Connection {
  /** Who hears the device now. */
  receiver: (chunk: Uint8Array) => void = () => undefined;
  private link: ByteLink | undefined;
  private over = false;
  private readonly opening: Promise<void>;
  private closing: Promise<void> | undefined;

  /** @param free settles when nothing else holds the port */
  constructor(
    port: BytePort,
    options: OpenOptions,
    free: Promise<void>,
    private readonly events: ConnectionEvents,
  ) {
    this.opening = this.open(port, options, free);
  }

  readonly write = (bytes: Uint8Array): void => {
    if (!this.over) this.link?.write(bytes);
  };

  /** Resolves when the port is free. Never rejects. */
  close(): Promise<void> {
    this.over = true;
    this.closing ??= this.opening.then(() => this.link?.close());
    return this.closing;
  }

  private async open(port: BytePort, options: OpenOptions, free: Promise<void>): Promise<void> {
    await free;
    if (this.over) return;
    let lost: LinkError | undefined;
    try {
      this.link = await port.open(options, {
        bytes: (chunk) => {
          if (!this.over) this.receiver(chunk);
        },
        lost: (error) => {
          if (this.link === undefined) lost = error;
          else this.lose(error);
        },
      });
    } catch (error) {
      if (this.over) return;
      this.over = true;
      this.events.failed(error instanceof LinkError ? error : new LinkError('open-failed', String(error)));
      return;
    }
    if (this.over) return;
    this.events.opened();
    if (lost !== undefined) this.lose(lost);
  }

  private lose(error: LinkError): void {
    if (this.over) return;
    this.over = true;
    this.events.lost(error);
  }
}
