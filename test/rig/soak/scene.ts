import { expect, type Page } from '@playwright/test';
import type { Random } from '../../../src/simulator/random';
import { BridgePage } from '../../support/bridge-page';
import type { Bench } from '../fixtures';
import type { Tabs } from '../tabs';
import type { WireWatch } from './wire-watch';

/** What the chain at the top of each page says of a link that is lost. */
const LOST = /retrying|not connected/;
/** After so long without data nothing is sent any more; a moment less, for the last reading came before the mishap. */
const SILENT_MS = 28_000;
/** Nothing that a scene waits for may take longer. */
const LIMIT_MS = 60_000;
const STEP_MS = 10;

/** What was timed, all but the last with a goal. */
export type Timed = 'loss shown' | 'live again' | 'closing' | 'after a reload' | 'after an adapter reset' | 'after silence of the BMS';

/** Everything that a mishap needs, and the clock that times it. */
export class Scene {
  readonly bridge: BridgePage;
  readonly times = new Map<Timed, number[]>();
  /** The same, each with its end. */
  readonly timed: { readonly what: Timed; readonly ms: number; readonly at: number }[] = [];
  /** Nobody can see what the page shows while it is hidden or busy. */
  isSeen = true;

  constructor(
    readonly tabs: Tabs,
    readonly bench: Bench,
    readonly watch: WireWatch,
    readonly random: Random,
  ) {
    this.bridge = new BridgePage(tabs.page);
  }

  get page(): Page {
    return this.tabs.page;
  }

  now(): number {
    return this.bench.host.now();
  }

  async wait(ms: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, ms));
  }

  /** Waits until `condition` holds. @returns when it did */
  async until(what: string, condition: () => boolean | Promise<boolean>): Promise<number> {
    const limit = this.now() + LIMIT_MS;
    while (!(await condition())) {
      if (this.now() > limit) throw new Error(`${what}: not within ${LIMIT_MS / 1000} s`);
      await this.wait(STEP_MS);
    }
    return this.now();
  }

  note(what: Timed, ms: number): void {
    this.times.set(what, [...(this.times.get(what) ?? []), ms]);
    this.timed.push({ what, ms, at: this.now() });
  }

  /** Times how long the page takes to show the loss of a link. */
  async lossShown(link: 'BMS' | 'CAN adapter', since: number): Promise<void> {
    if (!this.isSeen) return;
    await this.bridge.link(link).filter({ hasText: LOST }).waitFor({ timeout: LIMIT_MS });
    this.note('loss shown', this.now() - since);
  }

  /** For as long as the BMS is away limits go on with old data, then stop. */
  async withoutBms(ms: number): Promise<void> {
    this.watch.expect('bms-away', this.now());
    await this.wait(Math.min(ms, SILENT_MS));
    if (ms <= SILENT_MS) return;
    this.watch.expect('unsure', this.now());
    await this.wait(ms - SILENT_MS);
  }

  /** Waits until the bridge reads the battery and the GX hears limits again, both later than `since`; times it from `from` on. */
  async liveAgain(what: Timed, since: number, from = since): Promise<void> {
    const { watch } = this;
    const isLater = (at: number | undefined): boolean => at !== undefined && at > since;
    await this.until(`${what}: live`, () => isLater(watch.saidAt) && isLater(watch.heardAt));
    watch.expect('both', watch.heardAt ?? this.now());
    if (this.isSeen) await this.bridge.expectLive(LIMIT_MS);
    this.note(what, this.now() - from);
  }

  /** The page and its links as they are after any mishap. */
  async expectAtRest(): Promise<void> {
    await this.bridge.expectLive(LIMIT_MS);
    await expect(this.page.getByRole('heading', { level: 1, name: 'Overview' })).toBeAttached();
  }
}
