import type { Ms } from '../../battery/units';
import type { Cancel, Clock } from '../clock';

/** How often played time catches up with the real one. */
const STEP_MS: Ms = 20;
/** So much time is played at most before everyone else in this thread has a turn. */
const MOST_IN_TURN_MS: Ms = 500;

interface Timer {
  readonly time: Ms;
  readonly order: number;
  readonly callback: () => void;
}

/**
 * The clock of a recording: starts at 0, goes as fast as it is told, stands still in a pause and at its end. Timers run in order of
 * their time, each with the clock at exactly that time, however fast it goes: so a replay is the same every time.
 */
export class ReplayClock implements Clock {
  private time: Ms = 0;
  private order = 0;
  private readonly timers = new Set<Timer>();
  private rate = 1;
  private playing = false;
  /** Real time up to which played time has caught up. */
  private caughtUpAt: Ms = 0;
  private cancelStep: Cancel | undefined;
  /** Played without waiting up to here. */
  private hurryTo: Ms = 0;

  /**
   * @param real - how real time goes
   * @param startedAt - milliseconds since 1970 at 0
   * @param end - where it stops
   * @param changed - called when it has moved or stopped
   */
  constructor(
    private readonly real: Clock,
    private readonly startedAt: number,
    private end: Ms,
    private readonly changed: () => void,
  ) {}

  now(): Ms {
    return this.time;
  }

  wallTime(): number {
    return this.startedAt + this.time;
  }

  at(time: Ms, callback: () => void): Cancel {
    const timer = { time: Math.max(time, this.time), order: this.order++, callback };
    this.timers.add(timer);
    return () => void this.timers.delete(timer);
  }

  get speed(): number {
    return this.rate;
  }

  set speed(times: number) {
    this.rate = times;
  }

  get isPlaying(): boolean {
    return this.playing;
  }

  play(): void {
    if (this.playing || this.time >= this.end) return;
    this.playing = true;
    this.caughtUpAt = this.real.now();
    this.step();
  }

  pause(): void {
    this.playing = false;
    this.hurryTo = this.time;
    this.cancelStep?.();
    this.changed();
  }

  /** Plays up to `time` as fast as this computer can. */
  hurry(time: Ms): void {
    this.hurryTo = Math.min(time, this.end);
    this.play();
  }

  /** Lets real time pass from here on, for `ms` at most: what is being stopped has its own waits. */
  release(ms: Ms): void {
    this.pause();
    this.end = this.time + ms;
    this.rate = 1;
    this.play();
  }

  /** Stops for good. */
  stop(): void {
    this.pause();
    this.timers.clear();
  }

  private step(): void {
    if (!this.playing) return;
    const now = this.real.now();
    const hurrying = this.time < this.hurryTo;
    const most = hurrying ? this.hurryTo : this.time + (now - this.caughtUpAt) * this.rate;
    this.caughtUpAt = now;
    void this.run(Math.min(most, this.time + MOST_IN_TURN_MS * Math.max(1, this.rate / 10), this.end)).then(() => {
      if (!this.playing) return;
      if (this.time >= this.end) return this.pause();
      this.changed();
      this.cancelStep = this.real.at(this.real.now() + (this.time < this.hurryTo ? 0 : STEP_MS), () => this.step());
    });
  }

  /** Timers up to `until`, each followed by what waits only for a promise. */
  private async run(until: Ms): Promise<void> {
    for (let timer = this.first(until); timer !== undefined; timer = this.first(until)) {
      this.timers.delete(timer);
      this.time = timer.time;
      timer.callback();
      await settled();
      if (!this.playing) return;
    }
    this.time = Math.max(this.time, until);
  }

  private first(until: Ms): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.timers) {
      if (timer.time > until) continue;
      if (first === undefined || timer.time < first.time || (timer.time === first.time && timer.order < first.order)) first = timer;
    }
    return first;
  }
}

/** Opening a port and listing ports take a few turns of promises; nothing on the way to a frame takes any. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await Promise.resolve();
}
