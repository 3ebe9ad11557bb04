import type { Ms } from '../battery/units';

export type Cancel = () => void;

interface Entry {
  readonly at: Ms;
  readonly order: number;
  readonly action: (at: Ms) => void;
}

/** What is going to happen, in the order of time; at the same time in the order in which it was put down. */
export class Agenda {
  private entries: Entry[] = [];
  private added = 0;

  constructor(private current: Ms) {}

  /** Time of the action that runs now, or up to which everything has run. */
  get now(): Ms {
    return this.current;
  }

  /** Time of the next action. */
  get next(): Ms | undefined {
    return this.entries[0]?.at;
  }

  /** Runs `action` once. A time that has passed means "next". */
  at(time: Ms, action: (at: Ms) => void): Cancel {
    const entry = { at: Math.max(time, this.current), order: this.added++, action };
    const place = this.entries.findIndex((other) => other.at > entry.at);
    this.entries.splice(place < 0 ? this.entries.length : place, 0, entry);
    return () => {
      this.entries = this.entries.filter((other) => other !== entry);
    };
  }

  /** Runs `action` again and again, for ever, the first time at `first`. */
  every(period: Ms, first: Ms, action: (at: Ms) => void): void {
    this.at(first, (at) => {
      action(at);
      this.every(period, at + period, action);
    });
  }

  /** Runs everything up to and including `to`; `before` is told each time that is reached. */
  runUntil(to: Ms, before: (at: Ms) => void): void {
    for (let entry = this.entries[0]; entry !== undefined && entry.at <= to; entry = this.entries[0]) {
      this.entries.shift();
      this.current = entry.at;
      before(entry.at);
      entry.action(entry.at);
    }
    if (to > this.current) this.current = to;
    before(this.current);
  }
}
