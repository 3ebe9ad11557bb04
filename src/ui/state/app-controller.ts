import type { ReactiveController } from 'lit';
import type { AppState } from '../app/installed-app';
import type { SelectHost } from './select-controller';

/** Renders its host again whenever the app itself changes: stored, offered for installation, a new version. */
export class AppController implements ReactiveController {
  private unsubscribe: (() => void) | undefined;

  constructor(private readonly host: SelectHost) {
    host.addController(this);
  }

  get state(): AppState {
    return this.host.ui.app.state;
  }

  hostConnected(): void {
    this.unsubscribe = this.host.ui.app.subscribe(() => this.host.requestUpdate());
  }

  hostDisconnected(): void {
    this.unsubscribe?.();
  }
}
