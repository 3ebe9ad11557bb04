import type { Ms } from '../../battery/units';
import type { TierName } from '../../bridge/history-contract';
import type { Clock } from '../../links/clock';
import type { BlockIndex } from './block-index';
import { compact } from './compact';
import { NOTHING, type Batch, type HistoryDatabase } from './history-database';
import { expired, wantedDays, type HistorySettings } from './rotation';
import type { TierWriters } from './tier-writer';
import { TIER_NAMES, TIERS } from './tiers';

const ROTATE_MS: Ms = 60_000;
/** Blocks that go in one transaction: whoever writes next waits for it. */
const MOST_AT_ONCE = 4;

export interface ScatteredWindow {
  readonly tier: TierName;
  readonly window: number;
}

export interface TidierParts {
  readonly clock: Clock;
  readonly database: HistoryDatabase;
  readonly index: BlockIndex;
  readonly writers: TierWriters;
  /** A name for a new block. */
  readonly nonce: () => string;
  /** Writes, and keeps the index right. */
  readonly commit: (batch: Batch) => Promise<void>;
}

/** Keeps the database small and in few blocks. What fails loses nothing, and is tried again. */
export class Tidier {
  private rotatedAt = -Infinity;
  private scattered: ScatteredWindow[] = [];

  constructor(private readonly parts: TidierParts) {}

  /** Windows that are stored in several pieces, instead of those known so far. */
  replace(scattered: readonly ScatteredWindow[]): void {
    this.scattered = [...scattered];
  }

  add(scattered: ScatteredWindow): void {
    this.scattered.push(scattered);
  }

  /** Does not wait for the minute to be over. */
  rotateSoon(): void {
    this.rotatedAt = -Infinity;
  }

  /** Lets go of what is older than the owner wants, once a minute at the most; of much, some at each call. */
  async rotate(settings: HistorySettings): Promise<void> {
    const { clock, database, index } = this.parts;
    if (clock.now() - this.rotatedAt < ROTATE_MS) return;
    const now = clock.wallTime();
    const wanted = expired(index.all, settings, now);
    let left = MOST_AT_ONCE;
    const dropped = TIER_NAMES.map((tier) => {
      const count = Math.min(wanted[tier], left);
      left -= count;
      return { tier, count };
    });
    const dropUpTo = dropped.flatMap(({ tier, count }) => (count > 0 ? (index.of(tier).keys[count - 1] ?? []) : []));
    const isLast = dropped.every(({ tier, count }) => count === wanted[tier]);
    const dropMarksBefore = isLast ? now - wantedDays(settings).minute * 86_400_000 : undefined;
    await database.commit({ ...NOTHING, dropUpTo, dropMarksBefore });
    for (const { tier, count } of dropped) index.drop(tier, count);
    if (isLast) this.rotatedAt = clock.now();
  }

  /** Makes one block of the pieces of one window that has ended. */
  async compactNext(): Promise<void> {
    const { database, writers, nonce, commit } = this.parts;
    const next = this.scattered[0];
    if (!next) return;
    const { tier, window } = next;
    const live = new Set(writers[tier].newest.keys.map((key) => key.nonce));
    const found = await database.read(tier, { from: window, to: window + TIERS[tier].window });
    const compacted = compact(
      tier,
      found.filter(({ key }) => !live.has(key.nonce)),
      nonce(),
    );
    if (compacted) await commit({ ...NOTHING, puts: [compacted.put], deletes: compacted.deletes });
    this.scattered.shift();
  }
}
