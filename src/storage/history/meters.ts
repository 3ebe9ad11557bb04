import { addAmounts, NO_AMOUNTS, type Amounts } from '../../battery/energy';
import type { DayTotals } from '../../bridge/history-contract';

interface Counted extends Amounts {
  readonly seconds: number;
}

const NOTHING: Counted = { ...NO_AMOUNTS, seconds: 0 };

/** What flowed through one battery: in all, and today. Counts from the first reading on; what is stored is added when the database answers. */
export class Meters {
  private counted: Amounts = NO_AMOUNTS;
  private storedTotal: Amounts | undefined;
  private currentDay: string | undefined;
  private today: Counted = NOTHING;
  private storedToday: Counted | undefined;
  private begun = 0;
  private changed = false;

  constructor(readonly serialNumber: string) {}

  get day(): string | undefined {
    return this.currentDay;
  }

  /** Another day begins. */
  begin(day: string, time: number): void {
    this.currentDay = day;
    this.today = NOTHING;
    this.storedToday = undefined;
    this.begun = time;
  }

  add(amounts: Amounts, elapsedMs: number): void {
    this.counted = addAmounts(this.counted, amounts);
    this.today = addCounted(this.today, { ...amounts, seconds: elapsedMs / 1000 });
    this.changed = true;
  }

  /** The database has answered: what was counted before this start. */
  loadTotal(stored: Amounts | undefined): void {
    this.storedTotal ??= stored ?? NO_AMOUNTS;
  }

  loadDay(day: string, stored: Counted | undefined): void {
    if (day === this.currentDay) this.storedToday ??= stored ?? NOTHING;
  }

  /** What was counted before this start is known, in all and for today. */
  get isLoaded(): boolean {
    return this.storedTotal !== undefined && (this.currentDay === undefined || this.storedToday !== undefined);
  }

  /** Begins today anew; the total goes on. */
  clearDay(): void {
    this.today = NOTHING;
    this.storedToday = NOTHING;
  }

  /** `undefined` before the database has answered. */
  get total(): Amounts | undefined {
    return this.storedTotal && addAmounts(this.storedTotal, this.counted);
  }

  /** Today; `countedFrom` where what was counted before that is not known. */
  get todayTotals(): Amounts & { readonly countedFrom: number | undefined } {
    const { energyIn, energyOut, chargeIn, chargeOut } = addCounted(this.storedToday ?? NOTHING, this.today);
    return { energyIn, energyOut, chargeIn, chargeOut, countedFrom: this.storedToday ? undefined : this.begun };
  }

  /** What has changed since the last call and may be stored: never without what was stored before. */
  collect(): { readonly total: Amounts | undefined; readonly day: DayTotals | undefined } {
    if (!this.changed) return { total: undefined, day: undefined };
    const { day, storedToday, serialNumber } = this;
    if (this.isLoaded) this.changed = false;
    return {
      total: this.total,
      day: day !== undefined && storedToday ? { day, serialNumber, ...addCounted(storedToday, this.today) } : undefined,
    };
  }
}

function addCounted(a: Counted, b: Counted): Counted {
  const { energyIn, energyOut, chargeIn, chargeOut } = addAmounts(a, b);
  return { energyIn, energyOut, chargeIn, chargeOut, seconds: a.seconds + b.seconds };
}
