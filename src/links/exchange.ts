import type { Ms } from '../battery/units';
import type { SlcanDecoder } from '../protocols/slcan/decoder';
import type { Expected } from '../protocols/slcan/lines';
import type { Cancel, Clock } from './clock';
import type { Answer } from './slcan-script';

interface Outstanding {
  readonly expected: Expected | undefined;
  readonly done: (answer: Answer) => void;
  readonly cancel: Cancel;
}

/** The one command that an adapter may have before it: nothing on the line ties an answer to a command, so there is never a second. */
export class Exchange {
  private outstanding: Outstanding | undefined;

  constructor(
    readonly write: (bytes: Uint8Array) => void,
    private readonly clock: Clock,
    private readonly decoder: SlcanDecoder,
  ) {}

  get busy(): boolean {
    return this.outstanding !== undefined;
  }

  /** Writes one command; `done` is called once, with `none` when the window ends, and not at all after `cancel`. */
  ask(bytes: Uint8Array, windowMs: Ms, expected: Expected | undefined, done: (answer: Answer) => void): void {
    this.cancel();
    this.decoder.expect = expected;
    const cancel = this.clock.at(this.clock.now() + windowMs, () => this.settle('none'));
    this.outstanding = { expected, done, cancel };
    this.write(bytes);
  }

  /** Settles the command with its answer. @returns whether one was waiting */
  settle(answer: Answer): boolean {
    const { outstanding } = this;
    if (outstanding === undefined) return false;
    this.cancel();
    outstanding.done(answer);
    return true;
  }

  /** Settles a query with its own kind of answer. @returns whether that was waited for */
  settleQuery(expected: Expected): boolean {
    return this.outstanding?.expected === expected && this.settle('cr');
  }

  cancel(): void {
    this.outstanding?.cancel();
    this.outstanding = undefined;
    this.decoder.expect = undefined;
  }
}
