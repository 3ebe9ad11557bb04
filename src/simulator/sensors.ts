import type { FaultBoard } from './faults';
import type { PackModel } from './pack-model';
import type { Watched } from './protections';
import { normalAt, uniformAt } from './random';
import type { ActiveSettings } from './tinybms-settings';

/** Standard deviations [V], [A], [°C]. */
const NOISE = { cell: 0.0005, current: 0.04, temperature: 0.03 };
/** Errors that stay: zero and gain of the current sensor, and how the sensors sit [°C]. */
const ERROR = { zero: 0.03, gain: 0.002, external1: -0.6, external2: 0.8 };
/** Streams of random numbers; cells take those from 0 to 15. */
const DRAW = { current: 20, external1: 21, external2: 22, internal: 23, zero: 24, gain: 25 };
/** Cells, counted from 0, that the faults disturb. */
const DISTURBED = { high: 4, low: 8, balanceHigh: 1, balanceLow: 10, absurd: 2 };

/** One set of measurements, as the BMS takes it every 100 ms; overwritten by the next. */
export interface Measured extends Watched {
  /** [V], from the most negative cell up. */
  readonly cells: Float64Array;
  /** Cells counted from 0. */
  readonly lowestAt: number;
  readonly highestAt: number;
  /** [V] */
  readonly packVoltage: number;
  /** [°C] */
  readonly internal: number;
  readonly external1: number | undefined;
  readonly external2: number | undefined;
}

/** The sensors of one BMS. Their noise depends on the moment only, so that asking more often changes nothing. */
export class Sensors {
  private readonly cells: Float64Array;
  private readonly zero: number;
  private readonly gain: number;

  constructor(
    private readonly pack: PackModel,
    private readonly faults: FaultBoard,
    private readonly seed: number,
    private readonly fitted: 0 | 1 | 2,
  ) {
    this.cells = new Float64Array(pack.cells.length);
    this.zero = ERROR.zero * (2 * uniformAt(seed, 0, DRAW.zero) - 1);
    this.gain = 1 + ERROR.gain * (2 * uniformAt(seed, 0, DRAW.gain) - 1);
  }

  /** @param index number of the measurement */
  measure(index: number, settings: ActiveSettings): Measured {
    const { pack, seed } = this;
    let packVoltage = 0;
    for (let cell = 0; cell < this.cells.length; cell++) {
      const voltage = pack.cellVoltage(cell);
      packVoltage += voltage;
      this.cells[cell] = voltage + NOISE.cell * normalAt(seed, index, cell);
    }
    this.disturbCells(settings);
    const { lowestAt, highestAt } = extremes(this.cells);
    const [external1, external2] = this.externalTemperatures(index, settings);
    const internal = pack.boardTemperature + NOISE.temperature * normalAt(seed, index, DRAW.internal);
    const resting = pack.current === 0 ? 0 : NOISE.current * normalAt(seed, index, DRAW.current);
    return {
      cells: this.cells,
      lowestAt,
      highestAt,
      lowest: this.cells[lowestAt] ?? 0,
      highest: this.cells[highestAt] ?? 0,
      packVoltage,
      current: pack.current * this.gain + this.zero + resting,
      internal,
      external1,
      external2,
      coldest: Math.min(external1 ?? external2 ?? internal, external2 ?? Infinity),
      hottest: Math.max(external1 ?? external2 ?? internal, external2 ?? -Infinity),
    };
  }

  private disturbCells(settings: ActiveSettings): void {
    const { faults } = this;
    if (faults.has('cell-high')) this.set(DISTURBED.high, settings.overVoltage - 0.02);
    if (faults.has('cell-low')) this.set(DISTURBED.low, settings.underVoltage + 0.02);
    if (faults.has('imbalance')) {
      this.add(DISTURBED.balanceHigh, 0.12);
      this.add(DISTURBED.balanceLow, -0.12);
    }
  }

  /** Small packs have fewer cells than the faults name. */
  private set(cell: number, voltage: number): void {
    this.cells[cell % this.cells.length] = voltage;
  }

  private add(cell: number, voltage: number): void {
    const at = cell % this.cells.length;
    this.cells[at] = (this.cells[at] ?? 0) + voltage;
  }

  private externalTemperatures(index: number, settings: ActiveSettings): readonly [number | undefined, number | undefined] {
    const { pack, seed, faults, fitted } = this;
    if (faults.has('sensor-missing')) return [undefined, undefined];
    let cells = pack.temperature;
    if (faults.has('too-cold')) cells = settings.lowTemperature - 6;
    if (faults.has('too-hot')) cells = settings.overHeat + 2;
    const first = cells + ERROR.external1 + NOISE.temperature * normalAt(seed, index, DRAW.external1);
    const second = cells + ERROR.external2 + NOISE.temperature * normalAt(seed, index, DRAW.external2);
    return [fitted > 0 ? first : undefined, fitted > 1 ? second : undefined];
  }
}

/** Position of the absurd cell of the fault of that name, counted from 0. */
export function absurdCell(cells: number): number {
  return DISTURBED.absurd % cells;
}

function extremes(cells: Float64Array): { readonly lowestAt: number; readonly highestAt: number } {
  let lowestAt = 0;
  let highestAt = 0;
  for (let cell = 1; cell < cells.length; cell++) {
    const voltage = cells[cell] ?? 0;
    if (voltage < (cells[lowestAt] ?? 0)) lowestAt = cell;
    if (voltage > (cells[highestAt] ?? 0)) highestAt = cell;
  }
  return { lowestAt, highestAt };
}
