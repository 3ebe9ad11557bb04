import { mayLag, recall, recordOf, type LawRecord } from '../../../src/control/law/memory';
import type { LawMemory, LawState } from '../../../src/control/law/state';

const SERIAL = 'soak';
/** Second 0 on the wall clock: data of before it has a date as well [ms since 1970]. */
const EPOCH = Date.UTC(2026, 0, 1);

/** What the worker would have stored of the law: as far behind as it may be. */
export class StoredMemory {
  private stored: { readonly memory: LawMemory; readonly record: LawRecord; readonly second: number } | undefined;

  constructor(private readonly cells: number) {}

  keep(state: LawState | undefined, second: number): void {
    const { stored } = this;
    if (!state?.newest || (stored && second - stored.second < mayLag(stored.memory, state))) return;
    const record = recordOf(state, { serialNumber: SERIAL, cells: this.cells }, EPOCH + second * 1000);
    this.stored = { memory: state, record: structuredClone(record), second };
  }

  /** The law as it begins again at this second. @throws RangeError when the record is not taken */
  recall(second: number): LawState | undefined {
    if (!this.stored) return undefined;
    const recalled = recall(this.stored.record, SERIAL, EPOCH + second * 1000);
    if (!recalled.ok) throw new RangeError(`${recalled.dropped}: ${recalled.detail}`);
    return recalled.law;
  }
}
