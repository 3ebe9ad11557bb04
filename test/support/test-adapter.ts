import type { Clock } from '../../src/links/clock';
import { asciiBytes, asciiText } from '../../src/protocols/bytes/ascii';

/** Answers to one line, CR excluded: text for the wire with its terminators, or nothing. */
export type Dialect = (line: string) => string | undefined;

/** A CANUSB: CR or BEL for set-up, `z` for frames, flags and serial number on request. */
export const LAWICEL: Dialect = (line) => {
  if (line === 'V') return 'V1013\r';
  if (line === 'N') return 'NA123\r';
  if (line === 'F') return 'F00\r';
  if (line.startsWith('t')) return 'z\r';
  if (line.startsWith('T')) return 'Z\r';
  return '\r';
};

/** A CANable with its first firmware: answers nothing but `V`. */
export const CANABLE: Dialect = (line) => (line === 'V' ? 'b158aa7 github.com/normaldotcom/canable-fw.git\r' : undefined);

/** A script for the far end of the line: notes every write with its time, and answers 1 ms later. */
export class TestAdapter {
  /** Every write as text, CR as `\r`. */
  readonly written: string[] = [];
  readonly times: number[] = [];

  constructor(
    private readonly clock: Clock,
    public dialect: Dialect,
    public deliver: (bytes: Uint8Array) => void = () => undefined,
    public delayMs = 1,
  ) {}

  readonly receive = (bytes: Uint8Array): void => {
    const text = asciiText(bytes);
    this.written.push(text);
    this.times.push(this.clock.now());
    for (const line of text.split('\r').slice(0, -1)) {
      const answer = this.dialect(line);
      if (answer !== undefined) this.say(answer, this.delayMs);
    }
  };

  say(text: string, afterMs = 0): void {
    this.clock.at(this.clock.now() + afterMs, () => this.deliver(asciiBytes(text)));
  }

  /** Everything written since the last call. */
  take(): string[] {
    this.times.length = 0;
    return this.written.splice(0);
  }
}
