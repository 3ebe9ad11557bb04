import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { type Server, type Socket, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { within } from './within';

/** Programs that start or end take far less. */
const LIMIT_MS = 10_000;

/** What sits behind a serial port: gets the bytes that the other side writes. */
export interface Device {
  /** Somebody can hear the device now. `send` puts bytes on the line. */
  plugged(send: (bytes: Uint8Array) => void): void;
  received(chunk: Uint8Array): void;
  unplugged(): void;
}

/** Starts socat between a fresh pseudo-terminal and `address`; resolves with the path of that terminal. */
function startSocat(address: string): Promise<{ socat: ChildProcess; path: string; said: string }> {
  const started = new Promise<{ socat: ChildProcess; path: string; said: string }>((resolve, reject) => {
    // "-d -d" makes socat name its terminals; mode 666 lets a Chromium without rights open them.
    const socat = spawn('socat', ['-d', '-d', 'PTY,raw,echo=0,mode=666', address], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    socat.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const path = /PTY is (\S+)/.exec(said)?.[1];
      if (path && said.includes('starting data transfer loop')) resolve({ socat, path, said });
    });
    socat.once('error', reject);
    socat.once('exit', () => reject(new Error(`socat ended: ${said}`)));
  });
  return within(LIMIT_MS, `socat naming its terminal for ${address}`, started);
}

/** A pseudo-terminal with a device of this process, or a second terminal, behind it. Needs the program socat. */
export class Terminal {
  private constructor(
    /** What a program opens like a serial port. */
    readonly path: string,
    private readonly socat: ChildProcess,
    private readonly release: () => Promise<void>,
  ) {}

  /** @throws Error when socat is missing or ends at once */
  static async to(device: Device): Promise<Terminal> {
    const folder = mkdtempSync(`${tmpdir()}/terminal-`);
    const sockets = new Set<Socket>();
    const server: Server = createServer((socket) => {
      sockets.add(socket);
      device.plugged((bytes) => {
        if (socket.writable) socket.write(bytes);
      });
      socket.on('data', (chunk) => device.received(new Uint8Array(chunk)));
      socket.on('error', () => socket.destroy());
      socket.once('close', () => {
        sockets.delete(socket);
        device.unplugged();
      });
    });
    await new Promise<void>((resolve) => server.listen(`${folder}/device`, resolve));
    const { socat, path } = await startSocat(`UNIX-CONNECT:${folder}/device`);
    return new Terminal(path, socat, async () => {
      for (const socket of sockets) socket.destroy();
      await within(LIMIT_MS, 'the device letting go of its cable', new Promise((resolve) => server.close(resolve)));
      rmSync(folder, { recursive: true, force: true });
    });
  }

  /** Two terminals joined back to back: this one, and `farPath` for a program that opens serial ports itself. */
  static async pair(): Promise<{ terminal: Terminal; farPath: string }> {
    const { socat, path, said } = await startSocat('PTY,raw,echo=0,mode=666');
    const farPath = [...said.matchAll(/PTY is (\S+)/g)][1]?.[1];
    if (!farPath) throw new Error(`socat named one terminal only: ${said}`);
    return { terminal: new Terminal(path, socat, () => Promise.resolve()), farPath };
  }

  /** Takes the device away in the middle of whatever happens: readers of the terminal see it end. */
  async close(): Promise<void> {
    if (this.socat.exitCode === null && this.socat.signalCode === null) {
      const ended = new Promise((resolve) => this.socat.once('exit', resolve));
      this.socat.kill('SIGKILL');
      await within(LIMIT_MS, 'socat ending', ended);
    }
    await this.release();
  }
}
