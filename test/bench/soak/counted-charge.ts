import type { LawParameters } from '../../../src/control/law/parameters';
import type { LawBattery } from '../../../src/control/law/state';

/** What the current sensor of the BMS is off by [A, share]. */
const ERROR = { zero: -0.05, gain: 1.003 };
/** The BMS takes its cells for full when the highest is this near the charge voltage [V] and hardly any current flows, and until so much has gone out [%]. */
const FULL = { near: 0.005, until: 98 };

/** The state of charge as a BMS counts it: it drifts, and is put right when the battery is full. */
export class CountedCharge {
  isFull = false;

  constructor(
    private readonly parameters: LawParameters,
    private percent: number,
  ) {}

  /** After one more second. [%] */
  follow({ current, highestCell, lowestCell }: LawBattery): number {
    const { capacity, vAbs, vEmptyRel, tail, vEmpty } = this.parameters;
    const counted = this.percent + (100 * (current * ERROR.gain + ERROR.zero)) / (capacity * 3600);
    const full = highestCell.voltage >= vAbs - FULL.near && current >= 0 && current <= tail;
    const empty = lowestCell.voltage <= vEmpty && current > -tail;
    this.percent = full ? 100 : empty ? 0 : Math.min(Math.max(counted, 0), 100);
    this.isFull = full || (this.isFull && this.percent > FULL.until && lowestCell.voltage > vEmptyRel);
    return this.percent;
  }
}
