import type { TemperatureAt } from '../../battery/battery';
import { clamp, floorTenth } from './compare';
import { spreadOf } from './imbalance';
import { overVoltageReason, underVoltageReason, type Latches } from './latches';
import type { LawParameters } from './parameters';
import { overruled, tightest, type LawAllowance, type LawLimit } from './reasons';
import type { LawSample } from './state';
import { temperatureReason } from './temperature-reason';
import { endsOf, interpolate, plateauOf, type Table } from './tables';

/** A current limit on its way [A], not yet rounded for the wire. */
export interface HeldCurrent {
  readonly value: number;
  /** Since its last fall [s]. */
  readonly sinceFall: number;
}

/** How one direction recovers. */
interface Recovery {
  /** A limit at 0 stays there until this much would be allowed [A]; never more than a rule other than temperature leaves. */
  readonly leavesZeroAt: number;
  readonly hold: number;
  /** [A/s] */
  readonly rate: number;
}

/** What each rule allows for the charge current, in rising order of precedence. */
export function chargeRules(sample: LawSample, latches: Latches, imbalance: boolean, parameters: LawParameters): readonly LawAllowance[] {
  const { battery, chargeFault } = sample;
  const { enabled, maxCharge, cclFloor, cclUserMax, chargeByTemperature } = parameters;
  const rules: LawAllowance[] = [{ value: maxCharge, reason: { rule: 'full-current', origin: parameters.maxChargeFrom } }];
  if (enabled) {
    pushNearFull(rules, sample, parameters);
    if (imbalance) {
      const { highestCell: highest, lowestCell: lowest } = battery;
      const value = Math.min(Math.max(cclFloor, parameters.balanceCurrent), maxCharge);
      const [from, release] = [parameters.imbHold, parameters.imbRelease];
      rules.push({ value, reason: { rule: 'imbalance-current', highest, lowest, spread: spreadOf(battery), from, release } });
    }
  }
  pushTemperature(rules, battery.coldest, chargeByTemperature, maxCharge);
  pushTemperature(rules, battery.hottest, chargeByTemperature, maxCharge);
  if (cclUserMax !== undefined) rules.push({ value: cclUserMax, reason: { rule: 'owner-maximum', maximum: cclUserMax } });
  if (latches.chargeTemperature.set) rules.push({ value: 0, reason: temperatureReason(battery, chargeByTemperature) });
  if (latches.overVoltage.set) rules.push({ value: 0, reason: overVoltageReason(latches.overVoltage, battery, parameters) });
  if (chargeFault) rules.push({ value: 0, reason: { rule: 'bms-fault' } });
  return rules;
}

/** What each rule allows for the discharge current, in rising order of precedence. */
export function dischargeRules(sample: LawSample, latches: Latches, parameters: LawParameters): readonly LawAllowance[] {
  const { battery, dischargeFault } = sample;
  const { enabled, maxDischarge, dclFloor, dclUserMax, dischargeByVoltage, dischargeByTemperature } = parameters;
  const rules: LawAllowance[] = [{ value: maxDischarge, reason: { rule: 'full-current', origin: parameters.maxDischargeFrom } }];
  const { lowestCell: lowest } = battery;
  const factor = interpolate(dischargeByVoltage, lowest.voltage);
  if (enabled && factor < 1) {
    const { value, floor } = derated(factor, maxDischarge, dclFloor);
    const from = plateauOf(dischargeByVoltage)?.from ?? endsOf(dischargeByVoltage).last[0];
    rules.push({ value, reason: { rule: 'cell-near-empty', lowest, from, stop: parameters.vEmpty, factor, floor } });
  }
  pushTemperature(rules, battery.coldest, dischargeByTemperature, maxDischarge);
  pushTemperature(rules, battery.hottest, dischargeByTemperature, maxDischarge);
  if (dclUserMax !== undefined) rules.push({ value: dclUserMax, reason: { rule: 'owner-maximum', maximum: dclUserMax } });
  if (latches.underVoltage.set) rules.push({ value: 0, reason: underVoltageReason(latches.underVoltage, battery, parameters) });
  if (latches.dischargeTemperature.set) rules.push({ value: 0, reason: temperatureReason(battery, dischargeByTemperature) });
  if (dischargeFault) rules.push({ value: 0, reason: { rule: 'bms-fault' } });
  return rules;
}

function pushNearFull(rules: LawAllowance[], { battery }: LawSample, parameters: LawParameters): void {
  const { maxCharge, cclFloor, chargeByVoltage, chargeBySoc, vStop } = parameters;
  const { highestCell: highest, stateOfCharge: soc } = battery;
  const factor = interpolate(chargeByVoltage, highest.voltage);
  if (factor < 1) {
    const { value, floor } = derated(factor, maxCharge, cclFloor);
    const from = plateauOf(chargeByVoltage)?.to ?? endsOf(chargeByVoltage).first[0];
    rules.push({ value, reason: { rule: 'cell-near-full', highest, from, stop: vStop, factor, floor } });
  }
  const bySoc = chargeBySoc ? interpolate(chargeBySoc, soc) : 1;
  if (bySoc < 1) {
    const { value, floor } = derated(factor * bySoc, maxCharge, cclFloor);
    rules.push({ value, reason: { rule: 'state-of-charge', soc, factor: bySoc, floor } });
  }
}

/** A full or nearly empty pack keeps a small current: 0 would switch the chargers or the inverter off. */
function derated(factor: number, full: number, smallest: number): { readonly value: number; readonly floor: boolean } {
  const least = Math.min(smallest, full);
  return { value: Math.max(factor * full, least), floor: factor * full < least };
}

function pushTemperature(rules: LawAllowance[], at: TemperatureAt, table: Table, full: number): void {
  const factor = interpolate(table, at.celsius);
  const plateau = factor < 1 ? plateauOf(table) : undefined;
  if (!plateau) return;
  const { first, last } = endsOf(table);
  const flank =
    at.celsius < plateau.from
      ? ({ side: 'cold', full: plateau.from, stop: first[0] } as const)
      : ({ side: 'hot', full: plateau.to, stop: last[0] } as const);
  rules.push({ value: factor * full, reason: { rule: 'temperature-derating', ...flank, at, factor } });
}

export function chargeRecovery({ maxCharge, cclFloor, cclUserMax, reenable, incHold, incRate }: LawParameters): Recovery {
  const leavesZeroAt = Math.min(reenable * maxCharge, cclFloor, cclUserMax ?? Infinity);
  return { leavesZeroAt, hold: incHold, rate: incRate * maxCharge };
}

export function dischargeRecovery({ maxDischarge, dclFloor, dclUserMax, reenable, incHold, incRate }: LawParameters): Recovery {
  const leavesZeroAt = Math.min(reenable * maxDischarge, dclFloor, dclUserMax ?? Infinity);
  return { leavesZeroAt, hold: incHold, rate: incRate * maxDischarge };
}

/** Falls at once; after a hold without falls it rises at a fixed rate. Without a past the wanted limit holds as it is. */
export function followCurrent(
  was: HeldCurrent | undefined,
  rules: readonly LawAllowance[],
  recovery: Recovery,
  dt: number,
): { readonly held: HeldCurrent; readonly limit: LawLimit } {
  const wanted = tightest(rules);
  if (!was || wanted.value < was.value) return { held: { value: wanted.value, sinceFall: 0 }, limit: onWire(wanted) };
  const sinceFall = was.sinceFall + dt;
  if (was.value === 0 && wanted.value > 0 && wanted.value < recovery.leavesZeroAt) {
    const reason = { rule: 'leaving-zero', wanted: wanted.value, needs: recovery.leavesZeroAt } as const;
    return { held: { value: 0, sinceFall }, limit: onWire(overruled({ value: 0, reason }, wanted)) };
  }
  const rising = clamp(sinceFall - recovery.hold, 0, dt);
  const value = Math.min(wanted.value, was.value + rising * recovery.rate);
  const held = { value, sinceFall };
  if (value >= wanted.value) return { held, limit: onWire(wanted) };
  const reason = { rule: 'recovering', target: wanted.value, waited: Math.min(sinceFall, recovery.hold), of: recovery.hold } as const;
  return { held, limit: onWire(overruled({ value, reason }, wanted)) };
}

function onWire(limit: LawLimit): LawLimit {
  return { value: floorTenth(limit.value), reason: limit.reason, others: limit.others };
}
