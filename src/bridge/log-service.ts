import type { Clock } from '../links/clock';
import type { LineDatabase } from '../storage/lines/line-database';
import { LineStore, type LineStoreSettings } from '../storage/lines/line-store';
import { DEFAULT_CONFIGURATION, type Configuration } from '../configuration/configuration';
import type { BridgeView, Mode, Outcome } from './contract';
import type { FaultNow } from './fault-register';
import type { LinePlace, LineStorage, Lines, LogApi, LogEvent, LogLevel } from './log-contract';
import { isKept, SOURCES } from './log-levels';
import type { LogRecorder } from './log-recorder';
import { LateObserver } from './late-observer';
import type { BridgeObserver } from './observer';
import { Part } from './part';
import type { Restart } from './watchdog-contract';

export interface LogServiceParts {
  readonly clock: Clock;
  /** Real and simulated logs are kept apart from the database on. */
  readonly database: (mode: Mode) => LineDatabase;
  /** Finds what is worth a line. */
  readonly recorder: Part<{ readonly LogRecorder: typeof LogRecorder }>;
  readonly version: string;
  readonly commit: string;
  /** Told every line too, where the owner wants that. */
  readonly console?: Pick<Console, 'error' | 'warn' | 'info' | 'debug'>;
}

const CONSOLE = { ERROR: 'error', WARNING: 'warn', INFO: 'info', DEBUG: 'debug' } as const satisfies Record<LogLevel, keyof Console>;

interface ModeLog {
  readonly store: LineStore;
  readonly recorder: BridgeObserver;
}

function sizes({ segmentKilobytes, segmentCount }: Configuration['log']): LineStoreSettings {
  const segmentBytes = segmentKilobytes * 1000;
  return { segmentBytes, totalBytes: segmentBytes * segmentCount };
}

/** The log of both modes: writes down what changes in the bridge, and answers the page. */
export class LogService implements LogApi, BridgeObserver {
  private readonly logs = new Map<Mode, ModeLog>();
  private readonly startedAt: number;
  private configuration = DEFAULT_CONFIGURATION.log;
  private mode: Mode | undefined;
  /** Modes whose log this worker has begun to write. */
  private readonly begun = new Set<Mode>();
  /** Told before it was known whose log it belongs to. */
  private untold: readonly Restart[] = [];

  constructor(private readonly parts: LogServiceParts) {
    this.startedAt = parts.clock.now();
  }

  observe(view: BridgeView): void {
    this.configure(view.configuration.log);
    this.begin(view.mode);
    this.of(view.mode).recorder.observe(view);
  }

  ended(): void {
    if (this.mode) void this.of(this.mode).store.flush();
  }

  get faults(): readonly FaultNow[] {
    if (!this.mode) return [];
    const { store, recorder } = this.of(this.mode);
    const missing = recorder.faults ?? [];
    const detail = store.trouble;
    return detail === undefined ? missing : [...missing, { code: 'log-unsaved', severity: 'warning', detail, subject: undefined }];
  }

  /** Writes down what no view of the bridge shows. */
  tell(level: LogLevel, event: LogEvent): void {
    if (this.mode) this.write(this.mode, level, event);
  }

  /** The worker before this one was ended. */
  restarted(restart: Restart): void {
    if (this.mode) this.tell('WARNING', { code: 'restarted', data: restart });
    else this.untold = [...this.untold, restart];
  }

  before(mode: Mode, place: LinePlace | undefined): Promise<Lines | undefined> {
    return this.of(mode).store.before(place);
  }

  after(mode: Mode, place: LinePlace): Promise<Lines> {
    return this.of(mode).store.after(place);
  }

  storage(mode: Mode): Promise<LineStorage> {
    return this.of(mode).store.storage();
  }

  async clear(mode: Mode): Promise<Outcome> {
    try {
      await this.of(mode).store.clear();
      return { ok: true };
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      const since = this.parts.clock.now();
      return { ok: false, fault: { code: 'storage-unavailable', severity: 'warning', detail, subject: undefined, since } };
    }
  }

  /** The first line of a worker in a log tells from when its `uptime` counts. */
  private begin(mode: Mode): void {
    if (mode === this.mode) return;
    this.mode = mode;
    if (this.begun.has(mode)) return;
    this.begun.add(mode);
    const { version, commit, clock } = this.parts;
    const at = new Date(clock.wallTime() - clock.now() + this.startedAt).toISOString();
    this.write(mode, 'INFO', { code: 'app-started', data: { version, commit, at } });
    for (const restart of this.untold) this.restarted(restart);
    this.untold = [];
  }

  private write(mode: Mode, level: LogLevel, { code, data }: LogEvent): void {
    if (!isKept(level, this.configuration.level)) return;
    const { clock, console } = this.parts;
    const [at, uptime] = [Math.round(clock.wallTime()), Math.round(clock.now() - this.startedAt)];
    this.of(mode).store.add(JSON.stringify({ at, uptime, level, source: SOURCES[code], code, data }));
    if (this.configuration.console) console?.[CONSOLE[level]](`[${uptime}] [${level}] [${SOURCES[code]}] ${code}`, data);
  }

  private configure(configuration: Configuration['log']): void {
    if (configuration === this.configuration) return;
    this.configuration = configuration;
    for (const { store } of this.logs.values()) store.configure(sizes(configuration));
  }

  private of(mode: Mode): ModeLog {
    const known = this.logs.get(mode);
    if (known) return known;
    const { clock, database, recorder: part } = this.parts;
    const store = new LineStore(clock, database(mode), sizes(this.configuration));
    const write = (level: LogLevel, event: LogEvent): void => this.write(mode, level, event);
    const late = new Part('log', async () => new (await part.get()).LogRecorder(write));
    const recorder = part.present ? new part.present.LogRecorder(write) : new LateObserver(late);
    const log = { store, recorder };
    this.logs.set(mode, log);
    return log;
  }
}
