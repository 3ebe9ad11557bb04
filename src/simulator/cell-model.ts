import type { OpenCircuitCurve } from './chemistry';

/** What makes one cell differ from another. */
export interface CellParameters {
  readonly curve: OpenCircuitCurve;
  /** [Ah] */
  readonly capacity: number;
  /** At the beginning [%]. */
  readonly stateOfCharge: number;
  /** At once [Ohm]. */
  readonly resistance: number;
  /** Builds up over `relaxation` [Ohm]. */
  readonly slowResistance: number;
  /** Time constant [s]. */
  readonly relaxation: number;
}

/** One cell: a source that depends on its charge, a resistance, and a voltage that builds up and relaxes slowly. */
export class CellModel {
  /** [As] */
  private charge: number;
  /** Voltage over the slow resistance [V]. */
  private polarisation = 0;
  private readonly percentPerAmpereSecond: number;

  constructor(private readonly parameters: CellParameters) {
    this.percentPerAmpereSecond = 100 / (parameters.capacity * 3600);
    this.charge = parameters.stateOfCharge / this.percentPerAmpereSecond;
  }

  /** [%]; below 0 and above 100 when the cell is abused. */
  get stateOfCharge(): number {
    return this.charge * this.percentPerAmpereSecond;
  }

  /** [Ohm] */
  get resistance(): number {
    return this.parameters.resistance;
  }

  /** Voltage at rest, after relaxation [V]. */
  get openCircuitVoltage(): number {
    return this.parameters.curve.at(this.stateOfCharge);
  }

  /** Voltage that the cell would show at once if no current flowed [V]. */
  get sourceVoltage(): number {
    return this.openCircuitVoltage + this.polarisation;
  }

  /** Heat made in the cell by a current [W]. */
  heat(current: number): number {
    const { resistance, slowResistance } = this.parameters;
    return current * current * resistance + (this.polarisation * this.polarisation) / slowResistance;
  }

  /** Lets a constant current [A], positive while charging, flow for `seconds`. */
  step(current: number, seconds: number): void {
    const { slowResistance, relaxation } = this.parameters;
    this.charge += current * seconds;
    const settled = current * slowResistance;
    this.polarisation = settled + (this.polarisation - settled) * Math.exp(-seconds / relaxation);
  }
}
