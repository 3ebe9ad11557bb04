import type { Clock } from '../../links/clock';
import { accountOf, waysOn, type WaysOn, type WriteRecord } from '../../workshop/account';
import { afterStep, beginning, nextStep } from '../../workshop/plan';
import type { Profile } from '../../workshop/profile';
import type { Changes, SettingId, SettingWords } from '../../workshop/settings';
import type { BmsHost } from './bms-unit';
import { SettingWriter, type WriteFamily } from './setting-writer';
import type { WritingState, WritingView } from '../workshop-contract';

/** Writes changes one at a time, each read back, and keeps the account. Ends by itself when the BMS does. */
export class WriteJob {
  private state: WritingState = 'writing';
  private readonly records: WriteRecord[] = [];
  private current: SettingId | undefined;
  private stopping = false;
  /** Wall time [ms since 1970]. */
  private readonly startedAt: number;

  constructor(
    readonly serialNumber: string,
    private readonly changes: Changes,
    private readonly profile: Profile,
    private readonly host: BmsHost,
    private readonly clock: Clock,
    private readonly changed: () => void,
  ) {
    this.startedAt = clock.wallTime();
  }

  stop(): void {
    this.stopping = true;
  }

  /** Resolves when the writing is over, however it ends. */
  async run(family: WriteFamily): Promise<void> {
    const writer = new SettingWriter(this.host, this.clock, this.serialNumber);
    let progress = beginning(this.profile.words);
    let uses = family;
    for (let step = nextStep(this.changes, progress, this.profile); step; step = nextStep(this.changes, progress, this.profile)) {
      if (this.stopping) return this.end('stopped');
      this.current = step.setting;
      this.changed();
      const written = await writer.write(step, progress.words, uses);
      this.records.push(written.record);
      if (!written.words) return this.end('interrupted');
      uses = written.family;
      progress = afterStep(progress, step, written.words);
    }
    this.end('done');
  }

  get isComplete(): boolean {
    return this.state === 'done';
  }

  /** @param now what the BMS holds, if it has been read since the end */
  view(now: SettingWords | undefined): WritingView {
    const ways: WaysOn | undefined = now && waysOn(this.changes, this.profile.words, now);
    return {
      state: this.state,
      startedAt: this.startedAt,
      lines: accountOf(this.changes, this.profile.words, this.records),
      current: this.current,
      ways,
    };
  }

  private end(state: WritingState): void {
    this.current = undefined;
    this.state = state;
    this.changed();
  }
}
