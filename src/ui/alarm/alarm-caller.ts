import { callsOf, CALL_KINDS, type Call, type CallKind } from '../state/alarms';
import type { BridgeStore } from '../state/bridge-store';
import type { Preferences } from '../state/preferences';
import type { AlarmSound, SoundState } from './alarm-sound';
import type { Message, Notifier, NotifierState } from './notifier';

/** How often each kind is heard again [ms]. */
export const REPEATED_EVERY: Readonly<Record<CallKind, number>> = { alarm: 6_000, link: 15_000, warning: 120_000 };
/** Two patterns never run into each other [ms]. */
const APART = 3_000;

export interface CallerParts {
  readonly store: BridgeStore;
  readonly preferences: Preferences;
  readonly sound: Pick<AlarmSound, 'state' | 'play' | 'unlock' | 'subscribe'>;
  readonly notifier: Pick<Notifier, 'permission' | 'ask' | 'show'>;
  /** Monotonic [ms]. */
  readonly clock: () => number;
  readonly words: (call: Call) => Pick<Message, 'title' | 'text'>;
}

/** Calls the owner: sounds for as long as something is neither acknowledged nor silenced, a message of the system for what is new. */
export class AlarmCaller {
  private readonly playedAt = new Map<CallKind, number>();
  private told: ReadonlySet<string> = new Set();
  private readonly listeners = new Set<() => void>();

  constructor(private readonly parts: CallerParts) {
    parts.store.subscribe((snapshot) => this.call(callsOf(snapshot)));
    parts.sound.subscribe(() => this.changed());
  }

  get sound(): SoundState {
    return this.parts.sound.state;
  }

  get notifier(): NotifierState {
    const { permission } = this.parts.notifier;
    if (permission === 'missing') return 'missing';
    if (permission === 'denied') return 'refused';
    if (permission === 'default') return 'ask';
    return this.parts.preferences.notifications ? 'on' : 'off';
  }

  /** @returns the function that ends the subscription */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** While the owner touches the page. */
  unlock(): Promise<void> {
    return this.parts.sound.unlock();
  }

  async hear(kind: CallKind): Promise<void> {
    await this.unlock();
    this.parts.sound.play(kind);
  }

  /** By a click of the owner. */
  async setNotifications(on: boolean): Promise<void> {
    this.parts.preferences.notifications = on;
    if (on) await this.parts.notifier.ask();
    this.changed();
  }

  private call(calls: readonly Call[]): void {
    this.makeSound(new Set(calls.map(({ kind }) => kind)));
    const fresh = calls.filter(({ id }) => !this.told.has(id));
    this.told = new Set(calls.map(({ id }) => id));
    // What the browser allows is not asked without need: the answer comes from another process.
    if (fresh.length === 0 || this.notifier !== 'on') return;
    for (const call of fresh)
      void this.parts.notifier.show({ id: call.id, kind: call.kind, ...this.parts.words(call) }).catch(() => undefined);
  }

  private makeSound(kinds: ReadonlySet<CallKind>): void {
    const { clock, sound, preferences } = this.parts;
    const now = clock();
    // What has gone and comes again is heard at once.
    for (const kind of CALL_KINDS) if (!kinds.has(kind)) this.playedAt.delete(kind);
    if ([...this.playedAt.values()].some((at) => now - at < APART)) return;
    const due = CALL_KINDS.find(
      (kind) => kinds.has(kind) && preferences.sounds.has(kind) && now - (this.playedAt.get(kind) ?? -Infinity) >= REPEATED_EVERY[kind],
    );
    if (due && sound.play(due)) this.playedAt.set(due, now);
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}
