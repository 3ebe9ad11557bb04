import type { Clock } from '../links/clock';
import { DEFAULT_STORED_SETTINGS, type SettingsStore, type StoredSettings } from '../storage/settings-store';
import type { Fault, Outcome } from './contract';
import type { KnownDevices } from './faults';

/** The owner's choices while the bridge runs, and beyond. What cannot be stored still holds until the tab is closed. */
export class KeptSettings {
  private current: StoredSettings = DEFAULT_STORED_SETTINGS;
  private trouble: Fault | undefined;
  /** Set here while another window had the ports: of no use to that one, and stored nowhere. */
  private own = false;

  /** @param changed - is called when there is something new to show */
  constructor(
    private readonly store: SettingsStore,
    private readonly clock: Clock,
    private readonly changed: () => void,
  ) {}

  get value(): StoredSettings {
    return this.current;
  }

  get faults(): readonly Fault[] {
    return this.trouble ? [this.trouble] : [];
  }

  /** The configuration is that of this window alone. */
  get apart(): boolean {
    return this.own;
  }

  async load(): Promise<void> {
    try {
      this.current = await this.store.load();
      this.own = false;
    } catch (error) {
      this.failed(error);
    }
  }

  /** Takes up what other windows have stored; what could not be stored here still holds. */
  async refresh(): Promise<void> {
    if (!this.trouble) await this.load();
  }

  /** Holds from now on, whether it can be stored or not. */
  change(change: Partial<StoredSettings>): Promise<Outcome> {
    this.current = { ...this.current, ...change };
    return this.save(this.current);
  }

  private async save(settings: StoredSettings): Promise<Outcome> {
    try {
      await this.store.save(settings);
      this.trouble = undefined;
      return { ok: true };
    } catch (error) {
      return { ok: false, fault: this.failed(error) };
    } finally {
      this.changed();
    }
  }

  /** The same for a window that does not have the ports: nothing else that is stored changes. */
  async merge(change: Partial<StoredSettings>): Promise<Outcome> {
    const stored = await this.store.load().catch(() => this.current);
    this.current = { ...(this.own || this.trouble ? this.current : stored), ...change };
    return this.save({ ...stored, ...change });
  }

  /** Holds in this window until it takes up what is stored. */
  hold(change: Partial<StoredSettings>): void {
    this.current = { ...this.current, ...change };
    this.own ||= change.configuration !== undefined;
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

  private failed(error: unknown): Fault {
    const detail = error instanceof Error ? error.message : String(error);
    this.trouble = { code: 'storage-unavailable', severity: 'warning', detail, subject: undefined, since: this.clock.now() };
    return this.trouble;
  }
}
