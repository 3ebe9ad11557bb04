import type { BridgeView } from '../../bridge/contract';
import type { BridgeStore } from '../state/bridge-store';
import type { Keep } from '../state/preferences';
import { reuse } from '../state/reuse';
import { armCableTest, type CableTest, followCable, hasPassed, IDLE } from './cable-test';
import { blankRecord, type CommissioningRecord, confirmShown, follow, takeCableTimes } from './record';

const KEY = 'tb-commissioning';

/** Follows the bridge through a first start for as long as the page lives. It only watches: nothing of it makes the bridge send. */
export class Commissioner {
  record: CommissioningRecord | undefined;
  cable: CableTest = IDLE;
  private readonly listeners = new Set<() => void>();
  private kept: CommissioningRecord | undefined;

  /** @param keep - storage of the browser; `undefined` where it is refused */
  constructor(
    private readonly store: Pick<BridgeStore, 'snapshot' | 'subscribe'>,
    private readonly keep: Keep | undefined,
  ) {
    this.record = this.read();
    this.take(store.snapshot.view);
    store.subscribe(({ view, worker }, change) => {
      if (change !== 'tick' && worker === 'answering') this.take(view);
    });
  }

  /** @returns the function that ends the subscription */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  startCableTest(): void {
    const { view } = this.store.snapshot;
    if (view) this.change(this.record, armCableTest(view));
  }

  cancelCableTest(): void {
    this.change(this.record, { phase: 'ended', why: 'cancelled' });
  }

  confirmShown(): void {
    const { view } = this.store.snapshot;
    if (view && this.record) this.change(confirmShown(this.record, view), this.cable);
  }

  /** Forgets what was proven. */
  begin(): void {
    const { view } = this.store.snapshot;
    if (!view || view.mode === 'replay') return;
    this.change(follow(blankRecord(view.mode, view.wallTime), view), IDLE);
  }

  private take(view: BridgeView | undefined): void {
    if (!view) return;
    const before = this.record;
    let record = follow(before, view);
    // Another installation: what was under way was of the one before.
    const isSame = before === undefined || record?.begun === before.begun;
    const cable = isSame ? followCable(this.cable, view) : IDLE;
    if (record && cable.phase === 'done' && this.cable.phase !== 'done') {
      record = takeCableTimes(record, cable.times, hasPassed(cable.times), view.wallTime);
    }
    this.change(record, cable);
  }

  private change(nextRecord: CommissioningRecord | undefined, nextCable: CableTest): void {
    const record = reuse(this.record, nextRecord);
    const cable = reuse(this.cable, nextCable);
    if (record === this.record && cable === this.cable) return;
    this.record = record;
    this.cable = cable;
    this.write();
    for (const listener of this.listeners) listener();
  }

  /** A simulated installation is nothing to come back to, and windows that only display must not write over the one that sends. */
  private write(): void {
    const { record } = this;
    if (record?.mode !== 'serial' || record.steps === this.kept?.steps) return;
    if (this.store.snapshot.view?.window.role === 'display') return;
    this.kept = record;
    try {
      this.keep?.setItem(KEY, JSON.stringify(record));
    } catch {
      // Private windows refuse; the record then holds until the page closes.
    }
  }

  private read(): CommissioningRecord | undefined {
    try {
      const found: unknown = JSON.parse(this.keep?.getItem(KEY) ?? 'null');
      return isRecord(found) ? { ...found, framesFrom: undefined } : undefined;
    } catch {
      return undefined;
    }
  }
}

/** Written by this version of the app; anything else begins anew. */
function isRecord(found: unknown): found is CommissioningRecord {
  return typeof found === 'object' && found !== null && 'version' in found && found.version === 1 && 'steps' in found && 'devices' in found;
}
