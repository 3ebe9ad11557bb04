import type { Ms } from '../battery/units';
import type { Cancel, Clock } from '../links/clock';
import { DEFAULT_STORED_SETTINGS, type SettingsStore, type StoredSettings } from '../storage/settings-store';
import type { Fault, Outcome } from './contract';
import type { KnownDevices } from './known-devices';
import { patiently } from './patience';

/** A database that has not answered by then counts as failed; a bridge must not wait for it. */
const PATIENCE_MS: Ms = 3_000;
/** What could not be read or stored is tried again at this pace. */
const TRY_AGAIN_MS: Ms = 10_000;

type Change = Partial<StoredSettings>;

/**
 * The owner's choices while the bridge runs, and beyond. What cannot be stored still holds until the tab is closed, and is offered again.
 * Nothing is ever written over what has not been read: a database that is out of reach for a moment must not cost the owner's settings.
 */
export class KeptSettings {
  /** As the browser has told it. */
  private stored: StoredSettings | undefined;
  /** Changes that the browser has not taken. */
  private unsaved: Change = {};
  /** Set here while another window had the ports: of no use to that one, and stored nowhere. */
  private held: Change = {};
  private current: StoredSettings = DEFAULT_STORED_SETTINGS;
  private trouble: Fault | undefined;
  private retry: Cancel | undefined;

  /**
   * @param changed - is called when there is something new to show
   * @param found - is called when what was stored could be read after all
   */
  constructor(
    private readonly store: SettingsStore,
    private readonly clock: Clock,
    private readonly changed: () => void,
    private readonly found: () => void,
  ) {}

  get value(): StoredSettings {
    return this.current;
  }

  get faults(): readonly Fault[] {
    return this.trouble ? [this.trouble] : [];
  }

  /** The configuration is that of this window alone. */
  get apart(): boolean {
    return this.held.configuration !== undefined;
  }

  /** Settles within some seconds, and never rejects. */
  async load(): Promise<void> {
    try {
      this.stored = await this.read();
      this.held = {};
      this.compose();
    } catch (error) {
      this.failed(error);
    }
  }

  /** Takes up what other windows have stored; what could not be stored here still holds. */
  async refresh(): Promise<void> {
    if (!this.trouble) await this.load();
  }

  /** Holds from now on, whether it can be stored or not. */
  change(change: Change): Promise<Outcome> {
    this.unsaved = { ...this.unsaved, ...change };
    this.held = without(this.held, change);
    this.compose();
    return this.save();
  }

  /** Holds in this window until it takes up what is stored. */
  hold(change: Change): void {
    this.held = { ...this.held, ...change };
    this.compose();
    this.changed();
  }

  /** A device that is missing later can then be named. */
  remember({ bms, can }: KnownDevices): void {
    const { lastBms = undefined, lastCan = undefined } = this.current;
    const next = { lastBms: bms ?? lastBms, lastCan: can ?? lastCan };
    if (next.lastBms !== lastBms || next.lastCan !== lastCan) void this.change(next);
  }

  /** Live operation has ended, because a TinyBMS answers that it was not agreed for; only the owner brings it back. */
  endLive(stranger: string): void {
    if (stranger !== this.current.stranger) void this.change({ operation: 'observe', stranger });
  }

  private async save(): Promise<Outcome> {
    const given = this.unsaved;
    try {
      if (!this.stored) await this.findLate();
      this.stored = await this.patiently(this.store.change(given));
      this.unsaved = Object.fromEntries(Object.entries(this.unsaved).filter(([name, value]) => given[name as keyof Change] !== value));
      this.compose();
      this.trouble = undefined;
      return { ok: true };
    } catch (error) {
      return { ok: false, fault: this.failed(error) };
    } finally {
      this.changed();
    }
  }

  /** What runs here does not go live by what it finds late: that is for the owner, or the next start. */
  private async findLate(): Promise<void> {
    this.stored = await this.read();
    this.held = { operation: this.current.operation, ...this.held };
    this.compose();
    this.found();
  }

  private read(): Promise<StoredSettings> {
    return this.patiently(this.store.load());
  }

  private patiently<T>(work: Promise<T>): Promise<T> {
    return patiently(this.clock, PATIENCE_MS, work);
  }

  private compose(): void {
    this.current = { ...(this.stored ?? DEFAULT_STORED_SETTINGS), ...this.unsaved, ...this.held };
  }

  private failed(error: unknown): Fault {
    const detail = error instanceof Error ? error.message : String(error);
    const code = this.stored ? 'storage-unavailable' : 'settings-unread';
    const since = this.trouble?.code === code ? this.trouble.since : this.clock.now();
    this.trouble = { code, severity: 'warning', detail, subject: undefined, since };
    this.retry ??= this.clock.at(this.clock.now() + TRY_AGAIN_MS, () => {
      this.retry = undefined;
      void this.tryAgain();
    });
    return this.trouble;
  }

  private async tryAgain(): Promise<void> {
    if (Object.keys(this.unsaved).length > 0) return void (await this.save());
    try {
      if (!this.stored) await this.findLate();
      this.trouble = undefined;
    } catch (error) {
      this.failed(error);
    }
    this.changed();
  }
}

function without(held: Change, change: Change): Change {
  return Object.fromEntries(Object.entries(held).filter(([name]) => !(name in change)));
}
