import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { placeOf } from './route';

/** The place inside of its page that the address names; renders its host again when that changes. */
export class PlaceController implements ReactiveController {
  place = placeOf(location.hash);

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.onHash();
    window.addEventListener('hashchange', this.onHash);
  }

  hostDisconnected(): void {
    window.removeEventListener('hashchange', this.onHash);
  }

  private readonly onHash = (): void => {
    this.place = placeOf(location.hash);
    this.host.requestUpdate();
  };
}
