import { followChargeVoltage, holdVoltage } from './cvl';
import { atLeast, floorTenth } from './compare';
import { chargeRecovery, chargeRules, dischargeRecovery, dischargeRules, followCurrent } from './currents';
import { followImbalance } from './imbalance';
import { followLatches } from './latches';
import type { LawParameters } from './parameters';
import { displayState, followPhase, reportPhase } from './phase';
import { overruled, type BlockCause, type LawLimits, type Rejection } from './reasons';
import { rejection } from './sample';
import { aged } from './memory';
import type { LawFlags, LawInput, LawMemory, LawOutcome, LawSample, LawState, Newest } from './state';
import { followTrim, NO_TRIM } from './trim';

/**
 * The control law: what is known of the battery in, the limits for the GX and their reasons out. `dt` is the time since the
 * last call [s]; call it for each sample and at least once a second. `parameters` have passed `checkParameters`.
 * @throws RangeError when `dt` is negative or not a number.
 * @see charging reference, part 3
 */
export function lawStep(parameters: LawParameters, input: LawInput, state: LawState | undefined, dt: number): LawOutcome {
  if (!(dt >= 0)) throw new RangeError(`dt is ${dt} s`);
  const rejected = rejection(input.battery, parameters);
  const { battery, chargeFault, dischargeFault, bmsFull } = input;
  const newest = state?.newest;
  const sample = rejected ? newest?.sample : { battery, chargeFault, dischargeFault, bmsFull };
  const age = rejected ? (newest?.age ?? Infinity) + dt : knownAge(input.age);
  if (sample && age <= parameters.holdAge) return freshStep(parameters, sample, age, rejected, state, dt);
  // An age that nobody knows is at least the one at which silence begins.
  const unwatched = Math.max((state?.unwatched ?? 0) + dt, Math.min(age, parameters.stopAge));
  const waiting = state && { ...state, newest: newest && { ...newest, age }, unwatched };
  // Old data is good enough to stop charging on, never to start from.
  return waiting?.newest && age <= parameters.stopAge
    ? staleStep(parameters, waiting, waiting.newest, rejected, dt)
    : silence(waiting, rejected);
}

function knownAge(age: number): number {
  return age >= 0 ? age : Infinity;
}

function freshStep(
  parameters: LawParameters,
  sample: LawSample,
  age: number,
  rejected: Rejection | undefined,
  state: LawState | undefined,
  elapsed: number,
): LawOutcome {
  const { was, dt } = resumed(parameters, state, elapsed);
  const { battery } = sample;
  const latches = followLatches(was?.latches, battery, parameters, dt);
  const phase = followPhase(was?.phase, { sample, parameters, sinceFull: (was?.sinceFull ?? 0) + dt, dt });
  const fullNow = phase.kind === 'float' && was?.phase.kind !== 'float';
  const sinceFull = fullNow ? 0 : (was?.sinceFull ?? 0) + dt;
  const imbalance = followImbalance(was?.imbalance ?? false, battery, parameters);
  const trim = followTrim(was?.trim ?? NO_TRIM, latches.overVoltage.set, battery, parameters, dt);

  const forbidden: BlockCause | undefined = sample.chargeFault ? 'bms-fault' : latches.chargeTemperature.set ? 'temperature' : undefined;
  const voltage = followChargeVoltage(was?.cvl, { phase: phase.kind, imbalance, trim, latches, forbidden, battery, parameters, dt });
  const charge = followCurrent(was?.ccl, chargeRules(sample, latches, imbalance, parameters), chargeRecovery(parameters), dt);
  const discharge = followCurrent(was?.dcl, dischargeRules(sample, latches, parameters), dischargeRecovery(parameters), dt);

  const limits = { cvl: voltage.limit, ccl: charge.limit, dcl: discharge.limit };
  const { cvl } = voltage;
  const newest = { sample, age, limits };
  const next = { newest, unwatched: 0, latches, phase, imbalance, trim, cvl, ccl: charge.held, dcl: discharge.held, sinceFull };
  return outcome(parameters, next, sample, limits, false, rejected);
}

/**
 * What the law goes on from, and how much of the time since then it has watched. After a restart, and after more time without data
 * than is tolerated, that is none. In the latter case charging had been stopped for it: it begins again with the smallest current
 * and climbs, because data that comes and goes must not throw the chargers between nothing and everything.
 */
function resumed(
  { holdAge, cclFloor }: LawParameters,
  state: LawState | undefined,
  elapsed: number,
): { readonly was: LawMemory | undefined; readonly dt: number } {
  if (!state) return { was: undefined, dt: elapsed };
  const away = state.unwatched + elapsed;
  if (state.newest && away <= holdAge) return { was: state, dt: elapsed };
  const was = aged(state, away);
  return { was: away > holdAge ? { ...was, ccl: { ...was.ccl, value: Math.min(was.ccl.value, cclFloor) } } : was, dt: 0 };
}

/**
 * Nothing is decided on old data: charging stops where the pack was, the discharge limit stays, and everything else waits
 * as it is for the next sample.
 */
function staleStep(
  parameters: LawParameters,
  was: LawState,
  { sample, age, limits: last }: Newest,
  rejected: Rejection | undefined,
  dt: number,
): LawOutcome {
  const held = was.cvl.held ?? holdVoltage(was.cvl.published, sample.battery, parameters);
  const published = Math.min(was.cvl.published, floorTenth(held));
  const sinceChange = published < was.cvl.published ? 0 : was.cvl.sinceChange + dt;
  const cvl = { ...was.cvl, held, published, sinceChange, ramped: Math.min(was.cvl.ramped, held) };
  const hold = { value: published, reason: { rule: 'charge-forbidden-hold', held, because: 'no-recent-data' } } as const;
  const noData = { rule: 'no-recent-data', age, of: parameters.stopAge } as const;
  const limits = {
    cvl: overruled(hold, last.cvl),
    ccl: overruled({ value: 0, reason: noData }, last.ccl),
    // The value stays; what led to it is as old as the data and no longer the reason.
    dcl: overruled({ value: last.dcl.value, reason: noData }, last.dcl),
  };
  return outcome(parameters, { ...was, cvl }, sample, limits, true, rejected);
}

function silence(next: LawState | undefined, rejected: Rejection | undefined): LawOutcome {
  const flags = flagsOf(next, true);
  return { limits: undefined, phase: undefined, display: undefined, flags, rejected, transmit: false, next };
}

function outcome(
  parameters: LawParameters,
  next: LawState,
  sample: LawSample,
  limits: LawLimits,
  stale: boolean,
  rejected: Rejection | undefined,
): LawOutcome {
  const { phase, imbalance, cvl, sinceFull } = next;
  const above = !atLeast(cvl.target, cvl.ramped);
  return {
    limits,
    phase: reportPhase(phase, { sample, parameters, sinceFull, dt: 0 }),
    display: displayState(phase, imbalance, above),
    flags: flagsOf(next, stale),
    rejected,
    transmit: true,
    next,
  };
}

function flagsOf(state: LawState | undefined, stale: boolean): LawFlags {
  const overVoltage = state?.latches.overVoltage.set ?? false;
  const underVoltage = state?.latches.underVoltage.set ?? false;
  const chargeTemperature = state?.latches.chargeTemperature.set ?? false;
  const dischargeTemperature = state?.latches.dischargeTemperature.set ?? false;
  const chargeFault = state?.newest?.sample.chargeFault ?? false;
  const dischargeFault = state?.newest?.sample.dischargeFault ?? false;
  return {
    stale,
    overVoltage,
    underVoltage,
    chargeTemperature,
    dischargeTemperature,
    chargeFault,
    dischargeFault,
    imbalance: state?.imbalance ?? false,
    absorptionTimeout: state?.phase.kind === 'float' && state.phase.entered.cause === 'absorption-timeout',
    chargeBlocked: stale || chargeFault || overVoltage || chargeTemperature,
    dischargeBlocked: dischargeFault || underVoltage || dischargeTemperature,
  };
}
