import { atLeast, atMost } from './compare';
import type { LawParameters } from './parameters';
import type { LawReason } from './reasons';
import { RELEASE_COLD, RELEASE_HOT } from './temperature-reason';
import type { LawBattery } from './state';
import { endsOf, type Table } from './tables';

export type LatchName = 'overVoltage' | 'underVoltage' | 'chargeTemperature' | 'dischargeTemperature';

/** A condition that stays set until the opposite has held for a while. Times in s. */
export interface LatchState {
  readonly set: boolean;
  /** For how long the condition that sets it after a delay has held. */
  readonly arming: number;
  /** For how long the condition that clears it has held. */
  readonly clearing: number;
}

export type Latches = Readonly<Record<LatchName, LatchState>>;

export const LATCH_NAMES: readonly LatchName[] = ['overVoltage', 'underVoltage', 'chargeTemperature', 'dischargeTemperature'];

/** Written out, because the law makes one at every sample. */
export function mapLatches(make: (name: LatchName) => LatchState): Latches {
  return {
    overVoltage: make('overVoltage'),
    underVoltage: make('underVoltage'),
    chargeTemperature: make('chargeTemperature'),
    dischargeTemperature: make('dischargeTemperature'),
  };
}

type Condition = (battery: LawBattery, parameters: LawParameters) => boolean;

interface LatchRule {
  readonly setsAtOnce: Condition;
  readonly setsAfter: number;
  readonly setsDelayed: Condition;
  readonly clears: Condition;
  readonly clearsAfter: number;
}

/** Distances from the thresholds [V per cell]. */
const FAR_OVER = 0.03;
const FAR_UNDER = 0.05;
const RELEASE_BELOW_SOFT = 0.02;
const RELEASE_CHARGING = 0.15;

/** A single sample must not open the battery for a spike, nor a moment of rest close it again. */
const LATCHES: Readonly<Record<LatchName, LatchRule>> = {
  overVoltage: {
    setsAtOnce: ({ highestCell }, { vStop }) => atLeast(highestCell.voltage, vStop + FAR_OVER),
    setsDelayed: ({ highestCell }, { vStop }) => atLeast(highestCell.voltage, vStop),
    setsAfter: 3,
    clears: ({ highestCell }, { vSoft }) => atMost(highestCell.voltage, vSoft - RELEASE_BELOW_SOFT),
    clearsAfter: 60,
  },
  underVoltage: {
    setsAtOnce: ({ lowestCell }, { vEmpty }) => atMost(lowestCell.voltage, vEmpty - FAR_UNDER),
    setsDelayed: ({ lowestCell }, { vEmpty }) => atMost(lowestCell.voltage, vEmpty),
    setsAfter: 10,
    clears: ({ lowestCell, current }, { vEmpty, vEmptyRel }) =>
      atLeast(lowestCell.voltage, vEmptyRel) || (current > 0 && atLeast(lowestCell.voltage, vEmpty + RELEASE_CHARGING)),
    clearsAfter: 60,
  },
  chargeTemperature: temperatureLatch((parameters) => parameters.chargeByTemperature),
  dischargeTemperature: temperatureLatch((parameters) => parameters.dischargeByTemperature),
};

function temperatureLatch(tableOf: (parameters: LawParameters) => Table): LatchRule {
  const outside: Condition = ({ coldest, hottest }, parameters) => {
    const { first, last } = endsOf(tableOf(parameters));
    return atMost(coldest.celsius, first[0]) || atLeast(hottest.celsius, last[0]);
  };
  return {
    setsAtOnce: outside,
    setsDelayed: outside,
    setsAfter: 0,
    clears: ({ coldest, hottest }, parameters) => {
      const { first, last } = endsOf(tableOf(parameters));
      return atLeast(coldest.celsius, first[0] + RELEASE_COLD) && atMost(hottest.celsius, last[0] - RELEASE_HOT);
    },
    clearsAfter: 0,
  };
}

const OPEN: LatchState = { set: false, arming: 0, clearing: 0 };

export function followLatches(was: Latches | undefined, battery: LawBattery, parameters: LawParameters, dt: number): Latches {
  return mapLatches((name) => followLatch(LATCHES[name], was?.[name] ?? OPEN, battery, parameters, dt));
}

function followLatch(rule: LatchRule, was: LatchState, battery: LawBattery, parameters: LawParameters, dt: number): LatchState {
  const arming = rule.setsDelayed(battery, parameters) ? was.arming + dt : 0;
  if (rule.setsAtOnce(battery, parameters) || (arming > 0 && atLeast(arming, rule.setsAfter))) return { set: true, arming, clearing: 0 };
  if (!was.set) return { set: false, arming, clearing: 0 };
  if (!rule.clears(battery, parameters)) return { set: true, arming, clearing: 0 };
  const clearing = was.clearing + dt;
  return atLeast(clearing, rule.clearsAfter) ? OPEN : { set: true, arming, clearing };
}

export function overVoltageReason({ clearing }: LatchState, battery: LawBattery, parameters: LawParameters): LawReason {
  const release = parameters.vSoft - RELEASE_BELOW_SOFT;
  const of = LATCHES.overVoltage.clearsAfter;
  return { rule: 'cell-over-voltage', highest: battery.highestCell, stop: parameters.vStop, release, waited: clearing, of };
}

export function underVoltageReason({ clearing }: LatchState, battery: LawBattery, parameters: LawParameters): LawReason {
  return {
    rule: 'cell-under-voltage',
    lowest: battery.lowestCell,
    stop: parameters.vEmpty,
    release: parameters.vEmptyRel,
    releaseCharging: parameters.vEmpty + RELEASE_CHARGING,
    waited: clearing,
    of: LATCHES.underVoltage.clearsAfter,
  };
}

/** Lowest voltage at which a forbidden charge may be held [V per cell]: well above empty. */
export function lowestHold({ vEmpty }: LawParameters): number {
  return vEmpty + RELEASE_CHARGING;
}
