import type { Chemistry } from '../../src/simulator/chemistry';
import { ClosedLoop, type LoopFigures } from '../../src/simulator/closed-loop';
import type { Measured } from '../../src/simulator/measured-pack';
import type { Installation } from '../../src/simulator/options';
import type { Setpoints } from '../../src/simulator/power-flow';

/** Something that makes limits out of what the BMS reads, once a second. */
export type Controller = (battery: Measured, second: number) => Setpoints;

export interface LoopCase {
  readonly chemistry: Chemistry;
  readonly cells: number;
  readonly installation: Installation;
  /** How far one cell is ahead [%]. */
  readonly ahead: number;
}

export const HOURS = 6;
export const CAPACITY = 280;
export const MAX_CHARGE = 100;
export const MAX_DISCHARGE = 120;
/** [A] */
const SOLAR = 90;
const EXPORT_MOST = 60;

/** Six hours of steady sun on a nearly full battery without loads. Source: charging reference, part 5. */
export function runLoop({ chemistry, cells, installation, ahead }: LoopCase, controller: Controller, seed: number): LoopFigures {
  const loop = new ClosedLoop({
    seed,
    chemistry,
    cells,
    installation,
    capacity: CAPACITY,
    stateOfCharge: 90,
    ahead,
    capacitySpread: 0,
    leakage: 0,
    ambient: 20,
    exportMost: EXPORT_MOST,
  });
  for (let second = 0; second < HOURS * 3600; second++) {
    loop.step(controller(loop.measure(), second), { solar: SOLAR, load: 0 });
  }
  return loop.figures;
}
