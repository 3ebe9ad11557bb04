import type { Ms } from '../battery/units';
import type { Cancel, Clock } from '../links/clock';

const CLOSEST_MS: Ms = 200;
/** Ages on the page go on even when nothing happens, and its absence tells the page that the worker is gone. */
const FURTHEST_MS: Ms = 1000;

/** Tells every listener the newest value: soon after a change, not too often, and at least once a second while anyone listens. */
export class Publisher<T> {
  private readonly listeners = new Map<number, (value: T) => void>();
  private lastId = 0;
  private lastAt = -Infinity;
  private due: Ms = Infinity;
  private cancel: Cancel | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly current: () => T,
    /** Least time between two values. */
    private readonly closestMs: () => Ms = () => CLOSEST_MS,
  ) {}

  subscribe(listener: (value: T) => void): number {
    const id = ++this.lastId;
    this.listeners.set(id, listener);
    listener(this.current());
    this.wake(this.clock.now() + FURTHEST_MS);
    return id;
  }

  unsubscribe(id: number): void {
    this.listeners.delete(id);
  }

  /** Something has changed. */
  changed(): void {
    if (this.listeners.size > 0) this.wake(Math.max(this.clock.now(), this.lastAt + this.closestMs()));
  }

  private wake(at: Ms): void {
    if (at >= this.due) return;
    this.cancel?.();
    this.due = at;
    this.cancel = this.clock.at(at, () => this.publish());
  }

  private publish(): void {
    this.due = Infinity;
    if (this.listeners.size === 0) return;
    this.lastAt = this.clock.now();
    const value = this.current();
    for (const listener of this.listeners.values()) listener(value);
    this.wake(this.lastAt + FURTHEST_MS);
  }
}
