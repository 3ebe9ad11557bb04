import type { PackSettings } from '../battery/pack';
import type { Chemistry as LawChemistry } from '../control/law/chemistries';
import { lawStep } from '../control/law/law';
import type { LawParameters } from '../control/law/parameters';
import type { PhaseKind } from '../control/law/reasons';
import type { LawState } from '../control/law/state';
import type { Chemistry } from '../simulator/chemistry';
import { ClosedLoop, type LoopFigures } from '../simulator/closed-loop';
import type { Measured } from '../simulator/measured-pack';
import type { Installation } from '../simulator/options';
import { Weather } from '../simulator/weather';

/** A day of the simulated battery under some parameters. */
export interface DayPlan {
  readonly installation: Installation;
  /** At the beginning [%]. */
  readonly stateOfCharge: number;
  /** How far one cell is ahead of the others [%]. */
  readonly ahead: number;
}

export const DAY_SECONDS = 86_400;
/** The day begins at sunrise [h]. */
export const START_HOUR = 6;
/** What is drawn keeps one value for so long [s]. */
const BIN = 300;
const BINS = DAY_SECONDS / BIN;
/** The same cells, clouds and loads for everyone: what differs comes from the parameters. */
const SEED = 1;
/** Shares of the capacity [1/h]: sun that fills a battery by noon, loads that empty some of it at night, and what a grid takes. */
const PER_HOUR = { solar: 0.3, load: 0.06, export: 0.22 };
const AMBIENT = 20;
/** A BMS takes its cells for full when the highest is this near its voltage [V] and the current is small, for so long [s], and until so much has gone out [%]. */
const FULL = { near: 0.005, patience: 30, until: 98 };

const MODEL: Readonly<Record<LawChemistry, Chemistry>> = { LFP: 'lfp', NMC: 'nmc', LTO: 'lto' };

export const SERIES = ['highestCell', 'cvl', 'ccl', 'stateOfCharge'] as const;
export type DaySeries = (typeof SERIES)[number];

export interface DayResult {
  /** One value for each five minutes from the beginning: the highest of the cells, the lowest of the limits, the last SOC. */
  readonly series: Readonly<Record<DaySeries, Float64Array>>;
  readonly figures: LoopFigures;
  /** Time in each phase [s]. */
  readonly phases: { readonly [K in PhaseKind]?: number };
  /** When the BMS first counted the battery as full [s]; `undefined` if it never did. */
  readonly fullAt: number | undefined;
  /** The over-voltage cutoff of the BMS was reached. */
  readonly tripped: boolean;
}

/** One law over one simulated day, as far as it has been run. */
export class Day {
  private readonly loop: ClosedLoop;
  private readonly weather: Weather;
  private state: LawState | undefined;
  private second = 0;
  private readonly series = {
    highestCell: new Float64Array(BINS),
    cvl: new Float64Array(BINS),
    ccl: new Float64Array(BINS),
    stateOfCharge: new Float64Array(BINS),
  };
  private readonly phases: { [K in PhaseKind]?: number } = {};
  private full = { is: false, for: 0, at: undefined as number | undefined };
  private tripped = false;

  constructor(
    private readonly parameters: LawParameters,
    private readonly settings: PackSettings,
    plan: DayPlan,
  ) {
    const { chemistry, cells, capacity } = parameters;
    this.loop = new ClosedLoop({
      ...plan,
      seed: SEED,
      chemistry: MODEL[chemistry],
      cells,
      capacity,
      capacitySpread: 0.8,
      leakage: 0,
      ambient: AMBIENT,
      exportMost: PER_HOUR.export * capacity,
    });
    this.weather = new Weather({
      seed: SEED,
      startAt: 0,
      startHour: START_HOUR,
      solarPeak: PER_HOUR.solar * capacity,
      loadMean: PER_HOUR.load * capacity,
    });
  }

  /** How much of the day is over, 0 to 1. */
  get share(): number {
    return this.second / DAY_SECONDS;
  }

  get result(): DayResult {
    const { series, loop, phases, full, tripped } = this;
    return { series, figures: { ...loop.figures }, phases, fullAt: full.at, tripped };
  }

  /** Runs so many seconds further, and no further than the day. */
  run(seconds: number): void {
    const until = Math.min(this.second + seconds, DAY_SECONDS);
    while (this.second < until) this.step();
  }

  private step(): void {
    const { loop, parameters, settings, weather, second } = this;
    const battery = loop.measure();
    const bmsFull = this.watchFull(battery);
    const input = { battery, age: 0, chargeFault: false, dischargeFault: false, bmsFull };
    const { limits, phase, next } = lawStep(parameters, input, this.state, 1);
    this.state = next;
    const at = second * 1000;
    const [cvl, ccl, dcl] = [limits?.cvl.value ?? 0, limits?.ccl.value ?? 0, limits?.dcl.value ?? 0];
    const allowsCharge = battery.highestCell.voltage < settings.overVoltageCutoff;
    if (!allowsCharge) this.tripped = true;
    const allowsDischarge = battery.lowestCell.voltage > settings.fullyDischargedVoltage;
    loop.step({ cvl, ccl, dcl }, { solar: weather.solar(at), load: weather.load(at) }, allowsCharge, allowsDischarge);
    this.note(Math.floor(second / BIN), second % BIN === 0, cvl, ccl, battery);
    if (phase) this.phases[phase.kind] = (this.phases[phase.kind] ?? 0) + 1;
    this.second++;
  }

  private note(bin: number, first: boolean, cvl: number, ccl: number, { stateOfCharge }: Measured): void {
    const { series, loop } = this;
    const { highest } = loop.pack;
    series.highestCell[bin] = first ? highest : Math.max(series.highestCell[bin] ?? 0, highest);
    series.cvl[bin] = first ? cvl : Math.min(series.cvl[bin] ?? 0, cvl);
    series.ccl[bin] = first ? ccl : Math.min(series.ccl[bin] ?? 0, ccl);
    series.stateOfCharge[bin] = stateOfCharge;
  }

  private watchFull({ highestCell, current, stateOfCharge }: Measured): boolean {
    const { full, settings } = this;
    const ends =
      highestCell.voltage >= settings.fullyChargedVoltage - FULL.near && current >= 0 && current <= settings.chargeFinishedCurrent;
    full.for = ends ? full.for + 1 : 0;
    if (full.for >= FULL.patience) {
      full.is = true;
      full.at ??= this.second;
    } else if (stateOfCharge <= FULL.until) full.is = false;
    return full.is;
  }
}
