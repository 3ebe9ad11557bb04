import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Fault, Outcome } from '../../bridge/contract';

/** Carries one request of the owner to the bridge at a time and keeps what went wrong with the last one. */
export class OutcomeController implements ReactiveController {
  /** The request is under way. */
  busy = false;
  /** Why the last request failed; `'unreachable'` when the worker itself did. */
  failure: Fault | 'unreachable' | undefined;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.failure = undefined;
  }

  async run(request: () => Promise<Outcome | void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.failure = undefined;
    this.host.requestUpdate();
    try {
      const outcome = await request();
      if (outcome && !outcome.ok) this.failure = outcome.fault;
    } catch (error) {
      // Rejections are bugs or a dead worker; the console keeps the details for a report.
      console.error(error);
      this.failure = 'unreachable';
    } finally {
      this.busy = false;
      this.host.requestUpdate();
    }
  }
}
