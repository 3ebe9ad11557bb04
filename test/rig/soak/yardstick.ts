const EVERY_MS = 20;

/** Measures with a timer of its own how late this machine is for anybody: what else is measured meanwhile cannot be more punctual than that. */
export class Yardstick {
  private readonly late: number[] = [];
  private readonly timer: NodeJS.Timeout;
  private due = performance.now() + EVERY_MS;

  constructor() {
    this.timer = setInterval(() => {
      const now = performance.now();
      this.late.push(Math.max(0, now - this.due));
      this.due = now + EVERY_MS;
    }, EVERY_MS);
  }

  /** Ends it. @returns what it has found, as a sentence */
  end(): string {
    clearInterval(this.timer);
    const sorted = this.late.toSorted((a, b) => a - b);
    const at = (share: number): string => (sorted[Math.ceil(share * sorted.length) - 1] ?? NaN).toFixed(0);
    return `Timers of the test process itself came ${at(0.5)} ms late in the median, ${at(0.99)} ms in one of a hundred, ${at(1)} ms at worst.`;
  }
}
