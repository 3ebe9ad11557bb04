import type { PackIdentity, PackReading, PackSettings } from '../battery/pack';
import type { Ms } from '../battery/units';
import { LinkError } from '../links/byte-link';
import type { Cancel, Clock } from '../links/clock';
import type { TinyBmsClient } from '../links/tinybms-client';
import { IDENTITY_BLOCK, decodeIdentity } from '../protocols/tinybms/identity';
import { LIVE_BLOCK, decodeLive } from '../protocols/tinybms/live';
import { SETTINGS_BLOCK, decodeSettings } from '../protocols/tinybms/settings';

/** The BMS renews its live values this often; asking faster returns repeats [ms]. */
const LIVE_EVERY_MS = 100;
const SETTINGS_EVERY_MS = 10_000;
/** A BMS that has not answered for this long is given up; the port is opened anew and asked again who is there. */
const GIVE_UP_AFTER_MS = 5_000;

interface Block {
  readonly address: number;
  readonly count: number;
}

export interface PollerEvents {
  identity(identity: PackIdentity): void;
  settings(settings: PackSettings): void;
  /** Called in the same turn in which the last byte of the answer arrived. */
  reading(reading: PackReading): void;
  /** The device refuses what it is asked for. */
  refused(error: LinkError): void;
  gaveUp(error: LinkError): void;
}

/** Reads one TinyBMS: the live block on a fixed beat, everything slower in the gaps between. */
export class PackPoller {
  private readonly cancels = new Set<Cancel>();
  private stopped = false;
  private lastAnswerAt: Ms;
  private liveUnderWay = false;

  constructor(
    private readonly client: TinyBmsClient,
    private readonly clock: Clock,
    private readonly events: PollerEvents,
  ) {
    this.lastAnswerAt = clock.now();
  }

  start(): void {
    void this.readSlow(IDENTITY_BLOCK, (words) => this.events.identity(decodeIdentity(words)));
    this.every(SETTINGS_EVERY_MS, () => void this.readSlow(SETTINGS_BLOCK, (words) => this.events.settings(decodeSettings(words))));
    this.every(LIVE_EVERY_MS, () => void this.readLive());
  }

  stop(): void {
    this.stopped = true;
    for (const cancel of this.cancels) cancel();
    this.cancels.clear();
  }

  /** Beats on an absolute schedule: now, and then at multiples of the period, without drift. */
  private every(period: Ms, beat: () => void): void {
    const start = this.clock.now();
    const next = (): void => {
      if (this.stopped) return;
      beat();
      const due = start + period * (Math.floor((this.clock.now() - start) / period) + 1);
      const cancel = this.clock.at(due, () => {
        this.cancels.delete(cancel);
        next();
      });
      this.cancels.add(cancel);
    };
    next();
  }

  private async readLive(): Promise<void> {
    // A slow answer costs its own slot, never a queue of late ones.
    if (this.liveUnderWay) return;
    this.liveUnderWay = true;
    const words = await this.words(LIVE_BLOCK, 'live');
    this.liveUnderWay = false;
    if (words) this.events.reading(decodeLive(words));
  }

  private async readSlow(block: Block, use: (words: readonly number[]) => void): Promise<void> {
    const words = await this.words(block, 'read');
    if (words) use(words);
  }

  /** The words of a block, or `undefined` when there is no answer worth using. */
  private async words(block: Block, priority: 'live' | 'read'): Promise<readonly number[] | undefined> {
    try {
      const reply = await this.client.request({ command: 'modbusRead', ...block }, { priority });
      if (this.stopped || reply.command !== 'modbusRead') return undefined;
      this.lastAnswerAt = this.clock.now();
      return reply.words;
    } catch (error) {
      if (this.stopped || !(error instanceof LinkError)) return undefined;
      if (error.code === 'refused') this.events.refused(error);
      if (this.clock.now() - this.lastAnswerAt >= GIVE_UP_AFTER_MS) {
        this.stop();
        this.events.gaveUp(error);
      }
      return undefined;
    }
  }
}
