import { LaggingGx } from './lagging-gx';
import { MeasuredPack, type Measured, type MeasuredPackOptions } from './measured-pack';
import type { Installation } from './options';
import { flow, type Setpoints } from './power-flow';

export interface ClosedLoopOptions extends MeasuredPackOptions {
  readonly installation: Installation;
  /** Highest current that the grid takes, with feed-in [A]. */
  readonly exportMost: number;
}

/** What sun and people ask for at this second [A]. */
export interface Demand {
  readonly solar: number;
  readonly load: number;
}

/** What has come of it so far. */
export interface LoopFigures {
  /** Highest true cell voltage [V]. */
  readonly peak: number;
  /** How often the published charge voltage set out in another direction than before; the first change counts. */
  readonly directionChanges: number;
  readonly lowestCvl: number;
  /** Charge that went out of the battery and into the loads or the grid, and into it [Ah]. */
  readonly discharged: number;
  readonly charged: number;
  /** Of the discharge, what went into the grid; solar that passes the battery by is none [Ah]. */
  readonly exported: number;
}

/** Chargers deliver more at this rate at most [A/s]; what they deliver less is there at once. */
const RISE = 40;

/** A pack, a GX that acts late, and whatever makes the limits: once a second `measure`, decide, `step`. */
export class ClosedLoop {
  readonly pack: MeasuredPack;
  private readonly gx: LaggingGx;
  private second = 0;
  private cvl = NaN;
  private direction = 0;
  private sums = { peak: 0, directionChanges: 0, lowestCvl: Infinity, discharged: 0, charged: 0, exported: 0 };

  constructor(private readonly options: ClosedLoopOptions) {
    this.pack = new MeasuredPack(options);
    this.gx = new LaggingGx(options.seed);
  }

  get figures(): LoopFigures {
    return this.sums;
  }

  /** What the BMS reads now. */
  measure(): Measured {
    return this.pack.measure(this.second);
  }

  /** Lets one second pass with these limits on the wire. `allowsCharge`: the BMS has not opened that path. */
  step(limits: Setpoints, { solar, load }: Demand, allowsCharge = true, allowsDischarge = true): void {
    const { pack, gx, options, second, sums } = this;
    const { model } = pack;
    this.follow(limits.cvl);
    gx.hear(limits, second);
    const wanted = flow({
      installation: options.installation,
      charger: gx.charger(second),
      inverter: gx.inverter(second),
      solar,
      load,
      exportMost: options.exportMost,
      sourceVoltage: model.sourceVoltage,
      resistance: model.resistance,
      allowsCharge,
      allowsDischarge,
    });
    const current = Math.min(wanted.battery, Math.max(model.current, 0) + RISE);
    if (current > 0) sums.charged += current / 3600;
    else sums.discharged -= current / 3600;
    sums.exported += Math.min(Math.max(-wanted.battery, 0), wanted.exported) / 3600;
    pack.step(current);
    sums.peak = Math.max(sums.peak, pack.highest);
    this.second++;
  }

  private follow(cvl: number): void {
    const turn = Math.sign(cvl - this.cvl) || 0;
    if (turn !== 0 && turn !== this.direction) {
      this.sums.directionChanges += 1;
      this.direction = turn;
    }
    this.cvl = cvl;
    this.sums.lowestCvl = Math.min(this.sums.lowestCvl, cvl);
  }
}
