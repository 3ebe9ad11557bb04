import type { Clock } from '../links/clock';
import { DEFAULT_STORED_SETTINGS, type SettingsStore, type StoredSettings } from '../storage/settings-store';
import type { Fault, Outcome } from './contract';
import type { KnownDevices } from './faults';

/** The owner's choices while the bridge runs, and beyond. What cannot be stored still holds until the tab is closed. */
export class KeptSettings {
  private current: StoredSettings = DEFAULT_STORED_SETTINGS;
  private trouble: Fault | undefined;

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

  async load(): Promise<void> {
    try {
      this.current = await this.store.load();
    } catch (error) {
      this.failed(error);
    }
  }

  /** Holds from now on, whether it can be stored or not. */
  async change(change: Partial<StoredSettings>): Promise<Outcome> {
    this.current = { ...this.current, ...change };
    try {
      await this.store.save(this.current);
      this.trouble = undefined;
      return { ok: true };
    } catch (error) {
      return { ok: false, fault: this.failed(error) };
    } finally {
      this.changed();
    }
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
