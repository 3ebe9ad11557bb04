import type { PackReading, PackSettings } from '../battery/pack';
import type { Ms } from '../battery/units';
import type { LinkError } from '../links/byte-link';
import type { Cancel, Clock } from '../links/clock';
import type { Priority, TinyBmsClient } from '../links/tinybms-client';
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
  settings(settings: PackSettings): void;
  /** Called in the same turn in which the last byte of the answer arrived. */
  reading(reading: PackReading): void;
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
    this.every(SETTINGS_EVERY_MS, () =>
      this.read(SETTINGS_BLOCK, 'read', (words) => {
        if (words) this.events.settings(decodeSettings(words));
      }),
    );
    this.every(LIVE_EVERY_MS, () => this.readLive());
  }

  stop(): void {
    this.stopped = true;
    for (const cancel of this.cancels) cancel();
    this.cancels.clear();
  }

  /** Beats on an absolute schedule: now, and then at multiples of the period, without drift. */
  private every(period: Ms, beat: () => void): void {
    let due = this.clock.now();
    const next = (): void => {
      if (this.stopped) return;
      beat();
      do due += period;
      while (due <= this.clock.now());
      const cancel = this.clock.at(due, () => {
        this.cancels.delete(cancel);
        next();
      });
      this.cancels.add(cancel);
    };
    next();
  }

  private readLive(): void {
    // A slow answer costs its own slot, never a queue of late ones.
    if (this.liveUnderWay) return;
    this.liveUnderWay = true;
    this.read(LIVE_BLOCK, 'live', (words) => {
      this.liveUnderWay = false;
      if (words) this.events.reading(decodeLive(words));
    });
  }

  /** Settles with the words of a block, or with `undefined` when there is no answer worth using; not at all once stopped. */
  private read(block: Block, priority: Priority, settle: (words: readonly number[] | undefined) => void): void {
    this.client.ask({ command: 'modbusRead', ...block }, { priority }, (outcome) => {
      if (this.stopped) return;
      if (outcome.ok && outcome.reply.command === 'modbusRead') {
        this.lastAnswerAt = outcome.at;
        settle(outcome.reply.words);
        return;
      }
      settle(undefined);
      if (!outcome.ok) this.missed(outcome.error);
    });
  }

  private missed(error: LinkError): void {
    if (this.clock.now() - this.lastAnswerAt < GIVE_UP_AFTER_MS) return;
    this.stop();
    this.events.gaveUp(error);
  }
}
