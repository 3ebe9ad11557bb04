import { CellModel } from './cell-model';
import { OpenCircuitCurve, type Chemistry } from './chemistry';
import { normalAt } from './random';

export interface PackModelOptions {
  readonly seed: number;
  readonly chemistry: Chemistry;
  readonly cells: number;
  /** [Ah] */
  readonly capacity: number;
  /** Mean of the cells at the beginning [%]. */
  readonly stateOfCharge: number;
  /** Standard deviation between cells [%]. */
  readonly stateOfChargeSpread: number;
  /** Standard deviation between cells [% of the capacity]. */
  readonly capacitySpread: number;
  /** [°C] */
  readonly ambient: number;
}

/** Cells of this capacity have these resistances; others in inverse proportion. */
const REFERENCE = { capacity: 280, resistance: 0.4e-3, slowResistance: 0.6e-3, relaxation: 120 };
/** Heat capacity of a cell [J/K] for each Ah, and the time in which a pack takes on the temperature around it [s]. */
const HEAT_PER_AH = 19;
const COOLING_TIME = 4 * 3600;
/** The board warms itself, and its shunt warms it with the current. */
const BOARD = { own: 6, perAmpere: 0.06, time: 300 };

/** Streams of random numbers. */
const DRAW = { charge: 101, capacity: 102 };

/** Cells in series with their temperatures: what really is, whatever the BMS measures of it. */
export class PackModel {
  readonly cells: readonly CellModel[];
  /** That flows since the last step [A], positive while charging. */
  current = 0;
  /** Of the cells, and of the BMS board [°C]. */
  temperature: number;
  boardTemperature: number;
  /** Around the battery [°C]. */
  ambient: number;
  /** Current [A] that a bleed resistor takes from each cell now. */
  readonly bleeding: Float64Array;

  private readonly heatCapacity: number;

  constructor(options: PackModelOptions) {
    const { seed, capacity } = options;
    const curve = new OpenCircuitCurve(options.chemistry);
    const scale = REFERENCE.capacity / capacity;
    this.cells = Array.from(
      { length: options.cells },
      (_, index) =>
        new CellModel({
          curve,
          capacity: capacity * (1 + (options.capacitySpread / 100) * normalAt(seed, index, DRAW.capacity)),
          stateOfCharge: options.stateOfCharge + options.stateOfChargeSpread * normalAt(seed, index, DRAW.charge),
          resistance: REFERENCE.resistance * scale,
          slowResistance: REFERENCE.slowResistance * scale,
          relaxation: REFERENCE.relaxation,
        }),
    );
    this.bleeding = new Float64Array(options.cells);
    this.ambient = options.ambient;
    this.temperature = options.ambient;
    this.boardTemperature = options.ambient + BOARD.own;
    this.heatCapacity = HEAT_PER_AH * capacity * options.cells;
  }

  /** Voltage that the pack would show at once if no current flowed [V]. */
  get sourceVoltage(): number {
    return this.cells.reduce((sum, cell) => sum + cell.sourceVoltage, 0);
  }

  /** That the current of the moment meets at once [Ohm]. */
  get resistance(): number {
    return this.cells.reduce((sum, cell) => sum + cell.resistance, 0);
  }

  /** Between the terminals [V]. */
  get voltage(): number {
    return this.sourceVoltage + this.current * this.resistance;
  }

  /** Mean of the cells [%]. */
  get stateOfCharge(): number {
    return this.cells.reduce((sum, cell) => sum + cell.stateOfCharge, 0) / this.cells.length;
  }

  /** Between the terminals of one cell [V]. */
  cellVoltage(index: number): number {
    const cell = this.cells[index];
    return cell === undefined ? 0 : cell.sourceVoltage + (this.current - (this.bleeding[index] ?? 0)) * cell.resistance;
  }

  /** Lets `current` [A] flow for `seconds`. */
  step(current: number, seconds: number): void {
    this.current = current;
    let heat = 0;
    for (let index = 0; index < this.cells.length; index++) {
      const cell = this.cells[index];
      if (cell === undefined) continue;
      heat += cell.heat(current);
      cell.step(current - (this.bleeding[index] ?? 0), seconds);
    }
    const cooling = (this.temperature - this.ambient) / COOLING_TIME;
    this.temperature += seconds * (heat / this.heatCapacity - cooling);
    const board = this.ambient + BOARD.own + BOARD.perAmpere * Math.abs(current);
    this.boardTemperature += (board - this.boardTemperature) * (1 - Math.exp(-seconds / BOARD.time));
  }
}
