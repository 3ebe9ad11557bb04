import type { Clock } from '../../links/clock';
import { accountOf, waysOn, type Writing } from '../../workshop/account';
import { afterStep, beginning, nextStep } from '../../workshop/plan';
import type { Profile } from '../../workshop/profile';
import type { SettingWords } from '../../workshop/settings';
import type { WritingView } from '../workshop-contract';
import type { BmsHost } from './bms-unit';
import { SettingWriter, type WriteFamily } from './setting-writer';

/** Writes changes one at a time, each read back. Ends by itself when the BMS does. */
export class WriteJob {
  private stopping = false;

  /** @param tell is told before anything is sent, and again at the end; it is waited for */
  constructor(
    private writing: Writing,
    private readonly profile: Profile,
    private readonly host: BmsHost,
    private readonly clock: Clock,
    private readonly tell: (writing: Writing) => Promise<void>,
  ) {}

  stop(): void {
    this.stopping = true;
  }

  /** Resolves when the writing is over, however it ends. */
  async run(family: WriteFamily): Promise<void> {
    const { changes, serialNumber } = this.writing;
    const writer = new SettingWriter(this.host, this.clock, serialNumber);
    let progress = beginning(this.profile.words);
    let uses = family;
    for (let step = nextStep(changes, progress, this.profile); step; step = nextStep(changes, progress, this.profile)) {
      if (this.stopping) return this.becomes({ state: 'stopped' });
      await this.becomes({ underway: step });
      const written = await writer.write(step, progress.words, uses);
      this.writing = { ...this.writing, records: [...this.writing.records, written.record], underway: undefined };
      if (!written.words) return this.becomes({ state: 'interrupted' });
      uses = written.family;
      progress = afterStep(progress, step, written.words);
    }
    return this.becomes({ state: 'done' });
  }

  private becomes(change: Partial<Writing>): Promise<void> {
    this.writing = { ...this.writing, ...change };
    return this.tell(this.writing);
  }
}

/** @param now what the BMS holds, if it has been read since the end */
export function writingView({ state, startedAt, changes, start, records, underway }: Writing, now: SettingWords | undefined): WritingView {
  return {
    state,
    startedAt,
    lines: accountOf(changes, start, records),
    current: underway?.setting,
    ways: now && waysOn(changes, start, now),
  };
}
