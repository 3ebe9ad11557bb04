import { isUndecided } from '../../../src/control/decide';
import { lawStep } from '../../../src/control/law/law';
import type { LawParameters } from '../../../src/control/law/parameters';
import type { LawOutcome, LawState } from '../../../src/control/law/state';
import { CHEMISTRIES, type Chemistry } from '../../../src/simulator/chemistry';
import type { Installation } from '../../../src/simulator/options';
import { flow } from '../../../src/simulator/power-flow';
import { LaggingGx } from '../../../src/simulator/lagging-gx';
import { MeasuredPack } from '../../../src/simulator/measured-pack';
import { Climate } from './climate';
import { CountedCharge } from './counted-charge';
import { Mishaps, spoil, type MishapName } from './mishaps';
import { Properties, type Violation } from './properties';
import { StoredMemory } from './stored-memory';

export interface YearOptions {
  readonly seed: number;
  readonly seconds: number;
  readonly chemistry: Chemistry;
  readonly parameters: LawParameters;
}

export interface YearResult {
  /** Calls of the law. */
  readonly steps: number;
  readonly violations: ReadonlyMap<string, Violation>;
  /** True extremes [V]. */
  readonly highest: number;
  readonly lowest: number;
  /** Of the pack [°C]. */
  readonly coldest: number;
  readonly hottest: number;
  /** [Ah] */
  readonly charged: number;
  readonly discharged: number;
  /** Of the charge, what flowed in although charging had been blocked for longer than any lag: CCL is not obeyed with feed-in [Ah]. */
  readonly chargedWhileBlocked: Readonly<Record<Installation, number>>;
  readonly raises: number;
  /** How often each of these began. */
  readonly begun: Readonly<Record<Watched, number>>;
  readonly mishaps: ReadonlyMap<MishapName, number>;
}

const WATCHED = [
  'float',
  'overVoltage',
  'underVoltage',
  'chargeTemperature',
  'dischargeTemperature',
  'imbalance',
  'stale',
  'silence',
] as const;
type Watched = (typeof WATCHED)[number];

/** The installation changes each week, and the BMS says every other week that it is full: alone, that hides how absorption ends. */
const WEEK = 7 * 86_400;
const INSTALLATIONS: readonly Installation[] = ['off-grid', 'ess-feed-in', 'ess'];
/** [A] */
const EXPORT_MOST = 60;
const RISE = 40;
/** Far enough for weeks of charges that end by time instead of balance [%]. */
const AHEAD = 6;
/** After so long the whole installation has heard of a block [s]. */
const SLOWEST = 15;

/** Lives through the seconds with one battery and one law, which is watched at every step. */
export function liveThrough({ seed, seconds, chemistry, parameters }: YearOptions): YearResult {
  const { cells, capacity, vStop } = parameters;
  const climate = new Climate(seed);
  const pack = new MeasuredPack({
    seed,
    chemistry,
    cells,
    capacity,
    stateOfCharge: 60,
    ahead: AHEAD,
    capacitySpread: 0.8,
    leakage: 0.01,
    ambient: climate.ambient(0),
  });
  const { model } = pack;
  const { underVoltage } = CHEMISTRIES[chemistry].thresholds;
  const counted = new CountedCharge(parameters, model.stateOfCharge);
  const gx = new LaggingGx(seed);
  const mishaps = new Mishaps(seed);
  const properties = new Properties(parameters);
  const memory = new StoredMemory(cells);
  const begun = {
    float: 0,
    overVoltage: 0,
    underVoltage: 0,
    chargeTemperature: 0,
    dischargeTemperature: 0,
    imbalance: 0,
    stale: 0,
    silence: 0,
  };
  const is = { ...begun };
  let [steps, raises, highest, lowest, coldest, hottest, charged, discharged] = [0, 0, 0, Infinity, Infinity, -Infinity, 0, 0];
  let state: LawState | undefined;
  const chargedWhileBlocked: Record<Installation, number> = { 'off-grid': 0, 'ess-feed-in': 0, ess: 0 };
  let [dt, cvl, blockedFor] = [1, NaN, 0];
  // Nothing is sent until the law has decided; `away` while the bridge starts again.
  let isOpen = false;
  let away: 'restart' | 'restart-forgetting' | undefined;
  let newest = { battery: pack.measure(0), at: 0 };
  let input = spoil(newest.battery, false, undefined, 0);

  for (let second = 1; second <= seconds; second++) {
    const mishap = mishaps.at(second);
    const name = mishap?.name;
    model.ambient = climate.ambient(second);
    const week = Math.floor(second / WEEK);
    const installation = INSTALLATIONS[week % INSTALLATIONS.length] ?? 'off-grid';
    const inverter = gx.inverter(second);
    const wanted = flow({
      installation,
      charger: gx.charger(second),
      inverter,
      solar: climate.solar(second),
      load: climate.load(second),
      exportMost: EXPORT_MOST,
      sourceVoltage: model.sourceVoltage,
      resistance: model.resistance,
      allowsCharge: name !== 'charge-fault',
      // An inverter that knows DCL 0 takes nothing from the battery, even where it counted on sun that the chargers then hold back.
      allowsDischarge: name !== 'discharge-fault' && inverter !== undefined && inverter.dcl > 0,
    });
    const current = Math.min(wanted.battery, Math.max(model.current, 0) + RISE);
    pack.step(current);
    if (current > 0) charged += current / 3600;
    else discharged -= current / 3600;
    if (current > 0 && blockedFor > SLOWEST) chargedWhileBlocked[installation] += current / 3600;
    highest = Math.max(highest, pack.highest);
    lowest = Math.min(lowest, pack.lowest);
    coldest = Math.min(coldest, model.temperature);
    hottest = Math.max(hottest, model.temperature);
    properties.demand(pack.highest < vStop, 'the highest cell is under the stop voltage', pack.highest);
    // An empty pack goes on losing what its cells leak: no limit can stop that.
    properties.demand(pack.lowest > underVoltage || current >= 0, 'nothing is taken from a cell below the cutoff of the BMS', pack.lowest);

    const measured = pack.measure(second);
    const battery = { ...measured, stateOfCharge: counted.follow(measured) };
    const restarts = name === 'restart' || name === 'restart-forgetting';
    if (restarts) away = name;
    if (restarts || name === 'frozen') {
      gx.hear(undefined, second);
      dt += 1;
      blockedFor = 0;
      continue;
    }
    if (away) {
      state = away === 'restart' ? memory.recall(second) : undefined;
      if (state) properties.restart(state, second);
      else properties.forget();
      [dt, cvl, isOpen, away] = [0, NaN, false, undefined];
    }
    if (name !== 'silence') {
      newest = { battery, at: second };
      input = spoil(battery, counted.isFull && week % 2 === 1, mishap, second);
    }
    const age = second - newest.at;
    const given = age === 0 ? input.input : { ...input.input, age };
    const outcome = lawStep(parameters, given, state, dt);
    properties.look({ second, input: given, usable: input.usable, dt, outcome });
    steps += 1;
    dt = 1;
    state = outcome.next;
    memory.keep(state, second);
    isOpen ||= outcome.transmit && !isUndecided(parameters, given.battery, outcome);
    note(outcome, is, begun);
    blockedFor = outcome.flags.chargeBlocked && name !== 'gx-deaf' ? blockedFor + 1 : 0;
    const { limits } = outcome;
    if (limits && limits.cvl.value > cvl) raises += 1;
    cvl = limits ? limits.cvl.value : cvl;
    const heard =
      limits && isOpen && name !== 'gx-deaf' ? { cvl: limits.cvl.value, ccl: limits.ccl.value, dcl: limits.dcl.value } : undefined;
    gx.hear(heard, second);
  }
  const extremes = { highest, lowest, coldest, hottest };
  return {
    steps,
    violations: properties.violations,
    ...extremes,
    charged,
    discharged,
    chargedWhileBlocked,
    raises,
    begun,
    mishaps: mishaps.counts,
  };
}

/** Counts what is now and was not a step ago. */
function note({ flags, phase, transmit }: LawOutcome, is: Record<Watched, number>, begun: Record<Watched, number>): void {
  for (const name of WATCHED) {
    const now = Number(name === 'float' ? phase?.kind === 'float' : name === 'silence' ? !transmit : flags[name]);
    if (now > is[name]) begun[name] += 1;
    is[name] = now;
  }
}
