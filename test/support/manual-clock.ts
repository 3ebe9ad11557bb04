import type { Ms } from '../../src/battery/units';
import type { Cancel, Clock } from '../../src/links/clock';

interface Timer {
  readonly time: Ms;
  readonly order: number;
  readonly callback: () => void;
}

/** A clock that stands still until it is told to move. Timers run in order of time, then in the order in which they were set. */
export class ManualClock implements Clock {
  private time: Ms;
  private order = 0;
  private readonly timers = new Set<Timer>();

  constructor(
    start: Ms = 0,
    private epoch = Date.UTC(2025, 0, 1),
  ) {
    this.time = start;
  }

  now(): Ms {
    return this.time;
  }

  wallTime(): number {
    return this.epoch + this.time;
  }

  /** The computer sleeps: the time of the world goes on, and nothing else. */
  sleep(ms: Ms): void {
    this.epoch += ms;
  }

  at(time: Ms, callback: () => void): Cancel {
    const timer = { time: Math.max(time, this.time), order: this.order++, callback };
    this.timers.add(timer);
    return () => void this.timers.delete(timer);
  }

  /** Timers that have not run. */
  get waiting(): number {
    return this.timers.size;
  }

  /** Time of the next timer, if there is one. */
  next(): Ms | undefined {
    return this.first()?.time;
  }

  /** Moves by `ms`, running every timer that falls due. Promises are not given a turn: for code without any. */
  advance(ms: Ms): void {
    const end = this.time + ms;
    for (let timer = this.first(end); timer !== undefined; timer = this.first(end)) this.fire(timer);
    this.time = end;
  }

  /** Moves by `ms` and lets settled promises run before and after every timer. */
  async run(ms: Ms): Promise<void> {
    const end = this.time + ms;
    await turn();
    for (let timer = this.first(end); timer !== undefined; timer = this.first(end)) {
      this.fire(timer);
      await turn();
    }
    this.time = end;
  }

  /** Moves on in steps until `request` has settled: what waits for code that is loaded first takes real time, and more on a slow machine. */
  async until<T>(request: Promise<T>, step: Ms = 20): Promise<T> {
    let isSettled = false;
    const settled = (): void => void (isSettled = true);
    request.then(settled, settled);
    while (!isSettled) await this.run(step);
    return request;
  }

  private fire(timer: Timer): void {
    this.timers.delete(timer);
    this.time = timer.time;
    timer.callback();
  }

  private first(until = Infinity): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.timers) {
      if (timer.time > until) continue;
      if (first === undefined || timer.time < first.time || (timer.time === first.time && timer.order < first.order)) first = timer;
    }
    return first;
  }
}

/** Lets everything run that waits for nothing but a promise: a macrotask comes after all of them, streams included. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') return void setImmediate(resolve);
    // A browser has no setImmediate, and its timers are slow.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    port2.postMessage(undefined);
  });
}
