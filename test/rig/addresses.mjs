/** Addresses that the tests agree on. Port permissions are granted to this exact origin. */
export const APP_PORT = Number(process.env.TEST_APP_PORT ?? 4273);
export const APP_ORIGIN = `http://localhost:${APP_PORT}`;

/** Virtual consoles that stand in for serial ports: udev knows them on any Linux machine. */
export const SERIAL_NODES = ['/dev/tty60', '/dev/tty61'];
