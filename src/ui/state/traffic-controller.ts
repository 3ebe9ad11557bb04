import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { TrafficBatch } from '../../bridge/traffic-contract';
import type { Ui } from './context';

export interface TrafficHost extends ReactiveControllerHost {
  readonly ui: Ui;
}

/** Hears the traffic while its host is on the page. */
export class TrafficController implements ReactiveController {
  private id: Promise<number> | undefined;

  /** @param last - how many messages of before are wanted */
  constructor(
    private readonly host: TrafficHost,
    private readonly receive: (batch: TrafficBatch) => void,
    private readonly last: number,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    const { traffic } = this.host.ui;
    this.id = traffic.subscribe((batch) => {
      this.receive(batch);
      this.host.requestUpdate();
    }, this.last);
    this.id.catch((error: unknown) => console.error('The traffic cannot be heard', error));
  }

  hostDisconnected(): void {
    const { traffic } = this.host.ui;
    this.id?.then((id) => traffic.unsubscribe(id)).catch(() => undefined);
    this.id = undefined;
  }
}
