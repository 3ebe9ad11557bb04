import type { TierName } from '../../bridge/history-contract';
import { Block, DamagedBlock, encodeBlock } from './block';
import type { StoredBlock } from './history-database';
import type { BlockKey } from './rotation';
import { mergeRows, type Row } from './rows';
import { TIERS } from './tiers';

export interface Compacted {
  readonly put: StoredBlock;
  readonly deletes: readonly BlockKey[];
}

/**
 * Makes one block of the pieces of a window, each row once: a restart leaves two halves of one row, and a clock that was set back repeats
 * some. Pieces that cannot be read stay where they are. `undefined` where there is nothing to gain.
 */
export function compact(tier: TierName, pieces: readonly StoredBlock[], nonce: string): Compacted | undefined {
  const readable = pieces.flatMap(({ key, data }) => {
    const rows = readRows(data);
    return rows ? [{ key, rows }] : [];
  });
  if (readable.length < 2) return undefined;
  const rows = joined(
    readable.flatMap((piece) => piece.rows),
    TIERS[tier].width > 0,
  );
  const data = encodeBlock(tier, rows);
  const to = (rows.at(-1) as Row).time + Math.max(1, TIERS[tier].width);
  return {
    put: { key: { tier, from: (rows[0] as Row).time, to, bytes: data.byteLength, nonce }, data },
    deletes: readable.map(({ key }) => key),
  };
}

function readRows(data: ArrayBuffer): readonly Row[] | undefined {
  try {
    return new Block(data).toRows();
  } catch (error) {
    if (error instanceof DamagedBlock) return undefined;
    throw error;
  }
}

function joined(rows: readonly Row[], mergeEqual: boolean): readonly Row[] {
  const result: Row[] = [];
  for (const row of rows.toSorted((a, b) => a.time - b.time)) {
    const last = result.at(-1);
    if (mergeEqual && last?.time === row.time) result[result.length - 1] = mergeRows(last, row);
    else result.push(row);
  }
  return result;
}
