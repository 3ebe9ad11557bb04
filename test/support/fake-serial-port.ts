/** A SerialPort that behaves as Chromium's was measured to, where a well-meaning fake would not. Source: web-serial reference, 17. */
export class FakeSerialPort extends EventTarget {
  onconnect = null;
  ondisconnect = null;
  /** May still say true when the device is gone and nobody noticed. */
  connected = true;
  readable: ReadableStream<Uint8Array> | null = null;
  writable: WritableStream<Uint8Array> | null = null;
  /** Everything that was accepted, one entry a write, also after the device was lost. */
  readonly written: Uint8Array[] = [];
  /** Options of each successful open. */
  readonly opened: SerialOptions[] = [];
  /** Calls that changed the port, in order. */
  readonly calls: string[] = [];
  /** How many coming calls of `open` fail, as they do for up to a second after `connect`. */
  failingOpens = 0;
  /** The next writes stay pending until the port is aborted. */
  stuckWrites = false;
  /** `close` stays pending. */
  stuckClose = false;
  private input: ReadableStreamDefaultController<Uint8Array> | undefined;
  private dead = false;
  private opening = false;
  private closed = 0;

  constructor(private readonly info: SerialPortInfo = { usbVendorId: 0x10c4, usbProductId: 0xea60 }) {
    super();
  }

  get isOpen(): boolean {
    return this.opened.length > this.closed;
  }

  getInfo(): SerialPortInfo {
    return this.info;
  }

  async open(options: SerialOptions): Promise<void> {
    if (this.opening) throw new DOMException('A call to open() is already in progress.', 'InvalidStateError');
    if (this.isOpen) throw new DOMException('The port is already open.', 'InvalidStateError');
    this.opening = true;
    await Promise.resolve();
    this.opening = false;
    if (this.dead || this.failingOpens > 0) {
      this.failingOpens--;
      throw new DOMException('Failed to open serial port.', 'NetworkError');
    }
    this.calls.push('open');
    this.opened.push(options);
    this.renewReadable();
    this.renewWritable();
  }

  async close(): Promise<void> {
    await Promise.resolve();
    if (!this.isOpen) throw new DOMException('The port is already closed.', 'InvalidStateError');
    if (this.readable?.locked === true) throw new TypeError('Cannot cancel a locked stream');
    if (this.writable?.locked === true) throw new TypeError('Cannot abort a locked stream');
    if (this.stuckClose) return new Promise(() => undefined);
    this.calls.push('close');
    this.closed++;
    this.readable = null;
    this.writable = null;
  }

  setSignals(): Promise<void> {
    this.calls.push('setSignals');
    return Promise.reject(new DOMException('Failed to set control signals.', 'NetworkError'));
  }

  getSignals(): Promise<SerialInputSignals> {
    return Promise.reject(new DOMException('Failed to get control signals.', 'NetworkError'));
  }

  forget(): Promise<void> {
    return Promise.resolve();
  }

  /** Bytes from the device. */
  deliver(chunk: Uint8Array): void {
    if (!this.dead) this.input?.enqueue(chunk);
  }

  /** An error of the line after which `readable` is a fresh stream. */
  lineError(name: string): void {
    const input = this.input;
    this.renewReadable();
    input?.error(new DOMException(`${name} happened`, name));
  }

  /** The device is gone: only a pending read learns of it. */
  lose(): void {
    this.dead = true;
    const input = this.input;
    this.input = undefined;
    this.readable = null;
    input?.error(new DOMException('The device has been lost.', 'NetworkError'));
  }

  private renewReadable(): void {
    this.readable = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.input = controller;
      },
      cancel: () => {
        this.calls.push('cancel');
        this.input = undefined;
      },
    });
  }

  private renewWritable(): void {
    this.writable = new WritableStream<Uint8Array>({
      write: (chunk, { signal }) => {
        this.written.push(chunk.slice());
        if (!this.stuckWrites) return;
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError'))));
      },
      abort: () => {
        this.calls.push('abort');
      },
    });
  }
}

/** `navigator.serial` of a worker: granted ports in an order that changes from call to call, and events. */
export class FakeSerial extends EventTarget {
  readonly ports: FakeSerialPort[] = [];
  /** What `getPorts` rejects with, while set. */
  forbidden: DOMException | undefined;
  private calls = 0;

  getPorts(): Promise<SerialPort[]> {
    if (this.forbidden !== undefined) return Promise.reject(this.forbidden);
    const shift = this.calls++ % Math.max(1, this.ports.length);
    return Promise.resolve([...this.ports.slice(shift), ...this.ports.slice(0, shift)]);
  }

  plug(port: FakeSerialPort): void {
    this.ports.push(port);
    this.dispatchEvent(new Event('connect'));
  }

  /** Pulls the cable; the same device comes back as another object. */
  unplug(port: FakeSerialPort): void {
    this.ports.splice(this.ports.indexOf(port), 1);
    port.lose();
    port.connected = false;
    this.dispatchEvent(new Event('disconnect'));
  }
}
