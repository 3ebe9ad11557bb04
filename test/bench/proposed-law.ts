import type { LawParameters } from '../../src/control/law/parameters';
import type { LawBattery } from '../../src/control/law/state';
import { interpolate } from '../../src/control/law/tables';
import type { Setpoints } from '../../src/simulator/power-flow';

/**
 * The law that the reference proposes, written down as its text stands and sharing nothing with the law of this project but
 * numbers and the interpolation of a table: for comparison only. Voltage mode, without temperatures, faults and stale data,
 * which the bench does not have. One call is one second. Source: charging reference, 3.4.
 */
export class ProposedLaw {
  private phase: 'bulk' | 'absorption' | 'float' = 'bulk';
  /** Seconds of conditions that must last, and of the phase. */
  private reached = 0;
  private hold = 0;
  private low = 0;
  private empty = 0;
  private inPhase = 0;
  private sinceFull = 0;
  private overlay = false;
  private trim = 0;
  private recovery = 0;
  private atStop = 0;
  private calm = 0;
  private latched = false;
  private ramped: number | undefined;
  private cvl: number | undefined;
  private sinceChange = 0;
  private readonly ccl = { value: undefined as number | undefined, sinceFall: 0 };
  private readonly dcl = { value: undefined as number | undefined, sinceFall: 0 };

  constructor(private readonly parameters: LawParameters) {}

  /** Limits for this second. */
  step(battery: LawBattery): Setpoints {
    const { parameters: p } = this;
    const highest = battery.highestCell.voltage;
    const lowest = battery.lowestCell.voltage;
    const spread = highest - lowest;
    this.latch(highest);
    this.follow(battery, highest, lowest, spread);

    if (highest >= p.vKnee && spread >= p.imbHold) this.overlay = true;
    else if (spread <= p.imbRelease || highest < p.vKnee - 0.05) this.overlay = false;
    const drop = this.overlay ? p.cells * Math.min(p.imbDropMax, p.imbDrop * (spread - p.imbHold)) : 0;
    const target = p.cells * (this.phase === 'float' ? p.vFloat : p.vAbs) - drop;
    this.integrate(battery.current, highest);

    const was = this.ramped ?? target;
    this.ramped = Math.min(Math.max(target, was - p.cells * p.rampDown), was + p.cells * p.rampUp);
    const wanted = Math.max(Math.min(p.cells * p.vFloor, this.ramped), Math.min(this.ramped, p.cells * p.vAbs - this.trim));
    const cvl = this.publish(wanted);

    const near = Math.max(interpolate(p.chargeByVoltage, highest), p.cclFloor / p.maxCharge) * p.maxCharge;
    const capped = this.overlay ? Math.min(near, Math.max(p.cclFloor, p.balanceCurrent)) : near;
    const ccl = current(this.ccl, this.latched ? 0 : capped, p.maxCharge, p);
    const dcl = current(this.dcl, Math.max(interpolate(p.dischargeByVoltage, lowest) * p.maxDischarge, p.dclFloor), p.maxDischarge, p);
    return { cvl, ccl: tenths(ccl), dcl: tenths(dcl) };
  }

  private latch(highest: number): void {
    const { vStop, vSoft } = this.parameters;
    this.atStop = highest >= vStop ? this.atStop + 1 : 0;
    this.calm = highest <= vSoft - 0.02 ? this.calm + 1 : 0;
    if (highest >= vStop + 0.03 || this.atStop >= 3) this.latched = true;
    else if (this.calm >= 60) this.latched = false;
  }

  private follow({ voltage, current: amps, stateOfCharge: soc }: LawBattery, highest: number, lowest: number, spread: number): void {
    const { parameters: p } = this;
    this.inPhase++;
    this.sinceFull++;
    const { vAbs } = p;
    if (this.phase === 'bulk') {
      this.reached = highest >= vAbs - 0.005 || voltage >= p.cells * (vAbs - 0.01) ? this.reached + 1 : 0;
      if (this.reached >= 10) this.enter('absorption');
    } else if (this.phase === 'absorption') {
      if (highest >= vAbs - 0.02 && spread <= p.balDone && Math.abs(amps) <= p.tail) this.hold++;
      else if (highest < vAbs - 0.05 || spread > p.balDone + 0.005) this.hold = 0;
      this.low = highest < vAbs - 0.1 ? this.low + 1 : 0;
      if (this.hold >= p.absHold || this.inPhase >= p.absMax) this.enter('float');
      else if (this.low >= 300 || soc <= p.rebulkSoc - 10) this.enter('bulk');
    } else {
      this.empty = lowest <= p.vRebulk ? this.empty + 1 : 0;
      if (soc <= p.rebulkSoc || this.empty >= 300 || this.sinceFull >= p.rebalanceDays * 86_400) this.enter('bulk');
    }
  }

  private enter(phase: ProposedLaw['phase']): void {
    if (phase === 'float') this.sinceFull = 0;
    this.phase = phase;
    this.reached = this.hold = this.low = this.empty = this.inPhase = 0;
  }

  private integrate(amps: number, highest: number): void {
    const { cells, capacity, vAbs, vSoft, vFloor, ki, band, recBand, recHold, recRate } = this.parameters;
    const most = cells * (vAbs - vFloor);
    this.recovery = highest < vAbs - recBand ? this.recovery + 1 : 0;
    if (this.latched) {
      this.trim = most;
      return;
    }
    const excess = highest - (vAbs + band);
    if (excess > 0) {
      const gain = Math.min(Math.max(amps / (0.01 * capacity), 0), 1);
      const least = highest >= vSoft && amps > -0.002 * capacity ? 0.25 : 0;
      this.trim += cells * ki * excess * Math.max(gain, least);
    } else if (this.recovery >= recHold) {
      this.trim -= cells * recRate;
    }
    this.trim = Math.min(Math.max(this.trim, cells * (highest - vSoft), 0), most);
  }

  private publish(wanted: number): number {
    const value = tenths(wanted);
    this.sinceChange++;
    const before = this.cvl ?? value;
    if (value < before || (value > before && this.sinceChange >= this.parameters.cvlUpInterval)) {
      this.sinceChange = 0;
      this.cvl = value;
    } else {
      this.cvl = before;
    }
    return this.cvl;
  }
}

/** Falls at once; rises after a hold, by a share of the maximum each second. */
function current(
  held: { value: number | undefined; sinceFall: number },
  wanted: number,
  most: number,
  { incHold, incRate, reenable }: LawParameters,
): number {
  held.sinceFall++;
  if (held.value === undefined || wanted < held.value) {
    held.value = wanted;
    held.sinceFall = 0;
  } else if (held.sinceFall > incHold && (held.value > 0 || wanted >= reenable * most)) {
    held.value = Math.min(wanted, held.value + incRate * most);
  }
  return held.value;
}

function tenths(value: number): number {
  return Math.floor(value * 10 + 1e-6) / 10;
}
