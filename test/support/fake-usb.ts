/** A USB device of the class CDC-ACM as WebUSB shows it: packets wait until they are asked for, and pending transfers end with the device. */
export class FakeUsbDevice {
  readonly vendorId = 0x1d50;
  readonly productId = 0x606f;
  opened = false;
  configuration: object | null = null;
  /** Everything written, one entry a transfer. */
  readonly written: string[] = [];
  /** Class requests to the control interface, as [request, value, data]. */
  readonly controls: (readonly [number, number, readonly number[]])[] = [];
  readonly claimed: number[] = [];
  /** The kernel has taken the interfaces, as it does where it drives the device itself. */
  taken = false;
  readonly configurations: readonly object[];
  private readonly packets: Uint8Array[] = [];
  private waiting: { resolve(packet: Uint8Array): void; reject(error: Error): void } | undefined;

  constructor(classes: readonly number[] = [2, 10]) {
    const endpoints = [
      { endpointNumber: 2, direction: 'in', packetSize: 64 },
      { endpointNumber: 2, direction: 'out', packetSize: 64 },
    ];
    this.configurations = [
      {
        interfaces: classes.map((interfaceClass, interfaceNumber) => ({
          interfaceNumber,
          alternates: [{ interfaceClass, endpoints: interfaceClass === 10 ? endpoints : [] }],
        })),
      },
    ];
  }

  open(): Promise<void> {
    this.opened = true;
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.opened = false;
    this.waiting?.reject(new DOMException('The transfer was cancelled.', 'AbortError'));
    this.waiting = undefined;
    return Promise.resolve();
  }

  selectConfiguration(): Promise<void> {
    this.configuration = {};
    return Promise.resolve();
  }

  claimInterface(number: number): Promise<void> {
    if (this.taken) return Promise.reject(new DOMException('Unable to claim interface.', 'NetworkError'));
    this.claimed.push(number);
    return Promise.resolve();
  }

  controlTransferOut({ request, value }: USBControlTransferParameters, data?: ArrayBuffer): Promise<{ status: 'ok' }> {
    this.controls.push([request, value, [...new Uint8Array(data ?? new ArrayBuffer(0))]]);
    return Promise.resolve({ status: 'ok' });
  }

  async transferIn(): Promise<{ status: 'ok'; data: DataView }> {
    const packet =
      this.packets.shift() ??
      (await new Promise<Uint8Array>((resolve, reject) => {
        this.waiting = { resolve, reject };
      }));
    return { status: 'ok', data: new DataView(packet.buffer, packet.byteOffset, packet.byteLength) };
  }

  transferOut(_endpoint: number, data: Uint8Array): Promise<{ status: 'ok' }> {
    this.written.push(new TextDecoder().decode(data));
    return Promise.resolve({ status: 'ok' });
  }

  /** The device sends one packet; an empty text is an empty packet. */
  send(text: string): void {
    const packet = Uint8Array.from(new TextEncoder().encode(text));
    if (this.waiting) this.waiting.resolve(packet);
    else this.packets.push(packet);
    this.waiting = undefined;
  }

  unplug(): void {
    this.opened = false;
    this.waiting?.reject(new DOMException('The device was disconnected.', 'NotFoundError'));
    this.waiting = undefined;
  }
}

/** `navigator.usb` of a worker. */
export class FakeUsb extends EventTarget {
  onconnect = null;
  ondisconnect = null;
  readonly devices: FakeUsbDevice[] = [];

  getDevices(): Promise<USBDevice[]> {
    return Promise.resolve(this.devices as unknown as USBDevice[]);
  }
}
