import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Snapshot } from './bridge-store';
import type { Ui } from './context';
import { reuse } from './reuse';

/**
 * `figures` follow the tick, twice a second, so that digits can be read; `events` follow every view. Both rest while nobody can see the
 * page; `unseen` is for what is told outside of it, and goes on.
 */
export type Pace = 'figures' | 'events' | 'unseen';

/** What the controller needs of its host. Narrow on purpose: the host's own type follows from what it selects. */
export interface SelectHost extends ReactiveControllerHost {
  readonly ui: Ui;
}

/** Selects a slice of the page state and renders its host again only when that slice changes. */
export class SelectController<T> implements ReactiveController {
  private selected: { readonly value: T } | undefined;
  private unsubscribe: (() => void) | undefined;

  constructor(
    private readonly host: SelectHost,
    private readonly select: (snapshot: Snapshot) => T,
    private readonly pace: Pace = 'events',
  ) {
    host.addController(this);
  }

  /** The slice; available while the host is connected. */
  get value(): T {
    this.selected ??= { value: this.select(this.host.ui.store.snapshot) };
    return this.selected.value;
  }

  hostConnected(): void {
    this.take(this.host.ui.store.snapshot);
    this.unsubscribe = this.host.ui.store.subscribe(
      (snapshot, change) => {
        if (change !== 'view' || this.pace !== 'figures') this.take(snapshot);
      },
      this.pace === 'unseen' ? 'always' : 'seen',
    );
  }

  hostDisconnected(): void {
    this.unsubscribe?.();
    this.unsubscribe = undefined;
  }

  private take(snapshot: Snapshot): void {
    const value = reuse(this.selected?.value, this.select(snapshot));
    if (this.selected && Object.is(value, this.selected.value)) return;
    this.selected = { value };
    this.host.requestUpdate();
  }
}
