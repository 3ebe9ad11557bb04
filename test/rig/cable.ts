import { type ChildProcess, spawn } from 'node:child_process';
import { type Device, Terminal } from '../support/terminal';
import { within } from '../support/within';

/** Nothing that a cable waits for takes a second; a machine in trouble must not hold the whole suite up without a word. */
const LIMIT_MS = 10_000;

/** Not synchronously: a call into the kernel that does not come back would stop every time-out of this process as well. */
async function must(program: string, ...args: string[]): Promise<void> {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const command = `${program} ${args.join(' ')}`;
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  const status = await within(LIMIT_MS, command, ended);
  if (status !== 0) throw new Error(`${command}: ${said.trim()}`);
}

/**
 * Holds a terminal open beside Chromium, for without a second opener its far end would end whenever Chromium closes the port.
 * Chromium opens ports exclusively (TIOCEXCL), and that lasts as long as anybody holds the terminal; real ports forget it at their
 * last close. So it is taken back all the time (0x540D is TIOCNXCL), which Node itself cannot do. After USR1 it is insisted on instead
 * (0x540C), as by another program that uses the port, until USR2.
 */
async function hold(path: string): Promise<ChildProcess> {
  const script = `use Fcntl; $| = 1;
    sysopen(my $terminal, $ARGV[0], O_RDWR | O_NOCTTY | O_NONBLOCK) or die "$ARGV[0]: $!";
    print "open\\n";
    my $request = 0x540D;
    $SIG{USR1} = sub { $request = 0x540C };
    $SIG{USR2} = sub { $request = 0x540D };
    my $parent = getppid();
    while (getppid() == $parent) { ioctl($terminal, $request, 0); select(undef, undef, undef, 0.05) }`;
  const holder = spawn('perl', ['-e', script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const open = new Promise<void>((resolve, reject) => {
    holder.stdout.once('data', () => resolve());
    holder.once('error', reject).once('exit', (code) => reject(new Error(`perl, which holds ${path} open, ended with ${code}`)));
  });
  await within(LIMIT_MS, `opening ${path}`, open);
  return holder;
}

/** A serial cable into one of the nodes that Chromium takes for serial ports. */
export class Cable {
  private terminal: Terminal | undefined;
  private holder: ChildProcess | undefined;

  constructor(readonly node: string) {}

  /** The terminal behind the node, while a cable is in. */
  get path(): string | undefined {
    return this.terminal?.path;
  }

  /** Joins the node to a device of this process. */
  async plug(device: Device): Promise<void> {
    await this.connect(await Terminal.to(device));
  }

  /** Joins the node to a second terminal and returns its path, for a program that opens serial ports itself. */
  async plugTerminal(): Promise<string> {
    const { terminal, farPath } = await Terminal.pair();
    await this.connect(terminal);
    return farPath;
  }

  /** Takes the far end away; a cable that is not plugged in stays so. */
  async pull(): Promise<void> {
    const { terminal } = this;
    if (!terminal) return;
    this.terminal = undefined;
    await terminal.close();
    // Lazily, for Chromium may still hold the dead terminal; beneath it lies the dead node of the namespace.
    await must('umount', '--lazy', this.node);
    this.holder?.kill();
    this.holder = undefined;
  }

  /** From now on another program has the port to itself, or has it no longer. */
  occupy(occupied: boolean): void {
    if (!this.holder?.kill(occupied ? 'SIGUSR1' : 'SIGUSR2')) throw new Error(`${this.node} has no cable`);
  }

  private async connect(terminal: Terminal): Promise<void> {
    if (this.terminal) throw new Error(`${this.node} has a cable already`);
    this.terminal = terminal;
    this.holder = await hold(terminal.path);
    await must('mount', '--bind', terminal.path, this.node);
  }
}
