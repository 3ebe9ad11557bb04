import type { TierName, TimeRange } from '../../bridge/history-contract';
import { Block, DamagedBlock, encodeBlock } from './block';
import type { BlockIndex } from './block-index';
import type { HistoryDatabase, StoredBlock } from './history-database';
import type { Row } from './rows';
import type { TierWriters } from './tier-writer';
import type { Unsaved } from './unsaved';

export interface BlockReaderParts {
  readonly database: Pick<HistoryDatabase, 'read'>;
  readonly index: BlockIndex;
  readonly writers: TierWriters;
  readonly unsaved: () => Unsaved;
}

/** Reads a tier as one whole, wherever its rows are: in the database, on the way to it, or still growing. */
export class BlockReader {
  private readonly damagedBlocks = new Set<string>();

  constructor(private readonly parts: BlockReaderParts) {}

  /** Stored blocks that could not be opened so far. */
  get damaged(): number {
    return this.damagedBlocks.size;
  }

  /** Stored blocks, those that are not yet stored, and the rows in memory. */
  async read(tier: TierName, range: TimeRange): Promise<readonly Block[]> {
    const { database, writers } = this.parts;
    const stored = await database.read(tier, range).catch(() => []);
    // What is waiting by then, not before.
    const unsaved = this.parts.unsaved();
    const { rows, keys } = writers[tier].newest;
    const outdated = new Set([...unsaved.deleted, ...keys.map(({ nonce }) => nonce)]);
    const waiting = unsaved.of(tier);
    const present = [...stored, ...waiting].filter(({ key }) => !outdated.has(key.nonce));
    const blocks = present.flatMap((block) => this.open(block) ?? []);
    return rows.length > 0 ? [...blocks, new Block(encodeBlock(tier, inOrderOfTime(rows)))] : blocks;
  }

  /** Begin of the oldest row. */
  oldest(tier: TierName): number | undefined {
    const { index, writers } = this.parts;
    const times = [index.of(tier).keys[0]?.from, this.parts.unsaved().of(tier)[0]?.key.from, writers[tier].newest.rows[0]?.time];
    const known = times.filter((time) => time !== undefined);
    return known.length > 0 ? Math.min(...known) : undefined;
  }

  /** Nothing is stored any longer. */
  clear(): void {
    this.damagedBlocks.clear();
  }

  private open({ key, data }: StoredBlock): Block | undefined {
    try {
      return new Block(data);
    } catch (error) {
      if (!(error instanceof DamagedBlock)) throw error;
      this.damagedBlocks.add(key.nonce);
      return undefined;
    }
  }
}

function inOrderOfTime(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((a, b) => a.time - b.time);
}
