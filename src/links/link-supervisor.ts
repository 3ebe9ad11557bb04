import type { Ms } from '../battery/units';
import type { LinkError, PortSource } from './byte-link';
import type { Cancel, Clock } from './clock';
import { PortSlot, type BmsSession, type CanSession, type LinkOptions, type SlotHost } from './port-slot';
import type { PortAssignment, PortRole, PortView } from '../bridge/contract';

export type { BmsSession, CanSession, LinkOptions } from './port-slot';

/** What the supervisor tells its owner. Sessions come and go; each end is told once, and none after `stop`. */
export interface SupervisorEvents {
  /** `ports` is another value. */
  changed(): void;
  bms(session: BmsSession): void;
  bmsLost(port: string, error: LinkError): void;
  can(session: CanSession): void;
  canLost(port: string, error: LinkError): void;
}

/** A CAN adapter that was lost for a moment has this time to come back before a spare one takes over. */
const SPARE_AFTER_MS: Ms = 2000;

/**
 * Opens every port that may be opened, finds out by asking what is behind it, and keeps the links alive: any number of TinyBMS, one
 * CAN adapter. What fails or is lost comes back by itself with growing pauses.
 */
export class LinkSupervisor {
  private readonly slots = new Map<unknown, PortSlot>();
  private readonly host: SlotHost;
  private options: LinkOptions;
  private unwatch: Cancel | undefined;
  private cancelSpare: Cancel | undefined;
  private canHolder: PortSlot | undefined;
  /** Number of the newest look at the port list: an older one that ends later counts for nothing. */
  private scans = 0;
  private running = false;

  constructor(
    private readonly source: PortSource,
    private readonly clock: Clock,
    private readonly events: SupervisorEvents,
    options: LinkOptions,
  ) {
    this.options = options;
    this.host = this.makeHost();
  }

  get ports(): readonly PortView[] {
    return [...this.slots.values()].map((slot) => slot.view);
  }

  start(): void {
    if (this.running) return;
    this.running = true;
    this.unwatch = this.source.watch(() => this.rescan());
    this.rescan();
  }

  /** Resolves when every port is free. A CAN channel is closed before its port. */
  async stop(): Promise<void> {
    this.running = false;
    this.scans++;
    this.unwatch?.();
    this.cancelSpare?.();
    const slots = [...this.slots.values()];
    this.slots.clear();
    this.canHolder = undefined;
    await Promise.all(slots.map((slot) => slot.stop()));
  }

  /** Looks at the list of ports again; ports that wait for their next attempt are tried soon. */
  rescan(): void {
    void this.scan();
    for (const slot of this.slots.values()) slot.hurry();
  }

  /** Overrides or frees the role of a port. An unknown port is ignored: it may have gone meanwhile. */
  assign(port: string, assignment: PortAssignment): void {
    this.slot(port)?.assign(assignment);
  }

  /** Tries a port again now. */
  retry(port: string): void {
    this.slot(port)?.retry();
  }

  /** What a CAN adapter is set up with sets it up anew, and asks unidentified ports again. */
  setOptions(options: LinkOptions): void {
    const before = this.options;
    this.options = options;
    const { canBitrate, canBaudRate, listenOnly } = options;
    if (before.canBitrate === canBitrate && before.canBaudRate === canBaudRate && before.listenOnly === listenOnly) return;
    for (const slot of this.slots.values()) {
      const { state, role } = slot.view;
      if (state === 'unidentified' || (role === 'can' && state !== 'spare')) slot.restart();
    }
  }

  private slot(id: string): PortSlot | undefined {
    return [...this.slots.values()].find(({ port }) => port.id === id);
  }

  private async scan(): Promise<void> {
    if (!this.running) return;
    const scan = ++this.scans;
    const listed = await this.source.list().catch(() => undefined);
    if (listed === undefined || scan !== this.scans) return;
    for (const [port, slot] of this.slots) if (!listed.some((other) => other === port) && !slot.isOpen) this.miss(port, slot);
    for (const port of listed) {
      const known = this.slots.get(port);
      if (known === undefined) {
        const slot = new PortSlot(port, this.clock, this.host);
        this.slots.set(port, slot);
        slot.connect();
      } else if (known.isGone) known.comeBack();
    }
  }

  /** A port that had a role stays in sight when it goes: the owner may have to choose it again. */
  private miss(port: unknown, slot: PortSlot): void {
    if (slot.lastRole !== undefined) {
      if (!slot.isGone) slot.vanish();
      return;
    }
    void slot.stop();
    this.slots.delete(port);
    this.events.changed();
  }

  /** A device that was plugged in again is a new port: the old one need not be missed any longer. */
  private replaceGone(role: PortRole): void {
    for (const [port, slot] of this.slots) {
      if (!slot.isGone || slot.lastRole !== role) continue;
      void slot.stop();
      this.slots.delete(port);
      return;
    }
  }

  private makeHost(): SlotHost {
    const options = (): LinkOptions => this.options;
    return {
      get options() {
        return options();
      },
      changed: () => this.events.changed(),
      claimCan: (slot) => this.claimCan(slot),
      releaseCan: (slot) => this.releaseCan(slot),
      failed: () => void this.scan(),
      bms: (session) => {
        this.replaceGone('bms');
        this.events.bms(session);
      },
      bmsLost: (port, error) => this.events.bmsLost(port, error),
      can: (session) => this.events.can(session),
      canLost: (port, error) => this.events.canLost(port, error),
    };
  }

  private claimCan(slot: PortSlot): boolean {
    // Also by one that becomes a spare.
    this.replaceGone('can');
    const holder = this.canHolder;
    if (holder !== undefined && holder !== slot) {
      if (!slot.isChosenForCan || holder.isChosenForCan) return false;
      holder.yieldCan();
    }
    this.canHolder = slot;
    this.cancelSpare?.();
    return true;
  }

  private releaseCan(slot: PortSlot): void {
    if (this.canHolder !== slot) return;
    this.canHolder = undefined;
    this.cancelSpare?.();
    this.cancelSpare = this.clock.at(this.clock.now() + SPARE_AFTER_MS, () => {
      for (const other of this.slots.values()) if (other.isSpare) other.connect();
    });
  }
}
