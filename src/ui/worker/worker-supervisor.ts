import type { Ms } from '../../battery/units';
import type { WorkerApi } from '../../bridge/contract';
import type { Beat, Restart, RestartReason } from '../../bridge/watchdog-contract';
import { answer, ask, begin, end, type Heartbeat, LATE_MS, look, verdict } from './heartbeat';
import { type RemoteApi, RemoteAreas } from './remote-areas';
import { ended, isFailing, NO_RESTARTS, pauseOf, type Restarts, SOUND_AFTER_MS } from './restarts';
import type { PageBegin, WatchdogView, WorkerState } from './watchdog-view';

export interface SpawnedWorker {
  readonly api: RemoteApi;
  /** Ends it in whatever it does; the browser frees its ports and locks. */
  end(): void;
  /** Calls `listener` for every error that nothing in the worker has caught. */
  onError(listener: (message: string) => void): void;
}

export interface SupervisorParts {
  readonly spawn: () => SpawnedWorker;
  /** Monotonic [ms]. */
  readonly clock: () => Ms;
  /** Milliseconds since 1970. */
  readonly wallTime: () => number;
  /** As the owner has set it [ms]. */
  readonly timeout: () => Ms;
  readonly told: (view: WatchdogView) => void;
  readonly begun: PageBegin;
}

type Run =
  | { readonly kind: 'running'; readonly worker: SpawnedWorker; readonly startedAt: Ms }
  | { readonly kind: 'pausing'; readonly until: Ms }
  | { readonly kind: 'suspended' };

/** A worker that hangs while the owner waits for the bridge to stop is not given the whole time-out. */
const STOP_WITHIN_MS: Ms = 5_000;

/** Keeps one worker alive: asks for its pulse, ends it when it hangs, starts the next one. Time passes by `tick`. */
export class WorkerSupervisor {
  private readonly areas: RemoteAreas;
  private run: Run;
  private heartbeat: Heartbeat;
  private restarts: Restarts = NO_RESTARTS;
  /** What the next worker has to be told. */
  private untold: Restart | undefined;
  private readonly since: number;

  constructor(private readonly parts: SupervisorParts) {
    const now = parts.clock();
    this.areas = new RemoteAreas(parts.clock);
    this.heartbeat = begin(now);
    this.since = parts.wallTime();
    this.run = this.spawn(now);
  }

  area<K extends keyof WorkerApi>(name: K): WorkerApi[K] {
    return this.areas.area(name);
  }

  /** To be called at least twice a second; late calls harm nobody. */
  tick(): void {
    const now = this.parts.clock();
    this.heartbeat = look(this.heartbeat, now);
    this.areas.tick();
    if (this.run.kind === 'pausing' && now >= this.run.until) this.run = this.spawn(now);
    if (this.run.kind === 'running') this.watch(this.run);
    this.tell();
  }

  /** Ends the worker and starts another one, because the owner wants it; cuts a pause short. */
  restart(): void {
    if (this.run.kind === 'running') this.end(this.run, 'owner');
    else if (this.run.kind === 'pausing') this.run = this.spawn(this.parts.clock());
    this.tell();
  }

  /** The page is about to lose its time: it gives everything back while it can. */
  suspend(reason: 'hidden-away' | 'frozen'): void {
    if (this.run.kind === 'running') this.end(this.run, reason);
    this.run = { kind: 'suspended' };
    this.tell();
  }

  /** The page has its time again. */
  resume(): void {
    if (this.run.kind !== 'suspended') return;
    this.run = this.spawn(this.parts.clock());
    this.tell();
  }

  private spawn(now: Ms): Run {
    this.heartbeat = begin(now, this.heartbeat);
    const worker = this.parts.spawn();
    const run: Run = { kind: 'running', worker, startedAt: now };
    worker.onError((message) => {
      // Later errors are the worker's own affair as long as it answers and its loop runs.
      if (this.run === run && !this.heartbeat.answered) this.end(run, 'crashed', message);
    });
    this.areas.connect(worker.api);
    if (this.untold)
      this.areas
        .area('watchdog')
        .restarted(this.untold)
        .catch(() => undefined);
    this.untold = undefined;
    return run;
  }

  private watch(run: Extract<Run, { kind: 'running' }>): void {
    const failed = verdict(this.heartbeat, this.timeout());
    if (failed) this.end(run, failed);
    else if (this.heartbeat.waitedMs === undefined) this.ask(run);
  }

  private ask(run: Run): void {
    this.heartbeat = ask(this.heartbeat);
    this.areas
      .area('watchdog')
      .beat()
      // A question that fails is one without an answer.
      .then((beat: Beat) => {
        if (this.run === run) this.heartbeat = answer(this.heartbeat, this.parts.clock(), beat);
      })
      .catch(() => undefined);
  }

  private end({ worker, startedAt }: Extract<Run, { kind: 'running' }>, reason: RestartReason, detail = ''): void {
    worker.end();
    this.areas.disconnect();
    const now = this.parts.clock();
    const silentMs = Math.round(this.heartbeat.waitedMs ?? 0);
    this.untold = { reason, at: this.parts.wallTime(), silentMs, detail };
    this.restarts = ended(this.restarts, this.untold, now - startedAt);
    this.heartbeat = end(this.heartbeat);
    this.run = { kind: 'pausing', until: now + pauseOf(this.restarts) };
  }

  private timeout(): Ms {
    const timeout = this.parts.timeout();
    return this.areas.stopping ? Math.min(timeout, STOP_WITHIN_MS) : timeout;
  }

  private tell(): void {
    const { run, heartbeat, restarts } = this;
    const now = this.parts.clock();
    const sound = run.kind === 'running' && now - run.startedAt >= SOUND_AFTER_MS;
    this.parts.told({
      state: this.state(),
      timeoutMs: this.parts.timeout(),
      waitedMs: heartbeat.waitedMs ?? 0,
      sinceBeatMs: heartbeat.gapMs,
      startsInMs: run.kind === 'pausing' ? Math.max(0, run.until - now) : undefined,
      statistics: heartbeat.statistics,
      loop: heartbeat.loop,
      restarts: restarts.count,
      newest: restarts.newest,
      failing: isFailing(restarts) && !sound,
      since: this.since,
      begun: this.parts.begun,
    });
  }

  private state(): WorkerState {
    const { run, heartbeat } = this;
    if (run.kind !== 'running') return run.kind;
    if (!heartbeat.answered) return 'starting';
    return (heartbeat.waitedMs ?? 0) > LATE_MS ? 'late' : 'answering';
  }
}
