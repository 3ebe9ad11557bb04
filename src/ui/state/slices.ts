/** So long one task draws before the browser gets its turn [ms]. */
const SLICE_MS = 3;
/** So many turns of the queue of promises it takes until an element that was drawn has brought its children to ask for their turn. */
const TURNS = 4;
const NOW = Promise.resolve();

/** Settles in another task of this page, as soon as the browser likes. */
export const anotherTask = tasks();

/** Does much small work in short tasks, in the order in which it came. */
export class Slices {
  private readonly waiting: (() => void)[] = [];
  private cutting = false;
  private working: Promise<void> | undefined;

  constructor(
    private readonly clock: () => number = () => performance.now(),
    private readonly nextTask: () => Promise<void> = anotherTask,
  ) {}

  /** From now on work waits for its slice; before, and after `end`, it is done at once. */
  begin(): void {
    this.cutting = true;
  }

  /** What waits is still done in slices. */
  end(): void {
    this.cutting = false;
  }

  /** Something may have to wait for its slice. */
  get mayWait(): boolean {
    return this.cutting || this.working !== undefined;
  }

  /** Does it in its slice. Settles when it is done, and fails as it does. */
  take(work: () => void): void | Promise<void> {
    if (!this.cutting) return work();
    const turn = new Promise<void>((resolve) => this.waiting.push(resolve));
    this.working ??= this.run();
    return turn.then(work);
  }

  /** Settles when nothing waits: neither what this task asks for until its end, nor what that brings along. `undefined`: nothing can wait. */
  settled(): Promise<void> | undefined {
    return this.mayWait ? this.untilDone() : undefined;
  }

  private async untilDone(): Promise<void> {
    do {
      await this.nextTask();
      await this.working;
    } while (this.working);
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      await this.nextTask();
      const until = this.clock() + SLICE_MS;
      do {
        this.waiting.shift()?.();
        // The work itself, and then what it brings along, come by turns of the queue of promises.
        for (let turns = 0; turns < TURNS; turns += 1) await NOW;
      } while (this.waiting.length > 0 && this.clock() < until);
    }
    this.working = undefined;
  }
}

function tasks(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const next: (() => void)[] = [];
  port1.onmessage = () => next.shift()?.();
  return () =>
    new Promise((resolve) => {
      next.push(resolve);
      port2.postMessage(undefined);
    });
}

/** Drawings of elements, while the page begins. */
export const firstDrawings = new Slices();
