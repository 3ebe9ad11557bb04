import type { SerialLike } from './web-serial-link';

/** USB class codes of a serial port without a driver of its own: communication device (CDC-ACM) and its data. */
const CDC_CONTROL = 2;
const CDC_DATA = 10;

/** What is needed of `navigator.usb`. */
interface UsbLike {
  getDevices(): Promise<USBDevice[]>;
  addEventListener(name: 'connect' | 'disconnect', listener: () => void): void;
  removeEventListener(name: 'connect' | 'disconnect', listener: () => void): void;
}

/** Makes a serial port of a USB device; brought only where it is needed. */
export type SerialDriver = (device: USBDevice) => SerialPort;

/**
 * Serial ports for browsers that have WebUSB and no Web Serial, in the shape of `navigator.serial`: adapters of the class CDC-ACM, as far as
 * the system has not taken them itself. Chips with a protocol of their own (FTDI, CP210x, CH340) are not among them.
 */
export class UsbSerial implements SerialLike {
  private readonly ports = new WeakMap<USBDevice, SerialPort>();
  private driver: Promise<SerialDriver> | undefined;

  constructor(
    private readonly usb: UsbLike,
    private readonly loadDriver: () => Promise<SerialDriver>,
  ) {}

  async getPorts(): Promise<SerialPort[]> {
    const devices = (await this.usb.getDevices()).filter(isCdc);
    if (devices.length === 0) return [];
    this.driver ??= this.loadDriver();
    const driver = await this.driver;
    return devices.map((device) => {
      const port = this.ports.get(device) ?? driver(withoutEmptyPackets(device));
      this.ports.set(device, port);
      return port;
    });
  }

  addEventListener(name: 'connect' | 'disconnect', listener: () => void): void {
    this.usb.addEventListener(name, listener);
  }

  removeEventListener(name: 'connect' | 'disconnect', listener: () => void): void {
    this.usb.removeEventListener(name, listener);
  }
}

function isCdc({ configurations }: USBDevice): boolean {
  const classes = new Set(configurations[0]?.interfaces.map(({ alternates }) => alternates[0]?.interfaceClass));
  return classes.has(CDC_CONTROL) && classes.has(CDC_DATA);
}

/**
 * A device ends a transfer that fills its last packet with an empty one. A byte stream refuses an empty chunk, and the driver would take that
 * for the loss of the device.
 */
function withoutEmptyPackets(device: USBDevice): USBDevice {
  const transferIn = async (endpoint: number, length: number): Promise<USBInTransferResult> => {
    for (;;) {
      const result = await device.transferIn(endpoint, length);
      if (result.status !== 'ok' || result.data === undefined || result.data.byteLength > 0) return result;
    }
  };
  return new Proxy(device, {
    get(target, key) {
      if (key === 'transferIn') return transferIn;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
