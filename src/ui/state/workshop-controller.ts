import type { ReactiveController } from 'lit';
import type { WorkshopView } from '../../bridge/workshop-contract';
import { reuse } from './reuse';
import type { SelectHost } from './select-controller';

/** The newest view of the workshop, for as long as its host is on the page. */
export class WorkshopController implements ReactiveController {
  view: WorkshopView | undefined;
  private subscription: Promise<number> | undefined;

  constructor(private readonly host: SelectHost) {
    host.addController(this);
  }

  hostConnected(): void {
    const listener = (view: WorkshopView): void => {
      const next = reuse(this.view, view);
      if (next === this.view) return;
      this.view = next;
      this.host.requestUpdate();
    };
    this.subscription = this.host.ui.workshop.subscribe(listener);
    this.subscription.catch((error: unknown) => console.error('The workshop cannot be heard', error));
  }

  hostDisconnected(): void {
    const { workshop } = this.host.ui;
    void this.subscription?.then((id) => workshop.unsubscribe(id)).catch(() => undefined);
    this.subscription = undefined;
  }
}
