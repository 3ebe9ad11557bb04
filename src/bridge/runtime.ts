import type { PackSettings } from '../battery/pack';
import { unusableSettings } from '../battery/plausibility';
import type { Ms, PackId } from '../battery/units';
import { alarmItems } from '../control/alarms/items';
import { checklist, unproven, type Check, type CheckName } from '../control/checklist';
import {
  DEFAULT_SETTINGS,
  INITIAL_STATE,
  type BridgeEvent,
  type BridgeState,
  type ControlSettings,
  type Known,
  type Leave,
  type Memory,
  type Operation,
  type StoredEnergy,
} from '../control/state';
import { knownOf, step } from '../control/step';
import { nextDue } from '../control/transmission';
import type { Configuration } from '../configuration/configuration';
import type { LinkError, PortSource } from '../links/byte-link';
import type { Cancel, Clock } from '../links/clock';
import { LinkSupervisor, type BmsSession, type CanSession } from '../links/link-supervisor';
import type { LinkOptions } from '../links/port-slot';
import { FRAMES } from '../protocols/canbms/frames';
import { decodeIdentity } from '../protocols/tinybms/identity';
import { decodeSettings } from '../protocols/tinybms/settings';
import { chargeView } from './charge-view';
import type { BridgeView, OperationView, PackView, Phase, PortAssignment } from './contract';
import { FaultRegister } from './fault-register';
import { gxView, presentFaults, waitingFor } from './faults';
import type { KnownDevices } from './known-devices';
import type { LawKeeper } from './law-keeper';
import { LoopWatch } from './loop-watch';
import { PackPoller, type PollerEvents } from './pack-poller';
import type { LoopView } from './watchdog-contract';
import { WireLog } from './wire-log';
import type { BmsUnit } from './workshop/bms-unit';

/** The part of the view that one running bridge knows. */
export type RuntimeView = Omit<
  BridgeView,
  | 'mode'
  | 'configuration'
  | 'configurationUndo'
  | 'configurationApart'
  | 'parameters'
  | 'trial'
  | 'rehearsal'
  | 'energy'
  | 'simulation'
  | 'replay'
  | 'operation'
  | 'activeAlarms'
  | 'window'
> & {
  readonly operation: OperationView;
};

function controlSettings({ names, frames, alarms, charge, gx, storage }: Configuration): ControlSettings {
  const { manufacturer, battery: batteryName } = names;
  // A meter that is not stored stands still, whatever flows.
  const sent = { ...frames, energy: frames.energy && storage.enabled };
  return { ...DEFAULT_SETTINGS, manufacturer, batteryName, frames: sent, alarms, charge, gxLostMs: gx.lostS * 1000 };
}

function linkOptions({ can }: Configuration, operation: Operation): LinkOptions {
  return { canBitrate: can.bitrate, canBaudRate: can.baudRate, listenOnly: operation === 'observe' || can.listenOnly };
}

/** A bridge that sends nothing is in no phase of sending, whatever its data. */
function phaseOf({ leave: { operation }, phase, canUp }: BridgeState): Phase {
  if (phase.kind === 'waiting' || operation !== 'live') return phase.kind === 'waiting' ? 'waiting' : operation;
  // Limits may be known while no adapter takes them: then the bridge still waits.
  return knownOf(phase) && !canUp ? 'waiting' : phase.kind;
}

function isSameButSent(before: BridgeState, after: BridgeState): boolean {
  const names = Object.keys(after) as (keyof BridgeState)[];
  return names.every((name) => before[name] === after[name] || name === 'transmission' || name === 'limitsSent');
}

interface PackLink {
  readonly pack: PackId;
  readonly session: BmsSession;
  readonly poller: PackPoller;
}

/** A frame that could not be handed over within this time carries values of the past. */
const EXPIRES_AFTER_MS: Ms = 900;
/** What time alone makes, such as a GX that is lost, is looked at this often at least while anything happens. */
const TOLD_MS: Ms = 200;
/** A wall clock that moves this much against the monotonic one has not merely been corrected. */
const SLEPT_MS: Ms = 5_000;

/**
 * One running bridge: reads the clock, makes events of what the links say, lets `step` decide, does what it asks for.
 * Holds no rule of its own; a new one is made for every start.
 */
export class BridgeRuntime {
  private state: BridgeState;
  private settings: ControlSettings;
  private readonly supervisor: LinkSupervisor;
  private readonly links = new Map<string, PackLink>();
  private readonly packIds = new Map<string, PackId>();
  private readonly faults = new FaultRegister();
  private readonly wire = new WireLog();
  private readonly loopWatch = new LoopWatch();
  private adapter: CanSession | undefined;
  private unlistenAdapter: Cancel | undefined;
  private tick: { readonly due: Ms; readonly cancel: Cancel } | undefined;
  private sendingSince: Ms | undefined;
  private limitsSentAt: Ms | undefined;
  private operatesSince: Ms;
  /** When all was last told. */
  private toldAt: Ms = -Infinity;
  private wallLead: Ms;
  private stopped = false;

  constructor(
    source: PortSource,
    private readonly clock: Clock,
    private configuration: Configuration,
    leave: Leave,
    /** Something has changed: all that can be, or only what was sent. */
    private readonly changed: (what: 'all' | 'sent') => void,
    /** Absent where the battery does not outlive the bridge: a simulated one begins anew with each start. */
    private readonly keeper?: LawKeeper,
  ) {
    this.state = { ...INITIAL_STATE, leave };
    this.settings = controlSettings(configuration);
    this.operatesSince = clock.now();
    this.wallLead = clock.wallTime() - clock.now();
    const events = {
      changed: () => this.tell(),
      bms: (session: BmsSession) => this.bmsFound(session),
      bmsLost: (port: string) => this.bmsLost(port),
      can: (session: CanSession) => this.canFound(session),
      canLost: (port: string, _error: LinkError) => this.canLost(port),
    };
    this.supervisor = new LinkSupervisor(source, clock, events, linkOptions(configuration, leave.operation));
  }

  start(): void {
    this.supervisor.start();
  }

  /** Ends in silence: the CAN channel is closed, then the ports. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.tick?.cancel();
    this.unlistenAdapter?.();
    for (const { poller } of this.links.values()) poller.stop();
    await Promise.all([this.supervisor.stop(), this.keeper?.end()]);
  }

  rescan(): void {
    this.supervisor.rescan();
  }

  assign(port: string, assignment: PortAssignment): void {
    this.supervisor.assign(port, assignment);
  }

  retry(port: string): void {
    this.supervisor.retry(port);
  }

  configure(configuration: Configuration): void {
    this.configuration = configuration;
    this.settings = controlSettings(configuration);
    if (configuration.can.listenOnly && this.operation === 'live') this.operate({ operation: 'observe' });
    this.supervisor.setOptions(linkOptions(configuration, this.operation));
    for (const { poller } of this.links.values()) poller.configure(configuration.polling);
  }

  /** Takes effect before it returns: nothing is handed to the adapter that the new level does not allow. */
  operate(leave: Leave): void {
    if (leave.operation === this.operation) return;
    this.handle({ kind: 'operation', at: this.clock.now(), leave });
  }

  get operation(): Operation {
    return this.state.leave.operation;
  }

  /** Serial number of the TinyBMS that has ended live operation, because the owner had agreed on another one. */
  get stranger(): string | undefined {
    return this.state.stranger;
  }

  /** Limits go out now. */
  get sending(): boolean {
    return this.operation === 'live' && this.state.transmission !== undefined;
  }

  get checks(): readonly Check[] {
    return checklist(this.state, this.configuration.charge, this.clock.now());
  }

  /** What has to be proven before it goes live, and neither is nor was accepted as it is. */
  unproven(accepted: readonly CheckName[]): readonly CheckName[] {
    return unproven(this.checks, accepted);
  }

  /** Settings of the battery that answers now; `undefined` for none, several, and one whose settings nothing can follow from. */
  get batterySettings(): PackSettings | undefined {
    const [pack, another] = this.state.packs.filter(({ linked }) => linked);
    return pack?.settings && !another && unusableSettings(pack.settings) === undefined ? pack.settings : undefined;
  }

  get now(): Ms {
    return this.clock.now();
  }

  /** The battery that limits are decided for. */
  get known(): Known | undefined {
    return knownOf(this.state.phase);
  }

  /** Devices that answer now. */
  get devices(): KnownDevices {
    const { adapter, state } = this;
    return {
      bms: state.packs.find((pack) => pack.linked)?.identity?.serialNumber,
      can: adapter && (adapter.slcan.view.version ?? ''),
    };
  }

  /** How punctual the control loop is. */
  get loop(): LoopView {
    return this.loopWatch.view(this.clock.now());
  }

  /** A TinyBMS that answers now; the first where none is named. */
  unit(wanted?: PackId): BmsUnit | undefined {
    for (const { pack, session } of this.links.values()) {
      if (wanted !== undefined && pack !== wanted) continue;
      const known = this.state.packs.find(({ id }) => id === pack);
      if (known?.identity) return { identity: known.identity, client: session.client, reading: known.reading };
    }
    return undefined;
  }

  /** The history has stored what went through the battery of this serial number. */
  energyStored(energy: StoredEnergy): void {
    this.handle({ kind: 'energy-stored', at: this.clock.now(), energy });
  }

  /** Settings that somebody else has read from a unit. */
  settingsRead({ client }: BmsUnit, words: readonly number[]): void {
    const link = [...this.links.values()].find(({ session }) => session.client === client);
    if (link) this.handle({ kind: 'settings-read', at: this.clock.now(), pack: link.pack, settings: decodeSettings(words) });
  }

  view(): RuntimeView {
    const now = this.clock.now();
    const { state, adapter } = this;
    const known = knownOf(state.phase);
    const ports = this.supervisor.ports;
    const adapterView = adapter && { port: adapter.port, ...adapter.slcan.view };
    const shown = phaseOf(state);
    const sending = shown === 'live' || shown === 'stale';
    return {
      phase: shown,
      waitingFor: shown === 'waiting' ? waitingFor(state, this.configuration.charge) : [],
      now,
      wallTime: this.clock.wallTime(),
      ports,
      packs: this.packViews(),
      battery: known?.combined.battery,
      batteryAt: known?.readAt,
      limits: known?.outcome.limits,
      charge: known && chargeView(known.parameters, known.outcome),
      operation: { level: state.leave.operation, since: this.operatesSince, checks: this.checks },
      limitsSentAt: sending ? this.limitsSentAt : undefined,
      alarms: known && alarmItems(known.alarms, state.phase.kind === 'stale'),
      batteryAlarms: state.phase.kind === 'live' ? state.phase.known.alarms : undefined,
      adapter: adapterView,
      gx: gxView(state, now, this.settings.gxLostMs),
      supervision: state.supervision,
      wire: this.wire.list(),
      faults: this.faults.update(
        [...presentFaults(state, ports, adapterView, this.sendingSince, now, this.settings), ...(this.keeper?.faults ?? [])],
        now,
      ),
    };
  }

  private packViews(): readonly PackView[] {
    const links = [...this.links.values()];
    return this.state.packs.map((pack) => {
      const link = links.find((candidate) => candidate.pack === pack.id);
      return {
        id: pack.id,
        port: link?.session.port,
        identity: pack.identity,
        settings: pack.settings,
        reading: pack.reading,
        readAt: pack.readAt,
        readEveryMs: link?.poller.intervalMs,
        rejected: pack.rejected,
        lastRejection: pack.lastRejection,
        events: pack.events,
        counters: link?.session.client.counters,
      };
    });
  }

  private bmsFound(session: BmsSession): void {
    const identity = decodeIdentity(session.identityReply.words);
    const pack = this.packId(identity.serialNumber);
    const events: PollerEvents = {
      settings: (settings) => this.handle({ kind: 'settings-read', at: this.clock.now(), pack, settings }),
      reading: (reading) => this.handle({ kind: 'pack-read', at: this.clock.now(), pack, reading }),
      log: (entries) => this.handle({ kind: 'events-read', at: this.clock.now(), pack, events: entries }),
      gaveUp: (error) => session.fail(error),
    };
    const poller = new PackPoller(session.client, this.clock, events, this.configuration.polling);
    this.links.set(session.port, { pack, session, poller });
    const join = (recalled?: Memory): void => {
      if (this.stopped || this.links.get(session.port)?.session !== session) return;
      this.handle({ kind: 'pack-joined', at: this.clock.now(), pack, identity, recalled });
      poller.start();
    };
    // A pack that was here before is remembered already.
    if (!this.keeper || this.state.packs.some(({ id }) => id === pack)) join();
    else void this.keeper.recall(identity.serialNumber).then(join);
  }

  private bmsLost(port: string): void {
    const link = this.links.get(port);
    if (!link) return;
    link.poller.stop();
    this.links.delete(port);
    this.handle({ kind: 'pack-left', at: this.clock.now(), pack: link.pack });
  }

  /** A BMS that comes back behind another port, or after a new cable, is still the same pack. */
  private packId(serialNumber: string): PackId {
    const known = this.packIds.get(serialNumber);
    // Two devices that claim one serial number are two devices.
    if (known !== undefined && ![...this.links.values()].some((link) => link.pack === known)) return known;
    const id = `pack-${this.packIds.size + 1}`;
    this.packIds.set(known === undefined ? serialNumber : `${serialNumber} ${id}`, id);
    return id;
  }

  private canFound(session: CanSession): void {
    const { slcan } = session;
    this.adapter = session;
    const unlisten = [
      slcan.onSent((frame, at) => {
        this.wire.record('sent', frame, at);
        if (frame.id === FRAMES.chargeLimits.id) this.limitsSentAt = at;
      }),
      slcan.onFrame((frame, at) => {
        this.wire.record('received', frame, at);
        this.handle({ kind: 'can-frame', at, frame });
      }),
      slcan.onState(() => this.adapterChanged()),
    ];
    this.unlistenAdapter = () => unlisten.forEach((end) => end());
    this.adapterChanged();
  }

  private canLost(port: string): void {
    if (this.adapter?.port !== port) return;
    this.unlistenAdapter?.();
    this.adapter = undefined;
    this.adapterChanged();
  }

  private adapterChanged(): void {
    const up = this.adapter?.slcan.state === 'running';
    if (up !== this.state.canUp) this.handle({ kind: up ? 'can-up' : 'can-down', at: this.clock.now() });
    this.tell();
  }

  private handle(event: BridgeEvent): void {
    if (this.stopped) return;
    const forMs = this.asleepFor();
    if (forMs !== undefined) {
      this.loopWatch.slept();
      this.apply({ kind: 'slept', at: event.at, forMs });
    }
    const { state: before } = this;
    this.apply(event);
    this.loopWatch.ran(event.at);
    this.schedule();
    if (event.kind === 'tick' && this.hasOnlySent(before, event.at)) this.changed('sent');
    else this.tell();
  }

  private tell(): void {
    this.toldAt = this.clock.now();
    this.changed('all');
  }

  /** Most ticks do nothing but send: those who watch what happens have nothing to look at then. */
  private hasOnlySent(before: BridgeState, at: Ms): boolean {
    if (at - this.toldAt >= TOLD_MS || this.limitsSentAt === undefined) return false;
    return isSameButSent(before, this.state);
  }

  /**
   * The monotonic clock stands still while the computer sleeps, the wall clock does not. `undefined`: it has not slept. A wall clock
   * that was put back may hide a sleep: then it has, for nobody knows how long.
   */
  private asleepFor(): Ms | undefined {
    const lead = this.clock.wallTime() - this.clock.now();
    const moved = lead - this.wallLead;
    this.wallLead = lead;
    return Math.abs(moved) > SLEPT_MS ? Math.max(moved, 0) : undefined;
  }

  private apply(event: BridgeEvent): void {
    const { state, effects } = step(this.state, event, this.settings);
    const { operation } = state.leave;
    const isOther = operation !== this.operation;
    this.state = state;
    if (isOther) {
      this.operatesSince = event.at;
      this.sendingSince = undefined;
      if (operation !== 'live') this.adapter?.slcan.discard();
    }
    for (const { kind, frame } of effects) {
      if (kind === 'send') this.adapter?.slcan.send(frame, { expiresAfterMs: EXPIRES_AFTER_MS });
      else this.wire.record('withheld', frame, event.at);
    }
    // Not forgotten while the adapter is down: a GX that was never heard is missed all the same.
    if (state.transmission && operation === 'live') this.sendingSince ??= event.at;
    const [pack, another] = state.packs;
    if (state.memory && pack?.identity && !another) this.keeper?.keep(pack.identity.serialNumber, state.memory);
    if (isOther) this.supervisor.setOptions(linkOptions(this.configuration, operation));
  }

  private schedule(): void {
    const due = nextDue(this.state, this.settings);
    this.loopWatch.expect(due);
    if (due === this.tick?.due) return;
    this.tick?.cancel();
    this.tick = undefined;
    if (due === undefined) return;
    const cancel = this.clock.at(due, () => {
      this.tick = undefined;
      this.handle({ kind: 'tick', at: this.clock.now() });
    });
    this.tick = { due, cancel };
  }
}
