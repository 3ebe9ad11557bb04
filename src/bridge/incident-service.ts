import type { Alarms } from '../battery/battery';
import type { Ms } from '../battery/units';
import type { Cancel, Clock } from '../links/clock';
import { headOf, type IncidentDatabase } from '../storage/incidents/incident-database';
import { SERIES_NAMES } from '../storage/history/series';
import type { BridgeView, Fault, FaultCode, Mode, Outcome } from './contract';
import type { HistoryApi } from './history-contract';
import type { Incident, IncidentApi, IncidentCause, IncidentHead } from './incident-contract';
import type { LinePlace, LogApi } from './log-contract';
import type { FaultNow } from './fault-register';
import type { BridgeObserver } from './observer';
import type { TrafficService } from './traffic-service';

/** What an incident holds around its first and its last cause. */
const BEFORE_MS: Ms = 600_000;
const AFTER_MS: Ms = 120_000;
/** However many causes follow one another, it ends so long after the first. */
const LONGEST_MS: Ms = 900_000;
/** The same cause makes no second incident within this time: the first one tells most. */
const AGAIN_MS: Ms = 3_600_000;
const MOST_READINGS = 50_000;
/** What the database has refused is offered again at this pace. */
const TRY_AGAIN_MS: Ms = 60_000;

/** What the app says of itself, and what the owner decides, makes no incident. */
const ORDINARY: ReadonlySet<FaultCode> = new Set([
  'storage-unavailable',
  'settings-unread',
  'history-unsaved',
  'log-unsaved',
  'alarms-unsaved',
  'incidents-unsaved',
  'traffic-unsaved',
  'law-memory-unsaved',
  'ports-owned-elsewhere',
  'serial-unsupported',
  'configuration-invalid',
  'not-simulated',
]);

export interface IncidentServiceParts {
  readonly clock: Clock;
  /** Real and simulated incidents are kept apart from the database on. */
  readonly database: (mode: Mode) => IncidentDatabase;
  readonly history: Pick<HistoryApi, 'query' | 'marks'>;
  readonly log: Pick<LogApi, 'before'>;
  readonly traffic: Pick<TrafficService, 'text'>;
  readonly version: string;
  readonly commit: string;
}

interface Growing {
  readonly id: number;
  readonly mode: Mode;
  readonly view: BridgeView;
  readonly causes: IncidentCause[];
  endsAt: number;
  cancel: Cancel;
}

/** Keeps what was known around every fault by itself: ten minutes before it, two minutes after it. */
export class IncidentService implements IncidentApi, BridgeObserver {
  private readonly databases = new Map<Mode, IncidentDatabase>();
  /** What no database has taken, newest last. */
  private readonly held = new Map<number, Incident>();
  /** Causes of the last hour, and when each came last. */
  private readonly seen = new Map<string, number>();
  private present = new Set<string>();
  private growing: Growing | undefined;
  private most = 0;
  private trouble: { readonly detail: string; readonly at: Ms } | undefined;
  private order: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: IncidentServiceParts) {}

  observe(view: BridgeView): void {
    this.most = view.configuration.log.incidents;
    const causes = causesIn(view);
    const fresh = causes.filter((cause) => !this.present.has(keyOf(cause)));
    this.present = new Set(causes.map(keyOf));
    // A bridge that has not yet been whole has nothing to lose.
    if (fresh.length > 0 && view.packs.some(({ reading }) => reading !== undefined)) this.begin(view, fresh);
    if (this.trouble && this.parts.clock.now() - this.trouble.at > TRY_AGAIN_MS) this.tryAgain();
  }

  /** Why the newest incidents would be lost with the tab. */
  get faults(): readonly FaultNow[] {
    const { trouble } = this;
    return trouble ? [{ code: 'incidents-unsaved', severity: 'warning', detail: trouble.detail, subject: undefined }] : [];
  }

  ended(): void {
    this.present.clear();
    this.finish();
  }

  list(mode: Mode): Promise<readonly IncidentHead[]> {
    return this.inOrder(async () => {
      const stored = await this.of(mode)
        .heads()
        .catch(() => []);
      const held = [...this.held.values()].filter((incident) => incident.mode === mode);
      const heads = new Map([...stored, ...held.map(headOf)].map((head) => [head.id, head]));
      return [...heads.values()].sort((a, b) => b.id - a.id);
    });
  }

  read(mode: Mode, id: number): Promise<Incident | undefined> {
    return this.inOrder(() => Promise.resolve(this.held.get(id) ?? this.of(mode).read(id)));
  }

  remove(mode: Mode, id: number): Promise<Outcome> {
    return this.inOrder(async (): Promise<Outcome> => {
      try {
        this.held.delete(id);
        await this.of(mode).remove(id);
        return { ok: true };
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        const since = this.parts.clock.now();
        return { ok: false, fault: { code: 'storage-unavailable', severity: 'warning', detail, subject: undefined, since } };
      }
    });
  }

  private begin(view: BridgeView, causes: readonly IncidentCause[]): void {
    const now = Math.round(view.wallTime);
    const { growing } = this;
    if (growing?.mode === view.mode) {
      const known = new Set(growing.causes.map(keyOf));
      const more = causes.filter((cause) => !known.has(keyOf(cause)));
      if (more.length === 0) return;
      growing.causes.push(...more);
      growing.endsAt = Math.min(now + AFTER_MS, growing.id + LONGEST_MS);
      return this.wait(growing);
    }
    for (const [key, at] of this.seen) if (now - at > AGAIN_MS) this.seen.delete(key);
    const news = causes.filter((cause) => !this.seen.has(keyOf(cause)));
    for (const cause of causes) this.seen.set(keyOf(cause), now);
    if (news.length === 0 || this.most === 0) return;
    this.finish();
    this.growing = { id: now, mode: view.mode, view, causes: [...causes], endsAt: now + AFTER_MS, cancel: () => undefined };
    this.wait(this.growing);
    // What came before it is safe at once, should the tab be closed now.
    this.keep(this.growing, now, false);
  }

  private wait(growing: Growing): void {
    const { clock } = this.parts;
    growing.cancel();
    growing.cancel = clock.at(clock.now() + growing.endsAt - clock.wallTime(), () => this.finish());
  }

  private finish(): void {
    const { growing } = this;
    if (!growing) return;
    this.growing = undefined;
    growing.cancel();
    this.keep(growing, Math.round(this.parts.clock.wallTime()), true);
  }

  private keep({ id, mode, view, causes }: Growing, to: number, complete: boolean): void {
    const head: IncidentHead = { id, mode, from: id - BEFORE_MS, to: Math.max(to, id + 1), causes: [...causes], complete };
    void this.inOrder(async () => {
      this.held.set(id, await this.gather(head, view));
      await this.store();
    }).catch(() => undefined);
  }

  private async gather(head: IncidentHead, view: BridgeView): Promise<Incident> {
    const { history, log, traffic, version, commit } = this.parts;
    const { mode, from, to } = head;
    const range = { from, to: to + 1 };
    const [readings, marks, wires] = await Promise.all([
      history.query({ mode, ...range, series: SERIES_NAMES, points: MOST_READINGS, tier: 'full' }),
      history.marks(mode, range),
      // An incident is worth keeping without it.
      traffic.text(mode, range).catch(() => ''),
    ]);
    return { ...head, app: { version, commit }, log: await linesIn(log, mode, range), traffic: wires, readings, marks, view };
  }

  private tryAgain(): void {
    this.trouble &&= { ...this.trouble, at: this.parts.clock.now() };
    void this.inOrder(() => this.store()).catch(() => undefined);
  }

  /** Offers the database all that it has not taken; what it refuses stays, the newest few. */
  private async store(): Promise<void> {
    try {
      for (const incident of this.held.values()) {
        const database = this.of(incident.mode);
        const others = (await database.heads()).map(({ id }) => id).filter((id) => id !== incident.id);
        await database.put(incident, others.slice(0, Math.max(0, others.length + 1 - this.most)));
        this.held.delete(incident.id);
      }
      this.trouble = undefined;
    } catch (error) {
      this.trouble = { detail: error instanceof Error ? error.message : String(error), at: this.parts.clock.now() };
      throw error;
    }
  }

  private of(mode: Mode): IncidentDatabase {
    const known = this.databases.get(mode);
    if (known) return known;
    const database = this.parts.database(mode);
    this.databases.set(mode, database);
    return database;
  }

  private inOrder<T>(work: () => Promise<T>): Promise<T> {
    const result = this.order.then(work);
    this.order = result.catch(() => this.bound());
    return result;
  }

  private bound(): void {
    const surplus = [...this.held.keys()].slice(0, -3);
    for (const id of surplus) this.held.delete(id);
  }
}

function isIncident({ severity, code }: Fault): boolean {
  return severity !== 'info' && !ORDINARY.has(code);
}

function causesIn({ faults, alarms, wallTime }: BridgeView): readonly IncidentCause[] {
  const at = Math.round(wallTime);
  const items = Object.entries(alarms ?? {}) as [keyof Alarms, string][];
  return [
    ...faults.filter(isIncident).map(({ code, subject, detail }): IncidentCause => ({ kind: 'fault', code, subject, detail, at })),
    ...items.filter(([, level]) => level === 'alarm').map(([item]): IncidentCause => ({ kind: 'alarm', item, at })),
  ];
}

function keyOf(cause: IncidentCause): string {
  return cause.kind === 'fault' ? `${cause.code} ${cause.subject ?? ''}` : cause.item;
}

/** Lines of the log that were written in the range. */
async function linesIn(
  log: Pick<LogApi, 'before'>,
  mode: Mode,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<string> {
  const pieces: string[] = [];
  let place: LinePlace | undefined;
  for (;;) {
    const lines = await log.before(mode, place);
    if (!lines) break;
    const own = lines.text.split('\n').filter((line) => {
      const at = timeOf(line);
      return at !== undefined && at >= from && at <= to;
    });
    pieces.unshift(...own.map((line) => `${line}\n`));
    const first = timeOf(lines.text.slice(0, Math.max(0, lines.text.indexOf('\n'))));
    if (first !== undefined && first < from) break;
    place = lines.from;
  }
  return pieces.join('');
}

/** Every line of the log begins with its time. */
function timeOf(line: string): number | undefined {
  const found = /^\{"at":(\d+),/.exec(line)?.[1];
  return found === undefined ? undefined : Number(found);
}
