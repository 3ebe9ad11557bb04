import type { Ms } from '../battery/units';
import type { Configuration } from '../configuration/configuration';
import type { StoredEnergy } from '../control/state';
import type { Clock } from '../links/clock';
import { History } from '../storage/history/history';
import type { HistoryDatabase } from '../storage/history/history-database';
import { SIMULATED } from '../storage/history/rotation';
import type { Thinning } from '../storage/history/thin';
import type { BridgeView, Mode, Outcome, Phase } from './contract';
import type { FaultNow } from './fault-register';
import type { DayTotals, EnergyView, HistoryApi, HistoryColumns, HistoryQuery, HistoryStorage, Mark, TimeRange } from './history-contract';
import { HistoryRecorder } from './history-recorder';
import type { Part } from './part';

export interface HistoryServiceParts {
  readonly clock: Clock;
  /** Real and simulated history are kept apart from the database on. */
  readonly database: (mode: Mode) => HistoryDatabase;
  /** What thins readings for a chart. */
  readonly thinning: Part<Thinning>;
  /** What the browser says of the whole storage; rejects where it says nothing. */
  readonly estimate: () => Promise<Pick<HistoryStorage, 'usage' | 'quota' | 'persisted'>>;
  /** Marks that somebody else keeps, in any order. */
  readonly otherMarks?: (mode: Mode, range: TimeRange) => Promise<readonly Mark[]>;
}

type StoredListener = (mode: Mode, energy: StoredEnergy) => void;

const PATIENCE_MS: Ms = 1_000;
/** Most columns of one question. */
const MOST_POINTS = 100_000;
const NO_ESTIMATE = { usage: undefined, quota: undefined, persisted: undefined };

/** The history of both modes: records the bridge that runs, and answers the page. */
export class HistoryService implements HistoryApi {
  private readonly histories = new Map<Mode, History>();
  private running: { readonly mode: Mode; readonly history: History; readonly recorder: HistoryRecorder } | undefined;
  private changed: () => void = () => undefined;
  private stored: StoredListener = () => undefined;
  private configuration: Configuration['history'] | undefined;
  /** Told before anything was recorded. */
  private notes: readonly Pick<Mark, 'code' | 'data'>[] = [];

  constructor(private readonly parts: HistoryServiceParts) {}

  /** `listener` is called when the state of the storage may have changed. */
  onChange(listener: () => void): void {
    this.changed = listener;
  }

  /** `listener` is told the meters of a battery whenever they have been stored, or were stored before. */
  onStored(listener: StoredListener): void {
    this.stored = listener;
  }

  configure(configuration: Configuration): void {
    this.configuration = configuration.history;
    this.histories.get('serial')?.configure(configuration.history);
  }

  /** A bridge of this mode runs in this tab, and nowhere else where its ports are real. */
  begin(mode: Mode): void {
    const history = this.of(mode);
    history.start();
    history.mark('run', 'started');
    this.running = { mode, history, recorder: new HistoryRecorder(history) };
    for (const { code, data } of this.notes) history.mark('run', code, data);
    this.notes = [];
  }

  /** Marks something that has happened to the app itself; kept until a bridge runs whose history it belongs to. */
  note(code: string, data: Mark['data']): void {
    if (this.running) this.running.history.mark('run', code, data);
    else this.notes = [...this.notes, { code, data }];
  }

  /** Stores what is left. A database that does not answer is not waited for: ports must become free. */
  async end(): Promise<void> {
    const { running } = this;
    if (!running) return;
    this.running = undefined;
    running.history.mark('run', 'stopped');
    const { clock } = this.parts;
    await new Promise<void>((resolve) => {
      const cancel = clock.at(clock.now() + PATIENCE_MS, resolve);
      void running.history.stop().finally(() => {
        cancel();
        resolve();
      });
    });
  }

  observe(view: BridgeView): void {
    this.running?.recorder.observe(view);
  }

  energy(phase: Phase): EnergyView | undefined {
    const { running } = this;
    const counted = running?.history.energy;
    return running && counted && { ...counted, ...running.recorder.timeLeft(phase) };
  }

  /** Why what happens now would be lost with the tab. */
  get faults(): readonly FaultNow[] {
    const detail = this.running?.history.trouble;
    return detail === undefined ? [] : [{ code: 'history-unsaved', severity: 'warning', detail, subject: undefined }];
  }

  async query(query: HistoryQuery): Promise<HistoryColumns> {
    const { from, to, points } = query;
    if (!(from < to)) throw new RangeError(`from ${from} must be before to ${to}`);
    if (!(points >= 1 && points <= MOST_POINTS)) throw new RangeError(`points ${points} must be from 1 to ${MOST_POINTS}`);
    return this.of(query.mode).query(query);
  }

  async marks(mode: Mode, range: TimeRange): Promise<readonly Mark[]> {
    const [own, others] = await Promise.all([
      this.of(mode).marks(range),
      // The history is worth showing without them.
      this.parts.otherMarks?.(mode, range).catch(() => []),
    ]);
    return others && others.length > 0 ? [...own, ...others].sort((a, b) => a.at - b.at) : own;
  }

  days(mode: Mode, from: string, to: string): Promise<readonly DayTotals[]> {
    return this.of(mode).days(from, to);
  }

  async storage(mode: Mode): Promise<HistoryStorage> {
    const [own, estimate] = await Promise.all([this.of(mode).storage(), this.parts.estimate().catch(() => NO_ESTIMATE)]);
    return { ...own, ...estimate };
  }

  async clear(mode: Mode): Promise<Outcome> {
    try {
      await this.of(mode).clear();
      return { ok: true };
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      return {
        ok: false,
        fault: { code: 'storage-unavailable', severity: 'warning', detail, subject: undefined, since: this.parts.clock.now() },
      };
    }
  }

  private of(mode: Mode): History {
    const known = this.histories.get(mode);
    if (known) return known;
    const settings = mode === 'serial' && this.configuration ? this.configuration : SIMULATED;
    const history = new History(
      {
        mode,
        clock: this.parts.clock,
        database: this.parts.database(mode),
        localDay,
        thinning: () => this.parts.thinning.get(),
        changed: () => this.changed(),
        stored: (serialNumber, { energyIn, energyOut }) => this.stored(mode, { serialNumber, energyIn, energyOut }),
      },
      settings,
    );
    this.histories.set(mode, history);
    return history;
  }
}

/** Day on the calendar of this computer, for instance "2026-03-29". */
function localDay(time: number): string {
  const date = new Date(time);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
