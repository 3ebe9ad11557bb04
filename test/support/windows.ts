import type { Impatience, Ownership, Vacancy } from '../../src/bridge/ownership';
import { Turns } from '../../src/bridge/turns';
import type { WindowChannel, WindowMessage } from '../../src/bridge/windows/window-channel';
import type { ManualClock } from './manual-clock';

/** What the windows of one browser share: a channel that everyone but the speaker hears, and a lock. */
export class TestBrowser {
  /** Time that every message takes on its way [ms]. */
  delayMs = 0;
  private readonly listeners = new Map<object, (message: WindowMessage) => void>();
  private readonly watchers = new Set<() => void>();
  private readonly queue: { readonly granted: () => void }[] = [];
  private readonly settings = new Turns();
  private owner: object | undefined;
  private numbers = 0;

  constructor(private readonly clock: ManualClock) {}

  channel(): WindowChannel {
    const self = {};
    return {
      post: (message) => {
        const copy = structuredClone(message);
        this.clock.at(this.clock.now() + this.delayMs, () => {
          for (const [listener, hear] of this.listeners) if (listener !== self) hear(copy);
        });
      },
      listen: (listener) => void this.listeners.set(self, listener),
    };
  }

  readonly takeNumber = (): Promise<number> => Promise.resolve(++this.numbers);

  readonly ownership: Ownership & Vacancy = {
    claim: (granted, impatience) => this.claim(granted, impatience),
    whileFree: (work) => (this.owner || this.queue.length > 0 ? Promise.resolve(false) : work().then(() => true)),
    alone: (work) => this.settings.take(work),
    watch: (freed) => {
      this.watchers.add(freed);
      this.settle();
      return () => this.watchers.delete(freed);
    },
  };

  private claim(granted: () => void, impatience?: Impatience): () => void {
    const claim = { granted };
    this.queue.push(claim);
    const leave = (): void => {
      const at = this.queue.indexOf(claim);
      if (at >= 0) this.queue.splice(at, 1);
      if (this.owner === claim) this.owner = undefined;
    };
    if (impatience) {
      this.clock.at(this.clock.now() + impatience.afterMs, () => {
        if (!this.queue.includes(claim)) return;
        leave();
        impatience.refused();
      });
    }
    this.settle();
    return () => {
      leave();
      this.settle();
    };
  }

  private settle(): void {
    if (this.owner) return;
    const next = this.queue.shift();
    if (next) {
      this.owner = next;
      next.granted();
      return;
    }
    for (const freed of [...this.watchers]) {
      this.watchers.delete(freed);
      queueMicrotask(freed);
    }
  }
}
