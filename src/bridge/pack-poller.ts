import type { BmsEvent } from '../battery/bms-events';
import type { PackReading, PackSettings } from '../battery/pack';
import type { Ms } from '../battery/units';
import type { Configuration } from '../configuration/configuration';
import type { LinkError } from '../links/byte-link';
import type { Cancel, Clock } from '../links/clock';
import type { RequestOptions, TinyBmsClient } from '../links/tinybms-client';
import { EVENT_BLOCK, decodeEventLog } from '../protocols/tinybms/event-log';
import { LIVE_BLOCK, decodeLive } from '../protocols/tinybms/live';
import { SETTINGS_BLOCK, decodeSettings } from '../protocols/tinybms/settings';
import { PollPace } from './poll-pace';

const SETTINGS_EVERY_MS = 10_000;
/** The event log is read at this pace, and soon after the status has changed, because that is when the BMS has logged something. */
const EVENTS_EVERY_MS = 10_000;
const EVENTS_SPACING_MS = 1_000;
/** A BMS that does not give its log away is asked more rarely: each question in vain costs it readings. */
const EVENTS_AFTER_FAILURE_MS = 60_000;
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
  /** The whole log, oldest first. */
  log(events: readonly BmsEvent[]): void;
  gaveUp(error: LinkError): void;
}

/** Reads one TinyBMS: the live block on a beat, everything slower in the gaps between. */
export class PackPoller {
  private readonly cancels = new Set<Cancel>();
  private readonly pace: PollPace;
  private stopped = false;
  private lastAnswerAt: Ms;
  private liveUnderWay = false;
  private liveAnsweredAt: Ms | undefined;
  private interval: Ms | undefined;
  private newest: PackReading | undefined;
  private logAskedAt: Ms = -Infinity;
  private logDue: Ms = -Infinity;

  constructor(
    private readonly client: TinyBmsClient,
    private readonly clock: Clock,
    private readonly events: PollerEvents,
    polling: Configuration['polling'],
  ) {
    this.lastAnswerAt = clock.now();
    this.pace = new PollPace(polling);
    this.configure(polling);
  }

  configure(polling: Configuration['polling']): void {
    const { timeoutMs, repeats, repeatDelayMs } = polling;
    this.client.configure({ longestTimeoutMs: timeoutMs, attempts: 1 + repeats, repeatAfterMs: repeatDelayMs });
    this.pace.configure(polling);
  }

  start(): void {
    this.every(
      () => SETTINGS_EVERY_MS,
      () =>
        this.read(SETTINGS_BLOCK, { priority: 'read' }, (words) => {
          if (words) this.events.settings(decodeSettings(words));
        }),
    );
    this.every(
      () => this.pace.periodMs,
      () => this.readLive(),
    );
  }

  /** Between the two newest answers with live values. */
  get intervalMs(): Ms | undefined {
    return this.interval;
  }

  stop(): void {
    this.stopped = true;
    for (const cancel of this.cancels) cancel();
    this.cancels.clear();
  }

  /** Beats on an absolute schedule: now, and then at multiples of the period, without drift. */
  private every(period: () => Ms, beat: () => void): void {
    let due = this.clock.now();
    const next = (): void => {
      if (this.stopped) return;
      beat();
      do due += period();
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
    this.read(LIVE_BLOCK, { priority: 'live' }, (words) => {
      this.liveUnderWay = false;
      if (!words) return this.pace.missed();
      this.pace.answered(this.client.latencyMs);
      const now = this.clock.now();
      if (this.liveAnsweredAt !== undefined) this.interval = now - this.liveAnsweredAt;
      this.liveAnsweredAt = now;
      const reading = decodeLive(words);
      this.events.reading(reading);
      this.followLog(reading);
    });
  }

  private followLog(reading: PackReading): void {
    const isNews = this.newest?.statusCode !== reading.statusCode;
    this.newest = reading;
    const now = this.clock.now();
    if (isNews) this.logDue = Math.min(this.logDue, this.logAskedAt + EVENTS_SPACING_MS);
    if (this.stopped || now < this.logDue) return;
    this.logAskedAt = now;
    this.logDue = now + EVENTS_EVERY_MS;
    this.read(EVENT_BLOCK, { priority: 'read', attempts: 1 }, (words) => {
      if (words) this.events.log(decodeEventLog(words, this.newest?.lifetimeCounter ?? reading.lifetimeCounter));
      else this.logDue = now + EVENTS_AFTER_FAILURE_MS;
    });
  }

  /** Settles with the words of a block, or with `undefined` when there is no answer worth using; not at all once stopped. */
  private read(block: Block, options: RequestOptions, settle: (words: readonly number[] | undefined) => void): void {
    this.client.ask({ command: 'modbusRead', ...block }, options, (outcome) => {
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
