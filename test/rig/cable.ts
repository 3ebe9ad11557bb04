import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { type Server, type Socket, createServer } from 'node:net';

/** What sits at the far end of a cable: gets the bytes that Chromium writes. */
export interface Device {
  /** Somebody can hear the device now. `send` puts bytes on the line. */
  plugged(send: (bytes: Uint8Array) => void): void;
  received(chunk: Uint8Array): void;
  unplugged(): void;
}

/** Starts socat between a fresh pseudo-terminal and `address`; resolves with the path of the terminal's slave side. */
function startSocat(address: string): Promise<{ process: ChildProcess; pts: string }> {
  return new Promise((resolve, reject) => {
    // "-d -d" makes socat name the terminal; mode 666 lets a Chromium without rights open it.
    const process = spawn('socat', ['-d', '-d', 'PTY,raw,echo=0,mode=666', address], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    process.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const pts = /PTY is (\S+)/.exec(said)?.[1];
      if (pts && said.includes('starting data transfer loop')) resolve({ process, pts });
    });
    process.once('error', reject);
    process.once('exit', () => reject(new Error(`socat ended: ${said}`)));
  });
}

function must(program: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr.trim()}`);
}

/**
 * A serial cable into one of the nodes that Chromium takes for serial ports. Its other end is a device in this process
 * (through a Unix socket), or the terminal of another program.
 */
export class Cable {
  private socat: ChildProcess | undefined;
  private holder: number | undefined;
  private server: Server | undefined;
  private sockets = new Set<Socket>();

  constructor(
    readonly node: string,
    private readonly folder: string,
  ) {}

  get connected(): boolean {
    return this.socat !== undefined;
  }

  async plug(device: Device): Promise<void> {
    this.pullIfConnected();
    const path = `${this.folder}/${this.node.replaceAll('/', '-')}.${process.hrtime.bigint()}`;
    this.server = createServer((socket) => {
      this.sockets.add(socket);
      device.plugged((bytes) => {
        if (socket.writable) socket.write(bytes);
      });
      socket.on('data', (chunk) => device.received(new Uint8Array(chunk)));
      socket.on('error', () => socket.destroy());
      socket.once('close', () => {
        this.sockets.delete(socket);
        device.unplugged();
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(path, resolve));
    await this.connect(`UNIX-CONNECT:${path}`);
  }

  /** Joins the node to a second terminal and returns its path, for a program that opens serial ports itself. */
  async plugTerminal(): Promise<string> {
    this.pullIfConnected();
    const path = `${this.folder}/terminal.${process.hrtime.bigint()}`;
    await this.connect(`PTY,link=${path},raw,echo=0`);
    return path;
  }

  /** Takes the far end away in the middle of whatever happens. */
  async pull(): Promise<void> {
    const { socat, server } = this;
    if (!socat) return;
    this.socat = undefined;
    const ended = new Promise((resolve) => socat.once('exit', resolve));
    socat.kill('SIGKILL');
    await ended;
    // Lazily, for Chromium may still hold the dead terminal; beneath it lies the dead node of the namespace.
    must('umount', '--lazy', this.node);
    if (this.holder !== undefined) closeSync(this.holder);
    this.holder = undefined;
    for (const socket of this.sockets) socket.destroy();
    if (server) await new Promise((resolve) => server.close(resolve));
    this.server = undefined;
  }

  private async connect(address: string): Promise<void> {
    const { process: socat, pts } = await startSocat(address);
    socat.removeAllListeners('exit');
    this.socat = socat;
    // Without a second opener the terminal's master would end when Chromium closes the port.
    this.holder = openSync(pts, constants.O_RDWR | constants.O_NOCTTY);
    must('mount', '--bind', pts, this.node);
  }

  private pullIfConnected(): void {
    if (this.connected) throw new Error(`${this.node} has a cable already`);
  }
}
