import type { SettingView } from '../../bridge/workshop-contract';
import type { Changes, SettingId } from '../../workshop/settings';
import { parseInput } from '../format/setting-format';

/** What the owner wants to be different, by device: it survives a look at another page. */
export class WorkshopDraft {
  private device = '';
  private values: { [S in SettingId]?: number } = {};
  /** Typed text that is no number. */
  private readonly nonsense = new Map<SettingId, string>();

  /** Another device, or the simulated one, begins with nothing. */
  use(device: string): void {
    if (device === this.device) return;
    this.device = device;
    this.clear();
  }

  get changes(): Changes {
    return this.values;
  }

  get isEmpty(): boolean {
    return Object.keys(this.values).length === 0 && this.nonsense.size === 0;
  }

  /** Settings whose text is no number. */
  get unreadable(): ReadonlyMap<SettingId, string> {
    return this.nonsense;
  }

  type(view: SettingView, typed: string): void {
    const raw = parseInput(view, typed);
    if (raw === undefined) {
      this.nonsense.set(view.id, typed);
      this.values = without(this.values, view.id);
    } else this.set(view, raw);
  }

  /** The present value is no change. */
  set({ id, current }: SettingView, raw: number): void {
    this.nonsense.delete(id);
    this.values = raw === current ? without(this.values, id) : { ...this.values, [id]: raw };
  }

  undo(id: SettingId): void {
    this.nonsense.delete(id);
    this.values = without(this.values, id);
  }

  /** Takes changes of another origin over, in place of all others. */
  replace(changes: Changes): void {
    this.nonsense.clear();
    this.values = { ...changes };
  }

  clear(): void {
    this.replace({});
  }
}

function without(changes: Changes, id: SettingId): Changes {
  return Object.fromEntries(Object.entries(changes).filter(([key]) => key !== id));
}

export const workshopDraft = new WorkshopDraft();
