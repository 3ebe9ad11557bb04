import { flowed, NO_AMOUNTS, type Amounts, type Flow } from '../../battery/energy';
import type { Ms } from '../../battery/units';
import type { Mode } from '../../bridge/contract';
import type {
  DayTotals,
  EnergyView,
  HistoryColumns,
  HistoryQuery,
  HistoryState,
  HistoryStorage,
  Mark,
  MarkTrack,
  TierName,
  TimeRange,
} from '../../bridge/history-contract';
import type { Cancel, Clock } from '../../links/clock';
import { BlockIndex } from './block-index';
import { BlockReader } from './block-reader';
import type { Batch, HistoryDatabase } from './history-database';
import { Meters } from './meters';
import { boughtDays, bytesPerDay, wantedDays, type HistorySettings } from './rotation';
import { valuesOf } from './rows';
import type { Sample } from './series';
import type { Slice, Thinning } from './thin';
import { Tidier } from './tidier';
import { TierWriter, type TierWriters } from './tier-writer';
import { TIER_NAMES } from './tiers';
import { TimeBase } from './time-base';
import { Unsaved } from './unsaved';

/** With the time of a write less than the 5 s that may be lost. */
const FLUSH_MS: Ms = 4_000;
/** A database that has not answered for this long counts as failed, for the owner; what it was given is kept until it does. */
const SLOW_MS: Ms = 15_000;
/** While a write is on its way, so many rows may gather before they are packed. */
const MOST_LOOSE = 400;
const MINUTE_MS: Ms = 60_000;
/** Energy that 0x378 can show: crossing it is worth a write that outlives a power cut [Wh]. */
const SHOWN_WH = 100;

export interface HistoryParts {
  readonly mode: Mode;
  readonly clock: Clock;
  readonly database: HistoryDatabase;
  /** Day on the calendar of this computer, for instance "2026-03-29". */
  readonly localDay: (time: number) => string;
  /** What thins readings for a chart: code that is only needed once somebody looks. */
  readonly thinning?: () => Promise<Thinning>;
  /** Something that the owner may have to know has changed. */
  readonly changed: () => void;
  /** Energy that has been stored, or was stored before: what may be told to others. */
  readonly stored: (serialNumber: string, total: Amounts) => void;
}

/** A reading with all that is kept of it. */
export interface Reading extends Flow {
  readonly serialNumber: string;
  readonly sample: Sample;
}

/**
 * The history of one mode: takes readings, keeps them in tiers, answers questions. Storage is never waited for: what the database has not
 * taken stays in memory, within bounds, and is offered again every few seconds.
 */
export class History {
  private settings: HistorySettings;
  private readonly session: string;
  private readonly writers: TierWriters;
  private readonly reader: BlockReader;
  private readonly tidier: Tidier;
  private readonly index = new BlockIndex();
  private readonly time = new TimeBase();
  private unsaved = new Unsaved();
  private meters: Meters | undefined;
  private before: Flow | undefined;
  private pieces = 0;
  /** The opening of the database since which its keys are known. */
  private loaded: number | undefined;
  private writes = false;
  private failure: string | undefined;
  private busySince: Ms | undefined;
  private waiting: Promise<void> | undefined;
  private answered = false;
  private announced: Amounts | undefined;
  private timer: Cancel | undefined;
  private order: Promise<unknown> = Promise.resolve();
  private day = { minute: NaN, name: '' };

  constructor(
    private readonly parts: HistoryParts,
    settings: HistorySettings,
  ) {
    this.settings = settings;
    this.session = Math.round(parts.clock.wallTime()).toString(36);
    const writer = (tier: TierName): TierWriter => new TierWriter(tier, () => this.nonce());
    this.writers = { full: writer('full'), second: writer('second'), minute: writer('minute'), quarter: writer('quarter') };
    const { database, clock } = parts;
    const { index, writers } = this;
    this.reader = new BlockReader({ database, index, writers, unsaved: () => this.unsaved });
    const commit = (batch: Batch): Promise<void> => this.commit(batch);
    this.tidier = new Tidier({ clock, database, index, writers, nonce: () => this.nonce(), commit });
  }

  /** From now on this history is written, by nobody else. */
  start(): void {
    if (this.writes) return;
    this.writes = true;
    this.loaded = undefined;
    // Another window may have counted since the last time; what the database has not taken is only known here.
    if (this.unsaved.meters.length === 0) this.meters = undefined;
    this.beat();
  }

  /** Writes what is left. */
  stop(): Promise<void> {
    this.timer?.();
    this.timer = undefined;
    for (const tier of TIER_NAMES) this.writers[tier].break();
    this.before = undefined;
    this.writes = false;
    // Before somebody starts it again, and counts anew.
    this.collect();
    return this.flush();
  }

  configure(settings: HistorySettings): void {
    this.settings = settings;
    this.tidier.rotateSoon();
  }

  add({ sample, serialNumber, at, voltage, current }: Reading): void {
    const { clock } = this.parts;
    const { time, jumpedBy } = this.time.follow(at, clock.wallTime(), clock.now());
    if (jumpedBy !== undefined) {
      this.break();
      this.mark('run', 'clock-set', { byMs: Math.round(jumpedBy) }, time);
    }
    const meters = this.metersOf(serialNumber, time);
    const flow = { at, voltage, current };
    const amounts = flowed(this.before, flow);
    const counts = amounts !== NO_AMOUNTS;
    const day = this.dayOf(time);
    if (meters.day !== day) {
      this.collectMeters();
      meters.begin(day, time);
      void this.loadDay(meters, day);
    }
    meters.add(amounts, counts && this.before ? at - this.before.at : 0);
    this.before = flow;
    const values = valuesOf(sample, amounts);
    for (const tier of TIER_NAMES) this.writers[tier].add(time, values);
  }

  mark(track: MarkTrack, code: string, data: Mark['data'] = {}, at = Math.round(this.parts.clock.wallTime())): void {
    this.unsaved.mark({ at, track, code, data });
  }

  get state(): HistoryState {
    const isSlow = this.busySince !== undefined && this.parts.clock.now() - this.busySince > SLOW_MS;
    if (this.failure !== undefined || isSlow) return 'memory';
    return this.answered ? 'stored' : 'opening';
  }

  /** Why the database cannot be written; for people who report it. */
  get trouble(): string | undefined {
    return this.state === 'memory' ? (this.failure ?? 'the database does not answer') : undefined;
  }

  get damaged(): number {
    return this.reader.damaged;
  }

  get energy(): Pick<EnergyView, 'today' | 'total'> | undefined {
    return this.meters && { today: this.meters.todayTotals, total: this.meters.total };
  }

  async query(query: HistoryQuery): Promise<HistoryColumns> {
    const { thinning = () => import('./thin') } = this.parts;
    const { pickTiers, thin } = await thinning();
    return this.inOrder(async () => {
      await this.load().catch(() => undefined);
      const picked = pickTiers(query, TIER_NAMES, (tier) => this.reader.oldest(tier));
      const slices: Slice[] = [];
      for (const { tier, from, to } of picked) {
        for (const block of await this.reader.read(tier, { from, to })) slices.push({ block, from, to });
      }
      const { mode, from, to } = query;
      const tiers = TIER_NAMES.filter((tier) => slices.some(({ block }) => block.tier === tier));
      return { mode, from, to, ...thin(slices, query), tiers, damaged: this.damaged };
    });
  }

  marks(range: TimeRange): Promise<readonly Mark[]> {
    return this.inOrder(async () => {
      const stored = await this.parts.database.marks(range).catch(() => []);
      const newest = this.unsaved.marksUpTo(range);
      return [...stored, ...newest].sort((a, b) => a.at - b.at);
    });
  }

  days(from: string, to: string): Promise<readonly DayTotals[]> {
    return this.inOrder(async () => {
      const stored = await this.parts.database.days(from, to).catch(() => []);
      return this.unsaved.withDays(stored, from, to);
    });
  }

  storage(): Promise<Omit<HistoryStorage, 'usage' | 'quota' | 'persisted'>> {
    return this.inOrder(async () => {
      await this.load().catch(() => undefined);
      const { all } = this.index;
      const perDay = {
        full: bytesPerDay('full', all.full),
        second: bytesPerDay('second', all.second),
        minute: bytesPerDay('minute', all.minute),
        quarter: bytesPerDay('quarter', all.quarter),
      };
      const [wanted, bought] = [wantedDays(this.settings), boughtDays(this.settings, perDay)];
      return {
        mode: this.parts.mode,
        state: this.state,
        damaged: this.damaged,
        unsavedBytes: this.unsaved.bytes,
        tiers: TIER_NAMES.map((tier) => ({
          tier,
          wantedDays: wanted[tier],
          boughtDays: bought[tier],
          bytesPerDay: perDay[tier],
          bytes: all[tier].bytes,
          blocks: all[tier].keys.length,
          oldest: all[tier].keys[0]?.from,
        })),
      };
    });
  }

  /** Rejects when the database cannot be cleared. */
  clear(): Promise<void> {
    return this.inOrder(async () => {
      this.break();
      for (const tier of TIER_NAMES) this.writers[tier].clear();
      this.unsaved.clear();
      this.meters?.clearDay();
      await this.parts.database.clear();
      this.index.replace([]);
      this.tidier.replace([]);
      this.reader.clear();
    });
  }

  /** A day begins with a minute, on every calendar. */
  private dayOf(time: number): string {
    const minute = Math.floor(time / MINUTE_MS);
    if (this.day.minute !== minute) this.day = { minute, name: this.parts.localDay(time) };
    return this.day.name;
  }

  private break(): void {
    for (const tier of TIER_NAMES) this.writers[tier].break();
    this.before = undefined;
  }

  private metersOf(serialNumber: string, time: number): Meters {
    if (this.meters?.serialNumber === serialNumber) return this.meters;
    // What one battery does says nothing about another.
    if (this.meters) this.break();
    this.collectMeters();
    this.mark('pack', serialNumber, {}, time);
    this.announced = undefined;
    this.meters = new Meters(serialNumber);
    void this.loadTotal(this.meters);
    return this.meters;
  }

  private async loadTotal(meters: Meters): Promise<void> {
    await this.inOrder(async () => {
      const total = await this.parts.database.meter(meters.serialNumber);
      meters.loadTotal(total);
      if (total && meters === this.meters) this.announce(meters.serialNumber, total);
    }).catch(() => undefined);
  }

  private async loadDay(meters: Meters, day: string): Promise<void> {
    await this.inOrder(async () => meters.loadDay(day, await this.parts.database.day(day, meters.serialNumber))).catch(() => undefined);
  }

  private announce(serialNumber: string, total: Amounts): void {
    this.announced = total;
    this.parts.stored(serialNumber, total);
  }

  private beat(): void {
    const { clock } = this.parts;
    this.timer = clock.at(clock.now() + FLUSH_MS, () => {
      this.beat();
      void this.flush();
    });
  }

  /** Offers the database all that it has not taken. Settles when it has answered, one way or the other. */
  private flush(): Promise<void> {
    if (!this.waiting || this.writers.full.newest.rows.length > MOST_LOOSE) this.collect();
    this.busySince ??= this.parts.clock.now();
    // One write waits at the most: what comes before it begins goes with it.
    this.waiting ??= this.inOrder(async () => {
      this.waiting = undefined;
      this.collect();
      await this.write();
      if (!this.waiting) this.busySince = undefined;
      this.parts.changed();
    });
    return this.waiting;
  }

  private collect(): void {
    for (const tier of TIER_NAMES) {
      const writer = this.writers[tier];
      this.unsaved.add(writer.collect());
      for (const window of writer.takeEnded()) this.tidier.add({ tier, window });
    }
    this.collectMeters();
    this.unsaved.bound();
  }

  private collectMeters(): void {
    if (this.meters) this.unsaved.addMeters(this.meters.serialNumber, this.meters.collect());
  }

  private async write(): Promise<void> {
    const given = this.unsaved;
    this.unsaved = new Unsaved();
    try {
      await this.load();
      await this.reloadMeters();
      if (!given.isEmpty) await this.commit(given.batch(this.isShown(given)));
      for (const { total, serialNumber } of given.meters) {
        if (serialNumber === this.meters?.serialNumber) this.announce(serialNumber, total);
      }
      this.recovered();
    } catch (error) {
      this.unsaved = given.followedBy(this.unsaved);
      this.failed(error);
      // Where the disk is full, letting go of what the owner no longer wants is what makes room.
      if (this.loaded !== undefined) await this.tidier.rotate(this.settings).catch(() => undefined);
      return;
    }
    // Tidying up may fail without losing anything; it is tried again.
    await this.tidier.rotate(this.settings).catch((error: unknown) => this.failed(error));
    await this.tidier.compactNext().catch((error: unknown) => this.failed(error));
  }

  /** A database that could not say what was stored before is asked again before anything is counted on it. */
  private async reloadMeters(): Promise<void> {
    const { meters } = this;
    if (!meters || meters.isLoaded) return;
    meters.loadTotal(await this.parts.database.meter(meters.serialNumber));
    const { day } = meters;
    if (day !== undefined) meters.loadDay(day, await this.parts.database.day(day, meters.serialNumber));
  }

  /** Some meter has come to another figure in 0x378. */
  private isShown(given: Unsaved): boolean {
    return given.meters.some(({ total }) => {
      const shown = ({ energyIn, energyOut }: Amounts): string => `${Math.floor(energyIn / SHOWN_WH)} ${Math.floor(energyOut / SHOWN_WH)}`;
      return !this.announced || shown(total) !== shown(this.announced);
    });
  }

  private async commit(batch: Batch): Promise<void> {
    await this.parts.database.commit(batch);
    for (const key of batch.deletes) this.index.remove(key);
    for (const { key } of batch.puts) this.index.add(key);
  }

  /** Learns what is stored. A history that somebody else writes is looked at anew each time. */
  private async load(): Promise<void> {
    const { database } = this.parts;
    if (this.writes && this.loaded === database.openings()) return;
    this.index.replace(await database.keys());
    this.answered = true;
    if (!this.writes) return;
    this.loaded = database.openings();
    this.tidier.replace(this.index.scattered());
  }

  private failed(error: unknown): void {
    this.failure = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }

  private recovered(): void {
    this.failure = undefined;
    this.answered = true;
  }

  private nonce(): string {
    return `${this.session}.${(this.pieces++).toString(36)}`;
  }

  private inOrder<T>(work: () => Promise<T>): Promise<T> {
    const result = this.order.then(work);
    this.order = result.catch(() => undefined);
    return result;
  }
}
