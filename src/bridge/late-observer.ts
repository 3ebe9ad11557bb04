import type { BridgeView } from './contract';
import type { FaultNow } from './fault-register';
import type { BridgeObserver } from './observer';
import type { Part } from './part';

/** So many views wait for an observer; where it cannot be had, the newest do. */
const MOST_WAITING = 50;

/** An observer that is a part of its own: fetched with the first view, and shown what it has missed, in order, when it has come. */
export class LateObserver implements BridgeObserver {
  private waiting: BridgeView[] = [];
  private coming = false;
  private trouble: string | undefined;

  constructor(private readonly part: Part<BridgeObserver>) {}

  observe(view: BridgeView): void {
    const { present } = this.part;
    if (present && this.waiting.length === 0) return present.observe(view);
    this.waiting = [...this.waiting, view].slice(-MOST_WAITING);
    if (!this.coming) void this.fetch();
  }

  ended(): void {
    this.part.present?.ended?.();
  }

  get faults(): readonly FaultNow[] {
    if (this.trouble !== undefined) return [{ code: 'part-missing', severity: 'warning', detail: this.trouble, subject: undefined }];
    return this.part.present?.faults ?? [];
  }

  /** The next view asks again when it fails. */
  private async fetch(): Promise<void> {
    this.coming = true;
    try {
      const observer = await this.part.get();
      this.trouble = undefined;
      for (const view of this.waiting) observer.observe(view);
      this.waiting = [];
    } catch (error) {
      this.trouble = error instanceof Error ? error.message : String(error);
    } finally {
      this.coming = false;
    }
  }
}
