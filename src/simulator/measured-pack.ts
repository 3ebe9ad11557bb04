import type { Battery } from '../battery/battery';
import { CHEMISTRIES, type Chemistry } from './chemistry';
import { PackModel } from './pack-model';
import { normalAt, uniformAt } from './random';

/** What a BMS reads of a pack. */
export type Measured = Pick<Battery, 'voltage' | 'current' | 'stateOfCharge' | 'lowestCell' | 'highestCell' | 'coldest' | 'hottest'>;

export interface MeasuredPackOptions {
  readonly seed: number;
  readonly chemistry: Chemistry;
  readonly cells: number;
  /** [Ah] */
  readonly capacity: number;
  /** [%] */
  readonly stateOfCharge: number;
  /** How far one cell is ahead of the others at the beginning [%]. */
  readonly ahead: number;
  /** Standard deviation of the capacities [%]. */
  readonly capacitySpread: number;
  /** Largest self-discharge of a cell [A]; each has its own. */
  readonly leakage: number;
  /** [°C] */
  readonly ambient: number;
}

/** Of a cell voltage [V]. */
const NOISE = 0.0005;
/** A cell is bled [A] above the chemistry's threshold, while it is ahead of the lowest by this much [V]. */
const BLEED = 0.1;
const BLEED_AHEAD = 0.01;
/** Cell that is ahead, counted from 0; of fewer cells the last. */
const AHEAD = 6;
/** The time in which the cell ahead gets there, and rests afterwards [s]. */
const PREPARATION = { charge: 3600, rest: 36_000 };
/** Streams of random numbers; cells take those from 0 to 15. */
const DRAW = { leakage: 30 };

/** The project's own pack model with what a BMS adds: measurements with noise, once a second, and balancing. */
export class MeasuredPack {
  readonly model: PackModel;
  /** True extremes of the cell voltages after the last step [V]. */
  highest = 0;
  lowest = 0;

  private readonly leakage: Float64Array;
  private readonly bleedFrom: number;

  constructor(private readonly options: MeasuredPackOptions) {
    const { seed, cells, capacity, ahead, leakage } = options;
    this.model = new PackModel({ ...options, stateOfChargeSpread: 0 });
    this.leakage = Float64Array.from({ length: cells }, (_, cell) => leakage * uniformAt(seed, cell, DRAW.leakage));
    this.bleedFrom = CHEMISTRIES[options.chemistry].thresholds.earlyBalancing;
    const cell = this.model.cells[Math.min(AHEAD, cells - 1)];
    cell?.step((ahead / 100) * capacity, PREPARATION.charge);
    cell?.step(0, PREPARATION.rest);
    this.look();
  }

  /** Lets `current` [A] flow for one second. */
  step(current: number): void {
    this.model.step(current, 1);
    this.look();
  }

  /** What the BMS reads at this second, and which cells it bleeds from now on. */
  measure(second: number): Measured {
    const { model, options, leakage } = this;
    const { cells: count, seed } = options;
    const [bleeding, { temperature }] = [model.bleeding, model];
    let [lowest, highest, lowestAt, highestAt, voltage] = [Infinity, -Infinity, 0, 0, 0];
    for (let cell = 0; cell < count; cell++) {
      const exact = model.cellVoltage(cell);
      const read = exact + NOISE * normalAt(seed, second, cell);
      voltage += exact;
      if (read < lowest) [lowest, lowestAt] = [read, cell];
      if (read > highest) [highest, highestAt] = [read, cell];
    }
    for (let cell = 0; cell < count; cell++) {
      const read = model.cellVoltage(cell);
      const bleeds = read >= this.bleedFrom && read - lowest >= BLEED_AHEAD;
      bleeding[cell] = (leakage[cell] ?? 0) + (bleeds ? BLEED : 0);
    }
    return {
      voltage,
      current: model.current,
      stateOfCharge: Math.min(Math.max(model.stateOfCharge, 0), 100),
      lowestCell: { voltage: lowest, pack: 'pack-1', cell: lowestAt + 1 },
      highestCell: { voltage: highest, pack: 'pack-1', cell: highestAt + 1 },
      coldest: { celsius: temperature, pack: 'pack-1', sensor: 'external1' },
      hottest: { celsius: temperature + 1, pack: 'pack-1', sensor: 'external2' },
    };
  }

  private look(): void {
    let [lowest, highest] = [Infinity, -Infinity];
    for (let cell = 0; cell < this.options.cells; cell++) {
      const volts = this.model.cellVoltage(cell);
      if (volts < lowest) lowest = volts;
      if (volts > highest) highest = volts;
    }
    this.lowest = lowest;
    this.highest = highest;
  }
}
