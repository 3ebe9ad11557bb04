import type { Ms } from '../battery/units';
import type { ConfigurationChange } from '../configuration/configuration';
import type { CheckName } from '../control/checklist';
import type { Consent, Leave, Operation } from '../control/state';
import type { PortSource } from '../links/byte-link';
import type { BridgeParts, Running } from './bridge-parts';
import { viewOf } from './bridge-view';
import type { ChargeApi } from './charge-contract';
import type { ChargeDesk } from './charge-desk';
import type { ConfigurationApi } from './configuration-contract';
import type { BridgeApi, BridgeView, Fault, FaultCode, Mode, Outcome, ViewNews } from './contract';
import { FaultRegister, type FaultNow } from './fault-register';
import { KeptSettings } from './kept-settings';
import type { LaboratoryHost } from './laboratory-service';
import { lateArea } from './late-area';
import type { BridgeObserver } from './observer';
import { OwnerChoices } from './owner-choices';
import { Part, PartMissing } from './part';
import { Publisher } from './publisher';
import { LOADING, NOTHING, type Claim, type Run } from './run';
import type { BridgeRuntime } from './runtime';
import { Turns } from './turns';
import type { LoopView } from './watchdog-contract';
import type { WindowHost, WindowPart } from './windows/windows';
import type { BmsHost } from './workshop/bms-unit';

/** The browser takes up to two seconds to end a worker that hangs, and with it its right. */
const CLAIM_PATIENCE_MS: Ms = 5_000;
/** A bridge that nobody looks after starts by itself once what it lacked can be had. */
const TRY_AGAIN_MS: Ms = 5_000;

const MISSING = { code: 'part-missing', severity: 'alarm', subject: undefined } as const;
const DONE: Outcome = { ok: true };

/** The worker's surface: one bridge at a time, real or simulated, never both; the owner's choices survive a reload. */
export class Bridge implements BridgeApi, WindowHost {
  private run: Run = LOADING;
  private mode: Mode = 'simulation';
  /** What a replay has interrupted. */
  private before: Exclude<Mode, 'replay'> = 'simulation';
  private readonly settings: KeptSettings;
  private readonly choices: OwnerChoices;
  private readonly publisher: Publisher<BridgeView>;
  private readonly noticed = new FaultRegister();
  readonly charge: ChargeApi;
  private readonly running: Part<Running>;
  private readonly desk: Part<ChargeDesk>;
  readonly settingsFiles: ConfigurationApi;
  /** Why nobody writes down what goes over the ports. */
  private unheard: readonly FaultNow[] = [];
  /** Why the bridge that should run does not. */
  private missing: Fault | undefined;
  /** Starts and stops follow one another; a port must be free before it is opened again. */
  private readonly turns = new Turns();

  constructor(private readonly parts: BridgeParts) {
    this.publisher = new Publisher(
      parts.clock,
      () => this.shown(),
      () => this.settings.value.configuration.interfaces.windowMs,
    );
    this.settings = new KeptSettings(
      parts.settings,
      parts.clock,
      () => this.changed(),
      () => this.choices.adopt(),
    );
    this.choices = new OwnerChoices(parts, this.settings, this.turns, {
      mode: () => this.mode,
      runtime: () => (this.run.kind === 'running' ? this.run.runtime : undefined),
      hasPorts: () => this.part === 'sends' || (this.run.kind === 'claiming' && this.run.granted),
      violations: (wishes) => this.desk.present?.violations(wishes) ?? [],
    });
    this.running = parts.running ?? new Part('bridge', () => import('./running'));
    this.desk = new Part('charge control', async () => {
      const { ChargeDesk } = await this.running.get();
      return new ChargeDesk(parts.clock, () => this.publisher.changed());
    });
    this.charge = lateArea('charge', this.desk);
    this.settingsFiles = lateArea(
      'configuration',
      new Part('configuration files', async () => {
        const { ConfigurationDesk } = await import('./configuration-desk');
        return new ConfigurationDesk(parts.clock, this.choices.host);
      }),
    );
    for (const part of [parts.history, parts.alarms]) part.onChange(() => this.publisher.changed());
    parts.history.onStored((mode, energy) => {
      if (mode === this.mode) this.withRuntime((runtime) => runtime.energyStored(energy));
    });
  }

  /**
   * Takes up what was left: the mode of last time, unless the owner had stopped it. At the first visit real ports win over
   * the simulation when the owner has already granted some.
   */
  boot(): Promise<void> {
    // Beside the settings, and in every window: one that takes over later must not depend on a network.
    void this.desk.get().catch(() => undefined);
    return this.turns.take(async () => {
      await this.settings.load();
      this.choices.adopt();
      const mode = this.settings.value.mode ?? ((await this.hasGrantedPorts()) ? 'serial' : 'simulation');
      this.mode = this.parts.serial ? mode : 'simulation';
      if (this.settings.value.running) await this.launch();
      else this.idle();
    });
  }

  private idle(): void {
    this.run = NOTHING;
    this.changed();
  }

  async start(mode: Mode): Promise<Outcome> {
    return this.turns.take(async () => {
      if (mode === 'serial' && !this.parts.serial) {
        return { ok: false, fault: this.fault('serial-unsupported', 'alarm', 'neither navigator.serial nor navigator.usb in the worker') };
      }
      if (mode === 'replay' && !this.parts.traffic?.present?.hasRecording) {
        return { ok: false, fault: this.fault('nothing-to-replay', 'info', '') };
      }
      // A recording is gone after a reload: then the mode of before holds again.
      const saved = mode === 'replay' ? undefined : this.choices.keep({ mode, running: true });
      await this.halt();
      if (this.mode !== 'replay') this.before = this.mode;
      this.mode = mode;
      const launched = await this.launch();
      await saved;
      return launched;
    });
  }

  endReplay(): Promise<Outcome> {
    return this.turns.take(async () => {
      if (this.mode !== 'replay') return { ok: true };
      await this.halt();
      this.mode = this.before;
      const launched = this.settings.value.running ? await this.launch() : DONE;
      this.changed();
      return launched;
    });
  }

  stop(): Promise<void> {
    return this.turns.take(async () => {
      // Stored at once, not after the ports are closed: a reload meanwhile must not start the bridge again.
      const saved = this.choices.keep({ running: false });
      await this.halt();
      if (this.mode === 'replay') this.mode = this.before;
      await saved;
    });
  }

  rescan(): Promise<void> {
    this.withRuntime((runtime) => runtime.rescan());
    return Promise.resolve();
  }

  assign(...[port, assignment]: Parameters<BridgeApi['assign']>): Promise<void> {
    this.withRuntime((runtime) => runtime.assign(port, assignment));
    return Promise.resolve();
  }

  retry(port: string): Promise<void> {
    this.withRuntime((runtime) => runtime.retry(port));
    return Promise.resolve();
  }

  /** At once while a bridge runs; else in turn, so that what is stored is known before it is changed. */
  operate(operation: Operation, accepted: readonly CheckName[] = []): Promise<Outcome> {
    const work = (): Promise<Outcome> => this.goTo(operation, accepted);
    if (this.run.kind === 'running') return work();
    const decided = this.run.kind === 'claiming' ? this.run.decided : Promise.resolve();
    return decided.then(() => this.turns.take(work));
  }

  configure(change: ConfigurationChange): Promise<Outcome> {
    return this.choices.configure(change);
  }

  injectFault(name: string, active: boolean): Promise<Outcome> {
    const done = this.run.kind === 'running' && this.run.simulation?.inject(name, active) === true;
    this.changed();
    return Promise.resolve(done ? { ok: true } : { ok: false, fault: this.fault('not-simulated', 'info', name) });
  }

  /** What this window has to do with the real bridge. */
  get part(): WindowPart {
    if (this.mode !== 'serial') return 'apart';
    return this.run.kind === 'running' ? 'sends' : 'watches';
  }

  /** What other windows tell has changed. */
  refresh(): void {
    this.publisher.changed();
  }

  /** The window that sent is gone: taken over from by itself where the owner wants that, and had not stopped it. */
  vacated(): void {
    void this.turns.take(async () => {
      await this.settings.load();
      const { running, configuration } = this.settings.value;
      if (this.run.kind === 'refused' && running && configuration.watchdog.takeOver === 'automatic') await this.launch();
      this.publisher.changed();
    });
  }

  /** How punctual the control loop is; `undefined` while none runs. */
  get loop(): LoopView | undefined {
    return this.run.kind === 'running' ? this.run.runtime.loop : undefined;
  }

  /** As `subscribe`, for those who are in the worker themselves: nothing is copied for them. */
  watch(listener: (view: BridgeView) => void): number {
    return this.publisher.subscribe(listener);
  }

  subscribe(listener: (news: ViewNews) => void): Promise<number> {
    let told: BridgeView | undefined;
    const id = this.watch((view) => {
      const { present: made } = this.running;
      listener(told && made ? { parts: made.partsOf(told, view) } : { view });
      told = view;
    });
    return Promise.resolve(id);
  }

  unsubscribe(id: number): Promise<void> {
    this.publisher.unsubscribe(id);
    return Promise.resolve();
  }

  private goTo(operation: Operation, accepted: readonly CheckName[]): Promise<Outcome> {
    const runtime = this.run.kind === 'running' ? this.run.runtime : undefined;
    if (operation === 'live') {
      if (runtime?.operation === 'live') return Promise.resolve({ ok: true });
      if (this.settings.value.configuration.can.listenOnly) {
        return Promise.resolve({ ok: false, fault: this.fault('listen-only', 'warning', 'can.listenOnly') });
      }
      const missing = runtime ? runtime.unproven(accepted) : ['battery'];
      if (missing.length > 0) return Promise.resolve({ ok: false, fault: this.fault('not-proven', 'warning', missing.join(', ')) });
    }
    const liveWith = operation === 'live' ? runtime?.devices.bms : undefined;
    runtime?.operate(this.leave(operation, liveWith));
    this.publisher.changed();
    // What is done with the simulation says nothing about the real battery.
    return this.mode === 'serial' ? this.choices.keep({ operation, liveWith, stranger: undefined }) : Promise.resolve({ ok: true });
  }

  /** What the workshop and the laboratory work on. */
  get bmsHost(): BmsHost & LaboratoryHost {
    const runtime = (): BridgeRuntime | undefined => (this.run.kind === 'running' ? this.run.runtime : undefined);
    const mode = (): Mode => this.mode;
    return {
      get mode() {
        return mode();
      },
      get operation() {
        return runtime()?.operation;
      },
      unit: (wanted) => runtime()?.unit(wanted),
      charge: () => this.settings.value.configuration.charge,
      settingsRead: (unit, words) => runtime()?.settingsRead(unit, words),
    };
  }

  /** Fetches what is needed for it, and begins. */
  private async launch(): Promise<Outcome> {
    this.run = LOADING;
    this.changed();
    try {
      await this.begun();
      this.missing = undefined;
      if (this.run.kind === 'loading') this.idle();
      return DONE;
    } catch (error) {
      this.run = NOTHING;
      if (!(error instanceof PartMissing)) throw error;
      this.missing = { since: this.parts.clock.now(), ...this.missing, ...MISSING, detail: error.message };
      this.parts.clock.at(this.parts.clock.now() + TRY_AGAIN_MS, () => this.tryAgain());
      this.changed();
      return { ok: false, fault: this.missing };
    }
  }

  private tryAgain(): void {
    void this.turns.take(async () => {
      if (this.missing && this.run.kind === 'nothing') await this.launch();
    });
  }

  private async begun(): Promise<void> {
    await Promise.all([this.desk.get(), this.listener()]);
    if (this.mode === 'simulation') {
      const simulation = await this.parts.simulate();
      this.run = { kind: 'running', runtime: this.runtime(simulation.source), simulation, release: () => undefined };
      this.begin(this.run.runtime);
      return;
    }
    if (this.mode === 'replay') {
      const replay = this.parts.traffic?.present?.newReplay(() => this.publisher.changed());
      if (!replay) return;
      const runtime = this.runtime(replay.source, replay.clock);
      this.run = { kind: 'running', runtime, simulation: undefined, replay, release: () => undefined };
      this.begin(runtime);
      return;
    }
    const { serial } = this.parts;
    if (!serial) return;
    let decide = (): void => undefined;
    const decided = new Promise<void>((resolve) => (decide = resolve));
    const claim: Claim = { kind: 'claiming', since: this.parts.clock.now(), release: () => undefined, granted: false, decided, decide };
    this.run = claim;
    claim.release = this.parts.ownership.claim(() => this.granted(claim, serial), {
      afterMs: CLAIM_PATIENCE_MS,
      refused: () => this.refused(claim),
    });
    this.changed();
  }

  /** Who writes down what goes over the ports. Without him the bridge runs all the same. */
  private async listener(): Promise<void> {
    try {
      const traffic = await this.parts.traffic?.get();
      traffic?.configure(this.settings.value.configuration);
      this.unheard = [];
    } catch (error) {
      if (!(error instanceof PartMissing)) throw error;
      this.unheard = [{ ...MISSING, severity: 'warning', detail: error.message }];
    }
  }

  /** What another window has stored meanwhile holds for this one too. */
  private granted(claim: Claim, serial: PortSource): void {
    const begin = (): void => {
      if (this.run !== claim) return;
      this.run = { kind: 'running', runtime: this.runtime(serial), simulation: undefined, release: () => claim.release() };
      this.parts.windows?.owns();
      this.begin(this.run.runtime);
    };
    claim.granted = true;
    claim.decide();
    void this.turns.take(async () => {
      await this.settings.refresh();
      this.choices.adopt();
      begin();
    });
  }

  private refused(claim: Claim): void {
    claim.decide();
    if (this.run !== claim) return;
    this.run = { kind: 'refused' };
    this.parts.windows?.refused();
    this.changed();
  }

  private begin(runtime: BridgeRuntime): void {
    // What is played again has been kept once.
    if (this.mode !== 'replay') this.parts.history.begin(this.mode);
    this.desk.present?.follow(runtime);
    this.parts.alarms.follow(runtime);
    this.parts.traffic?.present?.begin(this.mode);
    runtime.start();
    this.changed();
  }

  private runtime(source: PortSource, clock = this.parts.clock): BridgeRuntime {
    const { lawStore, traffic } = this.parts;
    const made = this.running.present;
    if (!made) throw new Error('A bridge cannot begin before its parts are there');
    const changed = (what: 'all' | 'sent'): void => {
      if (what === 'sent') return this.publisher.changed();
      if (this.mode === 'serial') {
        if (runtime.stranger !== undefined) this.settings.endLive(runtime.stranger);
        this.settings.remember(runtime.devices);
      }
      this.changed();
    };
    const keeper = lawStore && this.mode === 'serial' ? new made.LawKeeper(lawStore, clock) : undefined;
    const heard = traffic?.present?.listenTo(source) ?? source;
    const runtime = new made.BridgeRuntime(heard, clock, this.settings.value.configuration, this.firstLeave(), changed, keeper);
    return runtime;
  }

  private firstLeave(): Leave {
    const { operation, liveWith, configuration } = this.settings.value;
    if (configuration.can.listenOnly) return this.leave('observe', undefined);
    // Behind neither of them is a battery.
    if (this.mode !== 'serial') return this.leave('live', undefined);
    return this.leave(operation === 'live' && !configuration.operation.autoStart ? 'observe' : operation, liveWith);
  }

  /** @param serialNumber the TinyBMS that the owner has agreed on */
  private leave(operation: Operation, serialNumber: string | undefined): Leave {
    if (operation !== 'live') return { operation };
    const consent: Consent = this.mode === 'serial' ? { serialNumber } : 'anyone';
    return { operation, consent };
  }

  private async halt(): Promise<void> {
    const { run } = this;
    this.run = NOTHING;
    this.missing = undefined;
    if (run.kind === 'nothing' || run.kind === 'loading') return;
    if (run.kind === 'running') {
      this.desk.present?.follow(undefined);
      this.parts.alarms.follow(undefined);
      const stopping = (): Promise<void> => run.runtime.stop();
      await (run.replay ? run.replay.end(stopping) : stopping());
      await this.parts.history.end();
    }
    if (run.kind !== 'refused') run.release();
    if (run.kind === 'claiming') run.decide();
    this.changed();
    this.parts.traffic?.present?.ended();
    for (const observer of this.observers) observer.ended?.();
  }

  /** Something has changed: for those who watch here, and for the page. */
  private changed(): void {
    this.desk.present?.observe();
    // What happens in another window is written down there, and nothing happens before it is known whose the ports are.
    if (this.run.kind === 'running' || this.run.kind === 'nothing') {
      const view = this.view();
      this.parts.history.observe(view);
      if (this.mode !== 'replay') for (const observer of this.observers) observer.observe(view);
    }
    this.publisher.changed();
  }

  /** What the page of this window is told. */
  private shown(): BridgeView {
    const view = this.view();
    return this.parts.windows?.shown(view) ?? view;
  }

  private get observers(): readonly BridgeObserver[] {
    return [this.parts.alarms, ...(this.parts.observers ?? [])];
  }

  private view(): BridgeView {
    const { mode, run, parts, settings, noticed, missing, unheard } = this;
    const window = parts.windows?.view(this.part) ?? ({ role: 'apart', number: undefined } as const);
    const { present: desk } = this.desk;
    return viewOf({ mode, run, parts, settings, desk, window, noticed, missing, unheard, observers: this.observers });
  }

  private async hasGrantedPorts(): Promise<boolean> {
    const ports = await this.parts.serial?.list().catch(() => []);
    return ports !== undefined && ports.length > 0;
  }

  private fault(code: FaultCode, severity: Fault['severity'], detail: string): Fault {
    return { code, severity, detail, subject: undefined, since: this.parts.clock.now() };
  }

  private withRuntime(use: (runtime: BridgeRuntime) => void): void {
    if (this.run.kind === 'running') use(this.run.runtime);
  }
}
