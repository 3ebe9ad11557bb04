import { spawnSync } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { type Device, Terminal } from '../support/terminal';

function must(program: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr.trim()}`);
}

/** A serial cable into one of the nodes that Chromium takes for serial ports. */
export class Cable {
  private terminal: Terminal | undefined;
  private holder: number | undefined;

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
    if (this.holder !== undefined) closeSync(this.holder);
    this.holder = undefined;
  }

  private connect(terminal: Terminal): void {
    if (this.terminal) throw new Error(`${this.node} has a cable already`);
    this.terminal = terminal;
    // Without a second opener the terminal's far end would end when Chromium closes the port.
    this.holder = openSync(terminal.path, constants.O_RDWR | constants.O_NOCTTY);
    must('mount', '--bind', terminal.path, this.node);
  }
}
