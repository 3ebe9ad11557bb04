import type { ReactiveController } from 'lit';
import type { SelectHost } from '../state/select-controller';
import type { SoundState } from './alarm-sound';
import type { NotifierState } from './notifier';

/** Draws its host anew when sound or messages become possible or impossible. */
export class CallerController implements ReactiveController {
  private unsubscribe: (() => void) | undefined;

  constructor(private readonly host: SelectHost) {
    host.addController(this);
  }

  get sound(): SoundState {
    return this.host.ui.caller.sound;
  }

  get notifier(): NotifierState {
    return this.host.ui.caller.notifier;
  }

  hostConnected(): void {
    this.unsubscribe = this.host.ui.caller.subscribe(() => this.host.requestUpdate());
  }

  hostDisconnected(): void {
    this.unsubscribe?.();
  }
}
