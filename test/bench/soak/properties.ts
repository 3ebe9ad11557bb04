import type { LawParameters } from '../../../src/control/law/parameters';
import type { LawInput, LawOutcome, LawSample, LawState } from '../../../src/control/law/state';

/** One call of the law. */
export interface Moment {
  readonly second: number;
  readonly input: LawInput;
  /** Nobody has spoiled the input beyond use. */
  readonly usable: boolean;
  readonly dt: number;
  readonly outcome: LawOutcome;
}

/** A property that did not hold: how often, when first [s], and what was found then. */
export interface Violation {
  count: number;
  readonly second: number;
  readonly value: number | undefined;
}

type Points = readonly (readonly [at: number, factor: number])[];

const SLACK = 1e-6;
/** The wire carries tenths. */
const TENTH = 0.1 + SLACK;
/** How far inside the table a temperature has to be before a blocked direction is allowed again [°C]. */
const RELEASE = { cold: 2, hot: 3 };
/** A latch sets when its condition has held for so long [s]. */
const LATCHES = { over: 3, under: 10 };
/** A charge that rests unwatched for longer is another one [s]. */
const SAME_CHARGE = 300;
/** Overshoot control: A per Ah from which it acts fully, and what still counts as not discharging; its least share above `vSoft`. */
const GAIN = { fullFrom: 0.01, discharging: 0.002, least: 0.25 };
/** Absorption counts as held this near the target [V]. */
const FULL_NEAR = 0.02;
/** Float that was entered at a state of charge of its own ends this much below it [%]. */
const SOC_DROP = 10;
const DAY = 86_400;
/** It opens when the opposite has held for so long [s], this far from the thresholds [V]. */
const OPENS = { after: 60, belowSoft: 0.02, charging: 0.15 };

/**
 * Holds every step of one law against the properties at the end of the charging reference, part 4, and against what the
 * tables and latches of its part 3 demand at once. Computed here a second time, from the sample and the parameters.
 */
export class Properties {
  readonly violations = new Map<string, Violation>();

  private second = 0;
  private state: LawState | undefined;
  private sample: LawSample | undefined;
  private age = Infinity;
  private cvl = NaN;
  private sinceCvlChange = Infinity;
  private readonly last = { ccl: NaN, dcl: NaN };
  private readonly sinceFall = { ccl: 0, dcl: 0 };
  /** For how long a cell has been at its stop or empty [s]. */
  private readonly extreme = { over: 0, under: 0 };
  /** A voltage latch has to be set, and for how long what opens it has been watched [s]. */
  private readonly latched = { over: false, under: false };
  private readonly opening = { over: 0, under: 0 };
  /** A sensor has been where the direction is forbidden, and not yet back by the hysteresis. */
  private readonly outside = { charge: false, discharge: false };
  /** The highest cell has been far enough below the target for overshoot control to end, beyond doubt or nearly so [s]. */
  private readonly low = { surely: 0, nearly: 0 };
  /** Since a sample was last acted on [s], and that data was stale meanwhile. */
  private unseen = 0;
  private wasStale = false;
  /** In this absorption, and of it the pack has counted as full [s]. */
  private readonly absorption = { lasted: 0, full: 0 };
  /** Since float began, days away included [s]. */
  private sinceFull = 0;
  /** Lowest hold that the charge voltage has not yet come back from. */
  private lowestHold = Infinity;

  constructor(private readonly parameters: LawParameters) {}

  /** The law has lost its memory. */
  forget(): void {
    this.begin(undefined);
    this.extreme.over = this.extreme.under = 0;
    this.latched.over = this.latched.under = false;
    this.outside.charge = this.outside.discharge = false;
    this.lowestHold = Infinity;
    this.sinceFull = 0;
    this.lapse(0);
  }

  /** The law begins again from what was stored: what it has to block is not forgotten, and was not watched since the last look. */
  restart(state: LawState, second: number): void {
    this.begin(state);
    // The record may be from a moment before the charge voltage was back.
    this.lowestHold = Math.min(this.lowestHold, state.cvl.published);
    this.sinceFull += second - this.second;
    this.unseen += second - this.second;
    this.wasStale = false;
    this.lapse(this.unseen);
  }

  /** Nobody has watched: waits for what would loosen a limit begin anew, delays that lead to a block go on. */
  private lapse(seconds: number): void {
    const { extreme, opening, low, sinceFall } = this;
    for (const end of ['over', 'under'] as const) {
      opening[end] = 0;
      if (extreme[end] > 0) extreme[end] += seconds;
    }
    low.surely = low.nearly = 0;
    sinceFall.ccl = sinceFall.dcl = 0;
    if (seconds > SAME_CHARGE) this.absorption.full = 0;
  }

  private begin(state: LawState | undefined): void {
    this.state = state;
    this.sample = undefined;
    this.age = Infinity;
    this.cvl = NaN;
    this.sinceCvlChange = Infinity;
    this.last.ccl = floorTenth(state?.ccl.value ?? NaN);
    this.last.dcl = floorTenth(state?.dcl.value ?? NaN);
    this.sinceFall.ccl = this.sinceFall.dcl = 0;
  }

  /** @param value what was found instead; put into words only when it is needed */
  demand(holds: boolean, what: string, value?: number): void {
    if (holds) return;
    const known = this.violations.get(what);
    if (known) known.count += 1;
    else this.violations.set(what, { count: 1, second: this.second, value });
  }

  look({ second, input, usable, dt, outcome }: Moment): void {
    this.second = second;
    const { holdAge, stopAge } = this.parameters;
    this.demand((outcome.rejected === undefined) === usable, 'a sample is rejected exactly when it is unusable');
    this.age = usable ? input.age : this.age + dt;
    if (usable) this.sample = input;
    this.sinceCvlChange += dt;

    const { limits, transmit, flags, next } = outcome;
    this.demand(transmit === (limits !== undefined), 'limits come with the permission to send');
    if (this.age > stopAge) this.demand(!transmit, 'nothing is sent without recent data');
    this.unseen += dt;
    this.wasStale ||= this.age > holdAge;
    const isFresh = limits !== undefined && this.age <= holdAge;
    // The first sample after a restart, or after too much time without any, ends a time that nobody watched.
    const lapsed = isFresh && this.state !== undefined && (this.wasStale || this.unseen > holdAge);
    const watched = lapsed || (this.state && !this.state.newest) ? 0 : dt;
    if (lapsed) this.lapse(this.unseen);
    if (isFresh) [this.unseen, this.wasStale] = [0, false];
    const known = this.state?.newest !== undefined || this.age <= holdAge;
    if (this.age <= stopAge && known) this.demand(transmit, 'recent data is enough to send');
    if (limits && this.sample) {
      const [cvl, ccl, dcl] = [limits.cvl.value, limits.ccl.value, limits.dcl.value];
      const stale = this.age > holdAge;
      this.demand(flags.stale === stale, 'old data counts as stale');
      this.lookAtVoltage(cvl, next);
      this.lookAtCurrents(ccl, dcl, outcome);
      if (!stale) this.lookAtSample(cvl, ccl, dcl, this.sample, watched);
      else this.demand(ccl === 0 && dcl === this.last.dcl, 'stale data stops charging and leaves DCL');
      if (lapsed) this.demand(ccl <= this.parameters.cclFloor + SLACK, 'CCL begins small after data was missing', ccl);
      if (!stale) this.last.dcl = dcl;
      this.last.ccl = ccl;
      this.lookAtRecovery(next, stale, watched);
      this.sinceFull += dt;
      if (!stale && next && this.state) {
        this.lookAtTrim(this.state, next, this.sample, watched);
        this.lookAtTarget(this.state, next, watched);
        this.lookAtPhase(this.state, next, this.sample, watched);
      }
    }
    this.state = next;
  }

  private lookAtVoltage(cvl: number, next: LawState | undefined): void {
    const { cells, vAbs, vFloor, vEmpty, cvlUpInterval, cvlUserMax = Infinity, absMax, feedIn } = this.parameters;
    const held = next?.cvl.held;
    const before = this.state?.cvl.held;
    const floor = cells * vFloor;
    if (held !== undefined) {
      this.demand(held >= cells * (vEmpty + 0.15) - SLACK, 'a hold is well above empty');
      const falls = feedIn && (this.sample?.battery.current ?? 0) > 0 && before !== undefined && held <= before;
      this.demand(before === undefined || before === held || falls, 'a hold is a constant, or falls while current flows in with feed-in');
      this.lowestHold = Math.min(this.lowestHold, held);
    }
    this.demand(Number.isFinite(cvl) && cvl > 0, 'CVL is a voltage', cvl);
    this.demand(cvl > Math.min(floor, this.lowestHold, cvlUserMax) - TENTH, 'CVL is at its floor or above', cvl);
    this.demand(cvl <= Math.min(cells * vAbs, cvlUserMax) + SLACK, 'CVL is at the absorption voltage or below', cvl);
    this.demand(isTenth(cvl), 'CVL is what the wire carries', cvl);
    if (held === undefined && cvl >= floor - TENTH) this.lowestHold = Infinity;
    if (cvl > this.cvl)
      this.demand(this.sinceCvlChange >= cvlUpInterval - SLACK, 'CVL rises long enough after its last change', this.sinceCvlChange);
    if (cvl !== this.cvl) this.sinceCvlChange = 0;
    this.cvl = cvl;
    const phase = next?.phase;
    this.demand(phase?.kind !== 'absorption' || phase.since - phase.unwatched <= absMax + SLACK, 'absorption comes to an end');
  }

  private lookAtCurrents(ccl: number, dcl: number, { flags }: LawOutcome): void {
    const { maxCharge, maxDischarge, cclUserMax = Infinity, dclUserMax = Infinity } = this.parameters;
    this.demand(ccl >= 0 && ccl <= Math.min(maxCharge, cclUserMax), 'CCL is in its range', ccl);
    this.demand(dcl >= 0 && dcl <= Math.min(maxDischarge, dclUserMax), 'DCL is in its range', dcl);
    this.demand(isTenth(ccl) && isTenth(dcl), 'CCL and DCL are what the wire carries', ccl);
    if (flags.chargeBlocked) this.demand(ccl === 0, 'blocked charging has CCL 0', ccl);
    if (flags.dischargeBlocked) this.demand(dcl === 0, 'blocked discharging has DCL 0', dcl);
    const { chargeByTemperature, dischargeByTemperature } = this.parameters;
    if (ccl === 0 && !flags.chargeBlocked)
      this.demand(this.last.ccl === 0 || this.temperatureFactor(chargeByTemperature) * maxCharge < TENTH, 'CCL is 0 for a reason');
    if (dcl === 0 && !flags.dischargeBlocked)
      this.demand(this.last.dcl === 0 || this.temperatureFactor(dischargeByTemperature) * maxDischarge < TENTH, 'DCL is 0 for a reason');
  }

  /** Reductions act in the very step whose sample calls for them. */
  private lookAtSample(cvl: number, ccl: number, dcl: number, { battery, chargeFault, dischargeFault }: LawSample, dt: number): void {
    const { cells, vAbs, vSoft, vStop, vFloor, vEmpty, vEmptyRel, maxCharge, maxDischarge, cclFloor, dclFloor, enabled } = this.parameters;
    const { chargeByVoltage, dischargeByVoltage, chargeByTemperature, dischargeByTemperature } = this.parameters;
    const { coldest, hottest } = battery;
    const [highest, lowest] = [battery.highestCell.voltage, battery.lowestCell.voltage];
    const charge = enabled ? Math.max(factorAt(chargeByVoltage, highest) * maxCharge, cclFloor) : maxCharge;
    const discharge = enabled ? Math.max(factorAt(dischargeByVoltage, lowest) * maxDischarge, dclFloor) : maxDischarge;
    const [chargeShare, dischargeShare] = [this.temperatureFactor(chargeByTemperature), this.temperatureFactor(dischargeByTemperature)];
    this.demand(ccl <= Math.min(charge, chargeShare * maxCharge) + SLACK, 'CCL keeps to the tables at once', ccl);
    this.demand(dcl <= Math.min(discharge, dischargeShare * maxDischarge) + SLACK, 'DCL keeps to the tables at once', dcl);

    const { extreme, outside } = this;
    outside.charge = isOutside(outside.charge, chargeByTemperature, coldest.celsius, hottest.celsius);
    outside.discharge = isOutside(outside.discharge, dischargeByTemperature, coldest.celsius, hottest.celsius);
    extreme.over = highest >= vStop ? extreme.over + dt : 0;
    extreme.under = lowest <= vEmpty ? extreme.under + dt : 0;
    const over = highest >= vStop + 0.03 || extreme.over >= LATCHES.over;
    const under = lowest <= vEmpty - 0.05 || extreme.under >= LATCHES.under;
    if (over) this.demand(cvl <= cells * vFloor + SLACK, 'a cell above the stop brings CVL to its floor at once');
    else this.demand(cvl <= cells * (vAbs - clamp(highest - vSoft, 0, vAbs - vFloor)) + SLACK, 'CVL falls with the excess at once', cvl);
    if (over || chargeFault || outside.charge) this.demand(ccl === 0, 'charging stops at once');
    if (under || dischargeFault || outside.discharge) this.demand(dcl === 0, 'discharging stops at once');
    const charging = battery.current > 0 && lowest >= vEmpty + OPENS.charging - SLACK;
    this.watchLatch('over', over, highest <= vSoft - OPENS.belowSoft + SLACK, dt);
    this.watchLatch('under', under, lowest >= vEmptyRel - SLACK || charging, dt);
    if (this.latched.over) this.demand(ccl === 0, 'charging stays forbidden until it has been safe for a minute');
    if (this.latched.under) this.demand(dcl === 0, 'discharging stays forbidden until it has been safe for a minute');
  }

  private watchLatch(end: 'over' | 'under', sets: boolean, opens: boolean, dt: number): void {
    const { latched, opening } = this;
    opening[end] = opens && !sets ? opening[end] + dt : 0;
    latched[end] = sets || (latched[end] && opening[end] < OPENS.after - SLACK);
  }

  private lookAtRecovery(next: LawState | undefined, stale: boolean, dt: number): void {
    const { state, sinceFall } = this;
    const { maxCharge, maxDischarge, incRate, incHold } = this.parameters;
    if (!state || !next) {
      sinceFall.ccl = sinceFall.dcl = 0;
      return;
    }
    for (const name of ['ccl', 'dcl'] as const) {
      const change = next[name].value - state[name].value;
      if (stale) this.demand(change === 0, 'a current waits as it is for the next sample', change);
      sinceFall[name] += dt;
      const most = incRate * (name === 'ccl' ? maxCharge : maxDischarge) * dt;
      this.demand(change <= most + SLACK, 'a current rises slowly enough', change);
      if (change > 0) this.demand(sinceFall[name] > incHold, 'a current rises long enough after a fall', sinceFall[name]);
      if (change < 0) sinceFall[name] = 0;
    }
  }

  /** Overshoot control grows with the excess and the current, and is given back slowly once the cell has been low for long enough. */
  private lookAtTrim(state: LawState, next: LawState, { battery }: LawSample, dt: number): void {
    const { cells, capacity, vAbs, vSoft, vFloor, ki, band, recBand, recHold, recRate } = this.parameters;
    const { current } = battery;
    const highest = battery.highestCell.voltage;
    const most = cells * (vAbs - vFloor);
    const share = clamp(current / (GAIN.fullFrom * capacity), 0, 1);
    const gain = highest >= vSoft && current > -GAIN.discharging * capacity ? Math.max(share, GAIN.least) : share;
    const grown = state.trim.volts + cells * ki * Math.max(highest - vAbs - band, 0) * gain * dt;
    const wanted = clamp(Math.max(grown, cells * (highest - vSoft)), 0, most);
    const { volts } = next.trim;
    // A voltage right at the threshold may count or not: the law allows for what decimals lose.
    this.low.surely = highest < vAbs - recBand - SLACK - SLACK ? this.low.surely + dt : 0;
    this.low.nearly = highest < vAbs - recBand ? this.low.nearly + dt : 0;
    this.demand(volts <= most + SLACK, 'overshoot control ends at the floor', volts);
    if (this.latched.over) return;
    this.demand(volts <= wanted + SLACK, 'overshoot control lowers CVL for an excess under current only', volts);
    const given = this.low.nearly >= recHold - SLACK ? cells * recRate * dt : 0;
    this.demand(volts >= Math.min(wanted, most) - given - SLACK, 'overshoot control acts at once and is given back slowly', volts);
    const isDue = this.low.surely >= recHold && volts > 0;
    if (isDue) this.demand(volts <= state.trim.volts - given + SLACK, 'overshoot control is given back', volts);
  }

  /** The target never asks for less than float, imbalance and the owner can explain, and is approached slowly. */
  private lookAtTarget(state: LawState, next: LawState, dt: number): void {
    const { cells, vAbs, vFloor, cvlUserMax = Infinity, imbDropMax, rampDown, rampUp } = this.parameters;
    const { mode, vFloat, approachOff, floatOff } = this.parameters;
    const below = { 'float-approach': approachOff, float: mode === 'soc' ? floatOff : vAbs - vFloat };
    const { kind } = next.phase;
    const perCell = vAbs - (kind === 'float' || kind === 'float-approach' ? below[kind] : 0);
    const least = Math.max(cells * (perCell - imbDropMax), cells * vFloor);
    this.demand(next.cvl.target >= Math.min(least, cvlUserMax) - SLACK, 'the target has a floor', next.cvl.target);
    const change = next.cvl.ramped - state.cvl.ramped;
    const falls = next.cvl.held === undefined && state.cvl.held === undefined;
    if (falls) this.demand(change >= -cells * rampDown * dt - SLACK, 'the charge voltage goes down to its target slowly', change);
    this.demand(change <= cells * rampUp * dt + SLACK, 'the charge voltage goes up to its target slowly', change);
  }

  /** Float comes after absorption, and ends with the charge and with the calendar. */
  private lookAtPhase(state: LawState, next: LawState, { battery, bmsFull }: LawSample, dt: number): void {
    const { mode, enabled, vAbs, vKnee, balDone, tail, absHold, absMax, rebulkSoc, rebalanceDays, holdAge } = this.parameters;
    if (mode !== 'voltage' || !enabled) return;
    const { absorption } = this;
    const [highest, spread] = [battery.highestCell.voltage, battery.highestCell.voltage - battery.lowestCell.voltage];
    const isBalanced = highest >= vAbs - FULL_NEAR - SLACK && spread <= balDone + SLACK && Math.abs(battery.current) <= tail + SLACK;
    if (state.phase.kind === 'absorption') {
      absorption.lasted += dt;
      if (isBalanced || bmsFull) absorption.full += dt;
    }
    const { kind, entrySoc } = next.phase;
    if (kind === 'float' && state.phase.kind !== 'float') {
      this.sinceFull = 0;
      const isDone = absorption.full >= absHold - SLACK || absorption.lasted >= absMax - SLACK;
      this.demand(state.phase.kind === 'absorption' && isDone, 'float comes after absorption', absorption.full);
    }
    if (kind !== 'absorption') absorption.lasted = absorption.full = 0;
    if (kind === 'float' && state.phase.kind === 'float') {
      const threshold = entrySoc > rebulkSoc ? rebulkSoc : entrySoc - SOC_DROP;
      this.demand(battery.stateOfCharge > threshold, 'a battery that was discharged is charged again', battery.stateOfCharge);
      this.demand(this.sinceFull <= rebalanceDays * DAY + holdAge, 'cells are balanced again in time', this.sinceFull);
    }
    const { imbHold, cclFloor, balanceCurrent } = this.parameters;
    if (highest >= vKnee && spread >= imbHold)
      this.demand(
        this.last.ccl <= Math.max(cclFloor, balanceCurrent) + SLACK,
        'cells out of balance get what the balancers can carry away',
      );
  }

  private temperatureFactor(table: Points): number {
    const battery = this.sample?.battery;
    return battery ? Math.min(factorAt(table, battery.coldest.celsius), factorAt(table, battery.hottest.celsius)) : 1;
  }
}

function floorTenth(value: number): number {
  return Math.floor(value * 10 + SLACK) / 10;
}

function isTenth(value: number): boolean {
  return Math.abs(value * 10 - Math.round(value * 10)) < SLACK;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

function isOutside(was: boolean, table: Points, coldest: number, hottest: number): boolean {
  const [cold, hot] = was ? [RELEASE.cold, RELEASE.hot] : [0, 0];
  const [first, last] = [(table[0]?.[0] ?? Infinity) + cold, (table.at(-1)?.[0] ?? -Infinity) - hot];
  return was ? coldest < first - SLACK || hottest > last + SLACK : coldest <= first || hottest >= last;
}

function factorAt(table: Points, at: number): number {
  for (let index = 0; index < table.length; index++) {
    const right = table[index];
    if (!right || at > right[0]) continue;
    const left = table[index - 1];
    return left ? left[1] + ((right[1] - left[1]) * (at - left[0])) / (right[0] - left[0]) : right[1];
  }
  return table.at(-1)?.[1] ?? 0;
}
