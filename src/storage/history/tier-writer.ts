import type { TierName } from '../../bridge/history-contract';
import { encodeBlock } from './block';
import type { StoredBlock } from './history-database';
import type { BlockKey } from './rotation';
import { Bucket, type PerSeries, type Row } from './rows';
import { startOf, TIERS, type Tier } from './tiers';

/** A tail of so many rows is left as it is, and the next one begun: what is written again and again stays small. */
const TAIL_ROWS = 32;
/** The growing row of a shorter stretch than this is not worth writing before it ends [ms]. */
const SHORTEST_GROWING = 10_000;

/** What has to be written, and which earlier pieces that makes superfluous. */
export interface Pieces {
  readonly puts: readonly StoredBlock[];
  readonly deletes: readonly BlockKey[];
}

/**
 * Gathers the rows of one tier and hands them out in small pieces, every few seconds: the tail of finished rows, until it is long enough,
 * and the row that is still growing. The pieces of a window are made into one block once the window has ended.
 */
export class TierWriter {
  private readonly tier: Tier;
  private readonly growing = new Bucket();
  private growingKey: BlockKey | undefined;
  private growingChanged = false;
  private tail: Row[] = [];
  private tailKey: BlockKey | undefined;
  private tailChanged = false;
  private last: Row | undefined;
  private puts: StoredBlock[] = [];
  private deletes: BlockKey[] = [];
  private ended: number[] = [];

  constructor(
    private readonly name: TierName,
    /** A text that no other piece has been given. */
    private readonly nonce: () => string,
  ) {
    this.tier = TIERS[name];
  }

  /** @param values - of one reading */
  add(time: number, values: PerSeries): void {
    const { width } = this.tier;
    const start = width > 0 ? startOf(time, width) : time;
    if (!this.growing.isEmpty && this.growing.start !== start) this.close();
    this.growing.add(start, values);
    this.growingChanged = true;
    if (width === 0) this.close();
  }

  /** Ends the growing row: what follows is another stretch. */
  break(): void {
    if (!this.growing.isEmpty) this.close();
  }

  /** Forgets what it holds. */
  clear(): void {
    this.break();
    this.leaveTail();
    this.puts = [];
    this.deletes = [];
    this.ended = [];
  }

  /** What has to be written now. */
  collect(): Pieces {
    if (this.tailChanged) this.tailKey = this.put(this.tail, this.tailKey);
    this.tailChanged = false;
    if (this.tail.length >= TAIL_ROWS) this.leaveTail();
    if (this.growingChanged && !this.growing.isEmpty && this.tier.width >= SHORTEST_GROWING) {
      this.growingKey = this.put([this.growing.peek()], this.growingKey);
    }
    this.growingChanged = false;
    const { puts, deletes } = this;
    this.puts = [];
    this.deletes = [];
    return { puts, deletes };
  }

  /** Starts of windows that have ended since the last call. */
  takeEnded(): readonly number[] {
    const { ended } = this;
    this.ended = [];
    return ended;
  }

  /** Rows that may change or have not been handed out, and the pieces that hold some of them. */
  get newest(): { readonly rows: readonly Row[]; readonly keys: readonly BlockKey[] } {
    return {
      rows: this.growing.isEmpty ? this.tail : [...this.tail, this.growing.peek()],
      keys: [this.tailKey, this.growingKey].filter((key) => key !== undefined),
    };
  }

  private close(): void {
    const row = this.growing.take();
    if (this.growingKey) this.deletes.push(this.growingKey);
    this.growingKey = undefined;
    const { last } = this;
    if (last && (this.windowOf(last) !== this.windowOf(row) || row.time < last.time)) {
      if (this.tailChanged) this.put(this.tail, this.tailKey);
      this.leaveTail();
      this.ended.push(this.windowOf(last));
    }
    this.last = row;
    this.tail.push(row);
    this.tailChanged = true;
  }

  private put(rows: readonly Row[], instead: BlockKey | undefined): BlockKey {
    const from = (rows[0] as Row).time;
    const to = (rows.at(-1) as Row).time + Math.max(1, this.tier.width);
    const data = encodeBlock(this.name, rows);
    const key: BlockKey = { tier: this.name, from, to, bytes: data.byteLength, nonce: this.nonce() };
    if (instead) this.deletes.push(instead);
    this.puts.push({ key, data });
    return key;
  }

  private leaveTail(): void {
    this.tail = [];
    this.tailKey = undefined;
    this.tailChanged = false;
  }

  private windowOf({ time }: Row): number {
    return startOf(time, this.tier.window);
  }
}

/** One for each tier. */
export type TierWriters = Readonly<Record<TierName, TierWriter>>;
