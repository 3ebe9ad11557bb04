import type { BridgeView } from '../../bridge/contract';
import type { Ms } from '../../battery/units';
import type { WatchdogView } from '../worker/watchdog-view';
import { ANSWER_WITHIN_MS, type Freshness, freshnessOf } from './freshness';

/** What elements select from: the newest view and the present moment on the worker's clock. */
export interface Snapshot {
  /** `undefined` until the worker has spoken. */
  readonly view: BridgeView | undefined;
  /** Worker clock, carried on by the page's clock since the newest view. */
  readonly now: Ms;
  /** `starting` before the first view; `silent` once the worker has missed its time. */
  readonly worker: 'starting' | 'answering' | 'silent';
  /** `undefined` on a page without a worker. */
  readonly watchdog: WatchdogView | undefined;
}

/** `turn` is what must not wait for the next tick: the first view, another mode or phase, a worker that falls silent or returns. */
export type Change = 'view' | 'tick' | 'turn';

/** `seen`: only what is looked at. It rests while nobody can see the page, and hears of a turn before it is seen again. */
export type Attention = 'always' | 'seen';

type Listener = (snapshot: Snapshot, change: Change) => void;

/** Keeps the newest view of the worker and grows its ages between two views. */
export class BridgeStore {
  private view: BridgeView | undefined;
  private watchdog: WatchdogView | undefined;
  private heardAt: Ms;
  private last: Snapshot;
  private readonly listeners: Readonly<Record<Attention, Set<Listener>>> = { always: new Set(), seen: new Set() };
  /** Something has happened since the page was seen. */
  private missed = false;

  /**
   * @param clock - monotonic clock of the page [ms]
   * @param isSeen - whether anybody can look at the page
   */
  constructor(
    private readonly clock: () => Ms,
    private readonly isSeen: () => boolean = () => true,
  ) {
    this.heardAt = clock();
    this.last = { view: undefined, now: 0, worker: 'starting', watchdog: undefined };
  }

  get snapshot(): Snapshot {
    return this.last;
  }

  /** Takes a message of the worker. */
  receive(view: BridgeView): void {
    const before = this.view;
    this.view = view;
    this.heardAt = this.clock();
    this.publish(before?.mode === view.mode && before.phase === view.phase ? 'view' : 'turn');
  }

  /** Takes what the page's watchdog has seen; shown with the next tick, at once when the worker has ended or begun. */
  attend(watchdog: WatchdogView): void {
    const before = this.watchdog;
    this.watchdog = watchdog;
    if (before && (before.state !== watchdog.state || before.restarts !== watchdog.restarts)) this.publish('turn');
  }

  /** Lets time pass; to be called twice a second, and as soon as the page is seen again. */
  tick(): void {
    this.publish('tick');
  }

  /** @returns the function that ends the subscription */
  subscribe(listener: Listener, attention: Attention = 'always'): () => void {
    this.listeners[attention].add(listener);
    return () => this.listeners[attention].delete(listener);
  }

  private get isGone(): boolean {
    if (this.watchdog?.state === 'pausing' || this.watchdog?.state === 'suspended') return true;
    const window = this.view?.window;
    return window?.role === 'display' && window.silent;
  }

  private publish(change: Change): void {
    const silence = this.clock() - this.heardAt;
    const before = this.last.worker;
    const worker = this.isGone || silence >= ANSWER_WITHIN_MS ? 'silent' : this.view ? 'answering' : 'starting';
    this.last = { view: this.view, now: (this.view?.now ?? 0) + silence, worker, watchdog: this.watchdog };
    const told = worker === before ? change : 'turn';
    for (const listener of this.listeners.always) listener(this.last, told);
    const { missed } = this;
    this.missed = !this.isSeen();
    if (this.missed) return;
    for (const listener of this.listeners.seen) listener(this.last, missed ? 'turn' : told);
  }
}

/** Age of a moment of the worker's clock [ms], never negative. */
export function ageOf({ now }: Snapshot, at: Ms | undefined): Ms | undefined {
  return at === undefined ? undefined : Math.max(0, now - at);
}

/** How a value of that moment may be shown. A silent worker makes every value lost: nobody knows what is true now. */
export function freshnessAt(snapshot: Snapshot, at: Ms | undefined): Freshness {
  if (snapshot.worker === 'silent' && at !== undefined) return 'lost';
  return freshnessOf(ageOf(snapshot, at));
}
