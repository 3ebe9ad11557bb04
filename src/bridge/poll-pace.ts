import type { Ms } from '../battery/units';
import type { Configuration } from '../configuration/configuration';

type Polling = Configuration['polling'];

/** How often live values are asked for: gives way while answers come late or not at all, and comes back when they are in time. */
export class PollPace {
  private period: Ms;
  private inTime = 0;
  private missing = 0;

  constructor(private polling: Polling) {
    this.period = polling.liveMs;
  }

  /** Between the beginnings of two questions. */
  get periodMs(): Ms {
    return this.period;
  }

  configure(polling: Polling): void {
    this.polling = polling;
    this.change(0);
  }

  /** @param latencyMs - from the question to its answer */
  answered(latencyMs: Ms): void {
    const { latencyTargetMs, latencySlackMs, successes, slowerByMs, fasterByMs } = this.polling;
    this.missing = 0;
    if (latencyMs > latencyTargetMs + latencySlackMs) {
      this.inTime = 0;
      this.change(slowerByMs);
    } else if (latencyMs <= latencyTargetMs && ++this.inTime >= successes) {
      this.inTime = 0;
      this.change(-fasterByMs);
    }
  }

  /** A question stayed without an answer, repeats and all. */
  missed(): void {
    this.inTime = 0;
    if (++this.missing < this.polling.failures) return;
    this.missing = 0;
    this.change(this.polling.slowerByMs);
  }

  private change(by: Ms): void {
    const { liveMs, slowestMs } = this.polling;
    this.period = Math.max(liveMs, Math.min(this.period + by, slowestMs));
  }
}
