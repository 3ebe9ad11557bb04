import type { PackReading, PackSettings } from './pack';
import { implausibility, type Implausibility } from './plausibility';
import type { Ms } from './units';

/** What a cell can do at constant current: measured a moment apart [V], and as it is charged or rests [V/s]. */
const CELL = { step: 0.3, perSecond: 0.02 };
/** Resistance of an aged cell for its size [Ω·Ah]; new ones have a fifth. A step of the current moves a cell by no more. */
const CELL_RESISTANCE = 1;
/** A sensor sits on something that is heavy [°C], [°C/s]. */
const TEMPERATURE = { step: 5, perSecond: 0.5 };
/** A state of charge follows the current [%]. */
const CHARGE_STEP = 2;
/** How far beyond its cutoffs a BMS still measures, while it is about to switch off. */
const BEYOND_CUTOFF = 1.5;
/** No sensor is so small that a step of this is beyond it [A]. */
const SMALLEST_RANGE = 100;

/** A new level is believed after so many readings that agree, and not faster than the BMS measures anew [ms]. */
const AGREEING = { readings: 3, leastMs: 150 };

/** A level that readings have jumped to, and whether they stay there. */
interface Level {
  readonly reading: PackReading;
  readonly since: Ms;
  readonly at: Ms;
  readonly readings: number;
}

/** What is held against a pack while its readings are being rejected. */
export interface Doubt {
  /** The first rejection of this row. */
  readonly since: Ms;
  /** `undefined` while the newest reading was nothing that a battery can be at all. */
  readonly level: Level | undefined;
}

/** The newest reading that was acted on. */
export interface Trusted {
  readonly reading: PackReading;
  readonly at: Ms;
}

export type Verdict = { readonly accepted: true } | { readonly accepted: false; readonly problem: Implausibility; readonly doubt: Doubt };

/**
 * Decides whether a reading may be acted on: no battery that cannot be, and no jump that none can make. A jump that stays is a true step
 * (the owner has set the state of charge, a sensor was replaced, a lead came loose) and is accepted with the third reading that agrees.
 */
export function judge(
  reading: PackReading,
  at: Ms,
  trusted: Trusted | undefined,
  doubt: Doubt | undefined,
  settings: PackSettings,
): Verdict {
  const since = doubt?.since ?? at;
  const impossible = implausibility(reading, settings);
  if (impossible) return { accepted: false, problem: impossible, doubt: { since, level: undefined } };
  // While in doubt, the old level does not grow more permissive: else any level would fit after some minutes of nonsense.
  const problem = trusted && jump(trusted.reading, reading, since - trusted.at, settings);
  if (!problem) return { accepted: true };
  const level = joinLevel(doubt?.level, reading, at, settings);
  if (level.readings >= AGREEING.readings && at - level.since >= AGREEING.leastMs) return { accepted: true };
  return { accepted: false, problem, doubt: { since, level } };
}

function joinLevel(level: Level | undefined, reading: PackReading, at: Ms, settings: PackSettings): Level {
  if (!level || jump(level.reading, reading, at - level.at, settings)) return { reading, since: at, at, readings: 1 };
  return { reading, since: level.since, at, readings: level.readings + 1 };
}

/** Says why no battery gets from one reading to the other in this time; `undefined` when one can. Both are plausible by themselves. */
export function jump(from: PackReading, to: PackReading, elapsedMs: Ms, settings: PackSettings): Implausibility | undefined {
  // Another number of cells is another battery: nothing to compare with.
  if (from.cells.length !== to.cells.length) return undefined;
  const seconds = Math.max(0, elapsedMs) / 1000;
  return (
    currentJump(from, to, settings) ??
    cellJump(from, to, seconds, settings) ??
    temperatureJump(from, to, seconds) ??
    chargeJump(from, to, seconds, settings)
  );
}

function currentJump(from: PackReading, to: PackReading, settings: PackSettings): Implausibility | undefined {
  const { chargeOverCurrentCutoff, dischargeOverCurrentCutoff, peakDischargeCurrentCutoff = 0 } = settings;
  const range = BEYOND_CUTOFF * (chargeOverCurrentCutoff + Math.max(dischargeOverCurrentCutoff, peakDischargeCurrentCutoff));
  const [before, value] = [from.packCurrent, to.packCurrent];
  if (Math.abs(value - before) <= Math.max(range, SMALLEST_RANGE)) return undefined;
  return { check: 'current-jump', before, value, detail: `current from ${before} A to ${value} A` };
}

function cellJump(from: PackReading, to: PackReading, seconds: number, settings: PackSettings): Implausibility | undefined {
  const load = (CELL_RESISTANCE / settings.batteryCapacity) * Math.abs(to.packCurrent - from.packCurrent);
  const allowed = CELL.step + load + CELL.perSecond * seconds;
  let index = 0;
  for (const { number, voltage: value } of to.cells) {
    const before = from.cells[index++]?.voltage ?? value;
    if (Math.abs(value - before) > allowed)
      return { check: 'cell-jump', cell: number, before, value, detail: `cell ${number} from ${before} V to ${value} V` };
  }
  return undefined;
}

function temperatureJump(from: PackReading, to: PackReading, seconds: number): Implausibility | undefined {
  const allowed = TEMPERATURE.step + TEMPERATURE.perSecond * seconds;
  for (const sensor of ['internalTemp', 'externalTemp1', 'externalTemp2'] as const) {
    const [before, value] = [from[sensor], to[sensor]];
    // A sensor that comes or goes was plugged in or out.
    if (before === undefined || value === undefined || Math.abs(value - before) <= allowed) continue;
    return { check: 'temperature-jump', before, value, detail: `temperature from ${before} °C to ${value} °C` };
  }
  return undefined;
}

function chargeJump(from: PackReading, to: PackReading, seconds: number, settings: PackSettings): Implausibility | undefined {
  const most = BEYOND_CUTOFF * Math.max(settings.chargeOverCurrentCutoff, settings.dischargeOverCurrentCutoff);
  const allowed = CHARGE_STEP + (most * seconds) / (settings.batteryCapacity * 36);
  const [before, value] = [from.stateOfCharge, to.stateOfCharge];
  if (Math.abs(value - before) <= allowed) return undefined;
  return { check: 'charge-jump', before, value, detail: `state of charge from ${before} % to ${value} %` };
}
