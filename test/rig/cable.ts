import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { type Device, Terminal } from '../support/terminal';

function must(program: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr.trim()}`);
}

/**
 * Holds a terminal open beside Chromium, for without a second opener its far end would end whenever Chromium closes the port.
 * Chromium opens ports exclusively (TIOCEXCL), and that lasts as long as anybody holds the terminal; real ports forget it at their
 * last close. So it is taken back all the time (0x540D is TIOCNXCL), which Node itself cannot do.
 */
function hold(path: string): ChildProcess {
  const terminal = openSync(path, constants.O_RDWR | constants.O_NOCTTY);
  const script = 'my $parent = getppid(); while (getppid() == $parent) { ioctl(STDIN, 0x540D, 0); select(undef, undef, undef, 0.05) }';
  const holder = spawn('perl', ['-e', script], { stdio: [terminal, 'ignore', 'inherit'] });
  closeSync(terminal);
  return holder;
}

/** A serial cable into one of the nodes that Chromium takes for serial ports. */
export class Cable {
  private terminal: Terminal | undefined;
  private holder: ChildProcess | undefined;

  constructor(readonly node: string) {}

  /** Joins the node to a device of this process. */
  async plug(device: Device): Promise<void> {
    this.connect(await Terminal.to(device));
  }

  /** Joins the node to a second terminal and returns its path, for a program that opens serial ports itself. */
  async plugTerminal(): Promise<string> {
    const { terminal, farPath } = await Terminal.pair();
    this.connect(terminal);
    return farPath;
  }

  /** Takes the far end away; a cable that is not plugged in stays so. */
  async pull(): Promise<void> {
    const { terminal } = this;
    if (!terminal) return;
    this.terminal = undefined;
    await terminal.close();
    // Lazily, for Chromium may still hold the dead terminal; beneath it lies the dead node of the namespace.
    must('umount', '--lazy', this.node);
    this.holder?.kill();
    this.holder = undefined;
  }

  private connect(terminal: Terminal): void {
    if (this.terminal) throw new Error(`${this.node} has a cable already`);
    this.terminal = terminal;
    this.holder = hold(terminal.path);
    must('mount', '--bind', terminal.path, this.node);
  }
}
