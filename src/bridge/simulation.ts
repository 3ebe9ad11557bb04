import type { Clock } from '../links/clock';
import { SimulatedPortSource } from '../links/simulated-link';
import { createWorld, isFaultName, type WorldOptions } from '../simulator/world';
import type { Simulation } from './bridge';

/** A world that starts now, behind two ports. */
export function simulation(clock: Clock, options: Partial<WorldOptions> = {}): Simulation {
  const world = createWorld({ ...options, startAt: clock.now() });
  return {
    source: new SimulatedPortSource(world, clock),
    view() {
      const { charging, discharging, timedOut, solarCurrent, loadCurrent } = world.truth.gx;
      return {
        faults: world.faults,
        chemistry: world.options.chemistry,
        cells: world.options.cells,
        gx: { charging, discharging, timedOut, solarCurrent, loadCurrent },
      };
    },
    inject(fault, active) {
      if (!isFaultName(fault)) return false;
      world.inject(fault, active);
      return true;
    },
  };
}
