import type { LawBattery } from '../../src/control/law/state';
import type { Setpoints } from '../../src/simulator/power-flow';

/**
 * Defaults of the seed's code for 16 LFP cells. Offsets count for the whole pack, as its code applies them [V].
 * Source: charging reference, 2.1; feature list of the seed, `cvl_algorithm`.
 */
const SEED = {
  interval: 20,
  bulkPerCell: 3.65,
  transitionSoc: 95,
  floatSoc: 98,
  floatExitSoc: 95,
  approachOffset: 0.05,
  floatOffset: 0.1,
  smallCcl: 5,
  imbalance: { hold: 0.1, release: 0.05, dropPerVolt: 0.5, dropMost: 2 },
  floorPerCell: 3.2,
  sustain: { below: 5, until: 8, perCell: 3.125, amps: 5 },
  protection: { from: 3.5, release: 3.47, kp: 120, nominal: 157, recovery: 0.4 },
} as const;

/** Our reading of the seed's charge control, with its mistakes: for comparison only. */
export class SeedLaw {
  private limits: Setpoints | undefined;
  private floating = false;
  private imbalanced = false;
  private sustaining = false;
  private protecting = false;
  /** Not rounded for the wire [V]. */
  private cvl: number | undefined;

  constructor(
    private readonly cells: number,
    private readonly maxCharge: number,
    private readonly maxDischarge: number,
  ) {}

  /** Limits at this second; they change every twenty. */
  at(second: number, battery: LawBattery): Setpoints {
    if (!this.limits || second % SEED.interval === 0) this.limits = this.evaluate(battery);
    return this.limits;
  }

  private evaluate(battery: LawBattery): Setpoints {
    const target = this.target(battery);
    const cvl = this.protected(target.cvl, battery);
    const share = cvl / target.cvl;
    this.cvl = cvl;
    return { cvl: onWire(cvl), ccl: onWire(target.ccl * share), dcl: onWire(target.dcl * share) };
  }

  /** Sustain before imbalance before the state by SOC; below 95 % both states that are left mean the bulk voltage. */
  private target({ stateOfCharge: soc, highestCell, lowestCell }: LawBattery): Setpoints {
    const { cells, maxCharge, maxDischarge } = this;
    const { sustain, imbalance } = SEED;
    const bulk = cells * SEED.bulkPerCell;
    const spread = highestCell.voltage - lowestCell.voltage;
    this.sustaining = soc <= sustain.below || (this.sustaining && soc < sustain.until);
    this.imbalanced = spread > imbalance.hold || (this.imbalanced && spread >= imbalance.release);
    this.floating = soc >= SEED.floatSoc || (this.floating && soc >= SEED.floatExitSoc);

    if (this.sustaining) return { cvl: cells * sustain.perCell, ccl: sustain.amps, dcl: sustain.amps };
    const small = Math.min(maxCharge, SEED.smallCcl);
    if (this.imbalanced) {
      const drop = Math.min(imbalance.dropMost, Math.max(spread - imbalance.hold, 0) * imbalance.dropPerVolt);
      return { cvl: Math.max(bulk - drop, cells * SEED.floorPerCell), ccl: small, dcl: maxDischarge };
    }
    if (this.floating) return { cvl: bulk - SEED.floatOffset, ccl: small, dcl: maxDischarge };
    const approaching = soc >= SEED.transitionSoc;
    return { cvl: approaching ? bulk - SEED.approachOffset : bulk, ccl: maxCharge, dcl: maxDischarge };
  }

  /** Proportional to the excess of the highest cell; back up by a step at each evaluation. */
  private protected(target: number, { highestCell, current }: LawBattery): number {
    const { from, release, kp, nominal, recovery } = SEED.protection;
    const { cells } = this;
    const highest = highestCell.voltage;
    this.protecting = highest >= from || (this.protecting && highest > release);
    const limit = cells * SEED.bulkPerCell - kp * (1 + Math.max(current, 0) / nominal) * (highest - from);
    const wanted = this.protecting ? Math.min(target, Math.max(limit, cells * SEED.floorPerCell)) : target;
    return this.cvl === undefined ? wanted : Math.min(wanted, this.cvl + recovery);
  }
}

function onWire(value: number): number {
  return Math.floor(value * 10 + 1e-6) / 10;
}
