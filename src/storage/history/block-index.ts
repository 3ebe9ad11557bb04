import type { TierName } from '../../bridge/history-contract';
import type { BlockKey, TierIndex } from './rotation';
import { startOf, TIER_NAMES, TIERS } from './tiers';

/** What is stored, without the blocks themselves. */
export class BlockIndex {
  private tiers: Record<TierName, { keys: BlockKey[]; bytes: number }> = empty();

  /** As the database has it. */
  replace(keys: readonly BlockKey[]): void {
    this.tiers = empty();
    for (const key of keys) this.add(key);
  }

  add(key: BlockKey): void {
    const tier = this.tiers[key.tier];
    // Nearly always the newest: found from the end.
    let place = tier.keys.length;
    while (place > 0 && (tier.keys[place - 1] as BlockKey).from > key.from) place--;
    tier.keys.splice(place, 0, key);
    tier.bytes += key.bytes;
  }

  remove(key: BlockKey): void {
    const tier = this.tiers[key.tier];
    const place = tier.keys.findLastIndex(({ nonce }) => nonce === key.nonce);
    if (place < 0) return;
    tier.keys.splice(place, 1);
    tier.bytes -= key.bytes;
  }

  /** Forgets the oldest `count` blocks of a tier. @returns the newest of them */
  drop(name: TierName, count: number): BlockKey | undefined {
    const tier = this.tiers[name];
    const dropped = tier.keys.splice(0, count);
    for (const { bytes } of dropped) tier.bytes -= bytes;
    return dropped.at(-1);
  }

  of(tier: TierName): TierIndex {
    return this.tiers[tier];
  }

  get all(): Readonly<Record<TierName, TierIndex>> {
    return this.tiers;
  }

  /** Windows that lie in more than one piece, of each tier all but the newest. */
  scattered(): readonly { readonly tier: TierName; readonly window: number }[] {
    return TIER_NAMES.flatMap((tier) => {
      const { window } = TIERS[tier];
      const windows = this.tiers[tier].keys.map(({ from }) => startOf(from, window));
      const newest = windows.at(-1);
      const repeated = windows.filter((start, place) => start !== newest && windows[place - 1] === start && windows[place - 2] !== start);
      return repeated.map((start) => ({ tier, window: start }));
    });
  }
}

function empty(): Record<TierName, { keys: BlockKey[]; bytes: number }> {
  return { full: { keys: [], bytes: 0 }, second: { keys: [], bytes: 0 }, minute: { keys: [], bytes: 0 }, quarter: { keys: [], bytes: 0 } };
}
