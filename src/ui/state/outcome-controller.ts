import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Fault, Outcome } from '../../bridge/contract';
import { WorkerEnded } from '../worker/remote-areas';

/**
 * `unreachable`: the worker does not answer. `worker-ended`: it was ended meanwhile, and nobody knows whether the request was carried out.
 * `part-missing`: it could not fetch what carries the request out.
 */
export type Failure = Fault | 'unreachable' | 'worker-ended' | 'part-missing';

/** Carries one request of the owner to the bridge at a time and keeps what went wrong with the last one. */
export class OutcomeController implements ReactiveController {
  /** The request is under way. */
  busy = false;
  /** Why the last request failed. */
  failure: Failure | undefined;

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
      if (error instanceof WorkerEnded) this.failure = 'worker-ended';
      // Of an error only name and message come out of the worker.
      else if (error instanceof Error && error.name === 'PartMissing') this.failure = 'part-missing';
      else {
        // A bug; the console keeps the details for a report.
        console.error(error);
        this.failure = 'unreachable';
      }
    } finally {
      this.busy = false;
      this.host.requestUpdate();
    }
  }
}
