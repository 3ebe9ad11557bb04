import type { Ms } from '../battery/units';
import { LinkError, type BytePort } from './byte-link';
import type { Cancel, Clock } from './clock';
import { Connection } from './connection';
import { identify, type Identification, type Identity, type IdentityReply, type Question } from './identify';
import { pauseBefore } from './pauses';
import { SlcanPort } from './slcan-port';
import { TinyBmsClient } from './tinybms-client';
import type { Evidence, Fault, FaultCode, PortAssignment, PortRole, PortState, PortView } from '../bridge/contract';

/** A TinyBMS that answers. */
export interface BmsSession {
  /** Id of the port behind which it is. */
  readonly port: string;
  readonly client: TinyBmsClient;
  readonly identityReply: IdentityReply;
  /** Ends the session, for a device that has stopped answering: the port is closed, and found again after a pause. */
  fail(error: LinkError): void;
}

/** A CAN adapter whose channel is open. */
export interface CanSession {
  readonly port: string;
  readonly slcan: SlcanPort;
  fail(error: LinkError): void;
}

export interface LinkOptions {
  /** [bit/s] of the CAN bus. */
  readonly canBitrate: 250_000 | 500_000;
  /** Serial speed at which a CAN adapter is looked for when it does not answer at 115200 [Bd]. */
  readonly canBaudRate: number;
  /** The CAN adapter hears without sending anything, not even acknowledgements. */
  readonly listenOnly?: boolean | undefined;
}

/** What a slot asks of the one who keeps all slots. */
export interface SlotHost {
  readonly options: LinkOptions;
  changed(): void;
  /** Whether this slot may be the CAN adapter; the first that asks is, until it gives the role up. */
  claimCan(slot: PortSlot): boolean;
  releaseCan(slot: PortSlot): void;
  /** A session has ended or could not be had: is the port still there? */
  failed(): void;
  bms(session: BmsSession): void;
  bmsLost(port: string, error: LinkError): void;
  can(session: CanSession): void;
  canLost(port: string, error: LinkError): void;
}

const BMS_BAUD = 115_200;
const BMS_BUFFER = 65_536;
const CAN_BUFFER = 262_144;
const UNIDENTIFIED_PAUSES_MS: readonly Ms[] = [10_000, 30_000];
/** Longest pause where an attempt disturbs no device and alone tells that one is back: a port that cannot be opened, a silent TinyBMS. */
const HARMLESS_PAUSE_MS: Ms = 2000;
/** After something was plugged in, the first attempt to open may still fail. */
const AFTER_EVENT_MS: Ms = 200;

/** One granted port for as long as it is known: opens it, finds out what it is, hands it on, and brings it back. */
export class PortSlot {
  private state: PortState = 'closed';
  private assignment: PortAssignment = 'automatic';
  private role: PortRole | undefined;
  private evidence: readonly Evidence[] = [];
  private fault: Fault | undefined;
  private attempt = 0;
  /** The last attempt could not even open the port. */
  private unopened = false;
  private retryAt: Ms | undefined;
  private cancelRetry: Cancel | undefined;
  private connection: Connection | undefined;
  /** Serial speeds that this attempt has not tried. */
  private untried: readonly number[] = [];
  private identification: Identification | undefined;
  private client: TinyBmsClient | undefined;
  private slcan: SlcanPort | undefined;
  /** A session was handed out, and its end has not been told. */
  private handedOut = false;
  /** Settles when nothing holds the port. */
  private free: Promise<void> = Promise.resolve();
  private gone = false;
  private stopped = false;
  /** What it was last, so that it is asked first in that way. */
  private remembered: { readonly role: PortRole; readonly baudRate: number } | undefined;

  constructor(
    readonly port: BytePort,
    private readonly clock: Clock,
    private readonly host: SlotHost,
  ) {}

  get view(): PortView {
    const { state, role, assignment, evidence, attempt, retryAt, fault } = this;
    return { id: this.port.id, usb: this.port.usb, state, role, assignment, evidence, attempt, retryAt, fault };
  }

  get isOpen(): boolean {
    return this.connection !== undefined;
  }

  get isSpare(): boolean {
    return this.state === 'spare';
  }

  /** Not in the list of the browser any more. */
  get isGone(): boolean {
    return this.gone;
  }

  /** What is, or was, behind it. */
  get lastRole(): PortRole | undefined {
    return this.remembered?.role;
  }

  /** The owner wants this port to be the CAN adapter. */
  get isChosenForCan(): boolean {
    return this.assignment === 'can' || this.assignment === 'can-unidentified';
  }

  /** Opens the port, unless it is open or not to be used. */
  connect(): void {
    if (this.stopped || this.gone || this.isOpen || this.assignment === 'ignored') return;
    this.cancelRetry?.();
    this.retryAt = undefined;
    this.evidence = this.assignment === 'automatic' ? [] : [{ kind: 'owner' }];
    const [first, ...others] = this.baudRates();
    this.untried = others;
    if (first !== undefined) this.open(first);
  }

  /** Tries again now, as if nothing had failed before. */
  retry(): void {
    this.attempt = 0;
    this.connect();
  }

  /** Something was plugged in or chosen: a port that waits is tried soon. */
  hurry(): void {
    const soon = this.clock.now() + AFTER_EVENT_MS;
    if (this.state !== 'retrying' || this.retryAt === undefined || this.retryAt <= soon) return;
    this.attempt = 1;
    this.retryAfter(AFTER_EVENT_MS, 'retrying');
  }

  assign(assignment: PortAssignment): void {
    this.assignment = assignment;
    this.remembered = undefined;
    if (!this.gone) this.restart();
  }

  /** Closes the port if it is open, and begins again. */
  restart(): void {
    this.drop(new LinkError('cancelled', 'The port is being set up anew'));
    this.attempt = 0;
    this.fault = undefined;
    this.show(this.assignment === 'ignored' ? 'ignored' : 'closed');
    this.connect();
  }

  /** Gives the CAN role up to another port. */
  yieldCan(): void {
    this.drop(new LinkError('cancelled', 'Another adapter is in use'));
    this.role = 'can';
    this.attempt = 0;
    this.fault = undefined;
    this.show('spare');
  }

  /** The browser no longer lists the port; only a click of the owner, or plugging it in, brings it back. */
  vanish(): void {
    this.gone = true;
    this.drop(new LinkError('port-lost', 'The port is gone'));
    this.blame('port-gone', 'The browser no longer lists this port');
    this.show('closed');
  }

  /** The browser lists the port again. */
  comeBack(): void {
    this.gone = false;
    this.restart();
  }

  /** Resolves when the port is free. Nothing is called or opened afterwards. */
  stop(): Promise<void> {
    this.stopped = true;
    this.drop(new LinkError('cancelled', 'The bridge was stopped'));
    this.state = this.assignment === 'ignored' ? 'ignored' : 'closed';
    return this.free;
  }

  private baudRates(): readonly number[] {
    const { canBaudRate } = this.host.options;
    if (this.assignment === 'bms') return [BMS_BAUD];
    if (this.assignment === 'can-unidentified') return [canBaudRate];
    return [...new Set([this.remembered?.baudRate ?? BMS_BAUD, BMS_BAUD, canBaudRate])];
  }

  private open(baudRate: number): void {
    const bufferSize = this.assignment === 'bms' || this.lastRole === 'bms' ? BMS_BUFFER : CAN_BUFFER;
    const connection: Connection = new Connection(this.port, { baudRate, bufferSize }, this.free, {
      opened: () => this.opened(connection, baudRate),
      failed: (error) => this.failed(connection, 'port-open-failed', error),
      lost: (error) => this.failed(connection, 'port-lost', error),
    });
    this.connection = connection;
    this.show('opening');
  }

  private opened(connection: Connection, baudRate: number): void {
    // What happens next does not go on from how often the socket was empty.
    if (this.unopened) this.attempt = 0;
    this.unopened = false;
    if (this.assignment === 'can-unidentified') return this.becomeCan(connection, baudRate, undefined, false);
    const earlier = this.evidence;
    const identification = identify(
      connection.write,
      this.clock,
      { questions: this.questions(baudRate) },
      {
        changed: () => {
          this.evidence = [...earlier, ...identification.evidence];
          this.show(identification.phase);
        },
        decided: (identity) => this.decided(connection, baudRate, identity),
      },
    );
    this.identification = identification;
    connection.receiver = (chunk) => identification.receive(chunk);
    this.show('settling');
  }

  private questions(baudRate: number): readonly Question[] {
    if (this.assignment === 'bms') return ['bms'];
    if (this.assignment === 'can' || baudRate !== BMS_BAUD) return ['adapter'];
    return (this.lastRole ?? this.port.made) === 'bms' ? ['bms', 'adapter'] : ['adapter', 'bms'];
  }

  private decided(connection: Connection, baudRate: number, identity: Identity): void {
    this.identification = undefined;
    switch (identity.kind) {
      case 'bms':
        return this.becomeBms(connection, identity.reply);
      case 'adapter':
        return this.becomeCan(connection, baudRate, identity.version, true);
      case 'unidentified':
        return this.unidentified();
    }
  }

  private becomeBms(connection: Connection, identityReply: IdentityReply): void {
    const client = new TinyBmsClient(connection.write, this.clock);
    this.client = client;
    connection.receiver = (chunk) => client.receive(chunk);
    this.live('bms', BMS_BAUD);
    const fail = (error: LinkError): void =>
      this.failed(connection, error.code === 'refused' ? 'bms-refused' : 'port-not-answering', error);
    this.host.bms({ port: this.port.id, client, identityReply, fail });
  }

  private becomeCan(connection: Connection, baudRate: number, version: string | undefined, identified: boolean): void {
    this.remembered = { role: 'can', baudRate };
    if (!this.host.claimCan(this)) return this.yieldCan();
    const { canBitrate: bitrate, listenOnly } = this.host.options;
    const slcan = new SlcanPort(connection.write, this.clock, { bitrate, listenOnly, identified, version });
    this.slcan = slcan;
    this.role = 'can';
    connection.receiver = (chunk) => slcan.receive(chunk);
    const fail = (error: LinkError): void =>
      this.failed(connection, error.code === 'refused' ? 'can-refusing' : 'port-not-answering', error);
    slcan.onFailed(fail);
    slcan.onState((state) => {
      if (state !== 'running' || this.handedOut) return;
      this.live('can', baudRate);
      this.host.can({ port: this.port.id, slcan, fail });
    });
    this.show('configuring');
    slcan.start();
  }

  private live(role: PortRole, baudRate: number): void {
    this.role = role;
    this.remembered = { role, baudRate };
    this.handedOut = true;
    this.attempt = 0;
    this.fault = undefined;
    this.show('live');
  }

  private unidentified(): void {
    this.drop(new LinkError('timeout', 'The device answers no question'));
    const [next, ...others] = this.untried;
    if (next !== undefined) {
      this.untried = others;
      return this.open(next);
    }
    this.attempt++;
    this.blame('port-unidentified', 'The device answers neither as a TinyBMS nor as a CAN adapter');
    const pause = pauseBefore(this.attempt, UNIDENTIFIED_PAUSES_MS);
    this.retryAfter(this.lastRole === 'bms' ? HARMLESS_PAUSE_MS : pause, 'unidentified');
  }

  private failed(connection: Connection, code: FaultCode, error: LinkError): void {
    if (this.connection !== connection) return;
    this.drop(error);
    this.attempt++;
    // A pulled cable stays the reason while the empty socket cannot be opened, and the port keeps its place in the chain.
    if (code !== 'port-open-failed' || this.fault?.code !== 'port-lost') this.blame(code, error.message);
    this.role = this.lastRole;
    this.unopened = code === 'port-open-failed';
    const pause = pauseBefore(this.attempt);
    this.retryAfter(this.unopened ? Math.min(pause, HARMLESS_PAUSE_MS) : pause, 'retrying');
    this.host.failed();
  }

  private retryAfter(ms: Ms, state: 'retrying' | 'unidentified'): void {
    this.cancelRetry?.();
    this.retryAt = this.clock.now() + ms;
    this.cancelRetry = this.clock.at(this.retryAt, () => this.connect());
    this.show(state);
  }

  /** Ends whatever runs, and tells those who were using it. */
  private drop(error: LinkError): void {
    this.cancelRetry?.();
    this.retryAt = undefined;
    this.identification?.cancel();
    const { connection, client, slcan, handedOut } = this;
    this.identification = undefined;
    this.connection = undefined;
    this.client = undefined;
    this.slcan = undefined;
    this.role = undefined;
    this.handedOut = false;
    if (connection !== undefined) this.free = closeInOrder(connection, slcan);
    client?.close(error);
    if (slcan !== undefined) this.host.releaseCan(this);
    if (!handedOut || this.stopped) return;
    if (client !== undefined) this.host.bmsLost(this.port.id, error);
    if (slcan !== undefined) this.host.canLost(this.port.id, error);
  }

  private blame(code: FaultCode, detail: string): void {
    const severity = code === 'port-unidentified' ? 'info' : 'warning';
    this.fault = { code, severity, detail, subject: this.port.id, since: this.clock.now() };
  }

  private show(state: PortState): void {
    this.state = state;
    if (!this.stopped) this.host.changed();
  }
}

/** The channel is closed before the port, so that the adapter does not go on acknowledging frames on the bus for nobody. */
async function closeInOrder(connection: Connection, slcan: SlcanPort | undefined): Promise<void> {
  await slcan?.stop();
  await connection.close();
}
