import type { Ms } from '../battery/units';
import type { Cancel, Clock } from '../links/clock';
import type { AlarmDatabase, StoredAlarm } from '../storage/alarms/alarm-database';
import { acknowledged, followBook, recovered, snoozed, type OpenAlarm } from './alarm-book';
import { signalsOf } from './alarm-signals';
import {
  DEFAULT_ALARM_SETTINGS,
  thresholdsOf,
  thresholdViolations,
  boundsOf,
  type AlarmSettings,
  type ThresholdViolation,
  WATCHED_CODES,
} from '../control/alarms/settings';
import { ALARMS, WATCHES, type ThresholdContext, type WatchedCode } from '../control/alarms/table';
import type { Known } from '../control/state';
import type { AlarmEntry, AlarmsApi, ThresholdsView, WatchView } from './alarms-contract';
import type { BridgeView, Mode, Outcome, Phase } from './contract';
import type { FaultNow } from './fault-register';
import type { BridgeObserver } from './observer';

export interface AlarmServiceParts {
  readonly clock: Clock;
  /** Real and simulated alarms are kept apart from the database on. */
  readonly database: (mode: Mode) => AlarmDatabase;
}

/** What matters is stored this long after it happened, values that grow worse at this pace, and again after a failure. */
const STORE_SOON_MS: Ms = 1_000;
const STORE_EVERY_MS: Ms = 60_000;
/** Alarms that are kept, and that wait in memory for a database that takes none. */
const MOST_STORED = 5_000;
const MOST_WAITING = 1_000;
const MOST_LISTED = 1_000;

/** Without a bridge nobody sees whether anything is wrong. */
const IDLE: readonly Phase[] = ['stopped', 'blocked'];

interface Book {
  readonly database: AlarmDatabase;
  open: readonly OpenAlarm[];
  /** Not confirmed by the database, by id. */
  readonly unsaved: Map<string, StoredAlarm>;
  /** Nothing is written before it is known what is there. */
  loaded: boolean;
  /** Why the database cannot be written; for people who report it. */
  trouble: string | undefined;
}

/** The book of alarms of both modes: begins and ends them, keeps what the owner said to them. Never waits for its database. */
export class AlarmService implements AlarmsApi, BridgeObserver {
  private readonly books = new Map<Mode, Book>();
  private running: Mode | undefined;
  private due: { readonly at: Ms; readonly cancel: Cancel } | undefined;
  private changed: () => void = () => undefined;
  private battery: { readonly known: Known | undefined } | undefined;

  constructor(private readonly parts: AlarmServiceParts) {}

  /** `listener` is called when alarms have changed otherwise than by a view. */
  onChange(listener: () => void): void {
    this.changed = listener;
  }

  /** The battery that thresholds are for, or none any more. */
  follow(battery: { readonly known: Known | undefined } | undefined): void {
    this.battery = battery;
  }

  thresholds(wishes: AlarmSettings): Promise<ThresholdsView> {
    const { context } = this;
    const watches = Object.fromEntries(WATCHED_CODES.map((code) => [code, watchView(code, wishes, context)]));
    return Promise.resolve({
      watches: watches as ThresholdsView['watches'],
      violations: thresholdViolations(wishes, context),
      known: context !== undefined,
    });
  }

  /** Rules that these settings break. */
  violations(wishes: AlarmSettings): readonly ThresholdViolation[] {
    return thresholdViolations(wishes, this.context);
  }

  private get context(): ThresholdContext | undefined {
    const known = this.battery?.known;
    return known && { settings: known.combined.settings, parameters: known.parameters };
  }

  /** Why alarms would be forgotten with the tab. */
  get faults(): readonly FaultNow[] {
    const detail = this.running && this.of(this.running).trouble;
    return detail === undefined ? [] : [{ code: 'alarms-unsaved', severity: 'warning', detail, subject: undefined }];
  }

  /** Alarms that last, in the order in which they began. */
  active(mode: Mode): readonly AlarmEntry[] {
    return mode === this.running
      ? this.of(mode)
          .open.filter(isSeen)
          .map(({ entry }) => entry)
      : [];
  }

  observe(view: BridgeView): void {
    if (IDLE.includes(view.phase)) {
      this.rest();
      return;
    }
    if (view.mode !== this.running) this.rest();
    this.running = view.mode;
    const book = this.of(view.mode);
    const before = book.open;
    const { open, ended, turned } = followBook(before, signalsOf(view), this.now, view.batteryAlarms !== undefined);
    book.open = open;
    for (const entry of ended) this.keep(book, { key: keyOf(before, entry), entry });
    for (const alarm of open) if (isSeen(alarm)) this.keep(book, alarm);
    if (turned) this.storeWithin(STORE_SOON_MS);
    else if (book.unsaved.size > 0) this.storeWithin(STORE_EVERY_MS);
  }

  ended(): void {
    this.rest();
    for (const book of this.books.values()) void this.store(book);
  }

  async list(mode: Mode, before: number, limit: number): Promise<readonly AlarmEntry[]> {
    const most = Math.min(limit, MOST_LISTED);
    const book = this.of(mode);
    const stored = await book.database.list(before, most).catch(() => []);
    const entries = new Map(stored.map((entry) => [entry.id, entry]));
    for (const { entry } of book.unsaved.values()) if (entry.begin < before) entries.set(entry.id, entry);
    return [...entries.values()].sort((a, b) => b.begin - a.begin).slice(0, most);
  }

  acknowledge(ids: readonly string[]): Promise<void> {
    return this.change(ids, (alarm) => acknowledged(alarm, this.now));
  }

  snooze(id: string, minutes: number): Promise<void> {
    return this.change([id], (alarm) => snoozed(alarm, this.now, minutes));
  }

  async clear(mode: Mode): Promise<Outcome> {
    const book = this.of(mode);
    for (const [id, { entry }] of book.unsaved) if (entry.end !== undefined) book.unsaved.delete(id);
    try {
      await book.database.clear();
      return { ok: true };
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      const since = this.parts.clock.now();
      return { ok: false, fault: { code: 'storage-unavailable', severity: 'warning', detail, subject: undefined, since } };
    }
  }

  private get now(): number {
    return Math.round(this.parts.clock.wallTime());
  }

  /** Nobody watches any longer: what lasts now may be over when somebody does again. */
  private rest(): void {
    if (this.running === undefined) return;
    const book = this.of(this.running);
    book.open = book.open.map((alarm) => ({ ...alarm, recovered: true }));
    this.running = undefined;
    this.storeWithin(STORE_SOON_MS);
  }

  private change(ids: readonly string[], how: (alarm: OpenAlarm) => OpenAlarm): Promise<void> {
    if (this.running === undefined) return Promise.resolve();
    const book = this.of(this.running);
    book.open = book.open.map((alarm) => (ids.includes(alarm.entry.id) ? how(alarm) : alarm));
    for (const alarm of book.open) if (ids.includes(alarm.entry.id)) this.keep(book, alarm);
    this.storeWithin(0);
    this.changed();
    return Promise.resolve();
  }

  private keep({ unsaved }: Book, { key, entry }: StoredAlarm): void {
    unsaved.delete(entry.id);
    unsaved.set(entry.id, { key, entry });
    for (const id of unsaved.keys()) {
      if (unsaved.size <= MOST_WAITING) break;
      unsaved.delete(id);
    }
  }

  private storeWithin(ms: Ms): void {
    const at = this.parts.clock.now() + ms;
    if (this.due && this.due.at <= at) return;
    this.due?.cancel();
    const cancel = this.parts.clock.at(at, () => {
      this.due = undefined;
      for (const book of this.books.values()) void this.store(book);
    });
    this.due = { at, cancel };
  }

  private async store(book: Book): Promise<void> {
    if (!book.loaded || book.unsaved.size === 0) return;
    const batch = [...book.unsaved.values()];
    try {
      await book.database.put(batch, MOST_STORED);
    } catch (error) {
      // Full or gone: the alarms are told all the same, and stored when there is room again.
      book.trouble = error instanceof Error ? error.message : String(error);
      this.storeWithin(STORE_EVERY_MS);
      return;
    }
    book.trouble = undefined;
    for (const { entry } of batch) if (book.unsaved.get(entry.id)?.entry === entry) book.unsaved.delete(entry.id);
  }

  private of(mode: Mode): Book {
    const known = this.books.get(mode);
    if (known) return known;
    const book: Book = { database: this.parts.database(mode), open: [], unsaved: new Map(), loaded: false, trouble: undefined };
    this.books.set(mode, book);
    void this.load(book);
    return book;
  }

  private async load(book: Book): Promise<void> {
    const stored = await book.database.open().catch(() => []);
    // Their identity may change by it: what was noted of them so far is noted anew.
    for (const { entry } of book.open) book.unsaved.delete(entry.id);
    book.open = recovered(
      book.open,
      stored.map((alarm) => ({ ...alarm, recovered: true })),
    );
    for (const alarm of book.open) if (isSeen(alarm)) this.keep(book, alarm);
    book.loaded = true;
    this.storeWithin(STORE_SOON_MS);
    this.changed();
  }
}

function isSeen({ recovered: old }: OpenAlarm): boolean {
  return !old;
}

function keyOf(open: readonly OpenAlarm[], { id }: AlarmEntry): string {
  return open.find(({ entry }) => entry.id === id)?.key ?? id;
}

function watchView(code: WatchedCode, wishes: AlarmSettings, context: ThresholdContext | undefined): WatchView {
  const { side, slow = false, bounds, mostHysteresis } = WATCHES[code];
  return {
    number: ALARMS[code].number,
    side,
    slow,
    ...boundsOf(code, context),
    bounded: context !== undefined && bounds !== undefined,
    mostHysteresis,
    fromBms: context && thresholdsOf(code, DEFAULT_ALARM_SETTINGS, context),
    inForce: context && thresholdsOf(code, wishes, context),
  };
}
