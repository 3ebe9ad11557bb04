const EVERY_MS = 20;

/** Measures with a timer of its own how late this machine is for anybody: what else is measured meanwhile cannot be more punctual than that. */
export class Yardstick {
  private readonly ticks: { readonly at: number; readonly late: number }[] = [];
  private readonly timer: NodeJS.Timeout;
  private due: number;

  /** @param now - the clock by which others tell when something happened [ms] */
  constructor(private readonly now: () => number = () => performance.now()) {
    this.due = now() + EVERY_MS;
    this.timer = setInterval(() => {
      const at = this.now();
      this.ticks.push({ at, late: Math.max(0, at - this.due) });
      this.due = at + EVERY_MS;
    }, EVERY_MS);
  }

  /** How late the latest timer was between two moments [ms]. */
  worst(from: number, to: number): number {
    return this.ticks.reduce((most, { at, late }) => (at >= from && at <= to ? Math.max(most, late) : most), 0);
  }

  /** Ends it. @returns what it has found, as a sentence */
  end(): string {
    clearInterval(this.timer);
    const sorted = this.ticks.map(({ late }) => late).toSorted((a, b) => a - b);
    const at = (share: number): string => (sorted[Math.ceil(share * sorted.length) - 1] ?? NaN).toFixed(0);
    return `Timers of the test process itself came ${at(0.5)} ms late in the median, ${at(0.99)} ms in one of a hundred, ${at(1)} ms at worst.`;
  }
}
