import type { PackIdentity } from '../../battery/pack';
import type { Writing } from '../../workshop/account';
import { differences } from '../../workshop/differences';
import { rawOf, type SettingWords } from '../../workshop/settings';
import type { NumberedSnapshot, WorkshopStore } from '../../storage/workshop-store';
import { readWriting } from '../../storage/writing-record';
import type { SnapshotReason, SnapshotView } from '../workshop-contract';

/** So many snapshots are kept; beyond, the oldest go that were only read and that nobody has written a note to. */
const MOST = 500;

/** The snapshots of one mode, and the accounts of writings. */
export class SnapshotShelf {
  constructor(private readonly store: WorkshopStore) {}

  /**
   * Keeps a profile. What was merely read is kept only when it differs from the newest one of the same device: it is there already.
   * @param at [ms since 1970]
   * @returns whether it was kept
   */
  async keep(at: number, device: PackIdentity, reason: SnapshotReason, words: SettingWords): Promise<boolean> {
    const all = await this.store.list();
    const newest = all.findLast((snapshot) => snapshot.device?.serialNumber === device.serialNumber);
    if (reason === 'read' && newest && differences(newest.words, words).length === 0) return false;
    await this.store.add({ at, device, reason, note: '', words });
    const idle = all.filter((snapshot) => snapshot.reason === 'read' && snapshot.note === '');
    for (const { id } of idle.slice(0, Math.max(0, all.length + 1 - MOST))) await this.store.forget(id);
    return true;
  }

  /** Newest first. */
  async views(): Promise<readonly SnapshotView[]> {
    return (await this.store.list()).map(viewOf).toReversed();
  }

  get(id: number): Promise<NumberedSnapshot | undefined> {
    return this.store.get(id);
  }

  add(...[snapshot]: Parameters<WorkshopStore['add']>): Promise<number> {
    return this.store.add(snapshot);
  }

  note(id: number, note: string): Promise<void> {
    return this.store.note(id, note);
  }

  forget(id: number): Promise<void> {
    return this.store.forget(id);
  }

  async writing(serialNumber: string): Promise<Writing | undefined> {
    return readWriting(await this.store.writing(serialNumber));
  }

  keepWriting(writing: Writing): Promise<void> {
    return this.store.keepWriting(writing);
  }

  forgetWriting(serialNumber: string): Promise<void> {
    return this.store.forgetWriting(serialNumber);
  }
}

function viewOf({ id, at, device, reason, note, words }: NumberedSnapshot): SnapshotView {
  return { id, at, device, reason, note, cells: rawOf('seriesCells', words) };
}
