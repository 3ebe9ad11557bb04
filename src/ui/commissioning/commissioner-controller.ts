import type { ReactiveController } from 'lit';
import type { SelectHost } from '../state/select-controller';
import type { Commissioner } from './commissioner';
import { commissionerOf } from './commissioner-of';

/** The first start that this page follows; renders its host again whenever something of it has changed. */
export class CommissionerController implements ReactiveController {
  private unsubscribe: (() => void) | undefined;

  constructor(private readonly host: SelectHost) {
    host.addController(this);
  }

  /** Available while the host is connected. */
  get commissioner(): Commissioner {
    return commissionerOf(this.host.ui);
  }

  hostConnected(): void {
    this.unsubscribe = this.commissioner.subscribe(() => this.host.requestUpdate());
  }

  hostDisconnected(): void {
    this.unsubscribe?.();
  }
}
