import type { Ms } from '../battery/units';
import { LinkError, type ByteLink, type BytePort, type LinkEvents, type OpenOptions, type PortSource } from './byte-link';
import type { Clock } from './clock';

/** Read errors after which the port goes on with a fresh stream. Source: Web Serial specification, `readable`. */
const SURVIVABLE: ReadonlySet<string> = new Set(['BreakError', 'FramingError', 'ParityError', 'BufferOverrunError', 'UnknownError']);
/** `UnknownError` is any other system error: again and again it means that the device is gone. */
const MOST_UNKNOWN_ERRORS = 3;
/** Read errors in a row without one byte between them. At one pass in 10 ms a storm is over after half a second. */
const MOST_ERRORS = 50;
const PAUSE_AFTER_ERROR_MS: Ms = 10;
/** For a write that is under way when the port is closed. */
const LAST_WRITE_MS: Ms = 500;
/** For the whole of closing. */
const CLOSE_MS: Ms = 2000;

/** What is needed of `navigator.serial`, or of what stands in for it. */
export interface SerialLike {
  getPorts(): Promise<SerialPort[]>;
  addEventListener(name: 'connect' | 'disconnect', listener: () => void): void;
  removeEventListener(name: 'connect' | 'disconnect', listener: () => void): void;
}

/** The ports that the owner has granted to this origin and that are plugged in. Needs no page: `navigator.serial` of a worker is enough. */
export class WebSerialPortSource implements PortSource {
  private readonly ports = new WeakMap<SerialPort, WebSerialPort>();
  private named = 0;

  constructor(
    private readonly serial: SerialLike,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<readonly BytePort[]> {
    return (await this.serial.getPorts()).map((port) => this.known(port));
  }

  watch(listener: () => void): () => void {
    const onEvent = (): void => listener();
    this.serial.addEventListener('connect', onEvent);
    this.serial.addEventListener('disconnect', onEvent);
    return () => {
      this.serial.removeEventListener('connect', onEvent);
      this.serial.removeEventListener('disconnect', onEvent);
    };
  }

  /** A device that was plugged in again is a new object, and so a new port. */
  private known(port: SerialPort): WebSerialPort {
    let known = this.ports.get(port);
    if (known === undefined) {
      known = new WebSerialPort(`port-${++this.named}`, port, this.clock);
      this.ports.set(port, known);
    }
    return known;
  }
}

class WebSerialPort implements BytePort {
  readonly usb: BytePort['usb'];

  constructor(
    readonly id: string,
    private readonly port: SerialPort,
    private readonly clock: Clock,
  ) {
    const { usbVendorId: vendorId, usbProductId: productId } = port.getInfo();
    this.usb = vendorId === undefined || productId === undefined ? undefined : { vendorId, productId };
  }

  async open(options: OpenOptions, events: LinkEvents): Promise<ByteLink> {
    try {
      await this.port.open({ baudRate: options.baudRate, bufferSize: options.bufferSize });
    } catch (error) {
      throw new LinkError('open-failed', describe(error));
    }
    return new WebSerialLink(this.port, this.clock, events);
  }
}

/** One connection: a reader and a writer that are held from open to close. DTR and RTS stay as the system raised them. */
class WebSerialLink implements ByteLink {
  private readonly writer: WritableStreamDefaultWriter<Uint8Array> | undefined;
  private reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  private readonly reading: Promise<void>;
  private lastWrite: Promise<void> = Promise.resolve();
  private ended = false;
  private closing: Promise<void> | undefined;

  constructor(
    private readonly port: SerialPort,
    private readonly clock: Clock,
    private readonly events: LinkEvents,
  ) {
    this.writer = port.writable?.getWriter();
    this.reading = this.read();
  }

  /** Bytes for a port that is being closed or lost are dropped: only the reader learns that a device is gone. */
  write(bytes: Uint8Array): void {
    if (this.ended || this.writer === undefined) return;
    this.lastWrite = this.writer.write(bytes).catch(() => undefined);
  }

  close(): Promise<void> {
    this.ended = true;
    this.closing ??= this.within(CLOSE_MS, this.shutDown());
    return this.closing;
  }

  private async read(): Promise<void> {
    let errors = 0;
    let unknown = 0;
    let reason = 'The stream has ended';
    for (;;) {
      const stream = this.port.readable;
      if (stream === null || this.ended) break;
      const reader = stream.getReader();
      this.reader = reader;
      try {
        for (let result = await reader.read(); !result.done && !this.ended; result = await reader.read()) {
          errors = 0;
          unknown = 0;
          this.deliver(result.value);
        }
        errors++;
      } catch (error) {
        reason = describe(error);
        errors++;
        const name = nameOf(error);
        if (name === 'UnknownError') unknown++;
        if (!SURVIVABLE.has(name) || unknown >= MOST_UNKNOWN_ERRORS) break;
      } finally {
        this.reader = undefined;
        reader.releaseLock();
      }
      if (this.ended || errors >= MOST_ERRORS) break;
      await this.pause(PAUSE_AFTER_ERROR_MS);
    }
    if (!this.ended) this.lose(reason);
  }

  /** A receiver that throws is a bug and is reported as one, but must not stop the reader: nobody would notice a lost device. */
  private deliver(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    try {
      this.events.bytes(chunk);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }

  private lose(reason: string): void {
    void this.close();
    this.events.lost(new LinkError('port-lost', reason));
  }

  /** `port.close()` rejects, and leaves the port open, while a reader or a writer holds its lock. */
  private async shutDown(): Promise<void> {
    await this.reader?.cancel().catch(() => undefined);
    await this.reading;
    await this.releaseWriter();
    await this.port.close().catch(() => undefined);
  }

  private async releaseWriter(): Promise<void> {
    if (this.writer === undefined) return;
    let done = false;
    await this.within(
      LAST_WRITE_MS,
      this.lastWrite.then(() => void (done = true)),
    );
    if (!done) await this.writer.abort().catch(() => undefined);
    this.writer.releaseLock();
  }

  private within(ms: Ms, work: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.clock.at(this.clock.now() + ms, resolve);
      void work.finally(cancel).then(resolve, resolve);
    });
  }

  private pause(ms: Ms): Promise<void> {
    return new Promise((resolve) => this.clock.at(this.clock.now() + ms, resolve));
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}

/** The browser says no more than this: `NetworkError` on open is a busy port, missing rights or a device that is gone. */
function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
