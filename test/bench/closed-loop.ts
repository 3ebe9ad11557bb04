import type { LawBattery } from '../../src/control/law/state';
import type { Chemistry } from '../../src/simulator/chemistry';
import type { Installation } from '../../src/simulator/options';
import { flow, type Setpoints } from '../../src/simulator/power-flow';
import { LaggingGx } from './lagging-gx';
import { MeasuredPack } from './measured-pack';

/** Something that makes limits out of what the BMS reads, once a second. */
export type Controller = (battery: LawBattery, second: number) => Setpoints;

export interface LoopCase {
  readonly chemistry: Chemistry;
  readonly cells: number;
  readonly installation: Installation;
  /** How far one cell is ahead [%]. */
  readonly ahead: number;
}

export interface LoopResult {
  /** Highest true cell voltage [V]. */
  readonly peak: number;
  /** How often the published charge voltage sets out in another direction than before; the first change counts. */
  readonly directionChanges: number;
  readonly lowestCvl: number;
  /** Charge that went out of the battery into the grid again [Ah]; solar that passes it by is none. */
  readonly exported: number;
}

export const HOURS = 6;
export const CAPACITY = 280;
export const MAX_CHARGE = 100;
export const MAX_DISCHARGE = 120;
/** [A] */
const SOLAR = 90;
const EXPORT_MOST = 60;
/** Chargers deliver more at this rate at most [A/s]; what they deliver less is there at once. */
const RISE = 40;

/** Six hours of steady sun on a nearly full battery without loads. Source: charging reference, part 5. */
export function runLoop({ chemistry, cells, installation, ahead }: LoopCase, controller: Controller, seed: number): LoopResult {
  const pack = new MeasuredPack({
    seed,
    chemistry,
    cells,
    capacity: CAPACITY,
    stateOfCharge: 90,
    ahead,
    capacitySpread: 0,
    leakage: 0,
    ambient: 20,
  });
  const { model } = pack;
  const gx = new LaggingGx(seed);
  let [peak, directionChanges, lowestCvl, exported] = [0, 0, Infinity, 0];
  let [cvl, direction] = [NaN, 0];
  for (let second = 0; second < HOURS * 3600; second++) {
    const limits = controller(pack.measure(second), second);
    const turn = Math.sign(limits.cvl - cvl) || 0;
    if (turn !== 0 && turn !== direction) {
      directionChanges += 1;
      direction = turn;
    }
    cvl = limits.cvl;
    lowestCvl = Math.min(lowestCvl, cvl);

    gx.hear(limits, second);
    const wanted = flow({
      installation,
      charger: gx.charger(second),
      inverter: gx.inverter(second),
      solar: SOLAR,
      load: 0,
      exportMost: EXPORT_MOST,
      sourceVoltage: model.sourceVoltage,
      resistance: model.resistance,
      allowsCharge: true,
      allowsDischarge: true,
    });
    exported += Math.max(-wanted.battery, 0) / 3600;
    pack.step(Math.min(wanted.battery, Math.max(model.current, 0) + RISE));
    peak = Math.max(peak, pack.highest);
  }
  return { peak, directionChanges, lowestCvl, exported };
}
