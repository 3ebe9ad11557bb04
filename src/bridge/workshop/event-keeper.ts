import { activeEvents, type BmsEvent } from '../../battery/bms-events';
import type { WorkshopStore } from '../../storage/workshop-store';
import type { BridgeView, Mode, PackView } from '../contract';
import type { Mark, TimeRange } from '../history-contract';
import type { BridgeObserver } from '../observer';
import type { KeptEvent } from '../workshop-contract';

/** The log of the BMS holds 49 entries; whatever was ever seen in it is kept here, with the time on the wall. */
export class EventKeeper implements BridgeObserver {
  private seen: readonly BmsEvent[] | undefined;
  private pack: PackView | undefined;
  /** Grows when events may have been added. */
  private additions = 0;

  private readonly stores = new Map<Mode, WorkshopStore>();

  constructor(private readonly storeOf: (mode: Mode) => WorkshopStore) {}

  get version(): number {
    return this.additions;
  }

  observe({ mode, packs, wallTime }: BridgeView): void {
    const pack = packs.find(({ events, port }) => events !== undefined && port !== undefined);
    this.pack = pack;
    if (!pack?.events || !pack.reading || !pack.identity || pack.events === this.seen) return;
    this.seen = pack.events;
    const { lifetimeCounter } = pack.reading;
    // Counted back from the BMS's own counter: it is the only clock that the event has.
    const events = pack.events.map((event) => ({ ...event, at: wallTime - (lifetimeCounter - event.time) * 1000 }));
    // A storage that fails loses what the BMS itself still holds for long: it is tried again with the next reading of the log.
    this.store(mode)
      .keepEvents(pack.identity.serialNumber, events)
      .then(() => void this.additions++)
      .catch(() => undefined);
  }

  /** The events as marks of the time line, whichever BMS they are of. */
  async marks(mode: Mode, { from, to }: TimeRange): Promise<readonly Mark[]> {
    const kept = await this.store(mode).events();
    return kept
      .filter(({ at }) => at >= from && at < to)
      .map(({ at, code, key, class: kind }) => ({ at, track: 'bms' as const, code: key ?? `code-${code}`, data: { class: kind } }));
  }

  /** Newest first. */
  async events(mode: Mode, serialNumber: string): Promise<readonly KeptEvent[]> {
    const kept = await this.store(mode).events(serialNumber);
    const { pack } = this;
    const own = pack?.identity?.serialNumber === serialNumber ? pack : undefined;
    const active = own?.events && own.reading ? activeEvents(own.events, own.reading.status) : [];
    const holds = (event: Pick<BmsEvent, 'code' | 'time'>): boolean =>
      active.some(({ code, time }) => code === event.code && time === event.time);
    return kept
      .map(({ at, time, code, key, class: kind }) => ({ at, time, code, key, class: kind, holds: holds({ code, time }) }))
      .toReversed();
  }

  private store(mode: Mode): WorkshopStore {
    const store = this.stores.get(mode) ?? this.storeOf(mode);
    this.stores.set(mode, store);
    return store;
  }
}
