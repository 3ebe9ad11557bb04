import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';

/** True when the shell finds the program. */
export function hasProgram(name: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
}

/** A Python that can import `module`: the system's own first, for Debian's packages belong to it. */
export function pythonWith(module: string): string | undefined {
  return ['/usr/bin/python3', 'python3'].find((python) => spawnSync(python, ['-c', `import ${module}`]).status === 0);
}

/** A program that takes and gives one JSON value a line. */
export class JsonPeer {
  private readonly process: ChildProcessWithoutNullStreams;
  private readonly lines: AsyncIterator<string>;
  private complaints = '';

  constructor(program: string, args: readonly string[]) {
    this.process = spawn(program, args);
    this.process.stderr.setEncoding('utf8').on('data', (text: string) => (this.complaints += text));
    this.lines = createInterface(this.process.stdout)[Symbol.asyncIterator]();
  }

  send(value: unknown): void {
    this.process.stdin.write(`${JSON.stringify(value)}\n`);
  }

  /** The next value. @throws Error with what the program complained of, when it ends instead */
  async next(): Promise<unknown> {
    const line: IteratorResult<string, unknown> = await this.lines.next();
    if (line.done) throw new Error(`the peer ended: ${this.complaints}`);
    return JSON.parse(line.value) as unknown;
  }

  end(): void {
    this.process.kill();
  }
}
