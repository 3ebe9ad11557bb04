import type { Clock } from '../links/clock';
import { SimulatedPortSource } from '../links/simulated-link';
import { createWorld, isFaultName, type WorldOptions } from '../simulator/world';
import type { Simulation } from './bridge-parts';

export interface SimulationOptions extends Partial<WorldOptions> {
  /** Makes this very worker hang; offered as a fault where it is given. */
  readonly hang?: () => void;
}

/** Not a fault of the simulated world but of the bridge itself. */
export const HANG = 'worker-hangs';
/** So long the answer to the switch has to get out. */
const HANGS_AFTER_MS = 100;

/** A world that starts now, behind two ports. */
export function simulation(clock: Clock, { hang, ...options }: SimulationOptions = {}): Simulation {
  const world = createWorld({ ...options, startAt: clock.now() });
  return {
    source: new SimulatedPortSource(world, clock, true),
    view() {
      const { charging, discharging, timedOut, solarCurrent, loadCurrent } = world.truth.gx;
      return {
        faults: hang ? [...world.faults, { name: HANG, active: false }] : world.faults,
        chemistry: world.options.chemistry,
        cells: world.options.cells,
        gx: { charging, discharging, timedOut, solarCurrent, loadCurrent },
      };
    },
    inject(fault, active) {
      if (fault === HANG && hang) {
        if (active) clock.at(clock.now() + HANGS_AFTER_MS, hang);
        return true;
      }
      if (!isFaultName(fault)) return false;
      world.inject(fault, active);
      return true;
    },
  };
}
